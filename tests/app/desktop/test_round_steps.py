"""A round is thought through without a store and without a hub: answers go in, what is to be done comes out."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from app.desktop.round_steps import (
    Acknowledge,
    Apply,
    Arrived,
    AskWho,
    BeginAnew,
    Bookmarks,
    GoBack,
    GoOnAs,
    Lighten,
    Log,
    NoteFeeds,
    Ours,
    Outcome,
    Pull,
    Push,
    ReadBookmarks,
    ReadLog,
    Stage,
    StartOver,
    Swap,
    Unstage,
    acknowledged,
    agreed,
    gone_back,
    is_whole,
    round_steps,
)
from app.errors import HubUnreachable, WrongHub
from app.protocol.chain import Header, seal
from app.protocol.feed_sum import feed_sum
from app.protocol.limits import BODY_BYTES
from app.protocol.versions import READ_ANEW_SINCE
from app.protocol.wire import (
    Cursor,
    FeedPage,
    FeedRow,
    Fork,
    Hello,
    PullAnswer,
    PushRequest,
    Receipt,
    Rewind,
    Stranger,
)
from tests.desks import MONDAY

HELLO = Hello(
    product="followthrough",
    hub_id="hub",
    protocol=[1],
    push_events=1,
    body_bytes=1,
    inflated_bytes=1,
    server_time=MONDAY,
)
HEADER = Header(
    device_id="device",
    seq=1,
    event_id="event",
    type="activity",
    type_version=1,
    lead_id="",
    actor_id="",
    wall_utc=MONDAY,
    tz="",
    monotonic_ms=0,
    boot_id="",
)
EVENTS = [seal(HEADER, b"{}", bytes(16), bytes(32))] * 10
NOTHING_TO_SEND = Log(hub_id="hub", device_id="device", acked=0, prev=bytes(32), raws=[])
RECEIPT = Receipt(have_seq=0, have_hash=bytes(32), safe_seq=0, server_time=MONDAY)
AT = Cursor(epoch="life", seq=2, mark="b")
ROWS = [FeedRow(seq=1, mark="a", kind="k", body=b""), FeedRow(seq=2, mark="b", kind="k", body=b"")]
READ = Bookmarks(hub_id="hub", cursors={"company": AT}, anew=frozenset(), read_as=READ_ANEW_SINCE)


def plays(*told: Any) -> tuple[list[Any], Outcome | None]:
    """Answer one step after the other; return the steps, and what the round came to where that was its end."""
    steps, done, answer = round_steps("hub", "http://hub"), [], None
    try:
        for coming in told:
            done.append(steps.send(answer))
            answer = coming
        done.append(steps.send(answer))
    except StopIteration as end:
        return done, end.value
    return done, None


def pages(*many: FeedPage) -> PullAnswer:
    return PullAnswer(pages=list(many), feeds=["company"], server_time=MONDAY)


def page(**more: Any) -> FeedPage:
    return FeedPage(**{"feed": "company", "rows": ROWS, "cursor": AT, "more": False, "resync": False, **more})


PUSHED = (HELLO, NOTHING_TO_SEND, NOTHING_TO_SEND, RECEIPT, Arrived(0, 0))


def test_a_quiet_round_asks_who_is_there_pushes_and_pulls() -> None:
    done, outcome = plays(*PUSHED, READ, pages(page()), None, None)
    assert [type(step) for step in done] == [
        AskWho,
        ReadLog,
        ReadLog,
        Push,
        Acknowledge,
        ReadBookmarks,
        Pull,
        Apply,
        NoteFeeds,
    ]
    assert outcome == Outcome(pushed=0, pulled=2, hub_seq=0, resync=False)


def test_nothing_is_sent_to_another_hub() -> None:
    steps = round_steps("ours", "http://hub")
    next(steps)
    with pytest.raises(WrongHub):
        steps.send(HELLO)


@pytest.mark.parametrize(
    ("answer", "step"),
    [
        (Rewind(have_seq=0, have_hash=bytes(32), server_time=MONDAY), GoBack),
        (Fork(device_id="other", token="t", server_time=MONDAY), GoOnAs),
    ],
)
def test_what_the_hub_says_of_a_push_is_done_and_the_push_made_anew(answer: Any, step: type) -> None:
    done, _ = plays(HELLO, NOTHING_TO_SEND, NOTHING_TO_SEND, answer, None, NOTHING_TO_SEND)
    assert [type(one) for one in done[3:]] == [Push, step, ReadLog, Push]


def test_a_hub_that_turns_out_another_one_at_the_push_is_told_nothing_more() -> None:
    with pytest.raises(WrongHub):
        plays(HELLO, NOTHING_TO_SEND, NOTHING_TO_SEND, Stranger(hub_id="other", server_time=MONDAY))


def test_an_event_no_push_can_carry_is_made_lighter_first() -> None:
    heavy = Log(hub_id="hub", device_id="device", acked=0, prev=None, raws=[b"x" * BODY_BYTES])
    done, _ = plays(HELLO, NOTHING_TO_SEND, heavy, None, NOTHING_TO_SEND)
    assert [type(one) for one in done[2:]] == [ReadLog, Lighten, ReadLog, Push]


def test_where_events_wait_and_none_arrives_the_hub_is_asked_what_it_has() -> None:
    stalled = Log("hub", "device", 4, bytes(32), [], stalled=3)
    done, _ = plays(HELLO, stalled, RECEIPT, None, stalled)
    assert [type(one) for one in done[1:]] == [ReadLog, Push, StartOver, ReadLog, Push]
    assert (done[2].request.from_seq, done[2].request.events) == (1, [])
    assert done[5].request.from_seq == 5
    # one that does not say so is met with the log as it is
    fork = Fork(device_id="other", token="t", server_time=MONDAY)
    assert [type(one) for one in plays(HELLO, stalled, fork, stalled)[0][3:]] == [ReadLog, Push]


def test_what_the_hub_says_it_has_counts_where_this_log_has_the_same() -> None:
    receipt = Receipt(have_seq=3, have_hash=b"h", safe_seq=0, server_time=MONDAY)
    assert agreed(receipt, Ours(b"h", 4)) == 3
    assert agreed(receipt, Ours(b"other", 4)) is None
    assert agreed(receipt, Ours(None, 2)) is None


def test_less_is_sent_each_time_nothing_arrives() -> None:
    raws = [msgspec.json.encode(event) for event in EVENTS]
    sent = []
    for stalled in (0, 6, 7, 8, 20):
        log = Log("hub", "device", 0, bytes(32), raws, stalled=stalled)
        steps = round_steps("hub", "http://hub")
        assert isinstance(next(steps), AskWho)
        step = steps.send(HELLO)
        while not (isinstance(step, Push) and step.request.events):
            step = steps.send(RECEIPT if isinstance(step, Push) else log)
        sent.append(len(step.request.events))
    assert sent == [10, 7, 3, 1, 1]


def test_a_hub_that_never_ends_is_left() -> None:
    for told in (
        (HELLO, NOTHING_TO_SEND, *(NOTHING_TO_SEND, RECEIPT, Arrived(0, 1)) * 401),
        (*PUSHED, *(READ, pages(), None) * 401),
    ):
        steps = iter(told)
        endless = pages(page(more=True))
        with pytest.raises(HubUnreachable, match="does not come to an end"):
            plays(*(endless if isinstance(one, PullAnswer) else one for one in _with_apply(steps)))


def _with_apply(told: Any) -> Any:
    for one in told:
        yield one
        if isinstance(one, PullAnswer):
            yield None


def test_a_feed_read_by_an_older_version_is_read_anew_beside_the_old() -> None:
    old = Bookmarks(hub_id="hub", cursors={"company": AT, "new": None}, anew=frozenset(), read_as=1)
    anew = Bookmarks(hub_id="hub", cursors={"company": None}, anew=frozenset({"company"}), read_as=READ_ANEW_SINCE)
    done, outcome = plays(*PUSHED, old, None, anew, pages(page()), True, None)
    assert done[6] == BeginAnew(["company"], READ_ANEW_SINCE)
    assert done[8].request.anew == ["company"]
    assert done[9] == Swap(page(), None)
    assert outcome is not None


def test_a_page_of_another_life_is_kept_apart_until_the_last() -> None:
    first = page(resync=True, more=True)
    anew = Bookmarks(hub_id="hub", cursors={"company": AT}, anew=frozenset({"company"}), read_as=READ_ANEW_SINCE)
    done, outcome = plays(*PUSHED, READ, pages(first), None, None, anew, pages(page()), True, None)
    assert [step for step in done if isinstance(step, Stage | Swap | Apply)] == [Stage(first, AT), Swap(page(), AT)]
    assert outcome == Outcome(pushed=0, pulled=4, hub_seq=0, resync=True)


def test_what_is_not_whole_is_thrown_away_and_the_rest_of_the_answer_kept() -> None:
    with pytest.raises(HubUnreachable, match="keeps what it had"):
        plays(*PUSHED, READ, pages(page(resync=True)), False, None, None)
    done, _ = plays(*PUSHED, READ, pages(page(resync=True)), False, None)
    assert done[-2:] == [Unstage("company"), NoteFeeds(pages(page(resync=True)))]


def test_what_is_told_beside_a_feed_is_applied_at_once() -> None:
    beside = page(cursor=Cursor(epoch="shut out", seq=0, mark=""))
    anew = Bookmarks(hub_id="hub", cursors={"company": AT}, anew=frozenset({"company"}), read_as=READ_ANEW_SINCE)
    done, _ = plays(*PUSHED, anew, pages(beside), None)
    assert Apply(beside) in done


def test_a_feed_nobody_asked_for_is_not_taken() -> None:
    with pytest.raises(HubUnreachable, match="did not ask for"):
        plays(*PUSHED, READ, pages(page(feed="other")))


SENT = PushRequest(hub_id="hub", device_id="device", from_seq=5, events=[])


@pytest.mark.parametrize(
    ("have", "ours", "counts"),
    [
        (4, Ours(b"h", 4), 4),
        (3, Ours(b"h", 4), None),
        # a desk put back to an older state has less than the hub, which then names a hash that is nowhere here
        (9, Ours(None, 4), 4),
    ],
)
def test_a_receipt_is_held_against_what_was_sent(have: int, ours: Ours, counts: int | None) -> None:
    receipt = Receipt(have_seq=have, have_hash=b"h", safe_seq=0, server_time=MONDAY)
    if counts is None:
        with pytest.raises(HubUnreachable, match="not for what this desk sent"):
            acknowledged(SENT, receipt, ours)
    else:
        assert acknowledged(SENT, receipt, ours) == counts


def test_a_log_that_parts_from_the_hubs_behind_what_was_sent_is_asked_about_there() -> None:
    # a desk put back to an older state than it sent, with more to send than one push carries
    receipt = Receipt(have_seq=9, have_hash=b"theirs", safe_seq=0, server_time=MONDAY)
    assert acknowledged(SENT, receipt, Ours(b"ours", 12)) is None
    behind = Log("hub", "device", 9, b"ours", [b"not sent"])
    fork = Fork(device_id="other", token="t", server_time=MONDAY)
    done, _ = plays(HELLO, NOTHING_TO_SEND, NOTHING_TO_SEND, receipt, None, behind, fork, None, NOTHING_TO_SEND)
    assert done[5] == ReadLog(after=9)
    assert (done[6].request.from_seq, done[6].request.prev_hash, done[6].request.events) == (10, b"ours", [])
    assert done[7] == GoOnAs(fork)
    # who answers the same once more is not the hub, or not of this log
    with pytest.raises(HubUnreachable, match="not for what this desk sent"):
        plays(HELLO, NOTHING_TO_SEND, NOTHING_TO_SEND, receipt, None, behind, receipt, None)


def test_a_rewind_that_does_not_go_back_is_none() -> None:
    assert gone_back(SENT, Rewind(have_seq=3, have_hash=b"", server_time=MONDAY)) == 3
    with pytest.raises(HubUnreachable):
        gone_back(SENT, Rewind(have_seq=4, have_hash=b"", server_time=MONDAY))


def test_rows_that_pass_count_for_nothing_in_a_feeds_sum() -> None:
    passing = FeedRow(seq=3, mark="c", kind="tried", body=b"")
    whole = feed_sum((row.seq, row.mark, row.kind) for row in ROWS)
    assert whole.rows == 2
    assert is_whole(whole, [*ROWS, passing])
    assert is_whole(None, [])
    assert not is_whole(whole, ROWS[1:])
