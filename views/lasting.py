"""A file that was made on demand stays on the server until its screen is drawn anew.

Streamlit makes such a file when its button is pressed, then tells the browser where to fetch it,
and lets go of files that no screen holds after every second run of any page. It counts this one
among them: with fifty planners at work it could be gone before the browser came for it.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx


def lasting(make: Callable[[], bytes], name: str, mime: str) -> Callable[[], bytes]:
    """Give ``make`` so that this screen holds what it makes, as a file of this name and kind."""
    here = get_script_run_ctx()

    def made() -> bytes:
        content = make()
        if here and exists():
            # In the screen's name, which a thread that only makes files does not have.
            hold = Thread(target=_hold, args=(content, name, mime))
            add_script_run_ctx(hold, here)
            hold.start()
            hold.join()
        return content

    return made


def _hold(content: bytes, name: str, mime: str) -> None:
    """File it as Streamlit does with a file that is there from the first; it is the same file."""
    files = get_instance().media_file_mgr
    files.add(content, mime, f"lasting-{name}", file_name=name, is_for_static_download=True)
