"""The verbs about vendors, from the words of a command line."""

from __future__ import annotations

from typing import Any

import pytest

from app.clock import FixedClock
from app.command_line import read_words
from app.errors import BadInput
from app.hub import vendor_posts
from app.hub.command import only_reads, run
from app.hub.sums import ScoredSums
from app.leadfiles.web_posts import WebPost
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, TERMS
from tests.marked import MARKED
from tests.shipped import shipped_rules

CLOCK = FixedClock(NOW)


def said(store: SqlHubStore, *words: str) -> dict[str, Any]:
    args = read_words(["hub", "intake", *words])
    return run(args, store, CLOCK, ScoredSums(shipped_rules()), TERMS)


def test_a_source_is_made_with_a_key_that_is_shown_once(store: SqlHubStore) -> None:
    made = said(
        store, "add", "Rate  Table", "--cost", "$42.50", "--campaign", "Q4", "--assign", "Ada", "--map", "q=7=State"
    )
    assert (made["source"], made["address"]) == ("Rate Table", "/v1/intake/rate-table")
    assert len(made["key"]) == 47
    (source,) = said(store, "list")["sources"]
    assert made["key"] not in str(source)
    assert {name: source[name] for name in ("campaign", "cost", "assign", "per_minute", "map")} == {
        "campaign": "Q4",
        "cost": "42.50",
        "assign": "Ada",
        "per_minute": 120,
        "map": {"q=7": "State"},
    }
    assert [key["id"] for key in source["keys"]] == [made["key_id"]]


def test_settings_change_one_by_one_and_end_when_they_are_emptied(store: SqlHubStore) -> None:
    said(store, "add", "A", "--assign", "Ada", "--map", "x=Phone", "--consent-required", "yes")
    changed = said(store, "set", "a", "--trigger-leads", "yes", "--per-minute", "5")
    assert (changed["assign"], changed["consent_required"], changed["trigger_leads"]) == ("Ada", True, True)
    emptied = said(store, "set", "a", "--assign", "", "--map", "x=", "--consent-required", "no")
    assert (emptied["assign"], emptied["consent_required"], emptied["map"]) == (None, False, {})
    assert (emptied["trigger_leads"], emptied["per_minute"]) == (True, 5)


@pytest.mark.parametrize(
    "words",
    [
        ["add", "A", "--assign", "Nobody"],
        ["add", "A", "--cost", "much"],
        ["add", "A", "--cost", "-1"],
        ["add", "A", "--map", "x=Nonsense"],
        ["add", "A", "--map", "x"],
        ["add", "A", "--map", "=Phone"],
        ["add", "A", "--per-minute", "0"],
        ["add", "known"],
        ["set", "unknown"],
        ["key", "unknown"],
        ["revoke", "unknown"],
        ["revoke", "known", "--key", "unknown"],
        ["posts", "unknown"],
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(store: SqlHubStore, words: list[str]) -> None:
    said(store, "add", "known")
    before = said(store, "list")
    with pytest.raises(BadInput):
        said(store, *words)
    assert said(store, "list") == before


def test_keys_are_made_and_ended_and_the_audit_says_so_without_them(store: SqlHubStore) -> None:
    first = said(store, "add", "A")
    second = said(store, "key", "A", "--keep-old")
    third = said(store, "key", "A")
    assert said(store, "revoke", "A", "--key", third["key_id"]) == {"source": "A", "revoked": [third["key_id"]]}
    (source,) = said(store, "list")["sources"]
    assert [key["revoked_at"] is not None for key in source["keys"]] == [True, True, True]
    with store.reading() as rows:
        lines = [(line.what, line.subject) for line in rows.audit.all()]
    made, ended = "intake key made for a", "intake key of a revoked"
    # the two that ended at once did so in no order
    assert [*lines[-7:-4], *sorted(lines[-4:-2]), *lines[-2:]] == [
        ("intake source added", "a"),
        (made, first["key_id"]),
        (made, second["key_id"]),
        *sorted((ended, key["key_id"]) for key in (first, second)),
        (made, third["key_id"]),
        (ended, third["key_id"]),
    ]
    assert not any(key["key"] in str(lines) for key in (first, second, third))


def test_what_was_posted_is_counted_and_listed_without_saying_whose_it_was(store: SqlHubStore) -> None:
    key = said(store, "add", "A")["key"]
    for body in (f"name={MARKED}&phone=6155550101", f"name={MARKED}&phone=6155550101", "name=x", "hello"):
        vendor_posts.take_post(store, "a", key, WebPost(body.encode()), NOW)
    (source,) = said(store, "list")["sources"]
    assert source["last_30_days"] == {"accepted": 1, "duplicate": 1, "rejected": 2}
    posts = said(store, "posts", "A")
    assert sorted((post["status"], post["why"] or "") for post in posts["posts"]) == [
        ("accepted", ""),
        ("duplicate", "known"),
        ("rejected", "unreachable"),
        ("rejected", "unreadable"),
    ]
    assert MARKED not in str(posts)
    assert len(said(store, "posts", "A", "--limit", "2")["posts"]) == 2


def test_a_desks_folder_is_only_told_of_a_hub_by_those_that_read(store: SqlHubStore) -> None:
    reads = [
        words
        for words in ("list", "posts A", "add A", "key A")
        if only_reads(read_words(["hub", "intake", *words.split()]))
    ]
    assert reads == ["list", "posts A"]
