"""What a map of a situation shows: its layers, symbols, legend and lines, in words of one language.

The picking map on screen and every exported map draw this same value, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from briefing.drawing.features import feature_collection
from briefing.telling import closure_tip, demand_tip, name_of, site_tip, travel_words
from gis.network.closures import BARS, BARS_NAMES
from gis.network.closures import in_force as in_force_on
from gis.screening import Answer, in_force
from i18n import Language, msg
from layers.base_map import BASE_MAP
from layers.candidates import CANDIDATES
from layers.catalogue import DEMAND_LAYERS, LAYERS
from layers.claims import CLAIMS
from layers.schema import CRS, Layer, Style
from plans.situation import Situation

# Okabe and Ito's palette, safe for colour-blind eyes; full, light and hollow read in grey as well.
SITE_STYLES: Mapping[str, Style] = {
    Answer.ALLOWED: Style(colour="#00553e", fill="#009e73", radius=5),
    Answer.NEEDS_AGREEMENT: Style(colour="#7a5200", fill="#f0c05a", radius=5),
    Answer.REFUSED: Style(colour="#b03a2e", fill="", radius=4, dash="2 2"),
}
LINE_STYLES: Mapping[str, Style] = {
    "served": Style(colour="#0072b2", fill="", shape="line", weight=1.8),
    # Fainter, though worse: the red ring of the place itself says so, and these lines are long.
    "far": Style(colour="#c8743c", fill="", shape="line", weight=1.2, dash="3 5"),
}
CLOSURE_STYLES: Mapping[str, Style] = {
    "vehicles": Style(colour="#7b1e3a", fill="#cc79a766", shape="area", weight=2.5),
    "everyone": Style(colour="#000000", fill="#7b1e3a66", shape="area", weight=3),
    "everyone-but-force": Style(
        colour="#7b1e3a", fill="#cc79a722", shape="area", weight=2, dash="6 4"
    ),
}
_FRAMED = 0.03  # the share of places that the first view may leave out at each side
_MARGIN = 0.08  # of the frame's longer side
_LEAST_SPAN = 0.01  # of a degree: about a kilometre, so that one place alone is not zoomed into
LINE_TITLES = {
    "served": msg("Within the standard"),
    "far": msg("Beyond the standard"),
}


@dataclass(frozen=True, slots=True)
class DrawnLayer:
    """One layer of a map: its features as GeoJSON (see ``features``), its styles and its legend.

    ``numbers`` are those by which its features are called in a list, one each; none without a list.
    """

    key: str
    title: str
    features: bytes
    styles: Mapping[str, Style]
    legend: tuple[tuple[str, str], ...]
    shown: bool = True
    pickable: bool = False
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A straight line from a demand point to its zone, in lon and lat; never a route."""

    start: tuple[float, float]
    end: tuple[float, float]
    label: str
    style: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole map. ``bounds`` is west, south, east, north; layers go from the ground up."""

    layers: tuple[DrawnLayer, ...]
    lines: tuple[DrawnLine, ...]
    line_legend: tuple[tuple[str, str], ...]
    picked: tuple[str, ...]
    bounds: tuple[float, float, float, float]
    credit: str


@dataclass(frozen=True, slots=True)
class Extras:
    """What a planner asked to see besides: a reach, some routes.

    ``routed`` are the demand points whose straight line is left out, since a route replaces it.
    """

    reach: DrawnLayer | None = None
    routes: DrawnLayer | None = None
    routed: frozenset[str] = frozenset()


def draw(
    situation: Situation,
    *,
    say: Language,
    ground: tuple[DrawnLayer, ...] | None = None,
    sites: DrawnLayer | None = None,
    extras: Extras | None = None,
) -> Drawing:
    """Draw a situation in a language. ``ground`` and ``sites`` spare layers drawn before."""
    present = set(situation.demand.frame["layer"])
    demand = tuple(_demand_layer(situation, name, say) for name in DEMAND_LAYERS if name in present)
    more = extras or Extras()
    return Drawing(
        layers=(
            *(ground or ground_layers(situation, say=say)),
            *filter(None, [more.reach]),
            *closure_layers(situation, say=say),
            *filter(None, [more.routes]),
            *demand,
            sites or site_layer(situation, say=say),
        ),
        lines=_lines(situation, say, but=more.routed),
        line_legend=tuple((key, say(title)) for key, title in LINE_TITLES.items()),
        picked=situation.plan.picks,
        bounds=_bounds(situation),
        credit=situation.area.manifest.credit,
    )


def ground_layers(situation: Situation, *, say: Language) -> tuple[DrawnLayer, ...]:
    """Draw what lies under everything: the base map, and the claims in force on the day."""
    claims = in_force(situation.area["claims"], situation.plan.on)
    ground = _plain_layer(situation.area["base_map"], BASE_MAP, say, named=False)
    claimed = _plain_layer(claims, CLAIMS, say, named=True)
    return (ground, claimed) if len(claims) else (ground,)


def closure_layers(situation: Situation, *, say: Language) -> tuple[DrawnLayer, ...]:
    """Draw the closures in force on the day, if there are any."""
    closures = in_force_on(situation.plan.closures, situation.plan.on)
    if not closures:
        return ()
    bars = [closure.bars for closure in closures]
    frame = gpd.GeoDataFrame(
        geometry=[closure.shape for closure in closures],
        index=[closure.id for closure in closures],
        crs=CRS,
    )
    layer = DrawnLayer(
        key="closures",
        title=say("Closures"),
        features=feature_collection(
            frame,
            labels=[closure.name for closure in closures],
            tips=[closure_tip(closure, say) for closure in closures],
            styles=bars,
        ),
        styles=CLOSURE_STYLES,
        legend=tuple((word, say(BARS_NAMES[word])) for word in BARS if word in bars),
    )
    return (layer,)


def site_layer(situation: Situation, *, say: Language) -> DrawnLayer:
    """Draw the candidate sites, coloured by what the rules answer."""
    sites = situation.area["candidates"]
    points = sites.set_geometry(sites.geometry.representative_point())
    outcome = situation.screening.outcome.reindex(sites.index)
    return DrawnLayer(
        key="candidates",
        title=say(CANDIDATES.title),
        features=feature_collection(
            points,
            labels=[name_of(site, CANDIDATES, say) for site in sites.itertuples()],
            tips=[site_tip(site, situation.screening, say) for site in sites.itertuples()],
            styles=outcome,
        ),
        styles=SITE_STYLES,
        legend=tuple((a.value, say(a.label)) for a in Answer if (outcome == a).any()),
        pickable=True,
    )


def _demand_layer(situation: Situation, name: str, say: Language) -> DrawnLayer:
    """Draw one kind of demand point: plain when served, ringed when not, pale when not in use."""
    layer = LAYERS[name]
    frame = situation.demand.frame
    points = frame[frame["layer"] == name]
    usual = next(iter(layer.styles.values()))
    served = situation.coverage.frame.loc[points.index]
    styles = (
        served["covered"].map({True: "served", False: "unserved"}).where(points["in_use"], "idle")
    )
    titles = {
        "served": msg("Served"),
        "unserved": msg("Not served"),
        "idle": msg("Not in use on this day"),
    }
    return DrawnLayer(
        key=name,
        title=say(layer.title),
        features=feature_collection(
            points,
            labels=[name_of(point, layer, say) for point in points.itertuples()],
            tips=[
                demand_tip(*rows, say)
                for rows in zip(points.itertuples(), served.itertuples(), strict=True)
            ],
            styles=styles,
        ),
        styles=demand_styles(usual),
        legend=tuple((key, say(title)) for key, title in titles.items() if (styles == key).any()),
        pickable=True,
    )


def demand_styles(usual: Style) -> Mapping[str, Style]:
    """Give the looks of a demand point whose layer usually looks so."""
    same = {"shape": usual.shape, "radius": usual.radius}
    return {
        "served": usual,
        "unserved": Style(colour="#c1121f", fill=usual.fill, weight=3, **same),  # type: ignore[arg-type] # two fields of one dataclass
        "idle": Style(colour="#9aa0a6", fill="#e3e1dc", weight=1, **same),  # type: ignore[arg-type] # two fields of one dataclass
    }


def _plain_layer(
    frame: gpd.GeoDataFrame, layer: Layer, say: Language, *, named: bool
) -> DrawnLayer:
    kinds = frame["kind"]
    titles = {kind: say(title) for kind, title in layer.kinds.items()}
    tips = [[titles[kind]] if named else [] for kind in kinds]
    return DrawnLayer(
        key=layer.name,
        title=say(layer.title),
        features=feature_collection(frame, labels=frame["name"], tips=tips, styles=kinds),
        styles=layer.styles,
        legend=_legend(layer, set(kinds), say),
    )


def _legend(layer: Layer, present: set[str], say: Language) -> tuple[tuple[str, str], ...]:
    """Name each look that is on the map once; kinds that look alike share the layer's title."""
    if len({layer.styles[kind] for kind in present}) == 1 and len(present) > 1:
        return ((next(iter(sorted(present))), say(layer.title)),)
    return tuple((kind, say(title)) for kind, title in layer.kinds.items() if kind in present)


