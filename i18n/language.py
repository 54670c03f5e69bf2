"""The two languages: how a message, a number and a date are written in each."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from i18n.message import Message, Value

LANGUAGES = ("fr", "en")
LOCALE_FOLDER = Path(__file__).parent / "locale"
_NO_VALUE = "–"  # what both languages print for "no figure"


@dataclass(frozen=True)
class Language:
    """One language: call it with a sentence, or let it ``say`` a message.

    In views, name it ``say`` so that ``say("Rest zones")`` is found by the extractor.
    """

    code: str
    _catalogue: NullTranslations = field(repr=False, compare=False)

    @staticmethod
    @cache
    def of(code: str) -> Language:
        """Give the language of a code such as ``fr`` or ``en-GB``; anything unknown is French."""
        short = code.replace("_", "-").split("-")[0].lower()
        known = short if short in LANGUAGES else "fr"
        return Language(known, _catalogue(known))

    def __reduce__(self) -> tuple[Callable[[str], Language], tuple[str]]:
        """Let it go to another process by its code: a catalogue holds functions."""
        return Language.of, (self.code,)

    def __call__(self, text: str | Message, /, **values: Value) -> str:
        """Translate an English sentence, or a message made elsewhere."""
        message = text if isinstance(text, Message) else Message(text, tuple(values.items()))
        return self.say(message)

    def say(self, message: Message) -> str:
        """Render a message with its values written as this language writes them."""
        if message.plural is not None:
            text = self._catalogue.ngettext(message.text, message.plural, message.count or 0)
        else:
            text = self._catalogue.gettext(message.text)
        if not message.values:
            return text
        return text.format(**{name: self.write(value) for name, value in message.values})

    def write(self, value: Value) -> str:
        """Write one value: a number, a date, a list, a message, or text as it is."""
        match value:
            case None:
                return _NO_VALUE
            case Message():
                return self.say(value)
            case bool() | int():
                return str(format_decimal(int(value), locale=self.code))
            case float():
                return self.number(value)
            case datetime() | date():
                return self.date(value)
            case tuple():
                return str(format_list([self.write(item) for item in value], locale=self.code))
            case _:
                return value

    def number(self, value: float | None, digits: int = 1) -> str:
        """Write a number with a fixed count of decimals; no number is a dash."""
        if value is None or value != value:  # noqa: PLR0124 - NaN is the one value unlike itself
            return _NO_VALUE
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return str(format_decimal(value, format=pattern, locale=self.code))

    def percent(self, share: float | None) -> str:
        """Write a share between 0 and 1 as a percentage, rounded to the whole."""
        return _NO_VALUE if share is None else str(format_percent(share, locale=self.code))

    def date(self, day: date) -> str:
        """Write a day, as in ``26 juil. 2024``."""
        written = str(format_date(day, format="medium", locale=self.code))
        return f"1er{written[1:]}" if self.code == "fr" and day.day == 1 else written


@cache
def _catalogue(code: str) -> NullTranslations:
    """Read the catalogue straight from its .po file, so that no compiled copy can fall behind."""
    source = LOCALE_FOLDER / code / "LC_MESSAGES" / "bivouac.po"
    if not source.exists():  # English is the language of the sources and needs no catalogue
        return NullTranslations()
    compiled = io.BytesIO()
    with source.open("rb") as stream:
        write_mo(compiled, read_po(stream, locale=code))
    compiled.seek(0)
    return GNUTranslations(compiled)
