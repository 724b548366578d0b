"""What holds of the engine for any lead, any history and any instant."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.activity import Activity, Kind
from app.domain.cadence import next_step, plan, whereabouts
from app.domain.contact_rules import Purpose
from app.domain.known import Known, known_of
from app.domain.lead import Address, Channel, Consent, Lead, Origin, Person, Phone
from app.domain.officer import Officer, read_hours
from app.domain.outcome import OUTCOMES
from app.domain.places import STATE_NAMES
from app.domain.playbook import Playbook, Step, Track
from app.domain.shift import shift_calendar
from app.domain.spans import instant
from app.domain.stage import TRANSACTION, Stage
from app.domain.standing import Due, Finished, Next, Paused
from tests.app.domain.story import sample
from tests.effort import examples
from tests.shipped import shipped_rules

RULES = shipped_rules()
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
PHONES = ("+15025550142", "+12055550143", "+18085550144", "+18005550145")
PLACES = (
    Address(),
    Address(state="KY", zip="40202"),
    Address(state="AL", zip="35203"),
    Address(state="RI"),
    Address(state="FL", zip="33130"),
    Address(state="HI"),
    Address(state="AZ", zip="85001"),
    Address(state="CA", zip="90001"),
    *(Address(state=state) for state in sorted(STATE_NAMES)),
)
#: both nights on which the clocks change, a year's end, Thanksgiving; and the days around a leap day
FIRST, LEAP = datetime(2026, 10, 25, tzinfo=UTC), datetime(2028, 2, 20, tzinfo=UTC)
OFFICERS = (
    Officer(officer_id="ada", name="Ada"),
    Officer(officer_id="ben", name="Ben", hours=read_hours("Mon-Fri 09:00-18:00")),
    Officer(
        officer_id="cy",
        name="Cy",
        zone="Pacific/Honolulu",
        hours=read_hours("Mon-Fri 07:00-11:00; Mon-Fri 12:30-16:00; Sat 09:00-12:00"),
        days_off=frozenset({date(2026, 11, 26), date(2026, 12, 25), date(2027, 3, 15)}),
    ),
    # away for the two weeks around the year's end, and around the leap day
    Officer(
        officer_id="dee",
        name="Dee",
        zone="America/Chicago",
        hours=read_hours("Mon-Fri 08:00-17:00"),
        days_off=frozenset(day + timedelta(days=n) for day in (date(2026, 12, 21), LEAP.date()) for n in range(14)),
    ),
    Officer(officer_id="eve", name="Eve", zone="America/Chicago", hours=read_hours("Sun-Sat 00:00-24:00")),
)
MIXED = Playbook(
    name="Every sort of step",
    version=3,
    give_up_after_s=40 * 86400,
    steps=(
        Step(step_id="c1", channel=Channel.CALL, after_s=0, within_s=300),
        Step(step_id="t1", channel=Channel.TEXT, after_s=600, within_s=3600),
        Step(step_id="c2", channel=Channel.CALL, after_s=7200),
        Step(step_id="e1", channel=Channel.EMAIL, on_day=2, between=(540, 1020)),
        Step(step_id="c3", channel=Channel.CALL, on_day=2, between=(480, 600)),
        Step(step_id="t2", channel=Channel.TEXT, on_day=4, between=(600, 720)),
        Step(step_id="c4", channel=Channel.CALL, after_s=50 * 3600, within_s=1800),
        Step(step_id="c5", channel=Channel.CALL, on_day=9),
        Step(step_id="r", channel=Channel.CALL, every_s=5 * 86400, within_s=7200),
        Step(step_id="n1", channel=Channel.EMAIL, on_day=2, track=Track.NURTURE),
        Step(step_id="a1", channel=Channel.CALL, on_day=1, between=(540, 1080), track=Track.APPLICATION),
        Step(step_id="p1", channel=Channel.CALL, every_s=14 * 86400, track=Track.PREAPPROVED),
    ),
)
NO_END = Playbook(name="Nothing ends it", steps=tuple(s for s in MIXED.steps if s.step_id != "r"))

STARTS = st.one_of(
    st.integers(0, 146 * 86400).map(lambda second: FIRST + timedelta(seconds=second)),
    st.integers(0, 14 * 86400).map(lambda second: LEAP + timedelta(seconds=second)),
)
LEADS = st.builds(
    lambda received_at, phones, emails, place, text, call, origin: Lead(
        lead_id="lead-1",
        received_at=received_at,
        borrower=Person(
            name="Dana Whitlock",
            phones=tuple(Phone(number=n) for n in phones),
            emails=emails,
            consent={Channel.TEXT: text, Channel.CALL: call},
        ),
        address=place,
        origin=origin,
    ),
    received_at=STARTS,
    phones=st.lists(st.sampled_from(PHONES), max_size=3, unique=True),
    emails=st.sampled_from([(), ("dana@example.com",), ("dana@example.com", "d2@example.com")]),
    place=st.sampled_from(PLACES),
    text=st.sampled_from(list(Consent)),
    call=st.sampled_from([Consent.NOT_GIVEN, Consent.NOT_GIVEN, Consent.WITHDRAWN]),
    origin=st.sampled_from([Origin.COMPANY, Origin.COMPANY, Origin.PARTNER]),
)
#: minutes between two activities: together, within a step's window, days apart
GAPS = st.one_of(st.integers(0, 40), st.integers(0, 3000), st.integers(0, 60000))
KINDS = st.one_of(
    st.sampled_from([Kind.NO_ANSWER, Kind.LEFT_VOICEMAIL, Kind.BUSY, Kind.SENT]),
    st.sampled_from(
        [
            *OUTCOMES,
            Kind.INQUIRED_AGAIN,
            Kind.ASSIGNED,
            Kind.STAGE_REPORTED,
            Kind.SAID_PLACE,
            Kind.LETTER,
            Kind.CONSENTED,
            Kind.WITHDREW,
            Kind.NOTE,
        ]
    ),
)


Case = tuple[Playbook, Lead, list[Activity], Officer]


@st.composite
def histories(draw: st.DrawFn, lead: Lead) -> list[Activity]:
    at = lead.received_at
    out = []
    for n, kind in enumerate(draw(st.lists(KINDS, max_size=9))):
        at += draw(GAPS) * MINUTE
        channels = OUTCOMES[kind].channels if kind in OUTCOMES else tuple(Channel)
        numbers = ("", *PHONES, *lead.emails)
        out.append(
            Activity(
                activity_id=f"activity-{n}",
                lead_id=lead.lead_id,
                kind=kind,
                actor_id="ada",
                began_at=at,
                logged_at=at,
                channel=draw(st.sampled_from((None, *channels))),
                number=draw(st.sampled_from(numbers)),
                when=at + draw(st.integers(1, 40000)) * MINUTE if draw(st.booleans()) else None,
                reason=draw(st.sampled_from(["", "credit or income"])) if kind is Kind.NOT_INTERESTED else "",
                stage=draw(st.sampled_from([s.value for s in Stage])) if kind is Kind.STAGE_REPORTED else "",
                place=draw(st.sampled_from(["", "KY", "HI"])) if kind is Kind.SAID_PLACE else "",
            )
        )
    return out


@st.composite
def cases(draw: st.DrawFn) -> Case:
    lead = draw(LEADS)
    book = draw(st.sampled_from([sample(), MIXED, NO_END]))
    return book, lead, draw(histories(lead)), draw(st.sampled_from(OFFICERS))


def ask(case: Case, at: datetime) -> Next:
    book, lead, history, officer = case
    past = [a for a in history if a.began_at <= at]
    return next_step(book, lead, past, RULES, known_of(lead, past), officer, at)


@settings(max_examples=examples(300), deadline=None)
@given(cases(), st.lists(st.integers(0, 300 * 1440), min_size=1, max_size=5))
def test_a_lead_is_never_adrift(case: Case, minutes: list[int]) -> None:
    for at in [case[1].received_at + n * MINUTE for n in minutes]:
        match ask(case, at):
            case Due(step=step, promise_id=promise_id, due_at=due_at, on_time_until=until, planned_at=planned):
                assert (step is None) != (promise_id == "")
                assert planned <= due_at <= until
            case Paused(until=until):
                assert until > at
            case Finished(at=ended):
                assert ended <= at


@settings(deadline=None)
@given(cases(), st.integers(0, 200 * 1440))
def test_a_loan_is_under_way_in_what_is_known_exactly_while_the_lead_stands_there(case: Case, minutes: int) -> None:
    book, lead, history, officer = case
    at = lead.received_at + minutes * MINUTE
    past = [a for a in history if a.began_at <= at]
    known = known_of(lead, past)
    where = whereabouts(book, lead, past, RULES, known, officer, at)
    assert known.asked.is_under_way == (where.stage in TRANSACTION)


@settings(deadline=None)
@given(cases(), st.integers(0, 200 * 1440), st.integers(1, 60 * 1440))
def test_the_answer_changes_by_time_alone_only_when_it_said_it_would(case: Case, minutes: int, later: int) -> None:
    book, lead, history, officer = case
    at = max([lead.received_at, *(a.began_at for a in history)]) + minutes * MINUTE
    where = whereabouts(book, lead, history, RULES, known_of(lead, history), officer, at)
    then = at + later * MINUTE
    if where.revisit_at is None or then < where.revisit_at:
        assert ask(case, then) == where.next


@settings(deadline=None)
@given(cases(), st.integers(0, 200 * 1440))
def test_nothing_is_due_off_shift_outside_the_rules_or_over_the_cap(case: Case, minutes: int) -> None:
    _, lead, history, officer = case
    at = lead.received_at + minutes * MINUTE
    answer = ask(case, at)
    if not isinstance(answer, Due):
        return
    due = instant(answer.due_at)
    past = [a for a in history if a.began_at <= at]
    known = known_of(lead, past)
    place = RULES.place(lead, known)
    if answer.is_promise:
        hours = RULES.open_hours(place, answer.channel, Purpose.REQUESTED, named_time=answer.tries == 0)
        assert hours.is_open(due)
        return
    assert shift_calendar(officer).is_open(due)
    if answer.channel is not Channel.EMAIL:
        assert RULES.open_hours(place, answer.channel).is_open(due)
        cap = RULES.cap_for(place, Purpose.SOLICIT, due)
        assert cap is not None
        times = sorted(instant(t) for t in (known.attempts if cap.counts_all else known.solicits))
        within = bisect_right(times, due) - bisect_right(times, due - cap.hours * 3600)
        assert within < cap.count


@settings(deadline=None)
@given(
    LEADS.filter(lambda lead: lead.phones),
    st.sampled_from(OFFICERS),
    st.lists(st.one_of(st.integers(0, 60), st.integers(0, 9000)), min_size=1, max_size=7),
)
def test_spacing_is_kept_whatever_the_calls(lead: Lead, officer: Officer, gaps: list[int]) -> None:
    at, history = lead.received_at, []
    for n, gap in enumerate(gaps):
        at += gap * MINUTE
        history.append(_no_answer(n, at))
    where = whereabouts(sample(), lead, history, RULES, Known(), officer, at)
    done = [r for r in where.records if r.step.channel is Channel.CALL]
    following = where.next
    if not done or not isinstance(following, Due) or following.step is None or following.channel is not Channel.CALL:
        return
    j, k, last = done[-1].step, following.step, history[-1].began_at
    if j.after_s is not None and k.after_s is not None:
        assert following.due_at >= last + timedelta(seconds=k.after_s - j.after_s)
    elif k.every_s is None:
        tz = ZoneInfo(RULES.place(lead, Known()).clock_zone)
        apart = (following.due_at.astimezone(tz).date() - last.astimezone(tz).date()).days
        assert apart >= k.day - j.day
        if k.between:
            local = following.due_at.astimezone(tz)
            assert apart > k.day - j.day or local.hour * 60 + local.minute >= k.between[0]


def _no_answer(n: int, at: datetime, channel: Channel = Channel.CALL) -> Activity:
    kind = Kind.NO_ANSWER if channel is Channel.CALL else Kind.SENT
    return Activity(
        activity_id=f"call-{n}", lead_id="lead-1", kind=kind, actor_id="ada", began_at=at, logged_at=at, channel=channel
    )


@settings(max_examples=examples(150), deadline=None)
@given(cases(), st.integers(0, 30 * 1440))
def test_the_plan_is_what_asking_again_and_again_would_give(case: Case, minutes: int) -> None:
    book, lead, history, officer = case
    at = max([lead.received_at, *(a.began_at for a in history)]) + minutes * MINUTE
    planned = plan(book, lead, history, RULES, known_of(lead, history), officer, at)
    ahead, asked = list(history), []
    for n in range(60):
        answer = ask((book, lead, ahead, officer), at)
        if isinstance(answer, Finished) or (isinstance(answer, Due) and answer.step_id == "look-again"):
            break
        if isinstance(answer, Paused):
            at = answer.until
            continue
        if answer.step is not None:
            asked.append((answer.step_id, answer.due_at, answer.on_time_until))
            if answer.step.every_s is not None:
                break
        at = max(at, answer.due_at)
        ahead.append(_no_answer(n, at, answer.channel))
    order = {s.step_id: n for n, s in enumerate(book.steps)}
    expected = sorted(asked, key=lambda a: order[a[0]])
    assert [(p.step.step_id, p.due.due_at, p.due.on_time_until) for p in planned if p.due] == expected


@settings(deadline=None)
@given(LEADS, st.sampled_from(OFFICERS), st.integers(0, 400))
def test_a_company_lead_nobody_works_goes_back_after_its_time(lead: Lead, officer: Officer, days: int) -> None:
    at = lead.received_at + days * DAY
    answer = ask((sample(), lead, [], officer), at)
    if lead.origin is Origin.COMPANY and days > 45:
        assert isinstance(answer, Finished)
    if lead.origin is not Origin.COMPANY:
        assert not isinstance(answer, Finished)


@settings(deadline=None)
@given(cases(), st.integers(0, 9))
def test_later_activities_change_nothing_about_an_earlier_instant(case: Case, n: int) -> None:
    book, lead, history, officer = case
    at = history[n].began_at if n < len(history) else lead.received_at
    # what was said about the place or consent is known of the person, whenever it was learnt
    told = [a for a in history if a.kind is not Kind.SAID_PLACE]
    past = [a for a in told if a.began_at <= at]
    then = whereabouts(book, lead, past, RULES, known_of(lead, past), officer, at)
    now = whereabouts(book, lead, told, RULES, known_of(lead, past), officer, at)
    assert (then.next, then.records, then.promises) == (now.next, now.records, now.promises)
