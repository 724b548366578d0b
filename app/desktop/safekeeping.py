"""A backup a day, the key to it sealed, and what is said of a database that had to be put right."""

from __future__ import annotations

import logging
import threading
from datetime import date
from zoneinfo import ZoneInfo

import msgspec

from app.clock import Clock
from app.desktop.ports import Store
from app.desktop.recovered import RECOVERED, recovered_last, recovery_words
from app.desktop.sealing import Sealing
from app.errors import Stopped, StoreDamaged, StoreUnreadable, WorldFailed

#: how often a desk that stays open for days looks whether a new one has begun
LOOKS_EVERY_S = 1800.0
log = logging.getLogger(__name__)


class Safekeeping:
    """Looks after the database. `keep` and `watch` read all of it, so they are for a thread of their own."""

    def __init__(self, store: Store, clock: Clock, zone: str, sealing: Sealing, days: int = 3) -> None:
        """Keep backups of so many `days`."""
        self._store, self._clock, self._zone, self._sealing = store, clock, ZoneInfo(zone), sealing
        self._days = days

    def today(self) -> date:
        return self._clock.now().astimezone(self._zone).date()

    def keep(self) -> bool:
        """Make today's backup, unless there is one; return whether it was made. Either way its key is sealed anew.

        A file that went missing, or a database that was put right since, needs that too.
        """
        self._sealing.keep()
        today = self.today()
        if today in self._store.backups():
            return False
        self._store.back_up(today, self._days)
        return True

    def watch(self, stop: threading.Event) -> None:
        """Check the database, then make a backup a day until `stop` is set; raises what a person must hear of.

        A backup that cannot be written is tried again; the doctor tells how old the newest is.
        """
        try:
            self._store.check()
            self._keep_daily(stop)
        except Stopped:
            pass

    def _keep_daily(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                self.keep()
            except (StoreDamaged, StoreUnreadable):
                raise
            except WorldFailed as trouble:
                log.warning("no backup today: %s", type(trouble).__name__)
            stop.wait(LOOKS_EVERY_S)

    def news(self) -> str:
        """Return, once, what became of a damaged database; "" where there is nothing that was not told."""
        with self._store.reading() as tx:
            last = recovered_last(tx)
        if last is None or last.is_told:
            return ""
        with self._store.writing() as tx:
            tx.put_fact(RECOVERED, msgspec.json.encode(msgspec.structs.replace(last, is_told=True)))
        return recovery_words(last)
