"""Push and pull, case by case."""

from __future__ import annotations

import threading
from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest

from app.domain.activity import Kind
from app.domain.lead import Person, Phone
from app.errors import BadInput, SignInRefused
from app.hub import checking
from app.hub.exchange import pull, push
from app.hub.founding import set_company
from app.hub.letting_in import revoke
from app.hub.people import leave
from app.protocol import feed, wire
from app.protocol.chain import Event, rechain
from app.protocol.person_hash import HASH_BYTES, number_hash
from app.protocol.wire import Cursor, Fork, PullRequest, Receipt, Rewind, Stranger
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, Desk, DeskOf, give_lead, later, lead


def kinds(rows: list[wire.FeedRow]) -> list[str]:
    return [row.kind for row in rows]


def quarantined(store: SqlHubStore) -> int:
    with store.reading() as rows:
        return sum(rows.events.quarantined().values())


def test_a_new_officer_is_told_who_he_is_and_what_the_company_wants(desk: DeskOf) -> None:
    told = desk("Ada").pulls()
    assert sorted(set(kinds(told))) == ["company", "officer", "person_key", "playbook"]


def test_a_given_lead_comes_down_once(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    ada.pulls()
    given = give_lead(store, lead(), "Ada")
    (row,) = ada.pulls()
    item = feed.read(row.kind, row.body)
    assert isinstance(item, feed.LeadGiven)
    assert item.lead == given
    assert item.rings
    assert item.lead.assigned_at == NOW
    assert item.lead.playbook_version == 1
    assert ada.pulls() == []


def test_a_logged_call_goes_up_and_a_repeat_changes_nothing(store: SqlHubStore, desk: DeskOf) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    activity = ada.logs(mine.lead_id, Kind.NO_ANSWER)
    first, second = ada.pushes(), ada.pushes()
    assert isinstance(first, Receipt)
    assert (first.have_seq, first.have_hash) == (1, ada.log[0].hash)
    assert second == first
    with store.reading() as rows:
        assert [k.activity for k in rows.activities.of_leads([mine.lead_id])[mine.lead_id]] == [activity]


def test_an_overlap_is_skipped_and_the_rest_appended(store: SqlHubStore, desk: DeskOf) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.NO_ANSWER)
    ada.logs(mine.lead_id, Kind.BUSY, later(5))
    ada.pushes()
    ada.logs(mine.lead_id, Kind.LEFT_VOICEMAIL, later(20))
    answer = ada.pushes(after=1)
    assert isinstance(answer, Receipt)
    assert answer.have_seq == 3
    assert checking.verify(store).is_ok


def test_a_push_without_events_asks_what_the_hub_has(store: SqlHubStore, desk: DeskOf) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.NO_ANSWER)
    ada.pushes()
    answer = ada.pushes(after=1)
    assert isinstance(answer, Receipt)
    assert answer.have_seq == 1


def test_a_hub_that_has_less_asks_for_the_rest_again(store: SqlHubStore, desk: DeskOf) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.BUSY)
    ada.pushes()
    for minute in range(1, 4):
        ada.logs(mine.lead_id, Kind.BUSY, later(minute))
    answer = ada.pushes(after=3)
    assert isinstance(answer, Rewind)
    assert (answer.have_seq, answer.have_hash) == (1, ada.log[0].hash)
    again = ada.pushes(after=answer.have_seq)
    assert isinstance(again, Receipt)
    assert again.have_seq == 4


def test_a_copied_desktop_goes_on_as_a_new_device_and_counts_nothing_twice(store: SqlHubStore, desk: DeskOf) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.BUSY)
    copy = Desk(store, ada.enrolled, log=list(ada.log))
    ada.logs(mine.lead_id, Kind.NO_ANSWER, later(10))
    ada.pushes()
    copy.logs(mine.lead_id, Kind.LEFT_VOICEMAIL, later(11))
    answer = copy.pushes()
    assert isinstance(answer, Fork)

    copy.enrolled = msgspec.structs.replace(copy.enrolled, device_id=answer.device_id, token=answer.token)
    moved: list[Event] = []
    for event in copy.log:
        moved.append(rechain(event, answer.device_id, len(moved) + 1, moved[-1].hash if moved else bytes(32)))
    copy.log = moved
    receipt = copy.pushes()
    assert isinstance(receipt, Receipt)
    assert receipt.have_seq == 2
    with store.reading() as rows:
        logged = rows.activities.of_leads([mine.lead_id])[mine.lead_id]
    assert [kept.activity.kind for kept in logged] == [Kind.BUSY, Kind.NO_ANSWER, Kind.LEFT_VOICEMAIL]
    assert quarantined(store) == 0
    assert checking.verify(store).is_ok
    assert isinstance(ada.pushes(), Receipt), "the original goes on as before"


