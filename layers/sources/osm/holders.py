"""Who holds a site, as its tags say: never more than they say, and with the tag that said it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from layers.sources.osm.tags import TagMap, words

_TYPES: Mapping[str, str] = {
    "public": "public",
    "government": "public",
    "municipal": "public",
    "private": "private",
    "business": "private",
    "religious": "private",
    "private_non_profit": "private",
    "ngo": "private",
    "cooperative": "private",
}
# The words by which French operators name themselves; anything else is left unknown.
_LEVELS = (
    ("region", r"(r[ée]gion|conseil r[ée]gional)\b"),
    ("departement", r"(d[ée]partement|conseil (d[ée]partemental|g[ée]n[ée]ral))\b"),
    ("commune", r"(ville|mairie|commune) (de |du |des |d['’])|municipalit[ée]\b|mairie\b"),
    ("state", r"([ée]tat|minist[èe]re|pr[ée]fecture|rectorat|acad[ée]mie de|arm[ée]e de)\b"),
    ("state", r"(police|gendarmerie) nationale\b"),
    ("private", r"enseignement catholique\b|ogec\b|dioc[èe]se\b|(direction )?dioc[ée]saine\b"),
)
_PRIVATE_NAME = re.compile(r"\bpriv[ée]e?s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Holder:
    """The holder's columns; ``said_by`` is the tag that told type, as ``operator:type=private``."""

    operator_type: str
    holder_level: str
    said_by: str


def holder_of(tags: TagMap) -> Holder:
    """Read type and level from operator:type, operator, owner, school:FR and the name."""
    operator_type, said_by = _type(tags)
    level = level_of(tags.get("owner", "")) or level_of(tags.get("operator", ""))
    if not level and operator_type == "private":
        level = "private"
    return Holder(operator_type, level, said_by)


def level_of(body: str) -> str:
    """Give the level that a body's own name says, as ``Région Île-de-France``; empty if none."""
    for level, pattern in _LEVELS:
        if re.match(pattern, body.strip(), re.IGNORECASE):
            return level
    return ""


def _type(tags: TagMap) -> tuple[str, str]:
    for word in words(tags.get("operator:type", "")):
        if word in _TYPES:
            return _TYPES[word], f"operator:type={word}"
    for key in ("operator", "owner"):
        if level := level_of(tags.get(key, "")):
            return ("private" if level == "private" else "public"), f"{key}={tags[key]}"
    for key in ("school:FR", "name"):
        if _PRIVATE_NAME.search(tags.get(key, "")):
            return "private", f"{key}={tags[key]}"
    return "", ""
