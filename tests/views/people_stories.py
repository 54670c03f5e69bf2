"""Words for stories of a shared server without a provider: the claims as it would sign them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from plans.database import database_of
from plans.role_table import RoleTable
from plans.roles import Role
from tests.views.test_pages import open_page

AUTH: dict[str, Any] = {
    "redirect_uri": "https://bivouac.example.org/oauth2callback",
    "cookie_secret": "c" * 40,
    "client_id": "bivouac",
    "client_secret": "k" * 40,
    "server_metadata_url": "https://id.example.org/.well-known/openid-configuration",
}


def email(name: str) -> str:
    """Give the e-mail of a person in these stories."""
    return f"{name.lower()}@example.org"


def claims(name: str) -> dict[str, Any]:
    """Give what the provider signs for somebody who has signed in now."""
    issued = datetime.now(UTC).timestamp()
    return {"is_logged_in": True, "email": email(name), "name": name, "iat": issued}


def give(home: Path, **held: Role | None) -> RoleTable:
    """Give people roles in the table of a home."""
    table = RoleTable(database_of(None, home))
    for name, role in held.items():
        table.give(email(name), role, by="the tests")
    return table


def shared(page: str, name: str | None) -> AppTest:
    """Draw a page of a shared server behind its door, for somebody or for nobody."""
    app = AppTest.from_string(
        f"from views import {page}\nfrom views.gate import gated\nfrom views.trouble import told\n"
        f"gated(told({page}.page))()\n",
        default_timeout=60,
    )
    app.secrets["auth"] = AUTH
    app.user = {"is_logged_in": False} if name is None else claims(name)
    app.query_params["lang"] = "en"
    app.query_params["area"] = "villebourg"
    return app.run()


def words(app: AppTest) -> str:
    """Give all that a page says."""
    kinds = (*app.markdown, *app.warning, *app.error, *app.caption, *app.subheader, *app.info)
    return "\n".join(str(each.value) for each in (*kinds, *app.toast, *app.code))


def labels(app: AppTest) -> list[str]:
    """Give the labels of the buttons of a page."""
    return [each.label for each in app.button]


__all__ = ["AUTH", "claims", "email", "give", "labels", "open_page", "shared", "words"]
