"""Every lead planned anew from what is kept of it stands where it would stand planned by itself."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.desktop import replanning
from app.desktop.leadbook import WORKING
from app.desktop.ports import Bearings, HeldLead, PlaybookRow, Stood, Tx
from app.desktop.recovered import Recovered
from app.desktop.recovery import Salvaged, take_back
from app.domain.activity import Activity, Kind
from app.domain.contact_rules import CompanyRules
from app.domain.emergencies import Emergency
from app.domain.lead import Channel
from app.domain.listings import ListKind
from app.domain.many import gists
from app.domain.many.columns import numbered
from app.domain.numbers import phone_key
from app.domain.officer import read_hours
from app.domain.playbook import Playbook
from app.domain.playbook_file import read_published
from app.domain.playbook_writing import new_file
from app.domain.standing import Due
from app.errors import BadPlaybook
from app.protocol.listed import ListedNumber
from app.protocol.person_hash import number_hash
from storage.desktop import tables
from storage.desktop.planning import Planning
from storage.desktop.queries import DesktopTx
from tests.app.domain.crowd import OFFICERS, Member, crowd
from tests.desks import MONDAY, TestDesk, a_lead, shipped
from tests.effort import examples

SIZE = 130
SECRET = b"k" * 32


def _settle(tx: Tx, desk: TestDesk, chance: Random, members: list[Member], now: datetime) -> None:
    """Write a crowd's leads and all that happened to them, some of it taken back, some of it still to come."""
    identity = tx.identity()
    assert identity is not None
    officer = chance.choice(OFFICERS)
    tx.put_identity(msgspec.structs.replace(identity, officer=officer, company_key=SECRET))
    if officer.working:
        tx.put_fact(WORKING, msgspec.json.encode(officer.working))
    for version, book in enumerate({id(m.playbook): m.playbook for m in members}.values(), start=1):
        tx.put_playbook(PlaybookRow(version, _text_of(book), "Drawn", now - timedelta(days=90)))
    for n, member in enumerate(members):
        lead = msgspec.structs.replace(member.lead, playbook_version=chance.randrange(4))
        desk.desk.book.put_lead(tx, lead, from_hub=chance.random() < 0.5)
        if chance.random() < 0.03 and lead.phones:
            hashed = number_hash(SECRET, lead.phones[0].number) or b""
            listed = ListedNumber(number_hash=hashed, kind=chance.choice(list(ListKind)).value, as_of=date(2026, 10, 1))
            tx.set_listed(lead.lead_id, [listed])
        for activity in member.history:
            tx.add_activity(activity)
        if chance.random() < 0.1 and member.history:
            _tell(tx, lead.lead_id, Kind.RETRACTED, now, corrects=chance.choice(member.history).activity_id)
        if chance.random() < 0.03:
            # a clock before this one wrote it down
            ahead = now + timedelta(hours=chance.randrange(1, 90))
            _tell(tx, lead.lead_id, Kind.NO_ANSWER, ahead, actor_id=chance.choice((officer.officer_id, "other")))
        if chance.random() < 0.02 and lead.phones:
            tx.block_number(phone_key(lead.phones[0].number), f"block-{n}")
        if chance.random() < 0.05 and lead.phones:
            at = now + timedelta(hours=chance.randrange(-90, 30))
            tx.set_company_try(number_hash(SECRET, lead.phones[0].number) or b"", at, stands=True)


def _text_of(book: Playbook) -> str:
    """Return a drawn playbook's file, the shipped one's for what no file may say."""
    text = new_file(book)
    try:
        read_published(text, book.version)
    except BadPlaybook:
        return shipped().playbook
    return text


def _tell(tx: Tx, lead_id: str, kind: Kind, at: datetime, *, corrects: str = "", actor_id: str = "ada") -> None:
    tx.add_activity(
        Activity(
            activity_id=f"{lead_id}-{kind}-{at.isoformat()}",
            lead_id=lead_id,
            kind=kind,
            actor_id=actor_id,
            began_at=at,
            logged_at=at,
            channel=Channel.CALL,
            corrects=corrects,
        )
    )


