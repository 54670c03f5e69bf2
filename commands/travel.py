"""Travel: every pair of site and demand point, and whom some sites cover."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.answers import answer, silent, told
from commands.options import (
    AreaName,
    AsJson,
    Closures,
    Cutoff,
    Day,
    Hour,
    Limit,
    PaceFile,
    Picks,
    Shortest,
    Travel,
    language,
    mode_of,
    pace_of,
    picked_plan,
    plan_of,
    table_of,
)
from gis.block_job import job_of
from gis.blocks import write_blocks
from gis.coverage import coverage as cover
from gis.demand import demand_points
from gis.executors import crew_for
from gis.network.snapping import DEFAULT_LIMIT_M
from gis.standard import DEFAULT_CUTOFF
from gis.travel import Answer
from layers.library import open_any
from plans.closing import need_streets


def travel(
    area: AreaName,
    out: Annotated[Path, typer.Option(help="The Parquet file to write.", metavar="FILE")],
    mode: Travel = "drive",
    limit: Limit = DEFAULT_LIMIT_M,
    workers: Annotated[int | None, typer.Option(help="Processes to work in.", metavar="N")] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="A Dask cluster's address.", metavar="ADDRESS")
    ] = None,
    block: Annotated[int | None, typer.Option(help="Sites in a block.", metavar="ROWS")] = None,
    pace: PaceFile = None,
    hour: Hour = None,
    shortest: Shortest = False,
    closures: Closures = None,
    on: Day = None,
    as_json: AsJson = False,
) -> None:
    """Write minutes and metres for every pair of site and demand point."""
    opened = open_any(area)
    plan = plan_of(opened, on, closures)
    job = job_of(
        area,
        opened,
        mode=mode_of(mode),
        limit_m=limit,
        rows=block,
        pace=pace_of(pace).at(hour, shortest=shortest),
        closures=plan.closures,
        on=plan.on,
    )
    progress = silent if as_json else told
    with crew_for(job, workers=workers, scheduler=scheduler) as crew:
        table = write_blocks(
            job, out, crew.executor, ahead=crew.ahead, lost=crew.lost, progress=progress
        )
    say = language()
    unheeded = need_streets(job.closures) if table.outline.method == "estimated" else ()
    answer(
        {
            "sites": job.sites,
            "demand_points": job.points,
            "reachable_pairs": table.counts[Answer.REACHED.word],
            "unsnapped": list(table.unsnapped),
            "pairs": table.counts,
            "mode": job.mode,
            "method": table.outline.method,
            "note": say(table.outline.note),
            "blocks_kept": table.kept,
            "warnings": [say(warning) for warning in (*unheeded, *table.outline.warnings)],
        },
        as_json=as_json,
    )


def coverage(
    area: AreaName,
    pick: Picks,
    cutoff: Cutoff = DEFAULT_CUTOFF,
    mode: Travel = "drive",
    on: Day = None,
    limit: Limit = DEFAULT_LIMIT_M,
    pace: PaceFile = None,
    hour: Hour = None,
    shortest: Shortest = False,
    closures: Closures = None,
    as_json: AsJson = False,
) -> None:
    """Tell whom the picked sites cover, as picked, whatever the rules say of them."""
    opened = open_any(area)
    plan = picked_plan(
        opened,
        pick,
        on=on,
        cutoff=cutoff,
        mode=mode,
        limit=limit,
        hour=hour,
        shortest=shortest,
        closures=closures,
    )
    demand = demand_points(opened, on=plan.on)
    table = table_of(opened, plan, demand, pace=pace_of(pace))
    found = cover(table, demand, plan.picks, plan.standard)
    minutes = found.minutes
    served = found.frame[found.frame["zone"] != ""]
    answer(
        {
            "covered_share": found.share,
            "uncovered": list(found.uncovered),
            "mean_min": minutes.mean if minutes else None,
            "p90_min": minutes.p90 if minutes else None,
            "worst_min": minutes.worst if minutes else None,
            "served_by": dict(zip(served.index, served["zone"], strict=True)),
            "circuity": found.circuity,
            "method": table.method,
            "warnings": [language()(told) for told in (*demand.warnings, *table.warnings)],
        },
        as_json=as_json,
    )
