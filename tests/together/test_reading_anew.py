"""A hub put back to an older state is read anew beside what the desk has; the old goes only when the new is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from app.desktop.desk import Desk, build_desk
from app.desktop.rounds import STAGING
from app.domain.activity import Kind
from app.errors import HubUnreachable
from app.hub.assigning import give
from app.hub.exchange import pull
from app.hub.forgetting import Whom, purge
from app.protocol import versions, wire
from app.protocol.feed import LeadGone, write
from tests.desks import a_lead, shipped
from tests.together.test_one_story_one_row import ZONE, Branch, Link

#: leads Ada holds; with pages of three rows her feed is several
HELD = [f"lead-{n}" for n in range(7)]


@dataclass
class Faults:
    """What happens to the pages of one desk: `after` so many pulls the line is cut, `changed` spoils an answer."""

    after: int | None = None
    changed: Callable[[wire.PullAnswer], wire.PullAnswer] = lambda answer: answer
    asked: list[wire.PullRequest] = field(default_factory=list)


@dataclass
class FaultyLink(Link):
    faults: Faults = field(default_factory=Faults)

    def pull(self, request: wire.PullRequest, within_s: float | None = None) -> wire.PullAnswer:
        if self.faults.after is not None and len(self.faults.asked) >= self.faults.after:
            raise HubUnreachable("The line was cut.")
        self.faults.asked.append(request)
        answer = super().pull(request)
        assert isinstance(answer, wire.PullAnswer)
        return self.faults.changed(answer)


@dataclass
class Restored:
    """A branch whose hub says of its feeds that they are in another life, and Ada's desk before it heard of that."""

    branch: Branch
    ada: Desk
    faults: Faults

    @property
    def held(self) -> set[str]:
        with self.ada.store.reading() as tx:
            return {held.lead.lead_id for held in tx.leads() if held.from_hub}

    @property
    def staged(self) -> list[wire.FeedRow]:
        with self.ada.store.reading() as tx:
            identity = tx.identity()
            assert identity is not None
            return tx.staged(f"officer:{identity.officer.officer_id}")


def gives(branch: Branch, lead_id: str, name: str) -> None:
    with branch.hub.writing() as rows:
        person = rows.people.named(name)
        assert person is not None
        lead = a_lead(lead_id)
        rows.leads.add(lead, [])
        give(rows, lead, person, branch.clock.now(), why="test")


@pytest.fixture
def restored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Restored]:
    branch, faults = Branch(tmp_path), Faults()
    for lead_id in HELD:
        gives(branch, lead_id, "Ada")
    ada = build_desk(
        branch.desks["Ada"].store,
        branch.clock,
        shipped(),
        lambda _url, token: FaultyLink(branch.hub, branch.clock, token, faults),
        machine_zone=ZONE,
    )
    ada.sync.round()
    with branch.hub.writing() as rows:
        rows.put_company(replace(rows.company(), feed_epoch="another life"))
    monkeypatch.setattr("app.hub.verdicts.PAGE_ROWS", 3)
    faults.asked.clear()
    yield Restored(branch, ada, faults)
    branch.close()


def test_cut_off_after_every_page_the_desk_works_from_what_it_has_and_goes_on_where_it_was(restored: Restored) -> None:
    pages = 0
    for pages in range(1, 20):
        restored.faults.after = pages
        try:
            restored.ada.sync.round()
            break
        except HubUnreachable:
            assert restored.held == set(HELD)
            restored.ada.leads.card(HELD[-1])
    assert pages > 2
    assert restored.held == set(HELD)
    assert restored.staged == []
    assert not restored.faults.asked[0].anew
    # nothing was asked for twice
    seqs = [cursor.seq for asked in restored.faults.asked[1:] for cursor in officers(asked)]
    assert seqs == sorted(set(seqs))


def officers(asked: wire.PullRequest) -> list[wire.Cursor]:
    return [cursor for name, cursor in asked.cursors.items() if name.startswith("officer:") and cursor is not None]


