"""How a record calls things: it knows ids, and asks whoever holds the data for names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias
from uuid import uuid4

from i18n import Message
from layers.area import Area
from layers.catalogue import DEMAND_LAYERS

NameOf: TypeAlias = Callable[[str], str | Message]
_NAMED = ("candidates", "claims", *DEMAND_LAYERS)


def names_in(area: Area) -> Callable[[str], str]:
    """Give what names a site, a claim or a place of an area; one that is gone keeps its id."""
    names = {key: name for layer in _NAMED for key, name in area[layer]["name"].items() if name}
    return lambda key: str(names.get(key, key))


def new_id(word: str) -> str:
    """Make an id that nobody has: ``closure-5f3a9c01``."""
    return f"{word}-{uuid4().hex[:8]}"
