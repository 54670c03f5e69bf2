"""What a command gives: one answer on the output, progress on the error stream, files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from commands.options import language
from i18n import Message
from layers.disk import disk_told, unwritten, write_whole

CLEAR = "\r\x1b[2K"  # a line of progress that stands on a terminal makes room


def write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises StorageError."""
    with disk_told(unwritten(file)):
        write_whole(file, content)


def answer(answer: dict[str, Any], *, as_json: bool) -> None:
    """Print the answer as one JSON object, or a line a key for people."""
    if as_json:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        return
    for key, value in answer.items():
        sys.stdout.write(f"{key}: {json.dumps(value, ensure_ascii=False)}\n")


def told(share: float, doing: Message) -> None:
    """Show progress to a person; a log would keep every step of it."""
    if sys.stderr.isatty():
        sys.stderr.write(f"{CLEAR}{share:4.0%} {language()(doing)}" + "\n" * (share >= 1))


def silent(_share: float, _doing: Message) -> None:
    """Say nothing: the one JSON object is the answer."""
