"""Officers taking calls in the order of the queue: a discrete-event core that knows neither playbook nor law."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from heapq import heappop, heappush

from app.domain.spans import Calendar


@dataclass(slots=True)
class Ask:
    """One call that is asked for from `due` on and counts as on time until `until`; seconds since any epoch.

    `is_first` puts it among the first calls, newest first. `owner` is the officer who has to make it, None for
    anybody. `about` is the caller's own: what the call is for.
    """

    due: float
    until: float
    is_first: bool = False
    owner: int | None = None
    about: int = 0
    freshness: float = 0.0


class _What(IntEnum):
    ASKED = 0
    DONE = 1
    SHIFT = 2


#: told of a call that may begin: returns how many seconds it takes, None when it may not be made at that time
Begin = Callable[[Ask, float, int], float | None]
#: told of a call that has ended
Done = Callable[[Ask, float, int], None]
_Waiting = list[tuple[float, int, Ask]]


class CallFloor:
    """Plays calls and officers against each other, one event after the other, without a clock.

    Who is free takes what the queue's order puts first: first calls inside their window, newest first; first calls
    past it, newest first; then what has least time left (domain page, section 6). A call that runs past the end of
    a shift is finished; none is begun off shift.
    """

    def __init__(self, shifts: Sequence[Calendar], begin: Begin, done: Done) -> None:
        self._shifts, self._begin, self._done = shifts, begin, done
        self._events: list[tuple[float, int, int, int, Ask | None]] = []
        self._count = 0
        self._idle: deque[int] = deque()
        self._leaves = [0] * len(shifts)
        self._fresh: _Waiting = []
        self._stale: _Waiting = []
        self._anybodys: _Waiting = []
        self._own: list[_Waiting] = [[] for _ in shifts]

    def ask(self, ask: Ask) -> None:
        """Put a call before the officers from its due on; not before the instant the floor has come to."""
        self._note(ask.due, _What.ASKED, -1, ask)

    def run(self, arrivals: Iterable[Ask], begin_at: float) -> None:
        """Play until nothing more happens; `arrivals` come in the order they are due, none before `begin_at`."""
        for officer in range(len(self._shifts)):
            self._note(begin_at, _What.SHIFT, officer)
        source = iter(arrivals)
        coming = next(source, None)
        events = self._events
        while True:
            if coming is not None and (not events or coming.due <= events[0][0]):
                self._asked(coming, coming.due)
                coming = next(source, None)
                continue
            if not events:
                return
            at, _, what, officer, ask = heappop(events)
            if what == _What.ASKED and ask is not None:
                self._asked(ask, at)
                continue
            if ask is not None:
                self._done(ask, at, officer)
            self._take_next(officer, at)

    def _note(self, at: float, what: _What, officer: int, ask: Ask | None = None) -> None:
        self._count += 1
        heappush(self._events, (at, self._count, what, officer, ask))

    def _asked(self, ask: Ask, at: float) -> None:
        officer = self._somebody(ask.owner, at)
        if officer is None:
            self._wait(ask)
        elif not self._start(ask, at, officer):
            self._idle.appendleft(officer)

    def _somebody(self, owner: int | None, at: float) -> int | None:
        """Return an officer who is free and on shift at `at`, no longer among the idle; None when there is none."""
        idle = self._idle
        while idle:
            if owner is None:
                officer = idle.popleft()
            elif owner in idle:
                officer = owner
                idle.remove(owner)
            else:
                return None
            if self._is_on_shift(officer, at):
                return officer
            self._send_home(officer, at)
        return None

    def _is_on_shift(self, officer: int, at: float) -> bool:
        if at >= self._leaves[officer]:
            self._leaves[officer] = self._shifts[officer].open_until(int(at)) or 0
        return at < self._leaves[officer]

    def _send_home(self, officer: int, at: float) -> None:
        opens = self._shifts[officer].next_open(int(at))
        if opens is not None:
            self._note(opens, _What.SHIFT, officer)

    def _wait(self, ask: Ask) -> None:
        self._count += 1
        if ask.is_first:
            heappush(self._fresh, (-ask.freshness, self._count, ask))
        else:
            waiting = self._anybodys if ask.owner is None else self._own[ask.owner]
            heappush(waiting, (ask.until, self._count, ask))

    def _take_next(self, officer: int, at: float) -> None:
        if not self._is_on_shift(officer, at):
            self._send_home(officer, at)
            return
        while True:
            ask = self._first_in_line(officer, at)
            if ask is None:
                self._idle.append(officer)
                return
            if self._start(ask, at, officer):
                return

    def _start(self, ask: Ask, at: float, officer: int) -> bool:
        seconds = self._begin(ask, at, officer)
        if seconds is None:
            return False
        self._note(at + seconds, _What.DONE, officer, ask)
        return True

    def _first_in_line(self, officer: int, at: float) -> Ask | None:
        while self._fresh:
            key, n, ask = heappop(self._fresh)
            if at <= ask.until:
                return ask
            heappush(self._stale, (key, n, ask))
        if self._stale:
            return heappop(self._stale)[2]
        own, shared = self._own[officer], self._anybodys
        if own and (not shared or own[0] <= shared[0]):
            return heappop(own)[2]
        return heappop(shared)[2] if shared else None
