"""Where plans are kept: one JSON file an area, on disk before the screen says so.

A change is made to the newest plan on disk, under a lock, so that two windows on one area never
undo each other's picks.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from i18n import Message, msg
from layers.disk import disk_told, write_whole
from layers.errors import StorageError
from plans.plan import Plan

_WRITING = Lock()


@dataclass(frozen=True)
class PlanStore:
    """The plans in a folder, by the key of their area (lowercase letters, digits and dashes)."""

    folder: Path

    def load(self, key: str, default: Plan) -> Plan:
        """Give the plan of an area, or the default for an area without one.

        Raises StorageError for a file that is not a plan, and leaves that file alone.
        """
        file = self._file(key)
        try:
            return Plan.from_json(json.loads(file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return default
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as cause:
            raise StorageError(
                msg("The plan in {file} cannot be read.", file=str(file)),
                msg("Move that file aside to begin a new plan, and keep it for a repair."),
            ) from cause

    def change(self, key: str, default: Plan, how: Callable[[Plan], Plan]) -> Plan:
        """Change the newest plan of an area and keep it.

        Raises StorageError; then nothing has changed.
        """
        with _WRITING:
            plan = how(self.load(key, default))
            self._write(self._file(key), json.dumps(plan.as_json(), ensure_ascii=False, indent=1))
        return plan

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}.json"

    def _write(self, file: Path, text: str) -> None:
        with disk_told(self._unkept):
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(file, text.encode())

    def _unkept(self, reason: Message | str) -> tuple[Message, Message]:
        return (
            msg(
                "The plan cannot be kept in {folder}: {reason}.",
                folder=str(self.folder),
                reason=reason,
            ),
            msg("The last change is not saved. Free some space, then make it again."),
        )
