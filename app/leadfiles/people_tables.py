"""A directory's export of the company's people read row by row: who, in which role and branch, licensed until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import IntEnum, auto

import msgspec

from app.domain.officer import Hours, read_days, read_hours, read_licences
from app.errors import BadInput, UnreadableFile
from app.leadfiles.decoding import refuse_if_too_large, text_of
from app.leadfiles.rows import MOST_CELL_BYTES, MOST_ROWS, Cell, Found, Record
from app.leadfiles.tables import read_table_with
from app.leadfiles.wording import squash
from app.leadfiles.workbook import is_archive
from app.leadfiles.workbook_tables import read_workbook_with


class PersonField(IntEnum):
    """What a cell says of somebody."""

    NAME = auto()
    FIRST_NAME = auto()
    LAST_NAME = auto()
    NMLS_ID = auto()
    ROLE = auto()
    GROUPS = auto()
    BRANCH = auto()
    ZONE = auto()
    HOURS = auto()
    LICENCES = auto()
    STATE = auto()
    PLACE = auto()
    UNTIL = auto()
    DAYS_OFF = auto()
    EMAIL = auto()
    PHONE = auto()
    IDENTITY = auto()
    IS_HERE = auto()
    IS_OUT = auto()


_COLUMNS = {
    PersonField.NAME: "name, display name, full name, employee, employee name, officer, loan officer, person, user",
    PersonField.FIRST_NAME: "first name, given name, first",
    PersonField.LAST_NAME: "last name, surname, family name, last, sn",
    PersonField.NMLS_ID: "nmls id, nmls, nmls number, nmlsr id, nmls no, mlo id, individual nmls id",
    PersonField.ROLE: "role, followthrough role",
    PersonField.GROUPS: "groups, group, member of, memberof, ad groups, security groups, group membership",
    PersonField.BRANCH: "branch, office, branch name, branch office, office name",
    PersonField.ZONE: "zone, time zone, timezone, iana zone",
    PersonField.HOURS: "hours, working hours, shift, shifts, work hours",
    PersonField.LICENCES: "licensed, licences, licenses, licensed in, states licensed, licensed states, state licenses",
    PersonField.STATE: "license state, licence state, licensed state",
    # where an office is, unless a column beside it says until when a licence holds there
    PersonField.PLACE: "state, regulator",
    PersonField.UNTIL: """
        expires, expires on, expiry, expiration, expiration date, expiry date, valid until, until, license expires,
        licence expires, license expiration, license expiration date, licence expiry""",
    PersonField.DAYS_OFF: "days off, holidays, off, leave, absences, absent, pto, vacation",
    PersonField.EMAIL: "email, e mail, mail, email address, user principal name, upn",
    PersonField.PHONE: "phone, phone number, work phone, business phone, telephone number, direct line, mobile",
    PersonField.IDENTITY: "identity, subject, sub, object id, objectid, sso id, oidc subject, external id",
    PersonField.IS_HERE: "status, account status, enabled, account enabled, accountenabled, active, is active",
    PersonField.IS_OUT: "disabled, account disabled, blocked, left, terminated, block sign in, suspended",
}  # fmt: skip
_FIELDS = {squash(name): field for field, names in _COLUMNS.items() for name in names.split(",")}
#: the same run together, for a column that says whether somebody is there
_YES = frozenset("yes y true 1 x enabled active employed current on present".split())  # noqa: SIM905 - a list to read
_NO = frozenset("no n false 0 disabled inactive left terminated blocked suspended deprovisioned off".split())  # noqa: SIM905 - a list to read


class PersonRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row with its line: what it says, or the reason why it cannot be read. What it does not say is None.

    `is_here` is False for somebody who is disabled where the file comes from, None where no cell says. `groups` are as
    they stand there.
    """

    line: int
    reason: str = ""
    name: str = ""
    nmls_id: str = ""
    role: str | None = None
    groups: tuple[str, ...] = ()
    branch: str | None = None
    zone: str | None = None
    hours: Hours | None = None
    licences: dict[str, date | None] | None = None
    days_off: frozenset[date] | None = None
    email: str | None = None
    phone: str | None = None
    identity: str = ""
    is_here: bool | None = None


class PeopleReading(msgspec.Struct, frozen=True):
    """What a file held; `unread` are the columns nobody knows."""

    rows: list[PersonRow]
    unread: list[str]


def read_people(data: bytes) -> PeopleReading:
    """Return every row of a table of people (CSV, XLSX). Raises UnreadableFile for what is none."""
    refuse_if_too_large(data)
    found = read_workbook_with(data, _known_in) if is_archive(data) else read_table_with(text_of(data), _known_in)
    if found is None:
        raise UnreadableFile(
            "No people were found in the file: no line names who they are and one thing more.",
            "Name them in the first line: Name, NMLS ID, Role, Branch, Licensed, Hours, Status ...",
        )
    return PeopleReading(_rows(found), [header for header in found.headers if squash(header) not in _FIELDS])


