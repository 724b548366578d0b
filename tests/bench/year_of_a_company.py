"""A company's year of leads and what was done about them, made in bulk: the same for the same numbers, on any machine.

A few officers' year is lived through the store and judged by the product. The others' are copies of it under other ids:
the same hours, the same leads, so what is kept ready of them is what judging them would come to.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import msgspec
from sqlalchemy import LargeBinary, Table, Text, text

from app.domain.activity import Activity, Evidence, Kind
from app.domain.lead import Address, Channel, Lead, Phone
from app.domain.lead import Person as Borrower
from app.domain.officer import Officer, read_hours
from app.domain.stage import Stage
from app.hub import founding
from app.hub.records import Branch, KeptActivity, Person, Role
from app.hub.rolling_up import roll_up
from app.hub.sums import ScoredSums
from app.paths import resources
from storage.engine import writing
from storage.hub import rollup_tables, tables
from storage.hub.store import SqlHubStore

#: the last instant of the year, and from when on leads came
NOW = datetime(2026, 11, 27, 21, 0, tzinfo=UTC)
DAYS = 365
#: in every id of the officers that are copied; as long in the copies
MARK = "@000"
COPIED = 5
_PLACES = (("TN", "37201"), ("KY", "40202"), ("TX", "77002"), ("AZ", "85001"), ("FL", "33130"))
_SOURCES = tuple(f"Source {n}" for n in range(8))
_COPIED_TABLES = (
    tables.person,
    tables.lead,
    tables.holding,
    tables.activity,
    rollup_tables.lead_sum,
    rollup_tables.waiting_step,
    rollup_tables.share,
)


class Size(msgspec.Struct, frozen=True):
    officers: int
    leads: int
    activities: int

    @property
    def each(self) -> int:
        return self.leads // self.officers

    @property
    def of_a_lead(self) -> int:
        return self.activities // self.leads


def live(store: SqlHubStore, size: Size, sums: ScoredSums) -> None:
    """Fill an empty hub's store with a company of this size and its year, its sums kept ready."""
    playbook = (resources() / "playbooks" / "ultimate-contact.toml").read_text(encoding="utf-8")
    founding.found(store, machine_zone="America/Chicago", sample_playbook=playbook, now=NOW - timedelta(days=DAYS))
    officers = [_officer(n) for n in range(COPIED)]
    with store.writing() as rows:
        branch = rows.people.branches()[0] if rows.people.branches() else Branch("branch", "Nashville")
        if not rows.people.branches():
            rows.people.add_branch(branch)
        for officer in officers:
            rows.people.add(Person(officer.officer_id, Role.OFFICER, branch.branch_id, officer, NOW))
    for officer in officers:
        chance = Random(officer.officer_id)
        with store.writing() as rows:
            kept = []
            for n in range(size.each):
                lead = _lead(chance, f"lead-{officer.officer_id}-{n}")
                rows.leads.add(lead, [])
                rows.leads.hold(lead.lead_id, officer.officer_id, lead.received_at, "bench")
                kept += [KeptActivity(one) for one in _past(chance, lead, officer.officer_id, size.of_a_lead)]
            rows.activities.add_all(kept)
    while not roll_up(store, sums, NOW):
        pass
    with writing(store._engine) as conn:
        for n in range(1, size.officers // COPIED):
            for table in _COPIED_TABLES:
                conn.execute(text(_copy(table, conn.dialect.name, f"@{n:03d}")))
    _settle(store)


def _settle(store: SqlHubStore) -> None:
    """Let the database learn what is in its tables, as one that grew over a year has."""
    if store._engine.dialect.name == "postgresql":
        with store._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            conn.exec_driver_sql("VACUUM ANALYZE")
    else:
        with writing(store._engine) as conn:
            conn.exec_driver_sql("ANALYZE")


def _copy(table: Table, dialect: str, mark: str) -> str:
    out = []
    for column in table.c:
        kind = column.type
        if isinstance(kind, LargeBinary):
            out.append(_bytes(column.name, dialect, mark))
        elif column.name != "company_id" and isinstance(getattr(kind, "impl", kind), Text):
            out.append(f"replace({column.name}, '{MARK}', '{mark}')")
        else:
            out.append(column.name)
    names = ", ".join(column.name for column in table.c)
    key = {"person": "person_id", "share": "officer_id", "waiting_step": "officer_id"}.get(table.name, "lead_id")
    return f"INSERT INTO {table.name} ({names}) SELECT {', '.join(out)} FROM {table.name} WHERE {key} LIKE '%{MARK}%'"


def _bytes(name: str, dialect: str, mark: str) -> str:
    was, now = MARK.encode().hex(), mark.encode().hex()
    if dialect == "postgresql":
        return f"decode(replace(encode({name}, 'hex'), '{was}', '{now}'), 'hex')"
    return f"unhex(replace(hex({name}), '{was.upper()}', '{now.upper()}'))"


def _officer(n: int) -> Officer:
    hours = (
        "Mon-Fri 09:00-18:00",
        "Mon-Sat 10:00-19:00",
        "Mon-Fri 08:00-17:00",
        "Sun-Sat 09:00-20:00",
        "Mon-Fri 11:00-20:00",
    )
    return Officer(
        officer_id=f"officer-{n}{MARK}", name=f"Officer {n} {MARK}", zone="America/Chicago", hours=read_hours(hours[n])
    )


def _lead(chance: Random, lead_id: str) -> Lead:
    state, zip_code = chance.choice(_PLACES)
    received_at = NOW - timedelta(seconds=chance.randrange(DAYS * 86_400))
    number = f"+1615555{chance.randrange(100, 200):04d}"
    return Lead(
        lead_id=lead_id,
        received_at=received_at,
        borrower=Borrower(name="Dana Invented", phones=(Phone(number=number),), emails=("dana@example.com",)),
        address=Address(state=state, zip=zip_code),
        source=chance.choice(_SOURCES),
        campaign=chance.choice(("", "Spring", "Autumn")),
        cost=Decimal(chance.randrange(1000, 9000)) / 100,
        playbook_version=1,
    )


def _past(chance: Random, lead: Lead, officer_id: str, most: int) -> Iterator[Activity]:
    """Give what was done: calls and e-mails by days, one contact perhaps, and then what a loan takes."""
    at, reached_at = lead.received_at, chance.choice((1, 2, 4, 7, 99, 99))
    for n in range(most):
        gap = chance.choice((120, 900, 3_600)) if n < 3 else chance.randrange(7_200, 130_000)
        at += timedelta(seconds=gap)
        if at > NOW:
            return
        kind, more = _what(chance, n, reached_at, at)
        yield Activity(
            activity_id=f"{lead.lead_id}-{n}",
            lead_id=lead.lead_id,
            actor_id=officer_id,
            kind=kind,
            began_at=at,
            logged_at=at + timedelta(seconds=30),
            evidence=chance.choice((Evidence.SELF, Evidence.HANDED_OFF)),
            **more,  # type: ignore[arg-type]
        )


def _what(chance: Random, n: int, reached_at: int, at: datetime) -> tuple[Kind, dict[str, object]]:
    call = {"channel": Channel.CALL}
    if n < reached_at:
        kind = chance.choice((Kind.NO_ANSWER, Kind.NO_ANSWER, Kind.LEFT_VOICEMAIL, Kind.SENT))
        return kind, {"channel": Channel.EMAIL} if kind is Kind.SENT else call
    if n == reached_at:
        return chance.choice((Kind.CALL_BACK, Kind.APPOINTMENT)), {**call, "when": at + timedelta(hours=20)}
    if n == reached_at + 3 and chance.random() < 0.5:
        return Kind.SENDING_APPLICATION, call
    if n == reached_at + 5 and chance.random() < 0.3:
        return Kind.STAGE_REPORTED, {"stage": chance.choice((Stage.APPLICATION_SUBMITTED, Stage.FUNDED)).value}
    return chance.choice((Kind.NO_ANSWER, Kind.SENT, Kind.NOTE)), {
        "channel": chance.choice((Channel.CALL, Channel.EMAIL))
    }
