"""Three weeks of a branch, lived through the real use cases at a clock that is pushed along."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count, cycle

import msgspec
from msgspec.structs import replace

from app.clock import Clock
from app.demo.borrowers import Borrower
from app.demo.hours import ZONE, is_same_day, is_working_time, sittings
from app.demo.inventing import Inventor
from app.demo.loans import LoanSystem
from app.demo.officers import Officer
from app.desktop.activities import PROPOSE_BAD_LEAD, Note
from app.desktop.views import Logged, QueueRow
from app.domain.activity import Evidence, Kind
from app.domain.contact_rules import Allowed
from app.domain.handing_over import asks_about
from app.domain.lead import Channel, Lead
from app.domain.stage import Stage

LEADS = 60
WEEKS = 3
#: what is left untouched at the end, so that the newcomer finds something ringing
FRESH = (timedelta(minutes=2), timedelta(minutes=14), timedelta(hours=15))
MOMENT = timedelta(seconds=20)
#: a first call made sooner is no late one, which somebody might have made from elsewhere
LATE = timedelta(minutes=15)


#: told which day of how many the story is at
OnDay = Callable[[int, int], None]


class DemoClock:
    """Stands where the story is; once live it runs on from there, so that a made-up morning stays a morning."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._running: ClockBehind | None = None

    def now(self) -> datetime:
        return self.at if self._running is None else self._running.now()

    def monotonic(self) -> float:
        return self.now().timestamp()

    def go_live(self, real: Clock) -> timedelta:
        """Run from here on; returns how far behind the real clock that is, for the other windows of the demo."""
        behind = real.now() - self.at
        self._running = ClockBehind(real, behind)
        return behind


class ClockBehind:
    """The real clock, so much earlier: two programs that are told the same distance show the same time."""

    def __init__(self, real: Clock, behind: timedelta) -> None:
        self._real, self._behind = real, behind

    def now(self) -> datetime:
        return self._real.now() - self._behind

    def monotonic(self) -> float:
        return self._real.monotonic()


class HubSide(msgspec.Struct, frozen=True):
    """What the story needs of the hub."""

    give: Callable[[Lead, str], None]
    report_stage: Callable[[str, Stage], None]


