"""Reports sent out when they are due: each once, whatever number of processes looks, and once after a time away."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from app.domain.rhythm import days_of
from app.errors import BadInput, FollowthroughError, WorldFailed
from app.hub.again import again
from app.hub.auditing import OPERATOR, note
from app.hub.gathering import Days
from app.hub.mailing import NotMailed, Password, message_of, send
from app.hub.ports import HubStore, Rows
from app.hub.records import Person
from app.hub.report_files import sheet_for
from app.hub.reports import NotForThisRole, Question, Report, Sums
from app.hub.schedule_records import LONGEST_TRY, TO_FOLDER, TRIES_AFTER, Delivery, Plan, Schedule
from app.reportfiles.files import ReportFile, files_of, write_files
from app.reportfiles.sheet import Sheet

log = logging.getLogger(__name__)

#: how long it is known what became of a report
_KEPT = timedelta(days=120)


class Gone(WorldFailed):
    """The receiver left, or has no mail address: nothing goes there any more."""


class Sender(msgspec.Struct, frozen=True):
    """Sends what is due; `password` reads the mail server's from where it lies."""

    store: HubStore
    sums: Sums
    password: Password

    def send_due(self, now: datetime) -> list[Delivery]:
        """Send what is due, and try again what failed and is to be tried by now; return what came of each.

        What was due while no hub ran is sent once: of several times that passed, the last.
        """
        again(lambda: self._lay_out(now))
        with self.store.reading() as rows:
            waiting, schedules = rows.schedules.waiting(now), {s.schedule_id: s for s in rows.schedules.all()}
        found = (self._tried(delivery, schedules[delivery.schedule_id], now) for delivery in waiting)
        return [settled for settled in found if settled is not None]

    def send_now(self, schedule: Schedule, now: datetime) -> list[Delivery]:
        """Send a schedule's report at once, whenever it is due; when it is due it is sent all the same."""
        deliveries = [Delivery(schedule.schedule_id, now, to_id, next_try_at=now) for to_id in schedule.plan.goes_to]
        with self.store.writing() as rows:
            for delivery in deliveries:
                rows.schedules.deliver(delivery)
        found = (self._tried(delivery, schedule, now) for delivery in deliveries)
        return [settled for settled in found if settled is not None]

    def _lay_out(self, now: datetime) -> None:
        """Note for each schedule that is due who has to get its report, and when it is due next."""
        with self.store.reading() as rows:
            due = rows.schedules.due(now)
        if not due:
            return
        with self.store.writing() as rows:
            zone = rows.company().zone
            for schedule in due:
                rhythm = schedule.plan.rhythm
                # whoever was first has moved it on, and noted all this
                if rows.schedules.move_on(schedule, rhythm.following(now, zone)):
                    last = max(schedule.next_at, rhythm.latest(now, zone))
                    for to_id in schedule.plan.goes_to:
                        rows.schedules.deliver(Delivery(schedule.schedule_id, last, to_id, next_try_at=now))
            rows.schedules.forget_before(now - _KEPT)

    def _tried(self, delivery: Delivery, schedule: Schedule, now: datetime) -> Delivery | None:
        """Try to send a report; None where another process does at this moment."""

        def is_mine() -> bool:
            with self.store.writing() as rows:
                return rows.schedules.claim(delivery, now + LONGEST_TRY)

        if not again(is_mine):
            return None
        tried = replace(delivery, tries=delivery.tries + 1)
        try:
            self._send(schedule, tried, now)
        except FollowthroughError as error:
            settled = _failed(tried, error, now)
        except Exception as error:  # noqa: BLE001 - one that is our mistake keeps no other from being sent
            settled = _failed(tried, WorldFailed(f"Followthrough made a mistake ({type(error).__name__})."), now)
        else:
            settled = replace(tried, next_try_at=None, done_at=now)
        again(lambda: self._settle(schedule, settled, now))
        return settled

    def _settle(self, schedule: Schedule, settled: Delivery, now: datetime) -> None:
        report, by = schedule.plan.report, f"schedule {schedule.schedule_id}"
        how = "saved to its folder" if settled.to_id == TO_FOLDER else "mailed"
        if settled.state == "sent":
            told = f"the {report} report {how}"
        else:
            log.warning("a scheduled report was not sent: schedule %s, try %d", schedule.schedule_id, settled.tries)
            more = "given up" if settled.next_try_at is None else "to be tried again"
            told = f"the {report} report not {how}, {more}: {settled.why}"
        with self.store.writing() as rows:
            rows.schedules.settle(settled)
            note(rows, now, by, told, settled.to_id or OPERATOR)

    def _send(self, schedule: Schedule, delivery: Delivery, now: datetime) -> None:
        plan = schedule.plan
        with self.store.reading() as rows:
            zone, person = rows.company().zone, _receiver(rows, delivery.to_id)
        due_on = delivery.due_at.astimezone(ZoneInfo(zone)).date()
        sheet = sheet_for(self.store, self.sums, _question(plan, Days(*days_of(plan.period, due_on))), now, person)
        files = [
            file
            for ending in plan.formats
            for file in files_of(sheet, f"{plan.report}-{due_on}.{ending}", for_excel=plan.for_excel)
        ]
        if person is None:
            # the same report of the same day takes its own place, as after a try that was cut short
            write_files(Path(plan.folder), files, replaces=True)
        else:
            self._mail(sheet, files, delivery, person, now)

    def _mail(self, sheet: Sheet, files: list[ReportFile], delivery: Delivery, person: Person, now: datetime) -> None:
        with self.store.reading() as rows:
            server, hub_id = rows.schedules.mail_server(), rows.company().hub_id
        if server is None:
            raise WorldFailed("The hub has no mail server.", "Name it with hub mail set.")
        subject = f"{sheet.title}: {sheet.period}"
        one = f"{delivery.schedule_id}.{int(delivery.due_at.timestamp())}.{person.person_id}"
        message = message_of(
            server.sender,
            person.officer.email,
            subject,
            _words(sheet),
            files,
            at=now,
            message_id=f"<{one}@{hub_id}>",
        )
        send(server, message, self.password)


def _question(plan: Plan, days: Days) -> Question:
    return Question(Report(plan.report), days, branch=plan.branch, officer=plan.officer)


def _receiver(rows: Rows, person_id: str) -> Person | None:
    """Return who is to be mailed as they are now, None for a folder; raises Gone."""
    if person_id == TO_FOLDER:
        return None
    person = rows.people.by_id(person_id)
    if person is None or person.left_at is not None:
        raise Gone("The receiver left the company.", "Add the schedule anew without them.")
    if not person.officer.email:
        raise Gone("The receiver has no mail address.", "Give it with hub person add.")
    return person


def _words(sheet: Sheet) -> str:
    """Return what the mail says itself: what is attached, of what and as of when."""
    facts = "\n".join(f"{name}: {value}" for name, value in sheet.facts())
    return f"{facts}\n\nThe numbers are in the attached files, each with what it counts and over what.\n"


def _failed(tried: Delivery, error: FollowthroughError, now: datetime) -> Delivery:
    """Return a delivery to be tried again, or given up: at once where nothing would be different, else by and by."""
    is_final = isinstance(error, Gone | NotForThisRole | BadInput) or (isinstance(error, NotMailed) and error.is_final)
    over = is_final or tried.tries > len(TRIES_AFTER)
    next_try_at = None if over else now + TRIES_AFTER[tried.tries - 1]
    return replace(tried, next_try_at=next_try_at, why=str(error))
