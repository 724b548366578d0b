"""Whether the person here is to be rung: away, working off shift or without new leads, and until when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from app.desktop.changes import Changed, Touched
from app.desktop.leadbook import LeadBook, spans_worked
from app.domain.presence import LONGEST_AWAY, LONGEST_CALL, Presence, State
from app.domain.shift import next_working_morning
from app.domain.spans import instant, moment
from app.domain.when_words import read_when
from app.errors import BadInput

if TYPE_CHECKING:
    from app.clock import Clock
    from app.desktop.ports import Store, Tx
    from app.desktop.shifts import Shifts

#: what the officer said last, and until when; when that was said; since when they are on a call
KEPT, SAID_AT, CALL_SINCE = "availability", "availability.said_at", "availability.call_since"
_CHANGED = Changed(Touched.SETTINGS | Touched.QUEUE | Touched.REMINDERS | Touched.PRESENCE)


class Being(msgspec.Struct, frozen=True):
    """A state and when it ends by itself; None for the one that lasts."""

    state: State
    until: datetime | None = None


AVAILABLE = Being(State.AVAILABLE)


class Hold(msgspec.Struct, frozen=True):
    """What must not ring now: everything, or only leads nobody tried yet."""

    everything: bool = False
    new_leads: bool = False


def being(tx: Tx, now: datetime) -> Being:
    """Return what holds at an instant; whatever was said ends by itself, however long the program was closed."""
    raw = tx.fact(KEPT)
    kept = AVAILABLE if raw is None else msgspec.json.decode(raw, type=Being)
    if kept.until is not None and now < kept.until:
        return kept
    until = _working_until(tx, now)
    return AVAILABLE if until is None else Being(State.WORKING, until)


def _working_until(tx: Tx, now: datetime) -> datetime | None:
    second = instant(now)
    return max((moment(end) for start, end in spans_worked(tx) if start <= second < end), default=None)


def hold(tx: Tx, now: datetime) -> Hold:
    """Return what the officer's own word holds back.

    Away holds everything, promises too: nobody is there to keep them, and due times, which the rules made, do not move
    for it. Without new leads the work that was begun goes on.
    """
    state = being(tx, now).state
    return Hold(everything=state is State.AWAY, new_leads=state is State.NO_NEW_LEADS)


def presence(tx: Tx, now: datetime) -> Presence:
    """Return what the hub is told of who sits here: it gives leads by it, and a manager sees it."""
    is_so, said_at, since = being(tx, now), tx.fact(SAID_AT), tx.fact(CALL_SINCE)
    call_since = None if since is None else msgspec.json.decode(since, type=datetime)
    return Presence(
        state=is_so.state,
        since=None if said_at is None else msgspec.json.decode(said_at, type=datetime),
        until=is_so.until,
        call_since=None if call_since is None or now - call_since >= LONGEST_CALL else call_since,
    )


class Availability:
    """Keeps what the officer said; the next round with the hub tells it there."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook, shifts: Shifts) -> None:
        self._store, self._clock, self._book, self._shifts = store, clock, book, shifts

    def now(self) -> Being:
        with self._store.reading() as tx:
            return being(tx, self._clock.now())

    def be(self, state: State, until: datetime | None = None) -> Changed:
        """Take the officer's word, in the place of the one before; raises BadInput for an end that cannot be meant."""
        now = self._clock.now()
        if state in (State.AWAY, State.NO_NEW_LEADS):
            if until is None or until <= now:
                raise BadInput("That time is over.", "Say one that is still to come, like 3pm or in 2 hours.")
            if until - now > LONGEST_AWAY:
                raise BadInput("That is longer than two weeks.", "Have such days recorded as days off.")
            kept = msgspec.json.encode(Being(state, until))
        else:
            kept = None
        with self._store.writing() as tx:
            tx.put_fact(SAID_AT, msgspec.json.encode(now))
            if kept is None:
                tx.drop_fact(KEPT)
            else:
                tx.put_fact(KEPT, kept)
            if (_working_until(tx, now) is not None) is (state is State.WORKING):
                return _CHANGED
            self._shifts.switch(tx, now, on=state is State.WORKING)
        return _CHANGED | Changed(Touched.LEAD)

    def on_a_call(self, since: datetime | None) -> Changed:
        """Note the call under way, or that none is; a program that ends in the middle of one leaves it for an hour."""
        with self._store.writing() as tx:
            if since is None:
                tx.drop_fact(CALL_SINCE)
            else:
                tx.put_fact(CALL_SINCE, msgspec.json.encode(since))
        return Changed(Touched.PRESENCE)

    def read_until(self, words: str) -> datetime:
        """Return the instant that is meant on the officer's own clock; raises BadInput with an example."""
        with self._store.reading() as tx:
            return read_when(words, self._clock.now(), self._book.identity(tx).officer.zone)

    def next_shift(self) -> datetime:
        """Return when the officer's next working day begins."""
        with self._store.reading() as tx:
            officer = self._book.identity(tx).officer
        return moment(next_working_morning(officer, instant(self._clock.now()), officer.zone))
