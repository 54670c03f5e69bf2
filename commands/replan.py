"""Replan: how a plan can go on after a change, from leaving it alone to a free hand."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from commands.answers import answer, write
from commands.options import (
    AreaName,
    AsJson,
    Closures,
    Day,
    Hour,
    PaceFile,
    check_picks,
    language,
    pace_of,
)
from commands.planned import (
    Cutoff,
    Overriding,
    OwnTravel,
    plan_under,
    read_plan,
    situation_under,
    warnings_of,
)
from commands.solving import (
    Backup,
    ByFootprint,
    Split,
    SquareMetres,
    TimeLimit,
    Zones,
    answer_of,
    area_of_one,
    known,
    watching,
)
from gis.siting.proposal import Proposal
from gis.siting.replan import Alternative
from layers.library import open_any
from plans.adapting import AS_NOW, adapting, alternative_as_json, locks_broken, situation_after
from plans.plan import Plan
from plans.siting import Ask, void_locks

Lost = Annotated[
    list[str] | None,
    typer.Option("--lose", help="A site that can no longer serve; may be given again."),
]
MostChanges = Annotated[
    int | None, typer.Option("--max-changes", help="How many zones may move.", metavar="K")
]


def replan(
    area: AreaName,
    plan: Annotated[
        Path, typer.Option(help="A plan, as plan as-of --out writes it.", metavar="FILE")
    ],
    lose: Lost = None,
    max_changes: MostChanges = None,
    zones: Zones = None,
    capacity: ByFootprint = False,
    m2: SquareMetres = Ask.m2_per_officer,
    split: Split = False,
    backup: Backup = 1,
    cutoff: Cutoff = None,
    mode: OwnTravel = None,
    on: Day = None,
    closures: Closures = None,
    hour: Hour = None,
    pace: PaceFile = None,
    time_limit: TimeLimit = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="A JSON file of all, whole.", metavar="FILE")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell how a plan can go on after a change, by the number of zones that move."""
    ask = replace(
        AS_NOW,
        zones=zones,
        capacity=capacity,
        m2_per_officer=area_of_one(m2),
        split=split,
        backup=backup,
    )
    opened, lost = open_any(area), tuple(lose or ())
    check_picks(opened, list(lost))
    changes = Overriding(on=on, cutoff=cutoff, mode=mode, hour=hour, closures=tuple(closures or ()))
    before = situation_under(opened, plan_under(opened, plan, _measured(plan, cutoff)), pace)
    changed = _without(plan_under(opened, plan, changes), lost)
    after = situation_after(opened, before, changed, pace=pace_of(pace))
    with watching(time_limit, quiet=as_json) as watch:
        told = adapting(before, after, ask=ask, most_moves=max_changes, watch=watch)
    if out:
        whole = [alternative_as_json(told, each) for each in told.alternatives]
        write(out, f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode())
    say = language()
    answer(
        {
            "on": changed.on.isoformat(),
            "lost": list(told.lost),
            "before": _figures(told.before),
            "alternatives": [_alternative(each) for each in told.alternatives],
            "seconds": told.seconds,
            "method": after.table.method,
            "remarks": [say(each) for each in told.alternatives[-1].proposal.remarks],
            "warnings": [
                say(each)
                for each in (*locks_broken(before, after), *void_locks(after), *warnings_of(after))
            ],
        },
        as_json=as_json,
    )


def _measured(plan: Path, cutoff: float | None) -> Overriding:
    """Leave the plan before as it is; one in metres is looked at by the cutoff that is given."""
    return Overriding(cutoff=cutoff if read_plan(plan).standard.unit == "metres" else None)


def _without(plan: Plan, lost: tuple[str, ...]) -> Plan:
    """Ban the sites that are lost; they stay picks, so that dropping them is a decision."""
    banned = dict.fromkeys((*plan.banned, *lost))
    return replace(plan, banned=tuple(banned))


def _figures(proposal: Proposal) -> dict[str, Any]:
    """Give what cover and travel are, for one choice of zones."""
    return {
        "chosen": list(proposal.chosen),
        "covered_share": known(proposal.covered_share),
        "mean_min": known(proposal.mean),
        "p90_min": known(proposal.p90),
        "worst_min": known(proposal.worst),
        "unserved": list(proposal.unserved),
    }


def _alternative(each: Alternative) -> dict[str, Any]:
    """Give one alternative: what it changes, what that buys, and how good it is proven to be."""
    proven = answer_of(each.proposal)
    return {
        "moves": each.moves,
        "most_moves": each.most,
        "allowed": each.allowed,
        "kept": list(each.kept),
        "added": list(each.added),
        "dropped": list(each.dropped),
        **_figures(each.proposal),
        **{key: proven[key] for key in ("objective", "bound", "gap", "optimal", "verified")},
        "reassigned_officers": each.difference.weight,
        "reassigned": [asdict(moved) for moved in each.difference.points],
    }
