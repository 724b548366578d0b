"""Returns, acceptance, partners and what works are the oracle's to the unit, in a scripted trade and in random ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.domain.activity import Kind
from app.domain.clock_grade import Clocked, ClockGrade
from app.domain.lead import Address, Channel, Origin, Partner
from app.domain.stage import Stage
from app.hub import works
from app.hub.gathering import ALL_DAYS, Days
from app.hub.reports import Question, Report
from tests.effort import examples
from tests.hubs import BOTH
from tests.oracle.kept import Inquiry
from tests.oracle.team import Oracle
from tests.seeded import seeded
from tests.together.fortnight import BEGINS, local
from tests.together.trade import OFFICERS, PORTAL, RATES, ZONE, Trade, trading

MAIL, TEXT = {"channel": Channel.EMAIL}, {"channel": Channel.TEXT}
POOR = Clocked(ClockGrade.POOR)
#: what a report of claims says of a lead that its history does not
_OF_CLAIMS = ("lead_id", "reason", "state", "until", "days_left", "price")


@pytest.fixture
def trade(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Trade]:
    with trading(getattr(request, "param", "sqlite"), tmp_path, request.config) as made:
        yield made


# -- what is compared ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """Of which days, which branch's and whose leads a report is asked."""

    days: Days = ALL_DAYS
    branch: str = ""
    officer: str = ""

    def leads(self, trade: Trade, oracle: Oracle) -> set[str]:
        return {lead.lead_id for lead in oracle.leads if self._is_of(lead, trade)}

    def _is_of(self, lead: Inquiry, trade: Trade) -> bool:
        first, last = self.days
        day = lead.received.astimezone(ZoneInfo(ZONE)).date()
        if (first and day < first) or (last and day > last):
            return False
        names = {who: name for name, who in trade.ids.items()}
        name = names.get(lead.last_holder or "", "")
        branch, _ = OFFICERS.get(name, ("", ""))
        return self.branch in ("", branch) and self.officer in ("", name)


EVERYTHING = Asked()


def agrees(trade: Trade, asked: Asked = EVERYTHING, at: datetime | None = None) -> None:
    """Check that the reports on trade are the oracle's, as things stand or as they stood."""
    oracle = trade.oracle(at)
    leads = asked.leads(trade, oracle)
    expected = {
        Report.RETURNS: oracle.returns(leads),
        Report.ACCEPTANCE: oracle.acceptance(leads),
        Report.PARTNERS: oracle.partners(leads),
    }
    # out of what is kept ready, and worked out anew
    for instant in (at,) if at else (None, trade.now):
        for report, rows in expected.items():
            same(trade.says(_question(report, asked, instant)), rows, report, asked, instant)
        claims = trade.says(_question(Report.CLAIMS, asked, instant))
        same([_claim(row) for row in claims], oracle.claims(leads), Report.CLAIMS, asked, instant)


def same(told: list[dict[str, Any]], expected: list[dict[str, Any]], *of: object) -> None:
    """Check rows, and show those alone that differ."""
    hubs, oracles = rounded(told), rounded(expected)
    assert hubs == oracles, (of, [row for row in hubs if row not in oracles], [r for r in oracles if r not in hubs])


def _question(report: Report, asked: Asked, at: datetime | None) -> Question:
    return Question(report, asked.days, branch=asked.branch, officer=asked.officer, at=at)


def _claim(row: dict[str, Any]) -> dict[str, Any]:
    tries = sum(one["what"] != "Bad lead" for one in row["proof"])
    return {**{name: row[name] for name in _OF_CLAIMS}, "tries": tries}


def agrees_with_marketing(trade: Trade) -> None:
    """Check what is told to who sees no names."""
    oracle = trade.oracle()
    leads = EVERYTHING.leads(trade, oracle)
    same(trade.says_to_marketing(Question(Report.PARTNERS)), oracle.partners(leads, named=False))
    same(trade.says_to_marketing(Question(Report.RETURNS)), oracle.returns(leads))


