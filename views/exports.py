"""What leaves the app from the main page: the map as one file, and two tables."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from briefing.drawing.drawing import Extras
from briefing.spreadsheets.tables import served_csv, sites_csv
from i18n import Language
from plans.situation import Situation
from views.lasting import lasting
from views.session import Desk
from views.wall_link import wall_link


def exports(desk: Desk, situation: Situation, extras: Extras) -> None:
    """Offer the files, each made only when it is asked for; the map shows what the screen does."""
    say = desk.say
    stem = f"bivouac-{desk.key}-{desk.plan.on.isoformat()}"
    st.caption(say("Each file is a snapshot of the plan as it stands now."))
    _button(
        say("Map (opens without internet)"),
        lambda: _map(situation, extras, say),
        f"{stem}.html",
        "text/html",
        ":material/map:",
    )
    _button(
        say("Who is served by which zone (CSV)"),
        lambda: served_csv(situation, say=say),
        f"{stem}-served.csv",
        "text/csv",
        ":material/table:",
    )
    _button(
        say("All sites with their verdicts (CSV)"),
        lambda: sites_csv(situation, say=say),
        f"{stem}-sites.csv",
        "text/csv",
        ":material/rule:",
    )
    wall_link(desk)


def _map(situation: Situation, extras: Extras, say: Language) -> bytes:
    from briefing.html.map_file import map_file  # noqa: PLC0415 - folium is a tenth of the app's start

    return map_file(situation, say=say, extras=extras).encode()


def _button(label: str, make: Callable[[], bytes], name: str, mime: str, icon: str) -> None:
    st.download_button(
        label,
        data=lasting(make, name, mime),
        file_name=name,
        mime=mime,
        icon=icon,
        on_click="ignore",
        width="stretch",
        key=f"export-{name.rpartition('.')[0]}-{mime}",
    )
