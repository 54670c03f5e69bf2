"""The door before every page: the sign-in, the word that one has no role yet, or the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import streamlit as st

from i18n import Language
from layers.errors import BivouacError, ForbiddenError
from plans.people import Identity
from views import identity, session
from views.following import leave_alone
from views.header import choose_language
from views.sharing import DEFAULT, providers
from views.text import plain


def gated(page: Callable[[], None]) -> Callable[[], None]:
    """Give the page for those alone who have a role; nothing of it is made for anyone else."""

    @wraps(page)
    def drawn() -> None:
        leave_alone()
        if _is_open(session.language()):
            page()

    return drawn


def _is_open(say: Language) -> bool:
    """Tell whether to go on; else the screen says why not."""
    try:
        names = providers()
        here = identity.visitor()
        if here is not None and identity.role_of(here.author) is not None:
            return True
    except ForbiddenError as error:  # a sign-in that no longer counts
        _sign_in(say, names, told=say(error.message))
    except BivouacError as error:
        _title(say)
        st.error(plain(say(error.message)), icon=":material/error:")
    else:
        if here is None:
            _sign_in(say, names)
        else:
            _no_role(here, say)
    return False


def _title(say: Language) -> None:
    choose_language(say)
    st.title("Bivouac", anchor=False)


def _sign_in(say: Language, names: tuple[str, ...], *, told: str = "") -> None:
    _title(say)
    if told:
        st.warning(plain(told), icon=":material/lock_clock:")
    st.markdown(say("This plan is shared. Sign in to see it."))
    for name in names:
        st.button(
            say("Sign in") if name == DEFAULT else say("Sign in with {provider}", provider=name),
            type="primary",
            icon=":material/login:",
            on_click=st.login,
            args=() if name == DEFAULT else (name,),
            key=f"sign-in-{name}",
        )


def _no_role(here: Identity, say: Language) -> None:
    _title(say)
    st.warning(
        plain(say("{name}, you are signed in and have no role in this plan.", name=here.name)),
        icon=":material/no_accounts:",
    )
    st.markdown(say("Ask a chief to give you a role, under this name:"))
    st.code(here.author, language=None)
    identity.sign_out(say)
