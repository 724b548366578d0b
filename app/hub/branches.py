"""The tree of branches, and whose sums of it a person may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from app.domain.ids import new_id
from app.errors import BadInput
from app.hub.auditing import OPERATOR, note
from app.hub.ports import HubStore, Rows
from app.hub.records import SEES_EVERY_BRANCH, Branch, Person, Role


def add_branch(store: HubStore, name: str, now: datetime, *, parent: str = "") -> Branch:
    """Add a branch, below another if one is named; raises BadInput for a name that is taken or a parent unknown."""
    name = " ".join(name.split())
    if not name:
        raise BadInput("A branch needs a name.", "Give the one everybody knows it by.")
    with store.writing() as rows:
        rows.lock_company()
        if rows.people.branch_named(name) is not None:
            raise BadInput(f"There is a branch {name} already.", "hub branch set NAME --parent P moves one.")
        above = branch_called(rows, parent) if parent else None
        branch = Branch(new_id(now), name, above.branch_id if above else None)
        rows.people.add_branch(branch)
        note(rows, now, OPERATOR, f"branch added below {above.name}" if above else "branch added", branch.branch_id)
        return branch


def move_branch(store: HubStore, name: str, parent: str, why: str, now: datetime) -> Branch:
    """Put a branch below another, or with "" below none. Raises BadInput, also where the tree would become a ring.

    It decides what managers of regions see, so it takes a reason.
    """
    if not why.strip():
        raise BadInput("A branch is moved with a reason.", "Say it with --why.")
    with store.writing() as rows:
        rows.lock_company()
        branch = branch_called(rows, name)
        above = branch_called(rows, parent) if parent else None
        if above and above.branch_id in with_below(rows.people.branches(), branch.branch_id):
            raise BadInput(f"{above.name} is {branch.name} itself or lies below it.", "Name a branch that does not.")
        branch = replace(branch, parent_id=above.branch_id if above else None)
        rows.people.put_branch(branch)
        where = f"below {above.name}" if above else "to the top"
        note(rows, now, OPERATOR, f"branch moved {where}: {why.strip()}", branch.branch_id)
        return branch


def branch_called(rows: Rows, name: str) -> Branch:
    found = rows.people.branch_named(name)
    if found is None:
        raise BadInput(f"There is no branch {name}.", "hub branch list shows them.")
    return found


def with_below(branches: Iterable[Branch], branch_id: str) -> frozenset[str]:
    """Return this branch and all that lie below it, however deep; a ring, which nobody should have made, ends too."""
    children: dict[str | None, list[str]] = {}
    for branch in branches:
        children.setdefault(branch.parent_id, []).append(branch.branch_id)
    found, to_visit = {branch_id}, [branch_id]
    while to_visit:
        fresh = [child for child in children.get(to_visit.pop(), ()) if child not in found]
        found.update(fresh)
        to_visit += fresh
    return frozenset(found)


def read_for_sums(person: Person | None) -> str:
    """Return in whose name the sums for a person are read: by the hub itself, "", for its own and for marketing.

    In marketing's name the database gives no lead (`storage/hub/fence.py`), so that nothing of one is told by mistake.
    """
    return "" if person is None or person.role is Role.MARKETING else person.person_id


def seen_by(rows: Rows, person: Person) -> frozenset[str] | None:
    """Return the branches whose leads a person's sums are made of, None for all there are.

    Asked at each request: who is moved, or whose region is, sees the new part of the tree from then on.
    """
    if person.role in SEES_EVERY_BRANCH:
        return None
    if person.role is Role.REGIONAL:
        return with_below(rows.people.branches(), person.branch_id)
    return frozenset({person.branch_id})
