"""The plan that a command of siting starts from: the first one of an area, or one from a file."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from commands.options import day_of, mode_of, pace_of, table_of
from gis.network.closure_sources import closures_of
from gis.standard import Standard
from i18n import Message, msg
from layers.area import Area
from layers.disk import disk_told
from layers.errors import SettingError, UnreadableFileError
from plans.plan import Plan, closed_off, first_plan
from plans.situation import Situation, assess, demand_of

PlanFile = Annotated[
    Path | None,
    typer.Option("--plan", help="A plan, as plan as-of --out writes it.", metavar="FILE"),
]
Cutoff = Annotated[
    float | None, typer.Option("--cutoff", help="The standard, in minutes.", metavar="MIN")
]
OwnTravel = Annotated[str | None, typer.Option("--mode", help="drive or walk.", metavar="MODE")]
OwnLimit = Annotated[
    float | None, typer.Option("--limit", help="Furthest from a street, in metres.", metavar="M")
]


# What json and from_json say of a file that is no plan, or of one nested without end, or of a
# number without end.
_NO_PLAN = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class Overriding:
    """What options say of a plan; None, or nothing, leaves what the plan says."""

    on: str | None = None
    cutoff: float | None = None
    mode: str | None = None
    limit: float | None = None
    hour: int | None = None
    shortest: bool = False
    closures: tuple[Path, ...] = ()


def read_plan(file: Path) -> Plan:
    """Read a plan from JSON. Raises UnreadableFileError, StorageError."""
    with disk_told(
        lambda reason: (
            msg("The plan {file} cannot be read: {reason}.", file=str(file), reason=reason),
            msg("Check its name and folder."),
        )
    ):
        content = file.read_bytes()
    try:
        return Plan.from_json(json.loads(content))
    except _NO_PLAN as cause:
        raise UnreadableFileError(
            msg("{file} is no plan that this version can read.", file=str(file)),
            msg("Write one with bivouac plan as-of DATE --out FILE."),
        ) from cause


def plan_under(area: Area, file: Path | None, options: Overriding) -> Plan:
    """Give the plan of a file, else the first one of the area, with the options laid upon it.

    The standard is in minutes. Raises SettingError for a plan whose standard is in metres, where
    no cutoff is given.
    """
    plan = first_plan(area) if file is None else read_plan(file)
    plan = closed_off(plan, *(each for path in options.closures for each in closures_of(path)))
    return replace(
        plan,
        on=plan.on if options.on is None else day_of(options.on),
        standard=_standard(plan.standard, options),
        snap_m=plan.snap_m if options.limit is None else options.limit,
        hour=plan.hour if options.hour is None else options.hour,
        shortest=plan.shortest or options.shortest,
    )


def situation_under(area: Area, plan: Plan, pace: Path | None) -> Situation:
    """Work out the situation of an area under a plan, with the area's order where one is kept."""
    table = table_of(area, plan, demand_of(area, plan), pace=pace_of(pace))
    return assess(area, plan, table=table)


def warnings_of(situation: Situation) -> tuple[Message, ...]:
    """Give what a command warns of: decisions that do not count, and what the data are like."""
    return (*situation.warnings, *situation.remarks)


def _standard(own: Standard, options: Overriding) -> Standard:
    """Give the plan's standard; a cutoff that is given counts for every place."""
    mode = own.mode if options.mode is None else mode_of(options.mode)
    if options.cutoff is not None:
        return Standard(cutoff=options.cutoff, mode=mode)
    if own.unit != "minutes":
        raise SettingError(
            msg("The plan's standard is in metres, and this command counts minutes."),
            msg("Give the standard in minutes with --cutoff."),
        )
    return replace(own, mode=mode)
