"""Claims: dated, sourced statements that another body uses a site or an area."""

from __future__ import annotations

from i18n import msg
from layers.schema import Column, Layer, Style

ORGANISERS = "organisers"
CITY_HALL = "city-hall"
_KINDS = {
    "competition": msg("Competition site"),
    "training": msg("Training site"),
    "village": msg("Athletes' or media village"),
    "media": msg("Media centre"),
    "accreditation": msg("Accreditation centre"),
    "ceremony": msg("Ceremony"),
    "logistics": msg("Logistics of the Games"),
    "fan-zone": msg("Fan zone"),
    "live-site": msg("Live site"),
    "town-hall": msg("Town hall premises"),
    "cultural": msg("Cultural site"),
    "other": msg("Other use"),
}

CLAIMS = Layer(
    name="claims",
    title=msg("Claims by other bodies"),
    kinds=_KINDS,
    styles=dict.fromkeys(
        _KINDS, Style(colour="#8c2d04", fill="#e69f0033", shape="area", weight=1, dash="4 3")
    ),
    tags=(),  # OpenStreetMap does not know who claims what; claims come from tables
    own=(
        Column("holder", "text", msg("Holder"), one_of=(ORGANISERS, CITY_HALL)),
        Column("holder_name", "text", msg("Name of the holder")),
        Column("starts", "day", msg("From")),
        Column("ends", "day", msg("To")),
        Column("site_id", "text", msg("Site")),
        Column("radius_m", "number", msg("Radius (m)"), least=0, most=50_000),
    ),
    shapes=frozenset({"Point", "Polygon", "MultiPolygon"}),
)