def test_what_was_logged_meanwhile_stays_though_the_lead_went_and_came_back(restored: Restored) -> None:
    with restored.branch.hub.writing() as rows:
        ada = rows.people.named("Ada")
        assert ada is not None
        feed, held = f"officer:{ada.person_id}", rows.leads.by_id("lead-0")
        assert held is not None
        rows.feeds.append(feed, LeadGone(lead_id="lead-0", why="test"))
        give(rows, held.lead, ada, restored.branch.clock.now(), why="test")
    restored.faults.after = 2
    with pytest.raises(HubUnreachable):
        restored.ada.sync.round()
    restored.faults.after = None
    changed = restored.faults.changed

    def logs_once(answer: wire.PullAnswer) -> wire.PullAnswer:
        restored.faults.changed = changed
        restored.branch.logs("Ada", "lead-0", Kind.NO_ANSWER)
        return answer

    restored.faults.changed = logs_once
    restored.ada.sync.round()
    with restored.ada.store.reading() as tx:
        assert [activity.kind for activity in tx.activities("lead-0")] == [Kind.NO_ANSWER]
    assert restored.ada.sync.state().pending == 1


def test_a_lead_the_restored_hub_does_not_give_goes_with_the_swap_and_not_before(restored: Restored) -> None:
    with restored.branch.hub.writing() as rows:
        ada = rows.people.named("Ada")
        assert ada is not None
        rows.leads.hold("lead-0", None, restored.branch.clock.now(), "test")
        rows.feeds.append(f"officer:{ada.person_id}", LeadGone(lead_id="lead-0", why="test"))
    restored.faults.after = 2
    with pytest.raises(HubUnreachable):
        restored.ada.sync.round()
    assert "lead-0" in restored.held
    restored.faults.after = None
    result, _ = restored.ada.sync.round()
    assert restored.held == set(HELD) - {"lead-0"}
    assert not result.resync, "it was told in the round before"


def loses_a_row(answer: wire.PullAnswer) -> wire.PullAnswer:
    return msgspec.structs.replace(answer, pages=[msgspec.structs.replace(p, rows=p.rows[1:]) for p in answer.pages])


def empties(answer: wire.PullAnswer) -> wire.PullAnswer:
    pages = [msgspec.structs.replace(p, rows=[], more=False, whole=None) for p in answer.pages]
    return msgspec.structs.replace(answer, pages=pages)


def strange_marks(answer: wire.PullAnswer) -> wire.PullAnswer:
    def marked(page: wire.FeedPage) -> wire.FeedPage:
        rows = [msgspec.structs.replace(row, mark="x") for row in page.rows]
        return msgspec.structs.replace(page, rows=rows)

    return msgspec.structs.replace(answer, pages=[marked(page) for page in answer.pages])


@pytest.mark.parametrize("spoilt", [loses_a_row, strange_marks])
def test_what_is_not_whole_is_thrown_away_and_asked_for_again(
    restored: Restored, spoilt: Callable[[wire.PullAnswer], wire.PullAnswer]
) -> None:
    restored.faults.changed = spoilt
    for _ in range(2):
        with pytest.raises(HubUnreachable, match="keeps what it had"):
            restored.ada.sync.round()
        assert restored.held == set(HELD)
    assert restored.ada.sync.state().is_offline
    restored.faults.changed = lambda answer: answer
    # of the officer's feed a spoilt page may still lie apart, which shows when the last one has come
    with suppress(HubUnreachable):
        restored.ada.sync.round()
    restored.ada.sync.round()
    assert restored.held == set(HELD)
    assert restored.staged == []


def test_an_empty_answer_removes_nothing(restored: Restored) -> None:
    restored.faults.changed = empties
    restored.ada.sync.round()
    assert restored.held == set(HELD)


def test_a_hub_from_before_is_believed_by_the_feeds_end(restored: Restored) -> None:
    def as_before(answer: wire.PullAnswer) -> wire.PullAnswer:
        return msgspec.structs.replace(answer, pages=[msgspec.structs.replace(p, whole=None) for p in answer.pages])

    restored.faults.changed = as_before
    result, _ = restored.ada.sync.round()
    assert result.resync
    assert restored.held == set(HELD)


