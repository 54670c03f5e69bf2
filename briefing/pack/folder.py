"""A pack on disk: a folder that is there whole or not at all, or one file to be taken away."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from briefing.content.audiences import Item
from briefing.content.brief import Brief
from briefing.pack.form import USUAL, Form
from briefing.pack.making import File, items_of, pack
from briefing.pack.manifest import MANIFEST, Listed, listed, manifest, read_me
from briefing.still import DAY_ONE
from gis.siting.watch import Watch
from i18n import msg
from layers.disk import Telling, disk_told, sync
from layers.errors import StorageError

_PACKED = (".png", ".pdf", ".xlsx", ".pptx", ".kmz")  # to pack these again would save nothing
_PLAIN_FILE = 0o644 << 16  # the rights that a zip tells of a file


def whole_pack(
    brief: Brief,
    *,
    only: Collection[Item] | None = None,
    form: Form = USUAL,
    workers: int = 1,
    watch: Watch | None = None,
) -> Iterator[File]:
    """Make a pack with the two files that are about it: what is what, then the manifest.

    Where the watch is over first, these two are missing. Raises as ``pack`` does.
    """
    done: list[Listed] = []
    items = items_of(brief.audience, only)
    for file in pack(brief, only=items, form=form, workers=workers, watch=watch):
        done.append(listed(file))
        yield file
    if {each.item for each in done} == set(items):
        page = read_me(brief, done)
        yield page
        yield manifest(brief, [*done, listed(page)])


def write_pack(  # noqa: PLR0913 - a brief and a place, and options that stand by their names
    brief: Brief,
    folder: Path,
    *,
    only: Collection[Item] | None = None,
    form: Form = USUAL,
    workers: int = 1,
    watch: Watch | None = None,
) -> tuple[Listed, ...]:
    """Write a pack into a folder, whole or not at all, and give its files as they were written.

    The folder may be missing, or be there and empty. Files are written beside their place and
    synced; they are moved there when all are made. Where the watch is over first, nothing is
    written and no file given. Raises StorageError where the folder holds something, cannot be
    written or is full, and what ``pack`` raises.
    """
    items_of(brief.audience, only)
    done: list[Listed] = []
    with disk_told(_unwritten(folder)):
        _check_empty(folder)
        # An empty folder may be a disk of its own, which cannot be moved away: a USB stick.
        beside = folder if folder.is_dir() else folder.absolute().parent
        with tempfile.TemporaryDirectory(dir=beside, prefix=".bivouac-") as made:
            stage = Path(made) / "pack"
            stage.mkdir()
            for file in whole_pack(brief, only=only, form=form, workers=workers, watch=watch):
                _write(stage, file)
                done.append(listed(file))
            if not done or done[-1].name != MANIFEST:
                return ()
            _check_empty(folder, but=Path(made).name)
            _put(stage, folder)
    return tuple(done)


def pack_zip(brief: Brief, files: Collection[File]) -> bytes:
    """Pack the files of a pack in one; the same files give the same bytes.

    They lie in a folder of their own, so that unpacking makes no mess.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for file in files:
            about = zipfile.ZipInfo(f"{pack_name(brief)}/{file.name}", DAY_ONE)
            packed = file.name.endswith(_PACKED)
            about.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            about.external_attr = _PLAIN_FILE
            archive.writestr(about, file.content)
    return stream.getvalue()


def pack_name(brief: Brief) -> str:
    """Name a pack by its day, its audience and its language; no name of the area's is in it."""
    return f"bivouac-{brief.imprint.on.isoformat()}-{brief.audience}-{brief.say.code}"


def _put(stage: Path, folder: Path) -> None:
    """Move a pack to its place: at once where that is free, else file by file."""
    if folder.is_dir():
        _move(stage, folder)
    else:
        stage.replace(folder)


def _move(stage: Path, folder: Path) -> None:
    """Move what is in one folder to another, the manifest last; on a failure, none of it."""
    moved: list[Path] = []
    try:
        for each in sorted(stage.iterdir(), key=lambda each: each.name == MANIFEST):
            moved.append(each.replace(folder / each.name))  # noqa: PERF401 - those so far are needed
    except BaseException:
        for each in moved:
            each.replace(stage / each.name)
        raise


def _check_empty(folder: Path, *, but: str = "") -> None:
    """Refuse a folder with something in it. Raises StorageError, OSError."""
    names = {each.name for each in folder.iterdir()} - {but} if folder.is_dir() else set()
    if not names and (folder.is_dir() or not os.path.lexists(folder)):
        return
    told = _HELD if MANIFEST in names else _NOT_EMPTY if names else _NO_FOLDER
    raise StorageError(
        msg("{what}: {folder}.", what=told, folder=str(folder)),
        msg("Name a new folder; nothing was written."),
    )


_HELD = msg("The folder holds a pack already")
_NOT_EMPTY = msg("The folder is not empty")
_NO_FOLDER = msg("This is no folder")


def _write(stage: Path, file: File) -> None:
    place = stage.joinpath(*PurePosixPath(file.name).parts)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(file.content)
    sync(place)


def _unwritten(folder: Path) -> Telling:
    return lambda reason: (
        msg("The pack cannot be written to {folder}: {reason}.", folder=str(folder), reason=reason),
        msg("Check the folder, its rights and the free space; nothing was left there."),
    )
