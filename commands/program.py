"""The commands put together: the one that was asked for is run, and what is wrong is told.

Each command ends with 0, or with 2 and one sentence on the error stream when its input is wrong;
with 3 where a record is broken.
With ``--json`` it prints one JSON object, whose keys are documented in ``docs/cli.md``.
"""

from __future__ import annotations

import re
import sys
from functools import cache

import typer
from typer._click.core import Command  # typer shows no public name
from typer._click.exceptions import NoArgsIsHelpError, UsageError  # the same
from typer.main import get_command

from commands.answers import CLEAR
from commands.menu import Menu
from commands.options import language
from layers.errors import BivouacError

BAD_INPUT = 2
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f]")

app = typer.Typer(
    cls=Menu, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


@app.callback()
def bivouac() -> None:
    """Bivouac: choose where the force rests."""


@cache
def _commands() -> Command:
    """Make the parser of all commands; typer would do so at every call."""
    return get_command(app)


def run() -> None:
    """Run a command, and tell what is wrong in one sentence without a traceback."""
    try:
        sys.exit(_commands()(standalone_mode=False))
    except NoArgsIsHelpError as bare:
        bare.show()
        sys.exit(BAD_INPUT)
    except UsageError as error:  # the parser's own sentences are in English
        _refuse(f"{error.format_message()} (bivouac {_command(error)}--help)")
    except BivouacError as error:
        _refuse(language()(error.message))


def _refuse(sentence: str) -> None:
    """Tell what is wrong and end; a line of progress that stands there makes room.

    A name from a file may hold signs that steer a terminal: they are not passed on.
    """
    clear = CLEAR if sys.stderr.isatty() else ""
    sys.stderr.write(f"{clear}bivouac: {_STEERING.sub('�', sentence)}\n")
    sys.exit(BAD_INPUT)


def _command(error: UsageError) -> str:
    """Name the command that was called wrongly, as far as it came."""
    names, context = [], error.ctx
    while context and context.parent:
        names.append(f"{context.info_name} ")
        context = context.parent
    return "".join(reversed(names))
