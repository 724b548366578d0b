"""What the people of a lead asked for: a call at a time, an answer within a day, a loan under way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.answers import Purpose
from app.domain.handing_over import is_handed_over
from app.domain.lead import Channel
from app.domain.outcome import is_attempt, is_contact
from app.domain.stage import EXITS, TRANSACTION, Stage

# named here: to look a member up in its class takes longer than to compare with it
_CALL: Final = Channel.CALL
_SOLICIT: Final = Purpose.SOLICIT
_STAGE_REPORTED: Final = Kind.STAGE_REPORTED
#: a call from ten minutes before a promised time on keeps it; the third that reaches nobody is the last
PROMISE_EARLY = timedelta(minutes=10)
#: and up to ten minutes after it on time; whoever calls hours later does not call when the borrower said
PROMISE_LATE = timedelta(minutes=10)
PROMISE_TRIES = 3
#: an answer to a call or message of theirs is asked for that long (domain page, section 5)
ANSWERED_WITHIN = timedelta(hours=24)
#: what holds up to an instant is over at the next one
AFTER = timedelta(microseconds=1)
#: after these nobody waits for a promised call any more
_ENDS_PROMISE = frozenset(
    {
        Kind.SKIP,
        Kind.NOT_NOW,
        Kind.SENDING_APPLICATION,
        Kind.NOT_INTERESTED,
        Kind.DO_NOT_CALL,
        Kind.BAD_LEAD,
    }
)
_ENDS_LOAN = frozenset({Kind.NOT_NOW, Kind.NOT_INTERESTED, Kind.DO_NOT_CALL, Kind.BAD_LEAD})
#: the borrower came to us
_SPEAKS = frozenset({Kind.INBOUND, Kind.REPLIED})
_PROMISES = frozenset({Kind.APPOINTMENT, Kind.CALL_BACK, Kind.INBOUND})


class AskedFor(msgspec.Struct):
    """Follows standing activities in order; `is_under_way` from Application submitted on, until an exit."""

    promised_at: datetime | None = None
    tries: int = 0
    spoke_at: datetime | None = None
    is_under_way: bool = False

    def purpose_of(self, channel: Channel, at: datetime) -> tuple[Purpose, bool]:
        """Return why a contact would be made at an instant, and whether the borrower named that time for it.

        A promise asks for its call from ten minutes before it on: what is done days ahead of it nobody asked for.
        """
        if self.promised_at is not None and self.keeps_promise(channel, at):
            return Purpose.REQUESTED, self.tries == 0 and at <= self.promised_at + PROMISE_LATE
        if self.is_under_way:
            return Purpose.TRANSACTION, False
        if self.spoke_at is not None and at - self.spoke_at <= ANSWERED_WITHIN:
            return Purpose.REQUESTED, False
        return _SOLICIT, False

    def keeps_promise(self, channel: Channel, at: datetime) -> bool:
        return self.promised_at is not None and channel is _CALL and at >= self.promised_at - PROMISE_EARLY

    def turns(self) -> Iterator[datetime]:
        """Give the instants at which `purpose_of` may tell something else though nothing more happens."""
        if self.promised_at is not None:
            yield self.promised_at - PROMISE_EARLY
            yield self.promised_at + PROMISE_LATE + AFTER
        if self.spoke_at is not None:
            yield self.spoke_at + ANSWERED_WITHIN + AFTER

    def follow(self, activity: Activity) -> None:
        kind, channel = activity.kind, activity.channel
        if channel is not None and is_attempt(kind) and self.keeps_promise(channel, activity.began_at):
            self.tries += 1
            if is_contact(kind) or self.tries >= PROMISE_TRIES:
                self.promised_at = None
        if kind in _ENDS_PROMISE or (kind is _STAGE_REPORTED and activity.stage in EXITS):
            self.promised_at = None
        if kind in _SPEAKS:
            self.spoke_at = activity.began_at
        if activity.when is not None and kind in _PROMISES:
            self.promised_at, self.tries = activity.when, 0
        self._follow_loan(activity)

    def _follow_loan(self, activity: Activity) -> None:
        if activity.kind is _STAGE_REPORTED:
            # a loan system names no day to wake a nurtured lead on: the course leaves that report out, too
            if activity.stage != Stage.NURTURE:
                self.is_under_way = activity.stage in TRANSACTION
        elif activity.kind in _ENDS_LOAN and not is_handed_over(activity):
            self.is_under_way = False
