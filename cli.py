"""The same job for scripts and analysts: load, screen, travel, coverage, export.

Each command ends with 0, or with 2 and one sentence on the error stream when its input is wrong.
With ``--json`` it prints one JSON object, whose keys are documented in ``docs/cli.md``.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from shapely.geometry import Polygon
from typer._click.exceptions import NoArgsIsHelpError, UsageError  # typer shows no public name

from briefing.map_file import map_file
from briefing.tables import verdicts_csv
from gis.block_job import job_of
from gis.blocks import write_blocks
from gis.coverage import coverage as cover
from gis.demand import DemandPoints, demand_points
from gis.executors import crew_for
from gis.ground import ground_of
from gis.network.closure_sources import closures_of
from gis.network.pace import Pace
from gis.network.pace_table import STANDARD_PACE, read_pace
from gis.network.snapping import DEFAULT_LIMIT_M
from gis.network.speeds import Mode
from gis.standard import DEFAULT_CUTOFF, Standard
from gis.travel import Answer, TravelTable
from i18n import LANGUAGES, Language, Message, msg
from layers.area import Area
from layers.area_folder import write_area
from layers.disk import disk_told, unwritten, write_whole
from layers.errors import BivouacError, SettingError, UnknownIdError
from layers.extent import parse_extent
from layers.library import EXAMPLE, ORDERS, home, open_any
from layers.sources.embedded import read_paris2024
from layers.sources.osm_file import read_osm_file
from layers.sources.overpass import read_overpass
from plans.closing import need_streets, table_under
from plans.plan import Plan, closed_off, first_plan
from plans.situation import assess, screened

BAD_INPUT = 2

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Bivouac: choose where the force rests.",
)

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

Closures = Annotated[
    list[Path] | None,
    typer.Option("--closures", help="A GeoJSON file of closures; may be given again."),
]


def main() -> None:
    """Run a command, and tell what is wrong in one sentence without a traceback."""
    try:
        sys.exit(app(standalone_mode=False))
    except NoArgsIsHelpError as bare:
        bare.show()
        sys.exit(BAD_INPUT)
    except UsageError as error:  # the parser's own sentences are in English
        _refuse(f"{error.format_message()} (bivouac {_command(error)}--help)")
    except BivouacError as error:
        _refuse(language()(error.message))


@app.command()
def load(
    source: Annotated[str, typer.Argument(help="paris2024, an OSM file, or overpass.")],
    out: Annotated[Path, typer.Option(help="The folder to write.", metavar="AREA")],
    bbox: Annotated[str | None, typer.Option(help="W,S,E,N in degrees.", metavar="BOX")] = None,
    place: Annotated[str | None, typer.Option(help="A place's name, for overpass.")] = None,
    title: Annotated[str | None, typer.Option(help="The area's title.")] = None,
    as_json: AsJson = False,
) -> None:
    """Load an area from a source, and write it as a folder."""
    _check_options(source, bbox=bbox, place=place, title=title)
    area = _read(source, None if bbox is None else parse_extent(bbox), place, title, quiet=as_json)
    write_area(area, out)
    say = language()
    warnings = [say(warning) for warning in area.manifest.warnings]
    _answer({"counts": area.counts, "warnings": warnings}, as_json=as_json)


@app.command()
def screen(
    area: AreaName,
    on: Day = None,
    out: Annotated[Path | None, typer.Option(help="A CSV file of all verdicts.")] = None,
    as_json: AsJson = False,
) -> None:
    """Screen the candidate sites of an area by every rule."""
    opened = open_any(area)
    screening = screened(opened, _plan(opened, on))
    if out:
        _write(out, verdicts_csv(opened, screening, say=language()))
    _answer(
        {
            "sites": len(screening.outcome),
            **{answer.key: n for answer, n in screening.counts.items()},
            "by_rule": {
                rule: {answer.key: n for answer, n in tally.items()}
                for rule, tally in screening.by_rule.items()
            },
            "on": screening.on.isoformat(),
        },
        as_json=as_json,
    )


@app.command()
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
    plan = _plan(opened, on, closures)
    job = job_of(
        area,
        opened,
        mode=_mode(mode),
        limit_m=limit,
        rows=block,
        pace=_pace(pace).at(hour, shortest=shortest),
        closures=plan.closures,
        on=plan.on,
    )
    progress = _silent if as_json else _told
    with crew_for(job, workers=workers, scheduler=scheduler) as crew:
        table = write_blocks(
            job, out, crew.executor, ahead=crew.ahead, lost=crew.lost, progress=progress
        )
    say = language()
    unheeded = need_streets(job.closures) if table.outline.method == "estimated" else ()
    _answer(
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


@app.command()
def coverage(
    area: AreaName,
    pick: Picks,
    cutoff: Annotated[float, typer.Option(help="The standard, in minutes.")] = DEFAULT_CUTOFF,
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
    _check_picks(opened, pick)
    standard = Standard(cutoff=cutoff, mode=_mode(mode))
    plan = replace(_plan(opened, on, closures), standard=standard, snap_m=limit)
    plan = replace(plan, hour=hour, shortest=shortest)
    demand = demand_points(opened, on=plan.on)
    table = _table(opened, plan, demand, pace=_pace(pace))
    found = cover(table, demand, pick, standard)
    minutes = found.minutes
    served = found.frame[found.frame["zone"] != ""]
    _answer(
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


@app.command()
def export(
    area: AreaName,
    pick: Picks,
    html: Annotated[Path, typer.Option(help="The HTML file to write.", metavar="FILE")],
    on: Day = None,
    cutoff: Annotated[float, typer.Option(help="The standard, in minutes.")] = DEFAULT_CUTOFF,
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
    _check_picks(opened, pick)
    standard = Standard(cutoff=cutoff, mode=_mode(mode))
    picks = tuple(dict.fromkeys(pick))
    plan = _plan(opened, on, closures)
    plan = replace(plan, picks=picks, standard=standard, snap_m=limit)
    plan = replace(plan, hour=hour, shortest=shortest)
    table = _table(opened, plan, demand_points(opened, on=plan.on), pace=_pace(pace))
    situation = assess(opened, plan, table=table)
    page = map_file(situation, say=_language(lang)).encode()
    _write(html, page)
    warnings = [language()(warning) for warning in (*situation.warnings, *situation.remarks)]
    _answer({"html": str(html), "bytes": len(page), "warnings": warnings}, as_json=as_json)


def language() -> Language:
    """Give the language of the terminal; French unless it says another."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return Language.of(named or "fr")