@pytest.mark.parametrize("version", [versions.V1_LOOP, versions.V2_LISTS, versions.V3_SUMS])
def test_the_whole_is_told_to_who_can_read_it_on_the_last_page(restored: Restored, version: int) -> None:
    restored.ada.sync.round()
    asked = restored.faults.asked[0]
    link = FaultyLink(restored.branch.hub, restored.branch.clock, token_of(restored.ada))
    answer = pull(
        restored.branch.hub, link._caller(), msgspec.structs.replace(asked, protocol=version), restored.branch.clock.at
    )
    assert isinstance(answer, wire.PullAnswer)
    assert all(page.resync for page in answer.pages)
    told = {page.feed.partition(":")[0] for page in answer.pages if page.whole is not None}
    assert told == ({page.feed.partition(":")[0] for page in answer.pages if not page.more} if version >= 3 else set())


def token_of(desk: Desk) -> str:
    with desk.store.reading() as tx:
        identity = tx.identity()
    assert identity is not None
    return identity.token


def test_a_hub_restored_again_meanwhile_begins_once_more(restored: Restored) -> None:
    restored.faults.after = 2
    with pytest.raises(HubUnreachable):
        restored.ada.sync.round()
    assert restored.staged
    with restored.branch.hub.writing() as rows:
        rows.put_company(replace(rows.company(), feed_epoch="a third life"))
    restored.faults.after = None
    result, _ = restored.ada.sync.round()
    assert result.resync
    assert restored.held == set(HELD)
    assert restored.staged == []


@pytest.mark.parametrize("at", range(1, 5))
@pytest.mark.parametrize("version", [versions.V2_LISTS, versions.V3_SUMS])
def test_two_programs_on_one_profile_do_not_take_half_a_feed_for_the_whole(
    restored: Restored, at: int, version: int
) -> None:
    other = build_desk(
        restored.ada.store,
        restored.branch.clock,
        shipped(),
        lambda _url, token: FaultyLink(restored.branch.hub, restored.branch.clock, token),
        machine_zone=ZONE,
    )

    def other_reads_on(answer: wire.PullAnswer) -> wire.PullAnswer:
        if len(restored.faults.asked) == at:
            other.sync.round()
        pages = [msgspec.structs.replace(p, whole=p.whole if version >= 3 else None) for p in answer.pages]
        return msgspec.structs.replace(answer, pages=pages)

    restored.faults.changed = other_reads_on
    restored.ada.sync.round()
    restored.ada.sync.round()
    assert restored.held == set(HELD)
    assert restored.staged == []


def test_a_person_forgotten_while_the_feed_is_read_anew_is_gone_after_it(restored: Restored) -> None:
    restored.faults.after = 2
    with pytest.raises(HubUnreachable):
        restored.ada.sync.round()
    purge(restored.branch.hub, Whom(lead_id="lead-1"), "ticket 7", restored.branch.clock.now())
    restored.faults.after = None
    restored.ada.sync.round()
    assert restored.held == set(HELD) - {"lead-1"}
    assert b"lead-1" not in b"".join(row.body for row in restored.staged)


def test_a_device_that_is_shut_out_meanwhile_hears_so_and_keeps_nothing_apart(restored: Restored) -> None:
    restored.faults.after = 2
    with pytest.raises(HubUnreachable):
        restored.ada.sync.round()
    restored.faults.after = None

    def farewell(answer: wire.PullAnswer) -> wire.PullAnswer:
        (page,) = [page for page in answer.pages if page.feed.startswith("officer:")]
        kind, body = write(LeadGone(lead_id="lead-0", why="shut out"))
        rows = [wire.FeedRow(seq=0, mark="", kind=kind, body=body)] * 2
        cursor = wire.Cursor(epoch="shut out", seq=0, mark="")
        said = wire.FeedPage(feed=page.feed, rows=rows, cursor=cursor, more=False, resync=False)
        return msgspec.structs.replace(answer, pages=[said], feeds=[page.feed])

    restored.faults.changed = farewell
    restored.ada.sync.round()
    assert restored.held == set(HELD) - {"lead-0"}
    assert restored.staged == []
    with restored.ada.store.reading() as tx:
        identity = tx.identity()
        assert identity is not None
        assert tx.fact(f"{STAGING}officer:{identity.officer.officer_id}") is None
