"""A brief: all that one audience is told of a plan on its day. Every item is made of it alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from hashlib import sha256

import geopandas as gpd
import pandas as pd

from briefing.content.audiences import Audience, Subject, columns_of
from briefing.content.decisions import (
    changes_table,
    claims_table,
    closures_table,
    moved_table,
    movements_table,
    refused_table,
    risks_table,
    turnover_table,
)
from briefing.content.imprint import Imprint, imprint_of
from briefing.content.places import places_table
from briefing.content.ways import Ways, streets_near, ways_table
from briefing.content.zones import zones_table
from briefing.figures import coverage_figures
from i18n import Language, msg, msgs
from layers.area import Box
from layers.errors import UnknownIdError
from plans.concern import Concern
from plans.situation import Situation

_LETTERS = 12  # of the checksum: short enough to read out, and no two plans share it


@dataclass(frozen=True, eq=False)
class Brief:
    """Tables and lines for one audience, in one language.

    ``tables`` are EPSG:4326 GeoDataFrames indexed by id, by the names and with the columns of
    ``audiences.COLUMNS`` that the audience is told; a table of which it is told nothing is absent.
    Texts are in the language of ``say``; names are as the data have them, and hostile. ``ground``
    is the base map, ``bounds`` west, south, east, north of all that is drawn. ``streets``, with
    name and kind, are those near the zones that are told; none where no ways were given.
    ``figures`` are name and value, ``warnings`` what a reader must know before trusting any of it.
    ``since`` is the day of the plan that changes are told against, None where there is none or
    nothing of it is told. ``accuracy`` tells what times of travel are worth, where they are told.
    """

    audience: Audience
    say: Language
    imprint: Imprint
    figures: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    tables: Mapping[str, gpd.GeoDataFrame]
    ground: gpd.GeoDataFrame
    bounds: Box
    streets: gpd.GeoDataFrame = field(default_factory=lambda: Ways().streets)
    since: date | None = None
    accuracy: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """The warnings, and what the times of travel are worth."""
        return (*self.warnings, self.accuracy) if self.accuracy else self.warnings

    def tells(self, subject: Subject) -> bool:
        """Tell whether the audience is told of a subject."""
        return subject in self.audience.told

    def __getitem__(self, table: str) -> gpd.GeoDataFrame:
        """Give a table; one without columns and rows where the audience is told nothing of it."""
        found = self.tables.get(table)
        return gpd.GeoDataFrame({"geometry": []}, crs="EPSG:4326") if found is None else found


def brief_of(  # noqa: PLR0913 - a situation, and what else a briefing asks for, by name
    situation: Situation,
    *,
    audience: Audience,
    say: Language,
    before: Situation | None = None,
    since: date | None = None,
    concerns: tuple[Concern, ...] = (),
    places: frozenset[str] | None = None,
    ways: Ways | None = None,
) -> Brief:
    """Give the brief of a situation for an audience.

    ``before`` is the situation of the last briefing, which changes are told against, and ``since``
    the day of that briefing: the day of its plan as a rule. ``concerns`` are those of the health
    page. ``places`` are a unit leader's own demand points: other places are
    left out, and so are zones that none of them goes to; other audiences are told of all.
    ``ways`` are those of ``ways_of``: without them, lines of ways are straight and say so.
    Raises UnknownIdError for a place that is not there.
    """
    own = _own(situation, places) if audience is Audience.UNIT_LEADER else None
    zones = zones_table(situation, say)
    more: Mapping[str, Callable[[], gpd.GeoDataFrame]] = {
        "refused": partial(refused_table, situation, say),
        "claims": partial(claims_table, situation, say),
        "closures": partial(closures_table, situation, say),
        "movements": partial(movements_table, situation, say),
        "changes": partial(changes_table, situation, before, say),
        "turnover": partial(turnover_table, zones, before, say),
        "moved": partial(moved_table, situation, before, say),
        "risks": partial(risks_table, concerns, say),
    }
    whole = {
        "places": places_table(situation, say, idle=Subject.STRENGTHS not in audience.told),
        "zones": zones,
        **{name: make() for name, make in more.items() if columns_of(name, audience)},
    }
    if own is not None:
        whole = _of_places(whole, own)
    drawn = ways or Ways()
    if Subject.WAYS in audience.told:
        whole["ways"] = ways_table(whole["places"], whole["zones"], drawn, say)
    near = whole["zones"].geometry if Subject.ZONES in audience.told else None
    tables = {
        name: table[[*columns, "geometry"]]
        for name, table in whole.items()
        if (columns := columns_of(name, audience))
    }
    return Brief(
        audience=audience,
        say=say,
        imprint=imprint_of(situation, audience, checksum=_checksum(tables), say=say),
        figures=_figures(situation, audience, tables, say),
        warnings=_warnings(situation, audience, say),
        tables=tables,
        ground=situation.area["base_map"],
        bounds=_bounds(tables, situation.area.manifest.bbox),
        streets=drawn.streets.iloc[:0] if near is None else streets_near(drawn, near),
        accuracy=say(situation.table.note) if Subject.WAYS in audience.told else "",
        since=_since(before, since) if Subject.CHANGES in audience.told else None,
    )


def _since(before: Situation | None, since: date | None) -> date | None:
    return None if before is None else since or before.plan.on


def _own(situation: Situation, places: frozenset[str] | None) -> frozenset[str]:
    """Check the places of a unit leader, who must name some."""
    known = frozenset(situation.demand.ids)
    strange = sorted((places or frozenset()) - known)
    if strange:
        raise UnknownIdError(
            msg("There is no demand point “{id}”.", id=strange[0]),
            msg("Choose a venue, a station or an airport of this area."),
        )
    if not places:
        raise UnknownIdError(
            msg("A unit leader's pack needs the places of the unit."),
            msg("Name one place or more."),
        )
    return places


def _of_places(
    whole: Mapping[str, gpd.GeoDataFrame], own: frozenset[str]
) -> dict[str, gpd.GeoDataFrame]:
    """Keep a unit leader's own places, and the zones that serve them or would.

    What a zone's row counts is counted among the own places alone.
    """
    places = whole["places"].loc[whole["places"].index.isin(own)]
    wanted = {*places["zone"], *places["second"]}
    zones = whole["zones"].loc[whole["zones"].index.isin(wanted)]
    mine = places.groupby("zone")["minutes"].agg(["count", "mean", "max"]).reindex(zones.index)
    zones = zones.assign(
        places=mine["count"].fillna(0).astype(int),
        mean_minutes=mine["mean"],
        worst_minutes=mine["max"],
    )
    return {**whole, "places": places, "zones": zones}


def _figures(
    situation: Situation, audience: Audience, tables: Mapping[str, gpd.GeoDataFrame], say: Language
) -> tuple[tuple[str, str], ...]:
    """Give the figures that a briefing reads first, as far as they may be told."""
    found: list[tuple[str, str]] = []
    if Subject.ZONES in audience.told:
        found.append((say("Zones"), say.write(len(tables["zones"]))))
    if Subject.STRENGTHS in audience.told:
        found += coverage_figures(situation.coverage, say)
    return tuple(found)


def _warnings(situation: Situation, audience: Audience, say: Language) -> tuple[str, ...]:
    """Tell what does not count; sentences that name sites or units are for the chief alone."""
    if audience is not Audience.CHIEF:
        return ()
    told = [say(each) for each in situation.warnings]
    assumed = int(situation.demand.frame["officers_assumed"].sum())
    if assumed:
        told.append(
            say(
                msgs(
                    "The officers of one place are assumed.",
                    "The officers of {n} places are assumed.",
                    assumed,
                )
            )
        )
    return tuple(told)


def _bounds(tables: Mapping[str, gpd.GeoDataFrame], whole: Box) -> Box:
    """Frame the places and zones that are told."""
    shapes = [tables[name].geometry for name in ("places", "zones") if name in tables]
    points = pd.concat(shapes) if shapes else None
    if points is None or points.empty:
        return whole
    west, south, east, north = (float(each) for each in points.total_bounds)
    return west, south, east, north


def _checksum(tables: Mapping[str, gpd.GeoDataFrame]) -> str:
    """Give the checksum of all that is told."""
    plain = {
        name: [*table.columns, _bare(table).to_json(), *map(str, table.geometry)]
        for name, table in sorted(tables.items())
    }
    return sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:_LETTERS]


def _bare(table: gpd.GeoDataFrame) -> pd.DataFrame:
    """Give a table without its shapes: by plain pandas, which takes half as long."""
    return pd.DataFrame(table).drop(columns="geometry")
