"""This desk's key and its short access, renewed by one process at a time before it runs out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

import msgspec

from app.clock import Clock
from app.desktop.home import Greeter, check_home
from app.desktop.outgoing import Outgoing
from app.desktop.ports import Identity, Store
from app.errors import BadInput, SignInRefused
from app.protocol.device_key import new_key, public_of, sign, words_to_renew
from app.protocol.versions import V4_KEYS
from app.protocol.wire import Enrolled, Fork, Hello, Renew, Renewed

#: what the hub calls a generation that another copy of this desk went on from
GENERATION_PASSED = "generation_passed"
#: what the hub calls access that has run out, whatever this machine's clock says
ACCESS_OVER = "access_over"
#: renewed so long before it runs out: longer than a round lasts
_IN_TIME = timedelta(seconds=60)
#: for each of the two requests that renewing takes
_STEP_S = 10.0


class RenewingLink(Greeter, Protocol):
    """Where access is renewed."""

    def renew(self, request: Renew, within_s: float | None = None) -> Renewed: ...


L = TypeVar("L", bound=RenewingLink)


class SigningIn:
    """Keeps this desk's access good; holds no transaction across a request."""

    def __init__(
        self, store: Store, clock: Clock, outgoing: Outgoing, link_to: Callable[[str, str], RenewingLink]
    ) -> None:
        self._store, self._clock, self._outgoing, self._link_to = store, clock, outgoing, link_to
        #: the token that was looked at last, and when that was by a clock that never goes back
        self._seen = ("", 0.0)

    def links(self, link_to: Callable[[str, str], L]) -> Callable[[str, str], L]:
        """Return how a hub is reached with access that is good, whatever token was read before."""

        def good(url: str, token: str) -> L:
            return link_to(url, self.ready().token if token else "")

        return good

    def ready(self, *, anew: bool = False) -> Identity:
        """Return who sits here, with access that lasts for a round. Raises what renewing raises.

        `anew`: the hub took the present one no more, or it is to be another one for another reason.
        """
        identity = self._identity()
        if not self._is_due(identity) and not (anew and identity.refresh_token):
            return identity
        with self._store.alone("renewing"):
            # another process, or another thread of this one, may have done it while this one waited
            current = self._identity()
            if current.token != identity.token and not self._is_due(current):
                return current
            return self._renew(current)

    def take_keys(self, hello: Hello) -> None:
        """Hand in a first key where this desk joined before it had one, and its hub knows what to do with it.

        One that is shut out keeps the token it has: its last words are taken with that.
        """
        identity = self._identity()
        if identity.refresh_token or not identity.token or V4_KEYS not in hello.protocol:
            return
        with self._store.alone("renewing"), suppress(SignInRefused):
            identity = self._identity()
            if not identity.refresh_token:
                identity = self._with_next_key(identity)
                self._kept(identity, self._ask(identity))

    def _is_due(self, identity: Identity) -> bool:
        if not identity.refresh_token:
            return False
        if identity.key_is_shared or identity.renewed_at is None or identity.access_until is None:
            return True
        now, passed = self._clock.now(), self._clock.monotonic()
        if self._seen[0] != identity.token:
            self._seen = (identity.token, passed)
        lasts = identity.access_until - identity.renewed_at - _IN_TIME
        # by either clock: the machine's may have been set back since, the other may stand still while it sleeps
        return not identity.renewed_at <= now < identity.renewed_at + lasts or (
            passed - self._seen[1] >= lasts.total_seconds()
        )

    def _renew(self, identity: Identity) -> Identity:
        link = self._link_to(identity.hub_url, identity.token)
        check_home(identity, link, _STEP_S)
        if identity.key_is_shared:
            identity = self._with_next_key(identity)
        try:
            return self._kept(identity, self._ask(identity))
        except SignInRefused as refused:
            if refused.why != GENERATION_PASSED:
                raise
        identity = self._with_next_key(identity)
        return self._kept(identity, self._ask(identity, as_new=True))

    def _with_next_key(self, identity: Identity) -> Identity:
        """Return the identity with a key to come; it is kept first, so that no lost answer loses it."""
        if identity.next_key:
            return identity
        return self._put(lambda current: msgspec.structs.replace(current, next_key=new_key()))

    def _ask(self, identity: Identity, *, as_new: bool = False) -> Renewed:
        coming = public_of(identity.next_key) if identity.next_key else b""
        words = words_to_renew(identity.refresh_token, coming, as_new=as_new)
        request = Renew(
            refresh_token=identity.refresh_token,
            proof=sign(identity.device_key, words) if identity.device_key else b"",
            new_key=coming,
            new_proof=sign(identity.next_key, words) if identity.next_key else b"",
            as_new=as_new,
        )
        return self._link_to(identity.hub_url, identity.token).renew(request, _STEP_S)

    def _kept(self, asked_by: Identity, given: Renewed) -> Identity:
        """Keep what was given; a desk that is another device from now on seals its whole log anew."""
        now = self._clock.now()
        with self._store.writing() as tx:
            current = tx.identity() or asked_by
            if current.device_id != asked_by.device_id:
                # it joined anew, or went on as another device, while this was asked for the one before
                return current
            renewed = msgspec.structs.replace(
                current,
                device_id=given.device_id,
                device_key=asked_by.next_key or asked_by.device_key,
                next_key=b"",
                key_is_shared=False,
                token=given.token,
                refresh_token=given.refresh_token,
                access_until=now + timedelta(seconds=given.access_s),
                renewed_at=now,
                lease_days=given.lease_days,
            )
            tx.put_identity(renewed)
            if given.device_id != current.device_id:
                self._outgoing.move_chain(tx, renewed)
        return renewed

    def _put(self, change: Callable[[Identity], Identity]) -> Identity:
        with self._store.writing() as tx:
            identity = tx.identity()
            if identity is None:
                raise _not_set_up()
            changed = change(identity)
            tx.put_identity(changed)
        return changed

    def _identity(self) -> Identity:
        with self._store.reading() as tx:
            identity = tx.identity()
        if identity is None:
            raise _not_set_up()
        return identity


def _not_set_up() -> BadInput:
    return BadInput("This desk has not been set up yet.")


def signed_in(identity: Identity, enrolled: Enrolled, key: bytes, now: datetime) -> Identity:
    """Return the identity with what it was given when it joined; a hub before there were keys gave one token."""
    has_key = bool(enrolled.refresh_token)
    return msgspec.structs.replace(
        identity,
        token=enrolled.token,
        refresh_token=enrolled.refresh_token,
        device_key=key if has_key else b"",
        next_key=b"",
        key_is_shared=False,
        access_until=now + timedelta(seconds=enrolled.access_s) if has_key else None,
        renewed_at=now if has_key else None,
        lease_days=enrolled.lease_days,
    )


def forked(identity: Identity, fork: Fork, now: datetime) -> Identity:
    """Return the identity of a copied profile that goes on as another device; its key is to be another one as well."""
    has_key = bool(fork.refresh_token)
    return msgspec.structs.replace(
        identity,
        device_id=fork.device_id,
        token=fork.token,
        refresh_token=fork.refresh_token,
        next_key=b"",
        key_is_shared=has_key,
        access_until=now + timedelta(seconds=fork.access_s) if has_key else None,
        renewed_at=now if has_key else None,
    )
