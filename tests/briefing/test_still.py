"""A packed file has no clock inside."""

from __future__ import annotations

import io
import zipfile

from briefing.still import DAY_ONE, stilled


def packed(hour: int) -> bytes:
    """Pack two files at an hour of a day."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in ("b.txt", "a.txt"):
            archive.writestr(zipfile.ZipInfo(name, (2024, 7, 27, hour, 0, 0)), f"this is {name}")
    return stream.getvalue()


def test_the_same_contents_give_the_same_bytes_at_any_hour() -> None:
    assert packed(8) != packed(9)
    assert stilled(packed(8)) == stilled(packed(9))


def test_files_keep_their_order_and_their_contents() -> None:
    with zipfile.ZipFile(io.BytesIO(stilled(packed(8)))) as archive:
        assert archive.namelist() == ["b.txt", "a.txt"]
        assert archive.read("a.txt") == b"this is a.txt"
        assert {each.date_time for each in archive.infolist()} == {DAY_ONE}
