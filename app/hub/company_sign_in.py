"""Whether a company's provider really said who somebody is: signature, issuer, audience, nonce and times."""

from __future__ import annotations

import hmac
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from app.clock import Clock
from app.errors import WorldFailed
from app.hub.records import Company, Subject
from app.protocol.company_sign_in import Fetch, discover
from app.protocol.unreadable import UNREADABLE

#: how far a provider's clock may be from this one's
SKEW = timedelta(minutes=2)
#: how long keys are kept, and how soon they may be asked for again for one that is not among them
KEYS_LAST, KEYS_REST = timedelta(hours=12), timedelta(minutes=1)
#: how long a provider that did not answer is left alone, and how many may wait for one: whoever is a stranger can send
#: something to be checked, and the others' requests need threads too
FAILED_REST, SEATS = timedelta(seconds=10), 4
#: only signatures that the provider alone can make; none, and none by a shared secret
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]


#: who an id token is about: of which company, with which nonce; None where it does not hold
Checks = Callable[[Company, str, str], Subject | None]


def no_sign_in(_company: Company, _id_token: str, _nonce: str) -> Subject | None:
    """Be a hub that asks no provider."""
    return None


class _Claims(msgspec.Struct):
    iss: str
    sub: str
    aud: str | list[str]
    exp: float
    iat: float
    nonce: str = ""
    azp: str = ""
    nbf: float = 0


class Provider:
    """Checks id tokens with a provider's keys, which it fetches when it has none that fits; safe from any thread."""

    def __init__(self, fetch: Fetch, clock: Clock) -> None:
        self._fetch, self._clock = fetch, clock
        self._keys: dict[str, tuple[datetime, Any]] = {}
        self._rests_until: dict[str, datetime] = {}
        self._turn, self._seats = threading.Lock(), threading.BoundedSemaphore(SEATS)

    def check(self, company: Company, id_token: str, nonce: str) -> Subject | None:
        """Return who the token is about. Raises WorldFailed where the provider cannot be asked for its keys."""
        from joserfc import jws
        from joserfc.errors import JoseError

        if not company.oidc_issuer:
            return None
        for _ in range(2):
            keys, fetched_at = self._keys_of(company.oidc_issuer)
            try:
                signed = jws.deserialize_compact(id_token, keys, algorithms=ALGORITHMS)
                claims = msgspec.json.decode(signed.payload, type=_Claims)
            except (JoseError, ValueError, *UNREADABLE):
                # a key that was changed since: asked for once more, but not as often as somebody sends nonsense
                if self._clock.now() - fetched_at < KEYS_REST:
                    return None
                self._forget(company.oidc_issuer, fetched_at)
            else:
                return self._subject(company, claims, nonce)
        return None

    def _subject(self, company: Company, claims: _Claims, nonce: str) -> Subject | None:
        now, skew = self._clock.now().timestamp(), SKEW.total_seconds()
        audience = [claims.aud] if isinstance(claims.aud, str) else claims.aud
        holds = (
            claims.iss == company.oidc_issuer
            and company.oidc_client_id in audience
            # one made out to several says which of them asked
            and (claims.azp == company.oidc_client_id or (not claims.azp and len(audience) == 1))
            and hmac.compare_digest(claims.nonce.encode(), nonce.encode())
            and now <= claims.exp + skew
            and max(claims.iat, claims.nbf) - skew <= now
            and bool(claims.sub)
        )
        return Subject(claims.iss, claims.sub) if holds else None

    def _keys_of(self, issuer: str) -> tuple[Any, datetime]:
        kept = self._kept(issuer)
        if kept is not None:
            return kept
        if not self._seats.acquire(blocking=False):
            raise _does_not_answer()
        try:
            with self._turn:
                return self._kept(issuer) or self._fetched(issuer)
        finally:
            self._seats.release()

    def _kept(self, issuer: str) -> tuple[Any, datetime] | None:
        fetched_at, keys = self._keys.get(issuer, (datetime.min.replace(tzinfo=UTC), None))
        return (keys, fetched_at) if self._clock.now() - fetched_at < KEYS_LAST else None

    def _fetched(self, issuer: str) -> tuple[Any, datetime]:
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        now = self._clock.now()
        if now < self._rests_until.get(issuer, now):
            raise _does_not_answer()
        try:
            keys = KeySet.import_key_set(msgspec.json.decode(self._fetch(discover(issuer, self._fetch).jwks_uri)))
        except WorldFailed:
            self._rests_until[issuer] = now + FAILED_REST
            raise
        except (JoseError, ValueError, TypeError, KeyError, *UNREADABLE):
            self._rests_until[issuer] = now + FAILED_REST
            raise WorldFailed("The keys of your company's sign-in cannot be read.", "Tell IT.") from None
        self._keys[issuer] = (now, keys)
        return keys, now

    def _forget(self, issuer: str, fetched_at: datetime) -> None:
        """Drop the keys that were fetched then; others may have fetched newer ones meanwhile."""
        with self._turn:
            if self._keys.get(issuer, (None, None))[0] == fetched_at:
                del self._keys[issuer]


def _does_not_answer() -> WorldFailed:
    return WorldFailed("Your company's sign-in does not answer just now.", "Try again in a minute.")
