"""Where leads stand as narrow rows: times and counts each of its own, all that leads have in common written once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec

from app.desktop.ports import Bearings
from app.domain.daily_queue import is_first_call
from app.domain.stage import Stage
from app.domain.standing import Due, Finished, Next, Paused
from storage.desktop.driver import Value
from storage.instants import from_micros, to_micros

_NO_TIME = from_micros(0)
#: stands for no such time among times
NEVER = -1_000_000
#: leads stand in a few hundred manners, with every state, step and rule in a few thousand
_MANNERS = 4096


class Manner(msgspec.Struct, frozen=True, omit_defaults=True):
    """What bearings are without their times, counts and promise: the same for every lead that waits for one step."""

    stage: Stage
    next: Next
    zone: str = ""


_encode = msgspec.json.Encoder().encode
_decoder = msgspec.json.Decoder(Manner)
#: where a lead stands, as `bearings_of` takes it: of a row of `bearing`, and of the manner it has
COLUMNS = """planned_at, due_at, until_at, revisit_at, called_at, asked_again_at, promise_id, tries, attempts, calls,
    contacts, manner.body"""


def manner_of(stage: Stage, stands: Next, zone: str) -> str:
    """Return what is written once for all leads that stand like this."""
    match stands:
        case Due():
            timeless = {"planned_at": _NO_TIME, "due_at": _NO_TIME, "on_time_until": _NO_TIME}
            stands = msgspec.structs.replace(stands, **timeless, promise_id="", tries=0)
        case Paused():
            stands = Paused(stands.wait, _NO_TIME)
        case Finished():
            stands = Finished(stands.stage, _NO_TIME)
    return _encode(Manner(stage, stands, zone)).decode()


def key_of(stands: Next) -> str | None:
    """Return the name of what a lead is reminded of, None for nothing."""
    return f"{stands.promise_id or stands.step_id}:{stands.tries}" if isinstance(stands, Due) else None


def values_of(one: Bearings) -> tuple[Value, ...]:
    """Return the values of a row as `SET_BEARING` takes them, behind the lead's number and the manner's."""
    times: tuple[int | None, ...]
    match one.next:
        case Due() as due:
            times = to_micros(due.planned_at), to_micros(due.due_at), to_micros(due.on_time_until)
            promise, tries = due.promise_id or None, due.tries
        case Paused(until=at) | Finished(at=at):
            times, promise, tries = (None, None, to_micros(at)), None, 0
    return (
        *times,
        _micros(one.revisit_at),
        promise,
        tries,
        one.attempts,
        one.calls,
        one.contacts,
        _micros(one.called_at),
        _micros(one.asked_again_at),
        key_of(one.next),
        is_first_call(one.next),
    )


def bearings_of(columns: Sequence[Any]) -> Bearings:
    """Return the bearings of the `COLUMNS` of a row that has a manner."""
    planned, due, until, revisit, called, asked, promise_id, tries, attempts, calls, contacts, body = columns
    manner = _read(body)
    stands = manner.next
    if isinstance(stands, Due):
        stands = Due(
            channel=stands.channel,
            planned_at=from_micros(planned),
            due_at=from_micros(due),
            on_time_until=from_micros(until),
            step=stands.step,
            promise_id=promise_id or "",
            tries=tries,
            moves=stands.moves,
        )
    elif isinstance(stands, Paused):
        stands = Paused(stands.wait, from_micros(until))
    else:
        stands = Finished(stands.stage, from_micros(until))
    return Bearings(
        stage=manner.stage,
        next=stands,
        zone=manner.zone,
        revisit_at=None if revisit is None else from_micros(revisit),
        attempts=attempts,
        calls=calls,
        contacts=contacts,
        called_at=None if called is None else from_micros(called),
        asked_again_at=None if asked is None else from_micros(asked),
    )


@lru_cache(maxsize=_MANNERS)
def _read(body: str) -> Manner:
    return _decoder.decode(body)


def _micros(at: datetime | None) -> int | None:
    return None if at is None else to_micros(at)


def _rings(key: str, due_at: str) -> str:
    """Return what becomes of the reminder: of something else or at another time it is another, and rings anew."""
    is_another = f'(bearing."key" IS NOT {key} OR bearing.due_at IS NOT {due_at})'
    return f"""ring_no = ring_no + {is_another}, ring_at = iif({is_another}, {due_at}, ring_at),
    shown_at = iif({is_another}, NULL, shown_at), snoozed_until = iif({is_another}, NULL, snoozed_until)"""


# a row's number is given again once its lead is gone, so `learnt` begins where none began before it
SET_BEARING = f"""
    INSERT INTO bearing (lead_no, manner_no, planned_at, due_at, until_at, revisit_at, promise_id, tries, attempts,
        calls, contacts, called_at, asked_again_at, "key", is_first, ring_at, asked_at, learnt)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?4,
        coalesce(?13, (SELECT received_at FROM lead WHERE lead.rowid = ?1)), abs(random() / 2))
    ON CONFLICT (lead_no) DO UPDATE SET manner_no = excluded.manner_no, planned_at = excluded.planned_at,
    due_at = excluded.due_at, until_at = excluded.until_at, revisit_at = excluded.revisit_at,
    promise_id = excluded.promise_id, tries = excluded.tries, attempts = excluded.attempts, calls = excluded.calls,
    contacts = excluded.contacts, called_at = excluded.called_at, asked_again_at = excluded.asked_again_at,
    "key" = excluded."key", is_first = excluded.is_first, asked_at = excluded.asked_at, learnt = learnt + 1,
    {_rings('excluded."key"', "excluded.due_at")}
