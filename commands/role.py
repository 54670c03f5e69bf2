"""Roles: who may decide what, where people sign in."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.answers import answer
from commands.options import AsJson
from commands.sources import machine_database, whoever
from i18n import msg
from layers.errors import SettingError
from plans.people import named
from plans.role_table import RoleTable
from plans.roles import Role

NOBODY = "none"  # the word for taking a role away

app = typer.Typer(no_args_is_help=True, help="Who may decide what, where people sign in.")


@app.command("list")
def list_roles(as_json: AsJson = False) -> None:
    """Tell who has which role, and who gave it when."""
    _tell(RoleTable(machine_database()), as_json=as_json)


@app.command("set")
def set_role(
    author: Annotated[str, typer.Argument(help="The name that one signs in by.")],
    role: Annotated[str, typer.Argument(help="viewer, planner, chief or none.", metavar="ROLE")],
    as_json: AsJson = False,
) -> None:
    """Give somebody a role, or take it away."""
    words = (*Role, NOBODY)
    if role not in words:
        raise SettingError(
            msg("“{word}” is no role.", word=role),
            msg("Use one of: {words}.", words=tuple(map(str, words))),
        )
    table = RoleTable(machine_database())
    table.give(named(author), None if role == NOBODY else Role(role), by=whoever())
    _tell(table, as_json=as_json)


def _tell(table: RoleTable, *, as_json: bool) -> None:
    newest = {given.author: given for given in table.history()}
    roles = {author: role.value for author, role in table.roles().items()}
    given = {
        author: {"by": newest[author].given_by, "at": newest[author].at.isoformat()}
        for author in roles
    }
    answer({"roles": roles, "given": given}, as_json=as_json)
