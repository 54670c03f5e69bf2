"""What verdicts add up to, and how a planner may set one aside."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from gis.screening import Answer, Overrule, Screening
from i18n import Language
from layers.errors import SettingError, UnknownIdError
from tests.gis.screening.stories import Row, look, make_claim, make_site

CLAIMED = "claimed-by-organisers"
NOON = datetime(2024, 7, 1, 12, tzinfo=UTC)


def overrule(site: str = "site-a", rule: str = CLAIMED, source: str = "") -> Overrule:
    """Set a verdict aside because the holder agreed by telephone."""
    return Overrule(site, rule, "The committee agreed by telephone.", "Lt. Roy", NOON, source)


def claimed(*overrules: Overrule, claims: tuple[Row, ...] = (make_claim(),)) -> Screening:
    """Screen one claimed site."""
    return look(make_site(), claims=claims, overrules=overrules)


def test_an_overruled_verdict_stays_visible_and_no_longer_counts() -> None:
    screening = claimed(overrule())
    (verdict,) = screening.overruled
    assert (verdict.answer, verdict.counts_as) == (Answer.REFUSED, Answer.ALLOWED)
    assert verdict.overruled_by == overrule()
    assert screening.outcome["site-a"] is Answer.ALLOWED


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_an_overrule_needs_a_reason(reason: str) -> None:
    with pytest.raises(SettingError):
        Overrule("site-a", CLAIMED, reason, "Lt. Roy", NOON)


def test_an_overrule_needs_a_rule_that_exists() -> None:
    with pytest.raises(SettingError):
        overrule(rule="claimed-by-nobody")


def test_an_overrule_of_a_site_that_is_gone_is_named() -> None:
    gone = overrule(site="gone")
    assert claimed(gone).unused_overrules == (gone,)


def test_a_new_claim_makes_an_overrule_stale() -> None:
    agreed = overrule(source="claim-a – a story")
    assert claimed(agreed).outcome["site-a"] is Answer.ALLOWED
    later = claimed(agreed, claims=(make_claim(), make_claim("claim-b")))
    assert later.outcome["site-a"] is Answer.REFUSED
    assert later.unused_overrules == (agreed,)


def test_an_overrule_reads_back_from_json() -> None:
    assert Overrule.from_json(json.loads(json.dumps(overrule().as_json()))) == overrule()


def test_of_gives_a_verdict_for_each_rule_in_order() -> None:
    screening = look(make_site("a"), make_site("b"))
    assert [v.site_id for v in screening.of("b")] == ["b"] * 9
    assert [v.rule for v in screening.of("b")] == [s.name for s in screening.book.settings]


def test_an_unknown_site_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownIdError, match="nowhere"):
        look(make_site()).of("nowhere")


def test_deciding_gives_what_bars_a_site_and_nothing_for_a_free_one() -> None:
    assert [v.rule for v in claimed().deciding("site-a")] == [CLAIMED]
    assert claimed(overrule()).deciding("site-a") == ()


def test_counts_and_rules_add_up() -> None:
    screening = look(
        make_site("a"), make_site("b", access="private"), claims=[make_claim(site_id="a")]
    )
    assert screening.counts == {
        Answer.ALLOWED: 0,
        Answer.NEEDS_AGREEMENT: 1,
        Answer.REFUSED: 1,
    }
    assert screening.as_json()["sites"] == {"allowed": 0, "needs_agreement": 1, "refused": 1}
    assert screening.by_rule[CLAIMED][Answer.REFUSED] == 1
    assert screening.having(Answer.REFUSED) == ("a",)


def test_the_frame_keeps_every_verdict_and_can_show_those_that_bar() -> None:
    screening = claimed(overrule())
    assert len(screening.as_frame()) == 9
    barring = screening.as_frame(Language.of("en"), barring=True)
    assert barring["rule"].tolist() == [CLAIMED]
    assert barring["overruled_by"].tolist() == ["The committee agreed by telephone."]
    assert isinstance(barring["reason"].iloc[0], str)