def test_another_hub_reads_nothing(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    request = msgspec.structs.replace(ada.request(), hub_id="another")
    assert isinstance(push(store, ada.caller(), request, NOW), Stranger)
    assert isinstance(pull(store, ada.caller(), PullRequest(hub_id="another", cursors={}), NOW), Stranger)


def test_a_token_pushes_its_own_device_only(store: SqlHubStore, desk: DeskOf) -> None:
    ada, eve = desk("Ada"), desk("Eve")
    with pytest.raises(BadInput):
        push(store, eve.caller(), ada.request(), NOW)


def test_a_revoked_device_is_let_in_no_more(store: SqlHubStore, desk: DeskOf) -> None:
    ada, other = desk("Ada"), desk("Ada")
    revoke(store, ada.enrolled.device_id, NOW)
    with pytest.raises(SignInRefused):
        ada.caller()
    assert other.caller().out_since is None


def test_a_device_that_is_shut_out_hands_in_its_log_and_then_removes_its_leads(
    store: SqlHubStore, desk: DeskOf
) -> None:
    ada, other = desk("Ada"), desk("Ada")
    mine = give_lead(store, lead(), "Ada")
    ada.pulls()
    other.pulls()
    ada.logs(mine.lead_id, Kind.NO_ANSWER)
    revoke(store, ada.enrolled.device_id, NOW)
    assert isinstance(ada.pushes(), Receipt)
    assert quarantined(store) == 0
    give_lead(store, lead(1), "Ada")
    told = ada.pulls()
    assert set(kinds(told)) == {"lead_gone"}, "nothing new is told"
    assert mine.lead_id in {feed.read(row.kind, row.body).lead_id for row in told}
    with pytest.raises(SignInRefused, match="no longer let in"):
        ada.pulls()
    assert "lead_gone" not in kinds(other.pulls()), "the leads stay on the person's other desk"


def test_a_device_that_joins_nothing_but_is_shut_out_is_told_its_feed_and_no_other(
    store: SqlHubStore, desk: DeskOf
) -> None:
    ada = desk("Ada")
    revoke(store, ada.enrolled.device_id, NOW)
    answer = pull(store, ada.known(), PullRequest(hub_id=ada.enrolled.hub_id, cursors={}), NOW)
    assert isinstance(answer, wire.PullAnswer)
    assert (answer.pages, answer.feeds) == ([], [feed.officer_feed(ada.person_id)])


def test_the_last_words_of_a_device_that_is_shut_out_have_an_end(store: SqlHubStore, desk: DeskOf) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.BUSY)
    revoke(store, ada.enrolled.device_id, NOW)
    with pytest.raises(SignInRefused):
        ada.pushes(now=NOW + timedelta(days=31))
    assert isinstance(ada.pushes(now=NOW + timedelta(days=30)), Receipt)


def test_what_somebody_who_left_hands_in_late_counts_and_waits_for_somebody_else(
    store: SqlHubStore, desk: DeskOf
) -> None:
    set_company(store, now=NOW, own_leads="company")
    ada, mine, own = desk("Ada"), give_lead(store, lead(), "Ada"), lead(1, origin="walk_in")
    ada.pulls()
    ada.logs(mine.lead_id, Kind.NO_ANSWER)
    ada.writes("lead_added", own.lead_id, msgspec.json.encode(own))
    leave(store, "Ada", NOW)
    ada.pushes()
    assert quarantined(store) == 0
    with store.reading() as rows:
        assert len(rows.activities.of_leads([mine.lead_id])[mine.lead_id]) == 1
        assert {held.holder_id for held in rows.leads.by_ids([mine.lead_id, own.lead_id]).values()} == {None}
        said = [line.what for line in rows.audit.all()]
    assert said[-2:] == ["2 events handed in after being shut out", "leads taken back: 1"]
    assert {feed.read(row.kind, row.body).lead_id for row in ada.pulls()} == {mine.lead_id, own.lead_id}


