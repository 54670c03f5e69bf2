"""What a person should know of a source once it is read: each finding one sentence, with ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from i18n import Message, Value, msg, msgs
from layers.sources.osm.elements import Oddities
from layers.sources.osm.text import MOST_LETTERS

MOST_TOLD = 20
"""Ids told in one sentence; the rest are counted."""


def told(ids: Sequence[str]) -> tuple[Value, ...]:
    """Give ids for a sentence: the first MOST_TOLD, and how many more."""
    shown: tuple[Value, ...] = tuple(ids[:MOST_TOLD])
    left = len(ids) - len(shown)
    return (*shown, msgs("{n} more", "{n} more", left)) if left > 0 else shown


def of_reading(odd: Oddities) -> tuple[Message, ...]:
    """Tell what the source does not give whole."""
    sentences = (
        msgs(
            "{n} way lacks nodes and is kept as far as it goes: {ids}.",
            "{n} ways lack nodes and are kept as far as they go: {ids}.",
            len(odd.gaps),
            ids=told(odd.gaps),
        ),
        msgs(
            "{n} element has no place on the ground and is left out: {ids}.",
            "{n} elements have no place on the ground and are left out: {ids}.",
            len(odd.nowhere),
            ids=told(odd.nowhere),
        ),
        msgs(
            "{n} relation does not make an area and is kept as a point: {ids}.",
            "{n} relations do not make an area and are kept as points: {ids}.",
            len(odd.broken),
            ids=told(odd.broken),
        ),
        msgs(
            "{n} area of the base map is not whole in the source and is not drawn: {ids}.",
            "{n} areas of the base map are not whole in the source and are not drawn: {ids}.",
            len(odd.undrawn),
            ids=told(odd.undrawn),
        ),
        msgs(
            "{n} element stands more than once in the source; the last is kept: {ids}.",
            "{n} elements stand more than once in the source; the last is kept: {ids}.",
            len(odd.doubled),
            ids=told(odd.doubled),
        ),
        msgs(
            "{n} element has a text of more than {most} letters, cut there: {ids}.",
            "{n} elements have texts of more than {most} letters, cut there: {ids}.",
            len(odd.too_long),
            most=MOST_LETTERS,
            ids=told(odd.too_long),
        ),
    )
    return _said(sentences)


def of_shapes(
    *, crossed: Sequence[str] = (), opened: Sequence[str] = (), flat: Sequence[str] = ()
) -> tuple[Message, ...]:
    """Tell which shapes had to be repaired."""
    sentences = (
        msgs(
            "{n} outline crosses itself and was repaired: {ids}.",
            "{n} outlines cross themselves and were repaired: {ids}.",
            len(crossed),
            ids=told(crossed),
        ),
        msgs(
            "{n} open polygon, whose outline does not close, is kept as a point on it: {ids}.",
            "{n} open polygons, whose outlines do not close, are kept as points on them: {ids}.",
            len(opened),
            ids=told(opened),
        ),
        msgs(
            "{n} street has no length and is left out: {ids}.",
            "{n} streets have no length and are left out: {ids}.",
            len(flat),
            ids=told(flat),
        ),
    )
    return _said(sentences)


def of_merges(into: Mapping[str, str], *, layer: Message) -> tuple[Message, ...]:
    """Tell which elements were the same place drawn twice."""
    pairs = [f"{double} → {kept}" for double, kept in into.items()]
    sentence = msgs(
        "{layer}: {n} element draws a place that another one draws too; they are one now: {ids}.",
        "{layer}: {n} elements draw places that others draw too; they are one now: {ids}.",
        len(pairs),
        layer=layer,
        ids=told(pairs),
    )
    return _said((sentence,))


def of_sizes(*, car_parks: int, parks: int, unknown: int) -> tuple[Message, ...]:
    """Tell how many grounds are no candidates because of their size."""
    sentences = (
        msgs("{n} small car park is left out.", "{n} small car parks are left out.", car_parks),
        msgs("{n} small park is left out.", "{n} small parks are left out.", parks),
        msgs(
            "{n} car park or park of unknown size is left out.",
            "{n} car parks or parks of unknown size are left out.",
            unknown,
        ),
    )
    return _said(sentences)


def of_lack(*, streets: int, candidates: int, demand: int) -> tuple[Message, ...]:
    """Tell what a plan cannot do without."""
    lacking = []
    if not streets:
        lacking.append(msg("There are no streets: travel can only be estimated."))
    if not candidates:
        lacking.append(msg("There are no candidate sites here: choose a larger area."))
    if not demand:
        lacking.append(
            msg("There is no venue, station or airport here: nobody needs to be served.")
        )
    return tuple(lacking)


def _said(sentences: Sequence[Message]) -> tuple[Message, ...]:
    return tuple(sentence for sentence in sentences if sentence.count)
