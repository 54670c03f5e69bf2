"""What is asked of Overpass, in its own language: every element that a layer wants, in a box."""

from __future__ import annotations

import re

from pyproj import Geod
from shapely.geometry import MultiPolygon, Polygon, box

from i18n import msg
from layers.area import Box
from layers.errors import ExtentError
from layers.sources.osm.points import BLOCKS, GATES, SIGNAL
from layers.sources.osm.tags import anchors

MOST_KM2 = 1_000.0
"""Paris and its three neighbour départements. More belongs in a file: public servers serve all."""

_GEOD = Geod(ellps="WGS84")


def overpass_query(corners: Box, *, server_seconds: int) -> str:
    """Write the query for all layers in a box (west, south, east, north in degrees).

    The answer holds each element with its tags, then the nodes and ways that these consist of,
    bare, and the administrative areas around the middle of the box for their names alone.
    """
    west, south, east, north = corners
    lat, lon = (south + north) / 2, (west + east) / 2
    wanted = "".join(_of_key(key, values) for key, values in sorted(anchors().items()))
    return (
        f"[out:json][timeout:{server_seconds}][bbox:{south},{west},{north},{east}];\n"
        f"({wanted}{_on_streets()});\nout body;\n>;\nout skel qt;\n"
        f"is_in({lat},{lon})->.here;\n"
        'area.here["boundary"="administrative"]["admin_level"~"^[28]$"];\nout tags;\n'
    )


def check_size(extent: Polygon | MultiPolygon) -> None:
    """Raise ExtentError when the box around an extent is more than MOST_KM2."""
    square_metres, _ = _GEOD.geometry_area_perimeter(box(*extent.bounds))
    km2 = abs(square_metres) / 1e6
    if km2 > MOST_KM2:
        what = msg(
            "The extent is {km2} km² large; online, {most} km² are the most.",
            km2=round(km2),
            most=round(MOST_KM2),
        )
        raise ExtentError(what, msg("Choose a smaller area, or load an OpenStreetMap file."))


def _on_streets() -> str:
    """Ask for the nodes that make a driver wait or turn back."""
    barriers = "|".join(sorted(BLOCKS | GATES))
    return f'node["highway"="{SIGNAL}"];\nnode["barrier"~"(^|;) *({barriers}) *(;|$)",i];\n'


def _of_key(key: str, values: frozenset[str]) -> str:
    """Ask for one key: its values stand alone or between semicolons, in any case."""
    words = "|".join(re.escape(value) for value in sorted(values))
    things = "way" if key == "highway" else "nwr"
    return f'{things}["{key}"~"(^|;) *({words}) *(;|$)",i];\n'