def agrees_on_what_works(trade: Trade, asked: Asked = EVERYTHING) -> None:
    """Check the tables of what works, first contacts split by every field there is."""
    oracle = trade.oracle()
    leads = asked.leads(trade, oracle)
    for by in ["", *oracle.fields(leads)]:
        told = trade.tells_what_works(works.Question(asked.days, asked.branch, by))
        same(told["responses"], oracle.responses(leads, by), by, asked)
    same(told["called"], oracle.called(leads), asked)
    assert told["fields"] == oracle.fields(leads)


def rounded(told: Any) -> Any:
    if isinstance(told, dict):
        return {key: rounded(value) for key, value in told.items()}
    if isinstance(told, list):
        return [rounded(value) for value in told]
    return round(told, 9) if isinstance(told, float) else told


# -- whatever happens ------------------------------------------------------------------------------------


_TALKS = (Kind.CALL_BACK, Kind.APPOINTMENT, Kind.INBOUND, Kind.REPLIED, Kind.NOT_INTERESTED, Kind.SENDING_APPLICATION)
_TRIES = (*[Kind.NO_ANSWER] * 8, *[Kind.LEFT_VOICEMAIL] * 3, *[Kind.SENT] * 5, *[Kind.BUSY] * 2, Kind.THIRD_PARTY)
_REST = (*[Kind.BAD_LEAD] * 6, Kind.DO_NOT_CALL, Kind.OPTED_OUT, Kind.SKIP, Kind.DISCONNECTED, Kind.INQUIRED_AGAIN)
_PARTNERS = (
    Partner(name="Rae Zzyzxpartner", company="Homes", phone="+16155550190"),
    Partner(name="Rae Z. Zzyzxpartner", company="Homes & More", phone="+16155550190"),
    Partner(name="Rae Zzyzxpartner", company="homes"),
    Partner(name="Lee Zzyzxpartner", company="Lee's Houses"),
    Partner(name="Lee Zzyzxpartner", company="Homes"),
    Partner(company="Homes"),
)


