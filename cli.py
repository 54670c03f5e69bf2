"""The same job for scripts and analysts: where the program of the command line starts.

What the commands need takes a second to be read. Whoever stops the program in that second wants
an end, not the place in our sources where it came; nothing that would have to be undone is done.
"""

from __future__ import annotations

import os
import signal
from importlib import import_module
from types import FrameType

STOPPED = 130  # what a shell calls a program that Ctrl-C has ended


def main() -> None:
    """Read the commands, ending in silence on Ctrl-C meanwhile; then run the one asked for."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # whoever has it ignored keeps that
        signal.signal(signal.SIGINT, _end)
    program = import_module("commands.program")
    signal.signal(signal.SIGINT, before)
    program.run()


def _end(number: int, frame: FrameType | None) -> None:
    """End at once: an exception in the middle of an import is not always passed on."""
    del number, frame
    os._exit(STOPPED)


if __name__ == "__main__":
    main()
