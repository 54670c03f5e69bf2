"""Decisions on verdicts, claims and rules: what may be used, and by whose word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from gis.screening import DEFAULT_BOOK, RULES, Overrule
from gis.screening.book import Setting, describe
from i18n import Message, msg
from plans.claims import ClaimRow
from plans.events.base import Event, Stamp, texts
from plans.naming import NameOf
from plans.plan import Plan, overruled, withdrawn


@dataclass(frozen=True)
class _OnVerdict(Event):
    site: str
    rule: str

    def __post_init__(self) -> None:
        """Refuse a rule that does not exist. Raises SettingError."""
        describe(self.rule)

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"verdict:{self.site}:{self.rule}"})


@dataclass(frozen=True)
class VerdictOverruled(_OnVerdict):
    """A verdict is set aside; ``source`` is the source that it rested on (see ``Overrule``)."""

    source: str = ""
    kind = "verdict-overruled"
    wants_reason = True

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        given = (self.site, self.rule, by.reason.strip() or "?", by.author, by.at, self.source)
        return overruled(plan, Overrule(*given))

    def told(self, name_of: NameOf) -> Message:
        return msg(
            "Verdict “{rule}” on “{site}” overruled", rule=RULES[self.rule], site=name_of(self.site)
        )


@dataclass(frozen=True)
class OverruleWithdrawn(_OnVerdict):
    """A verdict that was set aside counts again."""

    kind = "overrule-withdrawn"

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        return withdrawn(plan, self.site, self.rule)

    def told(self, name_of: NameOf) -> Message:
        return msg(
            "Verdict “{rule}” on “{site}” restored", rule=RULES[self.rule], site=name_of(self.site)
        )


@dataclass(frozen=True)
class _WithClaim(Event):
    claim: ClaimRow

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"claim:{self.claim.id}"})

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        others = tuple(each for each in plan.claims if each.id != self.claim.id)
        lifted = tuple(each for each in plan.lifted_claims if each != self.claim.id)
        return replace(plan, claims=(*others, self.claim), lifted_claims=lifted)

    def as_json(self) -> dict[str, Any]:
        return {"claim": self.claim.as_json()}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        return cls(ClaimRow.from_json(plain["claim"]))


@dataclass(frozen=True)
class ClaimAdded(_WithClaim):
    """Another body says that it uses a site or an area."""

    kind = "claim-added"

    def told(self, name_of: NameOf) -> Message:
        return msg("Claim “{name}” added", name=self.claim.name)


@dataclass(frozen=True)
class ClaimChanged(_WithClaim):
    """A claim, of the data or of the record, has other days, another place or another source."""

    kind = "claim-changed"
    wants_reason = True

    def told(self, name_of: NameOf) -> Message:
        return msg("Claim “{name}” changed", name=self.claim.name)


@dataclass(frozen=True)
class ClaimLifted(Event):
    """A claim, of the data or of the record, no longer holds."""

    claim: str
    kind = "claim-lifted"
    wants_reason = True
    chief = True

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"claim:{self.claim}"})

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        others = tuple(each for each in plan.lifted_claims if each != self.claim)
        kept = tuple(each for each in plan.claims if each.id != self.claim)
        return replace(plan, claims=kept, lifted_claims=(*others, self.claim))

    def told(self, name_of: NameOf) -> Message:
        return msg("Claim “{name}” lifted", name=name_of(self.claim))


@dataclass(frozen=True)
class RuleSet(Event):
    """A rule bites harder or less hard, or with another figure; what is None stays."""

    rule: str
    severity: str | None = None
    params: Mapping[str, Setting] | None = None
    kind = "rule-set"

    def __post_init__(self) -> None:
        """Refuse what the book would refuse. Raises SettingError."""
        DEFAULT_BOOK.having(self.rule, self.severity, **(self.params or {}))

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"rule:{self.rule}"})

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        book = plan.book.having(self.rule, self.severity, **(self.params or {}))
        return replace(plan, book=book)

    def told(self, name_of: NameOf) -> Message:
        return msg("Rule “{rule}” set anew", rule=RULES[self.rule])


@dataclass(frozen=True)
class CityHallsNamed(Event):
    """Other communes count as city hall; None gives the area's own list back."""

    names: tuple[str, ...] | None
    kind = "city-halls-named"

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({"city-halls"})

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        return replace(plan, city_halls=self.names)

    def told(self, name_of: NameOf) -> Message:
        if self.names is None:
            return msg("City halls as in the data")
        return msg("City halls: {names}", names=self.names)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        names = plain["names"]
        return cls(None if names is None else texts(names))
