"""The page of the briefing: for whom, a look at it, and the whole pack in one file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

import streamlit as st

from briefing.content.brief import Brief
from briefing.pack.folder import pack_name, pack_zip, whole_pack
from briefing.pack.form import Form
from briefing.pack.making import File
from briefing.pack.manifest import MANIFEST, Listed, listed
from briefing.sheets.files import sheets_png
from briefing.sheets.paper import MM_PER_INCH, Paper, paper_of
from briefing.sheets.plan_of_sheets import sheets_of
from gis.siting.watch import Watch
from i18n import Language
from views import session, solving
from views.briefing_form import Choice, brief_for, choose
from views.header import header
from views.keeping import kept_few
from views.session import Desk
from views.text import NOTHING, localized, table_height
from views.workbench import travel_stamp

PAGE = "briefing"
_HALVES = (0.4, 0.6)
_MOST_S = 600.0
_PROCESSES = 2  # as many as a small server has cores; the pages go on meanwhile
_COARSE = 110  # dots an inch: a look, not a print
_WIDEST = 1460  # pixels; Streamlit shrinks what is wider, at every run anew


@dataclass(frozen=True, slots=True)
class _Pack:
    """A pack as one file, and what is in it."""

    name: str
    content: bytes
    files: tuple[Listed, ...]


def page() -> None:
    """Draw the page."""
    desk = session.desk()
    header(desk)
    say = desk.say
    left, right = st.columns(_HALVES, gap="medium")
    with left:
        choice = choose(desk)
        if not choice.ready:
            st.info(say("Choose the unit's own places first."), icon=":material/place:")
        elif st.button(say("Make the pack"), type="primary", icon=":material/inventory_2:"):
            _begin(desk, choice)
        _made(desk, choice)
    with right:
        if choice.ready:
            _look(desk, choice)
    session.show_notices()


def _begin(desk: Desk, choice: Choice) -> None:
    brief = _brief(desk, choice)

    def work(watch: Watch) -> _Pack | None:
        files = whole_pack(
            brief, only=choice.wanted, form=choice.form, workers=_PROCESSES, watch=watch
        )
        return _packed(brief, tuple(files))

    solving.begin(PAGE, _about(desk, choice), work, seconds=_MOST_S)


def _packed(brief: Brief, files: tuple[File, ...]) -> _Pack | None:
    """Put the files of a pack in one; None where it was stopped on the way."""
    if not files or files[-1].name != MANIFEST:
        return None
    listing = tuple(map(listed, files))
    return _Pack(f"{pack_name(brief)}.zip", pack_zip(brief, files), listing)


def _made(desk: Desk, choice: Choice) -> None:
    """Show how far the pack is, or offer it."""
    say = desk.say
    solve = solving.under_way(PAGE, _about(desk, choice))
    if solve is None:
        return
    stop = say("Stop; nothing is kept")
    made = solving.answer_of(solve, _Pack, say=say, key=PAGE, goals=False, stop=stop)
    if made is not None:
        _offered(made, say)
    elif solve.done and solve.halted:
        st.info(say("The pack was stopped."), icon=":material/info:")


def _offered(made: _Pack, say: Language) -> None:
    """Offer the pack in one file, and list what is in it."""
    st.download_button(
        say("Download the pack ({n} MB)", n=say.number(len(made.content) / 1e6, 1)),
        made.content,
        file_name=made.name,
        mime="application/zip",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        key=f"{PAGE}-download",
    )
    st.caption(say("SHA-256 of the file: {sum}", sum=sha256(made.content).hexdigest()))
    st.dataframe(
        {
            say("Item"): [say(each.item.label) if each.item else "" for each in made.files],
            say("File"): [each.name for each in made.files],
            say("Kilobytes"): [each.bytes / 1000 for each in made.files],
        },
        hide_index=True,
        placeholder=NOTHING,
        height=table_height(len(made.files)),
        column_config={say("Kilobytes"): localized()},
        key=f"{PAGE}-files",
    )


def _look(desk: Desk, choice: Choice) -> None:
    """Show the overview as it will be, and what the pack holds."""
    say = desk.say
    with st.spinner(say("Drawing the overview")):
        about = _about(desk, replace(choice, items=()))
        png = kept_few("overview", about, make=lambda: _overview(desk, choice))
    st.image(png, width="stretch", alt=say("The overview, the first of the map sheets"))
    st.dataframe(
        {
            say("Item"): [say(each.label) for each in choice.wanted],
            say("Word on the command line"): [str(each) for each in choice.wanted],
        },
        hide_index=True,
        placeholder=NOTHING,
        height=table_height(len(choice.wanted)),
        key=f"{PAGE}-items",
    )


def _overview(desk: Desk, choice: Choice) -> bytes:
    brief, form = _brief(desk, choice), choice.form
    sheets = sheets_png(
        brief,
        paper=form.paper,
        landscape=form.landscape,
        sheets=sheets_of(brief)[:1],
        dpi=dots(paper_of(form.paper, landscape=form.landscape)),
    )
    return next(iter(sheets.values()))


def dots(paper: Paper) -> int:
    """Give the dots an inch of a look at a sheet: no more than the screen shows."""
    return min(_COARSE, int(_WIDEST * MM_PER_INCH / paper.width))


def _brief(desk: Desk, choice: Choice) -> Brief:
    """Give the brief, which the look and the pack share: ways take long to be drawn."""
    told = replace(choice, form=Form(), items=())
    return kept_few("brief", _about(desk, told), make=lambda: brief_for(desk, choice))


def _about(desk: Desk, choice: Choice) -> str:
    """Give a text that changes with anything that a pack could follow."""
    return "-".join((*travel_stamp(desk), desk.scenario, desk.plan.digest, repr(choice)))
