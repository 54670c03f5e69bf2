"""Verdicts and what they add up to: a site is as free as its worst verdict that still counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

import pandas as pd

from gis.screening.book import RuleBook, describe
from i18n import Language, Message, msg
from layers.errors import SettingError, UnknownIdError


class Answer(StrEnum):
    """A rule's answer on a site, from free to barred."""

    ALLOWED = "allowed"
    NEEDS_AGREEMENT = "needs-agreement"
    REFUSED = "refused"

    @property
    def key(self) -> str:
        """The answer as a key in JSON: ``needs_agreement``."""
        return self.value.replace("-", "_")

    @property
    def rank(self) -> int:
        """0 for allowed, 1 for needs agreement, 2 for refused."""
        return _RANKS[self]

    @property
    def label(self) -> Message:
        """The answer as a word on screen."""
        return _LABELS[self]


_RANKS = {answer: rank for rank, answer in enumerate(Answer)}
_LABELS = {
    Answer.ALLOWED: msg("Allowed"),
    Answer.NEEDS_AGREEMENT: msg("Needs agreement"),
    Answer.REFUSED: msg("Refused"),
}


class Basis(StrEnum):
    """What a verdict rests on, so that an assumption looks like one."""

    STATED = "stated"
    PRESUMED = "presumed"
    ASSUMED = "assumed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Overrule:
    """A planner sets one rule aside on one site, and says why.

    ``source``, where given, is the source of the verdict that was set aside: should the rule later
    rest on another (a new claim, say), the overrule is stale and no longer holds.
    Raises SettingError when the reason is empty or the rule does not exist.
    """

    site_id: str
    rule: str
    reason: str
    author: str
    at: datetime
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse an overrule that gives no reason."""
        describe(self.rule)
        if not self.reason.strip():
            raise SettingError(
                msg(
                    "Verdict “{rule}” on site “{site}” is overruled without a reason.",
                    rule=self.rule,
                    site=self.site_id,
                ),
                msg("Write down why the site may be used all the same."),
            )

    def as_json(self) -> dict[str, Any]:
        """Give the overrule as plain JSON."""
        return {**vars(self), "at": self.at.isoformat()}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Overrule:
        """Read back what ``as_json`` gave. Raises TypeError where a text is none."""
        if not all(isinstance(text, str) for text in plain.values()):
            raise TypeError(plain)
        return cls(**{**plain, "at": datetime.fromisoformat(plain["at"])})


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule's answer on one site.

    ``source`` says in the data's own words where to check it: ``operator=Ville de Paris``, a
    claim's id and source, an article of a code; it is empty when there was nothing to go by.
    ``as_of`` is the date of that data, None when it bears none.
    """

    site_id: str
    rule: str
    answer: Answer
    reason: Message
    source: str
    as_of: date | None
    basis: Basis = Basis.STATED
    overruled_by: Overrule | None = None

    @property
    def counts_as(self) -> Answer:
        """The answer that counts: an overruled verdict bars nothing."""
        return self.answer if self.overruled_by is None else Answer.ALLOWED


