"""Who is next, and the sentence why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from app.domain.ladder import EARLY_S
from app.domain.lead import Channel
from app.domain.playbook import Track
from app.domain.source_words import came_from
from app.domain.standing import Due, Move, MovedBy, Next
from app.domain.time_words import clock_words, span_words, until_words
from app.domain.wording import inner_words


class Group(StrEnum):
    """The parts of the queue, in rank order."""

    PROMISES = "promises"
    FIRST_CALLS = "first_calls"
    NEVER_CALLED = "never_called"
    STEPS = "steps"
    LATER = "later"
    BLOCKED = "blocked"


_RANK = {group: n for n, group in enumerate(Group)}
# named here: to look a member up in its class takes longer than to compare with it
_PROMISES: Final = Group.PROMISES
_FIRST_CALLS: Final = Group.FIRST_CALLS
_NEVER_CALLED: Final = Group.NEVER_CALLED
_STEPS: Final = Group.STEPS
_LATER: Final = Group.LATER
_BLOCKED: Final = Group.BLOCKED


#: an attempt this long before the due time already is the one that was asked for
EARLY = timedelta(seconds=EARLY_S)


class Entry(msgspec.Struct, frozen=True):
    """One lead with what is due, reduced to what ranking may read (domain page, section 6).

    `called_at` is its last call. A repeat inquiry, last `asked_again_at`, opens a new first-call window: `called`
    and `contacted` tell of what happened since. `blocked` says why the contact may not be made at the moment of
    asking, "" where it may. `number` is in the order in which leads came to this desk: of two that are alike, the first
    is first.
    """

    lead_id: str
    received_at: datetime
    source: str
    due: Due
    called: bool
    contacted: bool
    blocked: str = ""
    called_at: datetime | None = None
    asked_again_at: datetime | None = None
    number: int = 0

    @property
    def asked_at(self) -> datetime:
        """When the borrower last inquired: a lead is as new as that."""
        return self.asked_again_at or self.received_at

    @property
    def waits_for_first_call(self) -> bool:
        return is_first_call(self.due) and not self.called and not self.contacted


def is_first_call(stands: Next) -> bool:
    """Return whether this is the call a new lead waits for, if nobody has called or talked with them yet."""
    step = stands.step if isinstance(stands, Due) else None
    # a loan under way goes on by its own track: who asks again in the middle of it is no new lead
    return step is not None and step.track is Track.NEW and step.channel is Channel.CALL


class Placed(msgspec.Struct, frozen=True):
    """An entry in its group; `on_time_until` may be later than the step's own when many fell due together."""

    entry: Entry
    group: Group
    on_time_until: datetime


class Together(msgspec.Struct, frozen=True):
    """Of those that fell due together at a shift's start: how many were called since, wait, and wait for a first call.

    Whoever was called since then had a turn, whatever it was that they had fallen due for.
    """

    taken: int
    count: int
    first: int


_ALL_HERE: Mapping[datetime, Together] = {}


def rank(
    entries: list[Entry], now: datetime, per_call: timedelta, together: Mapping[datetime, Together] = _ALL_HERE
) -> list[Placed]:
    """Return all entries in queue order: promises, first calls in their window (newest first), leads never called,
    steps (least time left first), what comes later (by due), and last what is blocked now.

    `together`: where entries are not all there are, how many fell due with them, of whom the first are here.
    """
    turns = turns_of(entries, per_call, together)
    placed = []
    for entry in entries:
        until = entry.due.on_time_until
        if turns and (turn := turns.get(entry.lead_id)) is not None:
            until = max(until, turn)
        placed.append(Placed(entry, _group(entry, until, now), until))
    return sorted(placed, key=_order)


def turns_of(
    entries: list[Entry], per_call: timedelta, together: Mapping[datetime, Together] = _ALL_HERE
) -> dict[str, datetime]:
    """Give leads that fell due together at a shift's start one call's time each, in queue order (section 4, rule 7).

    Leads called since then had their turns before the ones that still wait, so waiting makes nobody late.
    """
    fell_due: dict[datetime, list[Entry]] = {}
    for entry in entries:
        if is_by_shift(entry.due):
            fell_due.setdefault(entry.due.due_at, []).append(entry)
    out: dict[str, datetime] = {}
    for due_at, waiting in fell_due.items():
        waiting.sort(key=_turn_order)
        first = [entry for entry in waiting if entry.waits_for_first_call]
        here = together.get(due_at) or Together(_taken(entries, due_at), len(waiting), len(first))
        if here.count + here.taken > 1:
            for before, some in ((here.taken, first), (here.taken + here.first, waiting[len(first) :])):
                out.update({e.lead_id: due_at + turn * per_call for turn, e in enumerate(some, start=before + 1)})
    return out


