"""Packed files without a clock inside: the same contents give the same bytes."""

from __future__ import annotations

import io
import zipfile

DAY_ONE = (1980, 1, 1, 0, 0, 0)  # the first instant that a zip knows


def stilled(packed: bytes) -> bytes:
    """Pack a zip again, its files in the same order, all of the same instant."""
    again = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as before,
        zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            about = zipfile.ZipInfo(name, DAY_ONE)
            about.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(about, before.read(name))
    return again.getvalue()
