"""Leads that went back to marketing: what was tried, what marketing may still do with each, and from when on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import msgspec

from app.domain.case import Case, channel_of
from app.domain.contact_rules import closed_for_good, on_registry
from app.domain.lead import Channel, Consent
from app.domain.report_rows import real
from app.domain.stage import Stage
from app.domain.standing import Finished

#: how long a borrower is left alone by default, once all was tried
RESTS = timedelta(days=90)


class Exhausted(msgspec.Struct, frozen=True, kw_only=True):
    """One lead as marketing is handed it; a number or address stands here only where marketing may use it."""

    lead_id: str
    vendor_id: str
    source: str
    campaign: str
    received_at: datetime
    returned_at: datetime
    restart_on: date
    reason: str
    attempts: dict[str, int]
    last_tried_at: datetime | None
    name: str
    phone: str
    email: str
    may: tuple[Channel, ...]


class Handover(msgspec.Struct, frozen=True):
    """Who may be handed over, and how many may not, by why: they asked for no contact, or nothing reaches them."""

    leads: tuple[Exhausted, ...]
    held_back: Mapping[str, int]


def handover(
    cases: Iterable[Case],
    zone: str,
    rests: timedelta = RESTS,
    closed: Mapping[str, frozenset[Channel]] = MappingProxyType({}),
) -> Handover:
    """Return the leads of which all was tried, oldest first; an officer's own are never marketing's.

    `closed` are channels that their people closed on another lead of theirs.
    """
    leads: list[Exhausted] = []
    held_back: Counter[str] = Counter()
    for case in real(cases):
        ending = case.where.next
        if case.lead.origin.is_own or not isinstance(ending, Finished) or ending.stage is not Stage.RETURNED:
            continue
        shut = closed.get(case.lead.lead_id, frozenset())
        may = tuple(channel for channel in Channel if channel not in shut and is_open(case, channel))
        if may:
            leads.append(_exhausted(case, ending.at, may, ZoneInfo(zone), rests))
        else:
            held_back["asked for no contact" if case.known.do_not_call else "no channel is open"] += 1
    return Handover(tuple(sorted(leads, key=lambda one: (one.returned_at, one.lead_id))), dict(held_back))


def is_open(case: Case, channel: Channel) -> bool:
    """Return whether marketing may use a channel: as for an officer, and unasked."""
    shut = closed_for_good(case.lead, case.known, channel) or on_registry(case.lead, case.known, channel)
    # who asked for no calls is not called round by mail
    return shut is None and not case.known.do_not_call


def _exhausted(case: Case, at: datetime, may: tuple[Channel, ...], tz: ZoneInfo, rests: timedelta) -> Exhausted:
    lead, tried = case.lead, Counter(channel_of(a).value for a in case.attempts)
    is_spoken = case.first_contact is not None
    numbers, mails = _usable_numbers(case, may), [m for m in lead.emails if m not in case.known.dead]
    return Exhausted(
        lead_id=lead.lead_id,
        vendor_id=lead.vendor_id,
        source=lead.source,
        campaign=lead.campaign,
        received_at=lead.received_at,
        returned_at=at,
        restart_on=(at + rests).astimezone(tz).date(),
        reason="spoken with, not reached again" if is_spoken else "never reached",
        attempts={channel.value: tried[channel.value] for channel in Channel},
        last_tried_at=case.attempts[-1].began_at if case.attempts else None,
        name=lead.borrower.name,
        phone=next(iter(numbers), ""),
        email=mails[0] if mails and Channel.EMAIL in may else "",
        may=may,
    )


def _usable_numbers(case: Case, may: tuple[Channel, ...]) -> list[str]:
    known = case.known
    shut = {Channel.CALL: known.dead, Channel.TEXT: known.dead | known.no_texts_to}
    for channel in shut:
        if known.consent.get(channel) is not Consent.GIVEN:
            # the inquiry answers for some months only, and nobody knows when marketing calls
            shut[channel] |= known.registered.keys()
    wanted = [channel for channel in shut if channel in may]
    return [p.number for p in case.lead.phones if any(p.number not in shut[channel] for channel in wanted)]