def _change(tx: Tx, chance: Random, now: datetime) -> None:
    """Change what applies to all leads and is about none of them."""
    identity = tx.identity()
    assert identity is not None
    shut = Emergency(chance.choice(("KY", "TN", "FL", "TX")), now - timedelta(days=1), now + timedelta(days=3))
    officer = msgspec.structs.replace(
        identity.officer, hours=read_hours("Mon-Fri 10:00-19:00"), days_off=frozenset({now.date()})
    )
    rules = CompanyRules(cap=chance.choice((1, 2)), emergencies=(shut,))
    changed = chance.choice(({"officer": officer}, {"company_rules": rules}, {}))
    tx.put_identity(msgspec.structs.replace(identity, **changed))


def _alone(desk: TestDesk, tx: Tx, now: datetime) -> dict[str, Bearings]:
    """Return where each lead stands that is asked about by itself."""
    book, out = desk.desk.book, {}
    for held in tx.leads():
        picture = book.present(tx, held, now)
        out[held.lead.lead_id] = book.bearings(picture, book.where(picture))
    return out


def _check(desk: TestDesk, tx: Tx, now: datetime) -> None:
    wanted = _alone(desk, tx, now)
    for held in tx.leads():
        lead_id = held.lead.lead_id
        assert held.bearings == wanted[lead_id], lead_id
        reminder, due = tx.reminder_of(lead_id), held.bearings.next
        if isinstance(due, Due):
            assert reminder is not None
            assert (reminder.due_at, reminder.is_new_lead) == (due.due_at, held.bearings.attempts == 0)
        else:
            assert reminder is None


def _what(bearings: Bearings) -> tuple[object, ...]:
    due = bearings.next
    return (due.due_at, due.promise_id or due.step_id, due.tries) if isinstance(due, Due) else ()


@settings(max_examples=examples(2), deadline=None)
@given(st.integers(0, 1 << 40))
@example(1)
@example(2)
def test_all_leads_stand_where_each_does_alone_whatever_changed_for_all(seed: int) -> None:
    members, now = crowd(seed, SIZE)
    chance = Random(seed)
    with TemporaryDirectory() as folder:
        desk = TestDesk(Path(folder), now)
        book = desk.desk.book
        with desk.store.writing() as tx:
            _settle(tx, desk, chance, members, now)
            lead_ids = tx.lead_ids()
            book.replan(tx, lead_ids, now)
            assert len(_gists(tx)) > SIZE / 3
            for lead_id in chance.sample(lead_ids, 5):
                _tell(tx, lead_id, chance.choice((Kind.NO_ANSWER, Kind.DO_NOT_CALL)), now - timedelta(minutes=1))
                [held] = tx.held([lead_id])
                book.replan_person(tx, held.lead, now)
            shown = {row.lead_id for row in tx.due_reminders(now, SIZE)[::2] if tx.claim_reminder(row.reminder_id, now)}
            _check(desk, tx, now)
        before = {held.lead.lead_id: _what(held.bearings) for held in _leads(desk)}
        later = now + chance.choice((timedelta(0), timedelta(seconds=1), timedelta(hours=7), timedelta(days=-2)))
        with desk.store.writing() as tx:
            _change(tx, chance, later)
            # one part, or many of them, read ahead of what is written
            with patch.multiple(replanning, _FIRST=chance.choice((3, 6000)), _AT_ONCE=20):
                book.replan_all(tx, later)
            _check(desk, tx, later)
            for held in tx.leads():
                reminder = tx.reminder_of(held.lead.lead_id)
                stays = held.lead.lead_id in shown and _what(held.bearings) == before[held.lead.lead_id]
                assert (reminder is not None and reminder.shown_at is not None) == stays
        desk.store.close()


def test_what_another_thread_still_reads_of_the_company_changes_no_plan_that_is_being_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = TestDesk(tmp_path)
    book, until = desk.desk.book, MONDAY + timedelta(days=3)
    shut = Emergency("TN", MONDAY - timedelta(days=1), until)
    with desk.store.writing() as tx:
        for n in range(SIZE):
            book.put_lead(tx, a_lead(f"lead-{n}"), from_hub=True)
        book.replan(tx, tx.lead_ids(), MONDAY)

    def look_from_the_window() -> None:
        with desk.store.reading() as before:
            book.officer(before)

    def stood(tx: DesktopTx, after: int, limit: int) -> Stood | None:
        window = threading.Thread(target=look_from_the_window)
        window.start()
        window.join()
        return Planning.stood(tx, after, limit)

    monkeypatch.setattr(DesktopTx, "stood", stood)
    with desk.store.writing() as tx:
        identity = book.identity(tx)
        tx.put_identity(msgspec.structs.replace(identity, company_rules=CompanyRules(emergencies=(shut,))))
        book.replan_all(tx, MONDAY)
        found = [held.bearings.next for held in tx.leads()]
        assert all(isinstance(due, Due) and due.due_at >= until for due in found)
    desk.store.close()


