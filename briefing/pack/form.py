"""What may be chosen about the items of a pack: their paper, and how fine pictures are."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.sheets.files import DPI
from briefing.sheets.paper import paper_of


@dataclass(frozen=True, slots=True)
class Form:
    """The paper of the map sheets by its name, which way it lies, and dots an inch of pictures.

    Raises SettingError for a paper size that is not known.
    """

    paper: str = "A3"
    landscape: bool = True
    dpi: int = DPI

    def __post_init__(self) -> None:
        """Refuse a paper that nobody sells before any work begins."""
        paper_of(self.paper, landscape=self.landscape)
