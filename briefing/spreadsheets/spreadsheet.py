"""Tables as CSV that a spreadsheet opens rightly in each language, and that cannot attack it.

A cell that begins with ``= + - @`` or a control character would be run as a formula by Excel or
LibreOffice. Such a text is given a leading apostrophe, the spreadsheets' own mark for plain text
(OWASP, "CSV Injection"). Numbers are written by us and stay numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from i18n import Language

# The last four are wide twins of the first four, which some locales run as well.
_RUN = ("=", "+", "-", "@", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BOM = "\ufeff"  # without it, Excel reads the accents of a UTF-8 file as another alphabet
Cell = str | float | int | date | None


def shown(letter: str) -> bool:
    """Tell whether a letter is for reading; French spaces that do not break are."""
    return letter.isprintable() or letter in "\u00a0\u202f"


def safe_text(text: str) -> str:
    """Disarm a text that a spreadsheet would run, and drop the control characters inside it."""
    plain = text if text.isprintable() else "".join(c if shown(c) else " " for c in text)
    runs = plain.lstrip().startswith(_RUN) or text.startswith(("\t", "\r", "\n"))
    return f"'{plain}" if runs else plain


def csv_bytes(
    headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, language: Language
) -> bytes:
    """Write a table as UTF-8 CSV, with semicolons and decimal commas in French."""
    french = language.code == "fr"
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";" if french else ",", lineterminator="\r\n")
    writer.writerow([safe_text(heading) for heading in headings])
    writer.writerows([_cell(cell, comma=french) for cell in row] for row in rows)
    return (_BOM + stream.getvalue()).encode()


def _cell(cell: Cell, *, comma: bool) -> str:
    match cell:
        case None:
            return ""
        case str():
            return safe_text(cell)
        case float() if cell != cell:  # noqa: PLR0124 - NaN is the one value unlike itself
            return ""
        case float():
            return f"{cell:.2f}".replace(".", ",") if comma else f"{cell:.2f}"
        case date():
            return cell.isoformat()
        case _:
            return str(cell)
