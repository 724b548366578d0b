"""A small OpenID Connect provider on this machine: it signs whoever it is told to in, or lies as it is told to."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from app.clock import Clock

CLIENT = "followthrough-desk"


@dataclass
class Provider:
    """`lies` replaces claims of the tokens it signs; `answers` what it sends the browser back with."""

    clock: Clock
    issuer: str = ""
    who: str = "subject-of-ada"
    lies: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    is_down: bool = False
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.changes_key()

    def changes_key(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4)}, auto_kid=False)

    def id_token(self, nonce: str, /, **lies: Any) -> str:
        now = int(self.clock.now().timestamp())
        claims = {"iss": self.issuer, "sub": self.who, "aud": CLIENT, "nonce": nonce, "iat": now, "exp": now + 300}
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, {**claims, **self.lies, **lies}, self.key)

    def page(self, path: str) -> dict[str, Any] | None:
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
        return KeySet([self.key]).as_dict(private=False) if path == "/keys" else None

    def redirect(self, asked: dict[str, str]) -> str:
        """Return where the browser is sent once somebody signed in."""
        assert asked["code_challenge_method"] == "S256"
        assert asked["scope"] == "openid"
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        said = {"code": code, "state": asked["state"], "iss": self.issuer, **self.answers}
        return f"{asked['redirect_uri']}?{urlencode({name: value for name, value in said.items() if value})}"

    def token(self, form: dict[str, str]) -> dict[str, str] | None:
        asked = self.codes.pop(form["code"], None)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        same = ("redirect_uri", "client_id")
        if asked is None or challenge != asked["code_challenge"] or any(form[n] != asked[n] for n in same):
            return None
        return {"id_token": self.id_token(asked["nonce"]), "token_type": "Bearer", "access_token": "unused"}


@contextmanager
def provider(clock: Clock) -> Iterator[Provider]:
    made = Provider(clock)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(made))
    server.daemon_threads = True
    made.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


def browse(url: str) -> None:
    """Be the browser of somebody who is signed in already: follow where one is sent, on a thread of its own."""
    threading.Thread(target=lambda: httpx.get(url, follow_redirects=True, timeout=20), daemon=True).start()


def _handler(of: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", of.redirect({k: v[0] for k, v in parse_qs(parts.query).items()}))
                self.end_headers()
            else:
                self._answer(None if of.is_down else of.page(parts.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer(of.token({k: v[0] for k, v in parse_qs(body).items()}))

        def _answer(self, said: dict[str, Any] | None) -> None:
            self.send_response(400 if said is None else 200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(said or {"error": "no"}).encode())

        def log_message(self, *_words: object) -> None:
            pass

    return Handler