@pytest.mark.parametrize(
    "payload", [b"", b"not json", b"[]", b'{"activity_id":"a"}', b"\xff\xfe", b'{"activity_id":"\\u0000"}']
)
def test_what_the_hub_cannot_read_is_kept_and_blocks_nothing(store: SqlHubStore, desk: DeskOf, payload: bytes) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    ada.writes("activity", mine.lead_id, payload)
    ada.writes("a type of the future", mine.lead_id, b"{}")
    ada.logs(mine.lead_id, Kind.NO_ANSWER)
    answer = ada.pushes()
    assert isinstance(answer, Receipt)
    assert answer.have_seq == 3
    assert quarantined(store) == 2
    with store.reading() as rows:
        assert len(rows.activities.of_leads([mine.lead_id])[mine.lead_id]) == 1
        assert next(event.payload for event in rows.events.of_device(ada.enrolled.device_id)) == payload
    assert checking.verify(store).is_ok


@pytest.mark.parametrize("field", ["event_id", "type", "lead_id", "actor_id", "tz", "boot_id"])
def test_a_log_with_a_nul_in_a_word_is_refused_whole(store: SqlHubStore, desk: DeskOf, field: str) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.BUSY)
    ada.log[0] = msgspec.structs.replace(ada.log[0], **{field: "a\x00b"})
    with pytest.raises(BadInput, match="NUL"):
        ada.pushes()


def test_nobody_logs_in_anothers_name_or_on_a_lead_he_never_held(store: SqlHubStore, desk: DeskOf) -> None:
    ada, eve, mine = desk("Ada"), desk("Eve"), give_lead(store, lead(), "Ada")
    eve.logs(mine.lead_id, Kind.NO_ANSWER)
    eve.logs(mine.lead_id, Kind.NO_ANSWER, actor_id=ada.person_id)
    eve.logs(mine.lead_id, Kind.STAGE_REPORTED, stage="funded")
    assert isinstance(eve.pushes(), Receipt)
    assert quarantined(store) == 3
    with store.reading() as rows:
        assert rows.activities.of_leads([mine.lead_id]) == {}


def test_nobody_takes_back_what_another_logged(store: SqlHubStore, desk: DeskOf) -> None:
    ada, eve, mine = desk("Ada"), desk("Eve"), give_lead(store, lead(), "Ada")
    call = ada.logs(mine.lead_id, Kind.APPOINTMENT, when=later(600))
    ada.pushes()
    with store.writing() as rows:
        rows.leads.hold(mine.lead_id, eve.person_id, later(1), "moved")
    eve.logs(mine.lead_id, Kind.RETRACTED, later(2), corrects=call.activity_id)
    eve.pushes()
    assert quarantined(store) == 1


def test_what_was_logged_before_a_lead_moved_on_still_counts(store: SqlHubStore, desk: DeskOf) -> None:
    ada, eve, mine = desk("Ada"), desk("Eve"), give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.NO_ANSWER)
    with store.writing() as rows:
        rows.leads.hold(mine.lead_id, eve.person_id, later(1), "moved")
    ada.pushes()
    assert quarantined(store) == 0
    assert "activity" in kinds(eve.pulls()), "the new holder sees it"


