"""A desk whose clock is set, sleeps or is never compared: its speeds are put right or left out, on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clock import FixedClock
from app.desktop.activities import Note
from app.domain.activity import Kind
from app.domain.clock_grade import Clocked, ClockGrade
from app.hub import exchange
from app.hub.assigning import take_all_from
from app.protocol import wire
from tests.desks import a_lead
from tests.effort import examples
from tests.together.test_one_story_one_row import Branch, Link, passes

DERIVED, POOR = ClockGrade.DERIVED, ClockGrade.POOR


@dataclass
class DeskClock:
    """A desk's own clock, off from the branch's true one; it counts no seconds while the machine sleeps."""

    true: FixedClock
    off: timedelta = timedelta()
    slept_s: float = 0.0

    def now(self) -> datetime:
        return self.true.at + self.off

    def monotonic(self) -> float:
        return self.true.at.timestamp() - self.slept_s


@dataclass
class TwoClocks(Branch):
    """Zoe joins with a clock of her own."""

    zoe: DeskClock = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.zoe = DeskClock(self.clock)
        self.joins("Zoe", self.zoe)

    def gets(self, lead_id: str = "lead") -> None:
        phone = f"+142355501{40 + len(lead_id) % 50:02d}"
        self.gives(a_lead(lead_id, received_at=self.clock.now(), phones=(phone,), emails=()), "Zoe")

    def starts_anew(self) -> None:
        self.desks["Zoe"] = self.opens(self.desks["Zoe"].store, self.zoe)

    def clocks(self, lead_id: str = "lead") -> list[Clocked]:
        with self.desks["Zoe"].store.reading() as tx:
            return list(tx.clocks(lead_id).values())

    def marks(self, lead_id: str = "lead") -> list[str]:
        return [mark for row in self.desks["Zoe"].leads.card(lead_id).timeline for mark in row.marks]

    def one_row(self) -> dict[str, Any]:
        """Return what both say once the clock was set right, for they must ask at one instant."""
        self.syncs()
        self.zoe.off = timedelta()
        passes(self, hours=4)
        mine, hubs = self.rows_of("Zoe")
        assert mine == hubs
        return mine


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[TwoClocks]:
    made = TwoClocks(tmp_path)
    yield made
    made.close()


def test_a_clock_ten_minutes_fast_makes_no_call_late(branch: TwoClocks) -> None:
    branch.gets()
    branch.zoe.off = timedelta(minutes=10)
    branch.syncs()
    passes(branch, minutes=4)
    branch.logs("Zoe", "lead", Kind.NO_ANSWER)
    row = branch.one_row()
    assert (row["first_attempt"]["median_s"], row["first_attempt"]["within_5m"]) == (240, {"n": 1, "of": 1})
    assert row["poor_clock"] == {"n": 0, "of": 1}
    # compared a few minutes before, it was good; what it was off by is nobody's to worry about
    assert branch.clocks() == [Clocked(ClockGrade.GOOD, -600_000)]
    assert branch.marks() == []


def test_a_clock_put_back_before_the_call_and_right_again_by_the_evening_makes_none_early(branch: TwoClocks) -> None:
    branch.gets()
    passes(branch, minutes=20)
    branch.zoe.off = timedelta(minutes=-18)
    branch.logs("Zoe", "lead", Kind.NO_ANSWER)
    row = branch.one_row()
    assert row["first_attempt"]["median_s"] == 1200
    assert branch.clocks() == [Clocked(DERIVED, 18 * 60_000)]
    assert branch.marks() == ["time worked out"]


def test_of_a_clock_nobody_can_vouch_for_no_speed_is_made_and_both_say_so(branch: TwoClocks) -> None:
    branch.gets()
    passes(branch, days=2)
    branch.zoe.off = timedelta(minutes=-40)
    branch.logs("Zoe", "lead", Kind.CALL_BACK, when=branch.clock.now() + timedelta(days=1))
    branch.starts_anew()
    row = branch.one_row()
    for speed in ("first_attempt", "first_contact", "working_clock"):
        assert (row[speed]["n"], row[speed]["within_5m"]["of"]) == (0, 0), speed
    assert row["poor_clock"] == {"n": 1, "of": 1}
    assert row["attempts"]["call"] == row["contacted"]["n"] == 1, "all else counts"
    assert branch.marks() == ["time uncertain"]


def test_what_was_entered_late_counts_as_stated_whatever_the_clock(branch: TwoClocks) -> None:
    branch.gets()
    called_at = passes(branch, minutes=3)
    passes(branch, days=2)
    branch.starts_anew()
    branch.logs("Zoe", "lead", Kind.NO_ANSWER, began_at=called_at)
    branch.starts_anew()
    branch.zoe.off = timedelta(hours=3)
    row = branch.one_row()
    assert branch.clocks() == [Clocked(POOR)]
    assert (row["first_attempt"]["median_s"], row["poor_clock"]["n"], row["back_dated"]["n"]) == (180, 0, 1)
    assert branch.marks() == ["back-dated"]


def test_a_machine_that_slept_before_it_sent_is_believed_by_two_comparisons_that_agree(branch: TwoClocks) -> None:
    branch.gets()
    passes(branch, hours=30)
    branch.logs("Zoe", "lead", Kind.NO_ANSWER)
    passes(branch, hours=9)
    branch.zoe.slept_s += 9 * 3600
    row = branch.one_row()
    assert branch.clocks() == [Clocked(DERIVED)]
    assert row["first_attempt"]["n"] == 1


@pytest.mark.parametrize(("took_s", "expected"), [(4, Clocked(DERIVED, 18 * 60_000)), (5, Clocked(POOR))])
def test_an_answer_that_was_long_on_its_way_does_not_tell_the_time(
    branch: TwoClocks, monkeypatch: pytest.MonkeyPatch, took_s: float, expected: Clocked
) -> None:
    greets, sent = Link.hello, []

    def hello(self: Link, within_s: float | None = None) -> wire.Hello:
        passes(branch, seconds=took_s / 2)
        answer = greets(self)
        passes(branch, seconds=took_s / 2)
        return answer

    def push(self: Link, request: wire.PushRequest, within_s: float | None = None) -> wire.PushAnswer:
        sent.append(request.clock)
        return exchange.push(self.store, self._caller(), request, self.clock.now())

    branch.gets()
    passes(branch, days=2)
    branch.zoe.off = timedelta(minutes=-18)
    branch.logs("Zoe", "lead", Kind.NO_ANSWER)
    monkeypatch.setattr(Link, "hello", hello)
    monkeypatch.setattr(Link, "push", push)
    branch.desks["Zoe"].sync.round()
    assert [reading is None for reading in sent] == [took_s > 4]
    assert branch.clocks() == [expected]
    # what is not known is not noted: it was right when it was compared last
    assert branch.desks["Zoe"].sync.state().clock_offset_s == (18 * 60 if took_s == 4 else 0)


def test_an_older_hub_takes_the_push_and_all_times_count_as_stated(
    branch: TwoClocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f.name for f in msgspec.structs.fields(wire.PushRequest) if f.name != "clock"]
    types = {f.name: f.type for f in msgspec.structs.fields(wire.PushRequest)}
    older = msgspec.defstruct("PushRequest", [(name, types[name]) for name in names], frozen=True, kw_only=True)

    def push(self: Link, request: wire.PushRequest, within_s: float | None = None) -> wire.PushAnswer:
        read = msgspec.json.decode(msgspec.json.encode(request), type=older)
        known = wire.PushRequest(**{name: getattr(read, name) for name in names})
        return exchange.push(self.store, self._caller(), known, self.clock.now())

    monkeypatch.setattr(Link, "push", push)
    monkeypatch.setattr(exchange, "clocks_of", lambda *_: {})
    branch.gets()
    branch.zoe.off = timedelta(minutes=10)
    passes(branch, minutes=4)
    branch.logs("Zoe", "lead", Kind.NO_ANSWER)
    assert branch.one_row()["first_attempt"]["median_s"] == 840
    assert branch.clocks() == []


def test_who_holds_the_lead_next_goes_by_the_same_clocks(branch: TwoClocks) -> None:
    branch.gets()
    passes(branch, days=2)
    branch.zoe.off = timedelta(minutes=-40)
    branch.logs("Zoe", "lead", Kind.NO_ANSWER)
    branch.starts_anew()
    branch.syncs()
    with branch.hub.writing() as rows:
        zoe = rows.people.named("Zoe")
        assert zoe is not None
        take_all_from(rows, zoe, branch.clock.now())
        held = rows.leads.by_id("lead")
    assert held is not None
    branch.gives(held.lead, "Ada")
    with branch.desks["Ada"].store.reading() as tx:
        assert list(tx.clocks("lead").values()) == [Clocked(POOR)]
    mine, hubs = branch.rows_of("Ada")
    assert mine == hubs


def test_a_desk_that_was_updated_reads_of_the_clocks_it_passed_over(branch: TwoClocks) -> None:
    branch.gets()
    passes(branch, minutes=20)
    branch.zoe.off = timedelta(minutes=-18)
    branch.logs("Zoe", "lead", Kind.NO_ANSWER)
    branch.syncs()
    before = branch.clocks()
    with branch.desks["Zoe"].store.writing() as tx:
        tx.drop_clocks()
        tx.put_fact("sync.read_as", b"4")
    assert branch.clocks() == []
    branch.one_row()
    assert branch.clocks() == before == [Clocked(DERIVED, 18 * 60_000)]


MOMENTS = st.tuples(
    st.sampled_from(["sets", "sleeps", "starts anew", "syncs", "calls", "calls", "calls"]),
    st.integers(0, 40 * 60),
    st.integers(-200, 200),
    st.sampled_from([Kind.NO_ANSWER, Kind.CALL_BACK, Kind.INBOUND, Kind.LEFT_VOICEMAIL]),
)


@settings(max_examples=examples(6), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(MOMENTS, max_size=8))
def test_whatever_a_clock_went_through_gives_one_row(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str, int, int, Kind]]
) -> None:
    branch = TwoClocks(tmp_path_factory.mktemp("branch"))
    try:
        branch.gets("lead")
        branch.gets("another")
        for n, (what, minutes, by, kind) in enumerate(told):
            passes(branch, minutes=minutes)
            match what:
                case "sets":
                    branch.zoe.off += timedelta(minutes=by)
                case "sleeps":
                    passes(branch, minutes=abs(by))
                    branch.zoe.slept_s += abs(by) * 60
                case "starts anew":
                    branch.starts_anew()
                case "syncs":
                    branch.syncs()
                case _:
                    _calls(branch, ("lead", "another")[n % 2], kind, stated=timedelta(minutes=max(0, by)))
        passes(branch, days=8)
        row = branch.one_row()
        assert row["first_attempt"]["n"] <= row["poor_clock"]["of"] <= 2
    finally:
        branch.close()


def _calls(branch: TwoClocks, lead_id: str, kind: Kind, stated: timedelta) -> None:
    desk, now = branch.desks["Zoe"], branch.zoe.now()
    lead = desk.leads.card(lead_id).lead
    began = now - stated
    more: dict[str, Any] = {"began_at": began} if began >= lead.received_at else {}
    if kind in (Kind.CALL_BACK, Kind.INBOUND):
        more["when"] = max(now, lead.received_at) + timedelta(hours=30)
    desk.activities.log(Note(lead_id=lead_id, kind=kind, **more))
