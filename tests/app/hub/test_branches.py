"""The tree of branches, on either database: how it grows, and who sees which part of it."""

from __future__ import annotations

from typing import Any

import pytest

from app.clock import FixedClock
from app.command_line import read_words
from app.errors import BadInput
from app.hub import branches, people
from app.hub.branches import seen_by, with_below
from app.hub.command import run
from app.hub.records import Branch
from app.hub.sums import ScoredSums
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, TERMS
from tests.shipped import shipped_rules


def hub(store: SqlHubStore, *words: str) -> dict[str, Any]:
    return run(read_words(["hub", *words]), store, FixedClock(NOW), ScoredSums(shipped_rules()), TERMS)


def tree(store: SqlHubStore) -> dict[str, str | None]:
    return {row["name"]: row["parent"] for row in hub(store, "branch", "list")["branches"]}


def seen(store: SqlHubStore, name: str) -> list[str] | None:
    with store.reading() as rows:
        person = rows.people.named(name)
        assert person is not None
        ids = seen_by(rows, person)
        return None if ids is None else sorted(b.name for b in rows.people.branches() if b.branch_id in ids)


def test_branches_are_added_below_others_and_moved_with_a_reason(store: SqlHubStore) -> None:
    assert set(hub(store, "branch", "add", "South")) == {"branch_id"}
    hub(store, "branch", "add", "Knoxville", "--parent", "south")
    hub(store, "branch", "set", "Nashville", "--parent", "South", "--why", "a region of its own")
    assert tree(store) == {"Knoxville": "South", "Memphis": None, "Nashville": "South", "South": None}
    hub(store, "branch", "set", "Knoxville", "--parent", "", "--why", "on its own again")
    assert tree(store)["Knoxville"] is None
    with store.reading() as rows:
        told = [line.what for line in rows.audit.all()][-4:]
    assert told == [
        "branch added",
        "branch added below South",
        "branch moved below South: a region of its own",
        "branch moved to the top: on its own again",
    ]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["branch", "add", "memphis"], "a branch memphis already"),
        (["branch", "add", " "], "needs a name"),
        (["branch", "add", "New", "--parent", "Nowhere"], "no branch Nowhere"),
        (["branch", "set", "Nowhere", "--parent", "Memphis", "--why", "x"], "no branch Nowhere"),
        (["branch", "set", "Memphis", "--parent", "Memphis", "--why", "x"], "is Memphis itself or lies below it"),
        (["branch", "set", "Memphis", "--parent", "Jackson", "--why", "x"], "Jackson is Memphis itself or lies below"),
        (["branch", "set", "Memphis", "--parent", "Nashville", "--why", " "], "with a reason"),
    ],
)
def test_a_tree_that_would_be_none_is_refused(store: SqlHubStore, words: list[str], says: str) -> None:
    hub(store, "branch", "add", "Bartlett", "--parent", "Memphis")
    hub(store, "branch", "add", "Jackson", "--parent", "Bartlett")
    with pytest.raises(BadInput, match=says):
        hub(store, *words)
    assert tree(store) == {"Bartlett": "Memphis", "Jackson": "Bartlett", "Memphis": None, "Nashville": None}


def test_a_regional_manager_sees_the_own_branch_and_all_below_it_from_the_moment_the_tree_says_so(
    store: SqlHubStore,
) -> None:
    for name, role in (("Rae", "regional"), ("Mia", "marketing"), ("Ann", "admin"), ("Aud", "auditor")):
        people.add_person(store, people.Newcomer(name=name, role=role, branch="South"), NOW)
    assert seen(store, "Rae") == ["South"]
    branches.move_branch(store, "Memphis", "South", "a region", NOW)
    branches.add_branch(store, "Jackson", NOW, parent="Memphis")
    assert seen(store, "Rae") == ["Jackson", "Memphis", "South"]
    assert seen(store, "Ben") == ["Nashville"]
    assert [seen(store, name) for name in ("Mia", "Ann", "Aud")] == [None, None, None]


def test_a_ring_of_branches_does_not_keep_anybody_waiting() -> None:
    ring = [Branch("a", "A", "c"), Branch("b", "B", "a"), Branch("c", "C", "b"), Branch("d", "D")]
    assert with_below(ring, "a") == {"a", "b", "c"}
    assert with_below(ring, "d") == {"d"}
