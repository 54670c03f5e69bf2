"""A loaded area: its layers and its manifest, kept as a folder of GeoParquet files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any

import geopandas as gpd

from i18n import Message
from layers.catalogue import LAYERS
from layers.schema import empty
from layers.stored import StoredTable

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Manifest:
    """What an area is: where it came from, when, how far it reaches, and what was noticed.

    ``bbox`` is west, south, east, north in degrees. ``city_halls`` are the names of the communes
    whose town halls count as city hall; ``country`` is the ISO code whose law the rules may cite,
    empty when unknown. ``credit`` is the line every map and export must carry.
    """

    title: str
    source: str
    as_of: date
    bbox: Box
    credit: str
    licence: str
    country: str = ""
    city_halls: tuple[str, ...] = ()
    warnings: tuple[Message, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Give the manifest as plain JSON."""
        plain = asdict(self) | {"as_of": self.as_of.isoformat()}
        return plain | {"warnings": [warning.as_json() for warning in self.warnings]}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Manifest:
        """Read back what ``as_json`` gave."""
        west, south, east, north = plain["bbox"]
        return cls(
            title=plain["title"],
            source=plain["source"],
            as_of=date.fromisoformat(plain["as_of"]),
            bbox=(west, south, east, north),
            credit=plain["credit"],
            licence=plain["licence"],
            country=plain["country"],
            city_halls=tuple(plain["city_halls"]),
            warnings=tuple(Message.from_json(warning) for warning in plain["warnings"]),
        )


@dataclass(frozen=True)
class Area:
    """The layers of one place, each validated, keyed by the layer's name.

    A table may stand on disk until it is asked for.
    """

    manifest: Manifest
    tables: Mapping[str, gpd.GeoDataFrame | StoredTable]

    def __getitem__(self, layer: str) -> gpd.GeoDataFrame:
        """Give one layer's table; a layer that the source does not have is empty."""
        table = self.tables[layer] if layer in self.tables else _without_rows(layer)
        return table.frame if isinstance(table, StoredTable) else table

    @property
    def counts(self) -> dict[str, int]:
        """Rows by layer, for every layer of the house."""
        return {name: len(self.tables.get(name, ())) for name in LAYERS}


@cache
def _without_rows(layer: str) -> gpd.GeoDataFrame:
    return empty(LAYERS[layer])
