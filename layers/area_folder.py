"""An area on disk: a folder with one GeoParquet file a layer and a ``manifest.json``.

The folder appears whole or not at all: it is written beside its place under another name, synced,
and moved in one step; what stood there before stays until then.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import geopandas as gpd

from i18n import Message, msg
from layers.area import Area, Manifest
from layers.catalogue import LAYERS
from layers.disk import disk_told, sync
from layers.errors import StorageError
from layers.stored import StoredTable, read_rows

MANIFEST = "manifest.json"
FORMAT = 2  # 2: streets know their signals and barriers; main roads have a layer of their own


def write_area(area: Area, folder: Path) -> None:
    """Write an area as a folder, replacing the area that is there.

    Raises StorageError and leaves no half if the disk is full or the folder is not an area.
    """
    folder = folder.absolute()
    _refuse_foreign(folder)
    with disk_told(partial(_unusable, folder)):
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            _write_files(area, beside)
            _put_in_place(beside, folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def open_area(folder: Path) -> Area:
    """Open a folder that ``write_area`` made.

    Raises StorageError if it is not one, or was changed since.
    """
    manifest, checksums = _read_manifest(folder)
    with disk_told(partial(_unusable, folder)):
        tables = {name: _read_layer(folder, name, checksums.get(name, "")) for name in LAYERS}
    return Area(manifest, tables)


def read_manifest(folder: Path) -> Manifest:
    """Read what an area is, without its layers. Raises StorageError."""
    return _read_manifest(folder)[0]


def area_checksum(folder: Path) -> str:
    """Give the checksum of an area: of its manifest, which holds the checksum of every layer."""
    _read_manifest(folder)
    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()


def is_area(folder: Path) -> bool:
    """Tell whether a folder looks like an area."""
    return (folder / MANIFEST).is_file()


def _write_files(area: Area, folder: Path) -> None:
    checksums = {}
    for name in LAYERS:
        file = folder / f"{name}.parquet"
        table = area.tables.get(name)
        if isinstance(table, StoredTable):
            shutil.copyfile(table.file, file)
        else:
            area[name].to_parquet(file, index=True, compression="zstd")
        checksums[name] = _digest(file)
        sync(file)
    plain = {"format": FORMAT} | area.manifest.as_json()
    plain |= {"counts": area.counts, "checksums": checksums}
    manifest = folder / MANIFEST
    manifest.write_text(json.dumps(plain, ensure_ascii=False, indent=1), encoding="utf-8")
    sync(manifest)


def _put_in_place(beside: Path, folder: Path) -> None:
    """Move the new folder in; an old one steps aside first and comes back if the move fails."""
    aside = folder.with_name(f"{beside.name}-old")
    if folder.exists():
        folder.rename(aside)
    try:
        beside.rename(folder)
    except OSError:
        if aside.exists():
            aside.rename(folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _refuse_foreign(folder: Path) -> None:
    """Never replace a folder that is not an area: it may be somebody's work."""
    taken = folder.is_file() or (folder.is_dir() and any(folder.iterdir()) and not is_area(folder))
    if taken:
        raise StorageError(
            msg("{folder} exists and is not an area.", folder=str(folder)),
            msg("Choose another folder for the area."),
        )


def _read_manifest(folder: Path) -> tuple[Manifest, dict[str, str]]:
    """Read the manifest and the checksum of each layer."""
    try:
        plain: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if plain["format"] == FORMAT:
            return Manifest.from_json(plain), dict(plain["checksums"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as cause:
        raise StorageError(
            msg("{folder} is not an area: it has no readable manifest.json.", folder=str(folder)),
            msg("Make one with “bivouac load SOURCE --out {folder}”.", folder=str(folder)),
        ) from cause
    raise StorageError(
        msg("{folder} was written by another version of Bivouac.", folder=str(folder)),
        msg("Load the source of this area again."),
    )


def _read_layer(folder: Path, name: str, digest: str) -> gpd.GeoDataFrame:
    file = folder / f"{name}.parquet"
    if _digest(file) != digest:
        raise StorageError(
            msg("{file} is not what was written: its checksum differs.", file=str(file)),
            msg("Load the source of this area again."),
        )
    return read_rows(file)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _unusable(folder: Path, reason: Message | str) -> tuple[Message, Message]:
    return (
        msg("{folder} cannot be used: {reason}.", folder=str(folder), reason=reason),
        msg("Check the free space and the rights on that disk, then try again."),
    )
