"""The playbook engine over one lead and many: what is next, may one call, and planning and storing them all."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from app.domain.activity import Activity, Kind
from app.domain.cadence import next_step
from app.domain.contact_rules import may_contact
from app.domain.known import Known, known_of
from app.domain.lead import Channel, Lead
from app.domain.many.asking import answers, next_steps
from app.domain.many.columns import columns_of, facts_of
from app.domain.officer import Officer, read_hours
from app.domain.playbook import Playbook
from app.domain.playbook_file import read_playbook
from tests.desks import MONDAY, TestDesk, a_lead, shipped

pytestmark = pytest.mark.long
#: asked one by one, time grows in step with the leads: fewer tell the same in a tenth of the time
LEADS = 10_000
#: asked all at once, as many as the bar speaks of
MANY = 100_000
NOW = MONDAY + timedelta(days=16)
OFFICER = Officer(officer_id="o", name="Ada", hours=read_hours("Mon-Fri 09:00-18:00"))
AREA_CODES = ("423", "502", "212", "310", "305")
#: one offset for half a year: what an integer loop over changes worked out before compares with
SUMMER_ENDED, WINTER_S, SUMMER_S = 1793512800, -5 * 3600, -4 * 3600


def _leads(count: int = LEADS) -> list[Lead]:
    chance = Random(1)
    zips = list(shipped().rules.gazetteer._zips)[::37]
    return [
        a_lead(
            f"lead-{n:06d}",
            received_at=MONDAY + timedelta(seconds=chance.randrange(14 * 86400)),
            phones=(f"+1{chance.choice(AREA_CODES)}555{n % 10000:04d}",),
            state="",
            zip_code=chance.choice(zips),
        )
        for n in range(count)
    ]


def _history(lead: Lead, chance: Random) -> list[Activity]:
    """Return three calls that reached nobody and two e-mails, at odd times of two weeks."""
    at, out = lead.received_at, []
    for n in range(5):
        at += timedelta(seconds=chance.choice((1800, 3600, 4000, 86400, 100_000)) + chance.randrange(600))
        channel = Channel.EMAIL if n in (1, 3) else Channel.CALL
        kind = Kind.SENT if channel is Channel.EMAIL else chance.choice((Kind.NO_ANSWER, Kind.LEFT_VOICEMAIL))
        out.append(
            Activity(
                activity_id=f"{lead.lead_id}-{n}",
                lead_id=lead.lead_id,
                kind=kind,
                actor_id="o",
                began_at=at,
                logged_at=at,
                channel=channel,
                number=lead.phones[0].number if channel is Channel.CALL else "",
            )
        )
    return out


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _tell(what: str, seconds: float, count: int = LEADS, **floors: float) -> None:
    ratios = "".join(
        f"; {name.replace('_', ' ')} {count / floor:,.0f}/s ({floor / seconds:.2f} of it)"
        for name, floor in floors.items()
    )
    print(f"\n{what}: {count / seconds:,.0f}/s, {seconds / count * 1e6:,.1f} µs each{ratios}")  # noqa: T201 - a bench is read, not asserted


def test_what_is_next_for_leads_with_five_activities_each() -> None:
    goods = shipped()
    playbook, chance = read_playbook(goods.playbook), Random(2)
    leads = [(lead, _history(lead, chance)) for lead in _leads()]
    known = [known_of(lead, history) for lead, history in leads]

    def engine() -> None:
        for (lead, history), one in zip(leads, known, strict=True):
            next_step(playbook, lead, history, goods.rules, one, OFFICER, NOW)

    def gather() -> None:
        for lead, history in leads:
            known_of(lead, history)

    def naive() -> None:
        zone = ZoneInfo("America/New_York")
        for lead, _ in leads:
            assert 0 <= lead.received_at.astimezone(zone).hour < 24

    def integers() -> None:
        for second in seconds:
            wall = second + (SUMMER_S if second < SUMMER_ENDED else WINTER_S)
            assert 0 <= wall % 86400 < 86400

    seconds = [int(lead.received_at.timestamp()) for lead, _ in leads]
    cold = _seconds(engine)
    _tell(
        "next step",
        min(_seconds(engine) for _ in range(3)),
        rules_and_zones_not_yet_worked_out=cold,
        gathering_what_is_known=_seconds(gather),
        one_zoneinfo_look_a_lead=_seconds(naive),
        one_look_at_integers_a_lead=_seconds(integers),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    playbook: Playbook
    lead: Lead
    history: list[Activity]
    known: Known
    officer: Officer = OFFICER


def test_what_is_next_for_a_hundred_thousand_leads_at_once() -> None:
    goods = shipped()
    playbook, chance = read_playbook(goods.playbook), Random(2)
    pasts = [(lead, _history(lead, chance)) for lead in _leads(MANY)]
    asked = [_Asked(playbook, lead, history, known_of(lead, history)) for lead, history in pasts]
    cold = _seconds(lambda: next_steps(asked, goods.rules, NOW))
    columns = columns_of(asked, facts_of(asked, NOW), goods.rules)

    def naive() -> None:
        zone = ZoneInfo("America/New_York")
        for one in asked:
            assert 0 <= one.lead.received_at.astimezone(zone).hour < 24

    _tell(
        "next step of all at once, from columns to answers",
        min(_seconds(lambda: answers(columns, goods.rules, NOW).nexts()) for _ in range(3)),
        MANY,
        answers_left_in_columns=min(_seconds(lambda: answers(columns, goods.rules, NOW)) for _ in range(3)),
        reading_leads_and_activities_into_columns=_seconds(
            lambda: columns_of(asked, facts_of(asked, NOW), goods.rules)
        ),
        from_leads_and_activities_to_answers=min(
            _seconds(lambda: next_steps(asked, goods.rules, NOW)) for _ in range(3)
        ),
        rules_and_zones_not_yet_worked_out=cold,
        one_zoneinfo_look_a_lead=_seconds(naive),
    )


def test_may_this_lead_be_called() -> None:
    goods = shipped()
    asked = [(lead, known_of(lead, [])) for lead in _leads()]

    def ask() -> None:
        for lead, known in asked:
            may_contact(goods.rules, lead, known, OFFICER, Channel.CALL, NOW)

    cold = _seconds(ask)
    _tell("may this lead be called", min(_seconds(ask) for _ in range(3)), rules_and_zones_not_yet_worked_out=cold)


def test_planning_and_storing_them_all(tmp_path: Path) -> None:
    desk, chance = TestDesk(tmp_path), Random(2)
    book = desk.desk.book
    with desk.store.writing() as tx:
        for lead in _leads():
            book.put_lead(tx, lead, from_hub=True)
            for activity in _history(lead, chance):
                tx.add_activity(activity)
        lead_ids = tx.lead_ids()

    def plan(now: datetime) -> None:
        with desk.store.writing() as tx:
            book.replan(tx, lead_ids, now)

    first = _seconds(lambda: plan(NOW))
    moved = _seconds(lambda: plan(NOW - timedelta(days=13)))
    unmoved = _seconds(lambda: plan(NOW - timedelta(days=13)))
    plain = sqlite3.connect(tmp_path / "plain.db", isolation_level=None)
    body = "x" * 400
    rows = [(body, "new", n, n, lead_id) for n, lead_id in enumerate(lead_ids)]
    update = "UPDATE lead SET bearings = ?, stage = ?, due_at = ?, revisit_at = ? WHERE lead_id = ?"
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("CREATE TABLE lead (lead_id TEXT PRIMARY KEY, bearings TEXT, stage TEXT, due_at INT, revisit_at INT)")
    plain.executemany("INSERT INTO lead (lead_id) VALUES (?)", [(lead_id,) for lead_id in lead_ids])

    def raw() -> None:
        plain.execute("BEGIN")
        plain.executemany(update, rows)
        plain.execute("COMMIT")

    def raw_encrypted() -> None:
        with desk.store.writing() as tx:
            connection = tx.conn.connection.driver_connection
            assert connection is not None
            connection.executemany(update, rows)

    _tell(
        "plan and store",
        moved,
        the_first_time=first,
        where_nothing_moved=unmoved,
        raw_update=_seconds(raw),
        raw_update_encrypted=_seconds(raw_encrypted),
    )
