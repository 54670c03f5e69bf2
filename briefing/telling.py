"""How sites, demand points and travel are told in a line, on every map and in every table."""

from __future__ import annotations

from typing import Any

from gis.coverage import Coverage, Why
from gis.screening import Screening
from i18n import Language, msg
from layers.catalogue import LAYERS
from layers.schema import Layer

ASSUMED = msg("assumed")


def name_of(row: Any, layer: Layer, say: Language) -> str:  # noqa: ANN401 - a row of itertuples
    """Give a row's name; a row without one is told by its kind and id."""
    return row.name or say("{kind} without a name ({id})", kind=layer.kinds[row.kind], id=row.Index)


def site_tip(site: Any, screening: Screening, say: Language) -> list[str]:  # noqa: ANN401 - the same
    """Tell a site in lines: kind and place, the answer of the rules, and why."""
    answer = screening.outcome[site.Index]
    kind = say(LAYERS["candidates"].kinds[site.kind])
    lines = [f"{kind} · {site.commune}" if site.commune else kind, say(answer.label)]
    lines += [say(verdict.reason) for verdict in screening.deciding(site.Index)]
    if site.footprint_m2 == site.footprint_m2:
        lines.append(footprint_words(site.footprint_m2, site.assumed, say))
    return lines


def demand_tip(point: Any, coverage: Coverage, say: Language) -> list[str]:  # noqa: ANN401 - the same
    """Tell a demand point in lines: kind, officers, and how it is served."""
    served = coverage.frame.loc[point.Index]
    lines = [say(LAYERS[point.layer].kinds[point.kind])]
    lines.append(officers_words(point.officers, assumed=point.officers_assumed, say=say))
    if point.in_use and served["zone"]:
        lines.append(travel_words(served["minutes"], served["metres"], say))
    return [*lines, say(Why(served["why"]).message)]


def travel_words(minutes: float, metres: float, say: Language) -> str:
    """Write a journey, as in ``12 min · 4,3 km``."""
    return say(
        "{minutes} min · {km} km", minutes=say.number(minutes, 0), km=say.number(metres / 1000, 1)
    )


def officers_words(officers: int, *, assumed: bool, say: Language) -> str:
    """Write a headcount, marked when nobody gave it."""
    told = say("{n} officers per shift", n=int(officers))
    return f"{told} ({say(ASSUMED)})" if assumed else told


def footprint_words(footprint_m2: float, assumed: str, say: Language) -> str:
    """Write a footprint, marked when no source gives it."""
    told = say("Footprint {area} m²", area=say.number(footprint_m2, 0))
    return f"{told} ({say(ASSUMED)})" if "footprint_m2" in assumed.split() else told