def test_do_not_call_reaches_every_desk_as_a_hash_and_can_be_taken_back(store: SqlHubStore, desk: DeskOf) -> None:
    couple = Person(phones=(Phone(number="+16155550101"), Phone(number="+16155550102")))
    wife = Person(phones=(Phone(number="+16155550103"),))
    ada, eve = desk("Ada"), desk("Eve")
    mine = give_lead(store, lead(borrower=couple, co_borrowers=(wife,)), "Ada")
    eve.pulls()
    said = ada.logs(mine.lead_id, Kind.DO_NOT_CALL, number="+1 (615) 555-0102")
    ada.pushes()

    rows = eve.pulls()
    with store.reading() as r:
        key = r.company().person_key
    items = [feed.read(row.kind, row.body) for row in rows]
    blocked = {item.number_hash for item in items if isinstance(item, feed.DoNotCall)}
    assert blocked == {number_hash(key, "+16155550101"), number_hash(key, "+16155550102")}
    assert b"615555" not in b"".join(row.body for row in rows)

    ada.logs(mine.lead_id, Kind.RETRACTED, later(1), channel=None, corrects=said.activity_id)
    ada.pushes()
    items = [feed.read(row.kind, row.body) for row in eve.pulls()]
    freed = {i.number_hash for i in items if isinstance(i, feed.DoNotCall) and not i.stands}
    assert freed == blocked


def test_tries_are_told_for_24_hours_only(store: SqlHubStore, desk: DeskOf) -> None:
    ada, eve, mine = desk("Ada"), desk("Eve"), give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.NO_ANSWER)
    ada.pushes()
    (tried,) = [row for row in eve.pulls() if row.kind == "tried"]
    item = feed.read(tried.kind, tried.body)
    assert isinstance(item, feed.Tried)
    assert item.at == NOW
    late = desk("Ben")
    assert "tried" not in kinds(late.pulls(NOW + timedelta(hours=24)))
    assert late.pulls(NOW + timedelta(hours=25)) == [], "the cursor moved over what was not sent"
    with store.writing() as rows:
        rows.feeds.forget_expired(NOW + timedelta(hours=24))
    with store.reading() as rows:
        assert [r.body for r, _ in rows.feeds.rows("company", 0, 100) if r.kind == "tried"] == [b""]


def test_another_branch_sees_nothing_whatever_it_asks_for(store: SqlHubStore, desk: DeskOf) -> None:
    ada, eve = desk("Ada"), desk("Eve")
    give_lead(store, lead(), "Ada")
    eve.cursors = dict.fromkeys([*ada.enrolled.feeds, "officer:", "branch:x"])
    assert set(kinds(eve.pulls())) == {"officer", "company", "person_key", "playbook"}
    assert eve.asks().feeds == eve.enrolled.feeds


@pytest.mark.parametrize("cursor", [("other", 1, ""), (None, 1, "wrong mark"), (None, 99, ""), (None, -1, "")])
def test_a_cursor_from_another_life_of_the_hub_starts_over(
    store: SqlHubStore, desk: DeskOf, cursor: tuple[str | None, int, str]
) -> None:
    ada = desk("Ada")
    before = ada.pulls()
    good = ada.cursors["company"]
    assert good is not None
    epoch, seq, mark = cursor
    ada.cursors["company"] = Cursor(epoch=epoch or good.epoch, seq=seq, mark=mark)
    page = next(page for page in ada.asks().pages if page.feed == "company")
    assert page.resync
    assert page.cursor == good
    assert [row.kind for row in page.rows] == [row.kind for row in before if row.kind != "officer"]


