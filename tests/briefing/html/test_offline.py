"""No link leaves the file: libraries come from this disk, or the map is not made."""

from __future__ import annotations

import re
from pathlib import Path

import folium
import pytest
from folium.plugins import MarkerCluster
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.html import offline
from briefing.html.offline import closed, content_policy, library_path, offline_parts
from layers.errors import SettingError, StorageError

LINK = re.compile(r"""(?:src|href)\s*=\s*["']?\s*(?:https?:)?//""")


def make_map() -> folium.Map:
    """Make a map as folium makes it, less its tiles."""
    return folium.Map(location=(48.86, 2.35), tiles=None)


def test_a_map_of_folium_keeps_no_link() -> None:
    parts = offline_parts(make_map())
    markup = re.sub("(?s)<script>.*?</script>", "", parts.head) + parts.body
    assert not LINK.search(markup)
    assert "<link" not in markup
    assert "Leaflet 1.9" in parts.head


def test_pictures_of_the_stylesheet_are_inside_it() -> None:
    assert "url(images/" not in offline_parts(make_map()).head
    assert "url(data:image/png;base64," in offline_parts(make_map()).head


def test_a_plugin_that_is_not_kept_raises_with_its_name() -> None:
    whole = make_map()
    MarkerCluster().add_to(whole)  # type: ignore[no-untyped-call] # folium's types are partial
    with pytest.raises(SettingError, match="markercluster"):
        offline_parts(whole)


def test_the_lists_of_other_maps_are_left_alone() -> None:
    before = [*folium.Map.default_js], [*folium.Map.default_css]
    offline_parts(make_map())
    assert ([*folium.Map.default_js], [*folium.Map.default_css]) == before


def test_the_same_map_gives_the_same_bytes() -> None:
    assert offline_parts(make_map()) == offline_parts(make_map())


@pytest.mark.parametrize(
    "kept", [("No-Such-Wheel", "leaflet.js"), ("XStatic-Leaflet", "no-such-file.js")]
)
def test_a_missing_library_says_what_to_do(
    kept: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(offline.KEPT, "leaflet", kept)
    with pytest.raises(StorageError, match="make run"):
        library_path("leaflet")


def test_every_library_is_on_this_disk() -> None:
    paths = [library_path(name) for name in offline.KEPT]
    assert all(isinstance(path, Path) and path.stat().st_size > 10_000 for path in paths)


@given(st.text())
@example("a = '</script>'")
@example("</SCRIPT ")
@example("<!--<script>")
def test_no_script_ends_itself_early(script: str) -> None:
    assert not re.search("</script|<!--", closed(script), re.IGNORECASE)


def test_the_policy_runs_these_scripts_and_loads_nothing() -> None:
    policy = content_policy(["alert(1)"])
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-inline'" not in policy.split("style-src")[0]
