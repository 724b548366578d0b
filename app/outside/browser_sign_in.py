"""Signing in with one's company in the system's browser: code and PKCE, answered to this machine alone."""

from __future__ import annotations

import base64
import hashlib
import hmac
import queue
import secrets
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import msgspec

from app.errors import SignInRefused, WorldFailed
from app.protocol.company_sign_in import Fetch, SignInOffer, discover
from app.protocol.unreadable import UNREADABLE

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler

#: long enough for a person who looks for a second factor
WAIT_S = 300.0
_PATH = "/signed-in"
_PAGE = (
    b"<!doctype html><meta charset=utf-8><title>Followthrough</title>"
    b"<p>You can close this page and go back to Followthrough.</p>"
)


class _Tokens(msgspec.Struct):
    id_token: str


def _open(url: str) -> bool:
    import webbrowser

    return webbrowser.open(url)


def _fetch(url: str, form: dict[str, str] | None = None) -> bytes:
    # every desk has one of these at hand from its start, and what it fetches with is as much as a small program
    from app.outside.policy_sources import company_policy
    from app.outside.way_out import way_of
    from app.outside.web import fetch

    return fetch(url, form, way_of(company_policy()))


class BrowserSignIn:
    """Opens the provider's page with `open_url` and waits for what it sends back to a port of this machine."""

    def __init__(
        self, open_url: Callable[[str], Any] = _open, *, fetch: Fetch = _fetch, wait_s: float = WAIT_S
    ) -> None:
        self._open_url, self._fetch, self._wait_s = open_url, fetch, wait_s
        self._waiting: _Loopback | None = None

    def give_up(self) -> None:
        """Have whoever waits for a person wait no longer; from any thread, and nothing where nobody waits."""
        waiting = self._waiting
        if waiting is not None:
            waiting.give_up()

    def id_token(self, offer: SignInOffer, nonce: str) -> str:
        """Return what the provider says of whoever signs in. Raises SignInRefused, WorldFailed."""
        provider = discover(offer.issuer, self._fetch)
        state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(64)
        with _Loopback() as loopback:
            asked = {
                "response_type": "code",
                "scope": "openid",
                "client_id": offer.client_id,
                "redirect_uri": loopback.redirect_uri,
                "state": state,
                "nonce": nonce,
                "code_challenge": _challenge(verifier),
                "code_challenge_method": "S256",
            }
            joint = "&" if urlsplit(provider.authorization_endpoint).query else "?"
            self._waiting = loopback
            self._open_url(f"{provider.authorization_endpoint}{joint}{urlencode(asked)}")
            said = loopback.wait(state, self._wait_s)
            code = _code(said, offer.issuer)
            form = {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": loopback.redirect_uri,
                "client_id": offer.client_id,
                "code_verifier": verifier,
            }
        try:
            return msgspec.json.decode(self._fetch(provider.token_endpoint, form), type=_Tokens).id_token
        except UNREADABLE:
            raise WorldFailed("Your company's sign-in gave no answer that can be read.", "Tell IT.") from None


class _Loopback:
    """A page on a free port of 127.0.0.1, for the one answer that names the right `state`."""

    def __init__(self) -> None:
        from http.server import ThreadingHTTPServer

        self._answers: queue.SimpleQueue[dict[str, str] | None] = queue.SimpleQueue()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self._answers))
        self._server.daemon_threads = True

    def __enter__(self) -> _Loopback:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), name="signed-in", daemon=True).start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def redirect_uri(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}{_PATH}"

    def give_up(self) -> None:
        self._answers.put(None)

    def wait(self, state: str, wait_s: float) -> dict[str, str]:
        """Return what came with this state; whatever else came is somebody else's and is passed over."""
        while True:
            try:
                said = self._answers.get(timeout=wait_s)
            except queue.Empty:
                raise WorldFailed("Nobody signed in.", "Do it again; the page stays good for five minutes.") from None
            if said is None:
                raise SignInRefused("You gave up signing in.", "Nothing was changed; do it again when you want to.")
            if hmac.compare_digest(said.get("state", "").encode(), state.encode()):
                return said


def _handler(answers: queue.SimpleQueue[dict[str, str] | None]) -> type[BaseHTTPRequestHandler]:
    from http.server import BaseHTTPRequestHandler

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            is_ours = parts.path == _PATH
            self.send_response(200 if is_ours else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(_PAGE if is_ours else b"")
            if is_ours:
                answers.put({name: values[0] for name, values in parse_qs(parts.query).items()})

        def log_message(self, *_words: object) -> None:
            """Say nothing: the address has the code in it."""

    return Handler


def _code(said: dict[str, str], issuer: str) -> str:
    if said.get("iss", issuer) != issuer:
        raise SignInRefused("Another company's sign-in answered than the hub asked for.", "Do it again; tell IT.")
    if "code" not in said:
        raise SignInRefused("Your company's sign-in did not let you in.", "Do it again, or ask IT.")
    return said["code"]


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
