"""Lists taken in at the hub: what they replace, whom they concern, who is told."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.clock import FixedClock
from app.command_line import read_words
from app.domain.lead import Lead, Person, Phone
from app.domain.listings import ListKind
from app.errors import BadInput, UnreadableFile
from app.hub import list_verbs
from app.hub.assigning import tell_changed
from app.hub.founding import set_company
from app.hub.number_lists import Imported, ListFile, import_list
from app.hub.ports import HubStore
from app.hub.same_people import listings
from app.protocol import feed, wire
from app.protocol.feed import LeadGiven, LeadListed, ListTaken
from app.protocol.person_hash import number_hash
from tests.hubs import NOW, Desk, DeskOf, give_lead, later, lead

AS_OF = date(2026, 2, 20)
#: of tests.hubs: the numbers of leads 0 and 1
ZERO, ONE = "6155550100", "6155550101"


def take(
    store: HubStore, *numbers: str, kind: ListKind = ListKind.NATIONAL, as_of: date = AS_OF, **more: Any
) -> Imported:
    file = ListFile("list.csv", "\n".join(numbers).encode(), kind, as_of, **more)
    return import_list(store, file, NOW)


def told(desk: Desk) -> list[feed.FeedItem]:
    return [item for row in desk.pulls() if (item := feed.read(row.kind, row.body)) is not None]


def kinds(item: feed.FeedItem) -> list[str]:
    assert isinstance(item, LeadGiven | LeadListed)
    return [one.kind for one in item.listed]


def test_a_new_list_takes_the_place_of_the_older_one_of_its_kind_and_state(store: HubStore) -> None:
    first = take(store, ZERO, ONE, "rubbish")
    assert (first.rows, first.imported, first.removed, first.entries) == (3, 2, 0, 2)
    assert first.rejected == [(3, "no telephone number of North America")]
    take(store, ZERO, kind=ListKind.STATE, state="tx")
    second = take(store, ONE, "6155550102", as_of=date(2026, 3, 1))
    assert (second.imported, second.removed, second.entries) == (1, 1, 2)
    with store.reading() as rows:
        assert [(one.kind, one.state, one.as_of, one.entries) for one in rows.lists.all()] == [
            ("national", "", date(2026, 3, 1), 2),
            ("state", "TX", AS_OF, 1),
        ]
        found = listings(rows, [lead(0), lead(1)])
    assert sorted((x.kind, x.state) for one in found.values() for x in one) == [("national", ""), ("state", "TX")]


def test_the_same_list_again_changes_nothing(store: HubStore) -> None:
    take(store, ZERO, ONE)
    again = take(store, ONE, ZERO)
    assert (again.imported, again.removed, again.entries) == (0, 0, 2)


def test_a_list_older_than_the_one_in_force_is_refused_and_changes_nothing(store: HubStore) -> None:
    take(store, ZERO)
    with pytest.raises(BadInput, match="older"):
        take(store, ONE, as_of=date(2026, 2, 19))
    with store.reading() as rows:
        assert [one.as_of for one in rows.lists.all()] == [AS_OF]
        assert list(rows.lists.entries("national", "")) == [number_hash(rows.company().person_key, ZERO)]


@pytest.mark.parametrize("text", ["", "no numbers\nhere\n"])
def test_a_file_without_a_number_takes_nobody_off_the_list(store: HubStore, text: str) -> None:
    take(store, ZERO)
    with pytest.raises(UnreadableFile):
        take(store, text, as_of=date(2026, 3, 1))
    with store.reading() as rows:
        assert rows.lists.all()[0].entries == 1


@pytest.mark.parametrize(
    ("kind", "state", "as_of"),
    [
        (ListKind.STATE, "", AS_OF),
        (ListKind.STATE, "Atlantis", AS_OF),
        (ListKind.NATIONAL, "TX", AS_OF),
        (ListKind.NATIONAL, "", date(2026, 3, 4)),
    ],
)
def test_what_cannot_be_is_refused(store: HubStore, kind: ListKind, state: str, as_of: date) -> None:
    with pytest.raises(BadInput):
        take(store, ZERO, kind=kind, state=state, as_of=as_of)


def test_numbers_are_kept_as_the_companys_hashes_alone(store: HubStore) -> None:
    take(store, ZERO, kind=ListKind.REASSIGNED)
    with store.reading() as rows:
        secret = rows.company().person_key
        assert rows.lists.entries("reassigned", "") == {number_hash(secret, ZERO): None}


def test_the_day_a_number_was_cut_off_travels_with_it(store: HubStore, desk: DeskOf) -> None:
    give_lead(store, lead(0), "Ada")
    take(store, f"{ZERO},2026-01-15", kind=ListKind.REASSIGNED)
    [row] = [item for item in told(desk("Ada")) if isinstance(item, LeadListed)]
    assert row.listed[0].gone_on == date(2026, 1, 15)
    again = take(store, f"{ZERO},2026-01-16", kind=ListKind.REASSIGNED)
    assert (again.imported, again.removed) == (0, 0)
    with store.reading() as rows:
        assert list(rows.lists.entries("reassigned", "").values()) == [date(2026, 1, 16)]


def test_only_the_holder_of_a_listed_lead_is_told_and_only_of_that(store: HubStore, desk: DeskOf) -> None:
    zero, one = give_lead(store, lead(0), "Ada"), give_lead(store, lead(1), "Eve")
    ada, eve = desk("Ada"), desk("Eve")
    told(ada), told(eve)
    take(store, ZERO, *(f"615555{n}" for n in range(2000, 2500)))
    to_ada, to_eve = told(ada), told(eve)
    assert [item.lead_id for item in to_ada if isinstance(item, LeadListed)] == [zero.lead_id]
    assert {type(item) for item in to_ada} == {LeadListed, ListTaken}
    assert to_eve == [ListTaken(kind="national", as_of=AS_OF)]
    assert one.lead_id not in json.dumps([row.body.decode() for _, row in ada.told])


def test_who_comes_off_a_list_is_told_too_and_a_newer_day_as_well(store: HubStore, desk: DeskOf) -> None:
    give_lead(store, lead(0), "Ada")
    ada = desk("Ada")
    take(store, ZERO)
    told(ada)
    take(store, ZERO, as_of=date(2026, 3, 1))
    [newer] = [item for item in told(ada) if isinstance(item, LeadListed)]
    assert newer.listed[0].as_of == date(2026, 3, 1)
    take(store, ONE, as_of=date(2026, 3, 2))
    [off] = [item for item in told(ada) if isinstance(item, LeadListed)]
    assert off.listed == []


def test_a_lead_is_given_with_what_the_lists_say_of_it(store: HubStore, desk: DeskOf) -> None:
    take(store, ZERO, kind=ListKind.LITIGATOR)
    ada = desk("Ada")
    with store.writing() as rows:
        rows.leads.add(lead(1), [ONE])
    take(store, ONE)
    give_lead(store, lead(0), "Ada")
    given = [item for item in told(ada) if isinstance(item, LeadGiven | LeadListed)]
    assert [kinds(item) for item in given] == [["litigator"]]


def test_a_number_that_is_learnt_later_is_compared_as_well(store: HubStore, desk: DeskOf) -> None:
    before = give_lead(store, lead(0), "Ada")
    take(store, ONE)
    ada = desk("Ada")
    told(ada)
    more = msgspec.structs.replace(before, co_borrowers=(Person(phones=(Phone(number=f"+1{ONE}"),)),))
    with store.writing() as rows:
        held = rows.leads.by_id(before.lead_id)
        assert held is not None
        tell_changed(rows, held, more, None, NOW)
    [changed] = told(ada)
    assert kinds(changed) == ["national"]


def test_an_own_lead_of_which_the_hub_is_told_is_compared(store: HubStore, desk: DeskOf) -> None:
    set_company(store, now=NOW, own_leads="company")
    take(store, ZERO)
    ada = desk("Ada")
    own = lead(0, origin="walk_in")
    ada.writes(wire.LEAD_ADDED, own.lead_id, msgspec.json.encode(msgspec.convert(msgspec.to_builtins(own), Lead)))
    ada.pushes()
    given = [item for item in told(ada) if isinstance(item, LeadGiven)]
    assert [kinds(item) for item in given] == [["national"]]


def test_an_import_stands_in_the_audit_without_a_number(store: HubStore) -> None:
    take(store, ZERO, kind=ListKind.STATE, state="TX")
    with store.reading() as rows:
        *_, last = rows.audit.all()
    assert (last.what, last.subject) == ("TX state list of 2026-02-20 imported", "+1 -0")


# -- the verbs ----------------------------------------------------------------------------------------


def run(store: HubStore, *words: object, at: float = 0) -> dict[str, Any]:
    args: Namespace = read_words(["hub", "dnc", *map(str, words)])
    return list_verbs.run(args, store, FixedClock(later(at)))


def test_the_verbs_answer_with_what_is_in_force_and_how_old_it_is(store: HubStore, tmp_path: Path) -> None:
    file = tmp_path / "national.txt"
    file.write_text(f"423,5550142\n{ZERO}\nx\n")
    assert run(store, "import", file, "--kind", "national", "--as-of", "2026-02-20") == {
        "file": "national.txt",
        "kind": "national",
        "state": None,
        "as_of": "2026-02-20",
        "rows": 3,
        "imported": 2,
        "removed": 0,
        "rejected": [{"line": 3, "reason": "no telephone number of North America"}],
        "entries": 2,
        "age_days": 10,
        "stale": False,
    }
    run(store, "import", file, "--kind", "state", "--state", "tx", "--as-of", "2026-01-29")
    assert [(one["kind"], one["state"], one["age_days"], one["stale"]) for one in run(store, "list")["lists"]] == [
        ("national", None, 10, False),
        ("state", "TX", 32, True),
    ]


@pytest.mark.parametrize("as_of", ["soon", ""])
def test_a_day_that_is_none_is_refused(store: HubStore, tmp_path: Path, as_of: str) -> None:
    file = tmp_path / "list.txt"
    file.write_text(ZERO)
    with pytest.raises(BadInput):
        run(store, "import", file, "--kind", "national", "--as-of", as_of)


def test_a_file_that_cannot_be_read_is_named(store: HubStore, tmp_path: Path) -> None:
    file = tmp_path / "empty.txt"
    file.write_text("")
    for path in (file, tmp_path / "none.txt"):
        with pytest.raises(UnreadableFile, match=path.name):
            run(store, "import", path, "--kind", "national", "--as-of", "2026-02-20")
