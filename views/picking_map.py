"""The map planners pick on: a Streamlit component (v2) drawn with Leaflet, with no internet.

How the data travels: big documents (GeoJSON layers, Leaflet, the map's own program) go by URL, and
the browser fetches each once. What changes with a click (picked ids, focus, lines) travels with
each run and is compared in the browser, so a click rebuilds nothing. Picks come back numbered and
are reported to `on_event` exactly once, *before* the script body runs, so the highlight never lags
by a run. Panning and zooming run nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, NotRequired, TypeAlias, TypedDict

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from views.map_documents import assets, document_url, loader

Shape: TypeAlias = Literal["circle", "square", "triangle", "diamond", "none"]
Bounds: TypeAlias = tuple[float, float, float, float]
Drawn: TypeAlias = Literal["rectangle", "polygon", "line"]


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a symbol, an area or a line looks. Colours are CSS colours, lengths CSS pixels.

    `fill=None` leaves the inside open. `dash` is a canvas pattern such as "6 4". `shape` is for
    points ("none" draws the name only); give two meanings two shapes, not only two colours.
    From the zoom level `text_from` on, the feature's label stands beside its symbol, or half way
    along its line.
    """

    colour: str
    fill: str | None = None
    radius: float = 6.0
    weight: float = 1.5
    dash: str = ""
    shape: Shape = "circle"
    text_from: float | None = None


