"""Screening: every rule's verdict on every site, and nothing dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd

from gis.screening.book import DEFAULT_BOOK, RuleBook, RuleSetting, Severity
from gis.screening.city_hall import CityHalls
from gis.screening.claimed import claimed_by
from gis.screening.facts import Facts, Finding, Rule, gather
from gis.screening.holders import presumed_city_hall, run_by_city_hall
from gis.screening.perimeter import inside_venue_perimeter
from gis.screening.premises import (
    banned_by_planner,
    each,
    no_vehicle_access,
    private_access,
    too_small,
)
from gis.screening.verdicts import Answer, Overrule, Screening, Verdict, overruled, worst
from i18n import msg
from layers.area import Area
from layers.claims import CITY_HALL, ORGANISERS

_RULES: Mapping[str, Rule] = {
    "claimed-by-organisers": claimed_by(ORGANISERS),
    "claimed-by-city-hall": claimed_by(CITY_HALL),
    "run-by-city-hall": run_by_city_hall,
    "presumed-city-hall": presumed_city_hall,
    "inside-venue-perimeter": inside_venue_perimeter,
    "too-small": each(too_small),
    "no-vehicle-access": each(no_vehicle_access),
    "private-access": each(private_access),
    "banned-by-planner": banned_by_planner,
}
_ANSWERS = {
    Severity.REFUSE: Answer.REFUSED,
    Severity.ASK: Answer.NEEDS_AGREEMENT,
    Severity.IGNORE: Answer.ALLOWED,
}


def screen(  # noqa: PLR0913 - one argument for each thing the rules look at, all named
    candidates: gpd.GeoDataFrame,
    *,
    claims: gpd.GeoDataFrame,
    venues: gpd.GeoDataFrame,
    on: date,
    city_halls: Iterable[str] = (),
    country: str = "",
    book: RuleBook = DEFAULT_BOOK,
    overrules: Sequence[Overrule] = (),
    banned: frozenset[str] = frozenset(),
    street_metres: Mapping[str, float] | None = None,
) -> Screening:
    """Give every candidate one verdict a rule, for the day ``on``.

    The tables are validated layers (``layers.schema``) in EPSG:4326. ``city_halls`` are the
    communes whose town halls count (with none, every town hall does); ``country`` is the ISO code
    whose law may be cited. ``street_metres``, where known, is the way in metres from a site id to
    the nearest street for vehicles. Of two overrules of one verdict the later in the sequence
    holds.
    """
    facts = gather(
        candidates,
        claims=claims,
        venues=venues,
        city_halls=CityHalls.of(city_halls),
        country=country,
        on=on,
        banned=banned,
        street_metres=street_metres,
    )
    return judged(facts, book=book, overrules=overrules)


def judged(facts: Facts, *, book: RuleBook, overrules: Sequence[Overrule] = ()) -> Screening:
    """Give every site of the facts one verdict a rule, for their day."""
    ids = [site.id for site in facts.sites]
    columns = [_answered(ids, s, _RULES[s.name](facts, s)) for s in book.settings]
    by_place = _by_place(overrules)
    rows, used = _set_aside(zip(*columns, strict=True), by_place)
    return Screening(
        on=facts.on,
        book=book,
        verdicts=tuple(verdict for row in rows for verdict in row),
        outcome=_outcome(ids, rows),
        unused_overrules=tuple(o for o in by_place.values() if o not in used),
        unknown_banned=tuple(sorted(facts.banned.difference(ids))),
    )


def screen_area(  # noqa: PLR0913 - the same
    area: Area,
    *,
    on: date,
    city_halls: Iterable[str] | None = None,
    book: RuleBook = DEFAULT_BOOK,
    overrules: Sequence[Overrule] = (),
    banned: frozenset[str] = frozenset(),
    street_metres: Mapping[str, float] | None = None,
) -> Screening:
    """Screen an area by its own tables, country and, unless others are given, city halls."""
    facts = area_facts(
        area, on=on, city_halls=city_halls, banned=banned, street_metres=street_metres
    )
    return judged(facts, book=book, overrules=overrules)


def area_facts(
    area: Area,
    *,
    on: date,
    city_halls: Iterable[str] | None = None,
    banned: frozenset[str] = frozenset(),
    street_metres: Mapping[str, float] | None = None,
) -> Facts:
    """Gather what the rules look at from an area's own tables."""
    return gather(
        area["candidates"],
        claims=area["claims"],
        venues=area["venues"],
        city_halls=CityHalls.of(area.manifest.city_halls if city_halls is None else city_halls),
        country=area.manifest.country,
        on=on,
        banned=banned,
        street_metres=street_metres,
    )


def _answered(ids: list[str], setting: RuleSetting, found: list[Finding]) -> list[Verdict]:
    """Turn findings into answers, as the planner has set the rule."""
    answer, ignored = _ANSWERS[setting.severity], setting.severity is Severity.IGNORE
    return [
        Verdict(
            site_id,
            setting.name,
            answer if finding.hit else Answer.ALLOWED,
            msg("{reason} The rule is set to ignore.", reason=finding.reason)
            if ignored and finding.hit
            else finding.reason,
            finding.source,
            finding.as_of,
            finding.basis,
        )
        for site_id, finding in zip(ids, found, strict=True)
    ]


def _by_place(overrules: Sequence[Overrule]) -> dict[tuple[str, str], Overrule]:
    return {(overrule.site_id, overrule.rule): overrule for overrule in overrules}


def _set_aside(
    rows: Iterable[tuple[Verdict, ...]], by_place: Mapping[tuple[str, str], Overrule]
) -> tuple[list[tuple[Verdict, ...]], set[Overrule]]:
    """Attach each overrule to its verdict, and tell which overrules found theirs."""
    touched = {site_id for site_id, _ in by_place}
    done: list[tuple[Verdict, ...]] = []
    used: set[Overrule] = set()
    for row in rows:
        if row[0].site_id in touched:
            row = tuple(overruled(v, _holding(v, by_place)) for v in row)  # noqa: PLW2901 - one row, two states
            used |= {v.overruled_by for v in row if v.overruled_by is not None}
        done.append(row)
    return done, used


def _holding(verdict: Verdict, by_place: Mapping[tuple[str, str], Overrule]) -> Overrule | None:
    """Give the overrule of a verdict, unless the verdict now rests on another source."""
    overrule = by_place.get((verdict.site_id, verdict.rule))
    stale = overrule is not None and overrule.source not in {"", verdict.source}
    return None if stale else overrule


def _outcome(ids: list[str], rows: list[tuple[Verdict, ...]]) -> pd.Series[Any]:
    answers = [worst(row) for row in rows]
    index = pd.Index(ids, name="site_id", dtype="str")
    return pd.Series(answers, index=index, name="answer", dtype="object")
