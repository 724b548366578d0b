"""The queue as it is read, part by part and with what was kept, against every lead worked out and ranked."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from random import Random

import msgspec
import pytest

from app.desktop.activities import Note
from app.desktop.facts import Fact
from app.desktop.incoming import Incoming
from app.desktop.outgoing import Machine, Outgoing
from app.desktop.ports import Tx
from app.desktop.queue import Queue
from app.desktop.queue_lines import Keeps, Lines
from app.desktop.views import DayQueue
from app.domain.activity import Activity, Kind
from app.domain.emergencies import Emergency
from app.domain.ids import new_id
from app.domain.lead import Channel, Lead
from app.domain.numbers import phone_key
from app.domain.officer import Officer, read_hours
from app.errors import BadInput
from app.protocol.feed import CompanyFacts, DoNotCall, HubActivity, LeadGiven, LeadGone, Tried
from app.protocol.person_hash import number_hash
from app.protocol.wire import Cursor, FeedPage, FeedRow
from tests.desks import MONDAY, TestDesk, a_lead

_KEY = b"c" * 32

_PLACES = (
    ("TN", "37402", "423"),
    ("KY", "40202", "502"),
    ("CA", "90012", "213"),
    ("HI", "96813", "808"),
    ("FL", "33101", "305"),
    ("", "", "800"),
)
_HOURS = (None, "Mon-Fri 09:00-18:00", "Sun-Sat 07:00-11:30; Sun-Sat 12:30-20:00")
_OUTCOMES = (Kind.NO_ANSWER, Kind.NO_ANSWER, Kind.NO_ANSWER, Kind.BUSY, Kind.LEFT_VOICEMAIL, Kind.SKIP, Kind.SENT)


class _Branch:
    """A desk on which things happen by chance; what is read of it is held against all of it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = Random(seed)
        self.desk = TestDesk(folder, MONDAY - timedelta(days=2))
        hours = self.chance.choice(_HOURS)
        licences = self.chance.choice((None, None, {"TN": None, "KY": date(2026, 11, 23), "CA": None, "FL": None}))
        with self.desk.store.writing() as tx:
            identity = tx.identity()
            assert identity is not None
            officer: Officer = msgspec.structs.replace(
                identity.officer, hours=None if hours is None else read_hours(hours), licences=licences
            )
            tx.put_identity(msgspec.structs.replace(identity, officer=officer))
        self._leads: list[str] = []

    def lives(self) -> None:
        """Let some time pass, in which leads come in and some are worked."""
        chance, desk = self.chance, self.desk
        desk.clock.at += chance.choice(
            (
                timedelta(seconds=40),
                timedelta(minutes=3),
                timedelta(minutes=50),
                timedelta(hours=5),
                timedelta(hours=16),
            )
        )
        for _ in range(chance.randrange(4)):
            self._receives()
        for _ in range(chance.randrange(4)):
            self._logs()

    def _receives(self) -> None:
        n, chance = len(self._leads), self.chance
        state, zip_code, area = chance.choice(_PLACES)
        # some have the number of another
        number = f"+1{area}5550{chance.randrange(100, 125)}"
        age = chance.choice((timedelta(0), timedelta(minutes=4), timedelta(hours=3), timedelta(hours=14)))
        self._leads.append(
            self.desk.put(
                a_lead(
                    f"lead-{chance.randrange(1000):03d}-{n}",
                    f"Person {n}",
                    received_at=self.desk.clock.now() - age,
                    phones=(number,),
                    emails=() if chance.random() < 0.5 else (f"person{n}@example.com",),
                    state=state,
                    zip_code=zip_code,
                ),
                from_hub=True,
            )
        )

    def _logs(self) -> None:
        if not self._leads:
            return
        chance, now = self.chance, self.desk.clock.now()
        note = Note(chance.choice(self._leads), chance.choice(_OUTCOMES), reason="busy")
        if note.kind is Kind.SENT:
            note = Note(note.lead_id, Kind.SENT, channel=Channel.EMAIL)
        if chance.random() < 0.2:
            when = now + chance.choice((timedelta(minutes=30), timedelta(hours=9), timedelta(days=1)))
            note = Note(note.lead_id, chance.choice((Kind.CALL_BACK, Kind.INBOUND)), when=when)
        elif chance.random() < 0.05:
            note = Note(note.lead_id, Kind.DO_NOT_CALL)
        logged, _ = self.desk.desk.activities.log(note)
        if chance.random() < 0.2:
            self.desk.desk.activities.undo(logged.activity_id)


