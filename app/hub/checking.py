"""Walks every chain again and says where one was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.clock_grade import Clocked
from app.errors import StoreDamaged
from app.hub import auditing
from app.hub.excusing import noted_as
from app.hub.forgetting import bare_activity
from app.hub.ports import HubStore, Rows
from app.hub.records import Device, Filed
from app.hub.recovery_keys import unproven
from app.protocol.chain import START, Event, follows
from app.protocol.feed import COMPANY
from app.protocol.wire import ACTIVITY

#: what tells of the recovery keys
_TOLD_BY = {"company", COMPANY}
#: what the hub notes of a lead without anybody's desk
_WRITTEN_HERE = frozenset({Kind.NOTE, Kind.STAGE_REPORTED, Kind.INQUIRED_AGAIN, Kind.ASSIGNED})
#: what marketing may have told of a step it was handed
_BY_MARKETING = frozenset({Kind.BOUNCED, Kind.OPTED_OUT, Kind.STOP, Kind.REPLIED})


class Verdict(msgspec.Struct, frozen=True):
    """`chains` counts the devices walked; `broken` names each event that is not what its device sent.

    `audit_broken_at` is the first line of the audit that was changed. `lost_devices` are those whose own row cannot be
    read, so that nobody can tell how long their chains should be. `strays` are activities that came in no event, and
    that the hub does not write itself. `unreadable` names the company's row and rows of feeds that are none any more;
    `recovery_keys` those of which the audit tells otherwise, not looked for where something is unreadable.
    `laid_aside` counts by reason the events that are kept and in no sum: no chain is broken by one, and somebody should
    know.
    """

    chains: int
    broken: list[tuple[str, int]]
    audit_broken_at: int | None
    lost_devices: list[str]
    strays: list[str]
    recovery_keys: list[str]
    unreadable: list[str]
    laid_aside: Mapping[str, int]

    @property
    def is_ok(self) -> bool:
        return not (self.broken or self.beside_chains)

    @property
    def beside_chains(self) -> dict[str, int | list[str]]:
        """Name what is wrong and is no event's, as it is answered; empty where nothing is."""
        found = {
            "devices_unreadable": self.lost_devices,
            "came_in_no_event": self.strays,
            "recovery_keys_not_as_audited": self.recovery_keys,
            "unreadable": self.unreadable,
        }
        named: dict[str, int | list[str]] = {name: ids for name, ids in found.items() if ids}
        return named if self.audit_broken_at is None else {"audit_broken_at": self.audit_broken_at, **named}


def verify(store: HubStore) -> Verdict:
    """Walk all chains and the audit, and compare the activities that sums are made of with the events they came in.

    An event of a device that is not there is not what any device sent.
    """
    with store.reading(as_it_stands=True) as rows:
        devices, lost = rows.devices.looked_through()
        unreadable = _unreadable(rows)
        return Verdict(
            chains=len(devices),
            broken=[(device.device_id, seq) for device in devices for seq in broken_links(rows, device)]
            + _of_no_device(rows, {*(device.device_id for device in devices), *lost}),
            audit_broken_at=auditing.first_bad(rows.audit.all(), rows.audit.head()),
            lost_devices=lost,
            strays=_strays(rows),
            recovery_keys=[] if _TOLD_BY.intersection(one.partition(",")[0] for one in unreadable) else unproven(rows),
            unreadable=unreadable,
            laid_aside=rows.events.quarantined(),
        )


def _unreadable(rows: Rows) -> list[str]:
    found = [*rows.feeds.unreadable(), *(f"lead {lead_id}" for lead_id in rows.leads.unreadable())]
    try:
        rows.company()
    except StoreDamaged:
        found.insert(0, "company")
    return found


def _strays(rows: Rows) -> list[str]:
    """Name the activities that nobody of the desks did and that are not the hub's own either."""
    found = [one for one in rows.activities.filed_under_none() if not _is_of(one, _WRITTEN_HERE)]
    told = {one.activity.lead_id for one in found if one.activity is not None and _is_of(one, _BY_MARKETING)}
    # marketing tells only of what it was handed
    touched = rows.touches.of_leads(sorted(told)) if told else {}
    handed = {lead_id for lead_id, many in touched.items() if any(touch.result is not None for touch in many)}
    excused = _audited_excusals(rows, found)
    return [
        one.activity_id
        for one in found
        if one.activity_id not in excused
        and (one.activity is None or one.activity.lead_id not in handed or not _is_of(one, _BY_MARKETING))
    ]


def _audited_excusals(rows: Rows, found: Sequence[Filed]) -> set[str]:
    """Return those of these that a manager excused: sums are better by one, so each is as the audit tells of it."""
    said = [one.activity for one in found if one.activity is not None and one.activity.kind is Kind.EXCUSED]
    if not said:
        return set()
    told = {(line.at, line.by, line.what, line.subject) for line in rows.audit.all()}
    return {one.activity_id for one in said if (one.began_at, one.actor_id, noted_as(one), one.lead_id) in told}


def _is_of(filed: Filed, kinds: Set[Kind]) -> bool:
    return filed.activity is not None and filed.activity.actor_id == "" and filed.activity.kind in kinds


def broken_links(rows: Rows, device: Device) -> list[int]:
    """Name the events of a device that were changed or taken out."""
    bad = {*rows.events.bad_receipts(device.device_id), *_broken_chain(rows, device)}
    return sorted(bad)


def _of_no_device(rows: Rows, there: Set[str]) -> list[tuple[str, int]]:
    nobodys = rows.events.devices() - there
    return [(device_id, event.seq) for device_id in sorted(nobodys) for event in rows.events.of_device(device_id)]


def _broken_chain(rows: Rows, device: Device) -> Iterator[int]:
    """Walk the chain. An event that does not stand on a broken or missing one before it is not named for that."""
    activities = {one.seq or 0: one for one in rows.activities.filed_under(device.device_id)}
    aside = rows.events.laid_aside(device.device_id)
    clocks = rows.events.clocks(device.device_id)
    at, is_firm = START, True
    for event in rows.events.of_device(device.device_id):
        # a number may be the very thing that was changed, and then lies far off
        yield from range(at.seq + 1, min(event.seq, device.have.seq + 1))
        stands_on = at.hash if is_firm and event.seq == at.seq + 1 else event.prev
        told = activities.pop(event.seq, None)
        is_aside, clock = event.seq in aside, clocks.get(event.seq)
        says_what_it_may = event.payload is not None or is_aside or bool(rows.leads.purged([event.lead_id]))
        is_firm = follows(event, stands_on) and says_what_it_may and _is_kept(event, told, clock, is_aside=is_aside)
        if not is_firm:
            yield event.seq
        at = event.mark
    yield from activities
    yield from range(at.seq + 1, device.have.seq + 1)
    if at.seq > device.have.seq or (at.seq == device.have.seq and is_firm and at != device.have):
        yield at.seq


def _is_kept(event: Event, kept: Filed | None, clock: Clocked | None, *, is_aside: bool) -> bool:
    """Return whether the activity is still what the event said, with its clock; one that was laid aside has none.

    Of one whose person was forgotten nothing is left to compare, so it must be one that says nothing of anybody.
    """
    if is_aside or event.type != ACTIVITY:
        return kept is None
    if kept is None:
        return event.payload is None
    if kept.clock != clock or kept.activity is None:
        return False
    if event.payload is None:
        return kept.activity == bare_activity(kept.activity)
    return msgspec.json.decode(event.payload, type=Activity) == kept.activity
