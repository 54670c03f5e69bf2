"""The record as people read it: who, when, what and why, newest first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from i18n import Language
from plans.entry import MAIN
from plans.events import (
    ClaimAdded,
    ClaimLifted,
    ClosureAdded,
    ClosureLifted,
    Redone,
    ScenarioBranched,
    ScenarioDiscarded,
    Undone,
    ZoneDropped,
    ZonePicked,
)
from plans.history import history, naming
from plans.naming import names_in
from tests.plans.record_stories import EXAMPLES, A, B, C, act, make_claim, make_closure, record
from tests.stories import make_area

NAMES = {A: "Arago", B: "Balzac"}


def names(key: str) -> str:
    """Give the name of a site."""
    return NAMES.get(key, key)


def test_an_empty_record_has_no_lines() -> None:
    assert history((), names) == ()


def test_lines_stand_newest_first_and_say_who_when_and_why() -> None:
    entries = record(act("anna", ZonePicked(A)), act("bruno", ZoneDropped(A)))
    newest, oldest = history(entries, names)
    assert (newest.seq, newest.author, newest.reason) == (2, "bruno", "agreed on the phone")
    assert (str(newest.told), str(oldest.told)) == (
        "“Arago” dropped",
        "“Arago” picked as rest zone",
    )
    assert (oldest.at, oldest.undone, oldest.scenario, oldest.count) == (
        entries[0].at,
        False,
        MAIN,
        1,
    )


def test_an_act_of_several_events_is_one_line_with_their_count() -> None:
    entries = record(act("anna", ZonePicked(A), ZonePicked(B)), act("anna", *EXAMPLES[:4]))
    newest, oldest = history(entries, names)
    assert str(oldest.told) == "“Arago” picked as rest zone, and one decision more"
    assert (oldest.count, oldest.seq) == (2, 2)
    assert str(newest.told).endswith("and 3 decisions more")
    french = Language.of("fr").say(newest.told)
    assert french == "« Arago » retenu comme zone de repos, et 3 autres décisions"


def test_what_was_undone_stays_and_says_so_until_it_is_redone() -> None:
    entries = record(act("anna", ZonePicked(A), name="pick"), act("anna", Undone("pick")))
    assert [line.undone for line in history(entries, names)] == [False, True]
    entries = record(act("anna", Redone("pick")), after=entries)
    assert [line.undone for line in history(entries, names)] == [False, False, False]


def test_what_is_undone_in_a_branch_still_counts_where_it_was_done() -> None:
    entries = record(
        act("anna", ZonePicked(A), name="pick"),
        act("anna", ScenarioBranched("other", "Other", MAIN, 1)),
        act("anna", Undone("pick"), scenario="other"),
    )
    assert [line.undone for line in history(entries, names)] == [False, False, False]
    assert history(entries, names)[0].scenario == "other"


def test_an_undoing_tells_what_it_undid() -> None:
    entries = record(
        act("anna", ZonePicked(A), ZonePicked(B), name="both"),
        act("anna", Undone("both")),
        act("anna", Redone("both")),
    )
    redone, undone, _ = history(entries, naming(entries, names))
    what = "“Arago” picked as rest zone, and one decision more"
    assert (str(undone.told), str(redone.told)) == (f"Undone: {what}", f"Redone: {what}")
    assert Language.of("fr").say(undone.told).startswith("Annulé : « Arago » retenu")


def test_a_record_names_its_own_claims_closures_and_scenarios() -> None:
    entries = record(
        act("anna", ClaimAdded(make_claim(name="Training"))),
        act("anna", ClosureAdded(make_closure(name="Quays"))),
        act("anna", ScenarioBranched("scenario-1", "Other", MAIN, 2)),
        act("anna", ClaimLifted("claim-7")),
        act("anna", ClosureLifted("closure-1")),
        act("anna", ScenarioDiscarded("scenario-1")),
    )
    name_of = naming(entries, names)
    assert [name_of(key) for key in ("claim-7", "closure-1", "scenario-1", A, C)] == [
        "Training",
        "Quays",
        "Other",
        "Arago",
        C,
    ]
    assert str(name_of(MAIN)) == "Main plan"
    assert "Training" in str(history(entries, name_of)[2].told)


def test_acts_that_undo_each_other_are_not_followed_for_ever() -> None:
    entries = record(act("anna", Undone("two"), name="one"), act("anna", Undone("one"), name="two"))
    assert [str(line.told) for line in history(entries, naming(entries, names))] == [
        "Undone: Undone: two",
        "Undone: Undone: one",
    ]


def test_an_act_that_is_not_there_keeps_its_id() -> None:
    entries = record(act("anna", Undone("no-act")))
    assert str(history(entries, naming(entries, names))[0].told) == "Undone: no-act"


def test_names_come_from_the_data_and_what_is_gone_keeps_its_id() -> None:
    name_of = names_in(make_area())
    assert [name_of(key) for key in ("site-arago", "venue-stade", "site-gone")] == [
        "Arago",
        "Stade",
        "site-gone",
    ]


@given(st.lists(st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=3), max_size=8))
def test_every_act_has_one_line_that_is_told_in_both_languages(
    some: list[list[ZonePicked]],
) -> None:
    entries = record(*(act("anna", *own, name=f"act-{n}") for n, own in enumerate(some)))
    lines = history(entries, naming(entries, names))
    assert [line.act for line in lines] == [f"act-{n}" for n in reversed(range(len(some)))]
    assert sum(line.count for line in lines) == len(entries)
    for code in ("fr", "en"):
        assert all(Language.of(code).say(line.told) for line in lines)
