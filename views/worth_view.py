"""What each zone is worth, and which further sites would add most, as tables."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection

import streamlit as st

from gis.siting.explain.worth import Loss, SiteWorth, Worth, ZoneWorth, worth
from i18n import Language
from plans.siting import Ask, problem_of
from plans.situation import Situation
from views.proposal_view import names
from views.session import Desk
from views.text import NOTHING, plain, table_height

_TALLEST = 360
_Row = dict[str, str | int | float | None]


def worth_view(desk: Desk, situation: Situation, ask: Ask, chosen: Collection[str]) -> None:
    """Weigh the zones and draw two tables; it takes well under a second."""
    say, named = desk.say, names(desk)
    found = worth(problem_of(situation, ask), chosen)
    unit = situation.coverage.standard.unit
    _heading(say("If one zone goes"))
    lost = sorted(found.zones, key=lambda each: (-each.lost.covered, -each.lost.travel, each.zone))
    _table([_zone(each, named, say, unit) for each in lost], say, key="worth-zones")
    _heading(say("One zone more: the next best ten"))
    _table([_site(each, named, say, unit) for each in found.next_best], say, key="worth-sites")
    _left_out(found, say)


def _heading(title: str) -> None:
    st.markdown(f"**{title}**")


def _left_out(found: Worth, say: Language) -> None:
    for remark in found.remarks:
        st.caption(plain(say(remark)))


def _zone(zone: ZoneWorth, named: Callable[[str], str], say: Language, unit: str) -> _Row:
    return {
        say("Zone"): named(zone.zone),
        say("Officers who go there"): round(zone.weight),
        **_lost(zone.lost, say, unit),
        say("Best in its place"): NOTHING if zone.substitute is None else named(zone.substitute),
        say("Still lost then"): None if zone.replaced is None else round(zone.replaced.covered),
    }


def _lost(loss: Loss, say: Language, unit: str) -> _Row:
    return {
        say("Officers no longer served"): round(loss.covered),
        _on_average(say, unit, more=True): _shown(loss.mean, unit),
    }


def _site(site: SiteWorth, named: Callable[[str], str], say: Language, unit: str) -> _Row:
    return {
        say("Site"): named(site.site),
        say("Officers served more"): round(site.covered),
        _on_average(say, unit, more=False): _shown(site.mean, unit),
    }


def _on_average(say: Language, unit: str, *, more: bool) -> str:
    if unit == "minutes":
        return say("Longer on average (min)") if more else say("Shorter on average (min)")
    return say("Longer on average (m)") if more else say("Shorter on average (m)")


def _shown(value: float, unit: str) -> float | None:
    if not math.isfinite(value):
        return None
    return round(value, 2 if unit == "minutes" else 0)


def _table(rows: list[_Row], say: Language, *, key: str) -> None:
    if not rows:
        st.caption(say("None."))
        return
    st.dataframe(
        rows,
        hide_index=True,
        placeholder=NOTHING,
        height=min(_TALLEST, table_height(len(rows))),
        key=key,
    )
