"""What became of a database that had to be put right, and the words for it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.desktop.ports import Tx

#: what became of the last damage, for whoever opens the window next and for the doctor
RECOVERED = "recovery.last"


class Recovered(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of a damaged database. `base` is the file that took its place, "" where there was none.

    `entries`, `leads` and `unsent` came out of the damaged file and were not in the base. `lost` unsent events are
    missing between others; what was cut off at the end nobody can count. `kept_as` is the damaged file's name now.
    """

    at: datetime
    kept_as: str
    base: str = ""
    entries: int = 0
    leads: int = 0
    unsent: int = 0
    lost: int = 0
    pages: int = 0
    unread_pages: int = 0
    is_told: bool = False


def recovered_last(tx: Tx) -> Recovered | None:
    raw = tx.fact(RECOVERED)
    return None if raw is None else msgspec.json.decode(raw, type=Recovered)


def recovery_words(what: Recovered) -> str:
    """Return what a person is told, in one sentence."""
    base = f"{what.base} took its place" if what.base else "a new one took its place, as no backup could be read"
    entries, leads = _count(what.entries, "newer entry", "newer entries"), _count(what.leads, "lead")
    saved = f"{entries} and {leads} were saved out of it"
    if not what.unread_pages and not what.lost:
        rest = "all of it could be read"
    else:
        rest = f"{what.unread_pages:,} of its {_count(what.pages, 'page')} could not be read"
        rest += f", and {_count(what.lost, 'entry', 'entries')} for the hub with them" if what.lost else ""
    happened, kept = "was missing", "nothing was left of it"
    if what.kept_as:
        happened, kept = "was damaged", f"the damaged file is kept as {what.kept_as}"
    return f"The database {happened}: {base}, {saved}, {rest}; {kept}."


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