def is_by_shift(due: Due) -> bool:
    """Return whether this is a step that fell due with others when a shift began."""
    return bool(due.moves) and not due.is_promise and any(move.by is MovedBy.SHIFT for move in due.moves)


def _taken(entries: list[Entry], due_at: datetime) -> int:
    return sum(e.called_at is not None and e.called_at >= due_at - EARLY and e.asked_at < due_at for e in entries)


def _turn_order(entry: Entry) -> tuple[bool, float, int, str]:
    first = entry.waits_for_first_call
    key = -entry.asked_at.timestamp() if first else entry.due.on_time_until.timestamp()
    return not first, key, entry.number, entry.lead_id


def _group(entry: Entry, until: datetime, now: datetime) -> Group:
    if entry.blocked:
        return _BLOCKED
    if entry.due.due_at > now:
        return _LATER
    if entry.due.is_promise:
        return _PROMISES
    if entry.waits_for_first_call:
        return _FIRST_CALLS if now <= until else _NEVER_CALLED
    return _STEPS


def _order(placed: Placed) -> tuple[int, float, int, str]:
    entry, group = placed.entry, placed.group
    if group is _FIRST_CALLS or group is _NEVER_CALLED:
        key = -entry.asked_at.timestamp()
    else:
        key = (placed.on_time_until if group is _STEPS else entry.due.due_at).timestamp()
    return _RANK[group], key, entry.number, entry.lead_id


def why(placed: Placed, now: datetime, zone: str) -> str:
    """Return the one sentence that tells the officer why this lead stands here; times on the officer's clock `zone`.

    It says when, not how late: that stands beside it wherever it is shown.
    """
    entry, due = placed.entry, placed.entry.due
    tz = ZoneInfo(zone)
    from_source = came_from(entry.source)
    until = until_words(placed.on_time_until, now, tz)
    match placed.group:
        case Group.PROMISES:
            again = " Not reached yet; try again." if due.tries else ""
            return f"You promised to call {_at_words(due.planned_at, now, tz)}.{again}"
        case Group.FIRST_CALLS:
            age = span_words(now - entry.asked_at)
            if entry.asked_again_at is not None:
                return f"Asked again {age} ago; the first call is on time until {until}."
            return f"New{from_source}, {age} old; the first call is on time until {until}."
        case Group.NEVER_CALLED:
            asked = _at_words(entry.asked_at, now, tz)
            if entry.asked_again_at is not None:
                return f"Asked again {asked} and was not called since."
            return f"Arrived{from_source} {asked} and was never called."
        case Group.STEPS:
            if now <= placed.on_time_until:
                return f"{step_words(due)} is due; on time until {until}."
            return f"{step_words(due)} was due {_at_words(due.due_at, now, tz)}."
    what = "The promised call" if due.is_promise else step_words(due)
    if placed.group is Group.BLOCKED:
        # not what moved its due: an overdue one was never moved, and what closed it then may not be what does now
        return f"{what} has to wait ({entry.blocked})."
    return f"{what} is due {_at_words(due.due_at, now, tz)}{_moved_words(due.moves)}."


def _at_words(at: datetime, now: datetime, tz: ZoneInfo) -> str:
    """Return "at 3:00 pm" for today and "tomorrow 3:00 pm" for another day."""
    is_today = at.astimezone(tz).date() == now.astimezone(tz).date()
    return f"{'at ' if is_today else ''}{clock_words(at, now, tz)}"


def _moved_words(moves: tuple[Move, ...]) -> str:
    for move in moves:
        if move.reason is not None:
            return f" ({inner_words(move.reason)})"
    if any(move.by is MovedBy.SHIFT for move in moves):
        return ", when your shift begins"
    return ""


def step_words(due: Due) -> str:
    """Return what a step is called in a sentence: "Call 3 (call-3)" would be noise, so "Call 3" or its id."""
    return "A promise" if due.step is None else step_name(due.step.step_id)


def step_name(step_id: str) -> str:
    """Return what the step of an id is called wherever people read of it."""
    return numbered(step_id) or step_id.replace("-", " ").capitalize()


def numbered(step_id: str) -> str:
    """Return "Call 3" for call-3, and "" for an id that tells no channel by itself."""
    name, _, number = step_id.partition("-")
    noun = {"call": "Call", "email": "E-mail", "text": "Text"}.get(name)
    return f"{noun} {number}" if noun and number.isdigit() else ""


def skip_words(due: Due) -> str:
    """Return what happens if this is left out."""
    if due.is_promise:
        return "Skipping it breaks the promise."
    if due.channel is Channel.CALL:
        return "A call waits until it is made or skipped; skipping goes on to the next step."
    return "Unsent, it lapses at its on-time end and the next step follows."
