"""Propose: the zones that a model of siting chooses for an area, or for a bare table."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from commands.answers import answer, write
from commands.options import (
    AreaName,
    AsJson,
    Closures,
    Day,
    Hour,
    PaceFile,
    Shortest,
    language,
)
from commands.planned import (
    Cutoff,
    Overriding,
    OwnLimit,
    OwnTravel,
    PlanFile,
    plan_under,
    situation_under,
    warnings_of,
)
from commands.solving import (
    Backup,
    Ban,
    ByFootprint,
    Lock,
    ModelName,
    Split,
    SquareMetres,
    TimeLimit,
    Within,
    Zones,
    answer_of,
    area_of_one,
    model_of,
    watching,
)
from gis.siting.bare_table import BareTable, read_bare_table
from gis.siting.goals import Model
from gis.siting.problem import Problem
from gis.siting.proposal import Proposal
from gis.siting.propose import propose as solve
from i18n import msg
from layers.errors import SettingError
from layers.library import open_any
from plans.siting import Ask, propose_for, void_locks

Out = Annotated[
    Path | None, typer.Option("--out", help="A JSON file of who goes where.", metavar="FILE")
]
_COVERING = (Model.SET_COVER, Model.MAX_COVER)


def propose(
    area: AreaName,
    model: ModelName,
    zones: Zones = None,
    cutoff: Cutoff = None,
    mode: OwnTravel = None,
    capacity: ByFootprint = False,
    m2: SquareMetres = Ask.m2_per_officer,
    split: Split = False,
    backup: Backup = 1,
    within: Within = False,
    lock: Lock = None,
    ban: Ban = None,
    plan: PlanFile = None,
    on: Day = None,
    limit: OwnLimit = None,
    pace: PaceFile = None,
    hour: Hour = None,
    shortest: Shortest = False,
    closures: Closures = None,
    time_limit: TimeLimit = None,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Propose zones, and tell how good the proposal is proven to be."""
    ask = Ask(
        model=model_of(model),
        zones=zones,
        lock=frozenset(lock or ()),
        ban=frozenset(ban or ()),
        capacity=capacity,
        m2_per_officer=area_of_one(m2),
        split=split,
        backup=backup,
        within=within,
    )
    opened = open_any(area)
    options = Overriding(on, cutoff, mode, limit, hour, shortest, tuple(closures or ()))
    decided = plan_under(opened, plan, options)
    situation = situation_under(opened, decided, pace)
    with watching(time_limit, quiet=as_json) as watch:
        proposal = propose_for(situation, ask, watch=watch)
    _keep(out, proposal.as_json())
    say = language()
    about = {
        "on": decided.on.isoformat(),
        "method": situation.table.method,
        "warnings": [say(each) for each in (*void_locks(situation), *warnings_of(situation))],
    }
    answer(answer_of(proposal) | about, as_json=as_json)


def solve_table(
    file: Annotated[Path, typer.Argument(help="A table, as numpy.savez writes it.")],
    model: ModelName,
    zones: Zones = None,
    cutoff: Annotated[
        float | None, typer.Option(help="How far is near enough, in the table's unit.")
    ] = None,
    capacity: Annotated[
        bool, typer.Option("--capacity", help="A zone holds what the table says.")
    ] = False,
    split: Split = False,
    backup: Backup = 1,
    within: Within = False,
    lock: Lock = None,
    ban: Ban = None,
    time_limit: TimeLimit = None,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Solve a bare table of costs, without a map."""
    asked, table = model_of(model), read_bare_table(file)
    problem = replace(
        table.problem(cutoff=cutoff, capacity=capacity),
        zones=zones,
        locked=frozenset(table.site(each) for each in lock or ()),
        banned=frozenset(table.site(each) for each in ban or ()),
        split=split,
        backup=backup,
        within=within,
    )
    _check_cutoff(problem, asked, cutoff)
    with watching(time_limit, quiet=as_json) as watch:
        proposal = solve(problem, model=asked, watch=watch)
    remarks = (*proposal.remarks, *table.remarks(cutoff=cutoff, capacity=capacity))
    proposal = replace(proposal, remarks=remarks)
    _keep(out, proposal.as_json() | _who_goes_where(table, proposal))
    answer(answer_of(proposal) | _who(table, proposal), as_json=as_json)


def _check_cutoff(problem: Problem, model: Model, given: float | None) -> None:
    """Refuse a cutoff that is no number, and to cover without one: all would be near enough.

    Raises SettingError.
    """
    if given is not None and math.isnan(given):
        raise SettingError(
            msg("“{value}” is no cutoff.", value=str(given)),
            msg("Give a number above zero."),
        )
    if model not in _COVERING or not np.isposinf(problem.cutoff).all():
        return
    if given is not None:
        raise SettingError(
            msg(
                "“{model}” needs a cutoff that has an end, not {value}.",
                model=model.label,
                value=str(given),
            ),
            msg("Give a number above zero."),
        )
    raise SettingError(
        msg("“{model}” needs a cutoff, and the table gives none.", model=model.label),
        msg("Give one with --cutoff."),
    )


def _keep(file: Path | None, whole: dict[str, Any]) -> None:
    """Write a whole proposal to a file, where one is named."""
    if file is not None:
        write(file, f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode())


def _who(table: BareTable, proposal: Proposal) -> dict[str, Any]:
    """Name sites and points as the table does."""
    return {
        "chosen": [table.site_told(each) for each in proposal.chosen],
        "unserved": [table.point_told(each) for each in proposal.unserved],
    }


def _who_goes_where(table: BareTable, proposal: Proposal) -> dict[str, Any]:
    """Do the same with every share."""
    shares = [
        {
            "point": table.point_told(each.point),
            "zone": table.site_told(each.zone),
            "part": each.part,
            "cost": each.cost,
        }
        for each in proposal.allocation
    ]
    return _who(table, proposal) | {"allocation": shares}
