"""A sentence as data: its English text, the values in its holes, and nothing rendered yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

Value: TypeAlias = "str | int | float | date | Message | tuple[Value, ...] | None"


@dataclass(frozen=True, slots=True)
class Message:
    """A translatable sentence.

    ``text`` is English and is the key into the catalogues. ``values`` fill its ``{holes}``; a value
    may itself be a message. ``plural`` and ``count`` are set for sentences that depend on a number.
    """

    text: str
    values: tuple[tuple[str, Value], ...] = ()
    plural: str | None = None
    count: int | None = None

    def __str__(self) -> str:
        """Render in plain English, for logs and tracebacks; people read a ``Language``."""
        text = self.text if self.plural is None or self.count == 1 else self.plural
        return text.format(**{name: _bare(value) for name, value in self.values})

    def as_json(self) -> dict[str, Any]:
        """Give the message as plain JSON, so that a record can be read again in any language."""
        plain: dict[str, Any] = {"text": self.text}
        if self.values:
            plain["values"] = {name: _plain(value) for name, value in self.values}
        if self.plural is not None:
            plain |= {"plural": self.plural, "count": self.count}
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Message:
        """Read back what ``as_json`` gave. Dates come back as dates."""
        values = tuple((name, _live(value)) for name, value in plain.get("values", {}).items())
        return cls(plain["text"], values, plain.get("plural"), plain.get("count"))


def msg(text: str, /, **values: Value) -> Message:
    """Mark an English sentence for translation and fill its holes."""
    return Message(text, tuple(values.items()))


def msgs(singular: str, plural: str, count: int, /, **values: Value) -> Message:
    """Do the same for a sentence about a number of things; ``{n}`` is the number."""
    return Message(singular, (("n", count), *values.items()), plural, count)


def _bare(value: Value) -> str:
    return ", ".join(map(_bare, value)) if isinstance(value, tuple) else str(value)


def _plain(value: Value) -> Any:  # noqa: ANN401 - JSON has no narrower type
    if isinstance(value, Message):
        return {"message": value.as_json()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _live(value: Any) -> Value:  # noqa: ANN401 - JSON has no narrower type
    if isinstance(value, list):
        return tuple(_live(item) for item in value)
    if isinstance(value, dict) and "date" in value:
        return date.fromisoformat(value["date"])
    if isinstance(value, dict):
        return Message.from_json(value["message"])
    live: Value = value
    return live
