"""Two weeks of a branch on a clock that stands still until told, and what its hub says of them beside the oracle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from app.clock import FixedClock
from app.desktop.leads import NewLead
from app.desktop.taking import Wish
from app.domain.activity import Kind
from app.domain.ids import new_id
from app.domain.lead import Lead, Origin
from app.domain.stage import Stage
from app.hub import people
from app.hub.assigning import give
from app.hub.founding import found, set_company
from app.hub.intake import LeadFile, import_leads, keys_of
from app.hub.loan_stages import import_stages
from app.hub.money_taking import Filling, Outcome, import_money
from app.hub.reports import Question, Report, report_of
from app.hub.stages import report_stage
from app.hub.sums import ScoredSums
from app.leadfiles.money_reports import MoneyFile
from app.protocol.wire import Taking
from storage.engine import open_sqlcipher
from storage.hub.store import open_hub_store
from tests.desks import KEY, a_lead, shipped
from tests.oracle.kept import read_company
from tests.oracle.team import Oracle, oracle_of
from tests.together.test_one_story_one_row import ZONE, Branch

#: a Monday; the clocks are put back on the Sunday of its week
BEGINS = datetime(2026, 10, 26, 12, 0, tzinfo=UTC)
#: area code, ZIP and state of the borrowers
PLACES = (
    ("615", "37201", "TN"),
    ("502", "40202", "KY"),
    ("404", "30303", "GA"),
    ("205", "35203", "AL"),
    ("310", "90012", "CA"),
)
PLAYBOOK = """
name = "A fortnight"
summary = "Five calls, three e-mails and two texts in ten days"
first_call_within = "5m"
give_up_after = "10d"
on_exhausted = "return_to_marketing"

[[step]]
id = "call-1"
channel = "call"
after = "0m"
within = "5m"

[[step]]
id = "email-1"
channel = "email"
after = "20m"
template = "first-hello"

[[step]]
id = "text-1"
channel = "text"
after = "25m"
within = "2h"
template = "first-text"

[[step]]
id = "call-2"
channel = "call"
after = "30m"
within = "30m"

[[step]]
id = "call-3"
channel = "call"
after = "1h"
within = "1h"

[[step]]
id = "email-2"
channel = "email"
on_day = 3
between = "09:00-17:00"
template = "still-there"

[[step]]
id = "call-4"
channel = "call"
on_day = 3
between = "09:00-12:00"

[[step]]
id = "text-2"
channel = "text"
on_day = 4
between = "12:00-17:00"
template = "first-text"

[[step]]
id = "call-5"
channel = "call"
on_day = 6
between = "13:00-17:00"

[[step]]
id = "email-3"
channel = "email"
on_day = 8
between = "09:00-17:00"
template = "door-is-open"
by = "marketing"

[[step]]
id = "application-1"
channel = "call"
on_day = 1
between = "09:00-18:00"
track = "application"

