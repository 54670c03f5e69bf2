"""Lines as read become the shapes that a layer wants; what had to be repaired is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon

from layers.sources.osm.elements import Element
from layers.sources.osm.metres import Shapes

Surface: TypeAlias = Polygon | MultiPolygon
DETAIL_DEGREES = 7e-5
"""The base map is drawn to some 8 m: finer bends cannot be seen at the scale of a plan."""

METRE_DEGREES = 1e-5
_LEAST_RING = 4  # a ring is three corners and the first again
_LINE, _POLYGON, _MULTIPOLYGON, _COLLECTION = 1, 3, 6, 7


@dataclass(frozen=True, slots=True)
class Shaped:
    """Shapes in EPSG:4326, one for each element, and which of them were not sound as read.

    ``crossed`` were polygons that cut themselves and were made valid; ``open`` were areas whose
    outline does not close, kept as a point on it.
    """

    shapes: Shapes
    crossed: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def places_of(elements: Sequence[Element]) -> Shaped:
    """Give features a point or a polygon: a closed way is its area, an open one a point on it."""
    raw = _read(elements)
    closed = _closed(raw)
    shapes, crossed = _sound(_filled(raw, closed))
    opened = (shapely.get_type_id(raw) == _LINE) & (
        ~closed | (shapely.get_dimensions(shapes) < 2)  # noqa: PLR2004 - less than a surface
    )
    shapes[opened] = shapely.line_interpolate_point(raw[opened], 0.5, normalized=True)
    return Shaped(shapes, _ids(elements, crossed & ~opened), _ids(elements, opened))


def drawings_of(
    elements: Sequence[Element], *, as_lines: NDArray[np.bool_], clip: Surface | None
) -> Shapes:
    """Give the base map its lines and areas, cut at ``clip`` and drawn to DETAIL_DEGREES.

    What is smaller than a metre, or only touches the clip, has nothing to draw and is empty. An
    area whose outline does not close stays a line.
    """
    raw = _read(elements)
    shapes, _ = _sound(_filled(raw, _closed(raw) & ~as_lines))
    kinds = shapely.get_dimensions(shapes)
    if clip is not None:
        shapes = _alike(shapely.intersection(shapes, clip), kinds)
    drawn = shapely.set_precision(shapely.simplify(shapes, DETAIL_DEGREES), METRE_DEGREES)
    return _alike(drawn, kinds)


def _alike(shapes: Shapes, dimensions: NDArray[np.integer[Any]]) -> Shapes:
    """Keep of each shape the parts of its own dimension: an area's touching edge is no area."""
    changed = np.flatnonzero(
        (shapely.get_dimensions(shapes) != dimensions)
        | (shapely.get_type_id(shapes) == _COLLECTION)
    )
    alike = shapes.copy()
    for n in changed:
        parts = shapely.get_parts(shapes[n])
        alike[n] = shapely.union_all(parts[shapely.get_dimensions(parts) == dimensions[n]])
    return alike


def _read(elements: Sequence[Element]) -> Shapes:
    # As bytes: GEOS reads hexadecimal five times as slowly.
    shapes: Shapes = shapely.from_wkb([bytes.fromhex(element.wkb) for element in elements])
    return shapes


def _closed(shapes: Shapes) -> NDArray[np.bool_]:
    lines = shapely.get_type_id(shapes) == _LINE
    long_enough = shapely.get_num_points(shapes) >= _LEAST_RING
    rings: NDArray[np.bool_] = lines & shapely.is_closed(shapes) & long_enough
    return rings


def _filled(shapes: Shapes, closed: NDArray[np.bool_]) -> Shapes:
    filled = shapes.copy()
    if closed.any():
        coordinates, owner = shapely.get_coordinates(shapes[closed], return_index=True)
        filled[closed] = shapely.polygons(shapely.linearrings(coordinates, indices=owner))
    return filled


def _sound(shapes: Shapes) -> tuple[Shapes, NDArray[np.bool_]]:
    """Make polygons valid, keeping only surfaces of what the repair gives."""
    surfaces = np.isin(shapely.get_type_id(shapes), (_POLYGON, _MULTIPOLYGON))
    crossed = surfaces & ~shapely.is_valid(shapes)
    sound = shapes.copy()
    sound[crossed] = [_surface(shape) for shape in shapely.make_valid(shapes[crossed])]
    single = shapely.get_type_id(sound) == _MULTIPOLYGON
    single &= shapely.get_num_geometries(sound) == 1
    sound[single] = shapely.get_geometry(sound[single], 0)
    return sound, crossed


def _surface(shape: shapely.Geometry) -> shapely.Geometry:
    if shapely.get_type_id(shape) != _COLLECTION:
        return shape
    return shapely.union_all([part for part in shapely.get_parts(shape) if part.area > 0])


def _ids(elements: Sequence[Element], wrong: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(elements[n].id for n in np.flatnonzero(wrong).tolist())
