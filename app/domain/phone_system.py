"""What the phone system knows of officers' calls, as the sums read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from app.domain.activity import Activity, Evidence


class Span(msgspec.Struct, frozen=True):
    """From an instant to another, both included; None for one that lasts."""

    start: datetime
    end: datetime | None

    def has(self, at: datetime) -> bool:
        return self.start <= at and (self.end is None or at <= self.end)


class PhoneSystem(msgspec.Struct, frozen=True):
    """`confirmed` are the activities with a record of theirs, `covered` the times of which records were taken in.

    `personal` tells when an officer called from a phone of their own, of which there are none. `unlogged` names by lead
    who made calls that nobody logged. A desk knows none of it.
    """

    confirmed: frozenset[str] = frozenset()
    covered: Sequence[Span] = ()
    personal: Mapping[str, Sequence[Span]] = {}
    unlogged: Mapping[str, Sequence[str]] = {}

    def graded(self, call: Activity) -> Activity:
        """Return the call with how far it can be believed; what the officer's own desk said stands in its event.

        A record proves a call from whatever phone. Without one, a personal phone's was in nobody's sight.
        """
        if call.activity_id in self.confirmed:
            return msgspec.structs.replace(call, evidence=Evidence.CONFIRMED)
        if any(span.has(call.began_at) for span in self.personal.get(call.actor_id, ())):
            return msgspec.structs.replace(call, evidence=Evidence.NOT_COVERABLE)
        return call

    def covers(self, call: Activity) -> bool:
        """Return whether the call could have been confirmed by now: the records of its time are here."""
        return call.evidence is not Evidence.NOT_COVERABLE and any(span.has(call.began_at) for span in self.covered)


UNKNOWN = PhoneSystem()


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans that end, in order, those that touch as one."""
    out: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if out and out[-1].has(span.start):
            ends = [end for end in (out[-1].end, span.end) if end is not None]
            out[-1] = Span(out[-1].start, max(ends))
        else:
            out.append(span)
    return out
