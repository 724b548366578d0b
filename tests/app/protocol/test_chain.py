"""The chain, checked against another reading of its recipe."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.protocol.chain import GENESIS, START, Event, Header, Mark, first_bad, rechain, seal

AT = datetime(2026, 3, 2, 15, 0, 0, 123456, tzinfo=UTC)


def header(seq: int = 1, **more: Any) -> Header:
    values = {
        "device_id": "device",
        "seq": seq,
        "event_id": f"event-{seq}",
        "type": "activity",
        "type_version": 1,
        "lead_id": "lead",
        "actor_id": "ada",
        "wall_utc": AT,
        "tz": "America/Chicago",
        "monotonic_ms": 12,
        "boot_id": "boot",
    }
    return Header(**{**values, **more})


def chain(length: int) -> list[Event]:
    out: list[Event] = []
    for seq in range(1, length + 1):
        out.append(seal(header(seq), b'{"n":%d}' % seq, b"s" * 16, out[-1].hash if out else GENESIS))
    return out


@pytest.mark.parametrize("wall", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00"])
def test_an_instant_that_is_none_in_utc_is_no_part_of_the_protocol(wall: str) -> None:
    told = msgspec.json.encode(header()).replace(b"2026-03-02T15:00:00.123456Z", wall.encode())
    with pytest.raises(msgspec.ValidationError, match="no instant of UTC"):
        msgspec.json.decode(told, type=Header)


@pytest.mark.parametrize("year", [2, 1970, 9998])
def test_a_clock_that_is_centuries_off_stops_no_log(year: int) -> None:
    event = seal(header(wall_utc=AT.replace(year=year)), b"{}", b"s" * 16, GENESIS)
    assert msgspec.json.decode(msgspec.json.encode(event), type=Event) == event


def test_the_hash_is_what_the_recipe_says() -> None:
    event = seal(header(hub_offset_ms=-5), b'{"a":1}', b"salt" * 4, GENESIS)
    digest = hmac.new(b"salt" * 4, b'{"a":1}', hashlib.sha256).digest()
    micros = str(int(AT.timestamp()) * 1_000_000 + 123456)
    fields = [
        "device",
        "1",
        "event-1",
        "activity",
        "1",
        "lead",
        "ada",
        micros,
        "America/Chicago",
        "12",
        "boot",
        "-5",
        "",
    ]
    text = b"followthrough event 1\n"
    for part in [*(field.encode() for field in fields), digest, GENESIS]:
        text += str(len(part)).encode() + b":" + part + b","
    assert event.digest == digest
    assert event.hash == hashlib.sha256(text).digest()


@pytest.mark.parametrize("length", [0, 1, 16, 63, 64, 65, 200])
def test_a_payloads_digest_is_its_hmac_under_any_salt(length: int) -> None:
    salt = bytes(range(length))
    assert seal(header(), b"{}", salt, GENESIS).digest == hmac.new(salt, b"{}", hashlib.sha256).digest()


def test_a_chain_holds_and_goes_on_from_any_of_its_links() -> None:
    events = chain(5)
    assert first_bad(events) is None
    assert first_bad(events[2:], events[1].mark) is None
    assert first_bad([], START) is None
    assert first_bad(events[2:]) == 3
    assert first_bad(events[1:], Mark(1, b"x" * 32)) == 2


@pytest.mark.parametrize("field", Event.__struct_fields__)
def test_a_change_in_any_field_is_found(field: str) -> None:
    events = chain(3)
    old = getattr(events[1], field)
    match old:
        case bytes():
            new: Any = old[:-1] + bytes([old[-1] ^ 1])
        case str():
            new = old + "x"
        case int():
            new = old + 1
        case datetime():
            new = old.replace(microsecond=old.microsecond + 1)
        case _:
            new = 1
    events[1] = msgspec.structs.replace(events[1], **{field: new})
    assert first_bad(events) is not None


def test_a_link_taken_out_or_swapped_is_found() -> None:
    one, two, three = chain(3)
    assert first_bad([one, three]) == 3
    assert first_bad([two, one, three]) == 2


def test_a_purged_event_still_stands_in_its_chain() -> None:
    events = chain(3)
    events[1] = msgspec.structs.replace(events[1], payload=None, salt=None)
    assert first_bad(events) is None
    events[1] = msgspec.structs.replace(events[1], payload=b"{}", salt=None)
    assert first_bad(events) == 2


def test_an_event_moves_to_another_device_with_its_id_and_contents() -> None:
    event = chain(2)[1]
    moved = rechain(event, "other", 1, GENESIS)
    assert first_bad([moved]) is None
    assert (moved.event_id, moved.payload, moved.salt, moved.digest) == (
        event.event_id,
        event.payload,
        event.salt,
        event.digest,
    )


@given(st.text(max_size=20), st.text(max_size=20), st.binary(max_size=50))
def test_an_event_survives_the_wire(lead_id: str, tz: str, payload: bytes) -> None:
    lead_id, tz = lead_id.replace("\x00", ""), tz.replace("\x00", "")
    event = seal(header(lead_id=lead_id, tz=tz), payload, b"s" * 16, GENESIS)
    again = msgspec.json.decode(msgspec.json.encode(event), type=Event)
    assert again == event
    assert first_bad([again]) is None


@given(st.text(max_size=10), st.text(max_size=10), st.integers(0, 10))
def test_letters_moved_from_one_field_to_the_next_change_the_hash(left: str, right: str, at: int) -> None:
    both = left + right
    one = seal(header(lead_id=left, actor_id=right), b"", b"", GENESIS)
    other = seal(header(lead_id=both[:at], actor_id=both[at:]), b"", b"", GENESIS)
    assert (one.hash == other.hash) == (left == both[:at])
