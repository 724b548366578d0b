"""A company's recovery keys: which one counts, and the file the private half lies in."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from functools import reduce
from itertools import permutations

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from app.errors import BadInput
from app.protocol import feed
from app.protocol.recovery_key import RecoveryKey, as_file, in_force, new_pair, read_file, with_told

AT = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
OLD, NEW = (RecoveryKey(public=bytes([n]) * 32, made_at=AT + timedelta(days=n)) for n in (1, 2))


def retired(key: RecoveryKey) -> RecoveryKey:
    return msgspec.structs.replace(key, retired_at=AT + timedelta(days=9))


def test_the_newest_that_is_not_retired_counts() -> None:
    assert in_force([]) is None
    assert in_force([NEW, OLD]) == NEW
    assert in_force([retired(NEW), OLD]) == OLD
    assert in_force([retired(NEW), retired(OLD)]) is None


def test_in_whatever_order_and_however_often_keys_are_told_the_same_is_known() -> None:
    told = (OLD, NEW, retired(OLD), OLD)
    for order in permutations(told):
        assert reduce(with_told, order, ()) == (retired(OLD), NEW)


def test_a_row_of_the_feed_says_what_the_hub_said_and_a_key_of_another_length_is_none() -> None:
    kind, body = feed.write(retired(OLD))
    assert feed.read(kind, body) == retired(OLD)
    short = msgspec.json.encode({"public": "AQI=", "made_at": AT})
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(short, type=RecoveryKey)


def test_the_file_of_the_private_half_says_whose_it_is_and_warns() -> None:
    half = new_pair("the hub", "Example\n Mortgage")
    raw = as_file(half, AT)
    found = read_file(raw, "one.pem")
    assert (found.key_id, found.hub_id, found.company) == (half.key_id, "the hub", "Example Mortgage")
    assert b"Keep it away from every network." in raw
    assert half.key_id.encode() in raw


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs part: openssl")
def test_other_programs_read_the_file_and_a_pair_of_theirs_is_taken() -> None:
    half = new_pair("the hub", "Example Mortgage")
    shown = subprocess.run(
        ["openssl", "pkey", "-pubout", "-outform", "DER"], input=as_file(half, AT), capture_output=True, check=True
    )
    assert shown.stdout[-32:] == half.public
    made = subprocess.run(["openssl", "genpkey", "-algorithm", "X25519"], capture_output=True, check=True)
    assert read_file(made.stdout, "theirs.pem").hub_id == ""


def test_what_is_no_recovery_key_is_refused_by_name() -> None:
    plain = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    signs = Ed25519PrivateKey.generate().private_bytes(*plain)
    for raw in (b"", b"ab" * 32, as_file(new_pair("", ""), AT)[:-40], signs, b"\xff\x00"):
        with pytest.raises(BadInput, match=r"no recovery key in one\.pem"):
            read_file(raw, "one.pem")
    locked = X25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"word")
    )
    with pytest.raises(BadInput, match="passphrase"):
        read_file(locked, "one.pem")