def _lines(situation: Situation, say: Language, *, but: frozenset[str]) -> tuple[DrawnLine, ...]:
    served = situation.coverage.frame
    served = served[(served["zone"] != "") & situation.demand.frame["in_use"]]
    served = served[~served.index.isin(but)]
    sites = situation.area["candidates"].geometry
    starts = _places(situation.demand.frame.geometry.loc[served.index])
    ends = _places(sites.loc[served["zone"]].representative_point())
    ways = zip(served["minutes"], served["metres"], served["covered"], strict=True)
    return tuple(
        DrawnLine(
            start=start,
            end=end,
            label=travel_words(minutes, metres, say),
            style="served" if covered else "far",
        )
        for start, end, (minutes, metres, covered) in zip(starts, ends, ways, strict=True)
    )


def _places(points: gpd.GeoSeries) -> list[tuple[float, float]]:
    """Give lon and lat of each point."""
    return list(zip(points.x.tolist(), points.y.tolist(), strict=True))


def _bounds(situation: Situation) -> tuple[float, float, float, float]:
    """Frame where planners work: most sites and places in use, not the farthest few."""
    demand = situation.demand.frame
    shapes = [situation.area["candidates"].geometry, demand.geometry[demand["in_use"]]]
    places = gpd.GeoSeries(pd.concat(shapes)).representative_point()
    return situation.area.manifest.bbox if places.empty else framed(places)


def framed(places: gpd.GeoSeries) -> tuple[float, float, float, float]:
    """Frame some points, but for the farthest few, with a margin."""
    low, high = (_corner(places, share) for share in (_FRAMED, 1 - _FRAMED))
    margin = _MARGIN * max(high[0] - low[0], high[1] - low[1], _LEAST_SPAN)
    return low[0] - margin, low[1] - margin, high[0] + margin, high[1] + margin


def _corner(places: gpd.GeoSeries, share: float) -> tuple[float, float]:
    return float(places.x.quantile(share)), float(places.y.quantile(share))
