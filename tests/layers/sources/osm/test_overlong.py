"""Texts longer than any of OpenStreetMap's."""

from __future__ import annotations

import bz2
import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from layers.errors import UnreadableFileError
from layers.sources.osm_file import read_osm_file
from tests.layers.sources.osm_stories import warnings

NODE = (
    '<node id="1" lat="47.5" lon="3.1"><tag k="amenity" v="police"/><tag k="name" v="{}"/></node>'
)


@pytest.mark.parametrize(
    ("suffix", "pack"), [("", bytes), (".gz", gzip.compress), (".bz2", bz2.compress)]
)
def test_a_name_of_ten_thousand_letters_is_cut_and_told(
    tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]
) -> None:
    """Also when its letters are written as entities, and in a packed file."""
    file = tmp_path / f"long.osm{suffix}"
    name = "&lt;É&quot;" * 5_000
    file.write_bytes(pack(f'<osm version="0.6">{NODE.format(name)}</osm>'.encode()))
    area = read_osm_file(file)
    assert area["candidates"]["name"].iloc[0] == ('<É"' * 100)[:255]
    assert any("255 letters" in line for line in warnings(area))


def test_half_a_file_is_refused_all_the_same(tmp_path: Path) -> None:
    """Half a file is still half a file."""
    file = tmp_path / "half.osm"
    file.write_text(f'<osm version="0.6">{NODE.format("É" * 10_000)}')
    with pytest.raises(UnreadableFileError, match=r"half\.osm"):
        read_osm_file(file)