"""  # noqa: S608 - our own words, every value is bound
# what happened to the lead, and so its counts, stays; for no such time it is handed a time before all times
_DUE_MOVED = f"nullif(excluded.due_at, {NEVER})"
_MOVE_BEARINGS = f"""
    INSERT INTO bearing (lead_no, manner_no, planned_at, due_at, until_at, revisit_at, "key", is_first) VALUES %s
    ON CONFLICT (lead_no) DO UPDATE SET manner_no = excluded.manner_no,
    planned_at = nullif(excluded.planned_at, {NEVER}), due_at = {_DUE_MOVED},
    until_at = nullif(excluded.until_at, {NEVER}), revisit_at = nullif(excluded.revisit_at, {NEVER}),
    promise_id = NULL, tries = 0, "key" = excluded."key", is_first = excluded.is_first, learnt = learnt + 1,
    asked_at = coalesce(asked_at, (SELECT received_at FROM lead WHERE lead.rowid = bearing.lead_no)),
    {_rings('excluded."key"', _DUE_MOVED)}
"""  # noqa: S608 - our own words, every value is bound
# by the bearings, which are narrow: every lead that was planned has some. As one value each: the driver gives up its
# hold on other threads once for them all, where it would for every row
STOOD = f"""
    SELECT group_concat(format('{"%016x" * 7}', lead_no, ifnull(length(body), 0), ifnull(manner_no, {NEVER}),
        ifnull(planned_at, {NEVER}), ifnull(due_at, {NEVER}), ifnull(until_at, {NEVER}), ifnull(revisit_at, {NEVER})),
        ''), group_concat(hex(body), '')
    FROM (
        SELECT bearing.lead_no, body, manner_no, planned_at, due_at, until_at, revisit_at
        FROM bearing LEFT JOIN gist USING (lead_no) WHERE bearing.lead_no > ?1 ORDER BY bearing.lead_no LIMIT ?2
    )
"""  # noqa: S608 - our own words, every value is bound


@lru_cache(maxsize=2)
def move_bearings(count: int) -> str:
    """Return the statement that moves so many leads at once."""
    return _MOVE_BEARINGS % ", ".join(["(?, ?, ?, ?, ?, ?, ?, ?)"] * count)
