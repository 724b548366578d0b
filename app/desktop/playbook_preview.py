"""What a playbook would ask for one invented inquiry: each step with its time and what moved it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import msgspec

from app.desktop.leads import plan_steps
from app.desktop.views import PlanStep
from app.domain.activity import Activity, Kind
from app.domain.cadence import plan
from app.domain.contact_rules import ContactRules
from app.domain.known import Known
from app.domain.lead import Address, Channel, Consent, Lead, Person, Phone
from app.domain.officer import Officer, read_hours
from app.domain.places import STATE_NAMES, City, Place
from app.domain.playbook import Playbook, Track
from app.domain.spans import instant, moment
from app.domain.stage import Stage
from app.domain.zone_clock import local_date, local_instant
from app.errors import BadInput

#: how long an invented borrower says "not now", so that the nurture track shows
NOT_NOW = timedelta(days=30)


class Inquiry(msgspec.Struct, frozen=True):
    """A lead as one types it: the coming `weekday` (Monday is 0), a `clock` time, a place, the officer's hours.

    The place is a ZIP, a city, "City, ST" or a state. The time, 20:40 or 8:40 pm, is read on its clock; no `hours` is
    an officer who is always on shift. `track` is the one the lead enters at that time.
    """

    weekday: int = 4
    clock: str = "20:40"
    place: str = "40202"
    hours: str = ""
    track: Track = Track.NEW


class Foreseen(msgspec.Struct, frozen=True):
    """The plan for an inquiry. `zone` is the clock its times are shown on, `where` what was taken for its place."""

    received_at: datetime
    zone: str
    where: str
    steps: list[PlanStep]


def foresee(playbook: Playbook, inquiry: Inquiry, rules: ContactRules, now: datetime, officer_zone: str) -> Foreseen:
    """Return what the engine would ask for, were each step done when due with no answer.

    Raises BadInput for a place, time or hours that cannot be read. The borrower has a number of no place, an
    address, and allows texts, so that nothing but place and time moves a step.
    """
    city = _city(inquiry.place, rules)
    lead = _lead(_address(inquiry.place if city is None else city.zip, rules), now)
    place = rules.place(lead, Known())
    received = _received(inquiry, place, now)
    lead = _lead(lead.address, received)
    hours = read_hours(inquiry.hours) if inquiry.hours.strip() else None
    officer = Officer(officer_id="preview", name="", zone=officer_zone, hours=hours)
    planned = plan(playbook, lead, _entering(inquiry.track, received), rules, Known(), officer, received)
    return Foreseen(received, place.clock_zone, _where(place) if city is None else city.words, plan_steps(planned))


def _lead(address: Address, received_at: datetime) -> Lead:
    return Lead(
        lead_id="preview",
        received_at=received_at,
        borrower=Person(
            phones=(Phone(number="+18005550100"),),
            emails=("borrower@example.com",),
            consent={Channel.TEXT: Consent.GIVEN},
        ),
        address=address,
    )


def _city(words: str, rules: ContactRules) -> City | None:
    """Return the city that is meant, None where it is none; a state's name is the state's."""
    name, _, state = (part.strip() for part in words.partition(","))
    if not state and _state(name):
        return None
    code = _state(state)
    return rules.gazetteer.city(name, code) if code or not state else None


def _state(words: str) -> str:
    names = {name.removeprefix("the ").lower(): code for code, name in STATE_NAMES.items()}
    return words.upper() if words.upper() in STATE_NAMES else names.get(words.lower().removeprefix("the "), "")


def _address(words: str, rules: ContactRules) -> Address:
    said = words.strip()
    # a place as it was said back, its city before its ZIP, is that ZIP
    if match := re.fullmatch(r"(?:.*[\s,])?([0-9]{5})", said):
        spot = rules.gazetteer.zip(match[1])
        if spot is not None:
            return Address(state=spot.state, zip=match[1])
        raise BadInput(f"No ZIP {match[1]} is known.", "Write another, or the state.")
    code = _state(said)
    if not code:
        wrong = f"“{said}” is no place known here." if said else "No place is given."
        raise BadInput(wrong, "Write a ZIP such as 40202, a large city, or a state such as KY.")
    return Address(state=code)


def _received(inquiry: Inquiry, place: Place, now: datetime) -> datetime:
    minute = _minute(inquiry.clock)
    if minute is None:
        raise BadInput(f"“{inquiry.clock.strip()}” is no time of day.", "Write it like 8:40 pm or 20:40.")
    today = local_date(place.clock_zone, instant(now))
    day = today + timedelta(days=(inquiry.weekday - today.weekday()) % 7)
    return moment(local_instant(place.clock_zone, day, minute))


def _minute(clock: str) -> int | None:
    """Return the minute of the day meant, written with 24 hours or with am and pm as times are shown everywhere."""
    match = re.fullmatch(r"([0-9]{1,2})(?::([0-5][0-9]))?\s*(?:([ap])\.?m\.?)?", clock.strip(), re.IGNORECASE)
    if match is None or not (match[2] or match[3]):
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        return (hour % 12 + 12 * (match[3].lower() == "p")) * 60 + minute if 1 <= hour <= 12 else None
    return hour * 60 + minute if hour < 24 else None


def _entering(track: Track, at: datetime) -> list[Activity]:
    """Return what happened to a lead that enters a track at an instant; nothing to one that is new."""
    match track:
        case Track.NEW:
            return []
        case Track.APPLICATION:
            return [_happened(Kind.SENDING_APPLICATION, at)]
        case Track.PREAPPROVED:
            return [_happened(Kind.STAGE_REPORTED, at, stage=Stage.PRE_APPROVED.value)]
        case Track.NURTURE:
            return [_happened(Kind.NOT_NOW, at, when=at + NOT_NOW)]


def _happened(kind: Kind, at: datetime, *, stage: str = "", when: datetime | None = None) -> Activity:
    is_call = kind is not Kind.STAGE_REPORTED
    return Activity(
        activity_id="preview",
        lead_id="preview",
        kind=kind,
        actor_id="preview",
        began_at=at,
        logged_at=at,
        channel=Channel.CALL if is_call else None,
        stage=stage,
        when=when,
    )


def _where(place: Place) -> str:
    names = [STATE_NAMES.get(state, state) for state in place.states]
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
