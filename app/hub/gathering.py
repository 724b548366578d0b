"""What the sums are made of: everything the hub knows of the leads of some days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from app.command_line import YEARS
from app.domain.activity import Activity, Kind, standing
from app.domain.clock_grade import Clocked
from app.domain.contact_rules import CompanyRules
from app.domain.known import Known
from app.domain.lead import Channel, Lead
from app.domain.listings import Listing
from app.domain.loans import funded_volumes
from app.domain.marketing_steps import Touch
from app.domain.money import NO_BILLS, Arrival, Bills, Ledger
from app.domain.person_known import known_of_person
from app.domain.phone_system import UNKNOWN, PhoneSystem
from app.domain.returns import ReturnTerms
from app.errors import BadInput
from app.hub.call_records import phone_system
from app.hub.ports import Rows
from app.hub.records import Branch, HeldLead, Holding, Person, Published
from app.hub.same_people import listed, listings, tried_elsewhere

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Days(NamedTuple):
    """Whole days, both included; None leaves that side open."""

    first: date | None = None
    last: date | None = None


ALL_DAYS = Days()


class Period(msgspec.Struct, frozen=True):
    """Leads received from the first instant on and before the second; the days of `zone`, the company's."""

    start: datetime
    end: datetime
    zone: str


class MoneyFacts(msgspec.Struct, frozen=True):
    """What reports of money and of marketing's steps are made of beside the leads.

    `arrivals` are all leads of the months in question, whichever branch asks; `terms` by what a source is known by;
    `touches` by lead, and `closed` what its people closed on another one; `are_named` is whether who asks may see a
    partner's name. `alike` are leads of the same people, where not all leads asked about are gathered. `elsewhere` are
    bad leads of the same months that are not asked about, and yet may take the place of those that are.
    """

    ledger: Ledger = Ledger()
    arrivals: tuple[Arrival, ...] = ()
    bills: Bills = NO_BILLS
    terms: Mapping[str, ReturnTerms] = MappingProxyType({})
    touches: Mapping[str, Sequence[Touch]] = MappingProxyType({})
    closed: Mapping[str, frozenset[Channel]] = MappingProxyType({})
    are_named: bool = False
    alike: tuple[Lead, ...] = ()
    elsewhere: Facts | None = None


NO_MONEY = MoneyFacts()


class Facts(msgspec.Struct, frozen=True):
    """Everything the sums of a period are worked out from.

    `activities` are standing ones in order, begun by the instant asked for; `holdings` tell who held a lead when.
    `clocks` are by activity, of those logged by a clock that was graded.
    `tried` are calls and texts to a lead's people on other leads, `listed` the leads with a do-not-call number,
    `listings` what imported lists say of a lead's numbers.
    `people` includes those who left and, for a branch, those of other branches who once held its leads.
    `company_rules` are today's, each emergency with its dates. `volumes` are the dollars of leads' funded loans,
    `phone` what the phone system knows of the calls, which are graded by it. `money` is gathered for reports that ask.
    `later` tells of leads about which something is known that is dated later than asked about when the first of it is:
    a clock that is ahead, or a time zone.
    """

    period: Period
    leads: list[HeldLead]
    activities: dict[str, list[Activity]]
    clocks: dict[str, Clocked]
    tried: dict[str, list[datetime]]
    listed: set[str]
    listings: dict[str, tuple[Listing, ...]]
    holdings: dict[str, list[Holding]]
    people: dict[str, Person]
    branches: dict[str, Branch]
    playbooks: dict[int, Published]
    company_rules: CompanyRules
    volumes: Mapping[str, Decimal]
    phone: PhoneSystem
    later: Mapping[str, datetime] = MappingProxyType({})
    money: MoneyFacts = NO_MONEY

    def known(self, lead: Lead) -> Known:
        """Return what is known of a lead's people by the same rule as on a desk."""
        lead_id = lead.lead_id
        return known_of_person(
            lead,
            self.activities.get(lead_id, []),
            tried=self.tried.get(lead_id, ()),
            listed=lead_id in self.listed,
            listings=self.listings.get(lead_id, ()),
        )


def period_of(zone: str, days: Days, at: datetime) -> Period:
    """Return days of the company's calendar as instants: all there is before, when no first day is named."""
    tz, (start, end) = ZoneInfo(zone), days
    if any(day is not None and day.year not in YEARS for day in (start, end)):
        raise BadInput("The report's days lie too far away.", f"Years from {YEARS[0]} to {YEARS[-1]} can be asked for.")
    if start is not None and end is not None and start > end:
        raise BadInput("The report's first day lies after its last.", "Swap the two days.")
    first = datetime.combine(start, time(), tz).astimezone(UTC) if start else _BEGINNING
    last = datetime.combine(end + timedelta(days=1), time(), tz).astimezone(UTC) if end else at + timedelta(seconds=1)
    return Period(first, last, zone)


