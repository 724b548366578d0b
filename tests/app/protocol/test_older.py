"""A desk of an older version is sent what it can read, and one of this version passes over what comes later."""

from __future__ import annotations

import msgspec
import pytest

from app.domain.activity import Activity, Kind
from app.domain.clock_grade import Clocked, ClockGrade
from app.domain.lead import Channel, Lead
from app.errors import HubUnreachable
from app.protocol.feed import HubActivity, LeadGiven, Nudged, read, write
from app.protocol.older import as_read_by
from app.protocol.versions import V1_LOOP, V2_LISTS, V7_CORRECTIONS, V8_LIVE
from app.protocol.wire import FeedRow
from tests.desks import MONDAY, a_lead

CALLED = Activity(
    activity_id="a", lead_id="lead-1", kind=Kind.NO_ANSWER, actor_id="ada", began_at=MONDAY, logged_at=MONDAY
)
AGREED = msgspec.structs.replace(CALLED, activity_id="b", kind=Kind.CONSENTED, channel=Channel.TEXT)
#: words that only look like a kind, in a note
QUOTED = msgspec.structs.replace(CALLED, note='{"kind":"consented"}')


def row(item: HubActivity | LeadGiven | Nudged) -> FeedRow:
    kind, body = write(item)
    return FeedRow(seq=1, mark="m", kind=kind, body=body)


def given(*history: Activity) -> LeadGiven:
    return LeadGiven(lead=a_lead(), history=list(history), rings=True)


def test_a_desk_before_it_is_sent_no_consent() -> None:
    assert as_read_by(V1_LOOP, row(HubActivity(activity=AGREED))) is None
    told = as_read_by(V1_LOOP, row(given(CALLED, AGREED)))
    assert told is not None
    assert read(told.kind, told.body) == given(CALLED)


@pytest.mark.parametrize("item", [HubActivity(activity=CALLED), HubActivity(activity=QUOTED), given(CALLED)])
def test_all_else_it_is_sent_as_it_is(item: HubActivity | LeadGiven) -> None:
    assert as_read_by(V1_LOOP, row(item)) == row(item)


def test_a_row_that_only_mentions_the_word_is_sent() -> None:
    odd = FeedRow(seq=1, mark="m", kind="playbook", body=b'{"kind":"consented"}')
    assert as_read_by(V1_LOOP, odd) == odd
    inside = FeedRow(seq=1, mark="m", kind="activity", body=b'{"activity":{"kind":"note"},"x":{"kind":"consented"}}')
    assert as_read_by(V1_LOOP, inside) == inside


def test_a_desk_of_this_version_is_sent_everything() -> None:
    assert as_read_by(V2_LISTS, row(given(AGREED))) == row(given(AGREED))


def test_a_desk_before_clocks_were_graded_reads_the_activity_and_passes_the_clock_over() -> None:
    plain = msgspec.defstruct("HubActivity", [("activity", Activity)])
    clock = Clocked(ClockGrade.DERIVED, -600_000)
    told = row(HubActivity(activity=CALLED, clock=clock))
    assert as_read_by(V1_LOOP, told) == told
    assert msgspec.json.decode(told.body, type=plain).activity == CALLED
    assert read(told.kind, told.body) == HubActivity(activity=CALLED, clock=clock)
    lead = row(msgspec.structs.replace(given(CALLED), clocks={"a": clock}))
    older = msgspec.defstruct("LeadGiven", [("lead", Lead), ("history", list[Activity]), ("rings", bool)])
    assert msgspec.json.decode(lead.body, type=older).history == [CALLED]


def test_an_activity_of_the_future_is_passed_over_and_the_rest_is_read() -> None:
    kind, body = write(HubActivity(activity=CALLED))
    assert read(kind, body.replace(b"no_answer", b"levitated")) is None
    kind, body = write(given(CALLED, AGREED))
    assert read(kind, body.replace(b"no_answer", b"levitated")) == given(AGREED)


def test_what_is_broken_otherwise_is_no_word_of_the_future() -> None:
    kind, body = write(HubActivity(activity=CALLED))
    with pytest.raises(HubUnreachable, match="cannot read"):
        read(kind, body.replace(b'"actor_id":"ada"', b'"actor_id":7'))
    for broken in (b'{"lead":{},"history":[],"rings":true}', b'{"officer":7}'):
        with pytest.raises(HubUnreachable, match="cannot read"):
            read("lead" if b"lead" in broken else "officer", broken)


def test_a_desk_before_excusals_is_sent_none_and_passes_a_nudge_over() -> None:
    excused = msgspec.structs.replace(CALLED, activity_id="e", kind=Kind.EXCUSED, fact="all")
    assert as_read_by(V7_CORRECTIONS, row(HubActivity(activity=excused))) is None
    assert as_read_by(V8_LIVE, row(HubActivity(activity=excused))) == row(HubActivity(activity=excused))
    told = as_read_by(V7_CORRECTIONS, row(given(CALLED, excused)))
    assert told is not None
    assert read(told.kind, told.body) == given(CALLED)
    nudge = row(Nudged(nudge_id="n", lead_id="lead-1", by="Grace", words="call", at=MONDAY))
    assert as_read_by(V7_CORRECTIONS, nudge) == nudge
