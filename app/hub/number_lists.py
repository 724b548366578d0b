"""Lists of numbers taken in: kept as keyed hashes, compared with the company's leads, told to who holds them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from app.domain.listings import ListKind, days_old, is_stale
from app.domain.places import STATE_NAMES
from app.errors import BadInput, UnreadableFile
from app.hub.auditing import OPERATOR, note
from app.hub.number_files import NumberFile, read_numbers
from app.hub.ports import HubStore, Rows
from app.hub.records import NumberList
from app.hub.same_people import listed_numbers
from app.protocol import feed
from app.protocol.person_hash import number_hash

#: a day begins in the east of the world so long before it does in UTC
_EARLIEST_CLOCK = timedelta(hours=14)


class ListFile(msgspec.Struct, frozen=True):
    """A list as it came; `as_of` is the day it was true, `state` whose it is, "" for one of the whole country."""

    name: str
    data: bytes
    kind: ListKind
    as_of: date
    state: str = ""


class Imported(msgspec.Struct, frozen=True):
    """What became of a list: numbers that came on it, that came off, rows that hold none, and all it has now."""

    rows: int
    imported: int
    removed: int
    rejected: list[tuple[int, str]]
    entries: int


def import_list(store: HubStore, file: ListFile, now: datetime) -> Imported:
    """Put a list in the place of the older one of its kind and state, and tell every desk what it means for its leads.

    Lists stay at the hub. A desk is told of the numbers of leads that it holds, and of nobody else's: with each lead
    it is given, and by one row for each held lead the list has a say in when another one is taken in; so a list of
    a million numbers makes no more rows than the company has leads. An officer's private leads are compared with the
    company's own do-not-call numbers alone, which every desk has: the hub does not know the others, and asking it
    about them would tell them.

    Raises BadInput for a list that is older than the one in force, UnreadableFile for a file without a number: a
    download that failed must not take everybody off the list.
    """
    state = _check(file, now)
    read = read_numbers(file.data, dated=file.kind is ListKind.REASSIGNED)
    if not read.numbers:
        raise UnreadableFile("No telephone number was found in the file.", "One a line, or area code and number.")
    with store.reading() as rows:
        secret = rows.company().person_key
    # hashed before anybody has to wait for the transaction
    entries = _hashed(secret, read)
    with store.writing() as rows:
        rows.lock_company()
        before = _in_force(rows, file.kind, state)
        if before is not None and before.as_of > file.as_of:
            raise BadInput(
                f"The {_name(file.kind, state)} list in force is of {before.as_of}, this one is older.",
                "Import the newest; hub dnc list shows those in force.",
            )
        old = rows.lists.entries(file.kind, state)
        new = {hashed: gone for hashed, gone in entries.items() if hashed not in old or old[hashed] != gone}
        gone = [hashed for hashed in old if hashed not in entries or old[hashed] != entries[hashed]]
        rows.lists.drop_entries(file.kind, state, gone)
        rows.lists.add_entries(file.kind, state, new)
        rows.lists.put(NumberList(file.kind, state, file.as_of, now, len(entries)))
        came, went = len(entries.keys() - old.keys()), len(old.keys() - entries.keys())
        note(rows, now, OPERATOR, f"{_name(file.kind, state)} list of {file.as_of} imported", f"+{came} -{went}")
        rows.feeds.append(feed.COMPANY, feed.ListTaken(kind=file.kind, as_of=file.as_of, state=state))
        _tell_holders(rows, secret, old, entries)
    return Imported(read.rows, came, went, read.rejected, len(entries))


def age_of(taken: NumberList, zone: str, now: datetime) -> tuple[int, bool]:
    """Return how many days old a list is by the company's calendar, and whether that is too old to rely on."""
    today = now.astimezone(ZoneInfo(zone)).date()
    return days_old(taken.as_of, today), is_stale(taken.as_of, today)


def _check(file: ListFile, now: datetime) -> str:
    """Return the state as it is kept; raises BadInput for what cannot be."""
    state = file.state.strip().upper()
    if file.kind is ListKind.STATE and state not in STATE_NAMES:
        raise BadInput("A state's list needs its state.", "Say it with --state, like --state TX.")
    if file.kind is not ListKind.STATE and state:
        raise BadInput(f"A {file.kind} list is of no one state.", "Leave --state out, or say --kind state.")
    if file.as_of > (now + _EARLIEST_CLOCK).date():
        raise BadInput(f"{file.as_of} is still to come.", "Give the day on which the list was true.")
    return state


def _in_force(rows: Rows, kind: str, state: str) -> NumberList | None:
    return next((one for one in rows.lists.all() if (one.kind, one.state) == (kind, state)), None)


def _tell_holders(
    rows: Rows, secret: bytes, old: Mapping[bytes, date | None], new: Mapping[bytes, date | None]
) -> None:
    """Tell each holder of a lead that is or was on the list; the others wait until they are given out."""
    concerned = {
        lead_id
        for key, lead_id in rows.leads.held_keys()
        if key.isdigit() and ((hashed := number_hash(secret, key)) in new or hashed in old)
    }
    held = rows.leads.by_ids(sorted(concerned))
    listed = listed_numbers(rows, [one.lead for one in held.values()])
    for lead_id, one in held.items():
        if one.holder_id is not None:
            row = feed.LeadListed(lead_id=lead_id, listed=listed.get(lead_id, []))
            rows.feeds.append(feed.officer_feed(one.holder_id), row)


def _hashed(secret: bytes, read: NumberFile) -> dict[bytes, date | None]:
    hashes = ((number_hash(secret, f"+1{number}"), gone_on) for number, gone_on in read.numbers.items())
    return {hashed: gone_on for hashed, gone_on in hashes if hashed is not None}


def _name(kind: str, state: str) -> str:
    return f"{state} {kind}" if state else kind
