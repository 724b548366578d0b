"""Walks every chain again and says where one was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from app.domain.activity import Activity
from app.hub import auditing
from app.hub.ports import HubStore, Rows
from app.hub.records import Device
from app.protocol.chain import START, Event, follows
from app.protocol.wire import ACTIVITY


@dataclass(frozen=True, slots=True)
class Verdict:
    """`chains` counts the devices walked; `broken` names each event that is not what its device sent.

    `audit_broken_at` is the first line of the audit that was changed. `laid_aside` counts by reason the events that
    are kept and in no sum: no chain is broken by one, and somebody should know.
    """

    chains: int
    broken: list[tuple[str, int]]
    audit_broken_at: int | None
    laid_aside: Mapping[str, int]

    @property
    def is_ok(self) -> bool:
        return not self.broken and self.audit_broken_at is None


def verify(store: HubStore) -> Verdict:
    """Walk all chains and the audit, and compare the activities that sums are made of with the events they came in."""
    with store.reading() as rows:
        devices = rows.devices.all()
        broken = [(device.device_id, seq) for device in devices for seq in broken_links(rows, device)]
        return Verdict(len(devices), broken, auditing.first_bad(rows.audit.all()), rows.events.quarantined())


def broken_links(rows: Rows, device: Device) -> Iterator[int]:
    """Name the events of a device that were changed, and one past the last if some are missing at the end."""
    activities, aside = rows.activities.of_device(device.device_id), rows.events.laid_aside(device.device_id)
    at = START
    for event in rows.events.of_device(device.device_id):
        is_link = event.seq == at.seq + 1 and follows(event, at.hash)
        told = activities.pop(event.seq, None)
        if not is_link or not _tells_the_same(event, told, is_aside=event.seq in aside):
            yield event.seq
        at = event.mark
    yield from sorted(activities)
    if at != device.have:
        yield at.seq + 1


def _tells_the_same(event: Event, activity: Activity | None, *, is_aside: bool) -> bool:
    """Return whether the activity is still what the event said; one that was laid aside or purged has none."""
    if is_aside or event.payload is None or event.type != ACTIVITY:
        return activity is None
    return msgspec.json.decode(event.payload, type=Activity) == activity
