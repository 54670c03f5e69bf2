"""The options that commands share, and how each is read."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from gis.demand import DemandPoints
from gis.ground import ground_of
from gis.network.closure_sources import closures_of
from gis.network.pace import Pace
from gis.network.pace_table import STANDARD_PACE, read_pace
from gis.network.speeds import Mode
from gis.standard import Standard
from gis.travel import TravelTable
from i18n import LANGUAGES, Language, msg
from layers.area import Area
from layers.errors import SettingError, UnknownIdError
from layers.library import ORDERS, home
from plans.closing import table_under
from plans.plan import Plan, closed_off, first_plan

AreaName = Annotated[str, typer.Argument(help="An area's folder, or paris2024.", metavar="AREA")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Travel = Annotated[str, typer.Option("--mode", help="drive or walk.", metavar="MODE")]
Limit = Annotated[
    float, typer.Option("--limit", help="Furthest from a street, in metres.", metavar="M")
]
Picks = Annotated[list[str], typer.Option("--pick", help="A site's id; may be given again.")]
PaceFile = Annotated[
    Path | None, typer.Option("--pace", help="Your own table of travel times.", metavar="FILE")
]
Shortest = Annotated[bool, typer.Option("--shortest", help="The shortest path, not the fastest.")]
Hour = Annotated[int | None, typer.Option("--hour", help="Traffic of 0 to 23 h.", metavar="H")]
Day = Annotated[str | None, typer.Option("--on", help="The day, YYYY-MM-DD.", metavar="DATE")]
Cutoff = Annotated[float, typer.Option(help="The standard, in minutes.")]
Closures = Annotated[
    list[Path] | None,
    typer.Option("--closures", help="A GeoJSON file of closures; may be given again."),
]


def language() -> Language:
    """Give the language of the terminal; French unless it says another."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return Language.of(named or "fr")


def check_picks(area: Area, picks: list[str]) -> None:
    """Refuse a pick that the area does not hold: in a script it is a slip, not a plan."""
    for pick in picks:
        if pick not in area["candidates"].index:
            raise UnknownIdError(
                msg("There is no candidate site “{site}”.", site=pick),
                msg("Choose a site from the table of candidates."),
            )


def plan_of(area: Area, on: str | None, closures: list[Path] | None = None) -> Plan:
    """Give the first plan of an area, on the day asked and with the closures of some files."""
    plan = first_plan(area)
    for file in closures or ():
        plan = closed_off(plan, *closures_of(file))
    return plan if on is None else replace(plan, on=day_of(on))


def picked_plan(
    area: Area,
    picks: list[str],
    *,
    on: str | None,
    cutoff: float,
    mode: str,
    limit: float,
    hour: int | None,
    shortest: bool,
    closures: list[Path] | None,
) -> Plan:
    """Give the plan of some picks, as the options of a command say. Raises SettingError."""
    check_picks(area, picks)
    return replace(
        plan_of(area, on, closures),
        picks=tuple(dict.fromkeys(picks)),
        standard=Standard(cutoff=cutoff, mode=mode_of(mode)),
        snap_m=limit,
        hour=hour,
        shortest=shortest,
    )


def table_of(area: Area, plan: Plan, demand: DemandPoints, *, pace: Pace) -> TravelTable:
    """Measure travel under the plan's closures, with the area's order where one is kept."""
    mode, paced = plan.standard.mode, plan.paced(pace)
    roads = ground_of(area, mode=mode, orders=home() / ORDERS, pace=paced)
    return table_under(area, plan, demand, roads=roads, pace=pace)


def day_of(word: str) -> date:
    """Read a day. Raises SettingError."""
    try:
        return date.fromisoformat(word)
    except ValueError as cause:
        raise SettingError(
            msg("“{day}” is not a day.", day=word), msg("Write it as YYYY-MM-DD.")
        ) from cause


def pace_of(file: Path | None) -> Pace:
    """Read a table of travel times; the standard one where there is no file."""
    return STANDARD_PACE if file is None else read_pace(file, like=STANDARD_PACE)


def language_of(code: str) -> Language:
    """Give the language of a code. Raises SettingError."""
    if code not in LANGUAGES:
        raise SettingError(
            msg("“{code}” is not a language of this tool.", code=code),
            msg("Use one of: {words}.", words=LANGUAGES),
        )
    return Language.of(code)


def mode_of(word: str) -> Mode:
    """Read a way of travel. Raises SettingError."""
    return Standard(mode=word).mode  # type: ignore[arg-type] # the standard refuses other words
