"""Tools of the system that look into a PDF."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def tool(name: str, *words: str, data: bytes, folder: Path) -> str:
    """Run a tool of the system on a PDF and give what it says; skip where it is not there."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    file = folder / "looked-at.pdf"
    file.write_bytes(data)
    told = subprocess.run(  # noqa: S603 - a tool of the system, on a file of ours
        [path, *(str(file) if word == "FILE" else word for word in words)],
        capture_output=True,
        check=True,
        text=True,
    )
    return told.stdout
