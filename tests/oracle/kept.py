"""What a hub holds, read from its tables with SQL of the test's own into plain records."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.oracle.hours import AREAS, ZIPS
from tests.oracle.money import Books, plain, read_books

#: runs one statement and returns its rows
Ask = Callable[[str], list[Any]]

CALLS = {
    "no_answer", "left_voicemail", "voicemail_full", "busy", "appointment", "call_back", "sending_application",
    "not_now", "not_interested", "third_party", "wrong_number", "disconnected", "language", "do_not_call",
}  # fmt: skip
MESSAGES = {"sent", "failed"}
#: two-way with a borrower
CONTACTS = {
    "appointment", "call_back", "sending_application", "not_now", "not_interested", "language", "inbound", "replied",
}  # fmt: skip
PROMISES = {"appointment", "call_back", "inbound"}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Act:
    """One activity; `channel` is "call", "text" or "email"."""

    act_id: str
    kind: str
    actor: str
    at: datetime
    logged: datetime
    channel: str
    number: str = ""
    when: datetime | None = None
    reason: str = ""
    evidence: str = "self"
    back_dated: bool = False
    stage: str = ""
    cost: Decimal | None = None
    poor_clock: bool = False
    fact: str = ""
    value: str = ""
    corrects: str = ""

    @property
    def is_attempt(self) -> bool:
        return self.kind in CALLS or self.kind in MESSAGES

    @property
    def is_call(self) -> bool:
        return self.kind in CALLS

    @property
    def is_contact(self) -> bool:
        return self.kind in CONTACTS


@dataclass(frozen=True)
class Inquiry:
    """A lead with all that happened to it, in order, and who held it from when on."""

    lead_id: str
    received: datetime
    source: str
    campaign: str
    cost: Decimal | None
    origin: str
    is_test: bool
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    consent: dict[str, str]
    zip: str
    state: str
    #: name, company and phone of who referred
    partner: tuple[str, str, str] | None = None
    #: what first contacts may be split by: what every lead has, and the columns its source sent
    fields: dict[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    held: tuple[tuple[datetime, str | None], ...] = ()
    last_holder: str | None = None

    @property
    def is_own(self) -> bool:
        return self.origin != "company"

    @property
    def is_returned_some_day(self) -> bool:
        """Return whether it goes back to marketing once all was tried: officers keep their own, and referred ones."""
        return not self.is_own and self.partner is None

    @property
    def clock_zone(self) -> str:
        return ZIPS[self.zip] if self.zip else AREAS[self.phones[0][2:5]][1]

    @property
    def zones(self) -> set[str]:
        return {ZIPS[self.zip]} | {AREAS[phone[2:5]][1] for phone in self.phones}

    @property
    def states(self) -> set[str]:
        return {self.state} | {AREAS[phone[2:5]][0] for phone in self.phones}

    @property
    def contact(self) -> Act | None:
        return next((act for act in self.acts if act.is_contact), None)

    @property
    def excusals(self) -> list[Act]:
        """Return what a manager excused and did not take back."""
        said = [act for act in self.acts if act.kind == "excused"]
        back = {act.corrects for act in said}
        return [act for act in said if not act.corrects and act.act_id not in back]

    @property
    def calls(self) -> list[Act]:
        return [act for act in self.acts if act.is_call]

    @property
    def borrower_came_first(self) -> bool:
        """Return whether they called or wrote before anybody called them, or answered before anybody tried."""
        call = self.calls[0].at if self.calls else None
        tried = next((act.at for act in self.acts if act.is_attempt), None)
        for act in self.acts:
            before = {"inbound": call, "replied": tried}.get(act.kind, act.at)
            if act.kind in ("inbound", "replied") and (before is None or act.at < before):
                return True
        return False

    def holder_at(self, at: datetime) -> str | None:
        """Return who held it; the last one it was given to by then."""
        found = [who for since, who in self.held if since <= at]
        return found[-1] if found else None

    def owner_at(self, at: datetime) -> str | None:
        """Return who is judged for what ended then: the holder, the one before while nobody was, else the first."""
        found = [who for since, who in self.held if since <= at and who is not None]
        return found[-1] if found else next((who for _, who in self.held if who is not None), None)


@dataclass(frozen=True)
class Company:
    """All a hub holds at an instant."""

    zone: str
    at: datetime
    people: dict[str, dict[str, Any]]
    leads: list[Inquiry]
    playbook: dict[str, Any]
    branches: dict[str, str] = field(default_factory=dict)
    books: Books = field(default_factory=Books)
    #: by a source's name, how many days it takes back a bad lead and what share of a month's
    terms: dict[str, tuple[int | None, Decimal | None]] = field(default_factory=dict)


def read_company(ask: Ask, at: datetime) -> Company:
    """Read what was there at an instant: what happened later is not looked at, what was taken back never happened."""
    acts = _acts(ask, at)
    held: dict[str, list[tuple[datetime, str | None]]] = {}
    for lead_id, who, since in ask("SELECT lead_id, holder_id, from_at FROM holding ORDER BY lead_id, n"):
        held.setdefault(lead_id, []).append((_at(since), who))
    leads = []
    for (body,) in ask("SELECT body FROM lead ORDER BY received_at, lead_id"):
        told = json.loads(body)
        if _told_at(told["received_at"]) <= at:
            leads.append(_lead(told, acts.get(told["lead_id"], []), held.get(told["lead_id"], []), at))
    ((playbook,),) = ask("SELECT text FROM playbook")
    ((zone,),) = ask("SELECT zone FROM company")
    people = {
        row[0]: {**json.loads(row[1]), "branch_id": row[2]}
        for row in ask("SELECT person_id, profile, branch_id FROM person")
    }
    branches = dict(tuple(row) for row in ask("SELECT branch_id, name FROM branch"))
    terms = {plain(name): _terms(json.loads(text)) for name, text in ask("SELECT name, settings FROM intake_source")}
    return Company(zone, at, people, leads, tomllib.loads(playbook), branches, read_books(ask), terms)


def _terms(told: dict[str, Any]) -> tuple[int | None, Decimal | None]:
    share = told.get("max_return_share")
    return told.get("return_within"), None if share is None else Decimal(share)


def _acts(ask: Ask, at: datetime) -> dict[str, list[Act]]:
    told = [
        (json.loads(body), clock) for body, clock in ask("SELECT body, clock FROM activity ORDER BY device_id, seq")
    ]
    gone = {one["corrects"] for one, _ in told if one["kind"] == "retracted"}
    found: dict[str, list[Act]] = {}
    for one, clock in told:
        if one["kind"] == "retracted" or one["activity_id"] in gone or _told_at(one["began_at"]) > at:
            continue
        found.setdefault(one["lead_id"], []).append(_act(one, clock))
    return {lead_id: sorted(many, key=lambda act: (act.at, act.logged)) for lead_id, many in found.items()}


def _act(one: dict[str, Any], clock: str | None) -> Act:
    cost, when = one.get("cost"), one.get("when")
    return Act(
        act_id=one["activity_id"],
        kind=one["kind"],
        actor=one["actor_id"],
        at=_told_at(one["began_at"]),
        logged=_told_at(one["logged_at"]),
        channel=one.get("channel") or "call",
        number=one.get("number", ""),
        when=None if when is None else _told_at(when),
        reason=one.get("reason", ""),
        evidence=one.get("evidence", "self"),
        back_dated=one.get("back_dated", False),
        stage=one.get("stage", ""),
        cost=None if cost is None else Decimal(cost),
        poor_clock=clock == "poor",
        fact=one.get("fact", ""),
        value=one.get("value", ""),
        corrects=one.get("corrects", ""),
    )


def _lead(told: dict[str, Any], acts: list[Act], held: list[tuple[datetime, str | None]], at: datetime) -> Inquiry:
    """Return a lead as it was; who has it is who has it today, also of an instant at which nobody had it yet."""
    holder = next((who for _, who in reversed(held) if who is not None), None)
    by_then = [one for one in held if one[0] <= at]
    if holder is not None and not any(who for _, who in by_then):
        by_then = [(_told_at(told["received_at"]), holder)]
    borrower, address = told["borrower"], told.get("address", {})
    cost = told.get("cost")
    return Inquiry(
        lead_id=told["lead_id"],
        received=_told_at(told["received_at"]),
        source=told.get("source", ""),
        campaign=told.get("campaign", ""),
        cost=None if cost is None else Decimal(cost),
        origin=told.get("origin", "company"),
        is_test=told.get("is_test", False),
        phones=tuple(phone["number"] for phone in borrower.get("phones", [])),
        emails=tuple(borrower.get("emails", [])),
        consent=borrower.get("consent", {}),
        zip=address.get("zip", ""),
        state=address.get("state", ""),
        partner=_partner(told.get("partner")),
        fields=_fields(told),
        columns=tuple(told.get("source_fields", {})),
        acts=tuple(acts),
        held=tuple(by_then),
        last_holder=holder,
    )


def _partner(told: dict[str, str] | None) -> tuple[str, str, str] | None:
    return None if told is None else (told.get("name", ""), told.get("company", ""), told.get("phone", ""))


def _fields(told: dict[str, Any]) -> dict[str, str]:
    state = told.get("subject_property", {}).get("state") or told.get("address", {}).get("state", "")
    same = {name: told.get(name, "") for name in ("source", "campaign", "loan_purpose", "timeframe")}
    return {**told.get("source_fields", {}), **same, "state": state}


def _at(micros: int) -> datetime:
    return EPOCH + timedelta(microseconds=micros)


def _told_at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
