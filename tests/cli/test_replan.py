"""Replanning on the command line: what a plan can do after a change, by the zones it moves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from layers.area_folder import write_area
from plans.plan import Plan
from tests.cli.command_stories import answer, run
from tests.stories import DAY, SITES, make_area


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """An area on disk, and its plan: a zone in the west, one in the middle."""
    folder = tmp_path_factory.mktemp("areas")
    sites = tuple(site | {"footprint_m2": 4_000.0} for site in SITES)
    write_area(make_area(sites=sites), folder / "villebourg")
    plan = Plan(on=DAY, picks=("site-arago", "site-balzac"))
    (folder / "plan.json").write_text(json.dumps(plan.as_json()), encoding="utf-8")
    return str(folder / "villebourg"), str(folder / "plan.json")


def test_a_zone_that_is_lost_stays_out_and_is_replaced_at_choice(
    town: tuple[str, str], tmp_path: Path
) -> None:
    """Without the zone in the west the plan can stay as it is, or open one zone in the east."""
    area, plan = town
    out = tmp_path / "alternatives.json"
    words = ("replan", area, "--plan", plan, "--lose", "site-arago", "--cutoff", "9")
    found = answer(*words, "--out", str(out))
    assert found["lost"] == ["site-arago"]
    assert found["before"]["chosen"] == ["site-arago", "site-balzac"]
    nothing, free = found["alternatives"][0], found["alternatives"][-1]
    assert (nothing["moves"], nothing["kept"], nothing["added"]) == (0, ["site-balzac"], [])
    assert (free["moves"], free["added"]) == (1, ["site-camus"])
    assert free["mean_min"] < nothing["mean_min"]
    assert nothing["reassigned_officers"] == 300
    (moved,) = nothing["reassigned"]
    assert (moved["point"], moved["zone_before"], moved["zone_after"]) == (
        "venue-stade",
        "site-arago",
        "site-balzac",
    )
    assert moved["cost_before"] < moved["cost_after"]
    whole = json.loads(out.read_text(encoding="utf-8"))
    assert [each["moves"] for each in whole] == [each["moves"] for each in found["alternatives"]]


def test_a_locked_zone_that_is_lost_is_told_and_so_are_decisions_on_what_is_not_there(
    town: tuple[str, str], tmp_path: Path
) -> None:
    area, plan = town[0], str(tmp_path / "plan.json")
    decided = Plan(
        on=DAY,
        picks=("site-arago",),
        locked=("site-arago", "site-zola"),
        banned=("site-yourcenar",),
    )
    Path(plan).write_text(json.dumps(decided.as_json()), encoding="utf-8")
    told = answer("replan", area, "--plan", plan, "--lose", "site-arago")["warnings"]
    assert any("The lock of “Arago” is broken" in each for each in told)
    for words in (("replan", area), ("propose", area, "--model", "max-cover", "--zones", "1")):
        warnings = answer(*words, "--plan", plan)["warnings"]
        assert "One locked site is no longer in the data: site-zola." in warnings
        assert "One banned site is no longer in the data: site-yourcenar." in warnings
        assert not any("is broken" in each for each in warnings)


def test_a_plan_that_locks_what_it_bans_is_refused_in_the_words_of_a_proposal(
    town: tuple[str, str], tmp_path: Path
) -> None:
    area, plan = town[0], str(tmp_path / "plan.json")
    decided = Plan(on=DAY, picks=("site-arago",), locked=("site-arago",), banned=("site-arago",))
    Path(plan).write_text(json.dumps(decided.as_json()), encoding="utf-8")
    replanned = run("replan", area, "--plan", plan)
    proposed = run("propose", area, "--model", "max-cover", "--zones", "1", "--plan", plan)
    assert replanned.code == proposed.code == 2
    assert "“Arago” is locked, and is refused" in replanned.err
    assert replanned.err == proposed.err


def test_no_more_zones_move_than_may(town: tuple[str, str]) -> None:
    area, plan = town
    words = ("replan", area, "--plan", plan, "--lose", "site-arago", "--max-changes", "0")
    assert [each["moves"] for each in answer(*words)["alternatives"]] == [0]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--lose", "site-nowhere"), "“site-nowhere”"),
        (("--max-changes", "-1"), "fewer than none"),
        (("--capacity", "--m2", "0"), "is no area"),
        (("--backup", "0"), "at least one zone"),
        (("--zones", "0"), "0 zones serve nobody"),
        (("--zones", "400"), "400 zones are more than the 3 sites that may be chosen"),
    ],
)
def test_what_cannot_be_asked_is_told(
    words: tuple[str, ...], told: str, town: tuple[str, str]
) -> None:
    area, plan = town
    done = run("replan", area, "--plan", plan, *words)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_room_and_backup_count_as_they_do_of_a_proposal(town: tuple[str, str]) -> None:
    """At 20 m² each, no zone of 4,000 m² holds the stadium's 300 officers whole; shared, two do."""
    area, plan = town
    words = ("replan", area, "--plan", plan, "--cutoff", "60")
    assert answer(*words)["before"]["unserved"] == []
    full = answer(*words, "--capacity", "--m2", "20")
    assert full["before"]["unserved"] == ["venue-stade"]
    assert full["alternatives"][0]["unserved"] == ["venue-stade"]
    shared = answer(*words, "--capacity", "--m2", "20", "--split", "--zones", "3")
    assert shared["alternatives"][-1]["unserved"] == []
    assert shared["alternatives"][-1]["verified"]
    twice = answer(*words[:-1], "8", "--lose", "site-balzac", "--backup", "2")
    assert [each["covered_share"] for each in twice["alternatives"]] == [0, 1]
    assert twice["alternatives"][-1]["added"] == ["site-camus"]


def test_without_a_plan_there_is_nothing_to_adapt(town: tuple[str, str]) -> None:
    done = run("replan", town[0])
    assert done.code == 2
    assert "--plan" in done.err
