"""What a situation calls things when a proposal is explained: names, units, who keeps what."""

from __future__ import annotations

from collections.abc import Mapping

from gis.screening import Answer
from gis.screening.cards import CARDS
from gis.siting.explain.words import Words
from i18n import Message, msg
from layers.catalogue import DEMAND_LAYERS
from plans.naming import names_in
from plans.situation import Situation


def words_for(situation: Situation, banned: frozenset[str] = frozenset()) -> Words:
    """Give the words of a situation.

    Of every site that a rule refuses they say who would have to give way; ``banned`` are sites that
    the planner leaves out of the question beside those.
    """
    names = names_in(situation.area)
    keys = [key for layer in ("candidates", *DEMAND_LAYERS) for key in situation.area[layer].index]
    refused = situation.screening.having(Answer.REFUSED)
    standard = situation.coverage.standard
    return Words(
        names={key: names(key) for key in keys},
        unit=standard.unit,
        mode=standard.mode,
        releases={
            site: _releases(situation, site, names(site), banned=site in banned)
            for site in sorted({*refused, *banned})
        },
    )


def _releases(situation: Situation, site: str, name: str, *, banned: bool) -> tuple[Message, ...]:
    """Say all that must happen before a site may be chosen, each once."""
    rules = [
        verdict.rule
        for verdict in situation.screening.deciding(site)
        if verdict.counts_as is Answer.REFUSED
    ]
    if banned:
        rules.append("banned-by-planner")
    return tuple(dict.fromkeys(_release(rule, name) for rule in rules))


def _release(rule: str, name: str) -> Message:
    known = _BY_RULE.get(rule)
    if known is not None:
        return Message(known.text, (("site", name),))
    return msg("“{rule}” is overruled at “{site}”", rule=CARDS[rule].title, site=name)


_BY_CITY_HALL = msg("city hall releases “{site}”")
_BY_RULE: Mapping[str, Message] = {
    "claimed-by-organisers": msg("the organisers release “{site}”"),
    "claimed-by-city-hall": _BY_CITY_HALL,
    "run-by-city-hall": _BY_CITY_HALL,
    "presumed-city-hall": _BY_CITY_HALL,
    "banned-by-planner": msg("the ban on “{site}” is lifted"),
}
