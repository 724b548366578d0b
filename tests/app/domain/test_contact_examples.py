"""The table of examples in tests/data/contact_examples, a row at a time: what the rules are meant to answer."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from msgspec.structs import replace

from app.domain.cadence import next_step
from app.domain.contact_rules import Allowed, Blocked, CompanyRules, Purpose, citations, may_contact
from app.domain.emergencies import Emergency
from app.domain.known import Known, known_of
from app.domain.lead import Address, Channel, Consent, Lead
from app.domain.listings import Listing, ListKind
from app.domain.numbers import phone_key
from app.domain.officer import Officer, read_hours
from app.domain.places import STATE_NAMES, TERRITORIES
from app.domain.standing import Due
from tests.app.domain.story import sample
from tests.shipped import lead_at, shipped_rules

FOLDER = Path(__file__).parents[2] / "data" / "contact_examples"
CLOCKS = {
    "Eastern": "America/New_York",
    "Central": "America/Chicago",
    "Mountain": "America/Denver",
    "Arizona": "America/Phoenix",
    "Pacific": "America/Los_Angeles",
    "Alaska": "America/Anchorage",
    "Aleutian": "America/Adak",
    "Hawaii": "Pacific/Honolulu",
    "Puerto Rico": "America/Puerto_Rico",
    "Guam": "Pacific/Guam",
}


@dataclass
class Facts:
    """What the column `and` adds to a row, read part by part."""

    clock: ZoneInfo
    officer: dict[str, object] = field(default_factory=dict)
    known: dict[str, object] = field(default_factory=dict)
    emergencies: tuple[Emergency, ...] = ()
    consent: dict[Channel, Consent] = field(default_factory=lambda: {Channel.TEXT: Consent.GIVEN})
    lists: tuple[tuple[ListKind, str, date], ...] = ()
    received: datetime | None = None
    bought: bool = False
    named_time: bool = False
    tried_as_asked: bool = False

    def instant(self, text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=self.clock).astimezone(UTC)

    def add(self, part: str) -> None:
        word, _, rest = part.partition(" ")
        match word:
            case "emergency":
                state, _, span = rest.partition(" ")
                begins, _, ends = span.partition(" to ")
                until = self.instant(ends) if ends else None
                self.emergencies += (Emergency(state, self.instant(begins), until),)
            case "licence":
                state, _, last_day = rest.partition(" ")
                self.officer["licences"] = {state: date.fromisoformat(last_day) if last_day else None}
            case "off":
                first, last = (date.fromisoformat(day) for day in rest.split(" to "))
                days = range((last - first).days + 1)
                self.officer["days_off"] = frozenset(first + timedelta(days=n) for n in days)
            case "says":
                self.known["said_state"] = rest
            case "dead":
                self.known["dead"] = frozenset({rest})
            case "withdrawn" | "agreed":
                self.consent[Channel(rest)] = Consent.WITHDRAWN if word == "withdrawn" else Consent.GIVEN
            case "received":
                self.received = self.instant(rest)
            case "on":
                kind, *state, as_of = rest.split()
                self.lists += ((ListKind(kind), "".join(state), date.fromisoformat(as_of)),)
            case _:
                self._add_plain(part)

    def _add_plain(self, part: str) -> None:
        match part:
            case "no consent":
                self.consent = {}
            case "bought list":
                self.bought = True
            case "do not call":
                self.known["do_not_call"] = True
            case "named time":
                self.named_time = True
            case "tried as asked":
                self.tried_as_asked = True
            case _:
                pytest.fail(f"README.md does not know “{part}” in the column “and”")


def rows() -> Iterator[object]:
    for file in sorted(FOLDER.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), start=2):
                yield pytest.param(row, id=f"{file.stem}:{number} {row['what']}")


def read(row: dict[str, str]) -> Facts:
    facts = Facts(ZoneInfo(CLOCKS[row["clock"]]))
    for part in filter(None, (part.strip() for part in row.get("and", "").split(";"))):
        facts.add(part)
    return facts


def lead_of(row: dict[str, str], facts: Facts) -> Lead:
    phones = (row["phone"],) if row.get("phone") else ()
    lead = lead_at(
        row.get("zip", ""),
        row.get("state", ""),
        *phones,
        of_property=Address(state=row.get("property", "")),
        consent=facts.consent,
        consent_required=facts.bought,
    )
    return msgspec.structs.replace(lead, received_at=facts.received or facts.instant(row["at"]))


def officer_of(row: dict[str, str], facts: Facts) -> Officer:
    said = row.get("hours") or "always"
    hours = None if said == "always" else read_hours(said)
    return Officer(officer_id="ada", name="Ada", hours=hours, **facts.officer)  # type: ignore[arg-type]


def known_of_row(row: dict[str, str], facts: Facts, lead: Lead) -> Known:
    tried = tuple(facts.instant(one.strip()) for one in row.get("tried", "").split(";") if one.strip())
    solicits = () if facts.tried_as_asked else tried
    number = phone_key(lead.phones[0].number)
    listings = [Listing(number=number, kind=kind, state=state, as_of=as_of) for kind, state, as_of in facts.lists]
    on_file = known_of(lead, [], listings=listings)
    return replace(on_file, attempts=tried, solicits=solicits, consent=facts.consent, **facts.known)  # type: ignore[arg-type]


@pytest.mark.parametrize("row", list(rows()))
def test_the_rules_answer_as_the_table_says(row: dict[str, str]) -> None:
    facts = read(row)
    lead, known, officer = lead_of(row, facts), known_of_row(row, facts, lead_of(row, facts)), officer_of(row, facts)
    channel, at = Channel(row["channel"]), facts.instant(row["at"])
    rules = shipped_rules().of_company(CompanyRules(emergencies=facts.emergencies))
    purpose = Purpose(row.get("purpose") or "solicit")
    answer = may_contact(rules, lead, known, officer, channel, at, purpose, named_time=facts.named_time)
    if row["answer"] == "allowed":
        assert answer == Allowed()
        cited = dict(citations(rules, rules.place(lead, known), int(at.timestamp()), channel))
        assert cited.get(row["row"], "") == row["citation"]
    else:
        assert isinstance(answer, Blocked)
        until = None if row["until"] == "never" else facts.instant(row["until"])
        assert (answer.until, answer.reason.code) == (until, row["reason"])
        if row["reason"] != "licence":
            assert (answer.reason.state, answer.reason.citation) == (row["row"], row["citation"])
    if row.get("first_call"):
        due = next_step(sample(), lead, [], rules, known, officer, at)
        assert isinstance(due, Due)
        assert (due.step_id, due.due_at) == ("call-1", facts.instant(row["first_call"]))


def test_the_table_has_every_state_at_its_first_and_last_minute() -> None:
    with (FOLDER / "every_state.csv").open(encoding="utf-8", newline="") as lines:
        states = [row["what"].partition(",")[2].strip()[:2] for row in csv.DictReader(lines)]
    assert {state: states.count(state) for state in states} == dict.fromkeys(STATE_NAMES.keys() - TERRITORIES, 4)
