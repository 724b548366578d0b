"""What can still be read of a damaged database of the desk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from app.desktop.ports import PlaybookRow
from app.desktop.recovery import Salvaged
from app.domain.activity import Activity
from app.domain.lead import Lead
from app.protocol.chain import Event, follows
from storage.desktop.pages import read_pages
from storage.desktop.records import Value, rows_on
from storage.instants import from_micros

T = TypeVar("T")


def salvage(database: Path, key: bytes, salts: Iterable[bytes] = ()) -> Salvaged:
    """Read every page that opens and return the rows of ours on them, told apart by their shape.

    Not by way of the tree that leads to them: one page of that tree lost would take all rows behind it along. What is
    written once and never changed (events, activities) is taken from older states of a page as well; what
    may have been taken away since (leads, facts) is not. SQLCipher wipes what is deleted, so nothing comes back.
    """
    pages = read_pages(database, key, salts)
    found = Salvaged(pages=pages.count, unread_pages=pages.unread)
    for number, page in pages.states():
        is_newest = pages.newest.get(number) is page
        for rowid, values in rows_on(number, page, pages.newest.get):
            match values:
                case (None, str(), bytes(), bytes(wire)):
                    _take_event(found, wire)
                case (str(), str(), int(), int(), str(), str(body)):
                    _take_activity(found, body)
                case _ if is_newest:
                    _take_state(found, rowid, values)
                case _:
                    pass
    return found


def _take_event(found: Salvaged, wire: bytes) -> None:
    event = _read(wire, Event)
    # an event that was put together from the wrong pages does not carry its own hash
    if event is not None and follows(event, event.prev):
        found.events.append(event)


def _take_activity(found: Salvaged, body: str) -> None:
    activity = _read(body, Activity)
    if activity is not None:
        found.activities[activity.activity_id] = activity


def _take_state(found: Salvaged, rowid: int, values: tuple[Value, ...]) -> None:
    match values:
        case (str(), str(body), int(), int(from_hub), *_):
            lead = _read(body, Lead)
            if lead is not None:
                found.leads[lead.lead_id] = (lead, bool(from_hub))
        case (None, str(name), str(text), int(in_force)):
            found.playbooks.append(PlaybookRow(rowid, text, name, from_micros(in_force)))
        case (str(lead_id), str(words), int(at)):
            found.private_notes[lead_id] = (words, from_micros(at))
        case (str(name), bytes(value)):
            found.facts[name] = value
        case _:
            pass


def _read(raw: bytes | str, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.DecodeError, ValueError):
        return None
