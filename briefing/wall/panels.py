"""The four panels of the wall: map, coverage by day, health, and what changed in 24 hours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

import geopandas as gpd

from briefing.content.brief import Brief
from briefing.sheets.plan_of_sheets import sheets_of
from briefing.wall.lately_panel import lately_panel
from briefing.wall.legend import season_legend
from briefing.wall.markup import Panel, chunks, figure, figures, line, listed, name, plain
from briefing.wall.picture import Picture, map_picture, wall_view
from briefing.wall.season import season_picture
from briefing.wall.symbols import swatch, zone_looks, zone_symbol
from i18n import Language, msg, msgs
from plans.calendar import Calendar, Day
from plans.concern import Concern, Severity
from plans.lately import Lately

_ZONES_A_PAGE, _CONCERNS_A_PAGE, _CONCERN_PAGES = 12, 4, 6
_SEVERITIES = (
    (Severity.BLOCKER, msg("Blockers"), "blocker"),
    (Severity.WARNING, msg("Warnings"), "warning"),
)


@dataclass(frozen=True, eq=False)
class Told:
    """All that a wall tells.

    ``brief`` has the plan of 24 hours ago as its earlier one. ``calendar`` is None while it is
    being worked out. ``share_before`` is the share of officers served under the earlier plan, 0 to
    1. ``clock`` is that of the room.
    """

    brief: Brief
    calendar: Calendar | None
    concerns: tuple[Concern, ...]
    recent: Lately
    share_before: float | None
    share: float | None
    clock: tzinfo


def panels(told: Told) -> tuple[Panel, ...]:
    """Give the panels in the order in which the wall shows them."""
    return (
        map_panel(told.brief),
        season_panel(told.brief, told.calendar),
        health_panel(told.concerns, told.brief.say),
        lately_panel(
            told.brief, told.recent, shares=(told.share_before, told.share), clock=told.clock
        ),
    )


def map_panel(brief: Brief) -> Panel:
    """Give the map with the zones named beside it; where zones crowd, their part by itself."""
    overview, *more = sheets_of(brief)
    inset = next((sheet for sheet in more if sheet.key == "inset"), None)
    whole = wall_view(overview.bounds)
    part = wall_view(inset.bounds) if inset else None
    pages = [*_map_pages(brief, map_picture(brief, whole, inner=part), overview.title)]
    if inset and part:
        pages += _map_pages(brief, map_picture(brief, part), inset.title)
    return Panel("map", brief.say("Map"), tuple(pages))


def _map_pages(brief: Brief, picture: Picture, title: str) -> Iterator[str]:
    """Give a page for each dozen of the zones that bear a number on this picture."""
    say, zones = brief.say, brief["zones"]
    looks = zone_looks(say)
    here = zones[zones.index.isin(picture.zones)]
    rows = [_zone_row(row, looks, say) for row in here.itertuples()]
    for chunk in chunks(rows, _ZONES_A_PAGE, say):
        names = listed(chunk.items, mark="zones") if chunk.items else _no_zone(zones, say)
        yield (
            f'<div class="map-page"><div class="map-side">{picture.svg}{picture.legend}</div>'
            f'<div class="zone-side">{_first_figures(brief)}{line(title, mark="subtitle")}'
            f"{names}{line(chunk.told)}</div></div>"
        )


def _no_zone(zones: gpd.GeoDataFrame, say: Language) -> str:
    if len(zones):
        return line(say("All zones lie within the frame."))
    return line(say("No zone has been picked yet."))


def _zone_row(zone: Any, looks: Mapping[str, str], say: Language) -> str:  # noqa: ANN401 - a row of itertuples
    """Write a zone with its number, its name and the officers who go there."""
    symbol = swatch(zone_symbol(20, 20, looks[zone.state], str(zone.number)))
    officers = msgs("{n} officer", "{n} officers", int(zone.officers))
    return f'{symbol}<span class="name">{name(zone.name)}</span><span>{plain(say(officers))}</span>'


def _first_figures(brief: Brief) -> str:
    return figures(*(figure(title, value) for title, value in brief.figures))


def season_panel(brief: Brief, calendar: Calendar | None) -> Panel:
    """Give the coverage of every day of the season, the worst named."""
    say, title = brief.say, brief.say("Coverage by day")
    if calendar is None:
        return Panel("days", title, (line(say("The days are being worked out."), mark="plain"),))
    on, worst = brief.imprint.on, calendar.worst
    head = [
        *_day_figures(calendar.of(on), say("Served on {day}", day=on), say),
        *_day_figures(worst, say("Worst day: {day}", day=worst.on) if worst else "", say),
    ]
    none = line(say("No place is in use on any day of the season."), mark="plain")
    picture = season_picture(calendar, on=on, say=say)
    page = (
        f'<div class="season-page">{figures(*head)}{"" if worst else none}{picture}'
        f"{season_legend(say)}</div>"
    )
    return Panel("days", title, (page,))


def _day_figures(day: Day | None, word: str, say: Language) -> Iterator[str]:
    """Give the share served on a day and how many are left; nothing where there is no day."""
    if day is None:
        return
    yield figure(word, say.percent(day.share))
    left = say("{n} of {all}", n=day.not_covered, all=day.officers)
    yield figure(say("Officers not served"), left, mark="blocker" if day.not_covered else "")


def health_panel(concerns: tuple[Concern, ...], say: Language) -> Panel:
    """Give blockers and warnings: how many, then the worst of them with what helps."""
    counts = figures(
        *(
            figure(
                say(title),
                say.write(sum(each.severity is severity for each in concerns)),
                mark=mark,
            )
            for severity, title, mark in _SEVERITIES
        )
    )
    rows = [_concern_row(each, say) for each in concerns]
    pages = tuple(
        f'<div class="health-page">{counts}'
        + (
            listed(chunk.items, mark="concerns")
            if chunk.items
            else line(say("Nothing stands in the way."), mark="plain")
        )
        + f"{line(chunk.told)}</div>"
        for chunk in chunks(rows, _CONCERNS_A_PAGE, say, pages=_CONCERN_PAGES)
    )
    return Panel("health", say("Health"), pages)


def _concern_row(concern: Concern, say: Language) -> str:
    mark = "blocker" if concern.is_blocker else "warning"
    return (
        f'<span class="mark {mark}">{plain(say(concern.severity.label))}</span>'
        f'<span class="what">{plain(say(concern.what))}</span>'
        f'<span class="remedy">{plain(say(concern.remedy))}</span>'
    )
