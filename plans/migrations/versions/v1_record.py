"""Entries, roles and restores, and the triggers that let them only grow."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v1"
down_revision = None
branch_labels = None
depends_on = None

TABLES = ("record_entries", "record_roles", "record_restores")
_REFUSAL = "the record is added to, never changed"


def upgrade() -> None:
    """Make the tables and their triggers."""
    _make_entries()
    _make_roles()
    _make_restores()
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute(
            "CREATE FUNCTION record_refuses() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
        )
    for table in TABLES:
        for deed in ("update", "delete", *(["truncate"] if postgresql else [])):
            op.execute(_trigger(table, deed, postgresql=postgresql))


def _make_entries() -> None:
    words = ("act", "at", "author", "scenario", "kind", "body", "reason", "hash")
    op.create_table(
        "record_entries",
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        *(sa.Column(word, sa.Text, nullable=False) for word in words),
        sa.PrimaryKeyConstraint("area", "seq", name="record_entries_key"),
        sa.UniqueConstraint("area", "act", "position", name="record_entries_act"),
    )


def _make_roles() -> None:
    op.create_table(
        "record_roles",
        sa.Column("n", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=True),
        sa.Column("given_by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("n", name="record_roles_key"),
    )


def _make_restores() -> None:
    op.create_table(
        "record_restores",
        sa.Column("n", sa.Integer, nullable=False, autoincrement=False),
        *(sa.Column(word, sa.Text, nullable=False) for word in ("at", "author", "file", "aside")),
        sa.PrimaryKeyConstraint("n", name="record_restores_key"),
    )


def _trigger(table: str, deed: str, *, postgresql: bool) -> str:
    name = f"CREATE TRIGGER {table}_{deed} BEFORE {deed.upper()} ON {table}"
    if postgresql:
        return f"{name} FOR EACH STATEMENT EXECUTE FUNCTION record_refuses()"
    return f"{name} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"


def downgrade() -> None:
    """Refuse: a record is never made less."""
    message = "a record has no way back; restore a backup of the older version"
    raise NotImplementedError(message)
