"""The company's people: who they are, which branch they are in, what they may do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec.structs import replace

from app.domain.ids import new_id
from app.domain.officer import Cover, Officer, read_days, read_hours, read_licences
from app.errors import BadInput
from app.hub.again import again
from app.hub.assigning import take_all_from
from app.hub.auditing import OPERATOR, note
from app.hub.covering import absence_changed
from app.hub.founding import check_zone
from app.hub.ports import HubStore, Rows
from app.hub.records import HOLDERS, Branch, Person, Role
from app.hub.records_live import PersonChange
from app.protocol import feed


class Newcomer(msgspec.Struct, frozen=True, kw_only=True):
    """A person to be added, as typed: `licensed` like "CA,NV", `hours` like "Mon-Fri 09:00-18:00"; "" is not told.

    `person_id` is the id that somebody had whom a hub put back to an older state does not know any more.
    """

    name: str
    role: str
    branch: str
    licensed: str = ""
    hours: str = ""
    zone: str = ""
    nmls_id: str = ""
    email: str = ""
    phone: str = ""
    person_id: str = ""


def add_person(store: HubStore, newcomer: Newcomer, now: datetime) -> Person:
    """Add somebody, and the branch if nobody is in it yet; raises BadInput naming the part that cannot be used."""
    name, branch_name = " ".join(newcomer.name.split()), " ".join(newcomer.branch.split())
    if not name:
        raise BadInput("A person needs a name.", "Give the one everybody knows them by.")
    if not branch_name:
        raise BadInput("A person belongs to a branch.", "Name it with --branch.")
    if newcomer.zone:
        check_zone(newcomer.zone)
    role = role_named(newcomer.role)
    with store.writing() as rows:
        rows.lock_company()
        branch = rows.people.branch_named(branch_name)
        if branch is None:
            branch = Branch(new_id(now), branch_name)
            rows.people.add_branch(branch)
        officer = Officer(
            officer_id=_id_before(rows, newcomer.person_id) if newcomer.person_id else new_id(now),
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
        tell(rows, person)
        return person


def _id_before(rows: Rows, person_id: str) -> str:
    """Return the id by which a desk knows who is at it; raises BadInput for one that is none, or somebody's here."""
    try:
        is_id = str(UUID(person_id)) == person_id
    except ValueError:
        is_id = False
    if not is_id:
        raise BadInput(f"{person_id} is no id of a person.", "Give the one that their desk names.")
    held = rows.people.by_id(person_id)
    if held is not None:
        raise BadInput(f"That id is {held.name}'s, whom the hub knows.", "hub person list shows everybody.")
    return person_id


def person_named(rows: Rows, name: str) -> Person:
    """Return the person of this name; raises BadInput when nobody here is called so."""
    person = rows.people.named(name)
    if person is None:
        raise BadInput(f"Nobody here is called {name}.", "hub person list shows everybody.")
    return person


def person_ever_named(rows: Rows, name: str) -> Person:
    """Return the person of this name, the newest of those who left where nobody here has it; raises BadInput."""
    folded = " ".join(name.casefold().split())
    found = [one for one in rows.people.all() if " ".join(one.name.casefold().split()) == folded]
    if not found:
        return person_named(rows, name)
    return max(found, key=lambda one: (one.left_at is None, one.added_at))


def holder_named(rows: Rows, name: str) -> Person:
    """Return the person of this name; raises BadInput also for one whose role holds no leads."""
    person = person_named(rows, name)
    if person.role not in HOLDERS:
        raise BadInput(f"{person.name} is {person.role} and holds no leads.", "Give them to an officer.")
    return person


#: how somebody is reached; nothing that was to be done is judged by it
_REACHED = frozenset({"nmls_id", "email", "phone"})


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What changes about a person, as typed; None leaves it as it is, "" empties it. `cover` is a person's name."""

    hours: str | None = None
    zone: str | None = None
    licensed: str | None = None
    off: str | None = None
    cover: str | None = None
    nmls_id: str | None = None
    email: str | None = None
    phone: str | None = None


