"""How sites, demand points and travel are told in a line, on every map and in every table."""

from __future__ import annotations

from typing import Any

import pandas as pd

from gis.coverage import Why
from gis.network.closures import BARS_NAMES, Closure
from gis.screening import Basis, Screening
from i18n import Language, Message, msg, msgs
from layers.area import Manifest
from layers.catalogue import LAYERS
from layers.claims import CITY_HALL, ORGANISERS
from layers.library import EXAMPLE
from layers.schema import Layer

ASSUMED = msg("assumed")
# What a verdict that is not plainly stated in the data rests on.
BASES = {
    Basis.STATED: None,
    Basis.PRESUMED: msg("presumed"),
    Basis.ASSUMED: ASSUMED,
    Basis.UNKNOWN: msg("not known"),
}
# The words of the data for what a site offers, who may enter it, and who claims it.
AMENITIES = {
    "toilets": msg("toilets"),
    "showers": msg("showers"),
    "water": msg("drinking water"),
    "kitchen": msg("kitchen"),
    "power": msg("electricity"),
    "parking": msg("parking"),
    "shelter": msg("shelter"),
    "first-aid": msg("first aid"),
}
ACCESS = {
    "yes": msg("open to all"),
    "permissive": msg("open to all, may be withdrawn"),
    "customers": msg("customers only"),
    "permit": msg("with a permit"),
    "private": msg("private"),
    "no": msg("closed to the public"),
}
HOLDERS = {ORGANISERS: msg("the organisers"), CITY_HALL: msg("city hall")}


def name_of(row: Any, layer: Layer, say: Language) -> str:  # noqa: ANN401 - a row of itertuples
    """Give a row's name; a row without one is told by its kind and id."""
    return row.name or say("{kind} without a name ({id})", kind=layer.kinds[row.kind], id=row.Index)


def kind_of(row: Any, layer_name: str) -> Message:  # noqa: ANN401 - the same
    """Give a row's kind as it stands in its layer's legend."""
    return LAYERS[layer_name].kinds[row.kind]


def site_tip(site: Any, screening: Screening, say: Language) -> list[str]:  # noqa: ANN401 - the same
    """Tell a site in lines: kind and place, the answer of the rules, and why."""
    kind = say(kind_of(site, "candidates"))
    answer = screening.answers[site.Index]
    lines = [f"{kind} · {site.commune}" if site.commune else kind, say(answer.label)]
    lines += [say(verdict.reason) for verdict in screening.deciding(site.Index)]
    return lines + footprint_words(site, say)


def demand_tip(point: Any, served: Any, say: Language) -> list[str]:  # noqa: ANN401 - the same
    """Tell a demand point in lines, by its row of the coverage: kind, officers, and why."""
    lines = [say(kind_of(point, point.layer))]
    lines.append(officers_words(point.officers, assumed=point.officers_assumed, say=say))
    if point.in_use and served.zone:
        lines.append(travel_words(served.minutes, served.metres, say))
    why = Why(served.why).message
    return [*lines, say(why)]


def closure_tip(closure: Closure, say: Language) -> list[str]:
    """Tell a closure in lines: whom it bars, and when."""
    return [say("Barred: {whom}", whom=BARS_NAMES[closure.bars]), days_words(closure, say)]


def days_words(closure: Closure, say: Language) -> str:
    """Write the days of a closure; an end may be open."""
    starts, ends = closure.starts, closure.ends
    if starts and ends:
        return say("From {starts} to {ends}", starts=starts, ends=ends)
    if starts:
        return say("From {starts} on", starts=starts)
    return say("Until {ends}", ends=ends) if ends else say("Every day")


def travel_words(minutes: float, metres: float, say: Language) -> str:
    """Write a journey, as in ``12 min · 4,3 km``."""
    return say(
        "{minutes} min · {km} km", minutes=say.number(minutes, 0), km=say.number(metres / 1000, 1)
    )


def officers_words(officers: int, *, assumed: bool, say: Language) -> str:
    """Write a headcount, marked when nobody gave it."""
    told = say(msgs("{n} officer per shift", "{n} officers per shift", int(officers)))
    return marked(told, say) if assumed else told


def footprint_words(site: Any, say: Language) -> list[str]:  # noqa: ANN401 - the same
    """Write a footprint in a line, marked when no source gives it; no line where it is unknown."""
    if pd.isna(site.footprint_m2):
        return []
    told = say("Footprint {area} m²", area=say.number(site.footprint_m2, 0))
    return [marked(told, say) if "footprint_m2" in site.assumed.split() else told]


def assumed_words(assumed: str, layer: Layer, say: Language) -> str:
    """Name the assumed columns of a row as the screen calls them."""
    titles = {column.name: column.title for column in layer.columns}
    return say.write(tuple(titles.get(name, name) for name in assumed.split()))


def amenities_words(amenities: str, say: Language) -> str:
    """Write what a site offers as a list; a word that the table does not know stays as it is."""
    return say.write(tuple(AMENITIES.get(word, word) for word in amenities.split()))


def marked(text: str, say: Language) -> str:
    """Mark a text as an assumption."""
    return f"{text} ({say(ASSUMED)})"


def source_words(manifest: Manifest) -> Message | str:
    """Name an area's source as people call it."""
    return msg("embedded example") if manifest.source == EXAMPLE else manifest.source
