"""What an officer says of themselves, line by line: how each is shown, read, and what it means while it is empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from app.desktop.shifts import Me
from app.domain.numbers import shown
from app.domain.officer import (
    NAMELESS,
    Officer,
    days_words,
    hours_words,
    lapsed_licences,
    licences_words,
    read_days,
    read_hours,
    read_licences,
)
from ui.language import marked, translate

#: where clocks differ; a zone that is none of these is offered beside them where it is the officer's
ZONES = {
    "America/New_York": marked("You", "Eastern (New York)"),
    "America/Chicago": marked("You", "Central (Chicago)"),
    "America/Denver": marked("You", "Mountain (Denver)"),
    "America/Phoenix": marked("You", "Arizona (Phoenix)"),
    "America/Los_Angeles": marked("You", "Pacific (Los Angeles)"),
    "America/Anchorage": marked("You", "Alaska (Anchorage)"),
    "Pacific/Honolulu": marked("You", "Hawaii (Honolulu)"),
    "America/Puerto_Rico": marked("You", "Atlantic (Puerto Rico)"),
    "Pacific/Guam": marked("You", "Chamorro (Guam)"),
}


def zone_words(zone: str) -> str:
    """Return what a person calls a zone."""
    known = ZONES.get(zone)
    return translate("You", known) if known else zone.rpartition("/")[2].replace("_", " ")


class Fact(msgspec.Struct, frozen=True):
    """`name` is the field of the officer; `empty` says what it means that there is nothing."""

    name: str
    words: str
    hint: str
    shown: Callable[[Me], str]
    read: Callable[[str], object] = str
    empty: str = ""


def _of(name: str) -> Callable[[Me], str]:
    return lambda me: str(getattr(me.officer, name))


def facts_of() -> tuple[Fact, ...]:
    """Return the lines, in the order they are asked for."""
    return (
        Fact(
            "name",
            translate("You", "Name"),
            translate("You", "as borrowers hear it"),
            lambda me: me.officer.name if me.officer.is_named else "",
            lambda words: words or NAMELESS,
        ),
        Fact(
            "nmls_id",
            translate("You", "NMLS id"),
            translate("You", "such as 1234567"),
            _of("nmls_id"),
            empty=translate("You", "It belongs in the first message you write, and in what you say."),
        ),
        Fact(
            "company",
            translate("You", "Company"),
            translate("You", "as e-mails and calls name it"),
            lambda me: me.company,
        ),
        Fact(
            "phone", translate("You", "Phone"), translate("You", "(423) 555-0142"), lambda me: shown(me.officer.phone)
        ),
        Fact("email", translate("You", "E-mail"), translate("You", "name@example.com"), _of("email")),
        *_when_and_where(),
    )


def _when_and_where() -> tuple[Fact, ...]:
    return (
        Fact(
            "hours",
            translate("You", "Working hours"),
            translate("You", "Mon-Fri 9am-6pm; Sat 10am-2pm"),
            lambda me: hours_words(me.officer.hours) if me.officer.hours else "",
            lambda words: read_hours(words) if words else None,
            translate("You", "Not set: you count as always at work."),
        ),
        Fact(
            "days_off",
            translate("You", "Days off"),
            translate("You", "2026-12-24..2027-01-02"),
            lambda me: days_words(me.officer.days_off),
            read_days,
        ),
        Fact(
            "licences",
            translate("You", "Licensed in"),
            translate("You", "KY, OH until 12/31/2027"),
            lambda me: licences_words(me.officer.licences) if me.officer.licences is not None else "",
            lambda words: read_licences(words) if words else None,
            translate("You", "Not set: no state is checked before you call."),
        ),
    )


def over_words(officer: Officer, today: date) -> str:
    """Say which licences have ended, "" for none: nobody there is called from this desk."""
    over = lapsed_licences(officer, today)
    words = translate("You", "Ended: {}. Nobody there is called from this desk.")
    return words.format(", ".join(over)) if over else ""
