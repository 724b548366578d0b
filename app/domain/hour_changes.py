"""What an officer's hours and days off were at an instant, walked back from what they are through what was changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import get_type_hints

import msgspec
from msgspec.structs import replace

from app.domain.officer import Officer

#: what moves a due time; licences and names do not
MOVES_DUE = frozenset({"hours", "days_off", "zone", "cover"})
_KINDS = get_type_hints(Officer)
_AS_NEW = {field.name: field.default for field in msgspec.structs.fields(Officer)}


class FactChange(msgspec.Struct, frozen=True):
    """One fact of an officer's that was changed: its name, and as JSON what it was and became, "" for nothing."""

    at: datetime
    what: str
    before: str
    after: str


class HoursChange(msgspec.Struct, frozen=True):
    """An officer's hours, days off or cover as they were and as they became at an instant.

    `is_absence`: both are the same, and the officer said to be away.
    """

    officer_id: str
    at: datetime
    before: Officer
    after: Officer
    is_absence: bool = False


def hour_changes(officer: Officer, changed: Iterable[FactChange]) -> Iterator[HoursChange]:
    """Yield each change of what moves an officer's due times, the newest first; `officer` is as today.

    An absence the officer said is one too, where it began. What this version cannot read changed nothing.
    """
    now = officer
    for change in sorted(changed, key=lambda one: one.at, reverse=True):
        if change.what not in _KINDS:
            if change.after:
                yield HoursChange(officer.officer_id, change.at, now, now, is_absence=True)
            continue
        before = _with(now, change.what, change.before)
        if change.what in MOVES_DUE:
            yield HoursChange(officer.officer_id, change.at, before, now)
        now = before


def _with(officer: Officer, what: str, told: str) -> Officer:
    if not told:
        value = _AS_NEW[what]
        return replace(officer, **{what: None if value is msgspec.NODEFAULT else value})
    try:
        return replace(officer, **{what: msgspec.json.decode(told, type=_KINDS[what])})
    except (msgspec.DecodeError, msgspec.ValidationError):
        return officer
