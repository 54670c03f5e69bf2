"""A session driven past its buttons: forged messages change nothing that the role may not change.

Each story has its counterpart: the same message of somebody who may does change it, so it is not
the forgery that fails.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState

from gis.network.pace_table import FILE
from layers.library import Library
from plans.database import database_of
from plans.entry import Entry
from plans.pace_store import NAME
from plans.record import Record
from plans.roles import Role
from tests.oidc.shared import CHIEF, PLANNER, STRANGER, VIEWER, Shared
from tests.oidc.wire import Screen, Visitor, Wire

OWN = FILE.read_bytes().replace(b"\ndrive-residential,30,", b"\ndrive-residential,15,")
BACK = "Back to the standard table"
LOAD = "Load from OpenStreetMap"


@pytest.fixture(autouse=True)
def own_table(shared: Shared) -> Iterator[None]:
    """Give the server its own table of travel times."""
    file = shared.home / NAME
    file.write_bytes(OWN)
    yield
    file.unlink(missing_ok=True)


def kept(shared: Shared) -> dict[str, object]:
    """Give all that the server keeps: files of the home, the roles, the record of every area."""
    files = {
        str(file.relative_to(shared.home)): file.read_bytes()
        for file in sorted(shared.home.rglob("*"))
        if file.is_file() and _is_a_decision(file.relative_to(shared.home))
    }
    with closing(database_of(None, shared.home)) as database:
        record = Record(database)
        entries = {area: record.entries(area) for area in record.areas()}
    return {**files, "roles": shared.roles(), "entries": entries}


def _is_a_decision(file: Path) -> bool:
    """Leave out what is derived, what is printed, and the database, which is read by rows."""
    return file.parts[0] not in {"orders", "etc", "printed.txt"} and not file.name.startswith(
        "record.db"
    )


def signed_in(shared: Shared, user: str) -> Visitor:
    """Sign somebody in."""
    return Visitor(shared.url).sign_in(user)


def test_a_planner_drops_the_table_and_a_viewer_s_disabled_button_does_not(shared: Shared) -> None:
    before = kept(shared)
    with signed_in(shared, "vera").on("rules") as wire:
        screen = wire.run()
        assert next(each.button for each in screen.elements if each.button.label == BACK).disabled
        wire.click(screen.button(BACK))
    assert kept(shared) == before
    with signed_in(shared, "paul").on("rules") as wire:
        wire.click(wire.run().button(BACK))
    assert not (shared.home / NAME).exists()


def test_a_planner_who_became_a_viewer_has_the_button_and_not_the_right(shared: Shared) -> None:
    with signed_in(shared, "paul").on("rules") as wire:
        button = wire.run().button(BACK)
        shared.give(PLANNER, Role.VIEWER)
        before = kept(shared)
        assert "role of Planner" in wire.click(button).text
    assert kept(shared) == before


def test_whoever_lost_every_role_does_nothing_with_a_page_that_stood(shared: Shared) -> None:
    with signed_in(shared, "paul").on("rules") as wire:
        button = wire.run().button(BACK)
        shared.give(PLANNER, None)
        before = kept(shared)
        assert wire.click(button).labels == ["Sign out"]
    assert kept(shared) == before


def asked_for(screen: Screen, place: str) -> tuple[WidgetState, ...]:
    """Make the states of the form for loading an area by name, with its button pressed."""
    return (
        WidgetState(id=screen.id_of("text_input", "Name of the place"), string_value=place),
        WidgetState(id=screen.button(LOAD), trigger_value=True),
    )


def test_nobody_but_planners_sends_the_server_out_for_an_area(
    shared: Shared,
) -> None:
    with signed_in(shared, "paul").on("data") as wire:
        forged = asked_for(wire.run(), "Villebourg")
        wire.run(*forged)
        assert shared.asked
    shared.asked.clear()
    before = kept(shared)
    for user in ("vera", "sam"):
        with signed_in(shared, user).on("data") as wire:
            wire.run()
            wire.run(*forged)
    with signed_in(shared, "paul").on("data") as wire:
        forged = asked_for(wire.run(), "Villebourg")
        shared.give(PLANNER, Role.VIEWER)
        wire.run(*forged)
    shared.give(PLANNER, Role.PLANNER)
    assert shared.asked == []
    assert {**kept(shared), "roles": ()} == {**before, "roles": ()}
    assert len(Library(shared.home / "areas").keys()) == 2


def test_nobody_but_a_chief_gives_a_role(shared: Shared) -> None:
    def forged(screen: Screen, whom: str) -> tuple[WidgetState, ...]:
        mail = screen.id_of("text_input", "E-mail that the person signs in with")
        return (
            WidgetState(id=mail, string_value=whom),
            WidgetState(id=screen.id_of("selectbox", "Role"), string_value="Chief"),
            WidgetState(id=screen.button("Give this role"), trigger_value=True),
        )

    with signed_in(shared, "claire").on("people") as wire:
        screen = wire.run()
        wire.run(*forged(screen, STRANGER))
        assert shared.roles()[-1].role is Role.CHIEF
        shared.give(STRANGER, None)
        before = shared.roles()
        for user, own in (("vera", VIEWER), ("paul", PLANNER), ("sam", STRANGER)):
            with signed_in(shared, user).on("people") as theirs:
                theirs.run()
                theirs.run(*forged(screen, own))
        assert shared.roles() == before
        shared.give(PLANNER, Role.CHIEF)
        shared.give(CHIEF, Role.PLANNER)
        before = shared.roles()
        assert "role of Chief" in wire.run(*forged(screen, CHIEF)).text
        assert shared.roles() == before


def changed(element: Element) -> WidgetState | None:
    """Make a message that changes a widget, whatever it is; None for what is none."""
    kind = element.WhichOneof("type") or ""
    widget: Any = getattr(element, kind, None)
    state = WidgetState(id=getattr(widget, "id", ""))
    match kind if state.id else "":
        case "button":
            state.trigger_value = True
        case "checkbox":
            state.bool_value = not widget.default
        case "number_input":
            state.double_value = widget.min + 1 if widget.has_min else widget.default + 1
        case "selectbox":
            state.string_value = [*widget.options, ""][-1 if not widget.options else -2]
        case "text_input":
            state.string_value = "forged"
        case "bidi_component":
            posted = '{"number": 1, "kind": "pick", "id": "site-arago", "bbox": null}'
            state.json_value = f'{{"outbox": {{"mount": "forged", "events": [{posted}]}}}}'
        case "button_group" | "multiselect" | "date_input":
            state.string_array_value.data.extend(several(kind, widget))
    return state if state.WhichOneof("value") else None


def several(kind: str, widget: Any) -> list[str]:  # noqa: ANN401 - any of many messages
    """Give another value of a widget that has several at once."""
    match kind:
        case "button_group":
            return [widget.options[-1].content]
        case "multiselect":
            return list(widget.options)[:-1]
        case "date_input":
            return ["2024/08/01"]
    return []


def test_a_viewer_who_moves_everything_on_a_page_changes_nothing(shared: Shared) -> None:
    claire, vera = signed_in(shared, "claire"), signed_in(shared, "vera")
    moved: set[str] = set()
    before = kept(shared)
    for page in ("people", "map", "rules", "data", "forces", "record"):
        with claire.on(page) as wire:
            states = movable(wire, moved)
        with vera.on(page) as wire:
            states |= movable(wire, moved)
            assert states
            for state in states.values():
                assert "Sign out" in wire.run(state).labels, state  # a viewer to the end
        moved |= {*states}
        assert kept(shared) == before, page


def test_the_same_moves_of_a_planner_are_recorded(shared: Shared) -> None:
    """So that what changes nothing for a viewer is no message that would change nothing anyway."""
    paul = signed_in(shared, "paul")
    moved: set[str] = set()
    for page in ("map", "rules"):
        before = {entry.act for entry in recorded(shared)}
        with paul.on(page) as wire:
            own = movable(wire, moved)
            for state in own.values():
                wire.run(state)
        moved |= {*own}
        told = [entry for entry in recorded(shared) if entry.act not in before]
        assert len(told) > 1, page
        assert {entry.author for entry in told} == {PLANNER}


def recorded(shared: Shared) -> tuple[Entry, ...]:
    """Give all that is recorded: among everything that is moved is the choice of the area."""
    with closing(database_of(None, shared.home)) as database:
        record = Record(database)
        return tuple(entry for area in record.areas() for entry in record.entries(area))


def movable(wire: Wire, moved: Collection[str]) -> dict[str, WidgetState]:
    """Give a change of widgets on a page, the first few of each kind: they share their callbacks.

    What was ``moved`` on another page is left out, for much stands on every page; so are the choice
    of another area and the way out, for what follows would then be about that one, and of nobody.
    """
    alike: dict[str, dict[str, WidgetState]] = {}
    for state in (state for each in wire.run().elements if (state := changed(each))):
        name = named(state)
        if name not in moved and not name.startswith(("area-choice", "sign-out")):
            alike.setdefault(str(state.WhichOneof("value")), {})[name] = state
    return {name: own[name] for own in alike.values() for name in [*own][:FEW]}


def named(state: WidgetState) -> str:
    """Give the name of a widget that has one, the same on every page; else its id."""
    own = re.fullmatch(r"\$\$ID-\w+-(?!None$)(.+)", state.id)
    return own[1] if own else state.id


FEW = 4
