"""What the commands of siting share: a solve that is watched and can be stopped, and its answer."""

from __future__ import annotations

import math
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType
from typing import Annotated, Any

import typer

from commands.answers import CLEAR
from commands.options import language
from gis.siting.goals import Model
from gis.siting.proposal import Proposal
from gis.siting.watch import Progress, Watch
from i18n import Message, msg
from layers.errors import SettingError

ModelName = Annotated[
    str, typer.Option("--model", help="max-cover, set-cover, p-median or p-center.")
]
Zones = Annotated[int | None, typer.Option("--zones", help="How many zones at most.", metavar="P")]
ByFootprint = Annotated[
    bool, typer.Option("--capacity", help="A zone holds what its footprint allows.")
]
SquareMetres = Annotated[
    float, typer.Option("--m2", help="Square metres an officer, with --capacity.")
]
Split = Annotated[bool, typer.Option("--split", help="A place may be shared between zones.")]
Backup = Annotated[
    int, typer.Option("--backup", help="Zones that each place is to have within reach.")
]
Within = Annotated[bool, typer.Option("--within", help="Everyone is to be within the cutoff.")]
Lock = Annotated[
    list[str] | None,
    typer.Option("--lock", help="A site that must be chosen; may be given again.", metavar="ID"),
]
Ban = Annotated[
    list[str] | None,
    typer.Option("--ban", help="A site that must not be; may be given again.", metavar="ID"),
]
TimeLimit = Annotated[
    float | None,
    typer.Option("--time-limit", help="Give the best found after so many seconds.", metavar="S"),
]
_TELL_EVERY_S = 0.1


def model_of(word: str) -> Model:
    """Read the name of a model. Raises SettingError."""
    try:
        return Model(word)
    except ValueError as cause:
        raise SettingError(
            msg("“{word}” is no model of siting.", word=word),
            msg("Use one of: {words}.", words=tuple(str(each) for each in Model)),
        ) from cause


def area_of_one(m2: float) -> float:
    """Refuse an area that nobody fits on. Raises SettingError."""
    if not m2 > 0:
        raise SettingError(
            msg("{value} m² an officer is no area.", value=str(m2)),
            msg("Give a number above zero."),
        )
    return m2


@contextmanager
def watching(seconds: float | None, *, quiet: bool) -> Iterator[Watch]:
    """Give the watch of a solve: progress for a person, an end in time or by Ctrl-C.

    The first Ctrl-C ends the solve, which then gives its best; a second one ends the command.
    Raises SettingError for a limit that is no time.
    """
    if seconds is not None and not seconds > 0:
        raise SettingError(
            msg("A time limit of {value} leaves no time.", value=str(seconds)),
            msg("Give a number of seconds above zero."),
        )
    limit = math.inf if seconds is None else seconds
    person = sys.stderr.isatty() and not quiet
    with stoppable() as stopped:
        try:
            tell = _teller() if person else _silent
            yield Watch(seconds=limit, tell=tell, stopped=stopped)
        finally:
            if person:
                sys.stderr.write(CLEAR)


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Take the first Ctrl-C as a word to stop; a second one does what it always does."""
    asked = Event()

    def ask(number: int, frame: FrameType | None) -> None:
        del number, frame
        signal.signal(signal.SIGINT, before)
        asked.set()

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def answer_of(proposal: Proposal) -> dict[str, Any]:
    """Give what a command answers of a proposal; what is not known is null."""
    say = language()
    return {
        "model": str(proposal.model),
        "chosen": list(proposal.chosen),
        "objective": known(proposal.objective),
        "bound": known(proposal.bound),
        "gap": known(proposal.gap),
        "optimal": proposal.optimal,
        "goals": [
            {
                "goal": str(each.goal),
                "value": known(each.value),
                "bound": known(each.bound),
                "gap": known(each.gap),
            }
            for each in proposal.goals
        ],
        "covered_share": known(proposal.covered_share),
        "mean_min": known(proposal.mean),
        "p90_min": known(proposal.p90),
        "worst_min": known(proposal.worst),
        "unserved": list(proposal.unserved),
        "verified": proposal.verified,
        "seconds": proposal.seconds,
        "solver": proposal.solver,
        "remarks": [say(each) for each in proposal.remarks],
    }


def known(value: float) -> float | None:
    """Give a figure, or None where it is not known: JSON has no word for that."""
    return value if math.isfinite(value) else None


def _teller() -> Callable[[Progress], None]:
    """Show how far a solve is, some times a second."""
    last = -math.inf

    def tell(progress: Progress) -> None:
        nonlocal last
        if progress.seconds - last >= _TELL_EVERY_S:
            last = progress.seconds
            sys.stderr.write(f"{CLEAR}{language()(_line(progress))}")
            sys.stderr.flush()

    return tell


def _silent(progress: Progress) -> None:
    del progress


def _line(progress: Progress) -> Message:
    gap = progress.gap * 100
    return msg(
        "{seconds} s: best {best}, proven limit {bound}, gap {gap} % (Ctrl-C keeps the best)",
        seconds=round(progress.seconds),
        best=_rounded(progress.incumbent),
        bound=_rounded(progress.bound),
        gap=_rounded(gap),
    )


def _rounded(value: float) -> float | None:
    return round(value, 2) if math.isfinite(value) else None
