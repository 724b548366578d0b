"""Which channels are closed in the course of one lead, by what was learnt so far and by what time does to lists."""

from __future__ import annotations

from app.domain.activity import Activity
from app.domain.contact_rules import Reason, closed_for_good, on_registry
from app.domain.known import Known, known_of
from app.domain.lead import Channel, Lead
from app.domain.spans import instant
from app.domain.wording import reason_words


class Closings:
    """Judges channels by what was known at the time, so it grows with the activities taken. Instants are UTC seconds.

    A registry closes by time alone: once nothing the borrower did answers any more. What answers begins with
    something they did and lasts for a fixed time, so `known` may tell of later ones and changes no earlier answer.
    `applied` says that a loan is under way; of that one is not called unasked.
    """

    def __init__(self, lead: Lead, known: Known, at: int) -> None:
        self._lead, self._known = lead, known
        self._closers: list[Activity] = []
        self._so_far: Known | None = None
        self._shut: dict[Channel, str | None] = {}
        # when registries begin to close, or cease to: the instants still ahead, and the last one that passed
        self._turns = sorted({turn for span in known.answered for turn in span if turn > at})
        self._turned_at = at

    @property
    def next_turn(self) -> int | None:
        """Return when time may close or open a channel next, whatever else happens."""
        return self._turns[0] if self._turns else None

    def pass_turn(self) -> None:
        self._turned_at = self._turns.pop(0)
        self._shut = {}

    def take(self, activity: Activity) -> None:
        """Take into account an activity after which a channel may be closed, or open again."""
        self._closers.append(activity)
        self._so_far = None
        self._shut = {}

    def stage_reached(self) -> None:
        """Judge anew: a loan may be under way now, or no more."""
        if self._known.registered:
            self._shut = {}

    def why(self, channel: Channel, *, applied: bool) -> str | None:
        """Return why no time will open a channel to an unasked contact, by what is known so far; None when one may."""
        if channel not in self._shut:
            reason = self._reason(channel, self._turned_at, self._known_so_far(), applied=applied)
            self._shut[channel] = None if reason is None else reason_words(reason)
        return self._shut[channel]

    def were_closed(self, channel: Channel, due: int, end: int) -> bool:
        """Return whether a channel was closed to a step due at an instant, by what was known when its window ended.

        What was learnt later excuses nothing that could have been done before.
        """
        by_then = [closer for closer in self._closers if instant(closer.began_at) <= end]
        known = self._known_so_far() if len(by_then) == len(self._closers) else self._known_by(by_then)
        return self._reason(channel, due, known, applied=False) is not None

    def are_closed_to_all(self, channel: Channel) -> bool:
        """Return whether a channel is closed even to a contact the borrower asked for."""
        return closed_for_good(self._lead, self._known_so_far(), channel) is not None

    def closing_at(self, channel: Channel, *, applied: bool) -> int | None:
        """Return when a registry closes an open channel unless the borrower asks again; None when none will."""
        ends = [end for start, end in self._known.answered if start <= self._turned_at < end]
        if applied or not ends or on_registry(self._lead, self._known_so_far(), channel) is None:
            return None
        return max(ends)

    def _reason(self, channel: Channel, at: int, known: Known, *, applied: bool) -> Reason | None:
        reason = closed_for_good(self._lead, known, channel)
        if reason is None and known.registered and not applied and not self._known.is_answered(at):
            return on_registry(self._lead, known, channel)
        return reason

    def _known_so_far(self) -> Known:
        if self._so_far is None:
            self._so_far = self._known_by(self._closers)
        return self._so_far

    def _known_by(self, closers: list[Activity]) -> Known:
        return known_of(self._lead, closers, listed=self._known.listed, listings=self._known.listings)
