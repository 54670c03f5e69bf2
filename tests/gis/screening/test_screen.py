"""Laws of screening, whatever the sites and the book."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

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
    Severity,
    screen_area,
)
from i18n import Language
from layers.area import Area, Manifest
from tests.gis.screening.stories import (
    OPENING,
    Row,
    look,
    make_claim,
    make_site,
    make_venue,
    north,
    table,
)

NOON = datetime(2024, 7, 1, 12, tzinfo=UTC)
COLUMNS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["school", "college", "sports-hall", "car-park"]),
        "operator": st.sampled_from(["", "Ville de Paris", "SNCF"]),
        "access": st.sampled_from(["", "private"]),
        "vehicle_access": st.sampled_from(["", "yes", "no"]),
        "footprint_m2": st.sampled_from([float("nan"), 50.0, 900.0]),
        "at": st.sampled_from([north(0), north(100), north(3_000)]),
    }
)
SITES = st.lists(COLUMNS, min_size=1, max_size=4)
BOOKS = st.builds(
    lambda severities: RuleBook(
        tuple(RuleSetting(rule, s) for rule, s in zip(RULES, severities, strict=True))
    ),
    st.lists(st.sampled_from(list(Severity)), min_size=9, max_size=9),
)
RULE = st.sampled_from(list(RULES))
WORLD: dict[str, Any] = {
    "claims": [make_claim(), make_claim("claim-b", holder="city-hall", at=north(3_000))],
    "venues": [make_venue(at=north(120))],
}


def sites_of(columns: list[dict[str, Any]]) -> list[Row]:
    """Give the drawn sites their ids."""
    return [make_site(f"site-{n}", **cells) for n, cells in enumerate(columns)]


@given(SITES, BOOKS)
def test_a_site_is_as_free_as_its_worst_verdict(columns: list[Any], book: RuleBook) -> None:
    screening = look(*sites_of(columns), book=book, **WORLD)
    for site, answer in screening.outcome.items():
        assert answer.rank == max(verdict.answer.rank for verdict in screening.of(str(site)))
    assert len(screening.verdicts) == 9 * len(columns)


@given(SITES, BOOKS, RULE)
def test_ignoring_a_rule_never_makes_a_site_less_free(
    columns: list[Any], book: RuleBook, rule: str
) -> None:
    sites = sites_of(columns)
    before = look(*sites, book=book, **WORLD).outcome
    after = look(*sites, book=book.having(rule, "ignore"), **WORLD).outcome
    assert all(a.rank <= b.rank for a, b in zip(after, before, strict=True))


@given(SITES, RULE)
def test_an_overrule_touches_its_own_verdict_and_no_other(columns: list[Any], rule: str) -> None:
    sites = sites_of(columns)
    overrule = Overrule("site-0", rule, "Agreed.", "Lt. Roy", NOON)
    plain = look(*sites, **WORLD)
    after = look(*sites, overrules=[overrule], **WORLD)
    changed = [
        (b.site_id, b.rule) for a, b in zip(plain.verdicts, after.verdicts, strict=True) if a != b
    ]
    assert changed == [("site-0", rule)]
    assert after.outcome["site-0"].rank <= plain.outcome["site-0"].rank


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_name_survives_as_it_is(name: str) -> None:
    claim = make_claim(name=f"<b>{name}", source=name or "x")
    site = make_site(name=name, operator=f"{{x}}{name}")
    verdicts = look(site, claims=[claim]).of("site-a")
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
