"""An OpenStreetMap file on disk becomes an area, with no network: .osm, .osm.gz, .osm.bz2, .pbf.

Reading streams through ``osm.stream``; nothing is returned before the last element was read, so a
file that is cut short gives no area at all. One cut is invisible: a ``.osm.pbf`` that ends between
two of its blocks looks like a smaller file.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import geopandas as gpd
import osmium
import pandas as pd

from i18n import Message, msg
from layers.area import Area, Box
from layers.errors import StorageError, UnreadableFileError
from layers.extent import Extent, check_extent, check_overlap
from layers.schema import CRS, empty
from layers.sources.osm.area import Origin, build_area, extent_of, sound
from layers.sources.osm.harvest import Harvest
from layers.sources.osm.layers import streets
from layers.sources.osm.overlong import shortened
from layers.sources.osm.stream import harvest, holds_nothing
from layers.sources.osm.text import clean
from layers.sources.osm.ways import Store, Tick
from layers.streets import STREETS

Progress = Callable[[float, Message], None]
SUFFIXES = (".osm", ".osm.gz", ".osm.bz2", ".osm.pbf", ".pbf")
_REFUSALS = (RuntimeError, ValueError, OSError, osmium.InvalidLocationError)
_FETCH_AGAIN = msg("Download or copy the file again, whole.")
_OTHER_FILE = msg("Choose a file in one of these formats: {suffixes}.", suffixes=SUFFIXES)
# Places of nodes take 16 bytes each, some two bytes for each of a .pbf: beyond this, on disk.
_LARGE_BYTES = 100_000_000
# Bytes of a file for each element that pyosmium hands over, as measured on whole regions.
_BYTES_PER_ELEMENT = {".pbf": 60, ".gz": 80, ".bz2": 60, ".osm": 900}


def read_osm_file(
    path: str | os.PathLike[str],
    *,
    extent: Extent | None = None,
    title: str | None = None,
    progress: Progress | None = None,
) -> Area:
    """Read an OpenStreetMap file into the layers of an area, in EPSG:4326.

    ``extent`` clips to a box or polygon in degrees: a feature is in when it touches the extent, a
    street that crosses its edge is kept whole. ``title`` is the area's name, the file's if None.
    ``progress`` hears a share from 0 to 1, estimated from the file's size, and what is being done.

    Raises UnreadableFileError when the file is missing, empty, cut short or no OSM file, and
    ExtentError when the extent is unsound or lies outside the file.
    """
    file = Path(path)
    clip = None if extent is None else check_extent(extent)
    hear = progress or _nobody
    read = _read(file, hear)
    box = _box_of(read, file)
    if clip is not None:
        check_overlap(clip, box, file=file.name)
    hear(0.9, msg("Making the layers"))
    as_of, warnings = _date_of(read, file)
    name = clean(file.name)
    origin = Origin(
        title=title or _stem(name),
        source=f"OpenStreetMap file {name}",
        file=name,
        as_of=as_of,
        box=box,
        warnings=warnings,
    )
    layers = msg("Making the layers")
    area = build_area(
        read, origin=origin, clip=clip, hear=lambda share: hear(0.9 + 0.08 * share, layers)
    )
    hear(1.0, msg("Done"))
    return area


def read_streets(
    path: str | os.PathLike[str], *, progress: Progress | None = None
) -> gpd.GeoDataFrame:
    """Read the streets of a file alone, the same rows as those of ``read_osm_file``, but sooner.

    Raises UnreadableFileError as it does.
    """
    file = Path(path)
    read = _read(file, progress or _nobody, streets_alone=True)
    made = streets(read, as_of=_date_of(read, file)[0], clip=None)
    tables = list(sound(made, [], file=file.name))
    return gpd.GeoDataFrame(pd.concat(tables or [empty(STREETS)]), crs=CRS)


def _check_file(file: Path) -> None:
    if not file.exists():
        what = msg("There is no file “{file}”.", file=file.name)
        raise UnreadableFileError(what, msg("Check its name and folder."))
    if not file.name.lower().endswith(SUFFIXES) or not file.is_file():
        what = msg("“{file}” is not named as an OpenStreetMap file.", file=file.name)
        raise UnreadableFileError(what, _OTHER_FILE)
    if file.stat().st_size == 0:
        raise UnreadableFileError(msg("The file “{file}” is empty.", file=file.name), _FETCH_AGAIN)


def _read(file: Path, hear: Progress, *, streets_alone: bool = False) -> Harvest:
    """Read the whole file, and tell pyosmium's errors in our words."""
    _check_file(file)
    expected = file.stat().st_size / _BYTES_PER_ELEMENT[file.suffix.lower()]

    def tick(elements: int) -> None:
        hear(min(0.05 + 0.85 * elements / expected, 0.89), msg("Reading the file"))

    try:
        return _harvest(file, tick, streets_alone=streets_alone)
    except StorageError:  # of our own disk: nothing is wrong with the file
        raise
    except _REFUSALS as failed:
        raise _unreadable(file, failed) from failed


def _harvest(file: Path, tick: Tick, *, streets_alone: bool) -> Harvest:
    try:
        source = osmium.io.File(os.fspath(file))
        large = file.stat().st_size > _LARGE_BYTES
        store: Store = "sparse_file_array" if large else "flex_mem"
        return harvest(source, tick=tick, streets_alone=streets_alone, store=store)
    except (RuntimeError, ValueError) as failed:
        if "too long" not in str(failed) or file.suffix.lower() == ".pbf":
            raise
        return harvest(shortened(file), tick=tick, streets_alone=streets_alone)


def _unreadable(file: Path, failed: Exception) -> UnreadableFileError:
    what = msg(
        "The file “{file}” is cut short, or is no OpenStreetMap file ({reason}).",
        file=file.name,
        reason=clean(str(failed)),
    )
    return UnreadableFileError(what, _FETCH_AGAIN)


def _box_of(read: Harvest, file: Path) -> Box:
    box = read.box or extent_of(read)
    if box is not None:
        return box
    if holds_nothing(osmium.io.File(os.fspath(file))):
        what = msg("The file “{file}” holds no OpenStreetMap element.", file=file.name)
        raise UnreadableFileError(what, _FETCH_AGAIN)
    what = msg("The file “{file}” holds no street and no place that a plan needs.", file=file.name)
    raise UnreadableFileError(what, msg("Choose an extract with all tags, not a part of one."))


def _date_of(read: Harvest, file: Path) -> tuple[date, tuple[Message, ...]]:
    """Give the date that the file says, or else the day it was saved, and say so."""
    if read.as_of is not None:
        return read.as_of, ()
    saved = datetime.fromtimestamp(file.stat().st_mtime, UTC).date()
    return saved, (
        msg("The file does not say its date; the day it was saved is used: {day}.", day=saved),
    )


def _stem(name: str) -> str:
    for suffix in sorted(SUFFIXES, key=len, reverse=True):
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name


def _nobody(_share: float, _doing: Message) -> None:
    """Hear progress for a caller who does not ask."""
