"""The company's people as its directory has them: newcomers added, facts followed, who is disabled there let go."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from app.domain.ids import new_id
from app.domain.officer import Officer, lapsed_licences
from app.errors import BadInput, UnreadableFile
from app.hub.again import again
from app.hub.assigning import take_all_from
from app.hub.auditing import OPERATOR, note
from app.hub.coming_back import CAME_BACK, who_left
from app.hub.covering import absence_changed
from app.hub.founding import check_zone
from app.hub.people import let_go, note_changed, role_named, tell
from app.hub.people_rows import folded, put_together
from app.hub.ports import HubStore, Rows
from app.hub.records import HOLDERS, Branch, Person, Role, Subject
from app.leadfiles.batches import OnlyTried
from app.leadfiles.people_tables import PeopleReading, PersonRow, read_people

_WHY = "as the directory has it"
#: of an officer's facts those a change of which stands in the list of what managers and IT did
_LISTED = frozenset({"zone", "hours", "days_off", "licences"})


class Became(StrEnum):
    """What became of a row; each is one of these."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    BACK = "back"
    LEFT = "left"
    REJECTED = "rejected"


class Line(msgspec.Struct, frozen=True):
    """One row: who it is about, what became of it, and why or what changed."""

    line: int
    name: str
    became: Became
    why: str = ""


class Taken(msgspec.Struct, frozen=True):
    """What became of a file. `left` are those it let go; `not_named` work here and stand in no row of it.

    `unbound` is how many identities were left out, since the company has no sign-in to bind them to.
    """

    lines: list[Line]
    unread: list[str]
    left: list[Person]
    not_named: list[str]
    lapsed: list[str]
    unbound: int


