"""A company's recovery key: the half every desk seals its database key to, and the file IT keeps the other half in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import msgspec

from app.errors import BadInput

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

KEY_BYTES = 32
_ID_DIGITS = 16
_Instant = Annotated[datetime, msgspec.Meta(tz=True)]


class RecoveryKey(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The public half (raw X25519); from `retired_at` on nothing is sealed to it any more."""

    public: Annotated[bytes, msgspec.Meta(min_length=KEY_BYTES, max_length=KEY_BYTES)]
    made_at: _Instant
    retired_at: _Instant | None = None

    @property
    def key_id(self) -> str:
        return key_id_of(self.public)


def key_id_of(public: bytes) -> str:
    """Return what a key is called where people compare it: on a desk, at the hub, in the private half's file."""
    return hashlib.sha256(b"followthrough recovery key 1\n" + public).hexdigest()[:_ID_DIGITS]


def in_force(keys: Iterable[RecoveryKey]) -> RecoveryKey | None:
    """Return the key that counts: the newest that is not retired."""
    standing = (key for key in keys if key.retired_at is None)
    return max(standing, key=lambda key: (key.made_at, key.public), default=None)


def with_told(known: Iterable[RecoveryKey], told: RecoveryKey) -> tuple[RecoveryKey, ...]:
    """Return what is known of the keys after one was told of, again or anew; the oldest first.

    Nothing takes back that a key is retired: a hub that was put back to an older state does not know it any more.
    """
    others, merged = [], told
    for key in known:
        if key.public != told.public:
            others.append(key)
        elif told.retired_at is None:
            merged = msgspec.structs.replace(told, retired_at=key.retired_at)
    return tuple(sorted([*others, merged], key=lambda key: (key.made_at, key.public)))


class PrivateHalf(msgspec.Struct, frozen=True):
    """What a recovery key's file holds; whose it is stands there for people, and "" where it does not."""

    private: X25519PrivateKey
    hub_id: str = ""
    company: str = ""

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    @property
    def key_id(self) -> str:
        return key_id_of(self.public)


def new_pair(hub_id: str, company: str) -> PrivateHalf:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return PrivateHalf(X25519PrivateKey.generate(), hub_id, " ".join(company.split()))


def as_file(half: PrivateHalf, made_at: datetime) -> bytes:
    """Return the file of a private half: PEM (PKCS 8), which other programs read too, below what people should know."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    words = f"""Followthrough recovery key {half.key_id}
Company: {half.company}
Hub: {half.hub_id}
Made: {made_at.isoformat()}

Whoever has this file and a desk's folder can read the borrowers in it. Keep it away from every network.

"""
    return words.encode() + half.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def read_file(raw: bytes, name: str) -> PrivateHalf:
    """Return the private half in a file that `as_file` or another program made; raises BadInput for anything else."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        private = load_pem_private_key(raw, None)
    except TypeError:
        raise BadInput(
            f"The recovery key in {name} is locked with a passphrase.", "Unlock a copy: openssl pkey -in FILE -out COPY"
        ) from None
    except (ValueError, UnsupportedAlgorithm):
        private = None
    if not isinstance(private, X25519PrivateKey):
        raise BadInput(f"There is no recovery key in {name}.", "Name the file that hub recovery-key make wrote.")
    return PrivateHalf(private, _said(raw, "Hub"), _said(raw, "Company"))


def _said(raw: bytes, what: str) -> str:
    found = re.search(rf"^{what}: (.*)$", raw.decode(errors="replace"), re.MULTILINE)
    return found[1].strip() if found else ""