def test_a_long_feed_comes_in_pages(store: SqlHubStore, desk: DeskOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.hub.verdicts.PAGE_ROWS", 7)
    ada = desk("Ada")
    given = [give_lead(store, lead(n), "Ada").lead_id for n in range(30)]
    told = [item for row in ada.pulls() if isinstance(item := feed.read(row.kind, row.body), feed.LeadGiven)]
    assert [item.lead.lead_id for item in told] == given


def test_writers_at_once_leave_no_gap_and_a_reader_misses_nothing(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    leads = [lead(n) for n in range(40)]

    def give_some(part: int) -> None:
        for one in leads[part::4]:
            give_lead(store, one, "Ada")

    threads = [threading.Thread(target=give_some, args=(part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        ada.pulls()
    ada.pulls()
    told = [row for name, row in ada.told if name.startswith("officer") and row.kind == "lead"]
    assert {feed.read(row.kind, row.body).lead.lead_id for row in told} == {one.lead_id for one in leads}
    assert [row.seq for row in told] == list(range(2, 42))


def test_an_own_lead_goes_up_only_where_the_company_wants_it(store: SqlHubStore, desk: DeskOf) -> None:
    own = lead(origin="walk_in")
    ada = desk("Ada")
    ada.writes("lead_added", own.lead_id, msgspec.json.encode(own))
    ada.writes("own_count", "", msgspec.json.encode(wire.OwnCount(on="2026-03-02", kind="no_answer")))
    ada.pushes()
    assert quarantined(store) == 1
    set_company(store, now=NOW, own_leads="company")
    other = lead(1, origin="walk_in")
    ada.writes("lead_added", other.lead_id, msgspec.json.encode(other))
    ada.logs(other.lead_id, Kind.NO_ANSWER)
    ada.pushes(after=2)
    assert quarantined(store) == 1
    with store.reading() as rows:
        held = rows.leads.by_id(other.lead_id)
        assert rows.leads.by_id(own.lead_id) is None
    assert held is not None
    assert held.holder_id == ada.person_id


def test_nobody_takes_back_what_another_officer_was_told(store: SqlHubStore, desk: DeskOf) -> None:
    ada, eve, number = desk("Ada"), desk("Eve"), bytes(HASH_BYTES)
    ada.writes("own_do_not_call", "", msgspec.json.encode(wire.OwnDoNotCall(about="a", numbers=[number])))
    eve.writes("own_do_not_call", "", msgspec.json.encode(wire.OwnDoNotCall(about="a", numbers=[], stands=False)))
    eve.writes("own_do_not_call", "", msgspec.json.encode(wire.OwnDoNotCall(about="b", numbers=[b"short"])))
    eve.writes("own_do_not_call", "", msgspec.json.encode(wire.OwnDoNotCall(about="", numbers=[number])))
    ada.pushes()
    eve.pushes()
    with store.reading() as rows:
        assert rows.numbers.blocked([number]) == {number}
    assert quarantined(store) == 2


def test_own_leads_that_cannot_be_used_are_laid_aside(store: SqlHubStore, desk: DeskOf) -> None:
    set_company(store, now=NOW, own_leads="company")
    ada, eve = desk("Ada"), desk("Eve")
    own = lead(origin="walk_in")
    eve.writes("lead_added", own.lead_id, msgspec.json.encode(own))
    eve.writes("lead_added", own.lead_id, msgspec.json.encode(own))
    eve.pushes()
    assert quarantined(store) == 0, "the same lead twice is one lead"
    ada.writes("lead_added", own.lead_id, msgspec.json.encode(own))
    ada.writes("lead_added", "x", msgspec.json.encode(own))
    ada.writes("lead_added", "y", msgspec.json.encode(lead(2, lead_id="y")))
    ada.writes("lead_added", "z", b"{}")
    ada.writes("lead_added", "w", msgspec.json.encode(lead(3, lead_id="w")).replace(b"2026-03-02T", b"9999-03-02T"))
    ada.writes("own_count", "", b'{"on":"2026-03-02"}')
    ada.writes("own_count", "", b'{"on":"2026\\u0000","kind":"x"}')
    ada.writes("activity", own.lead_id, b"{}", actor_id=eve.person_id)
    assert isinstance(ada.pushes(), Receipt)
    assert quarantined(store) == 8


@pytest.mark.parametrize(
    "odd",
    [
        b'"cost":"Infinity"',
        b'"cost":"NaN"',
        b'"amount":"-Infinity"',
        b'"cost":"1e400"',
        b'"assigned_at":"2026-03-02T15:00:00"',
        b'"arrived_at":"2026-03-02T15:00:00"',
        b'"assigned_at":"9999-12-31T23:59:59-12:00"',
    ],
)
def test_an_own_lead_no_report_could_do_its_sums_with_is_laid_aside(
    store: SqlHubStore, desk: DeskOf, odd: bytes
) -> None:
    set_company(store, now=NOW, own_leads="company")
    ada, own = desk("Ada"), lead(origin="walk_in")
    ada.writes("lead_added", own.lead_id, msgspec.json.encode(own)[:-1] + b"," + odd + b"}")
    assert isinstance(ada.pushes(), Receipt)
    assert quarantined(store) == 1


@pytest.mark.parametrize("cost", ["Infinity", "NaN", "1e400"])
def test_a_repeat_inquiry_of_endless_cost_ends_no_report(store: SqlHubStore, desk: DeskOf, cost: str) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.INQUIRED_AGAIN, cost=Decimal(cost))
    assert isinstance(ada.pushes(), Receipt)
    assert quarantined(store) == 1


def test_an_event_purged_before_it_was_sent_keeps_its_place(store: SqlHubStore, desk: DeskOf) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.BUSY)
    ada.logs(mine.lead_id, Kind.NO_ANSWER, later(1))
    ada.log[0] = msgspec.structs.replace(ada.log[0], payload=None, salt=None)
    assert isinstance(ada.pushes(), Receipt)
    with store.reading() as rows:
        assert [k.seq for k in rows.activities.of_leads([mine.lead_id])[mine.lead_id]] == [2]
    assert checking.verify(store).is_ok


def test_one_activity_in_two_events_counts_once(store: SqlHubStore, desk: DeskOf) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    said = ada.logs(mine.lead_id, Kind.BUSY)
    ada.writes("activity", mine.lead_id, msgspec.json.encode(said))
    ada.pushes()
    assert quarantined(store) == 1
    assert checking.verify(store).is_ok


def test_an_officers_second_desk_is_told_what_the_first_logged(store: SqlHubStore, desk: DeskOf) -> None:
    first, second = desk("Ada"), desk("Ada")
    mine = give_lead(store, lead(), "Ada")
    second.pulls()
    call = first.logs(mine.lead_id, Kind.NO_ANSWER)
    first.pushes()
    items = [feed.read(row.kind, row.body) for row in second.pulls()]
    assert [i.activity for i in items if isinstance(i, feed.HubActivity)] == [call]


def test_a_desk_that_joins_after_the_work_is_told_what_was_done_and_taken_back(
    store: SqlHubStore, desk: DeskOf
) -> None:
    first, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    wrong = first.logs(mine.lead_id, Kind.NO_ANSWER)
    promise = first.logs(mine.lead_id, Kind.CALL_BACK, later(5), when=later(60))
    undone = first.logs(mine.lead_id, Kind.RETRACTED, later(6), channel=None, corrects=wrong.activity_id)
    first.pushes()
    first.pushes()
    revoke(store, first.enrolled.device_id, later(7))
    items = [feed.read(row.kind, row.body) for row in desk("Ada").pulls()]
    assert [i.activity for i in items if isinstance(i, feed.HubActivity)] == [wrong, promise, undone]


def test_a_pull_without_news_asks_the_database_little_however_much_the_feeds_hold(
    store: SqlHubStore, desk: DeskOf
) -> None:
    ada = desk("Ada")
    for n in range(9):
        give_lead(store, lead(n), "Ada")
    ada.pulls()
    caller = ada.known()
    asked: list[None] = []
    store.on_statement(lambda: asked.append(None))
    answer = pull(store, caller, PullRequest(hub_id=ada.enrolled.hub_id, cursors=dict(ada.cursors)), NOW)
    assert isinstance(answer, wire.PullAnswer)
    assert [page.rows for page in answer.pages] == [[], [], []]
    # the company, where each feed ends, and behind the fence what may be seen
    assert len(asked) == 2 + store.is_fenced


def test_a_pull_asks_for_so_many_feeds_and_no_more(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    request = PullRequest(hub_id=ada.enrolled.hub_id, cursors=dict.fromkeys(map(str, range(17))))
    with pytest.raises(BadInput, match="at most 16"):
        pull(store, ada.caller(), request, NOW)


def test_a_page_is_cut_where_it_grows_too_long(
    store: SqlHubStore, desk: DeskOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.hub.verdicts._PAGE_BYTES", 1500)
    ada = desk("Ada")
    for n in range(9):
        give_lead(store, lead(n), "Ada")
    pages = []
    for name in ada.enrolled.feeds:
        ada.cursors.setdefault(name, None)
    while True:
        (page,) = [page for page in ada.asks().pages if page.feed.startswith("officer")]
        pages.append(len(page.rows))
        ada.cursors[page.feed] = page.cursor
        if not page.more:
            break
    assert sum(pages) == 10
    assert len(pages) > 1
