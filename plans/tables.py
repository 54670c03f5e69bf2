"""The tables of the record. Their making stands in ``plans/migrations``; a test holds both equal.

Rows of these tables are added and never changed or removed: triggers of the database refuse it.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

REVISION = "v1"  # the newest migration
VERSION_TABLE = "record_version"
METADATA = MetaData()

# One event a row. The columns are the fields of ``Entry.as_json`` as they were sealed; ``body`` is
# canonical JSON, and ``position`` counts the events of an act from 0.
ENTRIES = Table(
    "record_entries",
    METADATA,
    Column("area", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("act", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("scenario", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("hash", Text, nullable=False),
    PrimaryKeyConstraint("area", "seq", name="record_entries_key"),
    UniqueConstraint("area", "act", "position", name="record_entries_act"),
)

# Who may do what: the newest row of an author counts; no role there means that it was taken away.
ROLES = Table(
    "record_roles",
    METADATA,
    Column("n", Integer, nullable=False, autoincrement=False),
    Column("author", Text, nullable=False),
    Column("role", Text, nullable=True),
    Column("given_by", Text, nullable=False),
    Column("at", Text, nullable=False),
    PrimaryKeyConstraint("n", name="record_roles_key"),
)

# When all of this was replaced by a backup, by whom, from which file, and where the rest went.
RESTORES = Table(
    "record_restores",
    METADATA,
    Column("n", Integer, nullable=False, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("aside", Text, nullable=False),
    PrimaryKeyConstraint("n", name="record_restores_key"),
)
