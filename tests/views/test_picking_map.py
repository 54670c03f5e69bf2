"""The picking map without a browser: what travels to it, and what comes back."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as some
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import UnknownElement

from views import map_documents
from views.picking_map import MapEvent, MapLayer

NOWHERE = json.dumps({"type": "FeatureCollection", "features": []}).encode()


# -- the vocabulary of these stories ------------------------------------------------------------


def story() -> None:
    """Draw a map and keep a list of what it reported; the script of the AppTest below."""
    import streamlit as st  # noqa: PLC0415  AppTest runs this body as a script of its own

    from views.picking_map import (  # noqa: PLC0415
        MapEvent,  # noqa: F401  the script evaluates the annotation that this module need not
        MapLayer,
        MapLine,
        MapWords,
        Style,
        picking_map,
    )

    def take(event: MapEvent) -> None:
        st.session_state["told"] = [*st.session_state.get("told", []), event]
        if event.id == "trouble":
            raise RuntimeError

    words = dict.fromkeys(MapWords.__dataclass_fields__, "word")
    far = st.session_state.get("far", 2.4)
    picking_map(
        key="map",
        layers=[
            MapLayer(
                key="sites",
                title="Sites",
                geojson=b'{"type": "FeatureCollection", "features": []}',
                styles={"ok": Style(colour="green")},
            )
        ],
        picked={"b", "a"},
        focus="a",
        lines=[MapLine(start=(2.3, 48.8), end=(far, 48.9), label="7 min", style="served")],
        bounds=(2.2, 48.8, 2.5, 48.9),
        words=MapWords(**words),
        attribution="© nobody",
        on_event=take,
    )
    st.session_state["told_before_body"] = len(st.session_state.get("told", []))


def opened() -> AppTest:
    """Open the page for the first time."""
    return AppTest.from_function(story).run()


def sent(app: AppTest) -> dict[str, object]:
    """Give the data that the browser would receive."""
    data: dict[str, object] = json.loads(component(app).json)
    return data


def component(app: AppTest) -> BidiComponent:
    """Give the component as Streamlit sends it."""
    element = next(one for one in app.main.children.values() if isinstance(one, UnknownElement))
    assert isinstance(element.proto, BidiComponent)
    return element.proto


def post(app: AppTest, *events: dict[str, object], mount: str = "first") -> AppTest:
    """Let the browser send its outbox."""
    outbox = {"outbox": {"mount": mount, "events": list(events)}}
    state = WidgetState(id=component(app).id, json_value=json.dumps(outbox))
    return app._run(WidgetStates(widgets=[state]))  # noqa: SLF001  AppTest knows no components


def pick(number: int, site: str) -> dict[str, object]:
    """Make a numbered pick."""
    return {"number": number, "kind": "pick", "id": site, "bbox": None}


def told(app: AppTest) -> list[str | None]:
    """Give the ids that the page's `on_event` was told, in order."""
    return [event.id for event in app.session_state["told"]]


# -- what travels to the browser ----------------------------------------------------------------


def test_the_small_state_travels_and_the_documents_stay_behind_urls() -> None:
    app = opened()
    assert not app.exception
    data = sent(app)
    assert data["picked"] == ["a", "b"]
    assert data["lines"] == [[2.3, 48.8, 2.4, 48.9, "7 min", "served"]]
    assert "FeatureCollection" not in component(app).json
    assert component(app).ByteSize() < 5_000


def test_a_coordinate_that_is_no_number_is_refused_before_it_blinds_the_map() -> None:
    app = AppTest.from_function(story)
    app.session_state["far"] = math.nan
    assert app.run().exception
    assert not any(isinstance(element, UnknownElement) for element in app.main.children.values())


def test_a_legend_may_only_show_styles_that_exist() -> None:
    with pytest.raises(ValueError, match="no style is given for refused"):
        MapLayer(key="k", title="t", geojson=NOWHERE, styles={}, legend=(("refused", "Refused"),))


@given(at=some.integers(min_value=0, max_value=3_000_000 - 1))
def test_one_changed_byte_in_a_big_document_changes_its_address(at: int) -> None:
    # Streamlit's own hash of a file beyond 1 MiB reads three samples only.
    store = MediaFileManager(MemoryMediaFileStorage("/media"))
    before = bytes(3_000_000)
    after = before[:at] + b"1" + before[at + 1 :]
    assert address(store, before) != address(store, after)
    assert address(store, before) == address(store, bytes(3_000_000))


def test_without_a_server_there_is_no_address() -> None:
    assert map_documents.document_url(NOWHERE, "application/json", place="here") == ""


def test_leaflet_comes_from_the_installed_wheel_and_names_no_host() -> None:
    program = "".join(
        (map_documents.ASSETS / name).read_text(encoding="utf-8") for name in map_documents.PROGRAM
    )
    assert "http" not in program.replace("plain-http", "")
    assert "innerHTML" not in program


# -- what comes back ----------------------------------------------------------------------------


def test_a_pick_is_told_before_the_script_body_runs() -> None:
    app = post(opened(), pick(1, "a"))
    assert told(app) == ["a"]
    assert app.session_state["told_before_body"] == 1
    assert sent(app)["seen"] == {"mount": "first", "number": 1}


def test_an_event_that_is_sent_again_is_told_once() -> None:
    app = post(opened(), pick(1, "a"))
    app = post(app, pick(1, "a"), pick(2, "b"), pick(3, "b"))
    assert told(app) == ["a", "b", "b"]


def test_a_map_that_was_mounted_anew_counts_from_one_again() -> None:
    app = post(opened(), pick(1, "a"), pick(2, "b"))
    app = post(app, pick(1, "c"), mount="second")
    assert told(app) == ["a", "b", "c"]


def test_an_event_whose_handler_failed_does_not_come_back() -> None:
    app = post(opened(), pick(1, "trouble"))
    assert app.exception
    app = post(app.run(), pick(1, "trouble"), pick(2, "b"))
    assert told(app) == ["trouble", "b"]


def test_a_rectangle_comes_with_its_four_sides() -> None:
    drawn = {"number": 1, "kind": "rectangle", "id": None, "bbox": [2.3, 48.8, 2.4, 48.9]}
    app = post(opened(), drawn)
    assert app.session_state["told"] == [MapEvent(kind="rectangle", bbox=(2.3, 48.8, 2.4, 48.9))]


def test_a_drawn_polygon_comes_with_its_corners() -> None:
    path = [[2.3, 48.8], [2.4, 48.8], [2.4, 48.9]]
    drawn = {"number": 1, "kind": "polygon", "id": None, "bbox": None, "path": path}
    app = post(opened(), drawn)
    corners = ((2.3, 48.8), (2.4, 48.8), (2.4, 48.9))
    assert app.session_state["told"] == [MapEvent(kind="polygon", path=corners)]


def address(store: MediaFileManager, document: bytes) -> str:
    """Put a document into a store as the map does."""
    return map_documents.put(store, document, "application/json", place="here")
