"""The page of the data: what lies on the desk and where it is from, and how to load more."""

from __future__ import annotations

import streamlit as st

from briefing.telling import source_words
from i18n import msg
from layers.catalogue import LAYERS
from plans.roles import Role
from views import identity, session
from views.figures import told
from views.header import header
from views.loading import load_file
from views.online import load_online
from views.session import Desk
from views.text import NOTHING, plain


def page() -> None:
    """Draw the page."""
    desk = session.desk()
    header(desk)
    here, more = st.columns((0.5, 0.5), gap="large")
    with here:
        _provenance(desk)
    with more:
        _load(desk)
    session.show_notices()


def _provenance(desk: Desk) -> None:
    say, manifest = desk.say, desk.area.manifest
    st.subheader(plain(manifest.title), anchor=False)
    st.markdown(
        plain(say("Source: {source}, {date}", source=source_words(manifest), date=manifest.as_of))
    )
    st.markdown(plain(f"{manifest.credit} – {manifest.licence}"))
    st.dataframe(
        {
            say("Layer"): [say(layer.title) for layer in LAYERS.values()],
            say("Features"): [desk.area.counts[name] for name in LAYERS],
        },
        hide_index=True,
        placeholder=NOTHING,
    )
    told(manifest.warnings, msg("Noticed while loading"), say=say)


def _load(desk: Desk) -> None:
    say = desk.say
    st.subheader(say("Load another area"), anchor=False)
    if not identity.may(Role.PLANNER):
        st.caption(say("Planners and chiefs load areas."))
        return
    file, online = st.tabs((say("OpenStreetMap file"), say("OpenStreetMap online")))
    with file:
        load_file(say)
    with online:
        load_online(desk)