def change_person(store: HubStore, name: str, changes: Changes, why: str, now: datetime) -> Person:
    """Change hours, days off, cover or licences and tell the desk; raises BadInput naming the part that is wrong."""
    if not why.strip():
        raise BadInput("A person's hours and licences are changed with a reason.", "Say it with --why.")
    with store.writing() as rows:
        rows.lock_company()
        person = person_named(rows, name)
        facts = _changed_facts(rows, person, changes)
        changed = replace(person, officer=msgspec.structs.replace(person.officer, **facts))
        rows.people.put(changed)
        note_changed(rows, person, changed, facts.keys() - _REACHED, why.strip(), now)
        absence_changed(rows, changed, now)
        note(rows, now, OPERATOR, f"person changed ({', '.join(sorted(facts))}): {why.strip()}", person.person_id)
        tell(rows, changed)
        return changed


def note_changed(rows: Rows, person: Person, changed: Person, facts: Iterable[str], why: str, now: datetime) -> None:
    """Keep what these facts were and became: what somebody was to do at a time is judged by the hours of then."""
    for what in sorted(facts):
        was, is_now = (_as_text(getattr(one.officer, what)) for one in (person, changed))
        if was != is_now:
            rows.live.note_change(PersonChange(person.person_id, now, what, was, is_now, OPERATOR, why))
    rows.feeds.hint(feed.live_of(person.branch_id))


def _as_text(fact: object) -> str:
    return "" if fact is None or fact == () else msgspec.json.encode(fact, order="sorted").decode()


def _changed_facts(rows: Rows, person: Person, changes: Changes) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    if changes.hours is not None:
        facts["hours"] = read_hours(changes.hours) if changes.hours else None
    if changes.zone is not None:
        check_zone(changes.zone)
        facts["zone"] = changes.zone
    if changes.licensed is not None:
        facts["licences"] = read_licences(changes.licensed) if changes.licensed else None
    if changes.off is not None:
        facts["days_off"] = read_days(changes.off)
    if changes.cover is not None:
        facts["cover"] = _cover(rows, person, changes.cover) if changes.cover else None
    reached = {name: getattr(changes, name) for name in _REACHED}
    facts |= {name: said.strip() for name, said in reached.items() if said is not None}
    if not facts:
        raise BadInput("Nothing to change was named.", "hub person set --help names what can be.")
    return facts


def _cover(rows: Rows, person: Person, name: str) -> Cover:
    covering = person_named(rows, name)
    if covering.person_id == person.person_id:
        raise BadInput(f"{name} cannot cover for {name}.", "Name somebody else.")
    o = covering.officer
    return Cover(officer_id=o.officer_id, name=o.name, zone=o.zone, hours=o.hours, days_off=o.days_off)


def leave(store: HubStore, name: str, now: datetime) -> Person:
    """Note that somebody left: devices are shut out, and the leads go back to be given out again."""

    def note_it() -> Person:
        with store.writing() as rows:
            rows.lock_company()
            return let_go(rows, person_named(rows, name), now)

    return again(note_it)


def let_go(rows: Rows, person: Person, now: datetime) -> Person:
    """Do so in the caller's transaction."""
    person = replace(person, left_at=now)
    rows.people.put(person)
    for device in rows.devices.all():
        if device.person_id == person.person_id and device.revoked_at is None:
            rows.devices.put(replace(device, revoked_at=now))
    take_all_from(rows, person, now)
    rows.seats.drop(person.person_id)
    note(rows, now, OPERATOR, "person left", person.person_id)
    return person


def role_named(text: str) -> Role:
    """Return the role of this name; raises BadInput for one there is none of."""
    try:
        return Role(text.strip().lower())
    except ValueError:
        raise BadInput(f"“{text}” is no role.", f"Roles are {', '.join(Role)}.") from None


def tell(rows: Rows, person: Person) -> None:
    """Tell somebody's desks who they are by now."""
    rows.feeds.append(
        feed.officer_feed(person.person_id), feed.OfficerFacts(officer=person.officer, role=person.role.value)
    )
