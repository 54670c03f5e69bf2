"""A small but real OpenID Connect provider on loopback, in a process of its own.

Discovery, an authorization page with a plain form of test users, code with PKCE, signed ID tokens,
userinfo, keys and the end of a session. Run it as a script: it prints its address and serves until
it is killed. It keeps no password: whoever chooses a user is that user.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import secrets
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlencode, urlparse

from joserfc import jwt
from joserfc.jwk import RSAKey

HOUR = 3_600
# A registered application on loopback may use any port (RFC 8252, 7.3).
REDIRECT = re.compile(r"https?://127\.0\.0\.1:\d+/oauth2callback")
USERS: Mapping[str, Mapping[str, Any]] = {
    "claire": {"email": "Claire.Chef@example.org", "email_verified": True, "name": "Claire Chef"},
    "paul": {"email": "paul.plan@example.org", "email_verified": True, "name": "Paul Plan"},
    "vera": {"email": "vera.voit@example.org", "email_verified": True, "name": "Véra Voit"},
    "sam": {"email": "sam.stranger@example.org", "email_verified": True, "name": "Sam Stranger"},
    # Writes the chief's e-mail into a profile that nobody has verified.
    "mallory": {"email": "claire.chef@example.org", "email_verified": False, "name": "Claire Chef"},
    "hostile": {"email": "hostile@example.org", "name": "<img src=x onerror='window.ran=1'> **x**"},
    # Comes with a token of yesterday.
    "late": {"email": "claire.chef@example.org", "email_verified": True, "age": 13 * HOUR},
    # For this one the provider knows its client by another secret, and refuses the client's own.
    "refused": {"email": "claire.chef@example.org", "email_verified": True, "secret": "another"},
}


@dataclass(frozen=True)
class Grant:
    """What was agreed at the authorization page."""

    user: str
    redirect: str
    nonce: str
    challenge: str


@dataclass
class Provider:
    """The provider's state: its key, its one client, the codes and tokens it has given."""

    client: str
    secret: str
    key: RSAKey = field(
        default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k", "use": "sig"})
    )
    grants: dict[str, Grant] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    url: str = ""

    def discovery(self) -> dict[str, Any]:
        """Describe where everything is."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "end_session_endpoint": f"{self.url}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }

    def granted(self, asked: Mapping[str, str], user: str) -> str | None:
        """Give where to go with a new code; None for a request that is not in order."""
        redirect = asked.get("redirect_uri", "")
        right = asked.get("client_id") == self.client and asked.get("response_type") == "code"
        if not right or not REDIRECT.fullmatch(redirect) or user not in USERS:
            return None
        if asked.get("code_challenge_method") != "S256":
            return None
        code = secrets.token_urlsafe(24)
        self.grants[code] = Grant(user, redirect, asked.get("nonce", ""), asked["code_challenge"])
        return f"{redirect}?{urlencode({'code': code, 'state': asked.get('state', '')})}"

    def exchanged(self, asked: Mapping[str, str], client: tuple[str, str]) -> dict[str, Any] | None:
        """Give the tokens for a code, once; None for a request that is not in order."""
        grant = self.grants.pop(asked.get("code", ""), None)
        if grant is None or client != (self.client, USERS[grant.user].get("secret", self.secret)):
            return None
        digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if challenge != grant.challenge or asked.get("redirect_uri") != grant.redirect:
            return None
        access = secrets.token_urlsafe(24)
        self.tokens[access] = grant.user
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": HOUR,
            "id_token": self._id_token(grant),
        }

    def claims(self, user: str) -> dict[str, Any]:
        """Give what is said of a user."""
        told = {each: value for each, value in USERS[user].items() if each not in {"age", "secret"}}
        return {"sub": f"id-of-{user}", **told}

    def _id_token(self, grant: Grant) -> str:
        issued = int(time.time()) - int(USERS[grant.user].get("age", 0))
        claims = self.claims(grant.user) | {
            "iss": self.url,
            "aud": self.client,
            "nonce": grant.nonce,
            "iat": issued,
            "exp": issued + 24 * HOUR,
        }
        return jwt.encode({"alg": "RS256", "kid": "k"}, claims, self.key)


class Handler(BaseHTTPRequestHandler):
    """Answers for the one provider of this process."""

    provider: ClassVar[Provider]

    def do_GET(self) -> None:
        """Describe, show the page of users, tell who somebody is, or end a session."""
        place = urlparse(self.path)
        asked = flat(place.query)
        match place.path:
            case "/.well-known/openid-configuration":
                self._json(self.provider.discovery())
            case "/jwks":
                self._json({"keys": [self.provider.key.as_dict(private=False)]})
            case "/authorize":
                self._page(form(asked))
            case "/userinfo":
                bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
                user = self.provider.tokens.get(bearer)
                self._json(self.provider.claims(user) if user else {}, 200 if user else 401)
            case "/logout":
                self._away(asked.get("post_logout_redirect_uri"))
            case _:
                self.send_error(404)

    def do_POST(self) -> None:
        """Take the choice of a user, or give tokens for a code."""
        asked = flat(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if self.path == "/authorize":
            self._away(self.provider.granted(asked, asked.get("user", "")))
        elif self.path == "/token":
            given = self.provider.exchanged(asked, self._client(asked))
            self._json(given or {"error": "invalid_grant"}, 200 if given else 400)
        else:
            self.send_error(404)

    def _client(self, asked: Mapping[str, str]) -> tuple[str, str]:
        scheme, _, words = self.headers.get("Authorization", "").partition(" ")
        if scheme != "Basic":
            return asked.get("client_id", ""), asked.get("client_secret", "")
        name, _, secret = base64.b64decode(words).decode().partition(":")
        return name, secret

    def _away(self, address: str | None) -> None:
        if address is None:
            self.send_error(400)
            return
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()

    def _json(self, answer: object, status: int = 200) -> None:
        self._send(json.dumps(answer), "application/json", status)

    def _page(self, body: str) -> None:
        self._send(body, "text/html; charset=utf-8", 200)

    def _send(self, text: str, kind: str, status: int) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Stay silent."""


def flat(query: str) -> dict[str, str]:
    """Give the last value of each word of a query."""
    return {name: values[-1] for name, values in parse_qs(query).items()}


def form(asked: Mapping[str, str]) -> str:
    """Draw the page on which one chooses who one is."""
    hidden = "".join(
        f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
        for name, value in asked.items()
    )
    users = "".join(f'<button name="user" value="{user}">{user}</button>' for user in USERS)
    return (
        '<!doctype html><html lang="en"><title>Provider</title>'
        f'<form method="post" action="/authorize">{hidden}{users}</form></html>'
    )


def main(client: str, secret: str) -> None:
    """Serve, and print where."""
    provider = Provider(client, secret)
    Handler.provider = provider
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    sys.stdout.write(f"{provider.url}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:3])
