"""What was promised to borrowers and waits to be kept, and one of them as an entry of the officer's calendar."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from app.clock import Clock
from app.desktop.leadbook import LeadBook
from app.desktop.ports import CalendarFiles, HeldLead, Store, Tx
from app.desktop.views import PromiseLine
from app.domain.activity import Activity, Kind
from app.domain.calendar_entry import CalendarEntry, calendar_text
from app.domain.numbers import shown
from app.domain.outcome import OUTCOMES
from app.domain.standing import Due
from app.domain.time_words import clock_words
from app.errors import BadInput

#: nobody has promised more than these
MOST = 1000
#: what a calendar keeps free
LENGTHS = {Kind.APPOINTMENT: timedelta(minutes=30)}
SHORT = timedelta(minutes=15)


class Promises:
    """Reads promises off where leads stand, so that the list, the queue and a reminder never say different things."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook, files: CalendarFiles) -> None:
        self._store, self._clock, self._book, self._files = store, clock, book, files

    def waiting(self) -> list[PromiseLine]:
        """Return the promises that wait, overdue ones too, by their time."""
        with self._store.reading() as tx:
            found = [self._line(tx, held) for held in tx.promised(MOST)]
        return sorted((line for line in found if line is not None), key=lambda line: line.at)

    def calendar_file(self, lead_id: str) -> Path:
        """Write the lead's promise as a calendar file and return where it is; raises BadInput where there is none."""
        now = self._clock.now()
        with self._store.reading() as tx:
            held = self._book.held(tx, lead_id)
            line = self._line(tx, held)
            officer = self._book.identity(tx).officer
        if line is None:
            raise BadInput("Nothing is promised to this lead.", "Log an appointment (5) or a call back (6) first.")
        number = f" at {shown(line.number)}" if line.number else ""
        theirs = clock_words(line.at, now, ZoneInfo(line.zone))
        entry = CalendarEntry(
            uid=f"{line.promise_id}@followthrough",
            at=line.at,
            zone=line.zone,
            length=LENGTHS.get(line.kind, SHORT),
            title=f"{line.words}: {line.name}",
            words=f"Call {line.name}{number}.\n{theirs} on their clock ({line.zone})."
            + (f"\n{officer.name}" if officer.name else ""),
            written_at=now,
        )
        return self._files.put(calendar_text(entry))

    def _line(self, tx: Tx, held: HeldLead) -> PromiseLine | None:
        due = held.bearings.next
        made = tx.activity(due.promise_id) if isinstance(due, Due) and due.is_promise else None
        if not isinstance(due, Due) or made is None:
            return None
        return PromiseLine(
            lead_id=held.lead.lead_id,
            promise_id=made.activity_id,
            name=held.lead.name,
            kind=made.kind,
            words=OUTCOMES[made.kind].words if made.kind is not Kind.INBOUND else "Call back, they asked for it",
            at=made.when or due.planned_at,
            due_at=due.due_at,
            on_time_until=due.on_time_until,
            zone=held.bearings.zone,
            number=_number(held, made),
            tries=due.tries,
            note=made.note,
        )


def _number(held: HeldLead, made: Activity) -> str:
    """Return the number they were reached on when it was promised, else the first there is."""
    numbers = [phone.number for phone in held.lead.phones]
    return made.number if made.number in numbers else next(iter(numbers), "")
