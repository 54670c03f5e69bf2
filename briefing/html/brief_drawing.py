"""A brief as the drawing that the HTML map is made of: what is not told has no layer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

import pandas as pd

from briefing.content.audiences import Subject
from briefing.content.brief import Brief
from briefing.content.layers import SERVED_WORDS, brief_layers, ground_layers
from briefing.content.reading import plain
from briefing.drawing.drawing import LINE_TITLES, Drawing, DrawnLayer, DrawnLine, framed
from briefing.drawing.features import feature_collection
from briefing.geodata.gis_layers import GisLayer
from briefing.geodata.qgis_style import LOOK
from briefing.html.map_cards import Card
from briefing.telling import travel_words
from layers.area import Box
from layers.catalogue import DEMAND_LAYERS, LAYERS

_PLACES, _ZONES, _REFUSED = "places", "zones", "refused"
_OWN_SHAPE: Mapping[str, Literal["circle", "line", "area"]] = {
    "Point": "circle",
    "Line": "line",
    "Polygon": "area",
}


def drawing_of(brief: Brief, cards: Mapping[str, Mapping[str, Card]]) -> Drawing:
    """Draw a brief. ``cards`` are those of ``cards_of``, whose lines are told on hover."""
    say = brief.say
    return Drawing(
        layers=tuple(_drawn(brief, cards)),
        lines=tuple(_lines(brief)) if brief.tells(Subject.WAYS) else (),
        line_legend=tuple((key, say(title)) for key, title in LINE_TITLES.items()),
        picked=(),
        bounds=_bounds(brief),
        credit=brief.imprint.credit,
    )


def _drawn(brief: Brief, cards: Mapping[str, Mapping[str, Card]]) -> Iterator[DrawnLayer]:
    """Give the layers from the ground up; those of one title are one, switched together."""
    ground = ground_layers(brief)
    if ground:
        yield _layer("base_map", ground, {})
    above: dict[str, list[GisLayer]] = {}
    for layer in brief_layers(brief):
        above.setdefault(layer.name.partition("_")[0], []).append(layer)
    for name, layers in above.items():
        if name == _PLACES:
            yield from _places(brief, layers[0], cards)
        else:
            drawn = _layer(name, [_as_drawn(each) for each in layers], cards.get(name, {}))
            yield replace(
                drawn,
                shown=name != _REFUSED,  # hundreds, and nobody goes there: whoever asks sees them
                pickable=name in {_ZONES, _REFUSED},
                numbers=tuple(map(int, brief[_ZONES]["number"])) if name == _ZONES else (),
            )


def _places(
    brief: Brief, layer: GisLayer, cards: Mapping[str, Mapping[str, Card]]
) -> Iterator[DrawnLayer]:
    """Give a layer for each kind of place, so that stations can be hidden and venues kept."""
    say = brief.say
    for kind in DEMAND_LAYERS:
        rows = layer.frame[layer.frame["layer"] == kind]
        if rows.empty:
            continue
        title = say(LAYERS[kind].title)
        served = {f"{kind}-{word}": say(told) for word, told in SERVED_WORDS.items()}
        words = {look: served.get(look, title) for look in layer.styles if look in set(rows[LOOK])}
        part = replace(layer, title=title, frame=rows, words=words)
        yield replace(_layer(kind, [part], cards[kind]), pickable=True)


def _layer(name: str, layers: Sequence[GisLayer], cards: Mapping[str, Card]) -> DrawnLayer:
    """Join layers of one subject, the first below."""
    frame = pd.concat([layer.frame for layer in layers])
    return DrawnLayer(
        key=name,
        title=layers[0].title,
        features=feature_collection(
            frame.set_index("id"),
            labels=[plain(each) for each in frame["name"]],
            tips=[cards[one].lines if one in cards else () for one in map(str, frame["id"])],
            styles=frame[LOOK],
        ),
        styles={look: style for layer in layers for look, style in layer.styles.items()},
        legend=tuple({look: told for each in layers for look, told in each.words.items()}.items()),
    )


def _as_drawn(layer: GisLayer) -> GisLayer:
    """Give the look of a point or a line to one that an area usually has, for the legend's sake."""
    shape = _OWN_SHAPE[layer.shape]
    odd = {look for look, style in layer.styles.items() if style.shape == "area"}
    if shape == "area" or not odd:
        return layer
    apart = {look: f"{look}-{shape}" if look in odd else look for look in layer.styles}
    styles = {
        apart[look]: replace(style, shape=shape) if look in odd else style
        for look, style in layer.styles.items()
    }
    words = {apart[look]: told for look, told in layer.words.items()}
    frame = layer.frame.assign(**{LOOK: layer.frame[LOOK].map(apart)})
    return replace(layer, frame=frame, styles=styles, words=words)


def _lines(brief: Brief) -> Iterator[DrawnLine]:
    """Give a straight line from each place to its zone; never a route."""
    zones = brief[_ZONES].geometry
    for row in brief[_PLACES].itertuples():
        if row.zone in zones.index:
            end = zones[row.zone]
            yield DrawnLine(
                start=(row.geometry.x, row.geometry.y),
                end=(end.x, end.y),
                label=travel_words(row.minutes, row.metres, brief.say),
                style="served" if row.covered else "far",
            )


def _bounds(brief: Brief) -> Box:
    """Frame most of the places, and every zone."""
    places = brief[_PLACES].geometry
    if places.empty:
        return brief.bounds
    west, south, east, north = framed(places)
    zones = brief[_ZONES].geometry
    if zones.empty:
        return west, south, east, north
    left, bottom, right, top = zones.total_bounds
    return min(west, left), min(south, bottom), max(east, right), max(north, top)
