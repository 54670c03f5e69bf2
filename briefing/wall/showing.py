"""What a wall is told in its address and by its clock: which day it shows, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from i18n import Message, msg, msgs
from plans.concern import Limits

_EACH, _LEAST, _MOST = 20, 5, 600  # seconds for which a page stands


@dataclass(frozen=True)
class ShownDay:
    """The day of the plan on the wall, and the sentence that says which it is."""

    on: date
    told: Message


def day_shown(
    asked: str | None, *, today: date, season: tuple[date, date], usual: date
) -> ShownDay:
    """Give the day of the address, else today if it is in the season, else the plan's usual day.

    ``asked`` is an ISO date; what is none counts as not asked. ``season`` is first and last day.
    """
    named = _day(asked)
    if named is not None and named != today:
        return ShownDay(named, msg("Plan for {day}", day=named))
    if named == today or season[0] <= today <= season[1]:
        return ShownDay(today, msg("Plan for today, {day}", day=today))
    return ShownDay(usual, msg("Plan for {day} – today is not in the season", day=usual))


def seconds_each(asked: str | None) -> int:
    """Give for how many seconds a page stands: what the address asks, within reason, else 20."""
    try:
        return min(max(int(asked or _EACH), _LEAST), _MOST)
    except ValueError:
        return _EACH


def old_words(as_of: date, *, today: date, limits: Limits) -> Message | None:
    """Tell how old the data are where they do not count as fresh any more, else nothing."""
    age = (today - as_of).days
    if age <= limits.fresh_days:
        return None
    return msgs(
        "Old data: of {day}, one day old", "Old data: of {day}, {n} days old", age, day=as_of
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
