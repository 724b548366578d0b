"""What a hub would tell of an officer, made of the sums' own cases: for every page that takes a number apart."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from app.desktop.drilling import Leaks, ToldStory
from app.desktop.views import MyNumbers, NumberPart, TimelineRow
from app.domain.explaining import parts_of
from app.domain.more_sums import row_in_full
from app.domain.one_to_one import to_discuss
from app.domain.scorecard import share_of
from app.domain.signals import Sign
from app.protocol.drilled import Beside, Discussed, LostLeadTold, OneToOne, Signals, SignalTold
from tests.app.domain.test_explaining import a_month
from tests.app.domain.test_scorecard import ADA
from tests.ui.conftest import NOW

NAMES = {"soon": "Sam Quick", "late": "Lee Late", "kept": "Kim Kept", "never": "Nia Never", "applied": "Al Applied"}
#: words of its made-up leads and of their stories
MADE_UP = (
    *NAMES.values(),
    "Some Body",
    "Lost Borrower",
    "Rate Table",
    "fall",
    "next in turn",
    "rang out",
    "Ada Okafor",
    "Ada is full",
)


def lost_lead(n: int, *, named: bool = True, kind: str = "never_called", step: str = "call-1") -> LostLeadTold:
    return LostLeadTold(
        lead_id=f"01900000-0000-7000-8000-{n:012}",
        kind=kind,
        step=step,
        side="officer" if kind != "exhausted" else "none",
        source="Rate Table",
        campaign="fall",
        received_at=NOW - timedelta(days=9, hours=n),
        ended_at=NOW - timedelta(days=2, hours=n),
        cost=42.5 if n % 2 else None,
        name=f"Lost Borrower {n}" if named else "",
        officer="Ada Okafor" if named else "",
    )


class Drilled:
    """Answers as `desk.drilling` would; `fails` is what every question raises."""

    def __init__(self, *, named: bool = True) -> None:
        self.share = share_of(a_month(), ADA)
        self.row = {**row_in_full(self.share, ADA), "officer": "Ada Okafor"}
        self.parts = parts_of(self.share)
        self.fails: Exception | None = None
        self.asked: list[tuple[Any, ...]] = []
        self.lost = [lost_lead(n, named=named) for n in range(3)] + [
            lost_lead(n, named=named, kind="exhausted", step="") for n in range(3, 5)
        ]

    def _ask(self, *about: Any) -> None:
        self.asked.append(about)
        if self.fails is not None:
            raise self.fails

    def numbers_of(self, officer: str, start: date, end: date) -> MyNumbers:
        self._ask("numbers", officer, start, end)
        return MyNumbers(dict(self.row), {}, 0, start, end, NOW)

    def behind(self, officer: str, figure: str, start: date, end: date) -> list[NumberPart]:
        self._ask("behind", officer, figure)
        return [NumberPart(NAMES.get(part.lead_id, "Some Body"), part) for part in self.parts[figure]]

    def row_of(self, officer: str, start: date, end: date) -> dict[str, Any]:
        self._ask("row", officer, start, end)
        return {
            **self.row,
            "leads": 40,
            "contacted": {"n": 2, "of": 40},
            "adherence": {"n": 60, "of": 64, "excused": {}},
        }

    def signals(self, officer: str, start: date, end: date) -> Signals | None:
        self._ask("signals", officer)
        soon = SignalTold(
            sign=Sign.PROMISE_FAR_OFF,
            at=NOW,
            theirs_until=NOW + timedelta(hours=20),
            lead_id="late",
            name="Lee Late",
            n=21,
        )
        share = SignalTold(
            sign=Sign.INBOUND_SHARE, at=NOW - timedelta(days=3), theirs_until=NOW, n=9, of=12, branch_n=11, branch_of=38
        )
        moved = Beside(at=NOW, what="moved_out", why="Ada is full", by="Ben", lead_id="soon", name="Sam Quick")
        shown = [soon, share] if not officer else [share]
        return Signals(officer=officer or "Ada Okafor", signals=shown, beside=[moved])

    def one_to_one(self, officer: str, start: date, end: date) -> OneToOne:
        self._ask("one to one", officer)
        leads = [
            Discussed(lead_id=one.lead_id, name=NAMES.get(one.lead_id, "Some Body"), why=one.why, at=one.at)
            for one in to_discuss(self.share)
        ]
        return OneToOne(officer=self.row, leads=leads)

    def leaks(self, start: date, end: date) -> Leaks:
        self._ask("leaks", start, end)
        by_way: dict[tuple[str, str, str], list[LostLeadTold]] = {}
        for one in self.lost:
            by_way.setdefault((one.kind, one.step, one.side), []).append(one)
        rows = [
            {
                "kind": kind,
                "step": step or None,
                "side": side,
                "leads": len(many),
                "cost": sum(one.cost or 0 for one in many),
            }
            for (kind, step, side), many in by_way.items()
        ]
        return Leaks(rows, self.lost, start, end)

    def story(self, lead_id: str) -> ToldStory:
        self._ask("story", lead_id)
        at: datetime = NOW - timedelta(days=2)
        rows = [
            TimelineRow("b", at, "phone-missed", "No answer", "Ada Okafor", "rang out", ("handed off",)),
            TimelineRow("", at - timedelta(hours=1), "user", "Given to Ada Okafor", "", "next in turn"),
            TimelineRow("", at - timedelta(hours=1), "inbox", "Received from Rate Table", ""),
        ]
        return ToldStory("Lee Late", "attempting", "Rate Table", rows)


def many_officers(row: dict[str, Any], many: int) -> list[dict[str, Any]]:
    """Return rows of as many officers, no two alike."""
    rows = []
    for n in range(many):
        contacted = {"n": (n * 7) % 21, "of": 20 + n % 9}
        rows.append({**row, "officer": f"Officer {n:03} Surname", "leads": 20 + n % 9, "contacted": contacted})
    return rows
