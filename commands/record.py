"""The record as a whole: exported, backed up, restored."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefing.record.audit import audit
from briefing.record.geopackage import geopackage
from briefing.record.record_lines import with_header
from commands.answers import answer, write
from commands.audit import end_if_broken
from commands.options import AsJson, Day, day_of, language_of
from commands.sources import ScenarioName, machine_database, no_record, scenario_of, whoever
from i18n import Language, msg
from layers.errors import BivouacError, SettingError
from layers.library import Library, home
from plans.backup import back_up
from plans.backup import restore as put_back
from plans.entry import MAIN
from plans.plan import Plan, first_plan
from plans.record import Record, utc_now
from plans.roles import Role
from plans.situation import assess
from plans.state import state

app = typer.Typer(no_args_is_help=True, help="The record as a whole: export, backup, restore.")
_SUFFIXES = (".jsonl", ".gpkg")


@app.command()
def export(
    area: Annotated[str, typer.Argument(help="The area's key in the record.", metavar="AREA")],
    out: Annotated[Path, typer.Option(help="A .jsonl or .gpkg file.", metavar="FILE")],
    on: Day = None,
    scenario: ScenarioName = MAIN,
    lang: Annotated[str, typer.Option(help="fr or en, for a .gpkg.")] = "fr",
    as_json: AsJson = False,
) -> None:
    """Write the whole record of an area: as JSON Lines, or as a GeoPackage with its plan."""
    say, suffix = language_of(lang), out.suffix.lower()
    if suffix not in _SUFFIXES:
        raise SettingError(
            msg("“{file}” ends neither in .jsonl nor in .gpkg.", file=out.name),
            msg("Name the file by what it should be."),
        )
    record = Record(machine_database())
    if area not in record.areas():
        raise no_record(area, record.areas())
    if suffix == ".jsonl":
        content = _lines(record, area)
    else:
        content = _package(record, area, on=on, scenario=scenario, say=say)
    write(out, content)
    found = audit(out)
    told = {"out": str(out), "bytes": len(content), "entries": found.held, "seal": found.seal}
    answer(told, as_json=as_json)
    end_if_broken(out, found)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write.", metavar="FILE")],
    as_json: AsJson = False,
) -> None:
    """Write all areas' records and the roles to one file, as they are at this moment."""
    made = back_up(machine_database(), file)
    told = {"file": str(file), "entries": dict(made.entries), "seals": dict(made.seals)}
    answer(told, as_json=as_json)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup.", metavar="FILE")],
    aside: Annotated[
        Path | None, typer.Option(help="Where what is there now goes.", metavar="FILE")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Put a backup in the place of the record; what is there now is backed up first."""
    kept = aside or home() / f"record-{utc_now():%Y%m%d-%H%M%S}.db"
    # Whoever may run commands here may write to the database: the machine has asked already.
    found = put_back(file, machine_database(), role=Role.CHIEF, author=whoever(), aside=kept)
    told = {"file": str(file), "entries": dict(found.entries), "aside": str(kept)}
    answer(told, as_json=as_json)


def _lines(record: Record, area: str) -> bytes:
    """Write JSON Lines; the area's data need not be here, its title and date then are not told."""
    library = Library(home() / "areas")
    try:
        manifest = library.open(area).manifest
    except BivouacError:
        return with_header(area, area, record.lines(area))
    return with_header(area, manifest.title, record.lines(area), data_of=manifest.as_of)


def _package(record: Record, area: str, *, on: str | None, scenario: str, say: Language) -> bytes:
    data, entries = Library(home() / "areas").open(area), record.entries(area)
    first, line = first_plan(data), scenario_of(entries, scenario)
    day = first.on if on is None else day_of(on)
    plan: Plan = state(entries, on=day, scenario=line, season=first.season)
    return geopackage(assess(data, plan), record.lines(area), area_key=area, say=say)
