"""What others decide comes to a screen by itself, once, and nothing else does."""

from __future__ import annotations

from contextlib import closing

from plans.database import database_of
from plans.entry import Act
from plans.events import StandardChanged
from plans.record import Record
from tests.oidc.shared import CHIEF, TOWN, Shared
from tests.oidc.test_late_news import CUTOFF, telling
from tests.oidc.wire import Visitor


def decide_elsewhere(shared: Shared, cutoff: float) -> None:
    """Have somebody decide through another process."""
    with closing(database_of(None, shared.home)) as database:
        Record(database).append(TOWN, Act(CHIEF, (StandardChanged({"cutoff": cutoff}),)))


def test_what_others_decide_is_drawn_without_being_asked_for(shared: Shared) -> None:
    with Visitor(shared.url).sign_in("paul").on("map") as wire:
        wire.run()
        decide_elsewhere(shared, 21.0)
        screen = wire.drawn_anew()
        assert screen.number(CUTOFF) == 21.0


def test_own_decisions_are_drawn_once_and_so_are_others(shared: Shared) -> None:
    with Visitor(shared.url).sign_in("paul").on("map") as wire:
        own = wire.run().id_of("number_input", CUTOFF)
        assert wire.run(telling(own, 13.0)).number(CUTOFF) == 13.0
        decide_elsewhere(shared, 22.0)
        assert wire.drawn_anew().number(CUTOFF) == 22.0
        assert wire.begun == 3  # what was asked for twice, and what came by itself
