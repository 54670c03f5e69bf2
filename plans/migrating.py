"""The tables of the record brought up to date, by the migrations beside this file."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from plans.tables import REVISION

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(connection: Connection, found: str | None) -> bool:
    """Make the tables from those of the migration ``found``, or from nothing.

    Gives False for a migration that is not known, and then changes nothing.
    """
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    if found is not None and found not in _known(config):
        return False
    config.attributes["connection"] = connection
    command.upgrade(config, REVISION)
    return True


def _known(config: Config) -> set[str]:
    """Give the versions of the record that our migrations lead to."""
    return {each.revision for each in ScriptDirectory.from_config(config).walk_revisions()}
