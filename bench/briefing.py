"""The briefing pack of Paris with forty zones: seconds and bytes of each item, and of the whole.

Run from the project's root: ``python -m bench.briefing [--page PAGE.md] [--workers N]``; for two
cores, ``taskset -c 0,1 python -m bench.briefing``. The plan is what the p-median of forty zones
gives. Each item is made alone, one after the other; then the whole pack is written to a folder as
``bivouac brief`` does it, by processes side by side.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from bench.page import conditions, put, table
from briefing.content.audiences import Audience, Item
from briefing.content.brief import Brief, brief_of
from briefing.content.ways import ways_of
from briefing.pack.folder import write_pack
from briefing.pack.form import Form
from briefing.pack.makers import MAKERS
from briefing.sheets.files import sheets_pdf
from briefing.sheets.plan_of_sheets import sheets_of
from gis.siting.goals import Model
from i18n import Language
from layers.sources.embedded import read_paris2024
from plans.health import health
from plans.plan import first_plan
from plans.siting import Ask, propose_for
from plans.situation import assess

T = TypeVar("T")
ZONES, DROPPED = 40, 3


def main(page: Path | None, workers: int) -> None:
    """Print what each item takes; write it where a page is named."""
    brief, seconds = timed(paris)
    rows = [("the brief, with its ways", f"{seconds:.1f}", "", ""), *_items(brief)]
    with tempfile.TemporaryDirectory() as folder:
        files, whole = timed(lambda: write_pack(brief, Path(folder) / "pack", workers=workers))
    size = sum(each.bytes for each in files)
    rows.append(
        (f"the pack, {workers} processes", f"{whole:.1f}", _kilobytes(size), f"{len(files)}")
    )
    cores = len(os.sched_getaffinity(0))
    note = (
        f"Paris 2024, {ZONES} zones, {DROPPED} of them new, chief, French, A3; {cores} cores used."
    )
    heading = ("item", "seconds", "kB", "files")
    text = "\n".join([f"{conditions()}. {note}\n", *table(heading, rows)])
    print(text)
    if page is not None:
        put(page, "The briefing pack", text)


def paris() -> Brief:
    """Give the brief of Paris with forty zones, three of them new since the last briefing."""
    area = read_paris2024()
    bare = first_plan(area)
    chosen = propose_for(assess(area, bare), Ask(model=Model.P_MEDIAN, zones=ZONES)).chosen
    now = assess(area, replace(bare, picks=chosen))
    before = assess(area, replace(bare, picks=chosen[DROPPED:]))
    return brief_of(
        now,
        audience=Audience.CHIEF,
        say=Language.of("fr"),
        before=before,
        concerns=health(now, today=bare.on),
        ways=ways_of(now),
    )


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Do a piece of work, and give the seconds that it took beside what it gave."""
    began = time.perf_counter()
    return work(), time.perf_counter() - began


def _items(brief: Brief) -> Iterator[tuple[str, str, str, str]]:
    """Time the overview, twice since the first one reads the fonts, then every item."""
    for told in ("overview sheet, the first", "overview sheet, again"):
        pdf, seconds = timed(lambda: sheets_pdf(brief, sheets=sheets_of(brief)[:1]))
        yield told, f"{seconds:.1f}", _kilobytes(len(pdf)), "1"
    for item in Item:
        files, seconds = timed(lambda item=item: MAKERS[item](brief, Form()))
        size = sum(map(len, files.values()))
        print(item, f"{seconds:.1f}", flush=True)
        yield str(item), f"{seconds:.1f}", _kilobytes(size), f"{len(files)}"


def _kilobytes(size: int) -> str:
    return f"{size / 1000:,.0f}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--page", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    main(**vars(parser.parse_args()))
