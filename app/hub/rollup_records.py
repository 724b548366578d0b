"""What the hub keeps of sums that are ready."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

import msgspec

from app.domain.lead_sums import LeadSums, Lost, Promised, Turn
from app.domain.lead_tells import Tells
from app.domain.shares import Adds
from app.hub.touched import Touched


class Mark(msgspec.Struct, frozen=True):
    """What one transaction changed."""

    mark_id: str
    touched: Touched


class Rollup(msgspec.Struct, frozen=True):
    """By which formula sums are kept, the last instant as of which leads were judged, and the last at which all were.

    `remade_to` is the last lead that was judged anew by it, None once all are.
    """

    stamp: str
    judged_at: datetime
    whole_at: datetime | None
    remade_to: str | None


class Place(msgspec.Struct, frozen=True, order=True):
    """Whose share of a month a lead is in."""

    holder_id: str
    month: int


class Ready(msgspec.Struct, frozen=True):
    """What is kept of a lead, but for until when it is good."""

    place: Place
    day: int
    is_real: bool
    source: str
    campaign: str
    reached: tuple[bool, bool, bool, bool]
    volume: Decimal | None
    lost: Lost | None
    promised: tuple[Promised, ...]
    tells: Tells
    adds: Adds


class KeptSum(msgspec.Struct, frozen=True):
    """What a lead adds, with what it is found by; `month` and `day` are those it was received on."""

    told: LeadSums
    adds: Adds
    month: int
    day: int
    source: str
    campaign: str
    volume: Decimal | None
    numbers: frozenset[bytes]

    @property
    def place(self) -> Place:
        return Place(self.told.holder_id, self.month)

    @property
    def ready(self) -> Ready:
        told = self.told
        return Ready(
            place=self.place,
            day=self.day,
            is_real=told.is_real,
            source=self.source,
            campaign=self.campaign,
            reached=(told.is_contacted, told.has_appointment, told.has_application, told.is_funded),
            volume=self.volume,
            lost=told.lost,
            promised=told.promised,
            tells=told.tells,
            adds=self.adds,
        )


class Cohort(msgspec.Struct, frozen=True):
    """Leads received on days of some months: whole ones, and single days (month, first, last) of others.

    `start` and `end` are the same in microseconds since 1970; `holders` None is everybody's leads, and nobody's.
    """

    whole: tuple[int, int]
    cut: tuple[tuple[int, int, int], ...]
    start: int
    end: int
    holders: frozenset[str] | None
    officer_id: str = ""


class KeptPromise(msgspec.Struct, frozen=True):
    """A lead's promises, and who holds the lead, or held it last."""

    lead_id: str
    holder_id: str
    promised: tuple[Promised, ...]


class SourceSums(NamedTuple):
    """What the leads of a source, campaign and month come to; dollars are None where nobody said."""

    source: str
    campaign: str
    month: int
    leads: int
    contacted: int
    appointments: int
    applications: int
    funded: int
    volume: Decimal | None
    fees: Decimal | None
    again: Decimal | None


class DaySums(NamedTuple):
    """How many leads of a source and campaign came on a day of a month, and of how many nobody said what they cost."""

    source: str
    campaign: str
    month: int
    day: int
    leads: int
    unpriced: int


class KeptArrival(NamedTuple):
    """A lead as a part of a month's costs is borne; instants in microseconds since 1970, money in millionths."""

    lead_id: str
    holder_id: str
    source: str
    campaign: str
    month: int
    day: int
    received_at: int
    fee: int | None


class KeptLead(NamedTuple):
    """A lead as costs are spread; instants in microseconds since 1970, money in millionths."""

    lead_id: str
    source: str
    campaign: str
    month: int
    received_at: int
    fee: int | None
    again: int | None


class KeptFollowed(NamedTuple):
    """A lead as months are followed; instants in microseconds since 1970."""

    source: str
    campaign: str
    month: int
    received_at: int
    applied_at: int | None
    funded_at: int | None


class LossSums(NamedTuple):
    """Leads lost in one way at one call, and what is known of their cost."""

    kind: str
    step: str
    leads: int
    cost: Decimal | None


class KeptLoss(NamedTuple):
    """A lead that was lost; instants in microseconds since 1970, money in millionths."""

    lead_id: str
    kind: str
    step: str
    ended_at: int
    holder_id: str
    source: str
    campaign: str
    received_at: int
    fee: int | None
    again: int | None


class KeptFollowUp(NamedTuple):
    source: str
    attempt_s: float | None
    tries: int
    is_contacted: int
    has_application: int


class StandingSums(NamedTuple):
    """How many of the company's leads of a source, campaign and month stand how with sales, and why."""

    source: str
    campaign: str
    month: int
    standing: str
    why: str
    leads: int


class TakenUp(NamedTuple):
    """In how many seconds one of the middle leads of a source, campaign and month was taken up."""

    source: str
    campaign: str
    month: int
    taken_up_s: float


class KeptTurn(msgspec.Struct, frozen=True):
    """A waiting step as it is kept: in whose share, and until when it is on time by its turn among all there are.

    The leads it waits with were received from `first_at` until `span` later (microseconds); `is_mixed`: they are not
    all in one holder's hands.
    """

    turn: Turn
    place: Place
    day: int
    received_at: int
    turn_until: int = 0
    first_at: int = 0
    span: int = 0
    is_mixed: bool = False
