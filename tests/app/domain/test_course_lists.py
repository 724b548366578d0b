"""A playbook over numbers that are on lists: what closes by time, what opens again, and what that does to the sums."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.activity import Kind
from app.domain.cadence import next_step, plan, whereabouts
from app.domain.contact_rules import Blocked, Purpose, may_contact
from app.domain.known import Known, known_of
from app.domain.lead import Channel
from app.domain.listings import Listing, ListKind
from app.domain.numbers import phone_key
from app.domain.scorecard import officer_row
from app.domain.stage import TRANSACTION
from app.domain.standing import Due, Finished, Next, Paused
from tests.app.domain.story import ALWAYS, EMAIL, PHONE, TEXT, Story, playbook, wall
from tests.app.domain.test_course_properties import MINUTE, PHONES, RULES, Case, cases
from tests.app.domain.test_scorecard import case
from tests.effort import examples

AS_OF = date(2026, 11, 1)
#: a call every so often for longer than an inquiry answers, and mail after that
LONG = playbook(
    'id="c1", channel="call", after="0m", within="5m"',
    'id="c2", channel="call", on_day=60, between="10:00-12:00"',
    'id="c3", channel="call", on_day=100, between="10:00-12:00"',
    'id="e1", channel="email", on_day=110, between="10:00-12:00"',
)
CLOSING = playbook(
    'id="c1", channel="call", after="0m", within="5m"',
    'id="c2", channel="call", on_day=60, between="10:00-12:00"',
    'id="c3", channel="call", on_day=100, between="10:00-12:00"',
    give_up_after="200d",
)
CALLS = playbook(
    'id="c1", channel="call", after="0m", within="5m"',
    'id="c2", channel="call", on_day=100, between="10:00-12:00"',
)
WORDS = "On the national list of 2026-11-01"


def listed(
    book: object = LONG, kind: ListKind = ListKind.NATIONAL, received: str = "20 10:00", **more: object
) -> Story:
    story = Story(received, book=book, **more)  # type: ignore[arg-type]
    story.listings = (Listing(number=phone_key(PHONE), kind=kind, as_of=AS_OF),)
    return story


def test_calls_go_on_while_the_inquiry_answers_and_mail_after_that() -> None:
    story = listed().called("20 10:00")
    assert story.asks("20 10:01").startswith("c2 2027-01-18 10:00")
    story.called("2027-01-18T10:00")
    # the third call would fall due eight days after the three months
    assert story.asks("2027-01-19T10:00").startswith("e1 2027-03-09 10:00")
    assert story.steps("2027-01-19T10:00") == {"c3": WORDS, "e1": "2027-03-09 10:00"}


def test_an_overdue_call_closes_at_the_instant_the_three_months_end() -> None:
    story = listed()
    where = story.where("2027-02-20T09:59")
    assert isinstance(where.next, Due)
    assert (where.next.step_id, where.revisit_at) == ("c1", wall("2027-02-20T10:00"))
    assert story.asks("2027-02-20T10:00").startswith("e1")


def test_where_only_later_calls_are_left_the_lead_waits_for_the_day_that_ends_it() -> None:
    story = listed(CALLS).called("20 10:00")
    assert story.asks("21 10:00") == "waits: last_window 2027-02-20 10:00"
    assert story.where("21 10:00").revisit_at == wall("2027-02-20T10:00")
    assert story.asks("2027-02-20T10:00") == "ended: returned_to_marketing 2027-02-20 10:00"
    assert story.steps("21 10:00") == {"c2": WORDS}


def test_a_kept_lead_is_looked_at_by_mail_once_calls_are_closed() -> None:
    book = playbook('id="c1", channel="call", after="0m", within="5m"')
    story = listed(book).own().called("20 10:00")
    assert story.asks("21 10:00").startswith("look-again 2026-12-20")
    assert story.asks("2027-02-20T10:01").startswith("look-again 2027-03-22")
    answer = story.next("2027-02-20T10:01")
    assert isinstance(answer, Due)
    assert answer.channel is EMAIL


def test_a_kept_lead_nobody_may_call_any_more_waits_a_round_at_a_time() -> None:
    book = playbook('id="c1", channel="call", after="0m", within="5m"')
    story = listed(book, emails=()).own().called("20 10:00")
    assert story.asks("2027-02-20T10:01") == "waits: no_way_to_reach 2027-03-22 11:00"


def test_asking_again_opens_the_calls_anew() -> None:
    story = listed().called("20 10:00").did(Kind.INQUIRED_AGAIN, "2027-03-01T10:00")
    assert story.asks("2027-02-25T10:00").startswith("e1")
    assert story.asks("2027-03-01T10:00").startswith("c1 2027-03-01 10:00")


def test_a_promise_made_in_time_is_kept_after_it() -> None:
    story = listed().did(Kind.CALL_BACK, "2027-02-19T10:00", when="2027-02-24T11:00")
    assert story.asks("2027-02-23T10:00") == "promise 2027-02-24 11:00 until 2027-02-24 11:10"
    # a number that was wrong does not void what was promised while another way to them is open on request
    story.did(Kind.FAILED, "2027-02-23T11:00")
    assert story.asks("2027-02-23T12:00").startswith("promise")
    story.did(Kind.WRONG_NUMBER, "2027-02-24T11:00")
    assert not story.asks("2027-02-24T12:00").startswith("promise")


def test_who_sues_callers_is_mailed_alone_from_the_beginning() -> None:
    story = listed(kind=ListKind.LITIGATOR)
    assert story.asks("20 10:00").startswith("e1")
    assert story.steps("20 10:00")["c1"] == "On the litigator list of 2026-11-01"


def test_of_a_loan_under_way_calls_go_on_and_end_with_it() -> None:
    story = Story("20 10:00", emails=())
    story.listings = listed().listings
    # the application's track asks for calls on days one, three and seven; nobody made them
    story.did(Kind.SENDING_APPLICATION, "20 10:05")
    assert story.asks("2027-02-25T10:00").startswith("waits: no_way_to_reach")
    story.did(Kind.STAGE_REPORTED, "2027-03-01T11:00", stage="application_submitted")
    assert story.asks("2027-03-01T11:00").startswith("application-1 2027-03-01 11:00")
    story.did(Kind.STAGE_REPORTED, "2027-03-02T10:00", stage="contacted")
    assert story.asks("2027-03-02T11:00").startswith("waits")


def test_a_call_about_a_loan_under_way_is_asked_for_beyond_what_the_inquiry_answers_for() -> None:
    book = playbook(
        'id="c1", channel="call", after="0m", within="5m"',
        'id="a1", channel="call", on_day=120, between="10:00-12:00", track="application"',
    )
    story = listed(book, emails=()).did(Kind.SENDING_APPLICATION, "20 10:05")
    assert story.asks("20 10:06") == "waits: last_window 2027-02-20 10:00"
    story.did(Kind.STAGE_REPORTED, "20 11:00", stage="application_submitted")
    assert story.asks("20 11:01") == "a1 2027-03-19 10:00 until 2027-03-19 12:00"


# -- consent given later ------------------------------------------------------------------------------

TEXTS = playbook(
    'id="c1", channel="call", after="0m", within="5m"',
    'id="t1", channel="text", after="10m", within="1h"',
    'id="t2", channel="text", after="1d", within="8h"',
    'id="t3", channel="text", after="3d", within="8h"',
    give_up_after="20d",
)


def test_consent_given_later_opens_the_texts_whose_time_has_not_passed() -> None:
    story = Story("20 10:00", book=TEXTS).did(Kind.CONSENTED, "20 12:00", channel=TEXT)
    assert story.steps("20 12:00") == {"c1": "20 10:00", "t2": "21 10:00", "t3": "23 10:00"}


def test_a_window_that_consent_meets_halfway_is_open_from_then_on() -> None:
    story = Story("20 10:00", book=TEXTS).did(Kind.CONSENTED, "20 10:30", channel=TEXT).called("20 10:31")
    assert story.asks("20 10:32") == "t1 20 10:30 until 20 11:30"


def test_a_call_that_needed_consent_is_asked_for_once_it_is_given() -> None:
    story = Story("20 10:00", book=CALLS, consent_required=True)
    assert not story.asks("20 11:00").startswith("c1")
    late = Story("20 10:00", book=LONG, consent_required=True).did(Kind.CONSENTED, "22 15:00", channel=Channel.CALL)
    assert late.asks("22 15:01") == "c1 22 15:00 until 22 15:05"


@pytest.mark.parametrize(
    ("said", "closed"),
    [
        ([(Kind.CONSENTED, TEXT)], False),
        ([(Kind.CONSENTED, TEXT), (Kind.STOP, TEXT)], True),
        ([(Kind.STOP, TEXT), (Kind.CONSENTED, TEXT)], False),
        ([(Kind.CONSENTED, TEXT), (Kind.WITHDREW, TEXT)], True),
        ([(Kind.CONSENTED, EMAIL)], True),
        ([(Kind.CONSENTED, TEXT), (Kind.DO_NOT_CALL, Channel.CALL)], True),
        ([(Kind.DO_NOT_CALL, Channel.CALL), (Kind.CONSENTED, TEXT)], True),
    ],
)
def test_the_last_word_about_a_channel_counts_and_do_not_call_stands(
    said: list[tuple[Kind, Channel]], closed: bool
) -> None:
    story = Story("20 10:00")
    for n, (kind, channel) in enumerate(said):
        story.did(kind, f"20 10:0{n}", channel=channel)
    answer = may_contact(story.rules, story.lead, story.known, story.officer, TEXT, wall("20 11:00"))
    assert isinstance(answer, Blocked) is closed


def test_consent_to_no_channel_says_nothing() -> None:
    said = Story("20 10:00").did(Kind.CONSENTED, "20 10:01", channel=TEXT)
    said.history[0] = msgspec.structs.replace(said.history[0], channel=None)
    assert said.known.consent == Story("20 10:00").known.consent


def test_taking_consent_to_calls_back_ends_the_promise_too() -> None:
    story = Story("20 10:00").did(Kind.CALL_BACK, "20 10:00", when="21 11:00")
    assert story.asks("20 11:00").startswith("promise")
    assert not story.did(Kind.WITHDREW, "20 11:30", channel=Channel.CALL).asks("20 12:00").startswith("promise")


# -- sums ---------------------------------------------------------------------------------------------


def adherence(story: Story, now: str) -> dict[str, object]:
    found: dict[str, object] = officer_row([case(story, now)], ALWAYS)["adherence"]
    return found


def test_a_call_missed_while_it_was_allowed_stays_missed_when_a_list_closes_the_rest() -> None:
    story = listed(CLOSING)
    told = adherence(story, "2027-03-01T12:00")
    # c1 and c2 fell due in time and were not made; c3 nobody could have made
    assert (told["n"], told["of"], told["excused"]) == (0, 2, {"channel closed": 1})


def test_a_text_nobody_could_have_sent_is_excused_and_one_that_lapsed_later_is_not() -> None:
    story = Story("20 10:00", book=TEXTS).did(Kind.CONSENTED, "20 12:00", channel=TEXT)
    told = adherence(story, "30 12:00")
    assert (told["of"], told["excused"]) == (3, {"channel closed": 1})


# -- whatever happens ---------------------------------------------------------------------------------

LISTINGS = st.lists(
    st.builds(
        Listing,
        number=st.sampled_from([phone_key(number) for number in PHONES]),
        kind=st.sampled_from(ListKind),
        as_of=st.dates(date(2026, 10, 1), date(2027, 3, 1)),
    ),
    max_size=5,
)


def known(told: Case, listings: list[Listing], at: datetime) -> Known:
    return known_of(told[1], [a for a in told[2] if a.began_at <= at], listings=listings)


def ask(told: Case, listings: list[Listing], at: datetime) -> Next:
    book, lead, history, officer = told
    past = [a for a in history if a.began_at <= at]
    return next_step(book, lead, past, RULES, known(told, listings, at), officer, at)


@settings(max_examples=examples(100), deadline=None)
@given(cases(), LISTINGS, st.lists(st.integers(0, 300 * 1440), min_size=1, max_size=5))
def test_a_listed_lead_is_never_adrift(told: Case, listings: list[Listing], minutes: list[int]) -> None:
    for at in [told[1].received_at + n * MINUTE for n in minutes]:
        match ask(told, listings, at):
            case Due(step=step, promise_id=promise_id, due_at=due_at, on_time_until=until):
                assert (step is None) != (promise_id == "")
                assert due_at <= until
            case Paused(until=until):
                assert until > at
            case Finished(at=ended):
                assert ended <= at


@settings(max_examples=examples(100), deadline=None)
@given(cases(), LISTINGS, st.integers(0, 200 * 1440), st.integers(1, 120 * 1440))
def test_a_listed_leads_answer_changes_only_when_it_said_it_would(
    told: Case, listings: list[Listing], minutes: int, later: int
) -> None:
    book, lead, history, officer = told
    at = max([lead.received_at, *(a.began_at for a in history)]) + minutes * MINUTE
    where = whereabouts(book, lead, history, RULES, known(told, listings, at), officer, at)
    then = at + later * MINUTE
    if where.revisit_at is None or then < where.revisit_at:
        assert ask(told, listings, then) == where.next


@settings(max_examples=examples(100), deadline=None)
@given(cases(), LISTINGS, st.integers(0, 200 * 1440))
def test_no_call_a_list_forbids_is_asked_for(told: Case, listings: list[Listing], minutes: int) -> None:
    book, lead, history, officer = told
    at = lead.received_at + minutes * MINUTE
    past = [a for a in history if a.began_at <= at]
    where = whereabouts(book, lead, past, RULES, known(told, listings, at), officer, at)
    answer = where.next
    if not isinstance(answer, Due) or answer.is_promise:
        return
    due = max(answer.due_at, at)
    purpose = Purpose.TRANSACTION if where.stage in TRANSACTION else Purpose.SOLICIT
    allowed = may_contact(RULES, lead, known(told, listings, at), officer, answer.channel, due, purpose)
    assert not isinstance(allowed, Blocked) or "list" not in allowed.reason.detail


@settings(max_examples=examples(100), deadline=None)
@given(cases(), LISTINGS, st.integers(0, 9))
def test_what_is_learnt_later_changes_nothing_about_an_earlier_instant(
    told: Case, listings: list[Listing], n: int
) -> None:
    book, lead, history, officer = told
    history = [a for a in history if a.kind is not Kind.SAID_PLACE]
    at = history[n].began_at if n < len(history) else lead.received_at
    past = [a for a in history if a.began_at <= at]
    # every span that answers is told of, as `known` does at the end; the cap's attempts are those of then
    then, all_of_it = known_of(lead, past, listings=listings), known_of(lead, history, listings=listings)
    later = Known(**{name: getattr(then, name) for name in Known.__slots__} | {"answered": all_of_it.answered})
    first = whereabouts(book, lead, past, RULES, then, officer, at)
    second = whereabouts(book, lead, past, RULES, later, officer, at)
    assert (first.next, first.records, first.promises) == (second.next, second.records, second.promises)


@settings(max_examples=examples(100), deadline=None)
@given(cases(), LISTINGS, st.integers(0, 60 * 1440))
def test_a_plan_names_every_step_once(told: Case, listings: list[Listing], minutes: int) -> None:
    book, lead, history, officer = told
    at = max([lead.received_at, *(a.began_at for a in history)]) + minutes * MINUTE
    planned = plan(book, lead, history, RULES, known(told, listings, at), officer, at)
    ids = [p.step.step_id for p in planned]
    assert len(ids) == len(set(ids))