def _gists(tx: DesktopTx) -> list[bytes]:
    return tx.conn.ask_each("SELECT body FROM gist ORDER BY lead_no")


def _leads(desk: TestDesk) -> list[HeldLead]:
    with desk.store.reading() as tx:
        return list(tx.leads())


def test_what_another_program_kept_of_a_lead_is_not_gone_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = TestDesk(tmp_path)
    book, now = desk.desk.book, desk.clock.now()
    with desk.store.writing() as tx:
        for n in range(SIZE):
            book.put_lead(tx, a_lead(f"lead-{n}", phones=(f"+142355501{n % 100:02d}",)), from_hub=True)
        monkeypatch.setattr(gists, "_STAMP", 7)
        book.replan(tx, tx.lead_ids(), now)
        kept = _gists(tx)
        monkeypatch.undo()
        book.replan_all(tx, MONDAY + timedelta(days=1))
        _check(desk, tx, MONDAY + timedelta(days=1))
        assert all(old != new for old, new in zip(kept, _gists(tx), strict=True))
    desk.store.close()


def test_nothing_is_kept_of_a_lead_that_is_gone_or_to_be_planned_anew(tmp_path: Path) -> None:
    desk = TestDesk(tmp_path)
    with desk.store.writing() as tx:
        for n in range(SIZE):
            desk.desk.book.put_lead(tx, a_lead(f"lead-{n}"), from_hub=True)
        desk.desk.book.replan(tx, tx.lead_ids(), MONDAY)
        tx.remove_lead("lead-1")
        tx.forget_bearings(["lead-2"])
        tx.set_gists({"lead-3": b"", "lead-gone": b"gist"})
        assert len(_gists(tx)) == SIZE - 3
        assert tx.to_revisit(MONDAY, 10) == ["lead-2"]
        desk.desk.book.replan_all(tx, MONDAY)
        _check(desk, tx, MONDAY)
    desk.store.close()


def test_a_desk_that_was_put_right_plans_its_leads_by_the_hours_saved_with_the_rest(tmp_path: Path) -> None:
    desk = TestDesk(tmp_path)
    book = desk.desk.book
    with desk.store.writing() as tx:
        book.put_lead(tx, a_lead(), from_hub=False)
        book.replan(tx, ["lead-1"], MONDAY)
        identity = book.identity(tx)
        officer = msgspec.structs.replace(identity.officer, hours=read_hours("Tue-Fri 10:00-19:00"))
        saved = {"identity": msgspec.json.encode(msgspec.structs.replace(identity, officer=officer))}
        take_back(tx, Salvaged(facts=saved), Recovered(at=MONDAY, kept_as="desktop.db.damaged"))
    with desk.store.writing() as tx:
        assert book.revisit(tx, MONDAY) == ["lead-1"]
        _check(desk, tx, MONDAY)
    desk.store.close()


def test_planning_that_fails_half_way_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = TestDesk(tmp_path)
    with desk.store.writing() as tx:
        for n in range(SIZE):
            desk.desk.book.put_lead(tx, a_lead(f"lead-{n}"), from_hub=True)
        desk.desk.book.replan(tx, tx.lead_ids(), MONDAY)
    before, parts = _leads(desk), iter((3, 3, 0))
    monkeypatch.setattr(replanning, "_AT_ONCE", 20)
    monkeypatch.setattr(replanning, "_FIRST", 20)
    monkeypatch.setattr(replanning, "numbered", lambda grounds: numbered(grounds) if next(parts) else 1 // 0)
    with pytest.raises(ZeroDivisionError), desk.store.writing() as tx:
        desk.desk.book.replan_all(tx, MONDAY + timedelta(days=30))
    assert _leads(desk) == before
    with desk.store.reading() as tx:
        names = tx.conn.ask_each("SELECT name FROM sqlite_master WHERE tbl_name = 'bearing' AND type = 'index'")
        assert {index.name for index in tables.bearing.indexes} <= set(names)
    desk.store.close()


def test_a_desk_without_leads_has_none_to_plan(tmp_path: Path) -> None:
    desk = TestDesk(tmp_path)
    with desk.store.writing() as tx:
        desk.desk.book.replan_all(tx, MONDAY)
    desk.store.close()
