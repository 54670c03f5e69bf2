"""A process in which the record fails: ``python -m tests.plans.provoking address folder value``.

It imports what the failure takes, and none of the tests.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy import text

from plans.database import database_of


def provoke(url: str, folder: str, value: str) -> None:
    """Make a statement fail that carries a value."""
    database = database_of(url, Path(folder))
    broken = text("UPDATE record_entries SET nothing = :value")
    with database.writing("villebourg") as connection:
        connection.execute(broken, {"value": value})


if __name__ == "__main__":
    provoke(*sys.argv[1:])