@dataclass
class Story:
    """Things that happen to leads one after the other, those left out that cannot."""

    trade: Trade
    chance: Random
    met: set[str] = field(default_factory=set)
    tests: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    bad: dict[str, str] = field(default_factory=dict)
    lent: int = 0

    def __post_init__(self) -> None:
        self._agrees("Rates")
        self._agrees("Portal")

    def _agrees(self, source: str) -> None:
        share = self.chance.choice(["-1", "0", "0.1", "0.25", "0.25", "1"])
        within = self.chance.choice([-1, 0, 1, 3, 3, 7, 30])
        self.trade.agrees_to(source, return_within=within, max_return_share=Decimal(share))

    def goes_on(self) -> None:
        trade, chance = self.trade, self.chance
        wait = chance.choice([(30, 200), (30, 200), (30, 200), (30, 2000), (400, 4000), (4000, 40000)])
        trade.now = min(trade.now + timedelta(seconds=chance.randint(*wait)), BEGINS + timedelta(days=14))
        known = list(trade.holder)
        what = chance.random()
        if not known or what < 0.3:
            self._one_arrives()
        elif what < 0.4:
            self._one_moves(chance.choice(known))
        elif what < 0.55:
            self.money_moves(chance.choice(known))
        else:
            self._one_is_worked(chance.choice(known[-4:] if chance.random() < 0.6 else known))

    def _one_arrives(self) -> None:
        chance = self.chance
        more: dict[str, Any] = {
            "source": chance.choice(["Rates", "RATES", "Portal", "Radio"]),
            "campaign": chance.choice(["", "fall"]),
            "cost": chance.choice([Decimal("42.50"), Decimal(30), None]),
            "texts": chance.random() < 0.5,
            "mails": chance.random() < 0.8,
            "phones": chance.choice([1, 2]),
            "is_test": chance.random() < 0.05,
            "loan_purpose": chance.choice(["", "purchase", "refinance"]),
            "timeframe": chance.choice(["", "soon"]),
            "source_fields": chance.choice([{}, {"Best time": "noon"}, {"Best time": "dusk", "Score": "615-555-0199"}]),
        }
        if chance.random() < 0.2:
            more["partner"] = chance.choice(_PARTNERS)
        if chance.random() < 0.15:
            more |= {"origin": chance.choice([Origin.PARTNER, Origin.PAST_CLIENT]), "source": "", "cost": None}
        if chance.random() < 0.2:
            more["subject_property"] = Address(state=chance.choice(["TN", "CA"]))
        lead_id = self.trade.arrives(chance.choice([*OFFICERS, None]), **more)
        if more["is_test"]:
            self.tests.add(lead_id)

    def _one_moves(self, lead_id: str) -> None:
        self.trade.moves(lead_id, self.chance.choice([*OFFICERS, None]))

    def money_moves(self, lead_id: str) -> None:
        trade, chance = self.trade, self.chance
        amount = chance.choice(["0.01", "99.99", "100", "12.34"])
        match chance.choice(["credit", "credit", "credit", "terms", "month back", "bill", "price", "fee", "stage"]):
            case "credit":
                ids = list(self.bad) if self.bad and chance.random() < 0.7 else [lead_id]
                state = chance.choice(["granted", "refused", "claimed", "claimed"])
                line = f"{chance.choice(ids)},{state},{chance.choice(['', amount])}"
                trade.pays("credits", "Lead ID,Status,Amount", line)
            case "terms":
                self._agrees(chance.choice(["Rates", "Portal"]))
            case "month back":
                trade.pays("credits", "Source,Month,Status,Amount", f"rates,{trade.now:%Y-%m},granted,{amount}")
            case "bill":
                trade.pays("costs", "Lead ID,Amount", f"{lead_id},{amount}")
            case "price":
                trade.pays("costs", "Source,Cost per Lead,Date", f"portal,{amount},{trade.now:%Y-%m}-01")
            case "fee":
                trade.pays("costs", "Source,Month,Amount", f"radio,{trade.now:%Y-%m},{amount}")
            case "stage":
                self.loan_moves(lead_id)

    def loan_moves(self, lead_id: str) -> None:
        """Let a loan come further: of somebody who was spoken with, so that no step is asked for any more."""
        if lead_id not in self.met - self.tests:
            return
        if self.chance.random() < 0.5:
            self.lent += 1
            stage = self.chance.choice(["Funded", "Pre-Approved", "Clear to Close", "Withdrawn"])
            self.trade.lends(lead_id, f"L-{self.chance.randint(1, self.lent)}-{lead_id}", stage, 250_000 + self.lent)
        else:
            self.trade.reports(lead_id, self.chance.choice([Stage.APPLICATION_SUBMITTED, Stage.PROCESSING]))

    def _one_is_worked(self, lead_id: str) -> None:
        trade, chance = self.trade, self.chance
        if lead_id in self.bad and chance.random() < 0.2:
            trade.logs(lead_id, Kind.RETRACTED, corrects=self.bad.pop(lead_id))
            return
        kind = chance.choice([*_TRIES, *_REST, *_TALKS])
        if lead_id in self.done and (kind in _TALKS or kind is Kind.INQUIRED_AGAIN):
            return
        told = trade.logs(lead_id, kind, chance.choice([0, 0, 0, 2, 45]), **self._more(kind))
        if kind in _TALKS:
            self.met.add(lead_id)
        if kind is Kind.DO_NOT_CALL:
            self.done.add(lead_id)
        if kind is Kind.BAD_LEAD:
            self.bad[lead_id] = told

    def _more(self, kind: Kind) -> dict[str, Any]:
        chance = self.chance
        match kind:
            case Kind.SENT | Kind.REPLIED:
                return chance.choice([MAIL, TEXT])
            case Kind.OPTED_OUT:
                return MAIL
            case Kind.SKIP:
                return {"channel": chance.choice(list(Channel)), "reason": "busy"}
            case Kind.BAD_LEAD:
                return {"reason": chance.choice(["fake", "duplicate", "out of state", ""])}
            case Kind.NOT_INTERESTED:
                return {"reason": "just looking"}
            case Kind.INQUIRED_AGAIN:
                return {"cost": Decimal("7.25")}
        return {"clock": chance.choice([None, None, None, POOR]), "back_dated": chance.random() < 0.2}


