"""A drawing put on the picking map, in the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefing.drawing.drawing import LINE_STYLES, Drawing, DrawnLayer
from briefing.drawing.route_layer import ROUTES
from i18n import Language, Message, msg
from layers import schema
from views.picking_map import (
    Bounds,
    Drawn,
    MapEvent,
    MapLayer,
    MapLine,
    MapWords,
    Style,
    picking_map,
)

_DRAW: Mapping[Drawn, Message] = {
    "rectangle": msg("Draw a rectangle: press, drag, release"),
    "polygon": msg("Click the corners of the area; end with a double click"),
    "line": msg("Click the corners of the line; end with a double click"),
}


def map_view(  # noqa: PLR0913 - the drawing, and what the page decides about it
    drawing: Drawing,
    *,
    key: str,
    focus: str | None,
    on_event: Callable[[MapEvent], None],
    say: Language,
    drawing_mode: Drawn | None = None,
    bounds: Bounds | None = None,
    height: str = "calc(100vh - 14rem)",
) -> None:
    """Draw the map. With ``drawing_mode`` the planner draws such a shape instead of picking."""
    picking_map(
        key=key,
        layers=[_layer(layer) for layer in drawing.layers],
        picked=drawing.picked,
        focus=focus,
        lines=[
            MapLine(start=line.start, end=line.end, label=line.label, style=line.style)
            for line in drawing.lines
        ],
        bounds=bounds or drawing.bounds,
        words=_words(say, drawing_mode),
        attribution=drawing.credit,
        on_event=on_event,
        drawing=drawing_mode,
        height=height,
        line_styles={name: _style(style) for name, style in LINE_STYLES.items()},
        line_legend=drawing.line_legend if drawing.lines else (),
    )


def _layer(layer: DrawnLayer) -> MapLayer:
    text_from = 0.0 if layer.key == ROUTES else None  # a route bears its minutes, at every zoom
    return MapLayer(
        key=layer.key,
        title=layer.title,
        geojson=layer.features,
        styles={name: _style(style, text_from) for name, style in layer.styles.items()},
        pickable=layer.pickable,
        shown=layer.shown,
        legend=layer.legend,
    )


def _style(style: schema.Style, text_from: float | None = None) -> Style:
    symbol = style.shape if style.shape not in {"line", "area"} else "none"
    return Style(
        colour=style.colour,
        fill=style.fill or None,
        radius=style.radius,
        weight=style.weight,
        dash=style.dash,
        shape=symbol,  # type: ignore[arg-type] # the two words above are not for points
        text_from=text_from,
    )


def _words(say: Language, drawing: Drawn | None) -> MapWords:
    draw = _DRAW[drawing or "rectangle"]
    return MapWords(
        map=say("Map of the area"),
        layers=say("Layers and legend"),
        zoom_in=say("Zoom in"),
        zoom_out=say("Zoom out"),
        draw=say(draw),
        finish=say("Finish the drawing"),
        failed=say("The layer “{layer}” cannot be shown.", layer="{layer}"),
        unplaced=say("{count} without a place", count="{count}"),
        broken=say("The map cannot be shown. Reload the page."),
    )
