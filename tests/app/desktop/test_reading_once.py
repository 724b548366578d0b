"""A lead that is read once for an outcome stands where it would stand if all that was saved were read anew."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.desktop.activities import Note
from app.desktop.ports import PlaybookRow
from app.desktop.views import Logged
from app.domain.activity import Kind
from app.domain.correcting import Fact
from app.domain.lead import Channel, Phone
from app.domain.numbers import phone_key
from app.domain.outcome import OUTCOMES, Needs
from app.errors import BadInput
from app.protocol.person_hash import number_hash
from tests.app.domain.crowd import OFFICERS, Member, crowd
from tests.desks import TestDesk, shipped
from tests.effort import examples

SIZE, DEEDS = 8, 25
SECRET = b"k" * 32
#: so few that nobody's are theirs alone
NUMBERS = ("+14235550142", "+15025550143", "+12125550144", "+13105550145", "+18005550146")
SAID = (*OUTCOMES, Kind.CONSENTED, Kind.WITHDREW, Kind.SENT, Kind.INBOUND)


def _sharing(member: Member, chance: Random) -> Member:
    phones = tuple(Phone(number=number) for number in chance.sample(NUMBERS, chance.randrange(4)))
    person = msgspec.structs.replace(member.lead.borrower, phones=phones)
    other = msgspec.structs.replace(person, name="Sam Whitlock", phones=(Phone(number=chance.choice(NUMBERS)),))
    lead = msgspec.structs.replace(
        member.lead,
        borrower=person,
        co_borrowers=(other,) if chance.random() < 0.3 else (),
        playbook_version=chance.randrange(2),
    )
    return Member(member.playbook, lead, member.history, member.known, member.officer)


def _settle(desk: TestDesk, chance: Random, members: list[Member]) -> None:
    with desk.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        tx.put_identity(msgspec.structs.replace(identity, officer=chance.choice(OFFICERS), company_key=SECRET))
        tx.put_playbook(PlaybookRow(1, shipped().playbook, "Shipped", desk.clock.now() - timedelta(days=90)))
        for member in (_sharing(member, chance) for member in members):
            desk.desk.book.put_lead(tx, member.lead, from_hub=chance.random() < 0.5)
            for activity in member.history[: chance.randrange(6)]:
                tx.add_activity(activity)
        number = chance.choice(NUMBERS)
        tried_at = desk.clock.now() + timedelta(hours=chance.randrange(-90, 30))
        tx.set_company_try(number_hash(SECRET, number) or b"", tried_at, stands=True)
        if chance.random() < 0.3:
            tx.block_number(phone_key(number), "blocked")
        desk.desk.book.replan(tx, tx.lead_ids(), desk.clock.now())


def _note(chance: Random, lead_id: str, now: datetime) -> Note:
    kind = chance.choice(SAID)
    needs = OUTCOMES[kind].needs if kind in OUTCOMES else Needs.NOTHING
    ago = chance.choice((None, None, None, timedelta(seconds=-40), timedelta(minutes=9), timedelta(days=2)))
    return Note(
        lead_id,
        kind,
        channel=chance.choice((None, None, *Channel)),
        number=chance.choice(("", "", *NUMBERS)),
        began_at=None if ago is None else now - ago,
        when=now + timedelta(hours=chance.randrange(1, 200)) if needs in (Needs.WHEN, Needs.UNTIL) else None,
        reason=chance.choice((*OUTCOMES[kind].reasons, "other")) if needs is Needs.REASON else "",
        note=chance.choice(("", "Asked about rates.")),
    )


def _deed(desk: TestDesk, chance: Random, done: list[str]) -> tuple[Logged | None, Collection[str]]:
    """Do one thing an officer does; return what was told of it and the leads it touched."""
    lead_id = f"lead-{chance.randrange(SIZE)}"
    sort = chance.choice(("log",) * 6 + ("undo", "correct", "said"))
    if sort == "undo" and done:
        return None, desk.desk.activities.undo(chance.choice(done)).lead_ids
    if sort == "correct":
        return None, desk.desk.facts.correct(lead_id, Fact.STATE, chance.choice(("TN", "CA")))[1].lead_ids
    if sort == "said":
        return None, desk.desk.facts.says_place(lead_id, chance.choice(("KY", "HI")))[1].lead_ids
    logged, changed = desk.desk.activities.log(_note(chance, lead_id, desk.clock.now()))
    done.append(logged.activity_id)
    return logged, changed.lead_ids


def _check(desk: TestDesk, told: Logged | None, touched: Collection[str]) -> None:
    book = desk.desk.book
    with desk.store.reading() as tx:
        for held in tx.held(sorted(touched)):
            anew = book.stood(book.present(tx, held, desk.clock.now()))
            assert held.bearings == anew.bearings, held.lead.lead_id
        activity = None if told is None else tx.activity(told.activity_id)
        if told is not None and activity is not None:
            anew = book.stood(book.picture(tx, book.held(tx, activity.lead_id), activity.began_at))
            assert (told.stage, told.next) == (anew.where.stage, desk.desk.queue.row_of(tx, anew))


@settings(max_examples=examples(4), deadline=None)
@given(st.integers(0, 1 << 40))
@example(1)
@example(2)
def test_whatever_is_logged_or_taken_back_each_lead_stands_where_all_that_was_saved_puts_it(seed: int) -> None:
    members, now = crowd(seed, SIZE)
    chance, done = Random(seed), list[str]()
    with TemporaryDirectory() as folder:
        desk = TestDesk(Path(folder), now)
        _settle(desk, chance, members)
        refused = 0
        for _ in range(DEEDS):
            # a clock is put back now and then
            desk.pass_time(seconds=chance.choice((0, 1, 70, 3600, 40_000, 200_000, -5, -7200)))
            try:
                told, touched = _deed(desk, chance, done)
            except BadInput:
                refused += 1
                continue
            _check(desk, told, touched)
        assert refused < DEEDS
        desk.store.close()
