"""Run the migrations on the connection that ``plans/database.py`` holds, in its transaction."""

from __future__ import annotations

from alembic import context

from plans.tables import METADATA, VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
    transactional_ddl=True,  # SQLite can do it too, once its driver does not commit by itself
)
context.run_migrations()
