"""The app as a shared server: a provider, its secrets, and the roles that people have."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from layers.library import Library
from plans.database import database_of
from plans.role_table import Given, RoleTable
from plans.roles import Role
from tests.browser.serving import PROJECT, serving
from tests.layers.sources.loopback import data
from tests.layers.sources.loopback import serving as loopback
from tests.stories import make_area

CLIENT = "bivouac"
CLIENT_SECRET = "the-secret-of-the-client-5f1e"  # noqa: S105 - of a provider that lives for a test
COOKIE_SECRET = "the-secret-of-the-cookies-0123456789abcdef"  # noqa: S105 - the same
CHIEF, PLANNER = "claire.chef@example.org", "paul.plan@example.org"
VIEWER, STRANGER = "vera.voit@example.org", "sam.stranger@example.org"
PEOPLE = {CHIEF: Role.CHIEF, PLANNER: Role.PLANNER, VIEWER: Role.VIEWER}
TOWN = "villebourg"
OWN_ADDRESS = "http://127.0.0.1:{port}/oauth2callback"  # Streamlit fills in the port


@dataclass(frozen=True)
class Shared:
    """A shared server: where it is, its home, what it has printed, what it has asked of others."""

    url: str
    home: Path
    log: Path
    asked: list[str]

    def give(self, author: str, role: Role | None) -> None:
        """Give somebody a role, or take it away, as the command line does beside the server."""
        give(self.home, author, role)

    def restore_roles(self) -> None:
        """Give everybody the role that is theirs, as if nobody had been given any other."""
        with closing(database_of(None, self.home)) as database:
            have = RoleTable(database).roles()
        for author in {**PEOPLE, **have}:  # a chief first: one has to be left
            if have.get(author) != PEOPLE.get(author):
                self.give(author, PEOPLE.get(author))

    def roles(self) -> tuple[Given, ...]:
        """Give the whole table of roles."""
        with closing(database_of(None, self.home)) as database:
            return RoleTable(database).history()


def give(home: Path, author: str, role: Role | None) -> None:
    """Write a role into the table of a home."""
    with closing(database_of(None, home)) as database:
        RoleTable(database).give(author, role, by="the tests")


@contextmanager
def providing() -> Iterator[str]:
    """Run the provider, which knows its client by a secret, and give its address."""
    script = Path(__file__).with_name("provider.py")
    command = [sys.executable, str(script), CLIENT, CLIENT_SECRET]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as provider:  # noqa: S603 - our own script
        try:
            assert provider.stdout
            yield provider.stdout.readline().strip()
        finally:
            provider.kill()


def write_secrets(folder: Path, provider: str, *, redirect: str = OWN_ADDRESS) -> Path:
    """Write the secrets of a server that signs people in by a provider."""
    folder.mkdir(exist_ok=True)
    file = folder / "secrets.toml"
    file.write_text(
        "[auth]\n"
        f'redirect_uri = "{redirect}"\n'
        f'cookie_secret = "{COOKIE_SECRET}"\n'
        f'client_id = "{CLIENT}"\n'
        f'client_secret = "{CLIENT_SECRET}"\n'
        f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    return file


@contextmanager
def sharing(home: Path, *, redirect: str = OWN_ADDRESS, **environment: str) -> Iterator[Shared]:
    """Run the app as a shared server, with Villebourg and a chief, a planner and a viewer.

    For areas and places it would ask a server on loopback, which knows nothing.
    """
    Library(home / "areas").keep(make_area())
    for author, role in PEOPLE.items():
        give(home, author, role)
    log = home / "printed.txt"
    with providing() as provider, loopback(data([])) as others:
        variables = {
            "BIVOUAC_HOME": str(home),
            "BIVOUAC_SHARED": "1",
            "BIVOUAC_OVERPASS_URL": others.url,
            "BIVOUAC_NOMINATIM_URL": others.url,
            "STREAMLIT_SECRETS_FILES": str(
                write_secrets(home / "etc", provider, redirect=redirect)
            ),
        }
        with serving(PROJECT / "app.py", log=log, **variables | environment) as url:
            yield Shared(url.rstrip("/"), home, log, others.asked)
