"""A profile that was copied: each copy goes on as a device of its own, and is shut out with what it was copied from."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from msgspec.structs import replace

from app.errors import BadInput
from app.hub.auditing import note
from app.hub.issuing import Issued, hash_of, issue, new_device, with_secret
from app.hub.ports import Rows
from app.hub.records import Device, Person
from app.protocol.chain import START

#: how many devices may come of one within a day, those of its copies included; the next goes on tomorrow
MOST_COPIES = 50
_COUNTED_FOR = timedelta(days=1)


def copies_of(devices: list[Device], device_id: str) -> list[Device]:
    """Return what was copied from the device, and from its copies in turn."""
    found, seen = [], {device_id}
    while fresh := [d for d in devices if d.forked_from in seen and d.device_id not in seen]:
        found += fresh
        seen |= {device.device_id for device in fresh}
    return found


def forks(rows: Rows, person: Person, old: Device, parting: bytes, now: datetime) -> Issued:
    """Return what a copy goes on as. Asked again, because the answer was lost, it is the same device.

    A history is known by where it parts from the hub's. What was given for it is given until that device has come
    itself, for then the same question is another copy's. The old one stays: the copy that agrees with the hub still
    uses it. A copy of one that is shut out is so from the beginning: it hands in its log and is told what to remove.
    """
    devices = rows.devices.all()
    again = next((d for d in devices if d.next_id == parting.hex() and _is_unused(d, old)), None)
    if again is None:
        return new_copy(rows, person, old, now, key=old.key, devices=devices, next_id=parting.hex())
    if again.key is not None:
        return issue(rows, again, now)
    secret = secrets.token_urlsafe(32)
    again = replace(again, token_hash=hash_of(secret))
    rows.devices.put(again)
    return with_secret(again, secret)


def new_copy(
    rows: Rows,
    person: Person,
    old: Device,
    now: datetime,
    *,
    key: bytes | None,
    devices: list[Device],
    next_id: str = "",
) -> Issued:
    """Add a device for a copy; raises BadInput once too many came of one, as of an image that many were set up from."""
    family = copies_of(devices, _first_of(devices, old).device_id)
    if sum(now - one.enrolled_at < _COUNTED_FOR for one in family) >= MOST_COPIES:
        raise BadInput(
            f"{MOST_COPIES} copies of this desk came here within a day, and no more are let in.",
            "Nothing is lost; ask your manager or IT for a code to connect this one by itself.",
        )
    made = new_device(rows, person, old.name, now, copied_from=old, key=key, next_id=next_id)
    note(rows, now, person.person_id, "copied profile", f"{old.device_id} -> {made.device.device_id}")
    return made


def _first_of(devices: list[Device], device: Device) -> Device:
    by_id, seen = {one.device_id: one for one in devices}, set[str]()
    while device.forked_from in by_id and device.device_id not in seen:
        seen.add(device.device_id)
        device = by_id[device.forked_from]
    return device


def _is_unused(device: Device, old: Device) -> bool:
    is_out_as_well = device.revoked_at == old.revoked_at
    return is_out_as_well and device.forked_from == old.device_id and device.key == old.key and device.have == START
