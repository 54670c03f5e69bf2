"""A short vocabulary for stories of the record: who did what, having seen how much."""

from __future__ import annotations

from sqlalchemy import text

from plans.chain import Fault, first_fault
from plans.database import Database
from plans.entry import MAIN, Act
from plans.events import Event, ZonePicked
from plans.record import Record

AREA = "villebourg"


def picks(author: str, *sites: str, seen: int | None = None, scenario: str = MAIN) -> Act:
    """Somebody picks sites, all at once."""
    events = tuple(ZonePicked(site) for site in sites)
    return Act(author, events, seen=seen, scenario=scenario)


def does(author: str, *events: Event, reason: str = "because", scenario: str = MAIN) -> Act:
    """Somebody decides, with a reason."""
    return Act(author, events, reason=reason, scenario=scenario)


def fault_of(record: Record, area: str = AREA) -> Fault | None:
    """Follow the chain of an area as it lies in the database."""
    _, _, fault = first_fault(record.lines(area))
    return fault


def forge(database: Database, statement: str) -> None:
    """Change rows past the triggers that forbid it, as whoever owns the database could."""
    with database.alone() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE record_entries DISABLE TRIGGER USER"))
        else:
            connection.execute(text("DROP TRIGGER record_entries_update"))
            connection.execute(text("DROP TRIGGER record_entries_delete"))
        connection.execute(text(statement))
