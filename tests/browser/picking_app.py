"""A tiny app round the picking map, for the browser tests: it keeps a set of picks and says it.

What is written into its field is a query, and begins a story with a map of its own: `n` sites more
in a grid, `drawing=1` (or `polygon`, `line`), `names=hostile`, `far=1` to fit elsewhere, and
whatever tells it from the story before.
"""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

import streamlit as st

from views.picking_map import (
    Drawn,
    MapEvent,
    MapLayer,
    MapLine,
    MapWords,
    Style,
    picking_map,
)

WORDS = MapWords(
    map="Map of the sites",
    layers="Layers and legend",
    zoom_in="Zoom in",
    zoom_out="Zoom out",
    draw="Press and drag, or click two corners.",
    finish="Finish",
    failed="The layer {layer} could not be drawn.",
    unplaced="{count} without a position",
    broken="The map could not start.",
)
HOSTILE = {
    "a": "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>",
    "b": "\u202eevil\u202c ${window.hacked=1} مركز الشرطة",
    "c": "x" * 10_000,
}
PLAIN = {"a": "Gymnase A", "b": "Gymnase B", "c": "Gymnase C"}
SHAPES: dict[str, Drawn] = {"1": "rectangle", "polygon": "polygon", "line": "line"}
PLACES = {"a": (2.34, 48.85), "b": (2.36, 48.85), "c": (2.35, 48.87)}
GROUND = {"land": Style(colour="#d9d4ca", fill="#ebe8e1", weight=0.7)}
SYMBOL = Style(colour="#00523b", fill="#009e73", radius=7, text_from=5)


def main() -> None:
    """Draw the map and say what was picked, what was drawn, and how often the script ran."""
    state = st.session_state
    state.setdefault("picked", [])
    state.setdefault("drawn", "nothing")
    state["runs"] = state.get("runs", 0) + 1
    focus = state["picked"][-1] if state["picked"] else None
    story = state.get("story", "")
    asked = dict(parse_qsl(story))
    picking_map(
        key=f"map {story}",
        layers=[base(), sites(asked)],
        picked=state["picked"],
        focus=focus,
        lines=[MapLine(start=PLACES["a"], end=PLACES["b"], label="7 min", style="served")],
        bounds=(2.2, 48.7, 2.3, 48.8) if "far" in asked else (2.33, 48.84, 2.37, 48.88),
        words=WORDS,
        attribution="© <b>nobody</b>",
        on_event=take,
        drawing=SHAPES.get(asked.get("drawing", "")),
        height="420px",
    )
    st.text(f"picked {' '.join(state['picked']) or 'nothing'}")
    st.text(f"drawn {state['drawn']}")
    st.text(f"runs {state['runs']}")
    st.text(f"story {story}")
    st.text_input("Story", key="story", on_change=begin)


def begin() -> None:
    """Forget what was done in the story before."""
    for name in ("picked", "drawn", "runs"):
        del st.session_state[name]


def take(event: MapEvent) -> None:
    """Toggle a pick; remember a rectangle."""
    picked: list[str] = st.session_state["picked"]
    if event.bbox:
        st.session_state["drawn"] = " ".join(map(str, event.bbox))
    elif event.path:
        st.session_state["drawn"] = f"{event.kind} of {len(event.path)} corners"
    elif event.id in picked:
        picked.remove(event.id)
    elif event.id:
        picked.append(event.id)


def base() -> MapLayer:
    """Give a square of land, and a district without any shape."""
    square = [[2.3, 48.8], [2.4, 48.8], [2.4, 48.9], [2.3, 48.9], [2.3, 48.8]]
    land = feature("land", "Land", "land", {"type": "Polygon", "coordinates": [square]})
    lost = feature("lost", "Lost", "land", None)
    return MapLayer(key="base", title="Base", geojson=collection(land, lost), styles=GROUND)


def sites(asked: dict[str, str]) -> MapLayer:
    """Give the three sites, and as many more as the query wants."""
    names = HOSTILE if asked.get("names") == "hostile" else PLAIN
    named = [feature(i, names[i], "site", point(*PLACES[i]), [names[i]]) for i in PLACES]
    grid = range(int(asked.get("n", "0")))
    more = [feature(f"s-{i}", f"S {i}", "more", point(*spot(i))) for i in grid]
    styles = {"site": SYMBOL, "more": Style(colour="#7a4f00", fill="#f0c04a", shape="diamond")}
    return MapLayer(
        key="sites",
        title=f"Sites {names['a']}",
        geojson=collection(*more, *named),
        styles=styles,
        pickable=True,
        legend=(("site", "A site"),),
    )


def spot(number: int) -> tuple[float, float]:
    """Give the place of a site in a grid of a hundred columns."""
    return 2.331 + number % 100 * 0.00038, 48.841 + number // 100 * 0.0005


def point(lon: float, lat: float) -> dict[str, object]:
    """Make a GeoJSON point."""
    return {"type": "Point", "coordinates": [lon, lat]}


def feature(
    key: str,
    label: str,
    style: str,
    geometry: dict[str, object] | None,
    tip: list[str] | None = None,
) -> dict[str, object]:
    """Make a GeoJSON feature as the map expects it."""
    properties = {"id": key, "label": label, "tip": tip or [], "style": style}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(*features: dict[str, object]) -> bytes:
    """Make a FeatureCollection."""
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


main()
