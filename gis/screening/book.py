"""The rule book: what each rule is called, how hard it bites, and the figures it works with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeAlias

from gis.screening.cards import CARDS, Card
from i18n import msg
from layers.errors import SettingError

Setting: TypeAlias = "float | bool"


class Severity(StrEnum):
    """What follows when a rule finds something."""

    REFUSE = "refuse"
    ASK = "ask"
    IGNORE = "ignore"


@dataclass(frozen=True)
class RuleSetting:
    """How one rule is set.

    ``params`` may name any of the rule's parameters; the others keep their default. Raises
    SettingError for an unknown rule, severity or parameter, and for a figure out of range.
    """

    name: str
    severity: Severity
    # Left out of the hash because a dict has none; equality still compares it.
    params: Mapping[str, Setting] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Check every word and figure, and fill in the defaults."""
        card = describe(self.name)
        object.__setattr__(self, "severity", _severity(self.severity, card))
        object.__setattr__(self, "params", _checked(self.params, card))

    def __getitem__(self, parameter: str) -> Setting:
        """Give one parameter's value."""
        return self.params[parameter]

    def as_json(self) -> dict[str, Any]:
        """Give the setting as plain JSON."""
        return {"name": self.name, "severity": self.severity.value, "params": dict(self.params)}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> RuleSetting:
        """Read back what ``as_json`` gave."""
        return cls(plain["name"], plain["severity"], plain.get("params", {}))


def _defaults() -> tuple[RuleSetting, ...]:
    return tuple(RuleSetting(card.name, Severity(card.severity)) for card in CARDS.values())


@dataclass(frozen=True)
class RuleBook:
    """A setting for every rule, in the order of the cards; rules not given keep their default."""

    settings: tuple[RuleSetting, ...] = ()

    def __post_init__(self) -> None:
        """Put the settings in order, one for each rule; of two for one rule the later holds."""
        given = {setting.name: setting for setting in (*_defaults(), *self.settings)}
        object.__setattr__(self, "settings", tuple(given[name] for name in CARDS))

    def __getitem__(self, rule: str) -> RuleSetting:
        """Give one rule's setting; SettingError for a rule that does not exist."""
        describe(rule)
        return next(setting for setting in self.settings if setting.name == rule)

    def having(
        self, rule: str, severity: Severity | str | None = None, **params: Setting
    ) -> RuleBook:
        """Give a book in which one rule is set anew; what is not named stays as it is."""
        old = self[rule]
        new = replace(
            old,
            severity=old.severity if severity is None else _severity(severity, describe(rule)),
            params={**old.params, **params},
        )
        return RuleBook((*self.settings, new))

    def as_json(self) -> dict[str, Any]:
        """Give the book as plain JSON."""
        return {"rules": [setting.as_json() for setting in self.settings]}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> RuleBook:
        """Read back what ``as_json`` gave; rules that are newer than the record keep defaults."""
        return cls(tuple(RuleSetting.from_json(setting) for setting in plain["rules"]))


def describe(rule: str) -> Card:
    """Give a rule's title, explanation and parameters; SettingError for an unknown rule."""
    if rule not in CARDS:
        raise SettingError(
            msg("There is no rule “{rule}”.", rule=str(rule)),
            msg("Use one of: {words}.", words=tuple(CARDS)),
        )
    return CARDS[rule]


def _severity(severity: str, card: Card) -> Severity:
    if severity not in tuple(Severity):
        raise SettingError(
            msg("Rule “{rule}” cannot be set to “{word}”.", rule=card.name, word=str(severity)),
            msg("Use one of: {words}.", words=tuple(word.value for word in Severity)),
        )
    return Severity(severity)


def _checked(given: Mapping[str, Setting], card: Card) -> dict[str, Setting]:
    known = {parameter.name: parameter for parameter in card.parameters}
    for name, value in given.items():
        if name not in known:
            raise SettingError(
                msg("Rule “{rule}” has no parameter “{name}”.", rule=card.name, name=str(name)),
                msg("Use one of: {words}.", words=tuple(known)),
            )
        if not known[name].allows(value):
            raise SettingError(
                msg(
                    "“{name}” of rule “{rule}” cannot be {value}.",
                    name=name,
                    rule=card.name,
                    value=str(value),
                ),
                known[name].remedy,
            )
    return {name: given.get(name, parameter.default) for name, parameter in known.items()}


DEFAULT_BOOK = RuleBook()
RULES = MappingProxyType({name: card.title for name, card in CARDS.items()})
