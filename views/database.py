"""The one database of this server, opened once and shared by all sessions."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from layers.library import home
from plans.database import Database, database_of
from plans.role_table import RoleTable


def database() -> Database:
    """Give the database. Raises StorageError, and then tries again the next time."""
    return _opened(os.environ.get("BIVOUAC_DATABASE_URL"), home())


def role_table() -> RoleTable:
    """Give the table of roles."""
    return RoleTable(database())


@cache  # not Streamlit's, which any browser may ask to be emptied
def _opened(url: str | None, folder: Path) -> Database:
    return database_of(url, folder)