@dataclass(frozen=True, kw_only=True)
class MapLayer:
    """One layer of the map and its entry in the legend.

    `geojson` is a FeatureCollection in EPSG:4326. Each feature's properties hold `id`, `label`
    (plain text), `tip` (a list of plain-text lines) and `style` (a key of `styles`; an unknown key
    fails the layer, visibly). A feature without a geometry is counted under the layer's title.
    `shown` is where the layer's switch stands at first, and again whenever this value changes.
    """

    key: str
    title: str
    geojson: bytes
    styles: Mapping[str, Style]
    pickable: bool = False
    shown: bool = True
    switchable: bool = True
    legend: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Raise `ValueError` where the legend names a style that does not exist."""
        _require(self.styles, [name for name, _label in self.legend])


@dataclass(frozen=True, kw_only=True)
class MapLine:
    """A straight line from `start` to `end` (lon, lat), with its minutes or metres as `label`."""

    start: tuple[float, float]
    end: tuple[float, float]
    label: str
    style: str


@dataclass(frozen=True, kw_only=True)
class MapWords:
    """Every word the map itself says, already in the user's language.

    `failed` has a hole `{layer}` for a title, `unplaced` a hole `{count}`.
    """

    map: str
    layers: str
    zoom_in: str
    zoom_out: str
    draw: str
    finish: str
    failed: str
    unplaced: str
    broken: str


@dataclass(frozen=True, kw_only=True)
class MapEvent:
    """What the planner did: picked the feature `id`, or drew something.

    A rectangle is in `bbox` (west, south, east, north). `path` holds the corners (lon, lat) of a
    polygon or a line, in the order they were clicked; a polygon's first is not repeated.
    """

    kind: Literal["pick", "rectangle", "polygon", "line"]
    id: str | None = None
    bbox: Bounds | None = None
    path: tuple[tuple[float, float], ...] = ()


LINE_STYLES: Final[Mapping[str, Style]] = MappingProxyType(
    {
        "served": Style(colour="#0072b2", weight=2.0),
        "far": Style(colour="#d55e00", weight=2.4, dash="7 5"),
    }
)


def picking_map(  # noqa: PLR0913  a map has that many things to say, each of them by name
    *,
    key: str,
    layers: Sequence[MapLayer],
    picked: Collection[str],
    focus: str | None,
    lines: Sequence[MapLine],
    bounds: Bounds,
    words: MapWords,
    attribution: str,
    on_event: Callable[[MapEvent], None],
    drawing: Drawn | None = None,
    height: str = "calc(100vh - 9rem)",
    line_styles: Mapping[str, Style] = LINE_STYLES,
    line_legend: Sequence[tuple[str, str]] = (),
) -> None:
    """Draw the map and report picks and drawn shapes to `on_event`.

    `layers` are painted in the order given, areas of all layers below `lines`, lines below points,
    `picked` ids on top. The view is fitted to `bounds` (west, south, east, north in degrees) at
    first and whenever they change. `drawing` lets the planner draw such a shape instead of
    picking. `height` is a CSS length.

    Raises `ValueError` for a coordinate that is not a finite number, or a line without a style.
    """
    state = {
        "key": key,
        "picked": sorted(picked),
        "focus": focus,
        "lines": [_line_entry(line, line_styles) for line in lines],
        "bounds": list(bounds),
        "words": asdict(words),
        "attribution": attribution,
        "drawing": drawing,
        "height": height,
        "lineStyles": _looks(line_styles),
        "lineLegend": [list(entry) for entry in line_legend],
        "layers": [_layer_entry(layer, map_key=key) for layer in layers],
        "assets": assets(),
        "seen": st.session_state.get(_receipt_key(key), _NOTHING_SEEN),
    }
    _refuse_nan(state)
    _component()(key=key, data=state, on_outbox_change=lambda: _deliver(key=key, to=on_event))


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("bivouac_picking_map", js=loader())


def _refuse_nan(state: Mapping[str, object]) -> None:
    # Streamlit would send NaN as it is, and the browser could then read nothing of the whole state.
    json.dumps(state, allow_nan=False)


def _line_entry(line: MapLine, styles: Mapping[str, Style]) -> list[float | str]:
    _require(styles, (line.style,))
    return [*line.start, *line.end, line.label, line.style]


def _layer_entry(layer: MapLayer, *, map_key: str) -> dict[str, object]:
    return {
        "key": layer.key,
        "title": layer.title,
        "url": document_url(layer.geojson, "application/json", place=f"{map_key}.{layer.key}"),
        "styles": _looks(layer.styles),
        "pickable": layer.pickable,
        "shown": layer.shown,
        "switchable": layer.switchable,
        "legend": [list(entry) for entry in layer.legend],
    }


def _looks(styles: Mapping[str, Style]) -> dict[str, dict[str, object]]:
    return {name: _look(style) for name, style in styles.items()}


def _look(style: Style) -> dict[str, object]:
    look = asdict(style)
    look["textFrom"] = look.pop("text_from")
    return look


def _require(styles: Mapping[str, Style], names: Collection[str]) -> None:
    unknown = sorted(set(names) - styles.keys())
    if unknown:
        message = f"no style is given for {', '.join(unknown)}"
        raise ValueError(message)


# -- events back from the browser --------------------------------------------------------------


class _Receipt(TypedDict):
    mount: str
    number: int


class _Posted(TypedDict):
    number: int
    kind: Literal["pick", "rectangle", "polygon", "line"]
    id: str | None
    bbox: list[float] | None
    path: NotRequired[list[tuple[float, float]]]


class _Outbox(TypedDict):
    mount: str
    events: list[_Posted]


_NOTHING_SEEN: Final[_Receipt] = {"mount": "", "number": 0}


def _receipt_key(key: str) -> str:
    return f"{key}.seen"


def _deliver(*, key: str, to: Callable[[MapEvent], None]) -> None:
    outbox: _Outbox = st.session_state[key]["outbox"]
    seen: _Receipt = st.session_state.get(_receipt_key(key), _NOTHING_SEEN)
    for posted in _unseen(outbox, seen):
        # Noted before the call: an event whose handler fails must not come back with the next one.
        st.session_state[_receipt_key(key)] = _Receipt(
            mount=outbox["mount"], number=posted["number"]
        )
        to(_event(posted))


def _unseen(outbox: _Outbox, seen: _Receipt) -> list[_Posted]:
    """Return the events that came after the last one seen from the same mounting of the map."""
    last = seen["number"] if seen["mount"] == outbox["mount"] else 0
    return [posted for posted in outbox["events"] if posted["number"] > last]


def _event(posted: _Posted) -> MapEvent:
    if posted["bbox"] is None:
        path = tuple((lon, lat) for lon, lat in posted.get("path", []))
        return MapEvent(kind=posted["kind"], id=posted["id"], path=path)
    west, south, east, north = posted["bbox"]
    return MapEvent(kind=posted["kind"], bbox=(west, south, east, north))
