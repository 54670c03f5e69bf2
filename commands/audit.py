"""Audit: does a record that was exported stand as it was written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from briefing.record.audit import Audit
from briefing.record.audit import audit as audited
from briefing.spreadsheets.spreadsheet import shown
from commands.answers import answer
from commands.options import AsJson, language
from i18n import msg

BROKEN = 3  # the exit code of a record that was changed, or that lacks a line


def audit(
    file: Annotated[Path, typer.Argument(help="A record's export.", metavar="FILE")],
    seal: Annotated[
        str | None, typer.Option(help="A seal that was kept apart.", metavar="HEX")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Follow the hash chain of an exported record, and name the first bad line."""
    found = audited(file, kept=seal)
    fault = found.fault
    answer(
        {
            "whole": fault is None,
            "area": found.area,
            "title": found.title,
            "entries": found.told,
            "held": found.held,
            "seal": found.seal,
            "kept_at": found.kept_at,
            "line": fault.line if fault else None,
            "fault": language()(fault.what) if fault else None,
        },
        as_json=as_json,
    )
    end_if_broken(file, found)


def end_if_broken(file: Path, found: Audit) -> None:
    """Name the first bad line and end, where there is one."""
    if found.fault is None:
        return
    told = msg(
        "{file} is broken at {place}: {what}. What stands before it holds.",
        file=str(file),
        place=found.place,
        what=found.fault.what,
    )
    # Its words may come from that line, and must not steer a terminal.
    plain = "".join(letter if shown(letter) else " " for letter in language()(told))
    sys.stderr.write(f"bivouac: {plain}\n")
    raise typer.Exit(BROKEN)
