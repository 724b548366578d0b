"""Officers taking calls in the order of the queue: a discrete-event core that knows neither playbook nor law."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from heapq import heappop, heappush
from typing import Generic, TypeVar

import msgspec

from app.domain.spans import Calendar


class Ask(msgspec.Struct, eq=False):
    """One call that is asked for from `due` on and counts as on time until `until`; seconds since any epoch.

    `is_first` puts it among the first calls, newest first. `owner` is the officer who has to make it, None for
    anybody. What the call is for is the caller's own, in a class below this one.
    """

    due: float
    until: float
    is_first: bool = False
    owner: int | None = None
    freshness: float = 0.0


A = TypeVar("A", bound=Ask)


class CallFloor(Generic[A]):
    """Plays calls and officers against each other, one event after the other, without a clock.

    Who is free takes what the queue's order puts first: first calls inside their window, newest first; first calls
    past it, newest first; then what has least time left (domain page, section 6). A call that runs past the end of
    a shift is finished; none is begun off shift. `begin` is told of a call that may begin and returns how many
    seconds it takes, None when it may not be made at that time; `done` is told of a call that has ended.
    """

    def __init__(
        self,
        shifts: Sequence[Calendar],
        begin: Callable[[A, float, int], float | None],
        done: Callable[[A, float, int], None],
    ) -> None:
        self._shifts, self._begin, self._done = shifts, begin, done
        # apart, for there are thousands of calls still to fall due and hardly more turns than officers
        self._later: list[tuple[float, int, A]] = []
        self._turns: list[tuple[float, int, int, A | None]] = []
        self._count = 0
        self._idle: deque[int] = deque()
        self._leaves = [0] * len(shifts)
        self._fresh: list[tuple[float, int, A]] = []
        self._stale: list[tuple[float, int, A]] = []
        self._anybodys: list[tuple[float, int, A]] = []
        self._own: list[list[tuple[float, int, A]]] = [[] for _ in shifts]

    def ask(self, ask: A) -> None:
        """Put a call before the officers from its due on; not before the instant the floor has come to."""
        self._count += 1
        heappush(self._later, (ask.due, self._count, ask))

    def run(self, arrivals: Iterable[A], begin_at: float) -> None:
        """Play until nothing more happens; `arrivals` come in the order they are due, none before `begin_at`."""
        for officer in range(len(self._shifts)):
            self._turn(begin_at, officer)
        source = iter(arrivals)
        coming = next(source, None)
        later, turns = self._later, self._turns
        while True:
            asked = later[0] if later and (not turns or later[0] < turns[0]) else None
            if coming is not None:
                first = asked or (turns[0] if turns else None)
                if first is None or coming.due <= first[0]:
                    self._asked(coming, coming.due)
                    coming = next(source, None)
                    continue
            if asked is not None:
                heappop(later)
                self._asked(asked[2], asked[0])
            elif turns:
                at, _, officer, ended = heappop(turns)
                if ended is not None:
                    self._done(ended, at, officer)
                self._take_next(officer, at)
            else:
                return

    def _turn(self, at: float, officer: int, ended: A | None = None) -> None:
        """Note when it is an officer's turn again: at a call's end, or when a shift begins."""
        self._count += 1
        heappush(self._turns, (at, self._count, officer, ended))

    def _asked(self, ask: A, at: float) -> None:
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
            if at < self._leaves[officer] or self._is_on_shift(officer, at):
                return officer
            self._send_home(officer, at)
        return None

    def _is_on_shift(self, officer: int, at: float) -> bool:
        leaves = self._leaves[officer] = self._shifts[officer].open_until(int(at)) or 0
        return at < leaves

    def _send_home(self, officer: int, at: float) -> None:
        opens = self._shifts[officer].next_open(int(at))
        if opens is not None:
            self._turn(opens, officer)

    def _wait(self, ask: A) -> None:
        self._count += 1
        if ask.is_first:
            heappush(self._fresh, (-ask.freshness, self._count, ask))
        else:
            waiting = self._anybodys if ask.owner is None else self._own[ask.owner]
            heappush(waiting, (ask.until, self._count, ask))

    def _take_next(self, officer: int, at: float) -> None:
        if at >= self._leaves[officer] and not self._is_on_shift(officer, at):
            self._send_home(officer, at)
            return
        while True:
            ask = self._first_in_line(officer, at)
            if ask is None:
                self._idle.append(officer)
                return
            if self._start(ask, at, officer):
                return

    def _start(self, ask: A, at: float, officer: int) -> bool:
        seconds = self._begin(ask, at, officer)
        if seconds is None:
            return False
        self._turn(at + seconds, officer, ask)
        return True

    def _first_in_line(self, officer: int, at: float) -> A | None:
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
