"""Which commands there are, and the file of each: read when it is asked for.

A file brings all that its command needs. With all of them read, every command would begin with the
seconds that the dearest one takes.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

import typer
from typer._click.core import Command, Context  # typer shows no public name
from typer.core import TyperGroup
from typer.main import get_command, get_group

# In the order of the help; a group's file has the name of the group.
_FILES = {
    "load": "areas",
    "screen": "areas",
    "travel": "travel",
    "coverage": "travel",
    "propose": "propose",
    "replan": "replan",
    "solve-table": "propose",
    "export": "export",
    "brief": "brief",
    "audit": "audit",
    "plan": "plan",
    "record": "record",
    "role": "role",
}
_GROUPS = frozenset({"plan", "record", "role"})


class Menu(TyperGroup):
    """The group of all commands."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 - the same everywhere
        """Name the commands."""
        return list(_FILES)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002 - the same
        """Give a command by its name; None for one that there is not."""
        return _made(cmd_name) if cmd_name in _FILES else None


@cache
def _made(name: str) -> Command:
    """Make the parser of a command; typer would do so at every call."""
    file = import_module(f"commands.{_FILES[name]}")
    if name in _GROUPS:
        found: Command = get_group(file.app)
    else:
        alone = typer.Typer(add_completion=False)
        alone.command(name)(getattr(file, name.replace("-", "_")))
        found = get_command(alone)
    found.name = name
    return found
