"""Travel on the cards: the street, the routes and the reach of what is in focus."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from layers.area import Area
from layers.catalogue import LAYERS
from layers.library import Library
from plans.database import database_of
from tests.data.truth import PROJECT
from tests.stories import SITES, make_area, make_site

TWIN = make_site("Arago bis", 0.7) | {"name": "Arago"}


@pytest.fixture(scope="module")
def _towns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a Villebourg that has two sites called Arago, and with one without streets."""
    folder = tmp_path_factory.mktemp("towns")
    town = make_area(sites=[*SITES, TWIN | {"id": "site-twin"}])
    shelf = Library(folder / "areas")
    shelf.keep(town)
    bare = {name: town[name] for name in LAYERS if name != "streets"}
    shelf.keep(Area(replace(town.manifest, title="Sans rues"), bare))
    database_of(None, folder).close()
    return folder


@pytest.fixture(autouse=True)
def home(_towns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of each test's own, with both."""
    monkeypatch.setenv("BIVOUAC_HOME", str(tmp_path))
    monkeypatch.chdir(PROJECT)
    shutil.copytree(_towns, tmp_path, dirs_exist_ok=True)


def look_at(name: str, *, area: str = "villebourg") -> AppTest:
    """Draw the map page with a site or a place in focus."""
    app = AppTest.from_string("from views import map_page\nmap_page.page()", default_timeout=60)
    app.query_params["lang"] = "en"
    app.query_params["area"] = area
    app.session_state["focus"] = name
    app.run()
    assert not app.exception
    return app


def captions(app: AppTest) -> str:
    """Give all small print of the page, as it was written."""
    return " ".join(each.value.replace("\\", "") for each in app.caption)


@pytest.mark.parametrize("name", ["site-arago", "venue-stade"])
def test_a_card_tells_how_far_the_street_is(name: str) -> None:
    assert "12 m from the nearest street." in captions(look_at(name))


def test_where_there_are_no_streets_a_card_says_that_no_route_is_known() -> None:
    app = look_at("site-arago", area="sans-rues")
    assert "No route is known" in captions(app)
    assert "from the nearest street" not in captions(app)


def test_the_nearest_are_offered_first_with_their_minutes() -> None:
    (field,) = [each for each in look_at("site-arago").selectbox if "Route" in each.label]
    assert [option.partition(" – ")[0] for option in field.options] == ["Stade", "Gare", "Port"]
    assert all(option.endswith(" min") for option in field.options)


def test_two_sites_of_one_name_are_told_apart_where_their_minutes_do_not() -> None:
    app = look_at("venue-stade")
    (field,) = [each for each in app.selectbox if each.label == "Route to a site"]
    assert len(set(field.options)) == len(SITES) + 1


def test_the_route_asked_for_is_told_with_its_streets() -> None:
    app = look_at("site-balzac")
    (field,) = [each for each in app.selectbox if "Route" in each.label]
    field.set_value("venue-stade").run()
    assert not app.exception
    assert "Grande Rue" in captions(app)
    assert any("1.5 km" in each.value.replace("\\", "") for each in app.markdown)