def _ids(day: DayQueue) -> list[list[str]]:
    return [[row.lead_id for row in rows] for rows in (day.now, day.later, day.blocked)]


@pytest.mark.parametrize("seed", range(12))
def test_the_queue_is_that_of_every_lead_worked_out_and_ranked(tmp_path: Path, seed: int) -> None:
    branch = _Branch(tmp_path, seed)
    queue, clock = branch.desk.desk.queue, branch.desk.clock
    for _ in range(25):
        branch.lives()
        for wait in (timedelta(0), timedelta(seconds=1), timedelta(minutes=branch.chance.randrange(1, 20))):
            clock.at += wait
            day, ranked = queue.today(), queue.today(clock.now())
            assert _ids(day) == _ids(ranked)
            assert (day.now, day.later, day.blocked) == (ranked.now, ranked.later, ranked.blocked)
            assert day.more == 0


@pytest.mark.parametrize("seed", range(12, 24))
def test_what_stands_first_is_what_would_if_all_was_read(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.desktop.queue.IN_SIGHT", 2)
    monkeypatch.setattr("app.desktop.queue.WINDOW_LIMIT", 4)
    branch = _Branch(tmp_path, seed)
    queue, clock = branch.desk.desk.queue, branch.desk.clock
    for _ in range(25):
        branch.lives()
        day, ranked = queue.today(), queue.today(clock.now())
        first = queue.first()
        assert [row.lead_id for row in day.now] == [row.lead_id for row in ranked.now[:4]]
        assert day.now == ranked.now[:4]
        assert first.now == ranked.now[:2]
        assert day.more == sum(map(len, _ids(ranked))) - sum(map(len, _ids(day)))


def _company(cap: int = 3, *emergencies: Emergency) -> CompanyFacts:
    return CompanyFacts(
        name="Example Mortgage", zone="America/New_York", own_leads="company", cap=cap, emergencies=list(emergencies)
    )


class _Company(_Branch):
    """Such a desk of a hub: what it hears from there, and what is found out here, closes leads and opens them."""

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder, seed)
        self.desk.joined(company_key=_KEY)
        self._incoming = Incoming(self.desk.clock, self.desk.desk.book, Outgoing(self.desk.clock, Machine.this("UTC")))
        self._learns = (
            self._is_tried_elsewhere,
            self._is_not_to_be_called,
            self._is_called_by_another,
            self._is_given_with_a_story,
            self._goes,
            self._is_corrected,
            self._is_joined,
            self._rings_back,
            self._falls_under_other_rules,
        )

    def hears(self, kind: str, *bodies: msgspec.Struct, feed: str = "company") -> None:
        rows = [FeedRow(seq=n, mark="m", kind=kind, body=msgspec.json.encode(body)) for n, body in enumerate(bodies, 1)]
        cursor = Cursor(epoch="e", seq=len(rows), mark="m")
        with self.desk.store.writing() as tx:
            self._incoming.apply(tx, FeedPage(feed=feed, rows=rows, cursor=cursor, more=False, resync=False))

    def learns(self) -> str:
        """Let one thing be learnt of a lead; returns what."""
        held = [lead for lead_id in self._leads if (lead := self._lead(lead_id)) is not None]
        learn = self.chance.choice(self._learns)
        if held:
            learn(self.chance.choice(held))
        return learn.__name__

    def _lead(self, lead_id: str) -> Lead | None:
        with self.desk.store.reading() as tx:
            held = tx.lead(lead_id)
        return None if held is None else held.lead

    def _is_tried_elsewhere(self, lead: Lead) -> None:
        now, stands = self.desk.clock.now(), self.chance.random() < 0.8
        hashed = number_hash(_KEY, phone_key(lead.phones[0].number)) or b""
        times = [now - timedelta(minutes=5 * n) for n in range(self.chance.randrange(1, 4))]
        self.hears("tried", *(Tried(number_hash=hashed, at=at, stands=stands) for at in times))

    def _is_not_to_be_called(self, lead: Lead) -> None:
        hashed = number_hash(_KEY, phone_key(lead.phones[0].number)) or b""
        self.hears("do_not_call", DoNotCall(number_hash=hashed, stands=self.chance.random() < 0.6))

    def _is_called_by_another(self, lead: Lead) -> None:
        self.hears("activity", HubActivity(activity=self.call_on(lead)), feed="officer:me")

    def call_on(self, lead: Lead) -> Activity:
        now = self.desk.clock.now()
        return Activity(
            activity_id=new_id(now),
            lead_id=lead.lead_id,
            kind=self.chance.choice((Kind.NO_ANSWER, Kind.LEFT_VOICEMAIL, Kind.WRONG_NUMBER)),
            actor_id="another",
            began_at=now - timedelta(minutes=2),
            logged_at=now,
            channel=Channel.CALL,
            number=lead.phones[0].number,
        )

    def _is_given_with_a_story(self, like: Lead) -> None:
        lead = msgspec.structs.replace(
            like, lead_id=f"given-{len(self._leads)}", received_at=self.desk.clock.now() - timedelta(minutes=3)
        )
        self._leads.append(lead.lead_id)
        given = LeadGiven(lead=lead, history=[self.call_on(lead)], rings=True)
        if self.chance.random() < 0.5:
            self.hears("lead", given, feed="officer:me")
            return
        with self.desk.store.writing() as tx:
            self._incoming.lead_taken(tx, given)

    def _goes(self, lead: Lead) -> None:
        self._leads.remove(lead.lead_id)
        self.hears("lead_gone", LeadGone(lead_id=lead.lead_id, why="moved"), feed="officer:me")

    def _is_corrected(self, lead: Lead) -> None:
        number = f"+14235550{self.chance.randrange(100, 125)}"
        with suppress(BadInput):  # it is that already
            self.desk.desk.facts.correct(lead.lead_id, Fact.PHONE, number, lead.phones[0].number)

    def _is_joined(self, lead: Lead) -> None:
        with suppress(BadInput):  # with itself, or one of them was joined before
            self.desk.desk.same_person.join(lead.lead_id, self.chance.choice(self._leads))

    def _rings_back(self, lead: Lead) -> None:
        when = self.desk.clock.now() + timedelta(minutes=self.chance.choice((10, 600)))
        self.desk.desk.activities.log(Note(lead.lead_id, Kind.CALL_BACK, when=when))

    def _falls_under_other_rules(self, lead: Lead) -> None:
        storm = Emergency(state=lead.address.state or "TN", from_at=self.desk.clock.now())
        self.hears("company", _company(self.chance.choice((1, 3)), *([storm] if self.chance.random() < 0.3 else ())))


