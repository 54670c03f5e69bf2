"""Files written whole or not at all, and a disk's refusal told in one sentence and a remedy."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa

from i18n import Message, msg
from layers.errors import BivouacError, StorageError

# Makes of a reason what is wrong and what to do next.
Telling: TypeAlias = Callable[[Message | str], tuple[Message, Message]]

_REASONS = {
    errno.ENOSPC: msg("the disk is full"),
    errno.EDQUOT: msg("the disk is full"),
    errno.EFBIG: msg("the file would grow too large for this disk"),
    errno.EACCES: msg("access is denied"),
    errno.EPERM: msg("access is denied"),
    errno.EROFS: msg("the disk is read-only"),
    errno.ENOENT: msg("there is no such file or folder"),
    errno.EISDIR: msg("it is a folder, not a file"),
    errno.ENOTDIR: msg("a file stands where a folder should be"),
}


def reason_of(cause: BaseException) -> Message | str:
    """Give why an operation on files failed; what is rare is told in the system's own words."""
    number = getattr(cause, "errno", None)
    if number is None:
        return str(cause)
    return _REASONS.get(number) or os.strerror(number)


@contextmanager
def disk_told(telling: Telling) -> Iterator[None]:
    """Tell a failing disk as StorageError. Arrow reports some disk errors as its own kind."""
    try:
        yield
    except BivouacError:
        raise
    except (OSError, pa.ArrowException) as cause:
        raise StorageError(*telling(reason_of(cause))) from cause


def unwritten(file: Path) -> Telling:
    """Tell that a file the reader asked for could not be written."""
    return lambda reason: (
        msg("{file} cannot be written: {reason}.", file=str(file), reason=reason),
        msg("Check the folder, its rights and the free space, then try again."),
    )


def write_whole(file: Path, content: bytes) -> None:
    """Write a file beside its place, sync it, and move it in. Raises OSError."""
    # In a folder, since a temporary file of its own would be readable by its owner alone.
    with tempfile.TemporaryDirectory(dir=file.absolute().parent, prefix=".bivouac-") as folder:
        partial = Path(folder) / file.name
        partial.write_bytes(content)
        sync(partial)
        partial.replace(file)


def sync(file: Path) -> None:
    """Wait until a file is on the disk."""
    with file.open("rb") as stream:
        os.fsync(stream.fileno())
