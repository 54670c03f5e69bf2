"""What the tags tell of the place: whose law holds, and which communes have a town hall."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_COMMUNES = 200
"""A département has 500 communes at most; a longer list helps nobody to check it."""

CLUE_KEYS = ("addr:country", "boundary", "place", "ref:UAI", "ref:INSEE")
"""Keys that no layer asks for and that tell of the place all the same."""

_FRENCH_KEYS = frozenset({"school:FR", "ref:UAI", "ref:INSEE"})
_COUNTRY_KEYS = frozenset({"addr:country", "ISO3166-1", "ISO3166-1:alpha2", "ISO3166-2"})
# A part of every key and value that is looked for below.
_TELLING = re.compile(rb"addr:c|ISO3166|:FR|ref:|source=cadastre|boundary=|place=|townhall")
_COMMUNE_LEVEL = "8"
_TOWN_HALL_NAME = re.compile(
    r"(?:mairie|hôtel de ville) (?:de |d['’])(?P<commune>.+)", re.IGNORECASE
)


@dataclass(slots=True)
class Clues:
    """Votes for a country and for names of communes, gathered element by element."""

    countries: Counter[str] = field(default_factory=Counter)
    communes: Counter[str] = field(default_factory=Counter)

    def note(self, tags: Mapping[str, str]) -> None:
        """Count what one element's tags say."""
        for code in _countries(tags):
            self.countries[code] += 1
        if commune := _commune(tags):
            self.communes[commune] += 1

    @property
    def country(self) -> str:
        """The ISO code that most tags speak for, empty when none speaks or two speak alike."""
        best = self.countries.most_common(2)
        if not best or (len(best) > 1 and best[0][1] == best[1][1]):
            return ""
        return best[0][0]

    @property
    def city_halls(self) -> tuple[str, ...]:
        """Names of the communes, the most often named first, MOST_COMMUNES at most."""
        ranked = sorted(self.communes.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(name for name, _ in ranked[:MOST_COMMUNES])


def may_tell(tags: bytes) -> bool:
    """Whether ``key=value`` pairs, written in one row, can hold a clue: most streets' cannot."""
    return _TELLING.search(tags) is not None


def _countries(tags: Mapping[str, str]) -> list[str]:
    keys = tags.keys()
    said = [tags[key][:2].upper() for key in _COUNTRY_KEYS & keys if len(tags[key]) > 1]
    french = _FRENCH_KEYS & keys or any(key.startswith("ref:FR:") for key in keys)
    if french or tags.get("source", "").startswith("cadastre"):
        said.append("FR")
    return said


def _commune(tags: Mapping[str, str]) -> str:
    if tags.get("addr:city"):
        return tags["addr:city"]
    if tags.get("boundary") == "administrative" and tags.get("admin_level") == _COMMUNE_LEVEL:
        return tags.get("name", "")
    if tags.get("place") in {"city", "town"}:
        return tags.get("name", "")
    if tags.get("amenity") == "townhall":
        named = _TOWN_HALL_NAME.fullmatch(tags.get("name", ""))
        return named["commune"] if named else ""
    return ""
