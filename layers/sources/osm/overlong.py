"""OSM XML whose texts are longer than libosmium accepts (1,024 bytes), made readable.

OpenStreetMap has no such text; a file that has one was written by other hands, and is small. It is
read in memory, its texts cut one letter beyond MOST_LETTERS, so that the reader still tells of it.
"""

from __future__ import annotations

import bz2
import gzip
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr, unescape

import osmium

from layers.sources.osm.text import MOST_LETTERS

_LONG = re.compile(
    rf'(?P<key> [kv]=)(?:"([^"]{{{MOST_LETTERS},}})"|\'([^\']{{{MOST_LETTERS},}})\')'
)
_UNPACKERS: Mapping[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.decompress,
    ".bz2": bz2.decompress,
}
_QUOTES = {"&quot;": '"', "&apos;": "'"}


def shortened(file: Path) -> osmium.io.FileBuffer:
    """Give an OSM XML file with its overlong texts cut. Raises OSError or UnicodeDecodeError."""
    unpack = _UNPACKERS.get(file.suffix.lower(), bytes)
    text = unpack(file.read_bytes()).decode()
    return osmium.io.FileBuffer(_LONG.sub(_cut, text).encode(), "osm")


def cut(text: str) -> str:
    """Cut a text one letter beyond MOST_LETTERS, where it can still be seen that it was longer."""
    return text[: MOST_LETTERS + 1]


def _cut(found: re.Match[str]) -> str:
    return found["key"] + quoteattr(cut(unescape(found[2] or found[3], _QUOTES)))
