"""Laws of screening, whatever the sites and the book."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product
from typing import Any

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.screening import (
    DEFAULT_BOOK,
    RULES,
    Answer,
    Overrule,
    RuleBook,
    RuleSetting,
    Screening,
    Severity,
    screen,
    screen_area,
)
from i18n import Language
from layers.area import Area, Manifest
from tests.gis.screening.stories import (
    OPENING,
    look,
    make_claim,
    make_site,
    make_venue,
    north,
    table,
)

NOON = datetime(2024, 7, 1, 12, tzinfo=UTC)
COLUMNS: dict[str, list[Any]] = {
    "kind": ["school", "college", "sports-hall", "car-park"],
    "operator": ["", "Ville de Paris", "SNCF"],
    "access": ["", "private"],
    "vehicle_access": ["", "yes", "no"],
    "footprint_m2": [float("nan"), 50.0, 900.0],
    "at": [north(0), north(100), north(3_000)],
}
# Every site there can be, checked at the border once: that costs more than to screen a few.
EVERY = table(
    "candidates",
    *(
        make_site(f"site-{n}", **dict(zip(COLUMNS, cells, strict=True)))
        for n, cells in enumerate(product(*COLUMNS.values()))
    ),
)
SITES = st.lists(st.integers(0, len(EVERY) - 1), min_size=1, max_size=4, unique=True).map(
    EVERY.iloc.__getitem__
)
BOOKS = st.builds(
    lambda severities: RuleBook(
        tuple(RuleSetting(rule, s) for rule, s in zip(RULES, severities, strict=True))
    ),
    st.lists(st.sampled_from(list(Severity)), min_size=9, max_size=9),
)
RULE = st.sampled_from(list(RULES))
CLAIMS = table("claims", make_claim(), make_claim("claim-b", holder="city-hall", at=north(3_000)))
VENUES = table("venues", make_venue(at=north(120)))


def look_at(sites: gpd.GeoDataFrame, **options: Any) -> Screening:  # noqa: ANN401 - whatever screen takes
    """Screen sites among two claims and a venue, unless told otherwise."""
    world = {"claims": CLAIMS, "venues": VENUES, "on": OPENING, "country": "FR"}
    return screen(sites, **world | {"city_halls": ("Paris",)} | options)


@given(SITES, BOOKS)
def test_a_site_is_as_free_as_its_worst_verdict(sites: gpd.GeoDataFrame, book: RuleBook) -> None:
    screening = look_at(sites, book=book)
    for site, answer in screening.outcome.items():
        assert answer.rank == max(verdict.answer.rank for verdict in screening.of(str(site)))
    assert len(screening.verdicts) == 9 * len(sites)


@given(SITES, BOOKS, RULE)
def test_ignoring_a_rule_never_makes_a_site_less_free(
    sites: gpd.GeoDataFrame, book: RuleBook, rule: str
) -> None:
    before = look_at(sites, book=book).outcome
    after = look_at(sites, book=book.having(rule, "ignore")).outcome
    assert all(a.rank <= b.rank for a, b in zip(after, before, strict=True))


@given(SITES, RULE)
def test_an_overrule_touches_its_own_verdict_and_no_other(
    sites: gpd.GeoDataFrame, rule: str
) -> None:
    first = str(sites.index[0])
    overrule = Overrule(first, rule, "Agreed.", "Lt. Roy", NOON)
    plain = look_at(sites)
    after = look_at(sites, overrules=[overrule])
    changed = [
        (b.site_id, b.rule) for a, b in zip(plain.verdicts, after.verdicts, strict=True) if a != b
    ]
    assert changed == [(first, rule)]
    assert after.outcome[first].rank <= plain.outcome[first].rank


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_name_survives_as_it_is(name: str) -> None:
    claim = CLAIMS.iloc[:1].assign(name=f"<b>{name}", source=name or "x")
    site = table("candidates", make_site()).assign(name=name, operator=f"{{x}}{name}")
    verdicts = look_at(site, claims=claim).of("site-a")
    assert f"<b>{name}" in Language.of("fr").say(verdicts[0].reason)
    assert verdicts[2].source == f"operator={{x}}{name}"


def test_an_ignored_rule_still_tells_what_it_found() -> None:
    book = DEFAULT_BOOK.having("claimed-by-organisers", "ignore")
    verdict = look(make_site(), book=book, claims=[make_claim()]).of("site-a")[0]
    assert verdict.answer is Answer.ALLOWED
    assert "Stores" in str(verdict.reason)
    assert "set to ignore" in str(verdict.reason)


def test_empty_tables_give_an_empty_screening() -> None:
    screening = look()
    assert (len(screening.outcome), screening.verdicts) == (0, ())
    assert set(screening.counts.values()) == {0}


def test_a_site_without_a_place_is_kept_and_named() -> None:
    candidates = table("candidates", make_site(), make_site("site-b"))
    candidates.loc["site-b", "geometry"] = None
    area = Area(
        Manifest("Story", "story", OPENING, (2.0, 48.0, 3.0, 49.0), "", "", "FR", ("Paris",)),
        {
            "candidates": candidates,
            "claims": table("claims", make_claim()),
            "venues": table("venues", make_venue()),
        },
    )
    screening = screen_area(area, on=OPENING)
    assert screening.outcome.tolist() == [Answer.REFUSED, Answer.ALLOWED]
    assert "no place on the map" in str(screening.of("site-b")[4].reason)


@pytest.mark.parametrize("halls", [("Lyon",), ("Paris",)])
def test_the_areas_city_halls_can_be_edited(halls: tuple[str, ...]) -> None:
    answer = look(make_site(operator="Ville de Paris"), city_halls=halls).outcome["site-a"]
    assert (answer is Answer.REFUSED) is ("Paris" in halls)