@pytest.mark.parametrize("seed", range(24, 32))
def test_no_answer_outlives_what_is_learnt(tmp_path: Path, seed: int) -> None:
    branch = _Company(tmp_path, seed)
    desk, clock = branch.desk.desk, branch.desk.clock
    for _ in range(12):
        branch.lives()
        for _ in range(4):
            desk.queue.today()
            what = branch.learns()
            clock.at += branch.chance.choice((timedelta(0), timedelta(seconds=1), timedelta(minutes=7)))
            day, anew = desk.queue.today(), Queue(branch.desk.store, clock, desk.book).today()
            assert (day.now, day.later, day.blocked) == (anew.now, anew.later, anew.blocked), what


def _states(day: DayQueue) -> dict[str, bool]:
    """Return of each lead of the queue whether it may be worked."""
    return {row.lead_id: row.blocked is None for row in (*day.now, *day.later, *day.blocked)}


def _two_of_one_number(folder: Path) -> _Company:
    branch = _Company(folder, 0)
    branch.desk.clock.at = MONDAY
    with branch.desk.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        officer = msgspec.structs.replace(identity.officer, hours=None, licences=None)
        tx.put_identity(msgspec.structs.replace(identity, officer=officer))
    for lead_id in ("first", "second"):
        branch.desk.put(a_lead(lead_id, f"Person {lead_id}", emails=()), from_hub=True)
    return branch


