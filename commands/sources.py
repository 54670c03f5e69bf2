"""Where commands take a record from: a file that was exported, or this machine's own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from briefing.record.audit import read_export
from i18n import Message, msg
from layers.errors import SettingError
from layers.library import home
from plans.database import Database, database_of
from plans.entry import Entry
from plans.people import machine_user
from plans.record import Record
from plans.scenarios import scenarios

RecordFile = Annotated[
    Path | None,
    typer.Option("--record", help="A record's export; else this machine's.", metavar="FILE"),
]
AreaKey = Annotated[
    str | None, typer.Option("--area", help="The area's key in the record.", metavar="AREA")
]
ScenarioName = Annotated[
    str, typer.Option("--scenario", help="A scenario's name or id.", metavar="NAME")
]


@dataclass(frozen=True)
class Source:
    """The record of one area: its key, and its entries."""

    area: str
    entries: tuple[Entry, ...]


def machine_database() -> Database:
    """Open this machine's database. Raises SettingError, StorageError."""
    return database_of(os.environ.get("BIVOUAC_DATABASE_URL"), home())


def whoever() -> str:
    """Name who runs the command, as the machine knows them."""
    return machine_user() or "command line"


def source_of(file: Path | None, area: str | None) -> Source:
    """Take an area's record from a file, or from this machine where there is none.

    Raises UnreadableFileError, SettingError for an area without a record, StorageError.
    """
    if file is not None:
        audited, entries = read_export(file)
        if area not in {None, audited.area}:
            raise no_record(area or "", (audited.area,))
        return Source(audited.area, entries)
    record = Record(machine_database())
    known = record.areas()
    if area is None or area not in known:
        raise no_record(area or "", known)
    return Source(area, record.entries(area))


def scenario_of(entries: Sequence[Entry], word: str) -> str:
    """Give the id of a scenario by its id or its newest name. Raises SettingError."""
    names = {each.id: each.name or each.id for each in scenarios(entries)}
    if word in names:
        return word
    found = [key for key, name in names.items() if name == word]
    if len(found) == 1:
        return found[0]
    raise SettingError(_unknown_scenario(word, found), _choices(found or tuple(names)))


def _unknown_scenario(word: str, found: Sequence[str]) -> Message:
    if found:
        return msg("{n} scenarios are called “{name}”.", n=len(found), name=word)
    return msg("There was no scenario “{name}” at that moment.", name=word)


def _choices(words: Sequence[str]) -> Message:
    return msg("Use one of: {words}.", words=tuple(words))


def no_record(area: str, known: Sequence[str]) -> SettingError:
    """Make the error of an area that has no record, or was not named."""
    what = (
        msg("There is no record of area “{area}” here.", area=area)
        if area
        else msg("It is not said which area is meant.")
    )
    if not known:
        return SettingError(what, msg("Give a record's export with --record FILE."))
    return SettingError(what, msg("Name one of: {areas}.", areas=tuple(known)))
