"""When the person at this desk works: hours and days off where no hub keeps them, and working now, off shift."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from app.desktop.changes import Changed, Touched
from app.desktop.leadbook import WORKING, LeadBook, spans_worked
from app.domain.spans import instant
from app.domain.zone_clock import DAY_S, local_date, local_instant
from app.errors import BadInput

if TYPE_CHECKING:
    from app.clock import Clock
    from app.desktop.ports import Store, Tx
    from app.domain.officer import Officer

#: how long what was worked off shift is remembered; steps that fell due in it stay due meanwhile
REMEMBERED_S = 60 * DAY_S
#: the facts of an officer that move what is due
_PLANNED_BY = frozenset({"zone", "hours", "days_off", "licences"})
_NMLS_ID = re.compile("[0-9]{1,12}")
_CHANGED = Changed(Touched.SETTINGS | Touched.QUEUE | Touched.LEAD | Touched.REMINDERS)


class Me(msgspec.Struct, frozen=True):
    """Who sits here, and what their company is called. `is_kept_by_hub`: nothing of it is changed here."""

    officer: Officer
    company: str
    is_kept_by_hub: bool


class Shifts:
    """Changes when steps may fall due on this desk; every lead is planned again in the same transaction."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook) -> None:
        self._store, self._clock, self._book = store, clock, book

    def is_working_now(self) -> bool:
        """Return whether the officer said to be working until midnight, whatever the shift."""
        now = instant(self._clock.now())
        with self._store.reading() as tx:
            return any(start <= now < end for start, end in spans_worked(tx))

    def work_now(self, *, on: bool) -> Changed:
        """Open what off-shift hours hold back from now to the officer's midnight, or stop doing so."""
        with self._store.writing() as tx:
            self.switch(tx, self._clock.now(), on=on)
        return _CHANGED

    def switch(self, tx: Tx, now: datetime, *, on: bool) -> None:
        """Do so inside the caller's transaction."""
        second = instant(now)
        spans = [(a, min(b, second)) for a, b in spans_worked(tx) if b > second - REMEMBERED_S]
        if on:
            zone = self._book.identity(tx).officer.zone
            midnight = local_instant(zone, local_date(zone, second) + timedelta(days=1), 0)
            spans.append((second, midnight))
        tx.put_fact(WORKING, msgspec.json.encode([span for span in spans if span[0] < span[1]]))
        self._book.replan_all(tx, now)

    def change(self, **facts: object) -> tuple[Officer, Changed]:
        """Change facts of the person here, and what their `company` is called.

        Raises BadInput where a hub keeps them, and for a zone or an NMLS id that is none.
        """
        zone, nmls_id = facts.get("zone"), facts.get("nmls_id")
        if isinstance(zone, str):
            _check_zone(zone)
        if isinstance(nmls_id, str):
            _check_nmls_id(nmls_id)
        now = self._clock.now()
        with self._store.writing() as tx:
            identity = self._book.identity(tx)
            if facts and identity.hub_id:
                raise BadInput("Your hub keeps what is known of you.", "Ask for: hub person set NAME ...")
            company = facts.pop("company", identity.company)
            officer = msgspec.structs.replace(identity.officer, **facts)
            tx.put_identity(msgspec.structs.replace(identity, officer=officer, company=company))
            if not _PLANNED_BY.isdisjoint(facts):
                self._book.replan_all(tx, now)
        return officer, _CHANGED

    def me(self) -> Me:
        """Return who sits here, as the settings show it."""
        with self._store.reading() as tx:
            identity = self._book.identity(tx)
        return Me(identity.officer, identity.company, bool(identity.hub_id))


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise BadInput(f"“{name}” is no time zone.", "Write it like America/Chicago.") from error


def _check_nmls_id(words: str) -> None:
    """Refuse what borrowers could look nobody up by; "" takes it away."""
    if words and not _NMLS_ID.fullmatch(words):
        raise BadInput(f"“{words}” is no NMLS id.", "Write its digits alone, up to 12, such as 1234567.")
