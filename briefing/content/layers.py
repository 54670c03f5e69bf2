"""The tables of a brief as layers to be drawn: what the map, the sheets and the GIS files share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import geopandas as gpd

from briefing.content.audiences import Subject
from briefing.content.brief import Brief
from briefing.drawing.drawing import CLOSURE_STYLES, SITE_STYLES, demand_styles
from briefing.geodata.gis_layers import ZONE_STYLES, ZONE_WORDS, GisLayer
from briefing.geodata.qgis_style import LOOK
from gis.network.closures import BARS, BARS_NAMES
from gis.screening import Answer
from i18n import Language, Message, msg
from layers.base_map import BASE_MAP
from layers.catalogue import DEMAND_LAYERS, LAYERS
from layers.claims import CLAIMS
from layers.schema import Style

SERVED_WORDS = {"served": msg("Served"), "unserved": msg("Not served")}
_CLAIM = next(iter(CLAIMS.styles.values()))
_SHAPES = ("Polygon", "Line", "Point")


def brief_layers(brief: Brief) -> tuple[GisLayer, ...]:
    """Give the layers of a brief, from the ground up; what the audience is not told has none.

    Every look of a layer is on some row of it, so that a legend names what is there and no more.
    """
    return tuple(layer for layer in _layers(brief) if len(layer.frame))


def ground_layers(brief: Brief) -> tuple[GisLayer, ...]:
    """Give the base map: areas below lines."""
    ground = brief.ground.assign(id=brief.ground.index)
    frame = ground[["id", "name", "kind", "geometry"]].rename(columns={"kind": LOOK})
    return tuple(_parted("ground", BASE_MAP.title, frame, BASE_MAP.styles, BASE_MAP.kinds, brief))


def _layers(brief: Brief) -> Iterator[GisLayer]:
    told, say = brief.tables, brief.say
    if "claims" in told:
        claims = _in_force(told["claims"])
        words = {"claim": msg("Used by others on this day")}
        styles = {"claim": _CLAIM}
        yield from _parted("claims", CLAIMS.title, _looking(claims, "claim"), styles, words, brief)
    if "closures" in told:
        closures = _in_force(told["closures"])
        styles = {say(BARS_NAMES[word]): CLOSURE_STYLES[word] for word in BARS}
        frame = _looking(closures, closures["bars"])
        yield from _parted("closures", msg("Closures"), frame, styles, None, brief)
    if "refused" in told:
        refused = _looking(told["refused"], "refused")
        styles = {"refused": SITE_STYLES[Answer.REFUSED]}
        words = {"refused": msg("Refused site")}
        yield from _parted("refused", msg("Refused sites"), refused, styles, words, brief)
    if "places" in told:
        yield _places(brief)
    if "zones" in told:
        zones = _looking(told["zones"], told["zones"]["state"])
        styles = {say(ZONE_WORDS[word]): style for word, style in ZONE_STYLES.items()}
        yield from _parted("zones", msg("Rest zones"), zones, styles, None, brief)


def _places(brief: Brief) -> GisLayer:
    """Give the places; whether they are served shows where that is told."""
    places, say = brief["places"], brief.say
    styles: dict[str, Style] = {}
    words: dict[str, str] = {}
    for layer in DEMAND_LAYERS:
        usual = next(iter(LAYERS[layer].styles.values()))
        if not brief.tells(Subject.WAYS):
            styles[layer], words[layer] = usual, say(LAYERS[layer].title)
            continue
        looks = demand_styles(usual)
        for word, told in SERVED_WORDS.items():
            look = f"{layer}-{word}"
            titles = {"layer": LAYERS[layer].title, "state": told}
            styles[look], words[look] = looks[word], say(msg("{layer}: {state}", **titles))
    look = places["layer"]
    if brief.tells(Subject.WAYS):
        served = places["covered"].map({True: "served", False: "unserved"})
        look = places["layer"] + "-" + served
    return _layer("places", say("Demand points"), "Point", _looking(places, look), styles, words)


def _parted(  # noqa: PLR0913, PLR0917 - the fields of a layer
    name: str,
    title: Message,
    frame: gpd.GeoDataFrame,
    styles: Mapping[str, Style],
    words: Mapping[str, Message] | None,
    brief: Brief,
) -> Iterator[GisLayer]:
    """Give a layer for each shape among the rows; looks are their own words without ``words``."""
    say: Language = brief.say
    told = {look: say(words[look]) if words else look for look in styles}
    kinds = frame.geom_type.str.removeprefix("Multi").str.removesuffix("String")
    here = set(kinds)
    for shape in _SHAPES:
        if here == {shape}:
            yield _layer(name, say(title), shape, frame, styles, told)
        elif shape in here:
            apart = f"{name}_{shape.lower()}s"
            yield _layer(apart, say(title), shape, frame[kinds == shape], styles, told)


def _layer(  # noqa: PLR0913, PLR0917 - the same
    name: str,
    title: str,
    shape: str,
    frame: gpd.GeoDataFrame,
    styles: Mapping[str, Style],
    words: Mapping[str, str],
) -> GisLayer:
    looks = set(frame[LOOK])
    here = [look for look in styles if look in looks]
    return GisLayer(
        name=name,
        title=title,
        shape=shape,
        frame=frame,
        styles={look: styles[look] for look in here},
        words={look: words[look] for look in here},
    )


def _in_force(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Keep what holds on the day."""
    return table.loc[table["now"].astype(bool)]


def _looking(table: gpd.GeoDataFrame, look: object) -> gpd.GeoDataFrame:
    """Give a table with its ids as a column, and how each row looks."""
    frame = table.assign(id=table.index, **{LOOK: look}).reset_index(drop=True)
    first = ["id", "name", LOOK]
    return frame[[*first, *(name for name in frame.columns if name not in first)]]
