"""What reading gives, whoever reads: a harvest, of which layers are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from layers.area import Box
from layers.sources.osm.clues import Clues
from layers.sources.osm.elements import Element, Oddities
from layers.sources.osm.spill import Ways


@dataclass(frozen=True, slots=True)
class Harvest:
    """All that a source gives: elements, highway ways, the clues to the place, what was odd.

    ``ways`` are those of ``osm.ways``, on disk; no street is among ``elements``. ``box`` is what
    the source says it holds; None when it does not say. ``signals`` and ``barriers`` are numbers of
    nodes: traffic signals, and barriers that no car passes.
    """

    elements: tuple[Element, ...]
    ways: Ways
    clues: Clues
    oddities: Oddities
    as_of: date | None
    box: Box | None
    signals: frozenset[int] = frozenset()
    barriers: frozenset[int] = frozenset()
