"""Sums that are kept ready are those worked out anew, whatever happened and whenever they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from app.clock import FixedClock
from app.domain.activity import Activity, Evidence, Kind
from app.domain.call_matching import CallRecord
from app.domain.excusing import Excusable
from app.domain.lead import Address, Channel, Lead, Origin, Partner
from app.domain.listings import ListKind
from app.domain.loans import Loan, StageReport
from app.domain.money import CostEntry, CostKind, CreditState, VendorCredit
from app.domain.phone_system import Span
from app.domain.stage import Stage
from app.hub import people, playbooks, verbs
from app.hub.arriving import keys_of
from app.hub.call_records import set_personal
from app.hub.drilling import Behind, leads_behind
from app.hub.forgetting import Whom, purge
from app.hub.gathering import ALL_DAYS, Days
from app.hub.number_lists import ListFile, import_list
from app.hub.records import KeptActivity
from app.hub.reports import Question, Report, report_of
from app.hub.rolled_reports import KEPT_OF_LEADS
from app.hub.rolled_sums import KEPT_READY
from app.hub.rolling_up import roll_up
from app.hub.stages import report_stage
from app.hub.sums import ScoredSums
from app.protocol.person_hash import number_hash
from storage.hub.store import SqlHubStore
from tests.effort import examples
from tests.hubs import BOTH, NOW, TERMS, Desk, desk_of, found_company, give_lead, hub_store, in_place, lead
from tests.seeded import seeded
from tests.shipped import shipped_rules

SUMS = ScoredSums(shipped_rules())
PLACES = (Address(state="TN", zip="37201"), Address(state="KY", zip="40202"), Address(state="CA"), Address())
BOOK = """
name = "Book {n}"
give_up_after = "6d"
on_exhausted = "return_to_marketing"

[[step]]
id = "call-1"
channel = "call"
after = "0m"
within = "5m"

[[step]]
id = "email-1"
channel = "email"
after = "20m"

[[step]]
id = "call-2-{n}"
channel = "call"
on_day = 2
between = "09:00-12:00"

