"""Who is told what: the one table that every item of a briefing pack obeys.

A column that belongs to a subject an audience is not told is never made for it; so no file can hide
it. Tests open every item of every audience and look.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from i18n import Message, msg


class Audience(StrEnum):
    """For whom a pack is made."""

    CHIEF = "chief"
    UNIT_LEADER = "unit-leader"
    PARTNER = "partner"
    PUBLIC_SAFE = "public-safe"

    @property
    def label(self) -> Message:
        """The word on screen."""
        return _LABELS[self]

    @property
    def gist(self) -> Message:
        """What it is told and what not, in a sentence for who makes the pack."""
        return _GISTS[self]

    @property
    def told(self) -> frozenset[Subject]:
        """What it is told."""
        return SUBJECTS[self]

    @property
    def items(self) -> tuple[Item, ...]:
        """What its pack holds, in order."""
        return tuple(item for item in Item if item in ITEMS[self])


class Subject(StrEnum):
    """One thing that may be told or not."""

    PLACES = "places"  # venues, stations, airports: public facts
    CLOSURES = "closures"  # streets barred: posted where they are
    ZONES = "zones"  # where officers rest
    WAYS = "ways"  # which place goes to which zone, and how far
    STRENGTHS = "strengths"  # how many stand anywhere, and what a zone holds
    CLAIMS = "claims"  # who else uses sites, and when
    VERDICTS = "verdicts"  # which sites were refused, and why
    MOVEMENTS = "movements"  # units and their days
    CHANGES = "changes"  # what changed since the last briefing
    RISKS = "risks"  # what stands in the plan's way


class Item(StrEnum):
    """One kind of file of a pack; the value is its word on the command line."""

    HTML = "html"
    SHEETS = "pdf"
    PICTURES = "png"
    CARDS = "cards"
    UNITS = "units"
    WORKBOOK = "xlsx"
    SLIDES = "pptx"
    GEOPACKAGE = "gpkg"
    GEOJSON = "geojson"
    KML = "kml"
    GPX = "gpx"
    CHANGES = "changes"

    @property
    def label(self) -> Message:
        """The word on screen."""
        return _ITEMS[self]


_LABELS: Mapping[Audience, Message] = {
    Audience.CHIEF: msg("Chief"),
    Audience.UNIT_LEADER: msg("Unit leader"),
    Audience.PARTNER: msg("Partner"),
    Audience.PUBLIC_SAFE: msg("Safe for the public"),
}
_GISTS: Mapping[Audience, Message] = {
    Audience.CHIEF: msg("All of the plan."),
    Audience.UNIT_LEADER: msg(
        "The unit's own places, their zones and the ways there; no strengths, no claims."
    ),
    Audience.PARTNER: msg("The zones and the claims on sites; no strengths, no ways."),
    Audience.PUBLIC_SAFE: msg(
        "Venues, stations, airports and closures; nothing that tells where police rest."
    ),
}
_ITEMS: Mapping[Item, Message] = {
    Item.HTML: msg("Map to open without internet"),
    Item.SHEETS: msg("Map sheets to print"),
    Item.PICTURES: msg("Map sheets as pictures"),
    Item.CARDS: msg("Cards of the zones"),
    Item.UNITS: msg("Sheets for the units"),
    Item.WORKBOOK: msg("Workbook"),
    Item.SLIDES: msg("Slides"),
    Item.GEOPACKAGE: msg("Map data for QGIS"),
    Item.GEOJSON: msg("Map data as GeoJSON"),
    Item.KML: msg("Zones for a phone (KML)"),
    Item.GPX: msg("Zones for a navigation device (GPX)"),
    Item.CHANGES: msg("Sheet of changes"),
}

SUBJECTS: Mapping[Audience, frozenset[Subject]] = {
    Audience.CHIEF: frozenset(Subject),
    # Of its own places, and of the zones that these go to, only: see ``brief_of``.
    Audience.UNIT_LEADER: frozenset(
        {Subject.PLACES, Subject.CLOSURES, Subject.ZONES, Subject.WAYS}
    ),
    Audience.PARTNER: frozenset({Subject.PLACES, Subject.CLOSURES, Subject.ZONES, Subject.CLAIMS}),
    Audience.PUBLIC_SAFE: frozenset({Subject.PLACES, Subject.CLOSURES}),
}
_MAPS = {Item.HTML, Item.SHEETS, Item.PICTURES, Item.GEOPACKAGE, Item.GEOJSON}
ITEMS: Mapping[Audience, frozenset[Item]] = {
    Audience.CHIEF: frozenset(Item),
    Audience.UNIT_LEADER: frozenset({*_MAPS, Item.CARDS, Item.UNITS, Item.KML, Item.GPX}),
    Audience.PARTNER: frozenset({*_MAPS, Item.CARDS, Item.WORKBOOK, Item.KML, Item.GPX}),
    Audience.PUBLIC_SAFE: frozenset(_MAPS),
}

# Table → column → the subject that it belongs to. ``brief_of`` makes no other column.
_SITE = ("name", "kind", "commune")
COLUMNS: Mapping[str, Mapping[str, Subject]] = {
    "places": {
        **dict.fromkeys(("name", "layer", "kind"), Subject.PLACES),
        **dict.fromkeys(
            ("officers", "assumed", "dogs", "horses", "vehicles", "in_use"), Subject.STRENGTHS
        ),
        **dict.fromkeys(("covered", "why", "zone", "zone_name", "minutes", "metres"), Subject.WAYS),
        **dict.fromkeys(("second", "second_name", "second_minutes"), Subject.WAYS),
    },
    "zones": {
        **dict.fromkeys(("number", *_SITE, "departement", "state", "opens"), Subject.ZONES),
        **dict.fromkeys(("closes", "owner", "operator", "agreement"), Subject.ZONES),
        **dict.fromkeys(("footprint_m2", "assumed", "access", "amenities"), Subject.ZONES),
        **dict.fromkeys(("places", "mean_minutes", "worst_minutes"), Subject.WAYS),
        **dict.fromkeys(("officers", "beyond"), Subject.STRENGTHS),
    },
    "ways": dict.fromkeys(
        ("point", "zone", "choice", "minutes", "metres", "drawn", "streets"), Subject.WAYS
    ),
    "refused": dict.fromkeys((*_SITE, "verdict", "reasons", "sources"), Subject.VERDICTS),
    "claims": dict.fromkeys(
        ("name", "kind", "holder", "starts", "ends", "now", "source"), Subject.CLAIMS
    ),
    "closures": dict.fromkeys(("name", "bars", "starts", "ends", "now"), Subject.CLOSURES),
    "movements": dict.fromkeys(
        ("on", "unit", "move", "place", "officers", "dogs", "horses", "vehicles", "assumed"),
        Subject.MOVEMENTS,
    ),
    "changes": dict.fromkeys(("about", "told"), Subject.CHANGES),
    "turnover": dict.fromkeys(("number", "name", "change"), Subject.CHANGES),
    "moved": dict.fromkeys(
        ("name", "officers", "zone_before", "zone_after", "minutes_before", "minutes_after"),
        Subject.CHANGES,
    ),
    "risks": dict.fromkeys(("severity", "about", "what", "remedy"), Subject.RISKS),
}


def columns_of(table: str, audience: Audience) -> tuple[str, ...]:
    """Give the columns of a table that an audience is told, in order."""
    told = audience.told
    return tuple(name for name, subject in COLUMNS[table].items() if subject in told)
