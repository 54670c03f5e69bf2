"""The extent of an area: a box or a drawn polygon, checked before anything is read or asked.

Degrees of WGS 84, longitude first. A box is west, south, east, north.
"""

from __future__ import annotations

import math
from typing import TypeAlias

import shapely
from shapely.geometry import MultiPolygon, Polygon, box

from i18n import Message, msg
from layers.area import Box
from layers.errors import ExtentError

Extent: TypeAlias = Box | Polygon | MultiPolygon
_HALF_TURN = 180.0
_QUARTER_TURN = 90.0
_DRAW_AGAIN = msg("Give west, south, east, north in degrees, or draw the area again.")
_SWAPPED = msg("Did you swap longitude and latitude? Longitude comes first.")


def parse_extent(text: str) -> Polygon:
    """Read ``west,south,east,north`` in degrees, as typed by a person.

    Raises ExtentError when it is not four numbers, or not a box that a map can hold.
    """
    parts = text.replace(";", ",").split(",")
    try:
        west, south, east, north = (float(part) for part in parts)
    except ValueError as wrong:
        what = msg("“{text}” is not an extent.", text=text[:80])
        raise ExtentError(what, _DRAW_AGAIN) from wrong
    return _checked_box((west, south, east, north))


def check_extent(extent: Extent) -> Polygon | MultiPolygon:
    """Give the extent as a valid polygon in EPSG:4326.

    Raises ExtentError for an extent that is empty, upside down, out of range, over the
    antimeridian, or whose longitude and latitude were swapped.
    """
    if isinstance(extent, tuple):
        return _checked_box(extent)
    sound = extent if extent.is_valid else _polygonal(shapely.make_valid(extent))
    if sound.is_empty or sound.area == 0:
        raise _empty_extent()
    _checked_box(sound.bounds)
    return sound


def check_overlap(extent: Polygon | MultiPolygon, held: Box, *, file: str) -> None:
    """Raise ExtentError when the extent lies wholly outside the box ``held`` by a file.

    When the extent with its axes exchanged would lie inside, the message says so.
    """
    if extent.intersects(box(*held)):
        return
    west, south, east, north = extent.bounds
    swapped = box(south, west, north, east).intersects(box(*held))
    what = msg(
        "The extent {extent} lies outside the file “{file}”, which holds {held}.",
        extent=_written(extent.bounds),
        file=file,
        held=_written(held),
    )
    raise ExtentError(what, _SWAPPED if swapped else _DRAW_AGAIN)


def _checked_box(corners: Box) -> Polygon:
    west, south, east, north = corners
    if not all(math.isfinite(degrees) for degrees in corners):
        raise ExtentError(
            msg("The extent {box} is not made of numbers.", box=_text(corners)), _DRAW_AGAIN
        )
    _check_range(corners)
    if west > east and west - east > _HALF_TURN:
        what = msg("The extent {box} crosses the antimeridian.", box=_written(corners))
        raise ExtentError(what, msg("Cut it in two at 180° and load each half."))
    if west > east or south > north:
        what = msg("The extent {box} is upside down.", box=_written(corners))
        raise ExtentError(what, _DRAW_AGAIN)
    if (east - west) * (north - south) == 0:
        raise _empty_extent()
    if east - west > _HALF_TURN:
        what = msg("The extent {box} is more than half the world.", box=_written(corners))
        raise ExtentError(what, _DRAW_AGAIN)
    return box(*corners)


def _check_range(corners: Box) -> None:
    west, south, east, north = corners
    if max(abs(south), abs(north)) <= _QUARTER_TURN and max(abs(west), abs(east)) <= _HALF_TURN:
        return
    swapped = max(abs(west), abs(east)) <= _QUARTER_TURN
    what = msg("The extent {box} lies off the map.", box=_written(corners))
    raise ExtentError(what, _SWAPPED if swapped else _DRAW_AGAIN)


def _empty_extent() -> ExtentError:
    return ExtentError(msg("The extent has no area."), _DRAW_AGAIN)


def _polygonal(shape: shapely.Geometry) -> Polygon | MultiPolygon:
    """Keep the areas of a repaired shape; the lines that a repair leaves behind hold nothing."""
    parts = [part for part in shapely.get_parts(shape) if part.area > 0]
    whole = shapely.union_all(parts)
    return whole if isinstance(whole, Polygon | MultiPolygon) else MultiPolygon()


def _written(corners: Box) -> Message:
    west, south, east, north = (f"{degrees:.4f}" for degrees in corners)
    return msg("{west}, {south} to {east}, {north}", west=west, south=south, east=east, north=north)


def _text(corners: Box) -> str:
    return ", ".join(str(degrees) for degrees in corners)
