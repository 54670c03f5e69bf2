"""The one exception tree of the project.

::

    BivouacError
    ├── InputError (ValueError)          what a person or a file gave is wrong
    │   ├── RowsError                    rows of a table break its schema; names each one
    │   ├── UnreadableFileError          a file is empty, cut short, or not what its name says
    │   ├── ExtentError                  an area that is empty, upside down or over the antimeridian
    │   ├── UnknownIdError (KeyError)    an id that the area does not hold
    │   ├── SettingError                 a rule, a standard or an option out of its range
    │   └── ImpossibleError              no choice of sites does what a siting model was asked
    ├── ForbiddenError (PermissionError) a role may not do what was asked
    ├── MeanwhileError (RuntimeError)    somebody else decided on the same since one last looked
    ├── OnlineError (ConnectionError)    a service did not answer, or not with what was asked
    ├── WorkersError (RuntimeError)      a process or machine that worked for us stopped half-way
    ├── DisprovedError (RuntimeError)    a proposal of ours that the verifier refuses
    └── StorageError (OSError)           a folder or file of ours cannot be written or read

Each says what is wrong and where in its first sentence, and what to do next in its second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from i18n import Message, Value, msg, msgs


class BivouacError(Exception):
    """Anything the tool refuses: ``what`` is wrong (and where), then ``remedy``, what to do."""

    def __init__(self, what: Message, remedy: Message) -> None:
        """Keep both sentences unrendered, so that they can be read in either language."""
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    @property
    def message(self) -> Message:
        """Both sentences as one message."""
        return msg("{what} {remedy}", what=self.what, remedy=self.remedy)

    def __str__(self) -> str:
        """Render in English, for logs and tracebacks."""
        return str(self.message)


class InputError(BivouacError, ValueError):
    """What a person or a file gave is wrong."""


@dataclass(frozen=True, slots=True)
class Defect:
    """One cell that breaks a table's schema; ``row`` is the line a person sees in the file."""

    file: str
    row: int
    column: str
    value: str
    remedy: Message

    @property
    def message(self) -> Message:
        """The defect as one sentence."""
        return msg(
            "{file}, row {row}, column “{column}”: “{value}” does not fit; {remedy}",
            file=self.file,
            row=str(self.row),
            column=self.column,
            value=self.value,
            remedy=self.remedy,
        )


class RowsError(InputError):
    """Rows of a table break its schema; ``defects`` names each file, row, column and value."""

    def __init__(self, defects: tuple[Defect, ...]) -> None:
        """Tell the first defects, and count the rest."""
        self.defects = defects
        shown: tuple[Value, ...] = tuple(defect.message for defect in defects[:_DEFECTS_TOLD])
        what = msgs(
            "One cell does not fit: {first}.",
            "{n} cells do not fit: {first}.",
            len(defects),
            first=shown,
        )
        super().__init__(what, msg("Correct them in the file and load it again."))

    def __reduce__(self) -> tuple[type[RowsError], tuple[tuple[Defect, ...]]]:
        """Let it come back from another process: it is made of its defects, not of sentences."""
        return RowsError, (self.defects,)


_DEFECTS_TOLD = 3


class UnreadableFileError(InputError):
    """A file is empty, cut short, or not what its name says."""


class ExtentError(InputError):
    """An extent that is empty, upside down, out of range or over the antimeridian."""


class UnknownIdError(InputError, KeyError):
    """An id that the area does not hold."""

    __str__ = BivouacError.__str__  # KeyError would print the arguments' repr


class SettingError(InputError):
    """A rule, a standard or an option is out of its range."""


class ImpossibleError(InputError):
    """No choice of sites does what a siting model was asked.

    ``blocked`` are the obstacles, each with its ways out (``gis.siting.explain.blocked.Blocked``);
    empty where none was found in time.
    """

    def __init__(self, what: Message, remedy: Message, blocked: tuple[Any, ...] = ()) -> None:
        """Keep both sentences, and what stands in the way."""
        super().__init__(what, remedy)
        self.blocked = blocked


class ForbiddenError(BivouacError, PermissionError):
    """A role may not do what was asked."""

    __str__ = BivouacError.__str__  # OSError would print its own pair


class MeanwhileError(BivouacError, RuntimeError):
    """Somebody else decided on the same since one last looked; nothing was recorded.

    ``entries`` are what they recorded (``plans.entry.Entry``).
    """

    def __init__(self, what: Message, remedy: Message, entries: tuple[Any, ...] = ()) -> None:
        """Keep both sentences, and what was recorded meanwhile."""
        super().__init__(what, remedy)
        self.entries = entries


class OnlineError(BivouacError, ConnectionError):
    """A service did not answer, or not with what was asked."""

    __str__ = BivouacError.__str__  # OSError would print its own pair


class WorkersError(BivouacError, RuntimeError):
    """A process or machine that worked for us stopped half-way."""


class DisprovedError(BivouacError, RuntimeError):
    """A proposal does not hold: counted again from its table, something in it is not so.

    ``faults`` are all that is wrong, a sentence each, of which the first is told.
    """

    def __init__(self, faults: tuple[Message, ...]) -> None:
        """Tell the first fault, and count them."""
        self.faults = faults
        what = msgs(
            "The proposal was counted again and does not hold. {first}",
            "The proposal was counted again and does not hold, for {n} reasons. {first}",
            len(faults),
            first=faults[0],
        )
        super().__init__(
            what,
            msg("Do not use it. Tell this sentence to whoever looks after the tool: it is a bug."),
        )

    def __reduce__(self) -> tuple[type[DisprovedError], tuple[tuple[Message, ...]]]:
        """Let it come back from another process: it is made of its faults, not of sentences."""
        return DisprovedError, (self.faults,)


class StorageError(BivouacError, OSError):
    """A folder or file of ours cannot be written or read."""

    __str__ = BivouacError.__str__  # OSError would print its own pair
