"""The layers that a geographic information system opens: zones, sites, places, claims, closures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import geopandas as gpd
import pandas as pd

from briefing.drawing.drawing import CLOSURE_STYLES, SITE_STYLES, demand_styles
from briefing.geodata.qgis_style import LOOK
from briefing.telling import kind_of, name_of
from gis.coverage import Why
from gis.network.closures import BARS_NAMES
from gis.screening import Answer, in_force
from i18n import Language, Message, msg
from layers.catalogue import DEMAND_LAYERS, LAYERS
from layers.claims import CLAIMS
from layers.schema import CRS, Style
from layers.utm import utm_of
from plans.plan import opening_of
from plans.situation import Situation

# The ring of a picked site on the maps, and what was decided on its zone.
ZONE_STYLES: Mapping[str, Style] = {
    "announced": Style(colour="#000000", fill="#0072b2", shape="square", radius=8, weight=2.5),
    "locked": Style(colour="#000000", fill="#56b4e9", shape="square", radius=8, weight=2.5),
    "open": Style(colour="#0072b2", fill="#ffffff", shape="square", radius=8, weight=2.5),
    "not-serving": Style(colour="#9aa0a6", fill="", shape="square", radius=8, weight=2, dash="2 2"),
}
ZONE_WORDS = {
    "announced": msg("Announced"),
    "locked": msg("Locked"),
    "open": msg("Rest zone"),
    "not-serving": msg("Rest zone that does not serve on this day"),
}
_OTHER_DAYS = "other-days"
_NOT_NOW = msg("Not in force on this day")
_FAINT = Style(colour="#9aa0a6", fill="#e3e1dc44", shape="area", weight=1, dash="4 3")
_IN_FORCE = "in-force"
_CLAIM_STYLES = {_IN_FORCE: next(iter(CLAIMS.styles.values())), _OTHER_DAYS: _FAINT}
_CLAIM_WORDS = {_IN_FORCE: msg("Claimed on this day"), _OTHER_DAYS: _NOT_NOW}
_CLOSING_STYLES = {**CLOSURE_STYLES, _OTHER_DAYS: _FAINT}
_CLOSING_WORDS = {**{str(bars): told for bars, told in BARS_NAMES.items()}, _OTHER_DAYS: _NOT_NOW}
_SERVED_WORDS = {
    "served": msg("Served"),
    "unserved": msg("Not served"),
    "idle": msg("Not in use on this day"),
}


@dataclass(frozen=True, eq=False)
class GisLayer:
    """One layer: ``frame`` is in EPSG:4326, with ``id``, ``name`` and ``look`` among its columns.

    ``shape`` is Point, Line or Polygon; ``styles`` and ``words`` are by look.
    """

    name: str
    title: str
    shape: str
    frame: gpd.GeoDataFrame
    styles: Mapping[str, Style]
    words: Mapping[str, str]


def gis_layers(situation: Situation, *, say: Language) -> tuple[GisLayer, ...]:
    """Give the layers of a situation, from the ground up; one without rows is there all the same.

    Sites and places are points, as on the maps. A point that is claimed with a radius is a circle.
    """
    return (
        *_claims(situation, say),
        *_closures(situation, say),
        _demand(situation, say),
        _candidates(situation, say),
        _zones(situation, say),
    )


def _candidates(situation: Situation, say: Language) -> GisLayer:
    sites, screening = situation.area["candidates"], situation.screening
    outcome = screening.outcome.reindex(sites.index)
    frame = gpd.GeoDataFrame(
        {
            "id": list(sites.index),
            "name": _names(sites, "candidates", say),
            "kind": [say(kind_of(site, "candidates")) for site in sites.itertuples()],
            LOOK: [answer.value for answer in outcome],
            "verdict": [say(answer.label) for answer in outcome],
            "reasons": [
                " | ".join(say(verdict.reason) for verdict in screening.deciding(site))
                for site in sites.index
            ],
            "picked": sites.index.isin(situation.plan.picks).astype("int32"),
            **{name: list(sites[name]) for name in ("commune", "owner", "operator", "source")},
            "as_of": _days(sites["as_of"]),
        },
        geometry=sites.geometry.representative_point().to_numpy(),
        crs=CRS,
    )
    words = {answer.value: answer.label for answer in Answer}
    return _layer("candidates", msg("Candidate sites"), "Point", frame, SITE_STYLES, words, say)


def _zones(situation: Situation, say: Language) -> GisLayer:
    """Give the picked sites that the area holds; the others have no place to be drawn at."""
    plan, sites = situation.plan, situation.area["candidates"]
    here = [site for site in plan.picks if site in sites.index]
    picked = sites.loc[here]
    loads = {load.zone: load for load in situation.coverage.loads}
    looks = [zone_look(situation, site) for site in here]
    openings = [opening_of(plan, site) for site in here]
    frame = gpd.GeoDataFrame(
        {
            "id": here,
            "name": _names(picked, "candidates", say),
            LOOK: looks,
            "state": [say(ZONE_WORDS[look]) for look in looks],
            "locked": _flags(site in plan.locked for site in here),
            "announced": _flags(site in plan.announced for site in here),
            "opens": _isodays(each.opens for each in openings),
            "closes": _isodays(each.closes for each in openings),
            "serves": _flags(site in situation.serving for site in here),
            "points": [loads[site].points if site in loads else 0 for site in here],
            "officers": [loads[site].officers if site in loads else 0 for site in here],
        },
        geometry=picked.geometry.representative_point().to_numpy(),
        crs=CRS,
    )
    return _layer("zones", msg("Rest zones"), "Point", frame, ZONE_STYLES, ZONE_WORDS, say)


def zone_look(situation: Situation, site: str) -> str:
    """Give the look of a zone, by what was decided on it."""
    if site not in situation.serving:
        return "not-serving"
    if site in situation.plan.announced:
        return "announced"
    return "locked" if site in situation.plan.locked else "open"


def _demand(situation: Situation, say: Language) -> GisLayer:
    points = situation.demand.frame
    served = situation.coverage.frame.loc[points.index]
    state = served["covered"].map({True: "served", False: "unserved"})
    state = state.where(points["in_use"], "idle")
    frame = gpd.GeoDataFrame(
        {
            "id": list(points.index),
            "name": [name_of(row, LAYERS[str(row.layer)], say) for row in points.itertuples()],
            "layer": list(points["layer"]),
            "kind": [say(kind_of(row, str(row.layer))) for row in points.itertuples()],
            LOOK: [f"{layer}-{word}" for layer, word in zip(points["layer"], state, strict=True)],
            "in_use": _flags(points["in_use"]),
            "officers": list(points["officers"]),
            "assumed": _flags(points["officers_assumed"]),
            **{name: list(points[name]) for name in ("by_units", "dogs", "horses", "vehicles")},
            "covered": _flags(served["covered"]),
            "why": [say(Why(word).message) for word in served["why"]],
            "zone": list(served["zone"]),
            "minutes": served["minutes"].to_numpy(),
            "metres": served["metres"].to_numpy(),
        },
        geometry=points.geometry.to_numpy(),
        crs=CRS,
    )
    styles, words = {}, {}
    for layer in DEMAND_LAYERS:
        for word, style in demand_styles(next(iter(LAYERS[layer].styles.values()))).items():
            styles[f"{layer}-{word}"] = style
            titles = {"layer": LAYERS[layer].title, "state": _SERVED_WORDS[word]}
            words[f"{layer}-{word}"] = msg("{layer}: {state}", **titles)
    return _layer("demand", msg("Demand points"), "Point", frame, styles, words, say)


def _claims(situation: Situation, say: Language) -> Iterator[GisLayer]:
    claims, on = situation.area["claims"], situation.plan.on
    ours = {claim.id for claim in situation.plan.claims}
    holding = claims.index.isin(in_force(claims, on).index)
    frame = gpd.GeoDataFrame(
        {
            "id": list(claims.index),
            "name": list(claims["name"]),
            "kind": [say(CLAIMS.kinds[kind]) for kind in claims["kind"]],
            LOOK: [_IN_FORCE if holds else _OTHER_DAYS for holds in holding],
            **{name: list(claims[name]) for name in ("holder", "holder_name", "site_id", "source")},
            "starts": _days(claims["starts"]),
            "ends": _days(claims["ends"]),
            "radius_m": claims["radius_m"].to_numpy(float),
            "of_plan": _flags(key in ours for key in claims.index),
        },
        geometry=_circled(claims),
        crs=CRS,
    )
    styles = {look: replace(style, shape="circle") for look, style in _CLAIM_STYLES.items()}
    for name, shape, look in (
        ("claim_areas", "Polygon", _CLAIM_STYLES),
        ("claim_points", "Point", styles),
    ):
        title = msg("Claimed areas") if shape == "Polygon" else msg("Claimed places")
        yield _layer(name, title, shape, _of_shape(frame, shape), look, _CLAIM_WORDS, say)


def _closures(situation: Situation, say: Language) -> Iterator[GisLayer]:
    closures, on = situation.plan.closures, situation.plan.on
    frame = gpd.GeoDataFrame(
        {
            "id": [closure.id for closure in closures],
            "name": [closure.name for closure in closures],
            LOOK: [each.bars if each.in_force(on) else _OTHER_DAYS for each in closures],
            "bars": [say(BARS_NAMES[closure.bars]) for closure in closures],
            "starts": _isodays(closure.starts for closure in closures),
            "ends": _isodays(closure.ends for closure in closures),
        },
        geometry=[closure.shape for closure in closures],
        crs=CRS,
    )
    for name, shape in (("closure_areas", "Polygon"), ("closure_lines", "Line")):
        title = msg("Closed areas") if shape == "Polygon" else msg("Closed streets")
        rows = _of_shape(frame, shape)
        yield _layer(name, title, shape, rows, _CLOSING_STYLES, _CLOSING_WORDS, say)


def _layer(  # noqa: PLR0913, PLR0917 - the fields of the layer, in their order
    name: str,
    title: Message,
    shape: str,
    frame: gpd.GeoDataFrame,
    styles: Mapping[str, Style],
    words: Mapping[str, Message],
    say: Language,
) -> GisLayer:
    told = {look: say(word) for look, word in words.items()}
    return GisLayer(name, say(title), shape, frame, styles, told)


def _circled(claims: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Draw points with a radius as circles; all else stays as it is."""
    shapes = claims.geometry.reset_index(drop=True)
    radius = claims["radius_m"].reset_index(drop=True).astype(float)
    round_ = (shapes.geom_type == "Point") & (radius > 0)
    if round_.any():
        flat = shapes[round_].to_crs(utm_of(shapes))
        shapes.loc[round_] = flat.buffer(radius[round_]).to_crs(CRS)
    return shapes


def _of_shape(frame: gpd.GeoDataFrame, shape: str) -> gpd.GeoDataFrame:
    """Give the rows of a shape, its multiples among them."""
    return frame[frame.geom_type.str.removeprefix("Multi").str.startswith(shape)]


def _names(rows: gpd.GeoDataFrame, layer: str, say: Language) -> list[str]:
    return [name_of(row, LAYERS[layer], say) for row in rows.itertuples()]


def _flags(answers: Iterable[object]) -> list[int]:
    return [int(bool(each)) for each in answers]


def _isodays(days: Iterable[date | None]) -> list[str | None]:
    return [day.isoformat() if day else None for day in days]


def _days(cells: pd.Series) -> list[str | None]:
    return [None if pd.isna(cell) else cell.date().isoformat() for cell in cells]
