"""What was decided lately: the acts of the last hours, and what the plan was before them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from plans.entry import Entry
from plans.history import Line, history
from plans.naming import NameOf

DAY_LONG = timedelta(hours=24)


@dataclass(frozen=True)
class Lately:
    """The acts after ``since``, newest first; ``last`` is the newest before, None where none is."""

    since: datetime
    lines: tuple[Line, ...]
    last: Line | None


def lately(
    entries: Iterable[Entry], name_of: NameOf, *, now: datetime, span: timedelta = DAY_LONG
) -> Lately:
    """Give what was recorded in the ``span`` of time up to ``now``.

    ``entries`` are those of a scenario (``line_of``), ``now`` is of any time zone. An act exactly
    ``span`` old has left.
    """
    since = now - span
    lines = history(entries, name_of)
    new = tuple(line for line in lines if line.at > since)
    return Lately(since, new, next((line for line in lines if line.at <= since), None))
