"""Whether somebody is there to be rung and to be given leads, as they said it of themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

#: a call whose outcome nobody logs is over by then
LONGEST_CALL = timedelta(hours=1)
#: longer than this nobody is away from a desk: that is what days off are for, which others are told of
LONGEST_AWAY = timedelta(days=14)
#: a desk asks every minute or two; what one said that was not heard of for so long is of a call no longer under way
SEEN_WITHIN = timedelta(minutes=5)


class State(StrEnum):
    """What a desk shows of its officer. `ON_A_CALL` is no word of theirs: it follows from the call under way."""

    AVAILABLE = "available"
    ON_A_CALL = "on_a_call"
    AWAY = "away"
    WORKING = "working"
    NO_NEW_LEADS = "no_new_leads"


class Presence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a desk tells of who sits at it: the last word, since and until when, and the call under way.

    `state` is one of `State`, or a word of a desk that knows more of them. Without `since` nothing was ever said.
    """

    state: str = State.AVAILABLE
    since: datetime | None = None
    until: datetime | None = None
    call_since: datetime | None = None

    def is_so(self, now: datetime) -> bool:
        """Return whether the word still holds."""
        return self.until is not None and now < self.until


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """What one of somebody's desks told, and when it was heard first."""

    device_id: str
    person_id: str
    told: Presence
    told_at: datetime


class There(msgspec.Struct, frozen=True, kw_only=True):
    """What holds of somebody by what all their desks told."""

    state: State = State.AVAILABLE
    since: datetime | None = None
    until: datetime | None = None
    call_since: datetime | None = None

    @property
    def away_until(self) -> datetime | None:
        return self.until if self.state is State.AWAY else None

    @property
    def no_new_until(self) -> datetime | None:
        return self.until if self.state is State.NO_NEW_LEADS else None

    @property
    def working_until(self) -> datetime | None:
        return self.until if self.state is State.WORKING else None


_WORDS = frozenset({State.AWAY, State.WORKING, State.NO_NEW_LEADS})


def there(heard: Iterable[Heard], now: datetime) -> There:
    """Return what holds of one person: the word said last, on whichever desk; a call on any of them beside it.

    Who never said anything at a second desk has taken nothing back there.
    """
    told = [one.told for one in heard]
    said = [one for one in told if one.since is not None]
    last = max(said, key=lambda one: one.since or now, default=None)
    calls = [one.call_since for one in told if one.call_since is not None]
    call_since = max((at for at in calls if now - at < LONGEST_CALL), default=None)
    if last is None or not last.is_so(now) or last.state not in _WORDS:
        return There(call_since=call_since)
    return There(state=State(last.state), since=last.since, until=last.until, call_since=call_since)
