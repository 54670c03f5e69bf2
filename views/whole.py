"""What somebody decides is taken whole: a callback that has begun is not cut short.

When the next message of a screen comes in, Streamlit stops the run under way at its next word to
the screen or to the session, also in the middle of a callback; and takes the input for dealt with.
A pick, or a number typed just before a button was pressed, would be lost on its way to the record.
No setting of Streamlit's prevents that.
"""

from __future__ import annotations

from functools import cache

from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context import RunLocation, ThreadState


@cache
def let_callbacks_finish() -> None:
    """Have a run look for newer messages only outside of its callbacks, once in a process.

    It looks again as soon as they are done, before the page is drawn.
    """
    # Of Streamlit's own workings: a test tells when a newer release has it no more.
    look = ScriptRunner._maybe_handle_execution_control_request  # noqa: SLF001

    def look_unless_deciding(self: ScriptRunner) -> None:
        if not _in_callback():
            look(self)

    # mypy wants no method assigned to: that is what is done here.
    ScriptRunner._maybe_handle_execution_control_request = look_unless_deciding  # type: ignore[method-assign]  # noqa: SLF001


def _in_callback() -> bool:
    try:
        return ThreadState.get().run_location is RunLocation.CALLBACK
    except RuntimeError:  # a thread that runs no page
        return False
