"""A database key sealed to a recovery key: who opens it, and that one changed byte is refused."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import WorldFailed
from app.protocol.recovery_key import PrivateHalf, RecoveryKey, new_pair
from app.protocol.sealed_key import About, SealBroken, SealedKey, read_sealed, seal, unseal
from tests.effort import examples

AT = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
KEY = bytes(range(32))
HALF = new_pair("hub-1", "Example Mortgage")
ABOUT = About(hub_id="hub-1", company="Example Mortgage", database=b"s" * 16, sealed_at=AT)
RAW = seal(KEY, RecoveryKey(public=HALF.public, made_at=AT), ABOUT)
NAME = "desktop.db.recovery"


def opened(raw: bytes, half: PrivateHalf = HALF) -> bytes:
    return unseal(read_sealed(raw, NAME), half, NAME)


def with_sum(sealed: SealedKey) -> bytes:
    """Write a file as somebody would who changes it on purpose and knows how its sum is made."""
    said = msgspec.json.encode(sealed)
    return said[:-1] + b',"sum":"%s"}\n' % hashlib.sha256(said).hexdigest().encode()


def test_the_private_half_opens_it_and_another_does_not() -> None:
    assert opened(RAW) == KEY
    with pytest.raises(SealBroken):
        opened(RAW, new_pair("hub-1", "Example Mortgage"))


def test_it_says_whose_it_is_and_nothing_of_the_key() -> None:
    found = read_sealed(RAW, NAME)
    assert (found.key_id, found.company, found.salt, found.sealed_at) == (
        HALF.key_id,
        "Example Mortgage",
        b"s" * 16,
        AT,
    )
    assert KEY.hex().encode() not in RAW


def test_the_same_key_is_sealed_otherwise_every_time() -> None:
    assert seal(KEY, RecoveryKey(public=HALF.public, made_at=AT), ABOUT) != RAW


def test_any_one_changed_byte_is_refused_whoever_looks() -> None:
    for at in range(len(RAW)):
        for other in range(256):
            if other == RAW[at]:
                continue
            changed = RAW[:at] + bytes([other]) + RAW[at + 1 :]
            with pytest.raises(SealBroken):
                read_sealed(changed, NAME)


@settings(max_examples=examples(50))
@given(cut=st.integers(0, len(RAW) - 1), more=st.binary(min_size=1, max_size=8))
def test_a_part_of_it_or_more_than_it_is_refused(cut: int, more: bytes) -> None:
    for changed in (RAW[:cut], RAW[cut + 1 :], RAW + more, more + RAW):
        with pytest.raises(SealBroken):
            read_sealed(changed, NAME)


@pytest.mark.parametrize(
    "changes",
    [
        {"hub_id": "hub-2"},
        {"company": "Another Lender"},
        {"database": (b"t" * 16).hex()},
        {"key_id": "0" * 16},
        {"sealed_at": datetime(2026, 11, 28, tzinfo=UTC)},
    ],
)
def test_a_file_made_out_to_somebody_else_does_not_open_though_its_sum_fits(changes: dict[str, object]) -> None:
    changed = with_sum(msgspec.structs.replace(read_sealed(RAW, NAME), **changes))
    with pytest.raises(SealBroken, match="was changed"):
        opened(changed)


def test_any_changed_bit_of_the_sealed_key_is_refused_though_its_sum_fits() -> None:
    found = read_sealed(RAW, NAME)
    sealed = bytes.fromhex(found.sealed)
    for bit in range(8 * len(sealed)):
        other = (int.from_bytes(sealed, "little") ^ (1 << bit)).to_bytes(len(sealed), "little")
        with pytest.raises(SealBroken):
            opened(with_sum(msgspec.structs.replace(found, sealed=other.hex())))


def test_a_file_of_a_later_version_is_no_broken_one() -> None:
    said = b'{"format":"followthrough recovery 2","more":[]}'
    later = said[:-1] + b',"sum":"%s"}\n' % hashlib.sha256(said).hexdigest().encode()
    with pytest.raises(SealBroken, match="newer Followthrough"):
        read_sealed(later, NAME)
    with pytest.raises(SealBroken, match="was changed"):
        read_sealed(with_sum(msgspec.structs.replace(read_sealed(RAW, NAME), format="something")), NAME)


def test_a_key_nothing_can_be_sealed_to_is_the_companys_trouble() -> None:
    with pytest.raises(WorldFailed, match="cannot be used"):
        seal(KEY, RecoveryKey(public=bytes(32), made_at=AT), ABOUT)


def test_it_opens_by_the_letter_of_the_standard_without_anything_of_ours() -> None:
    found = msgspec.json.decode(RAW)
    sealed = bytes.fromhex(found["sealed"])
    told = {name: "" if name == "sealed" else value for name, value in found.items() if name != "sum"}
    assert by_rfc_9180(HALF, sealed[:32], sealed[32:], msgspec.json.encode(told)) == KEY


def by_rfc_9180(half: PrivateHalf, enc: bytes, sealed: bytes, info: bytes) -> bytes:
    """Open in base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM, as RFC 9180 spells it out."""
    kem, suite = b"KEM\x00\x20", b"HPKE\x00\x20\x00\x01\x00\x02"
    dh = half.private.exchange(X25519PublicKey.from_public_bytes(enc))
    prk = _extract(b"", b"HPKE-v1" + kem + b"eae_prk" + dh)
    secret = _expand(prk, b"\x00\x20HPKE-v1" + kem + b"shared_secret" + enc + half.public, 32)
    hashes = [_extract(b"", b"HPKE-v1" + suite + label) for label in (b"psk_id_hash", b"info_hash" + info)]
    context = b"\x00" + b"".join(hashes)
    prk = _extract(secret, b"HPKE-v1" + suite + b"secret")
    key = _expand(prk, b"\x00\x20HPKE-v1" + suite + b"key" + context, 32)
    nonce = _expand(prk, b"\x00\x0cHPKE-v1" + suite + b"base_nonce" + context, 12)
    return AESGCM(key).decrypt(nonce, sealed, b"")


def _extract(salt: bytes, material: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), material, "sha256")


def _expand(prk: bytes, info: bytes, length: int) -> bytes:
    return hmac.digest(prk, info + b"\x01", "sha256")[:length]
