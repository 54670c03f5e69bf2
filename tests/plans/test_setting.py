"""Single settings: each is read, refused where it makes no sense, and told in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gis.standard import Standard
from i18n import Language
from layers.errors import SettingError
from plans.plan import Plan
from plans.setting import (
    SETTING_NAMES,
    checked_settings,
    settings_of,
    told_settings,
    with_settings,
)
from tests.plans.record_stories import DAY

PLAN = Plan(on=DAY, standard=Standard(cutoff=12, by_kind={"venues": 5}), hour=8)


def test_what_is_not_named_stays() -> None:
    plan = with_settings(PLAN, {"cutoff": 20})
    assert plan.standard == Standard(cutoff=20, by_kind={"venues": 5})
    assert plan.hour == 8


@pytest.mark.parametrize(
    ("name", "value", "held"),
    [
        ("snap_m", 250, 250.0),
        ("snap_m", 0, 0.0),
        ("hour", None, None),
        ("hour", 17, 17),
        ("shortest", True, True),
        ("base_counts", False, False),
        ("season", ["2024-06-01", "2024-06-01"], (date(2024, 6, 1), date(2024, 6, 1))),
    ],
)
def test_a_setting_is_read(name: str, value: object, held: object) -> None:
    checked_settings({name: value})
    assert getattr(with_settings(PLAN, {name: value}), name) == held


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("colour", "red"),
        ("cutoff", 0),
        ("cutoff", "15"),
        ("cutoff", float("nan")),
        ("cutoff", 10**400),
        ("unit", "leagues"),
        ("mode", "fly"),
        ("by_kind", {"moons": 3}),
        ("by_kind", None),
        ("by_point", {"venue-stade": -3}),
        ("snap_m", -1),
        ("snap_m", float("inf")),
        ("snap_m", float("nan")),
        ("snap_m", True),
        ("snap_m", None),
        ("hour", 24),
        ("hour", True),
        ("shortest", "no"),
        ("base_counts", 0),
        ("season", ["2024-09-15", "2024-06-15"]),
        ("season", ["2024-06-15"]),
        ("season", "summer"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(name: str, value: object) -> None:
    with pytest.raises(SettingError):
        checked_settings({name: value})


def test_all_settings_of_a_plan_are_settings_again() -> None:
    settings = settings_of(PLAN)
    assert set(settings) == set(SETTING_NAMES)
    checked_settings(settings)
    assert with_settings(Plan(on=DAY), settings) == PLAN


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"cutoff": 20.0}, "délai maximal : 20,0"),
        ({"shortest": False}, "chemin le plus court : non"),
        ({"hour": None}, "heure : –"),
        ({"by_kind": {"venues": 10}}, "délais maximaux par type : venues 10"),
        ({"season": ["2024-06-01", "2024-09-30"]}, "saison : 2024-06-01 et 2024-09-30"),
    ],
)
def test_a_setting_is_told_in_words(changes: dict[str, Any], told: str) -> None:
    (message,) = told_settings(changes)
    assert Language.of("fr").say(message) == told
