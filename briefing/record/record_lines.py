"""The whole record of an area as JSON Lines: a header, then an entry a line, each with its seal.

The same record gives the same bytes. The header tells how many entries follow and the last seal,
so that a missing end is noticed; it bears a seal of its own, made as if it were one entry more.
The format in words, and how to check it without this program, is in ``docs/record.md``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from plans.chain import FIRST, canonical, sealed
from plans.entry import Entry

FORMAT = "bivouac-record"
VERSION = 1


def record_lines(
    area_key: str, title: str, entries: Sequence[Entry], *, data_of: date | None = None
) -> bytes:
    """Write the record of an area; ``data_of`` is the date of the data that it was decided on."""
    return with_header(area_key, title, [*map(entry_line, entries)], data_of=data_of)


def with_header(
    area_key: str, title: str, lines: Sequence[str], *, data_of: date | None = None
) -> bytes:
    """Do the same from the lines of a record as they were sealed (``Record.lines``)."""
    header = canonical(record_header(area_key, title, lines, data_of=data_of))
    return "".join(f"{line}\n" for line in (header, *lines)).encode()


def record_header(
    area_key: str, title: str, lines: Sequence[str], *, data_of: date | None = None
) -> dict[str, Any]:
    """Give the header of a record, with its own seal as ``hash``."""
    seal = json.loads(lines[-1])["hash"] if lines else FIRST
    header = {
        "format": FORMAT,
        "version": VERSION,
        "area": area_key,
        "title": title,
        "data_of": data_of and data_of.isoformat(),
        "entries": len(lines),
        "seal": seal,
    }
    return {**header, "hash": sealed(seal, header)}


def entry_line(entry: Entry) -> str:
    """Write one entry as a line, with its seal as ``hash``."""
    return canonical({**entry.as_json(), "hash": entry.hash})