def _refuse(sentence: str) -> None:
    """Tell what is wrong and end; a line of progress that stands there makes room."""
    clear = _CLEAR if sys.stderr.isatty() else ""
    sys.stderr.write(f"{clear}bivouac: {sentence}\n")
    sys.exit(BAD_INPUT)


def _command(error: UsageError) -> str:
    """Name the command that was called wrongly, if it came so far."""
    named = error.ctx.command.name if error.ctx and error.ctx.parent else None
    return f"{named} " if named else ""


def _check_options(source: str, **given: str | None) -> None:
    """Refuse what a source would pass over: nothing that was asked for is dropped silently."""
    for name in _UNUSED.get(source, _UNUSED_BY_FILES):
        if given[name] is not None:
            raise SettingError(
                msg("“{source}” takes no --{option}.", source=source, option=name),
                msg("Leave it out, or choose another source."),
            )


_UNUSED = {EXAMPLE: ("bbox", "place", "title"), "overpass": ()}
_UNUSED_BY_FILES = ("place",)


def _check_picks(area: Area, picks: list[str]) -> None:
    """Refuse a pick that the area does not hold: in a script it is a slip, not a plan."""
    for pick in picks:
        if pick not in area["candidates"].index:
            raise UnknownIdError(
                msg("There is no candidate site “{site}”.", site=pick),
                msg("Choose a site from the table of candidates."),
            )


def _read(
    source: str, extent: Polygon | None, place: str | None, title: str | None, *, quiet: bool
) -> Area:
    """Read a source, with progress on the error stream unless quiet."""
    progress = _silent if quiet else _told
    if source == EXAMPLE:
        return read_paris2024()
    if source != "overpass":
        return read_osm_file(Path(source), extent=extent, title=title, progress=progress)
    if place is None and extent is None:
        raise SettingError(
            msg("Overpass needs to know which area."), msg("Give --place NAME or --bbox W,S,E,N.")
        )
    return read_overpass(extent or place or "", title=title, progress=progress)


def _plan(area: Area, on: str | None, closures: list[Path] | None = None) -> Plan:
    """Give the first plan of an area, on the day asked and with the closures of some files."""
    plan = first_plan(area)
    for file in closures or ():
        plan = closed_off(plan, *closures_of(file))
    return plan if on is None else replace(plan, on=_day(on))


def _table(area: Area, plan: Plan, demand: DemandPoints, *, pace: Pace) -> TravelTable:
    """Measure travel under the plan's closures, with the area's order where one is kept."""
    mode, paced = plan.standard.mode, plan.paced(pace)
    roads = ground_of(area, mode=mode, orders=home() / ORDERS, pace=paced)
    return table_under(area, plan, demand, roads=roads, pace=pace)


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError as cause:
        raise SettingError(
            msg("“{day}” is not a day.", day=word), msg("Write it as YYYY-MM-DD.")
        ) from cause


def _pace(file: Path | None) -> Pace:
    return STANDARD_PACE if file is None else read_pace(file, like=STANDARD_PACE)


def _language(code: str) -> Language:
    if code not in LANGUAGES:
        raise SettingError(
            msg("“{code}” is not a language of this tool.", code=code),
            msg("Use one of: {words}.", words=LANGUAGES),
        )
    return Language.of(code)


def _mode(word: str) -> Mode:
    return Standard(mode=word).mode  # type: ignore[arg-type] # the standard refuses other words


def _write(file: Path, content: bytes) -> None:
    with disk_told(unwritten(file)):
        write_whole(file, content)


def _answer(answer: dict[str, Any], *, as_json: bool) -> None:
    """Print the answer as one JSON object, or a line a key for people."""
    if as_json:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        return
    for key, value in answer.items():
        sys.stdout.write(f"{key}: {json.dumps(value, ensure_ascii=False)}\n")


def _told(share: float, doing: Message) -> None:
    """Show progress to a person; a log would keep every step of it."""
    if sys.stderr.isatty():
        sys.stderr.write(f"{_CLEAR}{share:4.0%} {language()(doing)}" + "\n" * (share >= 1))


_CLEAR = "\r\x1b[2K"


def _silent(_share: float, _doing: Message) -> None:
    """Say nothing: the one JSON object is the answer."""


if __name__ == "__main__":
    main()
