"""The vocabulary of stories about the command line: a command is run, and how it ended."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any

import pytest

from cli import main
from tests.data.truth import PROJECT


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, and what it wrote on each stream."""

    code: int
    out: str
    err: str


def process(*words: str, lang: str = "en") -> Ended:
    """Run the command as a person would; a process of its own takes seconds to start."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, str(PROJECT / "cli.py"), *words],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LANG": lang, "LC_ALL": lang},
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def run(*words: str, lang: str = "en") -> Ended:
    """Run the command's own ``main`` here, with its streams and its exit code."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setenv("LC_ALL", lang)
        patch.setattr("sys.argv", ["bivouac", *words])
        with pytest.raises(SystemExit) as ended:
            main()
    return Ended(int(ended.value.code or 0), out.getvalue(), err.getvalue())


def answer(*words: str) -> dict[str, Any]:
    """Run a command that must succeed, and give the one JSON object it prints."""
    done = run(*words, "--json")
    assert done.code == 0, done.err
    assert done.err == ""
    found: dict[str, Any] = json.loads(done.out)
    return found
