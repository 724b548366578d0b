"""The engine's rules by their numbers, for any lead and any history; calls minute by minute have a file of their own.

Rules 2, 4 to 8, 9 and 10 are also followed by an oracle in `test_engine_by_the_minute.py`, 5, 6 and "never adrift" by
`test_course_properties.py`, the windows of rule 6 by `test_rules_by_the_minute.py`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.activity import Activity, Kind
from app.domain.cadence import next_step, whereabouts
from app.domain.contact_rules import Allowed, Blocked, Code, may_contact
from app.domain.known import known_of
from app.domain.lead import Channel, Consent, Lead, Person, Phone
from app.domain.moving import what_moves
from app.domain.officer import Officer
from app.domain.playbook import Playbook, Step, Track
from app.domain.spans import instant
from app.domain.standing import Due, Finished, Next, Paused
from tests.app.domain.story import sample
from tests.app.domain.test_course_properties import (
    LEADS,
    MINUTE,
    MIXED,
    OFFICERS,
    RULES,
    Case,
    _no_answer,
    ask,
    cases,
)
from tests.effort import examples
from tests.shipped import lead_at

DAY = timedelta(days=1)


def copied(case: Case) -> Case:
    """Return the same case made of other objects, as another machine would read it."""
    book, lead, history, officer = case
    read = (msgspec.msgpack.decode(msgspec.msgpack.encode(one), type=type(one)) for one in (book, lead, officer))
    again_book, again_lead, again_officer = read
    activities = msgspec.msgpack.decode(msgspec.msgpack.encode(history), type=list[Activity])
    return again_book, again_lead, activities, again_officer  # type: ignore[return-value]


@settings(max_examples=examples(60), deadline=None)
@given(cases(), st.integers(0, 60 * 1440))
def test_rule_1_the_same_facts_give_the_same_answer_wherever_they_are_read(case: Case, minutes: int) -> None:
    at = case[1].received_at + minutes * MINUTE
    assert ask(case, at) == ask(copied(case), at)


@settings(max_examples=examples(60), deadline=None)
@given(cases(), st.lists(st.integers(0, 100 * 1440), min_size=2, max_size=4).map(sorted))
def test_rule_1_a_due_time_depends_on_the_past_alone(case: Case, minutes: list[int]) -> None:
    """Asked again and again after the last activity, a step that is still asked for is asked for at the same time."""
    last = max([case[1].received_at, *(a.began_at for a in case[2])])
    seen: dict[tuple[str, str, int], Due] = {}
    for at in [last + n * MINUTE for n in minutes]:
        found = ask(case, at)
        if isinstance(found, Due):
            # a kept lead's look comes round again, each round a step of its own
            key = found.step_id, found.promise_id, instant(found.due_at) if found.step_id == "look-again" else 0
            assert seen.setdefault(key, found) == found


@settings(max_examples=examples(60), deadline=None)
@given(LEADS, st.sampled_from(OFFICERS), st.lists(st.integers(0, 4000), max_size=5))
def test_rule_3_the_next_step_is_the_earliest_of_the_channels_each_taken_alone(
    lead: Lead, officer: Officer, gaps: list[int]
) -> None:
    at, history = lead.received_at, list[Activity]()
    for n, gap in enumerate(gaps):
        at += gap * MINUTE
        history.append(_no_answer(n, at, (Channel.CALL, Channel.EMAIL, Channel.TEXT)[n % 3]))
    # nothing gives the lead up, so that a channel alone ends no sooner than all of them
    steps = tuple(s for s in MIXED.steps if s.track is Track.NEW)
    known = known_of(lead, history)

    def asked(only: tuple[Step, ...]) -> Next:
        return next_step(Playbook(name="x", steps=only), lead, history, RULES, known, officer, at)

    alone = [asked(tuple(s for s in steps if s.channel is channel)) for channel in Channel]
    places = {s.step_id: n for n, s in enumerate(steps)}
    dues = [d for d in alone if isinstance(d, Due) and d.step_id in places]
    together = asked(steps)
    if dues:
        assert together == min(dues, key=lambda d: (d.due_at, places[d.step_id]))
    else:
        assert not isinstance(together, Due) or together.step_id not in places


@settings(max_examples=examples(60), deadline=None)
@given(
    LEADS, st.sampled_from(OFFICERS), st.sampled_from([Kind.OPTED_OUT, Kind.STOP, Kind.DO_NOT_CALL]), st.integers(0, 11)
)
def test_rule_3_a_channel_closed_for_good_has_its_steps_left_out(
    lead: Lead, officer: Officer, kind: Kind, later: int
) -> None:
    history = [msgspec.structs.replace(_no_answer(0, lead.received_at), kind=kind)]
    found = next_step(MIXED, lead, history, RULES, known_of(lead, history), officer, lead.received_at + later * DAY)
    if kind is Kind.DO_NOT_CALL:
        assert isinstance(found, Finished)
    elif isinstance(found, Due):
        assert found.channel is not (Channel.EMAIL if kind is Kind.OPTED_OUT else Channel.TEXT)


@settings(max_examples=examples(80), deadline=None)
@given(cases(), st.integers(0, 4000), st.booleans())
def test_rule_4_ten_minutes_before_its_due_an_attempt_does_the_step_and_a_second_sooner_it_does_not(
    case: Case, minutes: int, sooner: bool
) -> None:
    book, lead, history, officer = case
    now = max([lead.received_at, *(a.began_at for a in history)]) + minutes * MINUTE
    due = ask(case, now)
    if not isinstance(due, Due) or due.step is None:
        return
    at = due.due_at - 10 * MINUTE - (timedelta(seconds=1) if sooner else timedelta(0))
    if at < now:
        return
    ahead = [*history, _no_answer(99, at, due.channel)]
    where = whereabouts(book, lead, ahead, RULES, known_of(lead, ahead), officer, at)
    did = [r.step.step_id for r in where.records if r.done_at == instant(at) and r.step == due.step]
    assert did == ([] if sooner else [due.step_id])


@settings(max_examples=examples(80), deadline=None)
@given(cases(), st.integers(0, 60 * 1440))
def test_rule_8_while_a_promise_is_pending_no_step_is_asked_for(case: Case, minutes: int) -> None:
    book, lead, history, officer = case
    at = lead.received_at + minutes * MINUTE
    past = [a for a in history if a.began_at <= at]
    where = whereabouts(book, lead, past, RULES, known_of(lead, past), officer, at)
    pending = [p for p in where.promises if p.end == "pending"]
    assert len(pending) <= 1
    if pending:
        assert isinstance(where.next, Due)
        assert where.next.promise_id == pending[0].promise_id
        assert where.next.due_at >= pending[0].promised_at


@settings(max_examples=examples(80), deadline=None)
@given(cases(), st.integers(0, 300))
def test_rule_9_a_lead_goes_back_only_when_nothing_is_pending_and_then_stays_there(case: Case, days: int) -> None:
    last = max([case[1].received_at, *(a.began_at for a in case[2])])
    found = ask(case, last + days * DAY)
    if isinstance(found, Finished):
        assert ask(case, last + (days + 400) * DAY) == found
        if found.stage == "returned_to_marketing":
            assert not case[1].origin.is_own
    if isinstance(found, Paused) and found.wait == "last_window":
        assert isinstance(ask(case, found.until), Finished | Due | Paused)
        assert ask(case, found.until) != found


#: seconds before the attempt in question at which other attempts began, many of them near a day ago
AGO = st.one_of(st.integers(0, 2 * 86400), st.integers(86400 - 2, 86400 + 2))


@settings(max_examples=examples(150), deadline=None)
@given(
    st.lists(st.tuples(AGO, st.sampled_from(["here", "other lead", "other officer"]), st.booleans()), max_size=6),
    st.sampled_from(["40202", "33130", "73102"]),
)
def test_rule_10_a_fourth_call_or_text_to_a_person_within_a_day_is_blocked_whoever_made_the_three(
    attempts: list[tuple[int, str, bool]], code: str
) -> None:
    at = datetime.fromisoformat("2026-12-02T18:00:00+00:00")
    lead = lead_at(code, consent={Channel.TEXT: Consent.GIVEN})
    here = [
        _no_answer(n, at - timedelta(seconds=ago), Channel.TEXT if text else Channel.CALL)
        for n, (ago, where, text) in enumerate(sorted(attempts, reverse=True))
        if where == "here"
    ]
    elsewhere = [at - timedelta(seconds=ago) for ago, where, _ in attempts if where != "here"]
    known = known_of(lead, here, elsewhere=elsewhere)
    found = may_contact(RULES, lead, known, OFFICERS[0], Channel.CALL, at)
    within = sum(ago < 86400 for ago, _, _ in attempts)
    if within >= 3:
        assert isinstance(found, Blocked)
        assert found.reason.code is Code.CAP
        assert found.until is not None
        assert found.until > at
    else:
        assert found == Allowed()


@settings(max_examples=examples(40), deadline=None)
@given(cases(), st.integers(0, 40 * 1440))
def test_rule_11_a_lead_moved_to_another_version_stands_where_that_version_alone_would_have_put_it(
    case: Case, minutes: int
) -> None:
    """The preview changes nothing, moving there and back is nothing moved, and the same version moves nothing."""
    book, lead, history, officer = case
    at = max([lead.received_at, *(a.began_at for a in history)]) + minutes * MINUTE
    known = known_of(lead, history)
    other = sample() if book is not sample() else MIXED
    there = what_moves(lead, book, other, history, RULES, known, officer, at)
    back = what_moves(lead, other, book, history, RULES, known, officer, at)
    assert there.before == back.after == ask(case, at)
    assert there.after == back.before == ask((other, lead, history, officer), at)
    same = what_moves(lead, book, book, history, RULES, known, officer, at)
    assert same.before == same.after
    assert same.first_change is None
    assert all(step.becomes == step.step for step in same.done)


def test_rule_10_two_borrowers_of_a_lead_are_counted_together() -> None:
    at = datetime.fromisoformat("2026-12-02T18:00:00+00:00")
    second = Person(name="Ray Whitlock", phones=(Phone(number="+15025550199"),))
    lead = msgspec.structs.replace(lead_at("40202"), co_borrowers=(second,))
    numbers = ("+18005550142", "+15025550199", "+15025550199")
    calls = [
        msgspec.structs.replace(_no_answer(n, at - (3 - n) * MINUTE), number=number) for n, number in enumerate(numbers)
    ]
    found = may_contact(RULES, lead, known_of(lead, calls), OFFICERS[0], Channel.CALL, at)
    assert isinstance(found, Blocked)
    assert found.until == calls[0].began_at + DAY
