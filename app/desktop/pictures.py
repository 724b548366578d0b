"""All that is known of one lead as of one instant, and what is kept of where it stands then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol

import msgspec

from app.desktop.ports import Bearings, HeldLead, Numbers
from app.domain.activity import Activity, Kind, standing
from app.domain.cadence import Whereabouts
from app.domain.known import Known
from app.domain.lead import Channel, Lead
from app.domain.numbers import phone_key
from app.domain.officer import Officer
from app.domain.outcome import is_attempt, is_contact
from app.domain.person_known import known_of_person
from app.domain.playbook import Playbook
from app.domain.stage import Stage
from app.domain.standing import Next
from app.protocol.listed import listings_of
from app.protocol.person_hash import number_hash

_EVER = datetime.min.replace(tzinfo=UTC)
#: what is said of other leads of a person, or takes something back, is found out by reading anew alone
_REACHES_FURTHER = frozenset({Kind.RETRACTED, Kind.DO_NOT_CALL, Kind.CORRECTED})


class Picture(msgspec.Struct, frozen=True):
    """Everything the engine asks about one lead, as of one instant. `history` stands, in order, begun by then.

    `numbers`: when its numbers were tried other than on it, and whether one of them is blocked. `more_at` is when the
    first thing begins that is known and lies ahead: a clock before this one wrote it down. `done_at` is when this
    officer last did something that lies ahead: the clock was put back since. `is_whole`: nothing that is known of the
    lead or its numbers lies ahead.
    """

    held: HeldLead
    history: list[Activity]
    known: Known
    numbers: tuple[Sequence[datetime], bool]
    playbook: Playbook
    officer: Officer
    at: datetime
    more_at: datetime | None = None
    done_at: datetime | None = None
    is_whole: bool = True

    @property
    def lead(self) -> Lead:
        return self.held.lead


class Planned(msgspec.Struct, frozen=True):
    """A lead that was worked out by itself, where it stands, and what is kept of that."""

    picture: Picture
    where: Whereabouts
    bearings: Bearings


class Standing(Protocol):
    """What is kept of `Whereabouts`, as the engine tells it of one lead or of many."""

    @property
    def stage(self) -> Stage: ...
    @property
    def next(self) -> Next: ...
    @property
    def revisit_at(self) -> datetime | None: ...


def picture_of(
    held: HeldLead,
    stands: list[Activity],
    numbers: tuple[Sequence[datetime], bool],
    playbook: Playbook,
    officer: Officer,
    at: datetime,
    company_key: bytes,
) -> Picture:
    """Return the picture of a lead from what `stands` of its activities and is known of its numbers."""
    history = stands if not stands or stands[-1].began_at <= at else [a for a in stands if a.began_at <= at]
    ahead = stands[len(history) :]
    more_at = ahead[0].began_at if ahead else None
    done_at = max((a.began_at for a in ahead if a.actor_id == officer.officer_id), default=None)
    tried, listed = numbers
    by_then = [one for one in tried if one <= at]
    listings = listings_of(company_key, held.lead, held.listed)
    known = known_of_person(held.lead, history, tried=by_then, listed=listed, listings=listings)
    is_whole = more_at is None and len(by_then) == len(tried)
    return Picture(held, history, known, numbers, playbook, officer, at, more_at, done_at, is_whole)


def with_one_more(before: Picture, activity: Activity, at: datetime, company_key: bytes) -> Picture | None:
    """Return the picture after one more activity, in the transaction that read the one before.

    None where it has to be read anew: what lay ahead may lie behind by now, or more has changed than the history.
    """
    if not before.is_whole or activity.began_at > at or activity.kind in _REACHES_FURTHER:
        return None
    stands = standing([*before.history, activity])
    return picture_of(before.held, stands, before.numbers, before.playbook, before.officer, at, company_key)


def numbers_of(lead: Lead, company_key: bytes) -> Numbers:
    """Return what the numbers of a lead are known by."""
    return Numbers(
        keys=[key for phone in lead.phones if (key := phone_key(phone.number))],
        hashes=[h for phone in lead.phones if (h := number_hash(company_key, phone.number))] if company_key else [],
    )


def bearings_of(where: Standing, picture: Picture, zone: str) -> Bearings:
    """Return what is stored of where a lead stands."""
    history = picture.history
    tried = [a for a in history if is_attempt(a.kind)]
    called = [a for a in tried if a.channel is Channel.CALL]
    again = [a.began_at for a in history if a.kind is Kind.INQUIRED_AGAIN]
    since = again[-1] if again else _EVER
    return Bearings(
        stage=where.stage,
        next=where.next,
        zone=zone,
        revisit_at=min(filter(None, (where.revisit_at, picture.more_at)), default=None),
        attempts=_count(tried, since),
        calls=_count(called, since),
        contacts=_count([a for a in history if is_contact(a.kind)], since),
        called_at=called[-1].began_at if called else None,
        asked_again_at=again[-1] if again else None,
    )


def _count(activities: Sequence[Activity], since: datetime) -> int:
    if not activities or activities[0].began_at >= since:
        return len(activities)
    return sum(a.began_at >= since for a in activities)
