"""A rule book: defaults for all rules, settings that are checked, and a record that reads back."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.screening import DEFAULT_BOOK, RULES, RuleBook, RuleSetting, Severity, describe
from layers.errors import SettingError

SEVERITIES = st.sampled_from(list(Severity))
SETTINGS = st.builds(RuleSetting, st.sampled_from(list(RULES)), SEVERITIES)


def test_the_default_book_sets_every_rule_in_order() -> None:
    assert [setting.name for setting in DEFAULT_BOOK.settings] == list(RULES)


def test_claims_refuse_and_the_law_asks() -> None:
    assert DEFAULT_BOOK["claimed-by-organisers"].severity is Severity.REFUSE
    assert DEFAULT_BOOK["presumed-city-hall"].severity is Severity.ASK


def test_one_rule_is_set_anew_and_the_rest_stays() -> None:
    book = DEFAULT_BOOK.having("too-small", "ask", least_m2=500.0)
    assert (book["too-small"].severity, book["too-small"]["least_m2"]) == (Severity.ASK, 500.0)
    others = [name for name in RULES if name != "too-small"]
    assert all(book[name] == DEFAULT_BOOK[name] for name in others)
    assert DEFAULT_BOOK["too-small"]["least_m2"] == 200.0


def test_a_parameter_that_is_not_named_keeps_its_value() -> None:
    book = DEFAULT_BOOK.having("inside-venue-perimeter", radius_m=300.0).having(
        "inside-venue-perimeter", "ask", only_in_use=False
    )
    assert book["inside-venue-perimeter"].params == {"radius_m": 300.0, "only_in_use": False}


@given(st.lists(SETTINGS))
def test_a_book_reads_back_from_json(settings: list[RuleSetting]) -> None:
    book = RuleBook(tuple(settings))
    assert RuleBook.from_json(json.loads(json.dumps(book.as_json()))) == book


def test_a_book_can_be_a_key_and_can_be_kept() -> None:
    assert hash(RuleBook()) == hash(DEFAULT_BOOK)
    assert pickle.loads(pickle.dumps(DEFAULT_BOOK)) == DEFAULT_BOOK  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("name", "severity", "params"),
    [
        ("no-such-rule", "ask", {}),
        ("too-small", "forbid", {}),
        ("too-small", "ask", {"least_m2": -1}),
        ("too-small", "ask", {"least_m2": 1e9}),
        ("too-small", "ask", {"least_m2": float("nan")}),
        ("too-small", "ask", {"least_m2": "200"}),
        ("too-small", "ask", {"least_m2": True}),
        ("too-small", "ask", {"radius_m": 5}),
        ("inside-venue-perimeter", "ask", {"only_in_use": 1}),
    ],
)
def test_a_wrong_setting_is_refused_with_what_to_do(
    name: str,
    severity: Any,  # noqa: ANN401 - wrong on purpose
    params: Any,  # noqa: ANN401 - the same
) -> None:
    with pytest.raises(SettingError) as refusal:
        RuleSetting(name, severity, params)
    assert str(refusal.value.remedy).startswith(("Use ", "Give "))


@pytest.mark.parametrize("rule", list(RULES))
def test_every_rule_describes_itself(rule: str) -> None:
    card = describe(rule)
    assert str(card.explanation).endswith(".")
    assert all(p.allows(p.default) and p.title.text for p in card.parameters)
    assert all(p.is_switch or (p.unit and p.least < p.most) for p in card.parameters)
