"""Which layer and kind an OpenStreetMap element belongs to: the one place that reads conditions.

A condition (``layers.schema.Tags``) holds when, for every key, the element has one of the values:
``"*"`` is any value, ``"!x"`` any but x (or none), ``"!*"`` no value at all. Several values in one
tag (``sport=judo;boxing``) are split; case is ignored. The first condition of a layer that holds
gives the kind, so a layer lists its conditions in order of precedence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from layers.catalogue import LAYERS
from layers.schema import Tags

TagMap = Mapping[str, str]
_SCHOOLS = frozenset({"school", "university"})
_BY_SCHOOL_FR = {"lycée": "lycee", "collège": "college"}
_BY_FIRST_WORD = {
    "lycée": "lycee",
    "collège": "college",
    "école": "school",
    "ecole": "school",
    "groupe": "school",
}
_LOWER_SECONDARY = 2  # UNESCO's ISCED 2011: 2 is lower secondary, 3 is upper secondary


class _Rule(NamedTuple):
    layer: str
    rank: int
    condition: Tags


def words(value: str) -> tuple[str, ...]:
    """Split the values of one tag, in lower case: ``"Judo; boxing"`` is judo and boxing."""
    if ";" not in value:
        return (value.strip().casefold(),)
    return tuple(word for part in value.split(";") if (word := part.strip().casefold()))


def holds(condition: Tags, tags: TagMap) -> bool:
    """Whether every key of the condition has one of its values."""
    return all(_fits(tags.get(key), wanted) for key, wanted in condition.all_of.items())


def kinds_of(tags: TagMap) -> dict[str, str]:
    """Give the kind of an element in each layer that it belongs to, by the layer's name.

    Venues and town halls are no candidate sites, whatever else they are.
    """
    first: dict[str, _Rule] = {}
    for rule in _rules_touching(tags):
        best = first.get(rule.layer)
        if (best is None or rule.rank < best.rank) and holds(rule.condition, tags):
            first[rule.layer] = rule
    kinds = {layer: rule.condition.kind for layer, rule in first.items()}
    if "candidates" in kinds:
        _settle_candidate(kinds, tags)
    return kinds


def anchors() -> dict[str, frozenset[str]]:
    """Give the keys and values by which any element of any layer can be found in a large file."""
    return {key: frozenset(values) for key, values in _index().items()}


def school_level(tags: TagMap) -> str | None:
    """Give school, college or lycee as the tags or the name's first word say; None if none does.

    In this order: ``school:FR``, ``isced:level`` (the highest), the name.
    """
    for word in words(tags.get("school:FR", "")):
        if word:
            return _BY_SCHOOL_FR.get(word, "school")
    levels = [int(digit) for digit in re.findall(r"[0-9]", tags.get("isced:level", ""))]
    if levels:
        return _by_isced(max(levels))
    name = tags.get("name", "").split()
    return _BY_FIRST_WORD.get(name[0].casefold()) if name else None


def _by_isced(level: int) -> str:
    if level > _LOWER_SECONDARY:
        return "lycee"
    return "college" if level == _LOWER_SECONDARY else "school"


def _settle_candidate(kinds: dict[str, str], tags: TagMap) -> None:
    if "venues" in kinds or "townhall" in words(tags.get("amenity", "")):
        del kinds["candidates"]
    elif kinds["candidates"] in _SCHOOLS:
        kinds["candidates"] = _settled_school(kinds["candidates"], tags)


def _settled_school(kind: str, tags: TagMap) -> str:
    level = school_level(tags)
    if kind == "university":  # “École nationale …” is no primary school
        return "lycee" if level == "lycee" and "isced:level" not in tags else kind
    return level or kind


def _fits(value: str | None, wanted: tuple[str, ...]) -> bool:
    held = words(value) if value else ()
    banned = [word[1:].casefold() for word in wanted if word.startswith("!")]
    if any(word in held or (word == "*" and held) for word in banned):
        return False
    asked = [word.casefold() for word in wanted if not word.startswith("!")]
    return not asked or any(word in held or (word == "*" and bool(held)) for word in asked)


def _rules_touching(tags: TagMap) -> Iterator[_Rule]:
    index = _index()
    for key, value in tags.items():
        if key in index:
            by_value = index[key]
            for word in words(value):
                yield from by_value.get(word, ())


@cache
def _index() -> Mapping[str, Mapping[str, tuple[_Rule, ...]]]:
    """File each condition under the first of its keys that names values, so that few are tried."""
    index: dict[str, dict[str, tuple[_Rule, ...]]] = {}
    for layer in LAYERS.values():
        for rank, condition in enumerate(layer.tags):
            key, values = _anchor(condition)
            for value in values:
                by_value = index.setdefault(key, {})
                by_value[value] = (*by_value.get(value, ()), _Rule(layer.name, rank, condition))
    return index


def _anchor(condition: Tags) -> tuple[str, tuple[str, ...]]:
    for key, values in condition.all_of.items():
        if not any(value == "*" or value.startswith("!") for value in values):
            return key, values
    text = f"the condition of “{condition.kind}” names no value to search for"
    raise ValueError(text)