@pytest.mark.parametrize("is_of_the_company", [False, True])
def test_a_do_not_call_closes_a_lead_that_was_joined_to_another(tmp_path: Path, is_of_the_company: bool) -> None:
    branch = _two_of_one_number(tmp_path)
    desk, clock = branch.desk.desk, branch.desk.clock
    desk.same_person.join("first", "second")
    desk.activities.log(Note("second", Kind.CALL_BACK, when=clock.now() + timedelta(minutes=10)))
    clock.at += timedelta(minutes=11)
    assert _states(desk.queue.today())["second"]

    if is_of_the_company:
        hashed = number_hash(_KEY, "+14235550142") or b""
        branch.hears("do_not_call", DoNotCall(number_hash=hashed))
    else:
        desk.activities.log(Note("first", Kind.DO_NOT_CALL))
    assert not _states(desk.queue.today())["second"]


def test_the_cap_closes_every_lead_of_a_number_others_call(tmp_path: Path) -> None:
    branch = _two_of_one_number(tmp_path)
    desk, first = branch.desk.desk, a_lead("first", "Person first")
    branch.hears("company", _company(cap=1))
    assert _states(desk.queue.today()) == {"first": True, "second": True}

    branch.hears("activity", HubActivity(activity=branch.call_on(first)), feed="officer:me")
    assert not _states(desk.queue.today())["second"]

    # the call is no longer this desk's to know, and what it moved goes back
    branch.hears("lead_gone", LeadGone(lead_id="first", why="moved"), feed="officer:me")
    assert _states(desk.queue.today()) == {"second": True}
    assert desk.queue.today().now == desk.queue.today(branch.desk.clock.now()).now


def test_a_call_taken_back_opens_whoever_has_the_number_it_was_on(tmp_path: Path) -> None:
    branch = _two_of_one_number(tmp_path)
    desk = branch.desk.desk
    branch.hears("company", _company(cap=1))
    logged, _ = desk.activities.log(Note("first", Kind.NO_ANSWER))
    # from here on nothing that "first" is found by tells of the other
    desk.facts.correct("first", Fact.PHONE, "+14235550199", "+14235550142")
    assert not _states(desk.queue.today())["second"]

    desk.activities.undo(logged.activity_id)
    assert _states(desk.queue.today())["second"]


class _Interrupted(Lines):
    """Lines somebody else reads, in a transaction from before, at every moment at which something is kept."""

    others: tuple[Tx, TestDesk] | None = None
    seen: list[bool]

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, value)
        if self.others is not None and name != "others":
            (tx, desk), self.others = self.others, None
            lines = self.read(tx, desk.clock.now(), 50, 0, Keeps.NOTHING).lines
            self.seen = [*self.seen, *(line.opening is None for line in lines)]
            self.others = tx, desk


def test_nobody_reads_answers_that_were_kept_for_another_officer(tmp_path: Path) -> None:
    desk = _two_of_one_number(tmp_path).desk
    lines = _Interrupted(desk.desk.book)
    lines.seen = []
    with desk.store.reading() as before:
        assert all(line.opening is None for line in lines.read(before, desk.clock.now(), 50, 0, Keeps.MORE).lines)
        desk.licensed("KY")
        lines.others = before, desk
        with desk.store.reading() as after:
            found = lines.read(after, desk.clock.now(), 50, 0, Keeps.MORE).lines
        assert not any(line.opening is None for line in found)
    assert lines.seen
    assert all(lines.seen)


def test_who_came_in_the_place_of_a_lead_that_went_is_not_taken_for_it(tmp_path: Path) -> None:
    desk = TestDesk(tmp_path)
    desk.put(a_lead("went", "Ann One"), from_hub=True)
    assert [row.lead_id for row in desk.desk.queue.today().now] == ["went"]
    with desk.store.writing() as tx:
        tx.remove_lead("went")
    # received in the same second, and due like the other
    desk.put(a_lead("came", "Bea Two"), from_hub=True)
    assert [row.lead_id for row in desk.desk.queue.today().now] == ["came"]
