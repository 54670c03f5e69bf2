"""Whether this server is one person's own or shared, and never open by mistake.

A server is shared where its secrets have a section ``[auth]``. One that is meant to be shared, or
that others can reach, but cannot sign anybody in, answers every page with the reason alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from ipaddress import ip_address
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError
from streamlit.web import bootstrap, cli

from i18n import Language, Message, msg
from layers.errors import BivouacError, SettingError

DEFAULT = "default"
_OF_ALL = ("redirect_uri", "cookie_secret")
_OF_EACH = ("client_id", "client_secret", "server_metadata_url")
_LEAST_SECRET = 32
_CALLBACK = "/oauth2callback"
_NO = {"", "0", "false", "no"}


def providers() -> tuple[str, ...]:
    """Give the names of the sign-in providers; none where the server is one person's own.

    Raises SettingError where people should sign in and cannot.
    """
    auth = _auth()
    if auth is None:
        _alone()
        return ()
    return _complete(auth)


def is_shared() -> bool:
    """Tell whether people sign in. Raises SettingError as ``providers`` does."""
    return bool(providers())


def _auth() -> Mapping[str, Any] | None:
    """Give the section of the secrets. One that cannot be read is not one that is not there."""
    # The cause might quote a line of the secrets, so it is not told.
    unreadable = _refused(msg("The file of secrets cannot be read."))
    try:
        auth: object = st.secrets.get("auth")
    except StreamlitSecretNotFoundError:
        if any(map(os.path.lexists, st.get_option("secrets.files"))):
            raise unreadable from None
        return None
    except (OSError, UnicodeError):
        raise unreadable from None
    if auth is None or isinstance(auth, Mapping):
        return auth
    raise _refused(msg("The secrets lack {keys}.", keys=("[auth]",)))


def _alone() -> None:
    """Refuse to be open to others without sign-in."""
    if os.environ.get("BIVOUAC_SHARED", "").strip().lower() not in _NO:
        raise _refused(msg("This server is meant to be shared, and has no sign-in."))
    address = st.get_option("server.address")
    if not _is_loopback(address):
        raise _refused(
            msg(
                "This server listens on {address}, where others reach it, and has no sign-in.",
                address=str(address or "*"),
            )
        )


def _is_loopback(address: object) -> bool:
    if address == "localhost":
        return True
    try:
        return ip_address(str(address)).is_loopback
    except ValueError:
        return False


def _complete(auth: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the names of the providers. Raises SettingError for keys that lack; names no value."""
    named = {name: each for name, each in auth.items() if isinstance(each, Mapping)}
    named.pop("client_kwargs", None)  # an option of the one unnamed provider
    sections = named or {DEFAULT: auth}
    lacking = [f"[auth] {key}" for key in _OF_ALL if not auth.get(key)]
    lacking += [
        f"[auth.{name}] {key}" if named else f"[auth] {key}"
        for name, section in sections.items()
        for key in _OF_EACH
        if not section.get(key)
    ]
    if lacking:
        raise _refused(msg("The secrets lack {keys}.", keys=tuple(lacking)))
    if len(str(auth["cookie_secret"])) < _LEAST_SECRET:
        raise _refused(
            msg("The cookie_secret of [auth] is shorter than {n} letters.", n=_LEAST_SECRET)
        )
    if not str(auth["redirect_uri"]).endswith(_CALLBACK):
        raise _refused(
            msg("The redirect_uri of [auth] does not end in {callback}.", callback=_CALLBACK)
        )
    if not st.get_option("server.enableXsrfProtection"):
        raise _refused(msg("server.enableXsrfProtection is off, and nobody could sign in."))
    if st.get_option("server.trustedUserHeaders"):  # whoever sends such a header would be believed
        raise _refused(msg("server.trustedUserHeaders is set, and would go before the sign-in."))
    return tuple(sections)


def _refused(what: Message) -> SettingError:
    return SettingError(
        what,
        msg("Whoever runs the server finds what to set in docs/deploy.md; until then it is shut."),
    )


def check(words: Sequence[str]) -> int:
    """Tell whether the server may start, for the unit that starts it: 0, or 2 with the reason.

    ``words`` are the options that the server would be started with; Streamlit reads them, its
    variables and its files itself.
    """
    context = cli.main_run.make_context("run", ["app.py", *words])
    bootstrap.load_config_options(context.params)
    say = Language.of(os.environ.get("LC_ALL") or os.environ.get("LANG") or "fr")
    try:
        names = providers()
    except BivouacError as error:
        sys.stderr.write(f"{say(error.message)}\n")
        return 2
    shared, alone = msg("Shared: people sign in."), msg("One person's own: nobody signs in.")
    sys.stdout.write(f"{say(shared if names else alone)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(check(sys.argv[1:]))