@dataclass(frozen=True, eq=False)
class Screening:
    """Every verdict on every site, on one day.

    ``verdicts`` go site by site in the order of the table, and within a site rule by rule in the
    order of the book. ``outcome`` gives each site id its answer. ``unused_overrules`` name sites
    that the table lacks, or verdicts that now rest on another source; ``unknown_banned`` the banned
    ids that the table lacks.
    """

    on: date
    book: RuleBook
    verdicts: tuple[Verdict, ...]
    outcome: pd.Series[Any]
    unused_overrules: tuple[Overrule, ...] = ()
    unknown_banned: tuple[str, ...] = ()

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """``outcome`` for those who ask site by site, which a Series is slow to answer."""
        return {str(site): answer for site, answer in self.outcome.items()}

    @cached_property
    def _turns(self) -> dict[str, int]:
        return {site: turn for turn, site in enumerate(self.outcome.index)}

    def of(self, site_id: str) -> tuple[Verdict, ...]:
        """Give one site's verdicts, one a rule; UnknownIdError for a site that is not here."""
        if site_id not in self._turns:
            raise UnknownIdError(
                msg("There is no candidate site “{site}”.", site=site_id),
                msg("Choose a site from the table of candidates."),
            )
        rules = len(self.book.settings)
        first = self._turns[site_id] * rules
        return self.verdicts[first : first + rules]

    def deciding(self, site_id: str) -> tuple[Verdict, ...]:
        """Give the verdicts that bar a site; none for a site that is allowed."""
        answer = self.answers.get(site_id)
        return tuple(
            verdict
            for verdict in self.of(site_id)
            if verdict.counts_as is answer and answer is not Answer.ALLOWED
        )

    def having(self, answer: Answer) -> tuple[str, ...]:
        """Give the ids of the sites with an answer, in the order of the table."""
        return tuple(str(site) for site in self.outcome.index[self.outcome == answer])

    @property
    def overruled(self) -> tuple[Verdict, ...]:
        """The verdicts that a planner has set aside."""
        return tuple(verdict for verdict in self.verdicts if verdict.overruled_by is not None)

    @property
    def counts(self) -> dict[Answer, int]:
        """Sites by answer, also for an answer that no site has."""
        tally = Counter(self.outcome)
        return {answer: tally[answer] for answer in Answer}

    @cached_property
    def by_rule(self) -> dict[str, dict[Answer, int]]:
        """Sites by rule and by the answer that counts; each rule's figures add up to all sites."""
        tally = Counter((verdict.rule, verdict.counts_as) for verdict in self.verdicts)
        names = [setting.name for setting in self.book.settings]
        return {name: {answer: tally[name, answer] for answer in Answer} for name in names}

    def as_frame(self, language: Language | None = None, *, barring: bool = False) -> pd.DataFrame:
        """Give one row a verdict, or only of those that are not plainly allowed.

        Columns: site_id, rule, answer, reason, source, as_of, basis, overruled_by (the reason that
        the planner gave, or None). Reasons are messages, or texts when a language is given. Texts
        come from files: escape them before they enter HTML or a spreadsheet.
        """
        shown = [v for v in self.verdicts if not barring or v.answer is not Answer.ALLOWED]
        return pd.DataFrame([_row(verdict, language) for verdict in shown], columns=list(_COLUMNS))

    def as_json(self) -> dict[str, Any]:
        """Give the counts as plain JSON, with ``needs_agreement`` as a key."""
        return {
            "on": self.on.isoformat(),
            "sites": {answer.key: n for answer, n in self.counts.items()},
            "rules": {
                rule: {answer.key: n for answer, n in tally.items()}
                for rule, tally in self.by_rule.items()
            },
        }


_COLUMNS = ("site_id", "rule", "answer", "reason", "source", "as_of", "basis", "overruled_by")


def _row(verdict: Verdict, language: Language | None) -> tuple[object, ...]:
    return (
        verdict.site_id,
        verdict.rule,
        verdict.answer.value,
        verdict.reason if language is None else language.say(verdict.reason),
        verdict.source,
        verdict.as_of,
        verdict.basis.value,
        None if verdict.overruled_by is None else verdict.overruled_by.reason,
    )


def overruled(verdict: Verdict, overrule: Overrule | None) -> Verdict:
    """Attach an overrule to the verdict it is about; the verdict stays as it was found."""
    return verdict if overrule is None else replace(verdict, overruled_by=overrule)


def worst(verdicts: tuple[Verdict, ...]) -> Answer:
    """Give the worst answer that counts; a site without verdicts is allowed."""
    barring = [v.counts_as for v in verdicts if v.answer is not Answer.ALLOWED]
    return max(barring, key=_RANKS.__getitem__, default=Answer.ALLOWED)
