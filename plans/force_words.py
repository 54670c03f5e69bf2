"""The words of a sheet of force events, as both languages write them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from gis.strength import STRENGTH_NAMES
from i18n import LANGUAGES, Language, Message, msg
from plans.forces import Move

# The columns, in the order of the template, with the headings that it bears.
HEADINGS: Mapping[str, Message] = MappingProxyType(
    {
        "unit": msg("Unit"),
        "move": msg("Move"),
        "on": msg("Date"),
        "point": msg("Place"),
        **STRENGTH_NAMES,
        "source": msg("Source"),
        "assumed": msg("Assumed"),
        "note": msg("Note"),
    }
)
NEEDED = ("unit", "move", "on")
YES, NO = msg("yes"), msg("no")
# Read besides the headings and words above, in whichever language the screen is.
_ALSO: Mapping[str, tuple[str, ...]] = {
    "unit": ("unité",),
    "move": ("mouvement",),
    "on": ("date", "day", "jour"),
    "point": ("lieu", "place"),
    "officers": ("agents", "effectif"),
    "dogs": ("chiens",),
    "horses": ("chevaux",),
    "vehicles": ("véhicules",),
    "source": (),
    "assumed": ("supposé",),
    "note": ("remarque",),
}
_MOVES_ALSO: Mapping[Move, tuple[str, ...]] = {
    Move.ARRIVES: ("arrive", "arrivée", "arrival"),
    Move.LEAVES: ("leave", "part", "départ", "departure"),
    Move.REINFORCED: ("is reinforced", "renforcée", "est renforcée", "renfort"),
    Move.REDUCED: ("is reduced", "réduite", "est réduite", "réduction"),
    Move.MOVES: ("move", "se déplace", "déplacement"),
}
_YES_ALSO = ("yes", "oui", "true", "vrai", "1", "x")
_NO_ALSO = ("no", "non", "false", "faux", "0", "")


def column_of(heading: str) -> str | None:
    """Give the column that a heading stands for; None for one that we do not know."""
    return _COLUMNS.get(folded(heading))


def move_of(word: str) -> Move | None:
    """Give the move that a word stands for."""
    return _MOVES.get(folded(word))


def truth_of(word: str) -> bool | None:
    """Read a yes or a no; nothing at all is a no."""
    return _TRUTHS.get(folded(word))


def folded(word: str) -> str:
    """Fold a word for comparison: no accents, no capitals, single spaces, a plain apostrophe."""
    letters = unicodedata.normalize("NFKD", word.replace("’", "'").casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def _told(message: Message) -> tuple[str, ...]:
    return tuple(Language.of(code)(message) for code in LANGUAGES)


_COLUMNS = {
    folded(word): name
    for name, title in HEADINGS.items()
    for word in (name, *_told(title), *_ALSO[name])
}
_MOVES = {
    folded(word): move
    for move in Move
    for word in (move.value, *_told(move.label), *_MOVES_ALSO[move])
}
_TRUTHS = {folded(word): True for word in (*_told(YES), *_YES_ALSO)} | {
    folded(word): False for word in (*_told(NO), *_NO_ALSO)
}
