"""Export: what leaves the tool as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefing.html.map_file import map_file
from commands.answers import answer, write
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
    language_of,
    pace_of,
    picked_plan,
    table_of,
)
from gis.demand import demand_points
from gis.network.snapping import DEFAULT_LIMIT_M
from gis.standard import DEFAULT_CUTOFF
from layers.library import open_any
from plans.situation import assess


def export(
    area: AreaName,
    pick: Picks,
    html: Annotated[Path, typer.Option(help="The HTML file to write.", metavar="FILE")],
    on: Day = None,
    cutoff: Cutoff = DEFAULT_CUTOFF,
    mode: Travel = "drive",
    lang: Annotated[str, typer.Option(help="fr or en.")] = "fr",
    limit: Limit = DEFAULT_LIMIT_M,
    pace: PaceFile = None,
    hour: Hour = None,
    shortest: Shortest = False,
    closures: Closures = None,
    as_json: AsJson = False,
) -> None:
    """Write the map of the picked sites as one HTML file that needs no network."""
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
    table = table_of(opened, plan, demand_points(opened, on=plan.on), pace=pace_of(pace))
    situation = assess(opened, plan, table=table)
    page = map_file(situation, say=language_of(lang)).encode()
    write(html, page)
    warnings = [language()(warning) for warning in (*situation.warnings, *situation.remarks)]
    answer({"html": str(html), "bytes": len(page), "warnings": warnings}, as_json=as_json)
