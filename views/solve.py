"""A long answer worked on beside the page: in a thread of its own, watched, stopped at will.

The solver's own library lets other threads go on while it works, and so does the table arithmetic.
"""

from __future__ import annotations

import math
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

from gis.siting.watch import Progress, Watch

T = TypeVar("T")

# A browser looks every minute even from a tab that lies behind another: who is silent longer left.
PATIENCE_S = 75.0
# Solves that are worked on at once on this machine; further ones wait, and pages stay quick.
_TURNS = threading.Semaphore(max(1, (os.cpu_count() or 2) - 1))
_ASK_EVERY_S = 0.1


class Solve(Generic[T]):
    """One answer that is worked on while a page looks on.

    ``work`` is called in a thread with a watch of ``seconds``; it knows no page. It is to end when
    ``stop`` is called, or when nobody has looked for ``patience`` seconds, and to give the best it
    has then.
    """

    def __init__(
        self, work: Callable[[Watch], T], *, seconds: float, patience: float = PATIENCE_S
    ) -> None:
        """Begin."""
        self.seconds = seconds
        self.progress = Progress(math.nan, math.nan, 0.0)
        self.waiting = True
        self._work = work
        self._patience = patience
        self._answer: Future[T] = Future()
        self._halt = threading.Event()
        self._looked = self._began = time.monotonic()
        threading.Thread(target=self._run, name="solve", daemon=True).start()

    @property
    def done(self) -> bool:
        """Whether the answer is there, or the reason why there is none."""
        return self._answer.done()

    @property
    def halted(self) -> bool:
        """Whether somebody has stopped it."""
        return self._halt.is_set()

    @property
    def spent(self) -> float:
        """Seconds since the work began."""
        return time.monotonic() - self._began

    def look(self) -> None:
        """Say that somebody is still there."""
        self._looked = time.monotonic()

    def stop(self) -> None:
        """Have it end with the best found."""
        self._halt.set()

    def answer(self, timeout: float | None = None) -> T:
        """Give the answer, once it is there; raise what the work raised."""
        return self._answer.result(timeout)

    def _run(self) -> None:
        turn = self._turn()
        self._began, self.waiting = time.monotonic(), False
        watch = Watch(seconds=self.seconds, tell=self._told, stopped=self._over)
        try:
            self._answer.set_result(self._work(watch))
        except BaseException as error:  # noqa: BLE001 - raised again where the answer is read
            self._answer.set_exception(error)
        finally:
            if turn:
                _TURNS.release()

    def _turn(self) -> bool:
        """Wait for a turn; one that is stopped meanwhile does without."""
        while not self._over():
            if _TURNS.acquire(timeout=_ASK_EVERY_S):
                return True
        return False

    def _told(self, progress: Progress) -> None:
        self.progress = progress

    def _over(self) -> bool:
        return self.halted or time.monotonic() - self._looked > self._patience
