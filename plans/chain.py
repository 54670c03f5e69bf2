"""The hash chain of a record: each entry seals itself and all before it.

The seal of an entry is SHA-256 of the seal before it and the entry as canonical JSON (sorted keys,
no spaces, UTF-8). Whoever changes, drops or moves one entry breaks the chain there; whoever
rewrites all that follows changes the last seal: keep that one apart from the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from i18n import Message, msg

FIRST = "0" * 64  # the seal before the first entry


def canonical(plain: Mapping[str, Any]) -> str:
    """Write JSON in the one way that is sealed."""
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sealed(before: str, plain: Mapping[str, Any]) -> str:
    """Give the seal of an entry (``Entry.as_json``) that follows the seal ``before``."""
    return sha256(f"{before}\n{canonical(plain)}".encode()).hexdigest()


@dataclass(frozen=True)
class Fault:
    """The first line that breaks the chain, counted from 1, and how."""

    line: int
    what: Message


def first_fault(
    lines: Iterable[str], *, expected: int | None = None
) -> tuple[int, str, Fault | None]:
    """Follow a record of JSON Lines, each an entry with its ``hash``.

    Gives how many lines hold, the last seal that holds, and the first fault, if any. ``expected``
    is how many lines there should be, where the file says so.
    """
    seal, count = FIRST, 0
    for count, line in enumerate(lines, start=1):
        if (what := _wrong(line, seal, count)) is not None:
            return count - 1, seal, Fault(count, what)
        seal = json.loads(line)["hash"]
    if expected is not None and count < expected:
        what = msg("the record ends here; {n} entries are missing", n=expected - count)
        return count, seal, Fault(count + 1, what)
    if expected is not None and count > expected:
        what = msg(
            "the record should have ended before; {n} entries are too many", n=count - expected
        )
        return count, seal, Fault(expected + 1, what)
    return count, seal, None


def _wrong(line: str, before: str, number: int) -> Message | None:
    try:
        plain = json.loads(line, object_pairs_hook=_once)
        told, seq = plain.pop("hash"), plain["seq"]
        true = sealed(before, plain)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return msg("it is no entry of a record")
    if seq != number:
        return msg(
            "it is entry {seq}, and entry {number} should stand here", seq=str(seq), number=number
        )
    if told != true:
        return msg("it was changed, or what stood before it was")
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key that stands twice: the eye would read one value and the seal the other."""
    plain = dict(pairs)
    if len(plain) < len(pairs):
        raise ValueError(pairs)
    return plain
