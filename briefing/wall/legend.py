"""The legends of the wall: what is drawn, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TypeAlias

from briefing.geodata.gis_layers import ZONE_WORDS
from briefing.wall.markup import listed, plain
from briefing.wall.symbols import FAR, INK, SERVED, place_symbol, swatch, zone_symbol
from i18n import Language, Message, msg
from layers.catalogue import DEMAND_LAYERS, LAYERS

CLOSED = "closed"
Look: TypeAlias = tuple[str, str]  # what it is, and how it stands
_SERVED_WORDS: Mapping[str, Message] = {"served": msg("Served"), "unserved": msg("Not served")}
_WAYS = {
    "served": (SERVED, "", msg("Within the standard")),
    "far": (FAR, "8 6", msg("Beyond the standard")),
}
_LINE = '<path d="M2 20H38" stroke="{colour}" stroke-width="5" stroke-dasharray="{dash}"/>'
_BOX = f'<rect x="4" y="8" width="32" height="24" fill="{SERVED}"/>'
_STRIPES = "".join(
    f'<path d="M{x} 32L{x + 12} 8" stroke="{FAR}" stroke-width="5"/>' for x in (4, 14, 24)
)


def legend(looks: Collection[Look], say: Language) -> str:
    """Name the looks that are on a map, in a fixed order."""
    rows = [_entry(symbol, say(word)) for look, symbol, word in _entries() if look in looks]
    return listed(rows, mark="legend")


def season_legend(say: Language) -> str:
    """Name both parts of a bar."""
    rows = ((_BOX, say("Officers served")), (_STRIPES, say("Officers not served")))
    return listed([_entry(symbol, word) for symbol, word in rows], mark="legend")


def _entries() -> Iterator[tuple[Look, str, Message]]:
    """Give every look with its symbol and its word."""
    for state, word in ZONE_WORDS.items():
        yield ("zone", state), zone_symbol(20, 20, state), word
    for layer in DEMAND_LAYERS:
        for state, word in _SERVED_WORDS.items():
            titles = {"layer": LAYERS[layer].title, "state": word}
            symbol = place_symbol(20, 20, layer, covered=state == "served")
            yield (layer, state), symbol, msg("{layer}: {state}", **titles)
    for state, (colour, dash, word) in _WAYS.items():
        yield ("way", state), _LINE.format(colour=colour, dash=dash), word
    yield (CLOSED, ""), _LINE.format(colour="#cc79a7", dash="10 6"), msg("Closures")
    yield ("inset", ""), _LINE.format(colour=INK, dash="12 5 3 5"), msg("Frame of the inset")


def _entry(symbol: str, word: str) -> str:
    return f"{swatch(symbol)}<span>{plain(word)}</span>"
