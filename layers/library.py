"""The areas at hand: the embedded example, and the folders that were loaded on this machine."""

from __future__ import annotations

import os
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from platformdirs import user_data_path

from i18n import msg
from layers.area import Area, Manifest
from layers.area_folder import area_checksum, is_area, open_area, read_manifest, write_area
from layers.errors import BivouacError, UnknownIdError
from layers.sources.embedded import FOLDER as EXAMPLE_FOLDER
from layers.sources.embedded import TITLE, read_paris2024

EXAMPLE = "paris2024"
ORDERS = "orders"  # the folder of prepared orders in the home folder
_LONGEST_KEY = 60
_LAST = ".last"


def home() -> Path:
    """Give the folder of this machine's areas and plans; ``BIVOUAC_HOME`` names another."""
    named = os.environ.get("BIVOUAC_HOME")
    return Path(named) if named else user_data_path("bivouac", appauthor=False)


def open_any(name: str) -> Area:
    """Open an area by the word ``paris2024`` or by its folder. Raises StorageError."""
    return read_paris2024() if name == EXAMPLE else open_area(Path(name))


@dataclass(frozen=True)
class Library:
    """Areas by key: lowercase letters, digits and dashes, safe as a file name."""

    folder: Path

    def keys(self) -> tuple[str, ...]:
        """Give the keys of all areas, the example first."""
        loaded = sorted(each.name for each in self.folder.glob("[a-z0-9]*") if is_area(each))
        return (EXAMPLE, *loaded)

    def open(self, key: str) -> Area:
        """Open an area. Raises UnknownIdError if there is none of that key, StorageError."""
        return read_paris2024() if key == EXAMPLE else open_area(self._known(key))

    def title(self, key: str) -> str:
        """Give an area's title; one that cannot be read is told by its key."""
        try:
            return TITLE if key == EXAMPLE else read_manifest(self._known(key)).title
        except BivouacError:
            return key

    def version(self, key: str) -> str:
        """Give a text that changes whenever the area does."""
        if key == EXAMPLE:
            newest = max(file.stat().st_mtime_ns for file in EXAMPLE_FOLDER.glob("*.csv"))
            return f"{EXAMPLE}-{newest}"
        return area_checksum(self._known(key))

    def keep(self, area: Area) -> str:
        """Write an area under a key made of its title, and give the key.

        What was loaded before gives way to the same box of the same source only. Another place of
        the same title (a website calls every extract ``map.osm``) gets a number behind its key.
        """
        name = slug(area.manifest.title)
        numbered = (f"{name}-{n}" for n in count(2))
        key = next(key for key in chain([name], numbered) if self._is_free(key, area.manifest))
        write_area(area, self.folder / key)
        return key

    def remember(self, key: str) -> None:
        """Remember which area was used last; a disk that refuses is no reason to stop."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / _LAST).write_text(key, encoding="utf-8")

    def last(self) -> str:
        """Give the key of the area used last, the example if none was."""
        try:
            return (self.folder / _LAST).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return EXAMPLE

    def _is_free(self, key: str, wanted: Manifest) -> bool:
        """Tell whether a key is nobody's, or that of the same place; a damaged area stays."""
        if not is_area(self.folder / key):
            return True
        try:
            there = read_manifest(self.folder / key)
        except BivouacError:
            return False
        return (there.source, there.bbox) == (wanted.source, wanted.bbox)

    def _known(self, key: str) -> Path:
        if key not in self.keys():
            raise UnknownIdError(
                msg("There is no area “{key}” on this machine.", key=key),
                msg("Choose another area, or load it again."),
            )
        return self.folder / key


def slug(title: str) -> str:
    """Make a key of a title: letters without accents, digits, single dashes."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_KEY].strip("-")
    return f"area-{words}".rstrip("-") if words in {"", EXAMPLE} else words
