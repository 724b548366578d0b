"""Which logged call is which of the phone system's: by number and time, one to one."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

#: how far from a call's beginning and end it may be logged and still be that call. Who logs without having handed it
#: to the phone does so when the talk is over, and a clock that counts as right is compared every few minutes. Two calls
#: to one number lie further apart than this: the shipped playbooks leave half an hour, a busy line a quarter
NEAR = timedelta(minutes=5)
#: where a person said afterwards when it was, in steps of five to twenty minutes, or nobody can tell what the clock
#: showed. Number and officer still agree, and what is confirmed is that there was a call, not when
AROUND = timedelta(minutes=15)


class Logged(msgspec.Struct, frozen=True):
    """A call an officer logged: the numbers it may have been to, when it counts as begun, and how sure that is."""

    activity_id: str
    lead_id: str
    officer_id: str
    numbers: frozenset[bytes]
    at: datetime
    is_loose: bool = False


class CallRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A call of the phone system's to a lead's number, which stands here as the company's keyed hash.

    `officer_id` is who called, None where the file did not say it in a way anybody knows. `activity_id` is the logged
    call that it is, None for one that nobody logged.
    """

    record_id: str
    number: bytes
    began_at: datetime
    seconds: int
    lead_id: str
    officer_id: str | None = None
    activity_id: str | None = None

    @property
    def ended_at(self) -> datetime:
        return self.began_at + timedelta(seconds=self.seconds)


def distance(logged: Logged, record: CallRecord) -> timedelta | None:
    """Return how long before or after a call it was logged, nothing while it lasted; None where it is another call."""
    if record.number not in logged.numbers or record.officer_id not in (None, logged.officer_id):
        return None
    apart = max(record.began_at - logged.at, logged.at - record.ended_at, timedelta())
    return apart if apart <= (AROUND if logged.is_loose else NEAR) else None


def matched(logged: Iterable[Logged], records: Iterable[CallRecord]) -> dict[str, str]:
    """Return by record the logged call that it is; as many as there can be, the nearest first.

    A record proves one call and a call is proved by one record: who logs three calls and made one has one confirmed.
    Whatever order they come in, the answer is the same.
    """
    near = _near(logged, records)
    won: dict[str, str] = {}
    taken: set[str] = set()
    for _, call, record in sorted((apart, call, record) for call, found in near.items() for apart, record in found):
        if call not in taken and record not in won:
            won[record] = call
            taken.add(call)
    ways = {call: [record for _, record in sorted(found)] for call, found in near.items()}
    for call in sorted(ways.keys() - taken):
        _make_room(call, ways, won)
    return won


def _near(logged: Iterable[Logged], records: Iterable[CallRecord]) -> dict[str, list[tuple[timedelta, str]]]:
    by_number: dict[bytes, list[CallRecord]] = defaultdict(list)
    for record in records:
        by_number[record.number].append(record)
    near: dict[str, list[tuple[timedelta, str]]] = defaultdict(list)
    for call in logged:
        for record in (record for number in call.numbers for record in by_number.get(number, ())):
            apart = distance(call, record)
            if apart is not None:
                near[call.activity_id].append((apart, record.record_id))
    return near


def _make_room(call: str, ways: Mapping[str, Sequence[str]], won: dict[str, str]) -> None:
    """Find the call a record by having others take another one they may be, where that is possible at all.

    The nearest taken first may leave a later call without the only record it could be; it was made all the same.
    """
    came_from: dict[str, str] = {}
    waiting = deque([call])
    while waiting:
        asking = waiting.popleft()
        for record in ways[asking]:
            if record in came_from:
                continue
            came_from[record] = asking
            if record in won:
                waiting.append(won[record])
                continue
            _hand_down(record, call, came_from, won)
            return


def _hand_down(record: str, call: str, came_from: Mapping[str, str], won: dict[str, str]) -> None:
    """Give a free record to whoever asked for it, theirs to whoever asked before, down to the call that had none."""
    has = {holder: held for held, holder in won.items()}
    while True:
        asking = came_from[record]
        won[record] = asking
        if asking == call:
            return
        record = has[asking]