SOME = (
    Asked(branch="North"),
    Asked(branch="South"),
    Asked(officer="Eve"),
    Asked(Days(date(2026, 10, 28), date(2026, 11, 3))),
    Asked(Days(None, date(2026, 10, 30)), branch="South"),
)


def lives(trade: Trade, chance: Random, moments: int, some: Sequence[Asked] = SOME) -> None:
    story, instants = Story(trade, chance), []
    for moment in range(moments):
        story.goes_on()
        if moment % 40 == 39:
            agrees(trade)
            agrees_on_what_works(trade)
            instants.append(trade.now)
    for asked in some:
        agrees(trade, asked)
    agrees_on_what_works(trade, chance.choice(SOME[:2]))
    for at in instants:
        # asked today how it stood then
        agrees(trade, at=at)
    trade.now += timedelta(days=100)
    for lead_id in sorted(story.met):
        story.loan_moves(lead_id)
    agrees(trade)
    agrees_on_what_works(trade)
    agrees_with_marketing(trade)


@pytest.mark.parametrize("trade", BOTH, indirect=True)
def test_whatever_is_traded_the_reports_are_the_oracles_to_the_unit(trade: Trade) -> None:
    with seeded(1) as chance:
        lives(trade, chance, moments=40)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 2 + examples(8)))
def test_they_are_in_longer_stories_too(trade: Trade, seed: int) -> None:
    with seeded(seed) as chance:
        lives(trade, chance, moments=160)


# -- a scripted trade ------------------------------------------------------------------------------------


def test_the_reports_of_a_scripted_trade_are_the_oracles_to_the_unit(trade: Trade) -> None:
    ids = _october(trade)
    agrees(trade)
    agrees_on_what_works(trade)
    _november(trade, ids)
    for asked in (EVERYTHING, *SOME):
        agrees(trade, asked)
    agrees(trade, at=local(3, "12:00"))
    agrees_on_what_works(trade)
    trade.now = local(100, "12:00")
    agrees_on_what_works(trade)
    agrees_with_marketing(trade)
    _everything_happened(trade)


def _october(trade: Trade) -> dict[str, str]:
    trade.agrees_to("Rates", return_within=3, max_return_share=Decimal("0.4"))
    trade.now = local(1, "10:00")
    ids = {"quick": trade.arrives("Ada", **RATES), "late": trade.arrives("Eve", **RATES, texts=True)}
    for n, name in enumerate(OFFICERS):
        ids[f"bad {n}"] = trade.arrives(name, **RATES, cost=Decimal(40))
    ids["referred"] = trade.arrives("Max", partner=_PARTNERS[0], origin=Origin.PARTNER, source="")
    ids["again"] = trade.arrives("Max", partner=_PARTNERS[1], **PORTAL, source_fields={"Best time": "noon"})
    ids["nobody's"], ids["untried"] = trade.arrives(None, **PORTAL), trade.arrives("Ada", **PORTAL)
    trade.now = local(1, "10:05")
    trade.logs(ids["quick"], Kind.APPOINTMENT)
    trade.logs(ids["referred"], Kind.INBOUND, when=local(2, "11:00"))
    trade.now = local(1, "10:31")
    trade.logs(ids["late"], Kind.SENT, **TEXT)
    trade.logs(ids["again"], Kind.NO_ANSWER, clock=POOR)
    trade.now = local(1, "11:10")
    trade.logs(ids["late"], Kind.REPLIED, **TEXT)
    trade.logs(ids["again"], Kind.CALL_BACK, when=local(2, "12:00"))
    for n, reason in enumerate(("fake", "duplicate", "")):
        trade.logs(ids[f"bad {n}"], Kind.BAD_LEAD, reason=reason)
    return ids