def _rows(found: Found) -> list[PersonRow]:
    rows: list[PersonRow] = []
    for record in found.records:
        if len(rows) >= MOST_ROWS:
            raise UnreadableFile(f"The file has more than {MOST_ROWS:,} rows.", "Split it and import the parts.")
        rows.append(_row(record))
    return rows


def _known_in(headers: list[str]) -> int:
    fields = {_FIELDS.get(squash(header)) for header in headers} - {None}
    says_who = fields & {PersonField.NAME, PersonField.LAST_NAME, PersonField.NMLS_ID}
    return len(fields) if says_who and len(fields) > 1 else 0


def _row(record: Record) -> PersonRow:
    """Return what a row says, or why it cannot be taken."""
    if record.problem:
        return PersonRow(line=record.line, reason=record.problem)
    said = _said(record.cells)
    name = said.get(PersonField.NAME) or " ".join(
        said[part] for part in (PersonField.FIRST_NAME, PersonField.LAST_NAME) if part in said
    )
    nmls_id = said.get(PersonField.NMLS_ID, "").removesuffix(".0")
    if not name and not nmls_id:
        return PersonRow(line=record.line, reason="nothing says who it is")
    dated = any(_FIELDS.get(squash(header)) is PersonField.UNTIL for header, _ in record.cells)
    try:
        return PersonRow(
            line=record.line,
            name=" ".join(name.split()),
            nmls_id=nmls_id,
            role=said.get(PersonField.ROLE),
            groups=_groups(said.get(PersonField.GROUPS, "")),
            branch=said.get(PersonField.BRANCH),
            zone=said.get(PersonField.ZONE),
            hours=read_hours(said[PersonField.HOURS]) if PersonField.HOURS in said else None,
            licences=_licences(said, dated=dated),
            days_off=read_days(said[PersonField.DAYS_OFF]) if PersonField.DAYS_OFF in said else None,
            email=said.get(PersonField.EMAIL),
            phone=said.get(PersonField.PHONE),
            identity=said.get(PersonField.IDENTITY, ""),
            is_here=_is_here(said),
        )
    except BadInput as error:
        return PersonRow(line=record.line, name=name, nmls_id=nmls_id, reason=error.happened.rstrip("."))


def _said(cells: Sequence[Cell]) -> dict[PersonField, str]:
    """Return what stands in the columns that are known, the first of two that mean the same."""
    said: dict[PersonField, str] = {}
    for header, raw in cells:
        field, value = _FIELDS.get(squash(header)), raw.strip()
        if field is not None and value and len(value.encode()) <= MOST_CELL_BYTES and "\x00" not in value:
            said.setdefault(field, value)
    return said


def _licences(said: dict[PersonField, str], *, dated: bool) -> dict[str, date | None] | None:
    """Return where the row says somebody is licensed: all in one cell, or one state a row with its last day."""
    if PersonField.LICENCES in said:
        return read_licences(said[PersonField.LICENCES].replace(";", ","))
    state = said.get(PersonField.STATE) or (said.get(PersonField.PLACE) if dated else None)
    if state is None:
        return None
    until = said.get(PersonField.UNTIL, "").partition("T")[0].partition(" ")[0]
    return read_licences(f"{state}:{until}" if until else state)


def _groups(cell: str) -> tuple[str, ...]:
    """Return the groups of a cell: parted by ; or |, by commas where they are no directory's long names."""
    apart = cell.replace("|", ";").replace("\n", ";")
    parts = apart.split(";") if ";" in apart or "=" in apart else apart.split(",")
    return tuple(_plain(part.strip()) for part in parts if part.strip())


def _plain(group: str) -> str:
    """Return the group's own name of "CN=Loan Officers,OU=Groups,DC=example,DC=com"."""
    first = group.partition(",")[0]
    return first[3:].strip() if first[:3].lower() == "cn=" else group


def _is_here(said: dict[PersonField, str]) -> bool | None:
    """Raises BadInput for a word that says neither: somebody would be let in or shut out by a guess."""
    is_here = None
    for field, yes in ((PersonField.IS_OUT, False), (PersonField.IS_HERE, True)):
        if field in said:
            word = squash(said[field])
            if word not in _YES | _NO:
                raise BadInput(f"“{said[field][:40]}” says neither that somebody is here nor that they left.")
            if (word in _YES) is not yes:
                return False
            is_here = True
    return is_here
