"""The record as files: the whole log with its seals, a map for QGIS, and a copy of everything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from briefing.record.geopackage import geopackage
from briefing.record.record_lines import with_header
from plans.backup import back_up
from plans.roles import Role
from views import identity, session
from views.database import database
from views.session import Desk
from views.text import plain
from views.workbench import situation_of


def record_files(desk: Desk) -> None:
    """Offer the files."""
    say = desk.say
    if not desk.entries:
        st.info(say("Nothing has been decided yet."), icon=":material/history:")
        return
    st.caption(
        say(
            "The last seal is {seal}. Keep it apart from the file: it shows whether the record was "
            "changed afterwards.",
            seal=plain(desk.entries[-1].hash),
        )
    )
    _offer(
        say("The whole record (JSON Lines, with its seals)"),
        lambda: _lines(desk),
        name=f"bivouac-{desk.key}-record.jsonl",
        mime="application/jsonl",
    )
    _offer(
        say("The record and the plan of this day (GeoPackage, opens in QGIS)"),
        lambda: _package(desk),
        name=f"bivouac-{desk.key}-{desk.plan.on.isoformat()}.gpkg",
        mime="application/geopackage+sqlite3",
    )
    if desk.person.role.reaches(Role.CHIEF):
        _offer(
            say("Everything, to be restored (all areas, roles)"),
            _backup,
            name="bivouac-backup.db",
            mime="application/vnd.sqlite3",
        )
        st.caption(say("“bivouac record restore FILE” puts it back; what was there is kept."))


def _offer(title: str, make: Callable[[], bytes], *, name: str, mime: str) -> None:
    """Offer a file that is made when it is asked for."""
    st.download_button(
        title,
        make,
        file_name=name,
        mime=mime,
        icon=":material/download:",
        on_click="ignore",
        key=f"file-{name}",
    )


def _lines(desk: Desk) -> bytes:
    manifest, lines = desk.area.manifest, session.record().lines(desk.key)
    return with_header(desk.key, manifest.title, lines, data_of=manifest.as_of)


def _package(desk: Desk) -> bytes:
    lines = session.record().lines(desk.key)
    return geopackage(situation_of(desk), lines, area_key=desk.key, say=desk.say)


def _backup() -> bytes:
    identity.require(Role.CHIEF)
    with TemporaryDirectory(prefix="bivouac-") as folder:
        file = Path(folder) / "backup.db"
        back_up(database(), file)
        return file.read_bytes()
