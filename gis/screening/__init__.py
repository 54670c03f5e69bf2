"""Screening: which candidate sites are free, which need an agreement, which are refused, and why.

>>> from datetime import date
>>> screening = screen_area(area, on=date(2024, 7, 26))  # doctest: +SKIP
>>> screening.counts, screening.of("osm-way-77506762")  # doctest: +SKIP
"""

from gis.screening.book import DEFAULT_BOOK, RULES, RuleBook, RuleSetting, Severity, describe
from gis.screening.cards import Card, Parameter
from gis.screening.city_hall import Body, CityHalls
from gis.screening.claimed import in_force
from gis.screening.facts import Facts, narrowed
from gis.screening.screen import area_facts, judged, screen, screen_area
from gis.screening.verdicts import Answer, Basis, Overrule, Screening, Verdict

__all__ = [
    "DEFAULT_BOOK",
    "RULES",
    "Answer",
    "Basis",
    "Body",
    "Card",
    "CityHalls",
    "Facts",
    "Overrule",
    "Parameter",
    "RuleBook",
    "RuleSetting",
    "Screening",
    "Severity",
    "Verdict",
    "area_facts",
    "describe",
    "in_force",
    "judged",
    "narrowed",
    "screen",
    "screen_area",
]
