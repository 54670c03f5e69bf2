"""Recognising city hall in the ways people write it: case, accents, abbreviations, districts.

Only bodies that *are* a city hall count. A body that merely belongs to one – a company or an
institution with a legal person of its own, such as Eau de Paris – is told apart, because its own
director signs, not the mayor. Intercommunal bodies, the département, the region and the state are
none; the one exception is the Département de Paris, which merged into the city on 1 January 2019
(code général des collectivités territoriales, L2512-1).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Body(StrEnum):
    """What a name of an operator or owner stands for."""

    CITY_HALL = "city-hall"
    UNLISTED = "unlisted"  # a city hall, but of a commune that the area does not list
    MUNICIPAL = "municipal"  # a company or institution of the city, not city hall itself
    OTHER = "other"


_SEPARATORS = re.compile(r"[;/|,&()\[\]+:]|\s[-–—]+\s|\s(?:et|und|and|y|e)\s", re.IGNORECASE)

# What a town hall is called before its commune's name, folded; French, German, English and the
# tongues of the neighbours.
_HEADS = (
    r"mairie(?: annexe| centrale)?|commune|cne|municipalite|hotel de ville|conseil municipal"
    r"|services? municipa(?:l|ux)"
    r"|(?:politische |markt|stadt|orts)?gemeinde(?:verwaltung)?|stadt(?:verwaltung)?|magistrat"
    r"|municipality|municipal council|(?:city|town|borough) council"
    r"|ayuntamiento|ajuntament|camara municipal|prefeitura(?: municipal)?|municipio|comune"
    r"|gemeente"
)
# Words that shops bear too (“City Parking”), and that need an “of” or a listed name.
_LOOSE_HEADS = r"ville|city|town|(?:royal |london )*borough|stad"
_LINK = r"(?: d| de| du| des| de la| de l| of| der| di| do| da| van)"
_SERVICE = r"(?:(?:services?|direction|delegation|propriete|domaine|patrimoine)\b.* de )?"
_SPELLED = re.compile(
    rf"{_SERVICE}(?:la |the )?(?:{_HEADS}|(?P<loose>{_LOOSE_HEADS}))(?P<link>{_LINK})? (?P<name>.+)"
)
_TRAILING = re.compile(r"(?P<name>.+) (?:city council|town council|city hall|town hall)")
_ALONE = re.compile(
    r"(?:la )?(?:mairie|ville|commune)|municipalite|municipality|municipale?|communale?"
    r"|hotel de ville|conseil municipal|services municipaux|(?:gemeinde|stadt)(?:verwaltung)?"
    r"|city|(?:city|town) (?:hall|council)|ayuntamiento|ajuntament|camara municipal|municipio"
    r"|comune|gemeente"
)

_ORDINAL = r"(?:\d{1,2}|[ivx]{1,5})(?: ?(?:er|ere|e|eme|nd|nde|st|rd|th|o))?"
_DISTRICT_WORD = r"(?:arr|arrt|arrdt|ardt|arrond|arrondissement)s?"
_DISTRICT = re.compile(
    rf"(?:d )?(?:{_DISTRICT_WORD} (?:du )?)?{_ORDINAL}(?: {_DISTRICT_WORD})?"
    r"(?: (?:de |d )?(?P<of>.+))?"
)
_DISTRICT_AFTER = re.compile(
    rf"(?P<of>.+?) (?:\d{{5}}|centre|(?:{_DISTRICT_WORD} )?{_ORDINAL}(?: {_DISTRICT_WORD})?)"
)
_WITH_DISTRICTS = frozenset({"paris", "lyon", "marseille"})

# Legal persons of their own. The list serves the reason a planner reads; what is missing from it
# is simply another body.
_MUNICIPAL = re.compile(
    r"eau de paris|paris habitat\b.*|paris musees|rivp|regie immobiliere de la ville\b.*"
    r"|elogie siemp|saemes|semaest|sempariseine|credit municipal\b.*|cas ?vp"
    r"|ccas\b.*|centres? (?:communal )?d action sociale\b.*|caisse des ecoles\b.*|stadtwerke\b.*"
)
_PARIS_DEPARTMENT = re.compile(r"(?:departement|conseil) de paris|conseil departemental de paris")


@lru_cache(maxsize=65_536)  # a region's names, twice over: the next day's screening meets the same
def folded(text: str) -> str:
    """Give a name without case, accents, punctuation and abbreviated saints, to compare by."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    bare = bare.casefold().replace("œ", "oe").replace("æ", "ae")
    words = re.sub(r"[\W_]+", " ", bare).split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


@dataclass(frozen=True)
class CityHalls:
    """The communes whose town halls count; with none listed, every town hall does."""

    communes: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str]) -> CityHalls:
        """Take the area's list of communes, spelled in any way; districts stand for their city."""
        known = (_city(_without_article(folded(name))) for name in names)
        return cls(frozenset(name for name in known if name))

    @property
    def only_paris(self) -> bool:
        """Whether the area lists Paris and nothing else."""
        return self.communes == {"paris"}

    def recognise(self, text: str, *, private: bool = False) -> Body:
        """Tell what an operator or owner is; ``private`` is what its type tag says, if it does."""
        whole = folded(text)
        if not whole:
            return Body.OTHER
        if not private and self._lists(whole):
            return Body.CITY_HALL
        parts = {whole, *(folded(part) for part in _SEPARATORS.split(text))}
        return min(map(self._part, parts), key=list(Body).index)

    def _part(self, part: str) -> Body:
        if _MUNICIPAL.fullmatch(part):
            return Body.MUNICIPAL
        if _ALONE.fullmatch(part):
            return Body.CITY_HALL
        if _PARIS_DEPARTMENT.fullmatch(part):
            return self._town_hall_of("paris")
        if trailing := _TRAILING.fullmatch(part):
            return self._town_hall_of(trailing["name"])
        spelled = _SPELLED.fullmatch(part)
        if not spelled or (
            spelled["loose"] and not spelled["link"] and not self._lists(spelled["name"])
        ):
            return Body.OTHER
        return self._town_hall_of(spelled["name"])

    def _town_hall_of(self, name: str) -> Body:
        listed = self._lists(name) or self._lists_kin(name) or self._has_district(name)
        return Body.CITY_HALL if listed or not self.communes else Body.UNLISTED

    def _has_district(self, name: str) -> bool:
        found = _DISTRICT.fullmatch(name)
        if not found:
            return False
        return self._lists(found["of"]) if found["of"] else bool(self.communes & _WITH_DISTRICTS)

    def _lists(self, name: str) -> bool:
        return _city(_without_article(name)) in self.communes

    def _lists_kin(self, name: str) -> bool:
        """Whether a listed name lengthens or shortens this one: Boulogne, Boulogne-Billancourt."""
        bare = _without_article(name) + " "
        return any(bare.startswith(c + " ") or f"{c} ".startswith(bare) for c in self.communes)


def _without_article(name: str) -> str:
    return re.sub(r"^(?:le|la|les|l) ", "", name)


def _city(name: str) -> str:
    """Give the city of a district such as ``paris 10e arrondissement``; else the name itself."""
    found = _DISTRICT_AFTER.fullmatch(name)
    return found["of"] if found and found["of"] in _WITH_DISTRICTS else name
