"""The example's season of force events: read on the way that any sheet takes."""

from __future__ import annotations

from layers.area import Area
from layers.library import EXAMPLE
from layers.sources.embedded import FOLDER
from plans.force_table import ForceTable, read_forces

FILE = FOLDER / "force_events.csv"


def has_season(area: Area) -> bool:
    """Tell whether an area is the example, the only one with a season of its own."""
    return area.manifest.source == EXAMPLE


def example_season(area: Area) -> ForceTable:
    """Read the example's season, built from published facts; what they do not say is assumed."""
    return read_forces(FILE.read_bytes(), file=FILE.name, area=area)
