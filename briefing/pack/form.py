"""What may be chosen about the items of a pack: their paper, and how fine pictures are."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.sheets.files import DPI
from briefing.sheets.paper import paper_of
from i18n import msg
from layers.errors import SettingError

_COARSE, _FINE = 30, 600  # an A1 sheet of 600 dots an inch has 280 million points


@dataclass(frozen=True, slots=True)
class Form:
    """The paper of the map sheets by its name, which way it lies, and dots an inch of pictures.

    Raises SettingError for a paper size that is not known, and for pictures too coarse or too fine.
    """

    paper: str = "A3"
    landscape: bool = True
    dpi: int = DPI

    def __post_init__(self) -> None:
        """Refuse what nobody could print or open, before any work begins."""
        paper_of(self.paper, landscape=self.landscape)
        if not _COARSE <= self.dpi <= _FINE:
            raise SettingError(
                msg("{n} dots an inch is no picture for paper.", n=self.dpi),
                msg("Give a number from {least} to {most}.", least=_COARSE, most=_FINE),
            )


USUAL = Form()
