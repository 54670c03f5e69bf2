"""Fonts embedded in a PDF as its reader needs them: shapes, no rules for setting letters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fontTools.subset import Options

# Ligatures, kerning and their classes: a page's letters are set before it is written.
_RULES = ("GSUB", "GPOS", "GDEF")


@contextmanager
def set_already() -> Iterator[None]:
    """Leave those rules out of what matplotlib embeds.

    It would take them apart for every font of every file, a quarter of the seconds of a sheet, for
    a file that looks and reads the same. It has no setting for that. To be used by one thread at a
    time, as matplotlib itself.
    """
    kept = Options._drop_tables_default  # noqa: SLF001 - where fontTools keeps its own choice
    Options._drop_tables_default = [*kept, *_RULES]  # noqa: SLF001
    try:
        yield
    finally:
        Options._drop_tables_default = kept  # noqa: SLF001
