"""A fact an officer puts right is right for the company and for their next desk; an older one is not told of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.activity import Kind
from app.domain.correcting import Fact
from app.domain.lead import Lead
from app.errors import BadInput
from app.protocol import feed
from app.protocol.older import as_read_by
from app.protocol.versions import V6_CLOCKS, V7_CORRECTIONS
from app.protocol.wire import FeedRow
from tests.desks import a_lead
from tests.together.test_one_story_one_row import Branch


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    made = Branch(tmp_path)
    made.gives(a_lead(), "Ada")
    yield made
    made.close()


def at_the_hub(branch: Branch) -> Lead:
    with branch.hub.reading() as rows:
        held = rows.leads.by_id("lead-1")
        assert held is not None
        return held.lead


def test_a_number_and_a_zip_put_right_are_right_everywhere_and_found_by(branch: Branch) -> None:
    ada = branch.desks["Ada"]
    ada.facts.correct("lead-1", Fact.PHONE, "(423) 555-0199", "+14235550142")
    ada.facts.correct("lead-1", Fact.ZIP, "37403")
    branch.syncs()
    assert at_the_hub(branch).borrower.phones[0].number == "+14235550199"
    assert at_the_hub(branch).address.zip == "37403"
    assert [line.lead_id for line in ada.leads.search("555-0199")] == ["lead-1"]
    told = [row.words for row in ada.leads.card("lead-1").timeline[:2]]
    assert set(told) == {"Corrected the phone: (423) 555-0142 → (423) 555-0199", "Corrected the zip: 37402 → 37403"}
    mine, theirs = branch.rows_of("Ada")
    assert mine == theirs


def test_taken_back_it_is_as_it_was_on_both_sides(branch: Branch) -> None:
    ada = branch.desks["Ada"]
    ada.facts.correct("lead-1", Fact.NAME, "Dana Whitlock")
    branch.syncs()
    assert at_the_hub(branch).borrower.name == "Dana Whitlock"
    ada.activities.undo(ada.leads.card("lead-1").timeline[0].activity_id)
    branch.syncs()
    assert at_the_hub(branch).borrower.name == "Dana Zzyzxborrower"
    assert ada.leads.card("lead-1").lead.borrower.name == "Dana Zzyzxborrower"


def test_a_feed_read_anew_leaves_the_fact_right(branch: Branch) -> None:
    ada = branch.desks["Ada"]
    ada.facts.correct("lead-1", Fact.PHONE, "(423) 555-0199", "+14235550142")
    with ada.store.writing() as tx:
        for name in (tx.fact("sync.feeds") or b"").decode().split(","):
            tx.put_fact(f"sync.staging.{name}", b"null")
    branch.syncs()
    assert [phone.number for phone in ada.leads.card("lead-1").lead.phones] == ["+14235550199"]


@pytest.mark.parametrize(
    ("fact", "value"),
    [(Fact.PHONE, "12"), (Fact.EMAIL, "nobody"), (Fact.STATE, "Atlantis"), (Fact.ZIP, "x"), (Fact.AMOUNT, "much"),
     (Fact.NAME, ""), (Fact.CITY, "Chattanooga"), (Fact.NAME, "x" * 300)],
)  # fmt: skip
def test_what_cannot_be_or_changes_nothing_is_refused(branch: Branch, fact: Fact, value: str) -> None:
    ada = branch.desks["Ada"]
    with pytest.raises(BadInput):
        ada.facts.correct("lead-1", fact, value)
    assert len(ada.leads.card("lead-1").timeline) == 1


def test_a_desk_before_corrections_is_sent_none(branch: Branch) -> None:
    ada = branch.desks["Ada"]
    ada.facts.correct("lead-1", Fact.CITY, "Nashville")
    with ada.store.reading() as tx:
        (said,) = (a for a in tx.activities("lead-1") if a.kind is Kind.CORRECTED)
    kind, body = feed.write(feed.HubActivity(activity=said))
    row = FeedRow(seq=1, mark="m", kind=kind, body=body)
    assert as_read_by(V6_CLOCKS, row) is None
    assert as_read_by(V7_CORRECTIONS, row) is row
