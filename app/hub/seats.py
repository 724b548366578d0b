"""What somebody is to be given of the leads, as a manager says it: share, caps, languages, and whom they work for."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from app.clock import Clock
from app.command_line import day_of, instant_of
from app.domain.distributing import WHOLE_LEAD, Seat
from app.errors import BadInput
from app.hub.auditing import OPERATOR, note
from app.hub.people import holder_named, person_named
from app.hub.ports import HubStore, Rows
from app.hub.records import KeptSeat, Person

Answer = dict[str, Any]

#: more beside one another say nothing that fewer do not
MOST_WEIGHT = 1000
_MOST_LEADS = 100_000
_CHANGES = ("weight", "cap_day", "cap_open", "languages", "no_new_until", "works_for")


def run(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    """`hub person seat NAME ...`: change what is given, show what is."""
    said = {name: value for name in _CHANGES if (value := getattr(args, name)) is not None}
    if said:
        change_seat(store, args.name, said, args.why, clock.now())
    with store.reading() as rows:
        person = holder_named(rows, args.name)
        kept = rows.seats.all().get(person.person_id, KeptSeat())
        names = {one.person_id: one.name for one in rows.people.all()}
    return _shown(person, kept, names)


def change_seat(store: HubStore, name: str, said: Mapping[str, str], why: str, now: datetime) -> None:
    """Change what is named of a person's seat; raises BadInput naming the part that cannot be used."""
    if not why.strip():
        raise BadInput("What somebody is given is changed with a reason.", "Say it with --why.")
    with store.writing() as rows:
        rows.lock_company()
        person = holder_named(rows, name)
        seat = rows.seats.all().get(person.person_id, KeptSeat()).seat
        rows.seats.put(person.person_id, _changed(rows, person, seat, said))
        note(rows, now, OPERATOR, f"seat changed ({', '.join(sorted(said))}): {why.strip()}", person.person_id)


def _changed(rows: Rows, person: Person, seat: Seat, said: Mapping[str, str]) -> Seat:
    new: dict[str, Any] = {}
    for name, text in said.items():
        match name:
            case "weight":
                new["weight"] = _number(text, MOST_WEIGHT)
            case "cap_day":
                new["cap_a_day"] = _number(text, _MOST_LEADS) if text else None
            case "cap_open":
                new["cap_open"] = _number(text, _MOST_LEADS) if text else None
            case "languages":
                new["languages"] = frozenset(_words(text.casefold()))
            case "no_new_until":
                new["no_new_until"] = _until(person, text)
            case _:
                new["works_for"] = _works_for(rows, person, text)
    return msgspec.structs.replace(seat, **new)


def _number(text: str, most: int) -> int:
    if not (text.isascii() and text.isdecimal() and int(text[:9]) <= most):
        raise BadInput(f"“{text}” is no number of leads.", f"It is 0 to {most}.")
    return int(text)


def _words(text: str) -> list[str]:
    return [" ".join(word.split()) for word in text.split(",") if word.strip()]


def _until(person: Person, text: str) -> datetime | None:
    """Read a day, which begins where the person works, or an instant."""
    if len(text) > len("2026-11-23"):
        at = instant_of(text)
        return None if at is None else at.astimezone(UTC)
    day = day_of(text)
    return None if day is None else datetime.combine(day, time(), ZoneInfo(person.officer.zone)).astimezone(UTC)


def _works_for(rows: Rows, person: Person, text: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(person_named(rows, name).person_id for name in _words(text)))
    if person.person_id in found:
        raise BadInput(f"{person.name} cannot be an assistant to {person.name}.", "Name somebody else.")
    return found


def _shown(person: Person, kept: KeptSeat, names: Mapping[str, str]) -> Answer:
    seat = kept.seat
    return {
        "person_id": person.person_id,
        "name": person.name,
        "weight": seat.weight,
        "cap_day": seat.cap_a_day,
        "cap_open": seat.cap_open,
        "languages": sorted(seat.languages),
        "no_new_until": None if seat.no_new_until is None else seat.no_new_until.isoformat(),
        "works_for": [names[one] for one in seat.works_for if one in names],
        "owed": round(kept.owed / WHOLE_LEAD, 3),
    }