def _november(trade: Trade, ids: dict[str, str]) -> None:
    trade.now = local(3, "12:00")
    trade.pays("costs", "Lead ID,Amount", f"{ids['bad 1']},55")
    trade.pays("credits", "Lead ID,Status,Amount", f"{ids['bad 1']},granted,")
    trade.lends(ids["referred"], "L-1", "Pre-Approved", 300_000)
    trade.now = local(4, "12:00")
    ids["back"] = trade.arrives("Ada", **RATES)
    told = trade.logs(ids["back"], Kind.BAD_LEAD, reason="out of state")
    trade.now = local(9, "12:00")
    trade.logs(ids["back"], Kind.RETRACTED, corrects=told)
    trade.lends(ids["referred"], "L-1", "Clear to Close", 300_000)
    ids["November's"] = trade.arrives("Eve", **RATES)
    trade.logs(ids["November's"], Kind.BAD_LEAD, reason="fake")
    trade.now = local(10, "09:00")
    trade.lends(ids["quick"], "L-2", "Funded", 250_000)
    trade.now = local(14, "23:00")


def _everything_happened(trade: Trade) -> None:
    """Check that the script tells what it is to tell: each table has something in it."""
    told = {report: trade.says(Question(report)) for report in (Report.RETURNS, Report.ACCEPTANCE, Report.PARTNERS)}
    october, november = told[Report.RETURNS]
    # 0.4 of six leads are two, of which one was granted: of the others one may be claimed no more, and one not at all
    assert (october["may_return"], october["returned"], october["granted"], october["credits"]) == (2, 1, 1, 55)
    assert (november["may_return"], november["over_cap"]) == (0, 0)
    reasons = {reason for row in told[Report.ACCEPTANCE] for reason in row["reasons"]}
    assert reasons == {"duplicate", "fake", "no reason", "time was up, nobody tried"}
    assert sum(row["not_given"] for row in told[Report.ACCEPTANCE]) == 1
    (partner,) = told[Report.PARTNERS]
    assert (partner["leads"], partner["owed_a_word"]) == (
        2,
        {"first_contact": 2, "pre_approval": 1, "clear_to_close": 1},
    )
    works_by = trade.tells_what_works(works.Question(by="Best time"))
    assert {row["called"]: row["leads"] for row in works_by["called"] if not row["source"]}["within_5m"] == 1
    assert {(row["channel"], row["step"]) for row in works_by["responses"]} >= {
        ("call", "call-1"),
        ("call", "call-2"),
        ("text", "text-1"),
        ("inbound", None),
        ("none", None),
    }


def test_another_branchs_bad_leads_take_the_room_whose_time_runs_out_first(trade: Trade) -> None:
    trade.agrees_to("Rates", return_within=7, max_return_share=Decimal("0.5"))
    trade.now = local(1, "10:00")
    sooner = trade.arrives("Eve", **RATES)
    trade.now = local(2, "10:00")
    later = trade.arrives("Ada", **RATES)
    for lead_id in (sooner, later):
        trade.logs(lead_id, Kind.BAD_LEAD, reason="fake")
    for asked in (EVERYTHING, Asked(branch="North"), Asked(officer="Ada"), Asked(Days(local(2, "10:00").date()))):
        agrees(trade, asked)
    (row,) = trade.says(Question(Report.RETURNS, branch="North"))
    assert (row["open"], row["over_cap"]) == (0, 1)