[[step]]
id = "text-1"
channel = "text"
on_day = 3
between = "09:00-17:00"
"""
KINDS = (
    *(Kind.NO_ANSWER, Kind.NO_ANSWER, Kind.LEFT_VOICEMAIL, Kind.BUSY, Kind.SENT, Kind.SENT, Kind.INBOUND),
    *(Kind.CALL_BACK, Kind.APPOINTMENT, Kind.NOT_NOW, Kind.SENDING_APPLICATION, Kind.NOT_INTERESTED, Kind.BAD_LEAD),
    *(Kind.DO_NOT_CALL, Kind.WRONG_NUMBER, Kind.LANGUAGE, Kind.SKIP, Kind.REPLIED, Kind.INQUIRED_AGAIN),
)
HOURS = ("Mon-Fri 09:00-18:00", "Mon-Sat 12:00-20:00", "")


class Branch:
    """Ada, Ben, Eve and what may happen to them and their leads, drawn one thing after another."""

    def __init__(self, store: SqlHubStore, chance: Random) -> None:
        self.store, self.chance, self.now = store, chance, NOW
        self.desks = {name: desk_of(store, name) for name in ("Ada", "Ben", "Eve")}
        self.pushed = dict.fromkeys(self.desks, 0)
        self.held: dict[str, set[str]] = {name: set() for name in self.desks}
        self.leads: list[Lead] = []
        self.n = 0
        for name, hours in zip(self.desks, HOURS, strict=True):
            self.sets(name, hours)

    def sets(self, name: str, hours: str) -> None:
        people.change_person(self.store, name, people.Changes(hours=hours), "as agreed", self.now)

    def step(self) -> None:
        things: list[Callable[[], None]] = [self.a_lead, self.a_lead, *[self.a_log] * 8, self.a_move]
        things += [self.something_rare] if self.chance.random() < 0.5 else []
        self.chance.choice(things)()
        self.now += timedelta(seconds=self.chance.choice((20, 400, 3000, 20_000, 70_000)), microseconds=self.n)

    def a_name(self) -> str:
        return self.chance.choice(list(self.desks))

    def a_lead(self) -> None:
        # few people: a second inquiry of one is another lead with the same number
        self.n += 1
        told: dict[str, Any] = {
            "address": self.chance.choice(PLACES),
            "source": self.chance.choice(("Rate Table", "Ads")),
            "campaign": self.chance.choice(("", "Q1")),
            "cost": self.chance.choice((None, Decimal("42.50"), Decimal("7.005"))),
            "origin": self.chance.choice((Origin.COMPANY, Origin.COMPANY, Origin.COMPANY, Origin.OWN_LIST)),
            "is_test": self.chance.random() < 0.05,
            "partner": Partner(name="Pat Referrer", company="Homes") if self.chance.random() < 0.1 else None,
        }
        made = lead(self.chance.randrange(6), self.now - timedelta(minutes=self.chance.choice((0, 1, 90, 900))), **told)
        name = self.a_name()
        if self.chance.random() < 0.1:
            with self.store.writing() as rows:
                rows.leads.add(made, keys_of(made))
        else:
            made = give_lead(self.store, made, name, self.now)
            self.held[name].add(made.lead_id)
        self.leads.append(made)

    def a_log(self) -> None:
        name = self.a_name()
        if not self.held[name]:
            return
        for _ in range(self.chance.randrange(1, 4)):
            kind = self.chance.choice(KINDS)
            at = self.now - timedelta(minutes=self.chance.choice((0, 0, 2, 50)))
            if self.chance.random() < 0.05:
                at = self.now + timedelta(minutes=30)
            when = at + timedelta(minutes=self.chance.choice((20, 300, 4000))) if kind in WITH_A_TIME else None
            channel = {Kind.SENT: self.chance.choice((Channel.EMAIL, Channel.TEXT)), Kind.REPLIED: Channel.EMAIL}
            self.desks[name].logs(
                self.chance.choice(sorted(self.held[name])),
                kind,
                at,
                when=when,
                channel=channel.get(kind, Channel.CALL),
                reason=self.chance.choice(("", "credit")) if kind is Kind.NOT_INTERESTED else "",
                evidence=self.chance.choice((Evidence.SELF, Evidence.HANDED_OFF)),
                back_dated=self.chance.random() < 0.2,
                cost=Decimal("3.25") if kind is Kind.INQUIRED_AGAIN else None,
            )
        self.pushes(name)

    def pushes(self, name: str) -> None:
        desk: Desk = self.desks[name]
        desk.pushes(self.pushed[name], self.now)
        self.pushed[name] = len(desk.log)

    def a_move(self) -> None:
        if not self.leads:
            return
        moved, name = self.chance.choice(self.leads), self.a_name()
        with self.store.writing() as rows:
            person = rows.people.named(name)
            assert person is not None
            to = None if self.chance.random() < 0.2 else person.person_id
            rows.leads.hold(moved.lead_id, to, self.now, "moved")
        if to is not None:
            self.held[name].add(moved.lead_id)

    def something_rare(self) -> None:
        if not self.leads:
            return
        things = [self.hours, self.licences, self.publishes, self.cap, self.emergency, self.stage, self.a_list]
        things += [self.forgets, self.own_do_not_call, self.funds, self.records, self.personal, self.excuses]
        things += [self.pays, self.is_credited]
        self.chance.choice(things)(self.chance.choice(self.leads))

    def hours(self, _: Lead) -> None:
        self.sets(self.a_name(), self.chance.choice(HOURS))

    def licences(self, _: Lead) -> None:
        licensed = self.chance.choice(("TN,KY", "CA", ""))
        changes = people.Changes(licensed=licensed, off=self.chance.choice(("", f"{self.now.date()}")))
        people.change_person(self.store, self.a_name(), changes, "as agreed", self.now)

    def publishes(self, _: Lead) -> None:
        self.n += 1
        playbooks.publish(self.store, BOOK.format(n=self.n), TERMS, why="better", now=self.now)

    def cap(self, _: Lead) -> None:
        verbs.company(self.store, FixedClock(self.now), cap=self.chance.choice((1, 2, 3)))

    def emergency(self, _: Lead) -> None:
        with self.store.reading() as rows:
            lasts = any(emergency.until is None for emergency in rows.company().emergencies)
        verbs.emergency(self.store, FixedClock(self.now), "off" if lasts else "on", "TN", "storm")

    def stage(self, one: Lead) -> None:
        report_stage(self.store, one.lead_id, self.chance.choice(STAGES), self.now)

    def a_list(self, one: Lead) -> None:
        kind = self.chance.choice((ListKind.NATIONAL, ListKind.LITIGATOR))
        number = one.borrower.phones[0].number
        file = ListFile("list.csv", number.encode(), kind, self.now.date() - timedelta(days=3))
        import_list(self.store, file, self.now)

    def forgets(self, one: Lead) -> None:
        purge(self.store, Whom(lead_id=one.lead_id), "asked to be", self.now)

    def own_do_not_call(self, one: Lead) -> None:
        with self.store.writing() as rows:
            hashed = number_hash(rows.company().person_key, one.borrower.phones[0].number)
            assert hashed is not None
            if rows.numbers.blocked([hashed]):
                rows.numbers.unblock("own")
            else:
                rows.numbers.block(hashed, "own", self.now)

    def personal(self, _: Lead) -> None:
        name = self.a_name()
        with self.store.reading() as rows:
            person = rows.people.named(name)
            assert person is not None
            is_open = any(span.end is None for span in rows.calls.personal().get(person.person_id, ()))
        set_personal(self.store, name, None if is_open else self.now - timedelta(days=1), "a new phone", self.now)

    def excuses(self, one: Lead) -> None:
        excusal = Activity(
            activity_id=f"excusal-{self.n}-{self.now.timestamp()}",
            lead_id=one.lead_id,
            kind=Kind.EXCUSED,
            actor_id=self.desks["Ben"].person_id,
            began_at=self.now,
            logged_at=self.now,
            fact=Excusable.ALL.value,
        )
        with self.store.writing() as rows:
            rows.activities.add(KeptActivity(excusal))

    def funds(self, one: Lead) -> None:
        report = StageReport(Stage.FUNDED, self.now + timedelta(hours=self.chance.choice((-5, 5))), f"{self.n}")
        loan = Loan(
            key=f"loan-{self.n % 3}",
            lead_id=one.lead_id,
            matched_by="e-mail",
            matched_at=self.now,
            reports=(report,),
            amount=Decimal(250_000 + self.n),
        )
        with self.store.writing() as rows:
            rows.loans.put(loan)

    def pays(self, one: Lead) -> None:
        campaign, month = self.chance.choice(("", "q1")), one.received_at.date().replace(day=1)
        amount = Decimal(self.chance.randrange(100, 9000)) / 100
        kind = self.chance.choice(list(CostKind))
        if kind is CostKind.LEAD:
            entry = CostEntry(kind=kind, amount=amount, lead_id=one.lead_id)
        else:
            entry = CostEntry(kind=kind, amount=amount, source=one.source.upper(), campaign=campaign, on=month)
        with self.store.writing() as rows:
            rows.money.put_costs({" ".join(entry.what): entry}, self.now)

    def is_credited(self, one: Lead) -> None:
        state, month = self.chance.choice(list(CreditState)), one.received_at.date().replace(day=1)
        told: dict[str, Any] = {"lead_id": one.lead_id}
        if self.chance.random() < 0.4:
            told = {"amount": Decimal(self.chance.randrange(1, 999)) / 100, "campaign": self.chance.choice(("", "q1"))}
        credit = VendorCredit(state=state, month=month, source=one.source, **told)
        with self.store.writing() as rows:
            rows.money.put_credits({" ".join(credit.what): credit}, self.now)

    def records(self, one: Lead) -> None:
        with self.store.writing() as rows:
            kept = rows.activities.of_leads([one.lead_id]).get(one.lead_id, [])
            calls = [k.activity for k in kept if k.activity.kind is Kind.NO_ANSWER]
            record = CallRecord(
                record_id=f"call-{self.n}-{self.now.timestamp()}",
                number=b"",
                began_at=calls[0].began_at if calls else self.now,
                seconds=60,
                lead_id=one.lead_id,
                officer_id=calls[0].actor_id if calls else self.desks["Ada"].person_id,
                activity_id=calls[0].activity_id if calls else None,
            )
            rows.calls.add([record])
            rows.calls.cover(Span(record.began_at - timedelta(days=1), record.began_at), self.now)

    def agrees(self, at: datetime) -> None:
        """Ask every report both ways as of one instant."""
        today = at.date()
        spans = [ALL_DAYS, Days(today - timedelta(days=2), today), Days(None, today - timedelta(days=3))]
        for days in (*spans, Days(date(2026, 3, 3), date(2026, 4, 2))):
            for report in sorted(KEPT_READY - KEPT_OF_LEADS):
                for scope in SCOPES:
                    asked = {"officer": "Eve", **scope} if report is Report.OFFICER else scope
                    if asked != {"officer": "Eve", "branch": "Nashville"}:
                        self.agrees_on(Question(report, days, **asked), at)
            for report in sorted(KEPT_OF_LEADS):
                self.agrees_on(Question(report, days, **self.chance.choice(SCOPES)), at)
            self.agrees_on_losses(days, at)

    def agrees_on(self, asked: Question, at: datetime) -> None:
        ready = report_of(self.store, SUMS, asked, at)
        anew = report_of(self.store, SUMS, replace(asked, at=at), at)
        assert ready == anew, (asked, at)

    def agrees_on_losses(self, days: Days, at: datetime) -> None:
        manager, asked = self.desks["Ben"].caller(), Question(Report.LEAKS, days)
        ready = leads_behind(self.store, SUMS, manager, Behind(asked), at)
        anew = leads_behind(self.store, SUMS, manager, Behind(replace(asked, at=at)), at)
        assert ready == anew, (asked, at)


#: whose leads are asked about
SCOPES: tuple[dict[str, str], ...] = ({}, {"branch": "Nashville"}, {"branch": "Memphis"}, {"officer": "Ada"})
WITH_A_TIME = {Kind.CALL_BACK, Kind.APPOINTMENT, Kind.NOT_NOW}
STAGES = (Stage.APPLICATION_SUBMITTED, Stage.PRE_APPROVED, Stage.FUNDED, Stage.DENIED, Stage.NURTURE)


def lives(store: SqlHubStore, seed: int, steps: int, asks: int = 3) -> None:
    with seeded(seed) as chance:
        # in here: whose id sorts before whose, and how a hub hashes a number, are of the seed too
        found_company(store)
        branch = Branch(store, chance)
        for n in range(steps):
            branch.step()
            if n % 23 == 22:
                if n % 2:
                    roll_up(store, SUMS, branch.now)
                # nothing happens, and time goes on
                for _ in range(asks):
                    branch.now += timedelta(seconds=branch.chance.choice((0, 1, 500, 9_000, 100_000, 700_000)))
                    branch.agrees(branch.now)


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlHubStore]:
    with hub_store(request.param, tmp_path, request.config) as made:
        yield made


@pytest.mark.parametrize("empty", BOTH, indirect=True)
def test_what_is_kept_ready_is_what_is_worked_out_anew(empty: SqlHubStore) -> None:
    lives(empty, seed=1, steps=23, asks=1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 2 + examples(8)))
@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
def test_it_is_whatever_happens_to_a_branch(empty: SqlHubStore, seed: int) -> None:
    lives(empty, seed, steps=70)


def test_a_seed_is_one_life_and_another_seed_another(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    lives_of = []
    for n, seed in enumerate((1, 1, 2)):
        folder = tmp_path / f"{n}"
        folder.mkdir()
        with hub_store("sqlite", folder, request.config) as store:
            lives(store, seed, steps=20)
            lives_of.append(in_place(store, "SELECT body FROM activity ORDER BY activity_id"))
    assert lives_of[0] == lives_of[1] != lives_of[2]