def gather(rows: Rows, period: Period, branch_ids: Set[str] | None, at: datetime, *, concerns: str = "") -> Facts:
    """Collect what is known at `at`: leads received by then that these branches' people hold, or last held.

    None is all leads there are, also those that nobody ever held. `concerns` leaves out what adds nothing to any sum
    of one person.
    """
    holders = None
    if branch_ids is not None:
        holders = frozenset(person.person_id for person in rows.people.all() if person.branch_id in branch_ids)
    end = min(period.end, at + timedelta(microseconds=1))
    return facts_of(rows, rows.leads.received(period.start, end, holders, concerns), period, None, at, is_summed=True)


def gather_some(
    rows: Rows, lead_ids: Sequence[str], period: Period, branch_ids: Set[str] | None, at: datetime
) -> Facts:
    """Collect the same of these leads alone."""
    found = sorted(rows.leads.by_ids(lead_ids).values(), key=lambda held: (held.lead.received_at, held.lead.lead_id))
    leads = [held for held in found if period.start <= held.lead.received_at < period.end]
    by_then = [held for held in leads if held.lead.received_at <= at]
    return facts_of(rows, by_then, period, branch_ids, at, is_summed=True)


def facts_of(
    rows: Rows,
    leads: list[HeldLead],
    period: Period,
    branch_ids: Set[str] | None,
    at: datetime,
    *,
    is_summed: bool = False,
) -> Facts:
    """Collect what is known at `at` of those of some leads that these branches' people hold, or last held."""
    people = {person.person_id: person for person in rows.people.all()}
    holdings = rows.leads.holdings([held.lead.lead_id for held in leads])
    if branch_ids is not None:
        leads = [held for held in leads if branch_of(held, holdings, people) in branch_ids]
    kept = rows.activities.of_leads([held.lead.lead_id for held in leads])
    # what was taken back since never happened, whatever instant is asked about: a desk says so too
    stands = {lead_id: standing([k.activity for k in many]) for lead_id, many in kept.items()}
    # their own activity says since when, also where that is later than the instant asked about
    asked_themselves = {lead_id for lead_id, many in stands.items() if any(a.kind is Kind.DO_NOT_CALL for a in many)}
    told = [held.lead for held in leads]
    company = rows.company()
    ids = [lead.lead_id for lead in told]
    loans = rows.loans.of_leads(ids) if is_summed else {}
    tried = tried_elsewhere(rows, told)
    dated = chain(
        ((lead_id, a.began_at) for lead_id, many in stands.items() for a in many),
        ((lead_id, t) for lead_id, times in tried.items() for t in times),
        # a call nobody logged, too, counts from when it began
        ((r.lead_id, r.began_at) for many in (rows.calls.of_leads(ids) if is_summed else {}).values() for r in many),
        ((lead_id, report.at) for lead_id, many in loans.items() for loan in many for report in loan.reports),
    )
    later: dict[str, datetime] = {}
    for lead_id, then in dated:
        if then > at:
            later[lead_id] = min(then, later.get(lead_id, then))
    phone = phone_system(rows, ids, at) if is_summed else UNKNOWN
    return Facts(
        period=period,
        leads=leads,
        activities={lead_id: [phone.graded(a) for a in many if a.began_at <= at] for lead_id, many in stands.items()},
        clocks={k.activity.activity_id: k.clock for many in kept.values() for k in many if k.clock is not None},
        tried={lead_id: [then for then in times if then <= at] for lead_id, times in tried.items()},
        listed=listed(rows, told) - asked_themselves,
        listings=listings(rows, told),
        holdings=holdings,
        people=people,
        branches={branch.branch_id: branch for branch in rows.people.branches()},
        playbooks={published.version: published for published in rows.playbooks.all()},
        company_rules=CompanyRules(cap=company.cap, emergencies=company.emergencies),
        phone=phone,
        volumes=funded_volumes(chain.from_iterable(loans.values()), at),
        later=later,
    )


def branch_of(held: HeldLead, holdings: dict[str, list[Holding]], people: dict[str, Person]) -> str | None:
    """Return the branch whose lead this is: the holder's, or the last holder's while nobody holds it."""
    past = [h.holder_id for h in holdings.get(held.lead.lead_id, []) if h.holder_id is not None]
    holder_id = held.holder_id or (past[-1] if past else None)
    return people[holder_id].branch_id if holder_id is not None else None
