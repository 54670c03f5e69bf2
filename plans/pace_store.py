"""A planner's own table of travel times, kept beside the plans and read by all of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gis.network.pace import Pace
from gis.network.pace_table import FILE, STANDARD_PACE, parse_pace
from i18n import Message, msg
from layers.disk import disk_told, write_whole

NAME = "travel-times.csv"


@dataclass(frozen=True)
class PaceStore:
    """The table in use in a folder: the planner's own, or the standard one where there is none."""

    folder: Path

    @property
    def is_own(self) -> bool:
        """Whether the planner's own table is in use."""
        return self._file.is_file()

    def load(self) -> Pace:
        """Read the table in use. Raises as ``content`` and ``keep`` do, for one changed by hand."""
        if not self.is_own:
            return STANDARD_PACE
        return parse_pace(self.content(), file=NAME, like=STANDARD_PACE)

    def content(self) -> bytes:
        """Give the table in use as the file it is. Raises StorageError."""
        with disk_told(self._failed):
            return (self._file if self.is_own else FILE).read_bytes()

    def keep(self, content: bytes, *, file: str) -> Pace:
        """Put a planner's own table in use, under the name that errors point to.

        Raises UnreadableFileError or RowsError for what is no such table, StorageError for a disk
        that refuses; then nothing has changed.
        """
        pace = parse_pace(content, file=file, like=STANDARD_PACE)
        with disk_told(self._failed):
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, content)
        return pace

    def drop(self) -> None:
        """Put the standard table in use again. Raises StorageError."""
        with disk_told(self._failed):
            self._file.unlink(missing_ok=True)

    @property
    def _file(self) -> Path:
        return self.folder / NAME

    def _failed(self, reason: Message | str) -> tuple[Message, Message]:
        return (
            msg("{folder} cannot be used: {reason}.", folder=str(self.folder), reason=reason),
            msg("Check the free space and the rights on that disk, then try again."),
        )
