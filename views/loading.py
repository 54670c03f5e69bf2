"""Loading an area from OpenStreetMap: from a file, or on line when the planner asks for it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from i18n import Language, Message, msg
from layers.area import Area
from layers.errors import BivouacError
from layers.extent import parse_extent
from layers.sources.osm_file import SUFFIXES, read_osm_file
from plans.roles import Role
from views import identity, session
from views.sharing import is_shared
from views.text import plain

Progress = Callable[[float, Message], None]


def load_file(say: Language) -> None:
    """Offer a file to load: one sent from the browser, or one that lies on this machine."""
    with st.form("load-file", border=False):
        sent = st.file_uploader(say("File (.osm, .osm.gz, .osm.bz2, .osm.pbf)"), key="osm-file")
        path = "" if is_shared() else _path(say)
        title = st.text_input(say("Name of the area"), key="osm-title", max_chars=80)
        box = st.text_input(
            say("Clip to a box: west, south, east, north (optional)"),
            placeholder="2.25, 48.81, 2.42, 48.90",
            key="osm-box",
        )
        asked = st.form_submit_button(say("Load"), type="primary", icon=":material/upload_file:")
    if not asked:
        return
    if sent is None and not path.strip():
        st.error(say("Choose a file first."))
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(path.strip())
        if sent is not None:
            file = Path(folder) / f"area{_suffix(sent.name)}"
            file.write_bytes(sent.getbuffer())
        name = title.strip() or (Path(sent.name) if sent else file).name.split(".")[0]
        load(
            lambda progress: read_osm_file(
                file,
                extent=parse_extent(box) if box.strip() else None,
                title=name,
                progress=progress,
            ),
            say,
        )


def load(read: Callable[[Progress], Area], say: Language) -> None:
    """Read an area with progress, keep it, and lay it on the desk; what fails changes nothing.

    The role is looked up here, and again once the area is read: that can take minutes.
    """
    bar = st.progress(0.0, say("Loading"))

    def progress(share: float, doing: Message) -> None:
        bar.progress(min(max(share, 0.0), 1.0), say(doing))

    try:
        identity.require(Role.PLANNER)
        area = read(progress)
        identity.require(Role.PLANNER)
        key = session.library().keep(area)
    except BivouacError as error:
        bar.empty()
        st.error(plain(say(error.message)), icon=":material/error:")
        return
    session.choose_area(key)
    session.notify(msg("“{area}” is loaded.", area=area.manifest.title))
    st.rerun()


def _path(say: Language) -> str:
    """Ask for a file of this machine: on a shared one, its files are nobody's business."""
    return st.text_input(say("Or its path on this machine"), key="osm-path")


def _suffix(name: str) -> str:
    """Keep only the ending of a file's name: the rest is somebody else's text."""
    return next((ending for ending in SUFFIXES if name.lower().endswith(ending)), "")
