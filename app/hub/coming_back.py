"""Who of those that left comes back with a directory's row: the same person, and no restore lets them go again."""

from __future__ import annotations

from collections.abc import Callable, Set
from datetime import datetime

from app.hub.people_rows import folded
from app.hub.ports import Rows
from app.hub.records import Person, Subject
from app.leadfiles.people_tables import PersonRow

CAME_BACK = "person came back"


def who_left(rows: Rows, row: PersonRow, issuer: str) -> Person | None:
    """Return whom of those that left a row is about, by NMLS id, identity, e-mail, then name; the last of several.

    Another NMLS id is another person, whatever else is the same; so is a name with another e-mail.
    """
    bound = rows.people.bound_to(Subject(issuer, row.identity)) if issuer and row.identity else None
    email, name = folded(row.email or ""), folded(row.name)
    left = [
        one for one in rows.people.all() if one.left_at is not None and not _differ(row.nmls_id, one.officer.nmls_id)
    ]
    ways: tuple[Callable[[Person], bool], ...] = (
        lambda one: bool(row.nmls_id) and one.officer.nmls_id == row.nmls_id,
        lambda one: bound is not None and one.person_id == bound.person_id,
        lambda one: bool(email) and folded(one.officer.email) == email,
        lambda one: bool(name) and folded(one.name) == name and not _differ(email, folded(one.officer.email)),
    )
    found = next(filter(None, ([one for one in left if fits(one)] for fits in ways)), [])
    return max(found, key=lambda one: (folded(one.name) == name, one.left_at or one.added_at), default=None)


def as_gone(person_id: str, left_at: datetime) -> str:
    """Return an entry of the list that outlives the database: whoever comes back may leave once more."""
    return f"{person_id} {left_at.isoformat()}"


def still_gone(rows: Rows, kept: Set[str]) -> set[str]:
    """Return who is gone by such a list: whom this database does not know to have come back since.

    An entry without a time is from before anybody could come back.
    """
    back = {line.subject: line.at for line in rows.audit.all() if line.what == CAME_BACK}
    entries = [(person_id, at) for person_id, _, at in (one.partition(" ") for one in kept)]
    return {who for who, at in entries if who not in back or (at and datetime.fromisoformat(at) > back[who])}


def _differ(one: str, other: str) -> bool:
    return bool(one) and bool(other) and one != other
