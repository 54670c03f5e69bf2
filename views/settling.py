"""What was imported is left in peace: Streamlit looks for garbage after every run of a page."""

from __future__ import annotations

import gc
from functools import cache
from importlib import import_module
from types import ModuleType


@cache
def settled(module: str) -> ModuleType:
    """Import a module, and take all that is there then out of the search for garbage; once.

    A full search goes through every object of pandas, SQLAlchemy and the like, some tenths of a
    second after each click.
    """
    found = import_module(module)
    gc.collect()
    gc.freeze()
    return found