@dataclass(slots=True)
class Story:
    """Lives from `end` minus three weeks to `end`. Same seed and end, same branch."""

    clock: DemoClock
    end: datetime
    officers: list[Officer]
    hub: HubSide
    seed: int = 7
    _loans: LoanSystem = field(init=False)
    _todo: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)
    _order: count[int] = field(default_factory=count)

    def live(self, on_day: OnDay) -> None:
        """Play the three weeks; afterwards the clock stands at the end. `on_day` may raise to end the story."""
        start = self.end - timedelta(weeks=WEEKS)
        self._loans = LoanSystem(self.end)
        self._plan(start)
        days = 0
        while self._todo:
            at, _, happen = heapq.heappop(self._todo)
            self.clock.at = max(self.clock.at, at)
            if (self.clock.at - start).days + 1 > days:
                days = (self.clock.at - start).days + 1
                on_day(days, WEEKS * 7)
            happen()
        self.clock.at = self.end
        for officer in self.officers:
            officer.desk.sync.round()

    def _plan(self, start: datetime) -> None:
        inventor = Inventor(self.seed)
        fresh = sorted(self.end - ago for ago in FRESH)
        arrivals = inventor.arrivals(LEADS - len(fresh), start, self.end - timedelta(hours=20), ZONE)
        # turns of the night apart from those of the day: who has more leads while at work looks quicker than they are
        turns = {True: cycle(self.officers), False: cycle(reversed(self.officers))}
        for at in arrivals:
            officer = next(turns[is_working_time(at)])
            self._at(at, partial(self._arrive, officer, inventor.lead(at), officer.crowd.somebody()))
        for at in fresh:
            self._at(at, partial(self._come, self.officers[0], inventor.lead(at), Borrower()))
        for at in sittings(start, self.end - timedelta(minutes=30)):
            for officer in self.officers:
                self._at(at, partial(self._sit, officer))

    def _at(self, at: datetime, happen: Callable[[], object]) -> None:
        if at < self.end:
            heapq.heappush(self._todo, (at, next(self._order), happen))

    # -- leads come ------------------------------------------------------------------------------------

    def _come(self, officer: Officer, lead: Lead, borrower: Borrower) -> None:
        officer.crowd.meet(lead, borrower)
        self.hub.give(lead, officer.name)

    def _arrive(self, officer: Officer, lead: Lead, borrower: Borrower) -> None:
        self._come(officer, lead, borrower)
        # nobody knows of a lead that was never called whether anybody would have answered
        if not borrower.says and officer.overlooks.deal():
            officer.overlooked.add(lead.lead_id)
        if is_working_time(self.clock.at):
            self._at(self.clock.at, officer.desk.sync.round)
            self._rings(officer, lead.lead_id, self.clock.at, officer.first_answers.deal())

    # -- officers work ---------------------------------------------------------------------------------

    def _rings(self, officer: Officer, lead_id: str, due_at: datetime, minutes: int) -> None:
        """Let the officer answer a reminder some minutes after it rings."""
        at = due_at + timedelta(minutes=minutes, seconds=officer.chance.randrange(60))
        self._at(at, partial(self._answer, officer, lead_id))

    def _sit(self, officer: Officer) -> None:
        """Sit down and work some of the queue; every officer leaves some of it."""
        officer.desk.sync.round()
        officer.desk.reminders.fire_due()
        day = officer.desk.queue.today()
        self._go_through(officer, [row.lead_id for row in (*day.now, *day.blocked) if officer.works.deal()])

    def _go_through(self, officer: Officer, lead_ids: list[str]) -> None:
        """Work one lead after another, so that what rings in between is heard."""
        if lead_ids:
            self._answer(officer, lead_ids[0])
            self._at(self.clock.at, partial(self._go_through, officer, lead_ids[1:]))

    def _answer(self, officer: Officer, lead_id: str) -> None:
        """Do what a lead asks for, if it is still due; what may not be done yet rings when it opens."""
        if lead_id in officer.overlooked or not is_working_time(self.clock.at):
            return
        row = officer.desk.leads.card(lead_id).next
        if row is None:
            return
        if row.blocked is not None:
            if row.blocked.until is not None:
                self._rings(officer, lead_id, row.blocked.until, officer.answers.deal())
        elif row.due_at <= self.clock.at:
            self._work(officer, row)

    def _work(self, officer: Officer, row: QueueRow) -> None:
        takes = timedelta(seconds=officer.chance.randrange(40, 240))
        if self.clock.at + takes > self.end:
            return
        began = self._made_elsewhere(officer, row) or self.clock.at
        self.clock.at += takes
        note = self._note(officer, row, began)
        logged, _ = officer.desk.activities.log(note)
        self._follow_up(officer, note, logged)
        following = logged.next
        if following is None:
            return
        if following.kind == "promise":
            minutes = officer.keeps.deal()
        else:
            minutes = officer.answers.deal() if officer.works.deal() else None
        if minutes is not None:
            self._rings(officer, row.lead_id, following.due_at, minutes)

    def _note(self, officer: Officer, row: QueueRow, began: datetime) -> Note:
        if row.channel is not Channel.CALL:
            return Note(row.lead_id, Kind.SENT, channel=row.channel)
        evidence = Evidence.HANDED_OFF if officer.hands_off.deal() else Evidence.SELF
        return replace(officer.crowd.called(row.lead_id, self.clock.at), began_at=began, evidence=evidence)

    def _made_elsewhere(self, officer: Officer, row: QueueRow) -> datetime | None:
        """Return when a first call from another phone began; None for one that is logged as it ends."""
        waited = self.clock.at - row.due_at
        # an earlier day's due time says nothing about from when on one may be called today
        if row.stage is not Stage.NEW or waited < LATE or not is_same_day(row.due_at, self.clock.at):
            return None
        if row.channel is not Channel.CALL or not officer.writes_late.deal():
            return None
        # before its due a call would do no step
        ago = timedelta(minutes=officer.chance.randrange(10, 40))
        return self.clock.at - min(ago, waited - timedelta(minutes=1))

    def _follow_up(self, officer: Officer, note: Note, logged: Logged) -> None:
        """Do what an outcome brings with it besides the next step."""
        lead_id, borrower = note.lead_id, officer.crowd.behind(note.lead_id)
        if note.kind is Kind.LEFT_VOICEMAIL:
            self._text(officer, lead_id)
        elif note.kind is Kind.SENDING_APPLICATION:
            self._reports(lead_id, self._loans.takes(self.clock.at, buys=borrower.buys))
        elif note.kind is Kind.NOT_INTERESTED and asks_about(note.reason):
            self._reports(lead_id, self._loans.ends(self.clock.at))
        elif logged.hint == PROPOSE_BAD_LEAD and borrower.mail_bounces:
            # written to instead; with that back too the playbook has nothing left, and marketing gets the lead back
            for kind in (Kind.SENT, Kind.BOUNCED):
                self._log_next(officer, Note(lead_id, kind, channel=Channel.EMAIL))
        elif logged.hint == PROPOSE_BAD_LEAD:
            self._log_next(officer, Note(lead_id, Kind.BAD_LEAD, reason="bad number"))

    def _text(self, officer: Officer, lead_id: str) -> None:
        """Send a text after a voicemail to some of those who allowed it."""
        if isinstance(officer.desk.leads.card(lead_id).may[Channel.TEXT], Allowed) and officer.texts.deal():
            self._log_next(officer, Note(lead_id, Kind.SENT, channel=Channel.TEXT))

    def _log_next(self, officer: Officer, note: Note) -> None:
        """Log what follows a call a moment later: of one instant, what came first would be left to chance."""
        if self.clock.at + MOMENT < self.end:
            self.clock.at += MOMENT
            officer.desk.activities.log(note)

    def _reports(self, lead_id: str, reports: list[tuple[datetime, Stage]]) -> None:
        """Let the loan system report how an application fares."""
        for at, stage in reports:
            self._at(at, partial(self.hub.report_stage, lead_id, stage))
