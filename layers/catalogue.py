"""All layers of the house, by name and in drawing order from the ground up."""

from __future__ import annotations

from layers.airports import AIRPORTS
from layers.base_map import BASE_MAP
from layers.candidates import CANDIDATES
from layers.claims import CLAIMS
from layers.roads import ROADS
from layers.schema import Layer
from layers.stations import STATIONS
from layers.streets import STREETS
from layers.venues import VENUES

LAYERS: dict[str, Layer] = {
    layer.name: layer
    for layer in (BASE_MAP, ROADS, STREETS, CLAIMS, VENUES, STATIONS, AIRPORTS, CANDIDATES)
}
DEMAND_LAYERS = ("venues", "stations", "airports")
