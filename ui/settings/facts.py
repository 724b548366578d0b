"""What an officer says of themselves, line by line: how each is shown, read, and what it means while it is empty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.desktop.shifts import Me
from app.domain.officer import (
    NAMELESS,
    Officer,
    days_words,
    hours_words,
    licences_words,
    read_days,
    read_hours,
    read_licences,
)

#: where clocks differ; a zone that is none of these is offered beside them where it is the officer's
ZONES = {
    "America/New_York": "Eastern (New York)",
    "America/Chicago": "Central (Chicago)",
    "America/Denver": "Mountain (Denver)",
    "America/Phoenix": "Arizona (Phoenix)",
    "America/Los_Angeles": "Pacific (Los Angeles)",
    "America/Anchorage": "Alaska (Anchorage)",
    "Pacific/Honolulu": "Hawaii (Honolulu)",
    "America/Puerto_Rico": "Atlantic (Puerto Rico)",
    "Pacific/Guam": "Chamorro (Guam)",
}


def zone_words(zone: str) -> str:
    """Return what a person calls a zone."""
    return ZONES.get(zone) or zone.rpartition("/")[2].replace("_", " ")


@dataclass(frozen=True, slots=True)
class Fact:
    """`name` is the field of the officer; `empty` says what it means that there is nothing."""

    name: str
    words: str
    hint: str
    shown: Callable[[Me], str]
    read: Callable[[str], object] = str
    empty: str = ""


def _of(name: str) -> Callable[[Me], str]:
    return lambda me: str(getattr(me.officer, name))


def facts_of(tr: Callable[[str], str]) -> tuple[Fact, ...]:
    """Return the lines, in the order they are asked for; `tr` puts words into the reader's language."""
    return (
        Fact(
            "name",
            tr("Name"),
            tr("as borrowers hear it"),
            lambda me: me.officer.name if me.officer.is_named else "",
            lambda words: words or NAMELESS,
        ),
        Fact(
            "nmls_id",
            tr("NMLS id"),
            tr("such as 1234567"),
            _of("nmls_id"),
            empty=tr("It belongs in the first message you write, and in what you say."),
        ),
        Fact("company", tr("Company"), tr("as e-mails and calls name it"), lambda me: me.company),
        Fact("phone", tr("Phone"), tr("(423) 555-0142"), _of("phone")),
        Fact("email", tr("E-mail"), tr("name@example.com"), _of("email")),
        *_when_and_where(tr),
    )


def _when_and_where(tr: Callable[[str], str]) -> tuple[Fact, ...]:
    return (
        Fact(
            "hours",
            tr("Working hours"),
            tr("Mon-Fri 9am-6pm; Sat 10am-2pm"),
            lambda me: hours_words(me.officer.hours) if me.officer.hours else "",
            lambda words: read_hours(words) if words else None,
            tr("Not set: you count as always at work."),
        ),
        Fact(
            "days_off",
            tr("Days off"),
            tr("2026-12-24..2027-01-02"),
            lambda me: days_words(me.officer.days_off),
            read_days,
        ),
        Fact(
            "licences",
            tr("Licensed in"),
            tr("KY, OH until 12/31/2027"),
            lambda me: licences_words(me.officer.licences) if me.officer.licences is not None else "",
            lambda words: read_licences(words) if words else None,
            tr("Not set: no state is checked before you call."),
        ),
    )


def over_words(officer: Officer, today: date) -> str:
    """Say which licences have ended, "" for none: nobody there is called from this desk."""
    licences = officer.licences or {}
    over = [state for state, last in sorted(licences.items()) if last is not None and last < today]
    return f"Ended: {', '.join(over)}. Nobody there is called from this desk." if over else ""
