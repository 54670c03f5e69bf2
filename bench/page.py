"""The page of figures, docs/benchmarks.md: each benchmark writes its own section and no other."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

HEAD = (
    "# Benchmarks\n\nWritten by `make bench`, a section by each benchmark; one run on one machine. "
    "Ratios travel, seconds do not.\n"
)
SECTIONS = (
    *("Routing", "Reading OpenStreetMap files", "Reach", "The record"),
    *("Maximal cover", "p-center", "p-median", "Zones that can be full", "Adapting a plan"),
    "The briefing pack",
)


def put(page: Path, title: str, text: str) -> None:
    """Replace the section of a title, or add it; all others stay, in the order of SECTIONS."""
    held = _sections(page.read_text(encoding="utf-8")) if page.is_file() else {}
    held[title] = text.strip()
    known = [each for each in SECTIONS if each in held]
    parts = [f"\n## {each}\n\n{held[each]}\n" for each in known]
    page.write_text(HEAD + "".join(parts), encoding="utf-8")


def conditions() -> str:
    """Say when and on what it was measured; beside others' work, ratios are less certain."""
    load = os.getloadavg()[2]
    return f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, load {load:.1f} in 15 minutes"


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Write a table, line by line."""
    for cells in (heading, ["---"] * len(heading), *rows):
        yield f"| {' | '.join(cells)} |"


def _sections(text: str) -> dict[str, str]:
    """Read the sections of a page by their titles; what is not one of SECTIONS is left out."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    return {title: body.strip() for title, body in zip(parts[::2], parts[1::2], strict=True)}
