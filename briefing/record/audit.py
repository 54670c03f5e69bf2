"""The audit of a record in a file: does every line stand as it was written, and is none missing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.record.record_files import RecordFile, record_in
from briefing.record.record_lines import FORMAT
from i18n import Message, msg
from layers.errors import SettingError, UnreadableFileError
from plans.chain import FIRST, Fault, canonical, first_fault, sealed
from plans.entry import Entry

_SEAL = re.compile(r"[0-9a-f]{64}")
_CHANGED = msg("it is not as the record wrote it")
_TEXTS = ("area", "title", "seal", "hash")


@dataclass(frozen=True)
class Audit:
    """What an audit found.

    ``told`` is how many entries the header tells of, None where the header itself is broken;
    ``held`` is how many hold, ``seal`` the last seal that does. ``kept_at`` is the number of the
    entry that bears a seal kept apart, where one was given and found. ``fault`` is the first break:
    a line counted from 1 that starts with the header, at the ``place`` that people look for.
    """

    area: str
    title: str
    told: int | None
    held: int
    seal: str
    kept_at: int | None = None
    fault: Fault | None = None
    place: Message | None = None


def audit(file: Path, *, kept: str | None = None) -> Audit:
    """Follow the chain of a record in a file; ``kept`` is a seal of it that was kept apart.

    Raises UnreadableFileError for a file that holds no record, SettingError for what is no seal.
    """
    seal = None if kept is None else checked_seal(kept)
    return _audited(record_in(file), seal)


def read_record(file: Path) -> tuple[Entry, ...]:
    """Read a record back, verified. Raises UnreadableFileError that names the first bad line."""
    _, entries = read_export(file)
    return entries


def read_export(file: Path) -> tuple[Audit, tuple[Entry, ...]]:
    """Read a record back with what its audit found. Raises UnreadableFileError."""
    found = record_in(file)
    audited = _audited(found, None)
    if audited.fault:
        raise UnreadableFileError(
            msg(
                "The record in {file} is broken at {place}: {what}.",
                file=str(file),
                place=audited.place,
                what=audited.fault.what,
            ),
            msg("Take a whole copy of it; “bivouac audit” tells more."),
        )
    try:
        return audited, tuple(map(_entry, found.lines))
    except (ValueError, KeyError, TypeError, AttributeError) as cause:
        raise UnreadableFileError(
            msg("The record in {file} holds an entry that lacks something.", file=str(file)),
            msg("Export it again from the record itself."),
        ) from cause


def checked_seal(word: str) -> str:
    """Give a seal in small letters. Raises SettingError."""
    seal = word.strip().lower()
    if not _SEAL.fullmatch(seal):
        raise SettingError(
            msg("“{word}” is no seal.", word=word),
            msg("Give the 64 letters and digits that an audit printed."),
        )
    return seal


def _audited(found: RecordFile, kept: str | None) -> Audit:
    header = _header(found.header)
    if isinstance(header, Message):
        return Audit("", "", None, 0, FIRST, fault=Fault(1, header), place=found.place(0))
    held, seal, fault = _followed(found.lines, header)
    if fault:
        fault = Fault(fault.line + 1, fault.what)
    kept_at = None if kept is None else _bearing(found.lines[:held], kept)
    if fault is None and kept is not None and kept_at is None:
        fault = Fault(held + 1, msg("no entry up to here bears the seal that was kept apart"))
    return Audit(
        header["area"],
        header["title"],
        header["entries"],
        held,
        seal,
        kept_at,
        fault,
        found.place(fault.line - 1) if fault else None,
    )


def _header(line: str) -> Mapping[str, Any] | Message:
    """Give the header, or what is wrong with it."""
    plain = _as_written(line)
    if plain is None:
        return _CHANGED
    if plain.get("format") != FORMAT:
        return msg("the header of the record is missing")
    whole = all(isinstance(plain.get(name), str) for name in _TEXTS)
    if not whole or not isinstance(plain.get("entries"), int):
        return _CHANGED
    bare = {name: value for name, value in plain.items() if name != "hash"}
    return plain if plain["hash"] == sealed(plain["seal"], bare) else _CHANGED


def _followed(lines: tuple[str, ...], header: Mapping[str, Any]) -> tuple[int, str, Fault | None]:
    """Follow the entries, up to the end that the header tells of."""
    bad = next((n for n, line in enumerate(lines) if _as_written(line) is None), None)
    told = header["entries"]
    held, seal, fault = first_fault(lines[:bad], expected=told if bad is None else None)
    if fault is None and bad is not None:
        fault = Fault(bad + 1, _CHANGED)
    if fault is None and held > told:
        fault = Fault(told + 1, msg("the header tells of {n} entries only", n=told))
    if fault is None and seal != header["seal"]:
        fault = Fault(0, msg("it bears another seal than the last entry"))
    return held, seal, fault


def _bearing(lines: tuple[str, ...], seal: str) -> int | None:
    """Find the entry that bears a seal; an empty record's seal stands before the first."""
    seals = (FIRST, *(json.loads(line)["hash"] for line in lines))
    return seals.index(seal) if seal in seals else None


def _as_written(line: str) -> Mapping[str, Any] | None:
    """Read a line; None where it is not written in the one way that is sealed."""
    try:
        plain = json.loads(line)
        plain = plain if canonical(plain) == line else None
        line.encode()
    except (ValueError, RecursionError):
        return None
    return plain if isinstance(plain, Mapping) else None


def _entry(line: str) -> Entry:
    plain = json.loads(line)
    entry = Entry.from_json(plain, seal=plain["hash"])
    if entry.at.tzinfo is None:
        raise ValueError(plain["at"])
    return entry
