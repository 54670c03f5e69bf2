"""What is written: an act is what somebody does, an entry is one event of it in the record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from i18n import msg
from layers.errors import SettingError
from plans.events import Event, Stamp, kind_of, read_event
from plans.events.base import texts

MAIN = "main"
_LONGEST = {"author": 200, "scenario": 64, "reason": 2_000}


@dataclass(frozen=True)
class Act:
    """What somebody does at once: its events are recorded together, or none is.

    ``seen`` is the number of the last entry that the author had before them; None where it does not
    matter, as for a script. ``id`` makes it one act however often it is sent. Raises SettingError
    for an act of nothing, without an author, or without the reason that one of its events wants.
    """

    author: str
    events: tuple[Event, ...]
    scenario: str = MAIN
    reason: str = ""
    seen: int | None = None
    id: str = field(default_factory=lambda: uuid4().hex[:16])

    def __post_init__(self) -> None:
        """Check author and reason, and that all of it can be written."""
        object.__setattr__(self, "reason", self.reason.strip())
        if not self.events or not self.author.strip():
            raise SettingError(
                msg("Nothing can be recorded without an author and an event."),
                msg("Sign in, and choose what to do."),
            )
        for name, most in _LONGEST.items():
            if len(getattr(self, name)) > most:
                raise SettingError(
                    msg(
                        "“{word}…” is longer than {n} letters.",
                        word=getattr(self, name)[:40],
                        n=most,
                    ),
                    msg("Shorten it."),
                )
        if not self.reason and any(event.wants_reason for event in self.events):
            raise SettingError(
                msg("This decision is recorded with its reason, and none was given."),
                msg("Write down why."),
            )
        if not self._writable():
            raise SettingError(
                msg("The decision holds signs that cannot be written down."),
                msg("Type the text again instead of pasting it."),
            )

    def _writable(self) -> bool:
        """Tell whether it is good JSON, in letters that every database takes."""
        texts = (self.author, self.scenario, self.reason, self.id)
        plain = [*texts, *(event.as_json() for event in self.events)]
        try:
            text = json.dumps(plain, ensure_ascii=False, allow_nan=False)
            text.encode()
        except (ValueError, TypeError, RecursionError):
            return False
        return "\\u0000" not in text

    @property
    def touches(self) -> frozenset[str]:
        """All that its events decide on."""
        return frozenset().union(*(event.touches for event in self.events))


@dataclass(frozen=True)
class Entry:
    """One event as it stands in the record of an area.

    ``seq`` counts from 1 without a gap; ``at`` is UTC and never before that of the entry before.
    ``act`` is the id of the act that it belongs to. ``hash`` seals it and all before it
    (``plans/chain.py``).
    """

    seq: int
    at: datetime
    author: str
    scenario: str
    act: str
    event: Event
    reason: str = ""
    hash: str = ""

    @property
    def stamp(self) -> Stamp:
        """Who, when and why."""
        return Stamp(f"{self.act}-{self.seq}", self.author, self.at, self.reason)

    def as_json(self) -> dict[str, Any]:
        """Give it as plain JSON, without its seal."""
        return {
            "seq": self.seq,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "author": self.author,
            "scenario": self.scenario,
            "act": self.act,
            "kind": kind_of(self.event),
            "body": self.event.as_json(),
            "reason": self.reason,
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any], *, seal: str = "") -> Entry:
        """Read back what ``as_json`` gave. Raises KeyError, TypeError or ValueError."""
        at = datetime.fromisoformat(plain["at"])
        if at.tzinfo is None:
            message = f"{at} is of no time zone"
            raise ValueError(message)
        author, scenario, act, reason, kind = texts(
            [plain[name] for name in ("author", "scenario", "act", "reason", "kind")]
        )
        event = read_event(kind, plain["body"])
        return cls(int(plain["seq"]), at, author, scenario, act, event, reason, seal)
