"""Exhausted leads sent to an address the company allowed: signed, and nothing of them in the address."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Event
from urllib.parse import urlsplit

import msgspec

from app.clock import Clock
from app.errors import BadInput, WorldFailed
from app.hub import exhausted_leads
from app.hub.auditing import OPERATOR, note
from app.hub.exhausted_leads import Cases, Which
from app.hub.handover_ports import Webhook
from app.hub.ports import HubStore
from app.protocol.handover import HandedLeads

#: posts a body and returns the status; raises WorldFailed where nobody answers
Post = Callable[[str, bytes, Mapping[str, str]], int]

#: leads in one message
AT_ONCE = 200
#: how long is waited before each further try; a receiver that starts anew is there by then
WAITS_S = (1.0, 5.0, 25.0)
_TRY_AGAIN = frozenset({408, 425, 429, *range(500, 600)})
_OKAY = range(200, 300)
_LONGEST = 500


def allow(store: HubStore, address: str, now: datetime) -> tuple[str, str]:
    """Allow an address, and return it with the secret that is shown this once; one that was allowed gets another.

    Raises BadInput for one that is not https, or has more in it than where it is.
    """
    address = _plain(address)
    secret = secrets.token_bytes(32)
    with store.writing() as rows:
        rows.lock_company()
        rows.handovers.allow(Webhook(address, secret, now))
        note(rows, now, OPERATOR, "address allowed for exhausted leads", address)
    return address, secret.hex()


def deny(store: HubStore, address: str, now: datetime) -> str:
    """Allow an address no longer; raises BadInput where it was not."""
    address = _plain(address)
    with store.writing() as rows:
        rows.lock_company()
        if not rows.handovers.deny(address):
            raise _not_allowed()
        note(rows, now, OPERATOR, "address not allowed any more for exhausted leads", address)
    return address


class Sent(msgspec.Struct, frozen=True):
    """How many leads were sent, in how many messages, and how many nobody is to contact."""

    leads: int
    messages: int
    held_back: Mapping[str, int]


def send(
    store: HubStore, cases: Cases, clock: Clock, post: Post, address: str, which: Which, waiting: Event | None = None
) -> Sent:
    """Send what waits, and note each message's leads once it was taken; raises WorldFailed where one was not.

    Sent again after that, the message that was not known to be taken is the same, its batch as well.
    """
    address = _plain(address)
    with store.reading() as rows:
        found = next((one for one in rows.handovers.allowed() if one.address == address), None)
    if found is None:
        raise _not_allowed()
    waits = exhausted_leads.waits(store, cases, which, clock.now())
    for first in range(0, len(waits.leads), AT_ONCE):
        part = exhausted_leads.part_of(waits, first, AT_ONCE)
        exhausted_leads.note_handing(store, part, clock.now(), OPERATOR, str(urlsplit(address).hostname))
        _deliver(post, found, part, clock, waiting or Event())
        exhausted_leads.keep(store, part, clock.now())
    return Sent(len(waits.leads), -(-len(waits.leads) // AT_ONCE), waits.held_back)


def signature(secret: bytes, at: int, body: bytes) -> str:
    """Return what a receiver compares: HMAC-SHA256 over the time in UTC seconds, a full stop and the body, in hex."""
    return hmac.new(secret, f"{at}.".encode() + body, hashlib.sha256).hexdigest()


def _deliver(post: Post, webhook: Webhook, part: HandedLeads, clock: Clock, waiting: Event) -> None:
    body = msgspec.json.encode(part)
    for wait in (*WAITS_S, None):
        at = int(clock.now().timestamp())
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": part.batch,
            "Followthrough-Signature": f"t={at},v1={signature(webhook.secret, at, body)}",
        }
        try:
            status = post(webhook.address, body, headers)
        except WorldFailed:
            status = 503
            if wait is None:
                raise
        if status in _OKAY:
            return
        if status not in _TRY_AGAIN or wait is None:
            raise WorldFailed(
                f"The receiver of exhausted leads answered {status}.", "What was not taken is sent next time."
            )
        waiting.wait(wait)


def _plain(address: str) -> str:
    try:
        parts = urlsplit(address.strip())
        is_safe = parts.scheme == "https" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_safe = False
    if not is_safe or parts.username is not None or parts.query or parts.fragment or len(address) > _LONGEST:
        raise BadInput(
            "Exhausted leads go to an https address without a user, a question or a fragment in it.",
            "Such as https://crm.example.com/leads.",
        )
    return address.strip()


def _not_allowed() -> BadInput:
    return BadInput("This address is not allowed for exhausted leads.", "hub exhausted list shows which are.")
