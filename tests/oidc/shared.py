"""The app as a shared server: a provider, its secrets, and the roles that people have."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from layers.library import Library
from plans.database import database_of
from plans.role_table import RoleTable
from plans.roles import Role
from tests.browser.serving import PROJECT, serving
from tests.stories import make_area

CLIENT = "bivouac"
CLIENT_SECRET = "the-secret-of-the-client-5f1e"  # noqa: S105 - of a provider that lives for a test
COOKIE_SECRET = "the-secret-of-the-cookies-0123456789abcdef"  # noqa: S105 - the same
CHIEF, PLANNER = "claire.chef@example.org", "paul.plan@example.org"
VIEWER, STRANGER = "vera.voit@example.org", "sam.stranger@example.org"
PEOPLE = {CHIEF: Role.CHIEF, PLANNER: Role.PLANNER, VIEWER: Role.VIEWER}
TOWN = "villebourg"


@dataclass(frozen=True)
class Shared:
    """A shared server: where it is, its home on disk, and what it has printed."""

    url: str
    home: Path
    log: Path

    @property
    def roles(self) -> RoleTable:
        """The table of roles that the server reads."""
        return RoleTable(database_of(None, self.home))


@contextmanager
def providing() -> Iterator[str]:
    """Run the provider and give its address."""
    script = Path(__file__).with_name("provider.py")
    command = [sys.executable, str(script), CLIENT, CLIENT_SECRET]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as provider:  # noqa: S603 - our own script
        try:
            assert provider.stdout
            yield provider.stdout.readline().strip()
        finally:
            provider.kill()


def write_secrets(folder: Path, provider: str) -> Path:
    """Write the secrets of a server that signs people in by a provider."""
    file = folder / "secrets.toml"
    file.write_text(
        "[auth]\n"
        'redirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
        f'cookie_secret = "{COOKIE_SECRET}"\n'
        f'client_id = "{CLIENT}"\n'
        f'client_secret = "{CLIENT_SECRET}"\n'
        f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    return file


@contextmanager
def sharing(home: Path, **environment: str) -> Iterator[Shared]:
    """Run the app as a shared server, with Villebourg and a chief, a planner and a viewer."""
    Library(home / "areas").keep(make_area())
    table = RoleTable(database_of(None, home))
    for author, role in PEOPLE.items():
        table.give(author, role, by="the tests")
    log = home / "printed.txt"
    with providing() as provider:
        variables = {
            "BIVOUAC_HOME": str(home),
            "BIVOUAC_SHARED": "1",
            "STREAMLIT_SECRETS_FILES": str(write_secrets(home, provider)),
        }
        with serving(PROJECT / "app.py", log=log, **variables, **environment) as url:
            yield Shared(url.rstrip("/"), home, log)
