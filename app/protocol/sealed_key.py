"""A desk's database key sealed to its company's recovery key (HPKE, RFC 9180), as the file that holds it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Annotated, Any

import msgspec

from app.errors import WorldFailed
from app.protocol.recovery_key import PrivateHalf, RecoveryKey

_FORMAT = "followthrough recovery "
_VERSION = f"{_FORMAT}1"
#: what every version's file ends with: a sum of the rest, which tells a change to who has no private key
_SUM = b',"sum":"%s"}\n'
_SUM_LENGTH = len(_SUM % (b"0" * 64))


class SealedKey(msgspec.Struct, frozen=True, kw_only=True):
    """What the file says in clear, and the sealed key. No borrower's data, and nothing that opens anything by itself.

    Everything but `sealed` is bound into the seal. `database` is the salt the database's file begins with.
    """

    format: str
    key_id: str
    hub_id: str
    company: str
    database: str
    sealed_at: Annotated[datetime, msgspec.Meta(tz=True)]
    sealed: str = ""

    @property
    def salt(self) -> bytes:
        return bytes.fromhex(self.database)


class SealBroken(WorldFailed):
    """The file is not what a desk wrote."""


class _Version(msgspec.Struct):
    format: str


class About(msgspec.Struct, frozen=True, kw_only=True):
    """Whose database key is sealed, and when."""

    hub_id: str
    company: str
    database: bytes
    sealed_at: datetime


def seal(database_key: bytes, to: RecoveryKey, about: About) -> bytes:
    """Return the file; raises WorldFailed where the company's key is none that can be sealed to."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    blank = SealedKey(
        format=_VERSION,
        key_id=to.key_id,
        hub_id=about.hub_id,
        company=about.company,
        database=about.database.hex(),
        sealed_at=about.sealed_at,
    )
    try:
        sealed = _suite().encrypt(database_key, X25519PublicKey.from_public_bytes(to.public), info=_bound(blank))
    except ValueError:
        raise WorldFailed(
            f"The company's recovery key {to.key_id} cannot be used.", "Tell IT: hub recovery-key retire, and make."
        ) from None
    return _with_sum(msgspec.json.encode(msgspec.structs.replace(blank, sealed=sealed.hex())))


def read_sealed(raw: bytes, name: str) -> SealedKey:
    """Return what the file says; raises SealBroken where a byte of it is another one than was written."""
    said = raw[:-_SUM_LENGTH] + b"}"
    if _with_sum(said) != raw:
        raise broken(name)
    try:
        version = msgspec.json.decode(said, type=_Version).format
        if version.startswith(_FORMAT) and version != _VERSION:
            raise SealBroken(f"{name} was written by a newer Followthrough.", "Update this one.")
        found = msgspec.json.decode(said, type=SealedKey)
        is_ours = version == _VERSION and msgspec.json.encode(found) == said and len(found.salt) > 0
    except (msgspec.DecodeError, ValueError):
        raise broken(name) from None
    if not is_ours:
        raise broken(name)
    return found


def unseal(sealed: SealedKey, half: PrivateHalf, name: str) -> bytes:
    """Return the database key; raises SealBroken where the file was changed by somebody who made its sum fit again."""
    from cryptography.exceptions import InvalidTag

    try:
        opened: bytes = _suite().decrypt(bytes.fromhex(sealed.sealed), half.private, info=_bound(sealed))
    except (InvalidTag, ValueError):
        raise broken(name) from None
    return opened


def broken(name: str) -> SealBroken:
    return SealBroken(
        f"{name} was changed since it was written, or a part of it is missing.",
        "Put a good copy of it in its place; nothing was changed.",
    )


def _suite() -> Any:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _bound(sealed: SealedKey) -> bytes:
    """Return what the seal holds for alone: read as something else's, the key does not come out."""
    return msgspec.json.encode(msgspec.structs.replace(sealed, sealed=""))


def _with_sum(said: bytes) -> bytes:
    return said[:-1] + _SUM % hashlib.sha256(said).hexdigest().encode()
