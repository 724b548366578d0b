"""What the hub does by its own clock: leads go back, go on and are given in turn, and reports are sent."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from app.clock import Clock
from app.hub.again import again
from app.hub.covering import give_back
from app.hub.experiments import watch_over
from app.hub.giving_out import give_out
from app.hub.looking_after import look_after
from app.hub.pool import Rules
from app.hub.ports import HubStore
from app.hub.reports import Judge
from app.hub.sending_out import Sender
from app.hub.vendor_posts import forget_old_posts

log = logging.getLogger(__name__)

#: how often leads are looked after, by whichever process comes first
EVERY = timedelta(seconds=20)
_CHORE, _SUMS = "leads", "sums"
#: how often sums are brought up to date; what is asked for is before it is answered
SUMS_EVERY = timedelta(seconds=4)
#: of leads judged again at a time: whoever writes comes between, and the leads are looked after
_PARTS, _GOES_ON_S = 20, 0.1
#: somewhat sooner than that, so that two processes do not both come late by a round
_ASKS_EVERY_S = 5.0


class Rounds:
    """A thread of its own that does its work every few seconds until it is stopped; `wait_s` says after how many."""

    def __init__(self, name: str, work: Callable[[], object], wait_s: Callable[[], float]) -> None:
        self._name, self._work, self._wait_s = name, work, wait_s
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Return once the round that is under way is over."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(self._wait_s()):
            _tried(self._work)


class Ticker:
    """Of several processes on one database one has each round.

    Reports have rounds of their own: a mail server that is slow to answer holds no lead back.
    """

    def __init__(
        self,
        store: HubStore,
        clock: Clock,
        rules: Rules,
        judge: Judge | None = None,
        sender: Sender | None = None,
    ) -> None:
        self._store, self._clock, self._rules, self._judge = store, clock, rules, judge
        self._has_more = False
        self._is_over = threading.Event()
        self._rounds = [Rounds("hub-ticking", self._round, lambda: _GOES_ON_S if self._has_more else _ASKS_EVERY_S)]
        if sender is not None:
            self._rounds.append(Rounds("hub-reports", lambda: sender.send_due(clock.now()), lambda: _ASKS_EVERY_S))

    def start(self) -> None:
        for rounds in self._rounds:
            rounds.start()

    def stop(self) -> None:
        """Return once what is under way is done: a part of a round, not all that a busy hub has to do."""
        self._is_over.set()
        for rounds in self._rounds:
            rounds.stop()

    def _round(self) -> None:
        self._do(self.tick, self.keep_sums)

    def _do(self, *steps: Callable[[], object]) -> None:
        for step in steps:
            # whoever waits for the end waits for one of them
            if not self._is_over.is_set():
                # one that fails, as it may each round, keeps none from its turn
                _tried(step)

    def tick(self) -> bool:
        """Do a round if it is time for one; return whether it was."""
        now = self._clock.now()

        def is_mine() -> bool:
            with self._store.writing() as rows:
                return rows.seats.begin(_CHORE, now, EVERY)

        if not again(is_mine):
            return False
        store, is_over = self._store, self._is_over.is_set
        self._do(
            lambda: self._give_back(now),
            lambda: look_after(store, self._rules, now, is_over),
            lambda: give_out(store, self._rules, now, is_over=is_over),
            lambda: watch_over(store, now),
            lambda: again(lambda: forget_old_posts(store, now)),
        )
        return True

    def keep_sums(self) -> None:
        """Work into the sums what was changed, if no other process has begun to."""
        is_pressing, self._has_more = self._has_more, False
        if self._judge is None:
            return
        # brings numpy, which need not be there before the hub answers
        from app.hub.rolling_up import roll_up

        now = self._clock.now()

        def is_mine() -> bool:
            with self._store.writing() as rows:
                return rows.seats.begin(_SUMS, now, timedelta(0) if is_pressing else SUMS_EVERY)

        if again(is_mine):
            self._has_more = not roll_up(self._store, self._judge, now, _PARTS, self._is_over.is_set)

    def _give_back(self, now: datetime) -> None:
        with self._store.reading() as rows:
            somebody_is_back = rows.claims.is_over(now)
        if somebody_is_back:
            give_back(self._store, now)


def _tried(work: Callable[[], object]) -> None:
    try:
        work()
    except Exception as error:  # noqa: BLE001 - the thread's outermost edge; what it says may be anybody's words
        log.error("a round was not done: %s", type(error).__name__)  # noqa: TRY400 - see above
