"""Candidate sites: places that could really host resting officers.

Town halls and venues are not candidates. Whether a candidate may be used is not decided here.
"""

from __future__ import annotations

from i18n import msg
from layers.schema import Column, Layer, Style, Tags

_KINDS = {
    "school": msg("Primary school"),
    "college": msg("Collège"),
    "lycee": msg("Lycée"),
    "university": msg("University"),
    "sports-hall": msg("Sports hall"),
    "sports-centre": msg("Sports centre"),
    "community-hall": msg("Community or event hall"),
    "exhibition-hall": msg("Exhibition or conference centre"),
    "barracks": msg("Barracks or military site"),
    "government-office": msg("Government office"),
    "police": msg("Police premises"),
    "fire-station": msg("Fire station"),
    "worship-hall": msg("Place of worship hall"),
    "car-park": msg("Large car park"),
    "depot": msg("Depot"),
    "racecourse": msg("Racecourse"),
    "open-ground": msg("Park large enough for tents"),
}

CANDIDATES = Layer(
    name="candidates",
    title=msg("Candidate sites"),
    kinds=_KINDS,
    styles=dict.fromkeys(_KINDS, Style(colour="#333333", fill="#ffffff", shape="circle")),
    tags=(
        Tags("lycee", {"amenity": ("school", "college"), "school:FR": ("lycée",)}),
        Tags("college", {"amenity": ("school",), "school:FR": ("collège",)}),
        Tags("school", {"amenity": ("school",)}),
        Tags("university", {"amenity": ("university", "college")}),
        Tags("sports-hall", {"leisure": ("sports_hall",)}),
        Tags("sports-hall", {"building": ("sports_hall", "gymnasium")}),
        Tags("sports-centre", {"leisure": ("sports_centre",)}),
        Tags("community-hall", {"amenity": ("community_centre", "events_venue", "social_centre")}),
        Tags("exhibition-hall", {"amenity": ("conference_centre", "exhibition_centre")}),
        Tags("barracks", {"military": ("barracks", "base", "office", "academy", "training_area")}),
        Tags("barracks", {"building": ("barracks", "military")}),
        Tags("barracks", {"landuse": ("military",)}),
        Tags("police", {"amenity": ("police",)}),
        Tags("fire-station", {"amenity": ("fire_station",)}),
        Tags("government-office", {"office": ("government",)}),
        Tags("government-office", {"amenity": ("public_building",)}),
        Tags("worship-hall", {"amenity": ("place_of_worship",), "building": ("!chapel",)}),
        Tags("car-park", {"amenity": ("parking",)}),
        Tags("depot", {"landuse": ("depot",)}),
        Tags("depot", {"industrial": ("depot", "bus_depot")}),
        Tags("depot", {"building": ("depot", "bus_depot")}),
        Tags("racecourse", {"leisure": ("racecourse", "horse_riding")}),
        Tags("open-ground", {"leisure": ("park", "recreation_ground")}),
        Tags("open-ground", {"landuse": ("recreation_ground", "fairground")}),
    ),
    own=(
        Column("operator", "text", msg("Operator")),
        Column("owner", "text", msg("Owner")),
        Column("operator_type", "text", msg("Type of operator"), one_of=("", "public", "private")),
        Column(
            "holder_level",
            "text",
            msg("Who holds it"),
            one_of=("", "commune", "departement", "region", "state", "private"),
        ),
        Column("footprint_m2", "number", msg("Footprint (m²)"), least=0),
        Column("covered", "text", msg("Covered"), one_of=("", "yes", "no", "partly")),
        Column("amenities", "text", msg("Amenities")),
        Column("access", "text", msg("Access")),
        Column("vehicle_access", "text", msg("Vehicle access"), one_of=("", "yes", "no")),
    ),
    shapes=frozenset({"Point", "Polygon", "MultiPolygon"}),
)
