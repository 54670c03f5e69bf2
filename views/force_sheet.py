"""Force events in bulk: the template to take away, a sheet to bring, and what it would change."""

from __future__ import annotations

from functools import partial

import streamlit as st

from briefing.spreadsheets.force_template import MIMES, template
from i18n import Language, Message, msg, msgs
from layers.errors import BivouacError, RowsError
from layers.sources.sheets import MOST_BYTES
from plans.events import ForceRecorded
from plans.example_season import example_season, has_season
from plans.force_preview import Preview, preview
from plans.force_table import ForceTable, read_forces
from plans.naming import names_in
from views import session
from views.force_chart import force_chart
from views.force_rows import event_rows
from views.keeping import kept
from views.session import Desk
from views.text import NOTHING, plain, table_height

_SENT = "forces-sent"  # how often a sheet was recorded: a new number empties the box for files
_SHOWN_ROWS = 12


def force_sheet(desk: Desk) -> None:
    """Draw the ways to record many events at once."""
    with st.expander(desk.say("Force events from a sheet"), icon=":material/upload_file:"):
        _templates(desk)
        _brought(desk)
    if has_season(desk.area):
        with st.expander(desk.say("The example's season"), icon=":material/calendar_month:"):
            _season(desk)


def _templates(desk: Desk) -> None:
    say = desk.say
    st.caption(
        say(
            "Take the template, fill in a row an event, and bring it back. Nothing is recorded "
            "before you have seen what it would change."
        )
    )
    with st.container(horizontal=True):
        for kind, mime in MIMES.items():
            st.download_button(
                say("Template ({kind})", kind=kind.upper()),
                partial(template, desk.area, on=desk.plan.on, say=say, kind=kind),
                file_name=f"bivouac-{desk.key}-forces.{kind}",
                mime=mime,
                on_click="ignore",
                icon=":material/download:",
                key=f"force-template-{kind}",
            )


def _brought(desk: Desk) -> None:
    """Show what a sheet would change, or every cell that does not fit."""
    sent = st.file_uploader(
        desk.say("Bring a sheet of force events (CSV or XLSX)"),
        type=("csv", "xlsx"),
        max_upload_size=MOST_BYTES // 1_000_000,
        key=f"force-file-{st.session_state.get(_SENT, 0)}",
    )
    if sent is None:
        return
    try:
        table = read_forces(sent.getvalue(), file=sent.name, area=desk.area)
        _offered(desk, table, msg("From the sheet {file}", file=sent.name[:100]), "sheet")
    except BivouacError as error:
        _refused(error, desk.say)


def _season(desk: Desk) -> None:
    say = desk.say
    st.caption(
        say(
            "A season of units made from published facts: the totals of Spain, the United Kingdom "
            "and Germany, more than 2,000 officers from more than 40 countries, dogs and horses. "
            "Which unit stood where on which day nobody published: every event is assumed."
        )
    )
    try:
        table = kept("season", desk.key, desk.version, make=lambda: example_season(desk.area))
        _offered(desk, table, msg("The example's season"), "season")
    except BivouacError as error:
        _refused(error, say)


def _offered(desk: Desk, table: ForceTable, reason: Message, key: str) -> None:
    """Show what recording would change, with the button that does it."""
    say, seen = desk.say, preview(desk.plan, table)
    remarks = [*seen.remarks]
    if seen.known:
        remarks.append(
            msgs(
                "One event is in the record already and is left out.",
                "{n} events are in the record already and are left out.",
                len(seen.known),
            )
        )
    for remark in remarks:
        st.caption(plain(say(remark)))
    if seen.events:
        _told(desk, seen)
    n = len(seen.events)
    label = msgs("Record one event", "Record {n} events", n)
    st.button(
        say(label) if n else say("Nothing new to record"),
        type="primary",
        icon=":material/playlist_add_check:",
        disabled=desk.shut or not n,
        on_click=_record,
        args=(seen, say(reason)),
        key=f"force-record-{key}",
    )


def _told(desk: Desk, seen: Preview) -> None:
    say, name_of = desk.say, names_in(desk.area)
    fullest = seen.fullest
    with st.container(horizontal=True, gap="small"):
        st.metric(say("Events"), say.write(len(seen.events)), width="content")
        st.metric(say("Units"), say.write(len(seen.units)), width="content")
        st.metric(say("Places"), say.write(len(seen.points)), width="content")
        if fullest is not None:
            st.metric(
                say("Officers of units on {day}, the fullest day", day=fullest.on),
                say.write(fullest.after),
                width="content",
                help=say("{n} without these events", n=fullest.before),
            )
    force_chart(seen, say)
    rows = event_rows(seen.events, name_of, say)
    st.dataframe(
        rows,
        hide_index=True,
        placeholder=NOTHING,
        height=table_height(min(len(rows), _SHOWN_ROWS)),
        alt=say("Table of the events to record"),
    )


def _refused(error: BivouacError, say: Language) -> None:
    """Say why nothing is recorded; rows that do not fit all stand in a table."""
    st.error(plain(say(error.message)), icon=":material/error:")
    if isinstance(error, RowsError):
        st.dataframe(
            {
                say("Row"): [defect.row for defect in error.defects],
                say("Column"): [defect.column for defect in error.defects],
                say("Value"): [defect.value for defect in error.defects],
                say("What to do"): [say(defect.remedy) for defect in error.defects],
            },
            hide_index=True,
            placeholder=NOTHING,
            height=table_height(min(len(error.defects), _SHOWN_ROWS)),
            alt=say("Table of the cells that do not fit"),
        )


def _record(seen: Preview, reason: str) -> None:
    """Record all events as one act, so that one step takes all of them back."""
    if session.decide(*(ForceRecorded(event) for event in seen.events), reason=reason):
        st.session_state[_SENT] = st.session_state.get(_SENT, 0) + 1
        n = len(seen.events)
        session.notify(msgs("One force event is recorded.", "{n} force events are recorded.", n))
