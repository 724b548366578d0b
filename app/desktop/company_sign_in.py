"""Joining a hub by signing in with one's company, in the system's browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.desktop.changes import Changed
from app.desktop.hub_address import read_hub_address
from app.errors import BadInput
from app.protocol.company_sign_in import SignInOffer, nonce_of
from app.protocol.wire import Enrolled, Hello

#: asks who sits here, for a hub that said hello and for the public half of a key
SaysWho = Callable[[Hello, bytes], str]


class Browser(Protocol):
    """Where a person signs in with their company. Raises SignInRefused, WorldFailed."""

    def id_token(self, offer: SignInOffer, nonce: str) -> str: ...
    def give_up(self) -> None: ...


class Greets(Protocol):
    def hello(self, within_s: float | None = None) -> Hello: ...


class Joins(Protocol):
    """What joins a hub."""

    def enroll(
        self, url: str, code: str, device_name: str, says_who: SaysWho | None = None
    ) -> tuple[Enrolled, Changed]: ...


class CompanySignIn:
    """Finds out whether a hub has one, and joins by it. Waits for the network and for a person."""

    def __init__(self, sync: Joins, link_to: Callable[[str, str], Greets], browser: Browser | None) -> None:
        self._sync, self._link_to, self._browser = sync, link_to, browser

    def is_offered(self, url: str) -> bool:
        """Return whether the hub at this address takes the company's own sign-in; raises where nobody answers."""
        return self._browser is not None and self._link_to(read_hub_address(url), "").hello().sign_in is not None

    def sign_in(self, url: str, code: str, device_name: str) -> tuple[Enrolled, Changed]:
        """Join, or come back; a one-time code is needed the first time, "" afterwards."""
        return self._sync.enroll(url, code, device_name, self._id_token)

    def give_up(self) -> None:
        """End a `sign_in` that waits for a person; from any thread."""
        if self._browser is not None:
            self._browser.give_up()

    def _id_token(self, hello: Hello, key: bytes) -> str:
        if hello.sign_in is None or self._browser is None:
            raise BadInput("This hub has no sign-in of a company.", "Join it with a one-time code.")
        return self._browser.id_token(hello.sign_in, nonce_of(key))