def read_groups(text: str) -> dict[str, Role]:
    """Read which role a directory's group has: TOML, a line a group, the first that fits counts.

    Raises UnreadableFile and BadInput naming the line that is wrong.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFile(
            f"The file of groups is no TOML: {error}.", 'Write lines like "LO-All" = "officer".'
        ) from None
    groups = said.get("groups", said)
    if not isinstance(groups, dict) or not all(isinstance(role, str) for role in groups.values()):
        raise BadInput("The file of groups says no role for each.", 'Write lines like "LO-All" = "officer".')
    return {folded(group): role_named(role) for group, role in groups.items()}


def import_people(
    store: HubStore, data: bytes, groups: Mapping[str, Role], *, now: datetime, dry_run: bool = False
) -> Taken:
    """Take a file in; the same one twice changes nothing. Raises UnreadableFile where it is none.

    One transaction, so that nobody sees half of a company; a row that cannot be taken leaves nothing behind.
    """
    reading = read_people(data)

    def take_in() -> Taken:
        kept: list[Taken] = []
        with suppress(OnlyTried), store.writing() as rows:
            rows.lock_company()
            kept.append(_Import(rows, groups, now).take(reading))
            if dry_run:
                raise OnlyTried
        return kept[0]

    return again(take_in)


class _Import:
    """One run over the rows; each is understood whole before anything of it is written."""

    def __init__(self, rows: Rows, groups: Mapping[str, Role], now: datetime) -> None:
        self._rows, self._groups, self._now = rows, groups, now
        self._company = rows.company()
        self._left: list[Person] = []
        self._partly: frozenset[int] = frozenset()
        self._unbound = 0

    def take(self, reading: PeopleReading) -> Taken:
        lines, together = [], put_together(reading.rows)
        self._partly = together.partly
        for row in together.rows:
            try:
                lines.append(
                    self._take(row) if not row.reason else Line(row.line, row.name, Became.REJECTED, row.reason)
                )
            except BadInput as error:
                lines.append(Line(row.line, row.name, Became.REJECTED, error.happened.rstrip(".")))
        here = [person for person in self._rows.people.all() if person.left_at is None]
        named = {word for row in reading.rows for word in (row.nmls_id, folded(row.name)) if word}
        today = self._now.astimezone(ZoneInfo(self._company.zone)).date()
        return Taken(
            sorted(lines, key=lambda line: line.line),
            reading.unread,
            self._left,
            [person.name for person in here if not named & {person.officer.nmls_id, folded(person.name)}],
            [f"{person.name}: {state}" for person in here for state in lapsed_licences(person.officer, today)],
            self._unbound,
        )

    def _take(self, row: PersonRow) -> Line:
        person = self._known(row)
        if row.is_here is False:
            return self._let_go(row, person)
        person = person or who_left(self._rows, row, self._company.oidc_issuer)
        role = self._role_of(row, person)
        if row.zone:
            check_zone(row.zone)
        if person is None:
            return self._add(row, role)
        return self._change(row, person, role)

    def _known(self, row: PersonRow) -> Person | None:
        """Return who that is by the NMLS id, which nobody shares, then by name. Raises BadInput for two at once."""
        here = [person for person in self._rows.people.all() if person.left_at is None]
        by_id = next((p for p in here if row.nmls_id and p.officer.nmls_id == row.nmls_id), None)
        by_name = self._rows.people.named(row.name) if row.name else None
        if by_id is not None and by_name is not None and by_id.person_id != by_name.person_id:
            raise BadInput(f"NMLS id {row.nmls_id} is {by_id.name}'s here, and {by_name.name} is somebody else.")
        if by_name is not None and by_id is None and row.nmls_id and by_name.officer.nmls_id:
            raise BadInput(f"{by_name.name} has NMLS id {by_name.officer.nmls_id} here.")
        return by_id or by_name

    def _role_of(self, row: PersonRow, person: Person | None) -> Role:
        if row.role:
            return role_named(row.role)
        of_row = {folded(group) for group in row.groups}
        role = next((role for group, role in self._groups.items() if group in of_row), None)
        if role is not None:
            return role
        if row.groups and self._groups:
            raise BadInput("None of their groups has a role in the file of groups.")
        if person is None:
            raise BadInput("Nothing says their role: name it, or their group and a file of groups.")
        return person.role

    def _let_go(self, row: PersonRow, person: Person | None) -> Line:
        if person is None:
            return Line(row.line, row.name, Became.UNCHANGED, "disabled there, and not here")
        gone = let_go(self._rows, person, self._now)
        self._left.append(gone)
        return Line(row.line, person.name, Became.LEFT, "disabled there")

    def _add(self, row: PersonRow, role: Role) -> Line:
        if not row.name:
            raise BadInput("A person needs a name.")
        if not row.branch:
            raise BadInput("Nothing says which branch they belong to.")
        branch = self._branch(row.branch)
        officer = Officer(
            officer_id=new_id(self._now),
            name=row.name,
            zone=row.zone or self._company.zone,
            branch=branch.name,
            **{key: value for key, value in _facts(row).items() if key not in ("name", "zone")},
        )
        person = Person(officer.officer_id, role, branch.branch_id, officer, self._now)
        self._rows.people.add(person)
        note(self._rows, self._now, OPERATOR, f"person added as {role}", person.person_id)
        bound = self._bind(row, person)
        tell(self._rows, person)
        return Line(row.line, person.name, Became.ADDED, bound)

    def _change(self, row: PersonRow, person: Person, role: Role) -> Line:
        facts = self._news(row, person)
        other = self._rows.people.named(row.name or person.name)
        if other is not None and other.person_id != person.person_id:
            raise BadInput(f"There is somebody called {other.name} already.")
        branch = self._branch(row.branch) if row.branch else None
        if branch is not None and branch.branch_id != person.branch_id:
            facts["branch"] = branch.name
        what = sorted([*facts, *(["role"] if role is not person.role else [])])
        bound = self._bind(row, person)
        if not what and person.left_at is None:
            return Line(row.line, person.name, Became.CHANGED if bound else Became.UNCHANGED, bound)
        branch_id = branch.branch_id if branch is not None else person.branch_id
        officer = replace(person.officer, **facts)
        changed = replace(person, role=role, branch_id=branch_id, officer=officer, left_at=None)
        self._rows.people.put(changed)
        note_changed(self._rows, person, changed, _LISTED & set(facts), _WHY, self._now)
        absence_changed(self._rows, changed, self._now)
        if role not in HOLDERS and person.role in HOLDERS:
            # nobody else would work them, and the queue of such a role has no leads
            take_all_from(self._rows, changed, self._now)
            self._rows.seats.drop(person.person_id)
        self._note(person, what)
        tell(self._rows, changed)
        became = Became.CHANGED if person.left_at is None else Became.BACK
        return Line(row.line, changed.name, became, ", ".join([*what, *filter(None, [bound])]))

    def _news(self, row: PersonRow, person: Person) -> dict[str, Any]:
        """Return what a row changes; one of whom a row was rejected keeps the licences, since one may stand there."""
        held_on_to = {"licences"} if row.line in self._partly else set()
        said = {key: value for key, value in _facts(row).items() if key not in held_on_to}
        return {key: value for key, value in said.items() if getattr(person.officer, key) != value}

    def _note(self, person: Person, what: list[str]) -> None:
        if person.left_at is not None:
            note(self._rows, self._now, OPERATOR, CAME_BACK, person.person_id)
        if what:
            note(self._rows, self._now, OPERATOR, f"person changed ({', '.join(what)}): {_WHY}", person.person_id)

    def _branch(self, name: str) -> Branch:
        branch = self._rows.people.branch_named(name)
        if branch is None:
            branch = Branch(new_id(self._now), " ".join(name.split()))
            self._rows.people.add_branch(branch)
        return branch

    def _bind(self, row: PersonRow, person: Person) -> str:
        """Bind somebody to who they are at the company's own sign-in; return "identity" where that is new."""
        if not row.identity or not self._company.oidc_issuer:
            self._unbound += bool(row.identity)
            return ""
        subject = Subject(self._company.oidc_issuer, row.identity)
        held = self._rows.people.bound_to(subject)
        if held is not None and held.person_id == person.person_id:
            return ""
        self._rows.people.bind(subject, person.person_id, self._now)
        note(self._rows, self._now, OPERATOR, "company sign-in bound", person.person_id)
        return "identity"


def _facts(row: PersonRow) -> dict[str, Any]:
    """Return what a row says of somebody; an empty cell takes nothing away."""
    said = {
        "name": row.name or None,
        "zone": row.zone,
        "hours": row.hours,
        "licences": row.licences,
        "days_off": row.days_off,
        "nmls_id": row.nmls_id or None,
        "email": row.email,
        "phone": row.phone,
    }
    return {key: value for key, value in said.items() if value is not None}
