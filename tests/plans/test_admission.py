"""What others did first is told in names, and the same act is known again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n import Language
from layers.errors import BivouacError, MeanwhileError, SettingError
from plans.admission import admit, overtaken, same
from plans.entry import Act, Entry
from plans.events import Redone, Undone, ZoneAnnounced, ZoneDropped, ZonePicked
from plans.roles import Role, needed
from tests.plans.acts import picks

NOON = datetime(2024, 7, 1, 12, tzinfo=UTC)


def entries_of(*acts: Act) -> tuple[Entry, ...]:
    """Give acts as they would stand in a record."""
    pairs = [(act, event) for act in acts for event in act.events]
    return tuple(
        Entry(n, NOON, act.author, act.scenario, act.id, event, act.reason)
        for n, (act, event) in enumerate(pairs, start=1)
    )


def test_what_others_did_first_is_told_by_name_in_both_languages() -> None:
    error = overtaken(
        entries_of(picks("ana", "site-a")), name_of={"site-a": "Lycée Arago"}.__getitem__
    )
    assert "ana: “Lycée Arago” picked as rest zone" in str(error)
    assert "Lycée Arago" in Language.of("fr")(error.what)


def test_only_the_last_few_are_told_and_all_are_given() -> None:
    entries = entries_of(*(picks(f"planner-{n}", "site-a") for n in range(9)))
    error = overtaken(entries)
    assert error.entries == entries
    assert "planner-8" in str(error)
    assert "planner-0" not in str(error)


def test_an_act_is_the_same_by_all_that_it_says() -> None:
    act = Act("ana", (ZonePicked("site-a"), ZonePicked("site-b")), id="one")
    assert same(act, entries_of(act))
    assert not same(act, entries_of(act)[:1])
    assert not same(act, entries_of(Act("bo", act.events, id="one")))
    assert not same(act, entries_of(Act("ana", act.events[::-1], id="one")))


@pytest.mark.parametrize("word", [Undone, Redone])
def test_undoing_what_a_chief_alone_may_do_takes_a_chief(word: type[Undone | Redone]) -> None:
    announced = Act("ana", (ZoneAnnounced("site-a"),), id="told")
    plain = Act("ana", (ZonePicked("site-a"),), id="picked")
    entries = entries_of(plain, announced)
    assert needed(Act("ana", (word("told"),)), entries) is Role.CHIEF
    assert needed(Act("ana", (word("picked"),)), entries) is Role.PLANNER


SITES = st.sampled_from(["site-a", "site-b", "site-c"])
ACTS = st.builds(
    lambda author, site, drop, seen: Act(
        author, (ZoneDropped(site) if drop else ZonePicked(site),), reason="law", seen=seen
    ),
    st.sampled_from(["ana", "bo", "cy"]),
    SITES,
    st.booleans(),
    st.integers(0, 12),
)


@given(st.lists(ACTS, max_size=12))
def test_an_act_is_admitted_unless_it_runs_over_what_its_author_had_not_seen(
    acts: list[Act],
) -> None:
    taken: list[Act] = []
    for act in acts:
        assert act.seen is not None
        unseen = taken[act.seen :]
        over = [
            other
            for other in unseen
            if other.author != act.author
            and other.touches & act.touches
            and other.events != act.events
        ]
        refused = refusal(act, entries_of(*taken))
        if act.seen > len(taken):
            assert isinstance(refused, MeanwhileError)
        elif over:
            assert isinstance(refused, MeanwhileError)
            assert [entry.act for entry in refused.entries] == [other.id for other in over]
        else:
            assert refused is None
            taken.append(act)


def refusal(act: Act, entries: tuple[Entry, ...]) -> BivouacError | None:
    """Give why an act is not admitted; None if it is."""
    try:
        admit(act, entries)
    except BivouacError as error:
        return error
    return None


@given(st.lists(ACTS, min_size=1, max_size=8), st.sampled_from(["ana", "bo", "cy"]), st.data())
def test_nobody_undoes_but_their_own_last_act(
    acts: list[Act], author: str, data: st.DataObject
) -> None:
    entries = entries_of(*acts)
    chosen = data.draw(st.sampled_from(acts))
    refused = refusal(Act(author, (Undone(chosen.id),)), entries)
    own = [act for act in acts if act.author == author]
    assert isinstance(refused, SettingError) == (not own or own[-1] is not chosen)
    if isinstance(refused, MeanwhileError):
        assert {entry.author for entry in refused.entries} <= {"ana", "bo", "cy"} - {author}
