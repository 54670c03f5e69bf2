"""The wall's panel of the last 24 hours: what differs in the plan, and the acts that made it so.

It names nobody: the wall is read by whoever is in the room; the page of the record says who.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from briefing.content.brief import Brief
from briefing.content.decisions import TURNOVER_WORDS
from briefing.wall.markup import Panel, chunks, figure, figures, line, listed, plain
from i18n import Language
from plans.history import Line
from plans.lately import Lately

_ACTS_A_PAGE, _PAGES = 5, 6


def lately_panel(
    brief: Brief, recent: Lately, *, shares: tuple[float | None, float | None], clock: tzinfo
) -> Panel:
    """Give the panel; ``shares`` are the officers served before and now, 0 to 1."""
    say = brief.say
    head = figures(*_figures(brief, recent, shares))
    rows = [_act(each, recent.since, clock, say) for each in recent.lines]
    pages = tuple(
        f'<div class="lately-page">{head}'
        + (listed(chunk.items, mark="acts") if chunk.items else _nothing(recent, clock, say))
        + f"{line(chunk.told)}</div>"
        for chunk in chunks(rows, _ACTS_A_PAGE, say, pages=_PAGES)
    )
    return Panel("lately", say("The last 24 hours"), pages)


def _figures(
    brief: Brief, recent: Lately, shares: tuple[float | None, float | None]
) -> Iterator[str]:
    """Tell how the plan differs: zones, places with another zone, and officers served."""
    say, changes = brief.say, list(brief["turnover"].get("change", ()))
    yield figure(say("Decisions"), say.write(len(recent.lines)))
    added, dropped = (changes.count(say(TURNOVER_WORDS[word])) for word in ("added", "dropped"))
    yield figure(say("Zones added"), _signed("+", added, say))
    yield figure(say("Zones dropped"), _signed("−", dropped, say))
    yield figure(say("Places with another zone"), say.write(len(brief["moved"])))
    before, now = (say.percent(share) for share in shares)
    yield figure(say("Officers served"), now if before == now else f"{before} → {now}")


def _signed(sign: str, count: int, say: Language) -> str:
    return f"{sign}{say.write(count)}" if count else say.write(0)


def _act(act: Line, since: datetime, clock: tzinfo, say: Language) -> str:
    """Write an act with its time; one that was undone says so."""
    told = plain(say(act.told))
    words = f'<s>{told}</s> <b class="undone">{plain(say("undone"))}</b>' if act.undone else told
    return f'<time>{_time(act.at, since, clock)}</time><span class="what">{words}</span>'


def _nothing(recent: Lately, clock: tzinfo, say: Language) -> str:
    if recent.last is None:
        return line(say("Nothing has been decided yet."), mark="plain")
    at = recent.last.at.astimezone(clock)
    told = say(
        "Nothing was decided. The last decision was on {day} at {time}.",
        day=at.date(),
        time=f"{at:%H:%M}",
    )
    return line(told, mark="plain")


def _time(at: datetime, since: datetime, clock: tzinfo) -> str:
    """Write the time of an act in the room's clock; the earlier of two days says its day."""
    here, begun = at.astimezone(clock), since.astimezone(clock)
    return f"{here:%d/%m %H:%M}" if here.date() == begun.date() else f"{here:%H:%M}"
