"""What the tables of a brief and their columns are called, and what kind of figure each holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from i18n import Message, msg
from plans.difference import Subject as Changed


class Holds(StrEnum):
    """What a column holds, which says how it is written and aligned."""

    TEXT = "text"
    NUMBER = "number"  # by which a zone is called
    COUNT = "count"
    MINUTES = "minutes"
    METRES = "metres"
    SQUARE_METRES = "square-metres"
    DAY = "day"
    YES = "yes"
    ASSUMED = "assumed"  # whether the figures beside it are

    @property
    def is_figure(self) -> bool:
        """Tell whether it is something counted or measured."""
        return self in {Holds.COUNT, Holds.MINUTES, Holds.METRES, Holds.SQUARE_METRES}


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a column, and what it holds."""

    title: Message
    holds: Holds = Holds.TEXT


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a table, and what is said where it has no row."""

    title: Message
    nothing: Message


# In the order in which a reader wants them.
TITLES: Mapping[str, Title] = {
    "zones": Title(msg("Rest zones"), msg("The plan has no rest zone.")),
    "places": Title(msg("Allocation"), msg("No place is in use on this day.")),
    "ways": Title(msg("Ways"), msg("No place goes to a zone.")),
    "refused": Title(msg("Refused sites"), msg("No rule refuses a site.")),
    "claims": Title(msg("Claims by other bodies"), msg("No claim of another body is known.")),
    "movements": Title(msg("Force events"), msg("No unit moves in this plan.")),
    "changes": Title(msg("Changes"), msg("No decision has changed.")),
    "turnover": Title(msg("Rest zones of both plans"), msg("There is no rest zone to compare.")),
    "moved": Title(msg("Re-assigned places"), msg("No place goes to another zone.")),
    "risks": Title(msg("Risks"), msg("Nothing stands in the plan's way.")),
    "closures": Title(msg("Closures"), msg("No street is closed.")),
}
PLACES_ALONE = msg("Places")  # where nobody is told which zone they go to

_OFFICERS = Heading(msg("Officers per shift"), Holds.COUNT)
_ANIMALS = {
    "dogs": Heading(msg("Dogs"), Holds.COUNT),
    "horses": Heading(msg("Horses"), Holds.COUNT),
    "vehicles": Heading(msg("Vehicles"), Holds.COUNT),
}
_SITE = {
    "name": Heading(msg("Name")),
    "kind": Heading(msg("Kind")),
    "commune": Heading(msg("Commune")),
}
_SPAN = {
    "starts": Heading(msg("First day"), Holds.DAY),
    "ends": Heading(msg("Last day"), Holds.DAY),
    "now": Heading(msg("In force on the day"), Holds.YES),
}

HEADINGS: Mapping[str, Mapping[str, Heading]] = {
    "places": {
        "name": Heading(msg("Place")),
        "layer": Heading(msg("Category")),
        "kind": Heading(msg("Kind")),
        "officers": _OFFICERS,
        "assumed": Heading(msg("Officers are assumed"), Holds.ASSUMED),
        **_ANIMALS,
        "in_use": Heading(msg("In use"), Holds.YES),
        "covered": Heading(msg("Served"), Holds.YES),
        "why": Heading(msg("Why")),
        "zone": Heading(msg("Zone no."), Holds.NUMBER),
        "zone_name": Heading(msg("Name of the zone")),
        "minutes": Heading(msg("Minutes"), Holds.MINUTES),
        "metres": Heading(msg("Metres"), Holds.METRES),
        "second": Heading(msg("Second choice no."), Holds.NUMBER),
        "second_name": Heading(msg("Second choice")),
        "second_minutes": Heading(msg("Minutes to the second choice"), Holds.MINUTES),
    },
    "zones": {
        "number": Heading(msg("No."), Holds.NUMBER),
        **_SITE,
        "departement": Heading(msg("Département")),
        "state": Heading(msg("State")),
        "opens": Heading(msg("Opens on"), Holds.DAY),
        "closes": Heading(msg("Closed from"), Holds.DAY),
        "owner": Heading(msg("Owner")),
        "operator": Heading(msg("Operator")),
        "agreement": Heading(msg("Needs agreement")),
        "footprint_m2": Heading(msg("Footprint (m²)"), Holds.SQUARE_METRES),
        "assumed": Heading(msg("Assumed columns")),
        "access": Heading(msg("Access")),
        "amenities": Heading(msg("Amenities")),
        "places": Heading(msg("Places"), Holds.COUNT),
        "mean_minutes": Heading(msg("Mean minutes"), Holds.MINUTES),
        "worst_minutes": Heading(msg("Worst minutes"), Holds.MINUTES),
        "officers": _OFFICERS,
        "beyond": Heading(msg("Officers beyond the standard"), Holds.COUNT),
    },
    "ways": {
        "point": Heading(msg("Place")),
        "zone": Heading(msg("Zone no."), Holds.NUMBER),
        "choice": Heading(msg("Choice")),
        "minutes": Heading(msg("Minutes"), Holds.MINUTES),
        "metres": Heading(msg("Metres"), Holds.METRES),
        "drawn": Heading(msg("How it is drawn")),
        "streets": Heading(msg("Streets in order")),
    },
    "refused": {
        **_SITE,
        "verdict": Heading(msg("Verdict")),
        "reasons": Heading(msg("Reasons")),
        "sources": Heading(msg("Sources")),
    },
    "claims": {
        "name": Heading(msg("Name")),
        "kind": Heading(msg("Kind")),
        "holder": Heading(msg("Holder")),
        **_SPAN,
        "source": Heading(msg("Source")),
    },
    "closures": {"name": Heading(msg("Name")), "bars": Heading(msg("Whom it bars")), **_SPAN},
    "movements": {
        "on": Heading(msg("Day"), Holds.DAY),
        "unit": Heading(msg("Unit")),
        "move": Heading(msg("Move")),
        "place": Heading(msg("Place")),
        "officers": Heading(msg("Officers"), Holds.COUNT),
        **_ANIMALS,
        "assumed": Heading(msg("Figures are assumed"), Holds.ASSUMED),
    },
    "changes": {"about": Heading(msg("About")), "told": Heading(msg("Change"))},
    "turnover": {
        "number": Heading(msg("No."), Holds.NUMBER),
        "name": Heading(msg("Name")),
        "change": Heading(msg("Change")),
    },
    "moved": {
        "name": Heading(msg("Place")),
        "officers": _OFFICERS,
        "zone_before": Heading(msg("Zone before")),
        "zone_after": Heading(msg("Zone now")),
        "minutes_before": Heading(msg("Minutes before"), Holds.MINUTES),
        "minutes_after": Heading(msg("Minutes now"), Holds.MINUTES),
    },
    "risks": {
        "severity": Heading(msg("Severity")),
        "about": Heading(msg("About")),
        "what": Heading(msg("What")),
        "remedy": Heading(msg("Remedy")),
    },
}

# What a change is about; the brief holds the word of ``plans.difference.Subject``.
CHANGED: Mapping[Changed, Message] = {
    Changed.ZONE: msg("Rest zone"),
    Changed.LOCK: msg("Lock"),
    Changed.ANNOUNCEMENT: msg("Announcement"),
    Changed.OPENING: msg("Opening days"),
    Changed.BAN: msg("Banned site"),
    Changed.OVERRULE: msg("Overrule"),
    Changed.CLAIM: msg("Claim"),
    Changed.CLOSURE: msg("Closure"),
    Changed.POINT: msg("Place"),
    Changed.UNIT: msg("Unit"),
    Changed.SETTING: msg("Setting"),
    Changed.RULE: msg("Rule"),
    Changed.CITY_HALLS: msg("City halls"),
}
