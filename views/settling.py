"""What was imported is left in peace: Streamlit looks for garbage after every run of a page."""

from __future__ import annotations

import gc
from functools import cache


@cache
def settle() -> None:
    """Take all that is there now out of the search for garbage, once in a process.

    A full search goes through every object of pandas, SQLAlchemy and the like, some tenths of a
    second, and every screen has a run each second to see what others decided.
    """
    gc.collect()
    gc.freeze()
