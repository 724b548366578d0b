"""The company's people: who they are, which branch they are in, what they may do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import msgspec

from app.domain.ids import new_id
from app.domain.officer import Officer, read_hours
from app.domain.places import STATE_NAMES
from app.errors import BadInput
from app.hub.assigning import take_all_from
from app.hub.auditing import OPERATOR, note
from app.hub.founding import check_zone
from app.hub.ports import HubStore, Rows
from app.hub.records import Branch, Person, Role
from app.protocol import feed


class Newcomer(msgspec.Struct, frozen=True, kw_only=True):
    """A person to be added, as typed: `licensed` like "CA,NV", `hours` like "Mon-Fri 09:00-18:00"; "" is not told."""

    name: str
    role: str
    branch: str
    licensed: str = ""
    hours: str = ""
    zone: str = ""
    nmls_id: str = ""
    email: str = ""
    phone: str = ""


def add_person(store: HubStore, newcomer: Newcomer, now: datetime) -> Person:
    """Add somebody, and the branch if nobody is in it yet; raises BadInput naming the part that cannot be used."""
    name, branch_name = " ".join(newcomer.name.split()), " ".join(newcomer.branch.split())
    if not name:
        raise BadInput("A person needs a name.", "Give the one everybody knows them by.")
    if not branch_name:
        raise BadInput("A person belongs to a branch.", "Name it with --branch.")
    if newcomer.zone:
        check_zone(newcomer.zone)
    role = _role(newcomer.role)
    with store.writing() as rows:
        rows.lock_company()
        branch = rows.people.branch_named(branch_name)
        if branch is None:
            branch = Branch(new_id(now), branch_name)
            rows.people.add_branch(branch)
        officer = Officer(
            officer_id=new_id(now),
            name=name,
            zone=newcomer.zone or rows.company().zone,
            hours=read_hours(newcomer.hours) if newcomer.hours else None,
            licences=read_licences(newcomer.licensed) if newcomer.licensed else None,
            nmls_id=newcomer.nmls_id,
            branch=branch.name,
            email=newcomer.email,
            phone=newcomer.phone,
        )
        person = Person(officer.officer_id, role, branch.branch_id, officer, now)
        rows.people.add(person)
        note(rows, now, OPERATOR, f"person added as {role}", person.person_id)
        _tell(rows, person)
        return person


def person_named(rows: Rows, name: str) -> Person:
    """Return the person of this name; raises BadInput when nobody here is called so."""
    person = rows.people.named(name)
    if person is None:
        raise BadInput(f"Nobody here is called {name}.", "hub person list shows everybody.")
    return person


def leave(store: HubStore, name: str, now: datetime) -> Person:
    """Note that somebody left: devices are shut out, and the leads go back to be given out again."""
    with store.writing() as rows:
        rows.lock_company()
        person = replace(person_named(rows, name), left_at=now)
        rows.people.put(person)
        for device in rows.devices.all():
            if device.person_id == person.person_id and device.revoked_at is None:
                rows.devices.put(replace(device, revoked_at=now))
        take_all_from(rows, person, now)
        note(rows, now, OPERATOR, "person left", person.person_id)
        return person


def read_licences(text: str) -> dict[str, date | None]:
    """Read "CA,NV" or "CA:2027-12-31,NV" (the last day a licence holds)."""
    out: dict[str, date | None] = {}
    for part in text.split(","):
        state, colon, until = (word.strip() for word in part.partition(":"))
        if state.upper() not in STATE_NAMES:
            raise BadInput(f"Licence “{part.strip()}” names no state or territory.", "Write them like CA,NV.")
        try:
            out[state.upper()] = date.fromisoformat(until) if colon else None
        except ValueError:
            raise BadInput(f"Licence “{part.strip()}” has no day I can read.", "Write it like CA:2027-12-31.") from None
    return out


def _role(text: str) -> Role:
    try:
        return Role(text.strip().lower())
    except ValueError:
        raise BadInput(f"“{text}” is no role.", f"Roles are {', '.join(Role)}.") from None


def _tell(rows: Rows, person: Person) -> None:
    rows.feeds.append(
        feed.officer_feed(person.person_id), feed.OfficerFacts(officer=person.officer, role=person.role.value)
    )
