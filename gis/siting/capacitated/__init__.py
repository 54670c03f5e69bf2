"""Siting where zones can be full: least total cost, points shared between zones or whole."""

from gis.siting.capacitated.fill import Filled, fill

__all__ = ["Filled", "fill"]
