"""Others decide while one looks on: the screen follows, and what it says late does no harm."""

from __future__ import annotations

from contextlib import closing

from streamlit.proto.WidgetStates_pb2 import WidgetState

from plans.database import database_of
from plans.entry import Act, Entry
from plans.events import StandardChanged
from plans.record import Record
from tests.oidc.shared import CHIEF, TOWN, Shared
from tests.oidc.wire import PATIENCE, Visitor

CUTOFF = "Standard (minutes)"
CHANGED = "The plan has just changed"  # as it is written into a page, the stop is escaped


def entries(shared: Shared) -> tuple[Entry, ...]:
    """Give the record of the town."""
    with closing(database_of(None, shared.home)) as database:
        return Record(database).entries(TOWN)


def set_by_the_chief(shared: Shared, cutoff: float) -> tuple[Entry, ...]:
    """Have another person decide on the cutoff; gives the record after that."""
    with closing(database_of(None, shared.home)) as database:
        Record(database).append(TOWN, Act(CHIEF, (StandardChanged({"cutoff": cutoff}),)))
    return entries(shared)


def telling(number_input: str, cutoff: float) -> WidgetState:
    """What a browser says of an input."""
    return WidgetState(id=number_input, double_value=cutoff)


def test_what_others_decide_is_drawn_without_being_asked_for(shared: Shared) -> None:
    with Visitor(shared.url).sign_in("paul").on("map") as wire:
        wire.run()
        set_by_the_chief(shared, 21.0)
        assert wire.drawn_anew().number(CUTOFF) == 21.0


def test_own_decisions_are_drawn_once_and_so_are_others(shared: Shared) -> None:
    with Visitor(shared.url).sign_in("paul").on("map") as wire:
        own = wire.run().id_of("number_input", CUTOFF)
        assert wire.run(telling(own, 13.0)).number(CUTOFF) == 13.0
        set_by_the_chief(shared, 22.0)
        assert wire.drawn_anew().number(CUTOFF) == 22.0
        assert wire.begun == 3  # what was asked for twice, and what came by itself


def test_the_echo_of_an_input_that_is_gone_does_not_undo_what_another_has_decided(
    shared: Shared,
) -> None:
    with Visitor(shared.url).sign_in("paul").on("map") as wire:
        gone = wire.run().id_of("number_input", CUTOFF)
        recorded = set_by_the_chief(shared, 20.0)
        anew = wire.drawn_anew().id_of("number_input", CUTOFF)
        wire.run(telling(gone, 15.0))
        assert entries(shared) == recorded  # 15 is what it had shown
        assert CHANGED in wire.run(telling(gone, 9.0)).text
        assert entries(shared) == recorded  # a choice made on a screen of before is not acted on
        wire.run(telling(anew, 12.0))
        assert entries(shared)[-1].event == StandardChanged({"cutoff": 12.0})
        recorded = set_by_the_chief(shared, 25.0)
        wire.drawn_anew()
        wire.run(telling(anew, 12.0))
        assert entries(shared) == recorded  # 12 had been told, and acted on, before


def test_what_others_decide_does_not_empty_a_form_that_is_being_filled_in(shared: Shared) -> None:
    with Visitor(shared.url).sign_in("paul").on("calendar") as wire:
        season = wire.run().id_of("date_input", "First day")
        set_by_the_chief(shared, 30.0)
        assert wire.drawn_anew().id_of("date_input", "First day") == season


def test_a_file_that_was_made_waits_for_its_reader_whatever_others_do(shared: Shared) -> None:
    paul = Visitor(shared.url).sign_in("paul")
    with paul.on("map") as wire, Visitor(shared.url).sign_in("vera").on("map") as other:
        address = wire.file(wire.run(), "All sites with their verdicts (CSV)")
        for _ in range(3):  # Streamlit lets go of what no screen holds after any two runs
            other.run()
        got = paul.web.get(f"{shared.url}{address}", timeout=PATIENCE)
        assert got.ok
        assert got.text.startswith("\ufeff")
