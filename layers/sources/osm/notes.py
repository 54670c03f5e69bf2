"""What is noticed while a source is read, whoever reads it: clues, oddities, the newest change."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime

from layers.sources.osm.clues import Clues
from layers.sources.osm.elements import Oddities
from layers.sources.osm.points import Points

_NO_TIME = datetime.fromtimestamp(0, UTC)  # what pyosmium gives where a file gives none


@dataclass(slots=True)
class Notes:
    """Notes that grow element by element; ``odd`` holds ids by the fields of Oddities."""

    odd: dict[str, list[str]] = field(
        default_factory=lambda: {part.name: [] for part in fields(Oddities)}
    )
    clues: Clues = field(default_factory=Clues)
    points: Points = field(default_factory=Points)
    newest: datetime = _NO_TIME

    @property
    def oddities(self) -> Oddities:
        """The ids of what was odd, each once."""
        return Oddities(**{name: tuple(dict.fromkeys(ids)) for name, ids in self.odd.items()})

    def hear(self, changed: str) -> None:
        """Hear when an element was changed, as the source writes it; empty where it does not."""
        if changed:
            self.newest = max(self.newest, datetime.fromisoformat(changed))

    def day(self, said: str) -> date | None:
        """Give the date that the source itself says, or else that of its newest element."""
        try:
            return datetime.fromisoformat(said).date()
        except ValueError:
            return self.newest.date() if self.newest > _NO_TIME else None