[[step]]
id = "application-3"
channel = "call"
on_day = 3
between = "09:00-18:00"
track = "application"
"""


@dataclass
class Fortnight(Branch):
    """Ada and Eve with hours of their own and Ben, who manages them; the company keeps own leads too."""

    def __post_init__(self) -> None:
        self.clock = FixedClock(BEGINS)
        self.hub = open_hub_store(open_sqlcipher(self.folder / "hub.db", KEY))
        found(self.hub, machine_zone=ZONE, sample_playbook=PLAYBOOK, now=BEGINS)
        set_company(self.hub, now=BEGINS, own_leads="company")
        people.add_person(self.hub, people.Newcomer(name="Ben", role="manager", branch="North"), BEGINS)
        for name in ("Ada", "Eve"):
            self.joins(name)
            self.changes(name, licensed="TN,KY,GA,AL,CA")
        self.changes("Eve", hours="Mon-Fri 10:00-19:00; Sat 10:00-14:00")

    # -- time ------------------------------------------------------------------------------------------

    def until(self, at: datetime) -> None:
        assert at >= self.clock.at, f"{at} is past"
        self.clock.at = at

    # -- what happens ----------------------------------------------------------------------------------

    def arrives(self, number: int, name: str | None, **more: Any) -> str:
        """Let a lead come in at the hub, for somebody or for nobody yet."""
        lead = a_borrower(number, self.clock.now(), **more)
        with self.hub.writing() as rows:
            rows.leads.add(lead, keys_of(lead))
        if name is not None:
            self.assigns(lead.lead_id, name)
        return lead.lead_id

    def assigns(self, lead_id: str, name: str) -> None:
        with self.hub.writing() as rows:
            held, person = rows.leads.by_id(lead_id), rows.people.named(name)
            assert held is not None
            assert person is not None
            give(rows, held.lead, person, self.clock.now(), why="the fortnight")
        self.syncs()

    def adds(self, name: str, number: int, origin: str = "phone_in") -> str:
        """Let an officer write down a lead of the officer's own."""
        area, zip_code, state = PLACES[0]
        new = NewLead(
            name=f"Person{number} Zzyzxborrower",
            phone=f"+1{area}555{100 + number:04d}",
            origin=Origin(origin),
            state=state,
            zip=zip_code,
        )
        lead_id = self.desks[name].leads.add(new)[0].lead_id
        self.syncs()
        return lead_id

    def asks_again(self, number: int, source: str, cost: str) -> None:
        """Let the borrower of a lead inquire once more, elsewhere."""
        lead = a_borrower(number, self.clock.now())
        row = f"{lead.borrower.name},{lead.phones[0].number[2:]},{lead.emails[0]}"
        data = f"Name,Phone,Email\n{row}\n".encode()
        file = LeadFile(name="again.csv", data=data, source=source, cost=Decimal(cost))
        taken = import_leads(self.hub, file, now=self.clock.now())
        assert taken.duplicates == 1, taken
        self.syncs()

    def takes(self, name: str, taking: Taking, lead_id: str) -> None:
        self.syncs()
        taken, _ = self.desks[name].takings.take(Wish(taking, lead_id))
        assert taken.lead_id == lead_id, taken
        self.syncs()

    def hands_on(self, name: str, lead_id: str) -> None:
        answer, _ = self.desks[name].takings.hand_on(lead_id)
        assert answer.done, answer
        self.syncs()

    def changes(self, name: str, **more: str) -> None:
        people.change_person(self.hub, name, people.Changes(**more), "the fortnight", self.clock.now())
        self.syncs()

    def reports(self, lead_id: str, stage: Stage) -> None:
        report_stage(self.hub, lead_id, stage, self.clock.now())
        self.syncs()

    def pays(self, kind: str, *lines: str) -> None:
        """Let a file tell what was paid or came back; its first line is the header, and every row fits."""
        data = "\n".join(lines).encode()
        taken = import_money(self.hub, data, MoneyFile(kind), Filling(), self.clock.now())
        assert not taken.counts[Outcome.REJECTED], taken.lines

    def loans(self, *lines: str) -> None:
        taken = import_stages(self.hub, "\n".join(lines).encode(), {}, now=self.clock.now())
        assert all(line.lead_ids for line in taken.lines), taken.lines
        self.syncs()

    def logs_when(self, name: str, lead_id: str, kind: Kind, minutes_ago: int, **more: Any) -> None:
        self.logs(name, lead_id, kind, began_at=self.clock.now() - timedelta(minutes=minutes_ago), **more)

    # -- what is said of it ----------------------------------------------------------------------------

    def report(self, report: Report, at: datetime | None = None, officer: str = "") -> list[dict[str, Any]]:
        answer = report_of(
            self.hub, ScoredSums(shipped().rules), Question(report, officer=officer, at=at), self.clock.now()
        )
        rows: list[dict[str, Any]] = msgspec.json.decode(msgspec.json.encode(answer[report.answers_with]))
        return rows

    def oracle(self, at: datetime | None = None) -> Oracle:
        def ask(statement: str) -> list[Any]:
            raw = self.hub._engine.raw_connection()
            try:
                cursor = raw.cursor()
                cursor.execute(statement)
                return list(cursor.fetchall())
            finally:
                raw.close()

        return oracle_of(read_company(ask, at or self.clock.now()))


def a_borrower(number: int, at: datetime, **more: Any) -> Lead:
    """Return the inquiry of an invented borrower, who lives in one of the places the oracle knows."""
    area, zip_code, state = PLACES[number % len(PLACES)]
    text_consent = more.pop("texts", False)
    has_email = more.pop("mails", True)
    numbers = (100 + number, 500 + number) if more.pop("phones", 1) == 2 else (100 + number,)
    lead = a_lead(
        new_id(at),
        f"Person{number} Zzyzxborrower",
        received_at=at,
        phones=tuple(f"+1{area}555{one:04d}" for one in numbers),
        emails=(f"person{number}@example.com",) if has_email else (),
        state=state,
        zip_code=zip_code,
        text_consent=text_consent,
    )
    return msgspec.structs.replace(lead, arrived_at=None, assigned_at=None, **more)


def local(day: int, clock: str) -> datetime:
    """Return a time of a day of the fortnight as the branch's clocks show it; the first day is 1."""
    hour, minute, *second = (int(part) for part in clock.split(":"))
    zone = ZoneInfo(ZONE)
    start = BEGINS.astimezone(zone).replace(hour=hour, minute=minute, second=second[0] if second else 0)
    return (start + timedelta(days=day - 1)).astimezone(UTC)
