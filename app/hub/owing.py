"""What may still lie on the desks of somebody who left, as far as a hub can know."""

from __future__ import annotations

from typing import Any

from app.hub.ports import Rows
from app.hub.records import Device, Person

Answer = dict[str, Any]

NOT_HEARD_SINCE = "not heard since it was shut out: what was logged on it after it was last seen is there alone"


def owed(rows: Rows, person: Person) -> Answer:
    """Return when each desk of somebody was last heard, and what may still lie on it.

    How much that is only the desk knows: it goes on handing in for thirty days after it is shut out.
    """
    devices = [device for device in rows.devices.all() if device.person_id == person.person_id]
    return {"devices": [_owed(device) for device in devices]}


def _owed(device: Device) -> Answer:
    return {
        "device_id": device.device_id,
        "name": device.name,
        "events": device.have.seq,
        "last_seen_at": device.last_seen_at.isoformat(),
        "unsent": unsent_words(device),
    }


def unsent_words(device: Device) -> str | None:
    """Return what the hub may lack of a device that is shut out; None while it is let in, and its round will tell."""
    if device.revoked_at is None:
        return None
    if device.last_seen_at > device.revoked_at:
        return "handed in after it was shut out"
    return NOT_HEARD_SINCE
