"""A playbook played over leads as they came: what is counted, what the law and the shift leave, and what repeats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import msgspec
import pytest

from app.domain.activity import Activity, Kind
from app.domain.capacity import KEPT_SHARE, Pattern, leads_a_day
from app.domain.contact_odds import ContactOdds, own_odds, studied_odds
from app.domain.contact_rules import ContactRules
from app.domain.lead import Channel, Lead
from app.domain.officer import Officer, read_hours
from app.domain.playbook import Playbook, Step
from app.domain.playbook_file import read_playbook
from app.domain.rule_rows import Row
from app.domain.simulation import Rota, Service, Simulated, Simulation, days_of
from app.domain.spans import moment
from app.paths import resources
from app.reference.benchmarks_file import load_benchmarks
from tests.desks import MONDAY, a_lead
from tests.shipped import shipped_rules

NEVER = ContactOdds((0.0,), 1.0, "nobody answers", "made up")
ALWAYS = ContactOdds((1.0,), 1.0, "everybody answers", "made up")
SIX_CALLS = {f"call-{n}" for n in range(1, 7)}


def _playbook() -> Playbook:
    return read_playbook((resources() / "playbooks" / "ultimate-contact.toml").read_text(encoding="utf-8"))


def _rota(officers: int = 1, hours: str = "Mon-Sun 00:00-24:00") -> Rota:
    model = Officer(officer_id="o", name="", hours=read_hours(hours))
    return Rota(model, officers, 360, Service.FIXED)


def _leads(count: int, *, every: timedelta = timedelta(hours=1), start: datetime = MONDAY) -> list[Lead]:
    return [a_lead(f"lead-{n}", received_at=start + every * n) for n in range(count)]


def _run(simulation: Simulation, leads: Sequence[Lead], seed: int = 1, **how: Any) -> Simulated:
    return simulation.run(simulation.arrivals(leads), seed, **how)


def _simulation(rota: Rota, odds: ContactOdds = NEVER, playbook: Playbook | None = None) -> Simulation:
    return Simulation(playbook or _playbook(), shipped_rules(), rota, odds)


def test_a_lead_nobody_reaches_gets_every_call_of_the_playbook() -> None:
    counted = _run(_simulation(_rota()), _leads(1), 1)
    assert counted.attempts == 6
    assert counted.reached == 0
    assert set(counted.fell_due) == SIX_CALLS
    assert not counted.missed
    assert counted.waits == [0.0] * 6


def test_a_lead_reached_by_the_first_call_gets_no_other() -> None:
    counted = _run(_simulation(_rota(), ALWAYS), _leads(3), 1)
    assert (counted.attempts, counted.reached, counted.first_in_time) == (3, 3, 3)


def test_leads_that_come_together_are_called_one_after_the_other_and_the_last_too_late() -> None:
    counted = _run(_simulation(_rota(), ALWAYS), _leads(3, every=timedelta(0)), 1)
    # on time for five minutes, and a call takes six
    assert counted.waits == [0.0, 360.0, 720.0]
    assert (counted.first_in_time, counted.first_late) == (1, 2)
    assert counted.missed == {"call-1": 2}


def test_leads_of_the_night_take_turns_when_the_shift_begins() -> None:
    night = _leads(4, every=timedelta(minutes=5), start=datetime(2026, 11, 24, 4, 0, tzinfo=UTC))
    counted = _run(_simulation(_rota(hours="Mon-Fri 09:00-18:00"), ALWAYS), night, 1)
    assert counted.waits == [0.0, 360.0, 720.0, 1080.0]
    assert counted.first_in_time == 4


def test_calls_wait_for_the_hours_of_the_law() -> None:
    # 23:30 in Tennessee, whose window opens at 08:00 eastern, 09:00 in places of central time
    counted = _run(_simulation(_rota()), _leads(1, start=datetime(2026, 11, 24, 4, 30, tzinfo=UTC)), 1)
    assert counted.first_in_time == 1
    assert counted.waits[0] == 0.0


def test_a_call_whose_window_closes_in_line_is_made_when_it_opens_again() -> None:
    # 20:59 eastern: the first of two gets the last minute of the day; on time is counted over open minutes only
    two = _leads(2, every=timedelta(0), start=datetime(2026, 11, 24, 1, 59, tzinfo=UTC))
    counted = _run(_simulation(_rota(), ALWAYS), two, 1)
    assert counted.attempts == 2
    assert counted.attempts_on_days == 1
    assert counted.first_in_time == 2
    # it waited all night: from when it was due, not from when the law opened
    assert counted.waits == [0.0, (12 * 60 + 1) * 60.0]


def _given_up_after(length: str) -> Playbook:
    return read_playbook(
        f'''name = "Short"\nfirst_call_within = "5m"\ngive_up_after = "{length}"
        [[step]]\nid = "c"\nchannel = "call"\nafter = "5m"\nwithin = "5m"'''
    )


def test_a_lead_given_up_before_its_first_call_may_be_made_is_counted_as_not_callable() -> None:
    # 20:57 eastern: five minutes later the day is over, and the next one opens after the playbook has ended
    evening = _leads(1, start=datetime(2026, 11, 24, 1, 57, tzinfo=UTC))
    counted = _run(_simulation(_rota(), ALWAYS, _given_up_after("4h")), evening, 1)
    assert (counted.leads, counted.not_callable, counted.attempts, counted.fell_due) == (1, 1, 0, {})
    assert _run(_simulation(_rota(), ALWAYS, _given_up_after("1d")), evening, 1).first_in_time == 1


def test_a_call_that_comes_again_and_again_is_played_for_ninety_days() -> None:
    endless = read_playbook(
        '''name = "Endless"
        [[step]]\nid = "c"\nchannel = "call"\nafter = "0m"
        [[step]]\nid = "e"\nchannel = "call"\nevery = "1d"'''
    )
    simulation = _simulation(_rota(), NEVER, endless)
    assert simulation.is_endless
    assert _run(simulation, _leads(1), 1).fell_due == {"c": 1, "e": 89}
    given_up = msgspec.structs.replace(endless, give_up_after_s=10 * 86400)
    assert not _simulation(_rota(), NEVER, given_up).is_endless
    assert _run(_simulation(_rota(), NEVER, given_up), _leads(1), 1).fell_due == {"c": 1, "e": 9}


def test_a_lead_given_up_while_it_waits_in_line_is_called_no_more() -> None:
    three = _leads(3, every=timedelta(0))
    counted = _run(_simulation(_rota(), ALWAYS, _given_up_after("15m")), three, 1)
    # five minutes after they came, and six later; the third would begin after seventeen
    assert counted.waits == [0.0, 360.0]
    assert (counted.not_callable, counted.missed, counted.fell_due) == (1, {"c": 2}, {"c": 3})


def test_a_place_that_never_opens_is_counted_as_not_callable() -> None:
    simulation = Simulation(_playbook(), shipped_rules(), _rota(hours="Sun 03:00-04:00"), ALWAYS)
    counted = _run(simulation, _leads(2), 1)
    assert (counted.not_callable, counted.attempts) == (2, 0)


def _closing_for_good(last_open: date) -> ContactRules:
    """Return the federal hours everywhere until a day, and nothing open after it."""
    rows = [
        Row("US", ((480, 1260),) * 7, "the last open hours", until=last_open),
        Row("US", (None,) * 7, "closed for good", calls_from=last_open + timedelta(days=1)),
    ]
    return ContactRules(rows, shipped_rules().gazetteer, lambda _state, _day: None)


def test_a_step_that_falls_due_after_the_last_open_hour_is_counted_as_not_callable() -> None:
    late = Playbook(name="Late", steps=(Step(step_id="a", channel=Channel.CALL, on_day=2),))
    counted = _run(Simulation(late, _closing_for_good(MONDAY.date()), _rota(), ALWAYS), _leads(2))
    assert (counted.not_callable, counted.attempts, counted.fell_due) == (2, 0, {})


def test_a_call_that_waits_in_line_past_the_last_open_hour_is_missed() -> None:
    # 20:59 in the east: the second of two would come after the last hour there is
    two = _leads(2, every=timedelta(0), start=datetime(2026, 11, 24, 1, 59, tzinfo=UTC))
    rules = _closing_for_good(date(2026, 11, 23))
    counted = _run(Simulation(_playbook(), rules, _rota(), ALWAYS), two)
    assert (counted.attempts, counted.missed) == (1, {"call-1": 1})


def test_a_playbook_without_calls_asks_for_none() -> None:
    text = 'name = "Letters"\n[[step]]\nid = "email-1"\nchannel = "email"\nafter = "0m"\n'
    assert _run(_simulation(_rota(), playbook=read_playbook(text)), _leads(2), 1).attempts == 0


def test_a_lead_is_given_up_when_the_playbook_says_so() -> None:
    text = (
        'name = "Short"\ngive_up_after = "2d"\n'
        '[[step]]\nid = "a"\nchannel = "call"\nafter = "0m"\nwithin = "5m"\n'
        '[[step]]\nid = "b"\nchannel = "call"\non_day = 9\n'
    )
    assert _run(_simulation(_rota(), playbook=read_playbook(text)), _leads(1), 1).attempts == 1


def test_what_comes_before_the_counting_takes_time_but_is_not_counted() -> None:
    simulation = _simulation(_rota(), ALWAYS)
    both = _leads(2, every=timedelta(0))
    later = [both[0], a_lead("later", received_at=MONDAY + timedelta(seconds=1))]
    counted = _run(simulation, later, 1, counts_from=int(MONDAY.timestamp()) + 1)
    assert counted.leads == 1
    assert counted.first_late == 1


def test_the_same_seed_gives_the_same_run_and_another_one_another() -> None:
    odds = studied_odds(load_benchmarks(resources()), 0.6)
    leads = _leads(60, every=timedelta(minutes=7))
    rota = Rota(_rota().model, 2, 360, Service.EXPONENTIAL)
    one, two, other = (_run(_simulation(rota, odds), leads, seed) for seed in (3, 3, 4))
    assert one == two
    assert one.waits != other.waits


def test_a_run_may_be_stopped() -> None:
    counted = _run(_simulation(_rota()), _leads(50), 1, stop=lambda counted: counted.attempts >= 5)
    assert counted.attempts == 5


def test_days_are_counted_on_the_offices_clock() -> None:
    came = _simulation(_rota()).arrivals
    assert days_of(came(_leads(1)), "America/New_York") == 1
    # 03:30 in London is the evening before in New York
    over_midnight = [a_lead(received_at=datetime(2026, 11, 24, hour, tzinfo=UTC)) for hour in (4, 6)]
    assert days_of(came(over_midnight), "America/New_York") == 2


# -- odds ----------------------------------------------------------------------------------------------


def test_the_published_shares_become_chances_of_each_further_call() -> None:
    odds = studied_odds(load_benchmarks(resources()), 0.6)
    assert odds.of(1) == pytest.approx(0.39)
    assert odds.of(2) == pytest.approx((0.72 - 0.39) / 0.61)
    assert odds.of(5) == pytest.approx((0.91 - 0.88) / 0.12)
    assert odds.of(17) == odds.of(5)
    left = 1.0
    for attempt in range(1, 6):
        left *= 1 - odds.of(attempt)
    assert 1 - left == pytest.approx(0.91)
    assert "60%" in odds.words
    assert "vendor" in odds.caveat


def _calls(*kinds: Kind) -> list[Activity]:
    return [
        Activity(
            activity_id=f"a{n}",
            lead_id="lead-1",
            kind=kind,
            actor_id="o",
            began_at=MONDAY + timedelta(hours=n),
            logged_at=MONDAY + timedelta(hours=n),
            channel=Channel.EMAIL if kind is Kind.SENT else Channel.CALL,
        )
        for n, kind in enumerate(kinds)
    ]


def test_own_odds_count_leads_tried_and_reached_by_each_call() -> None:
    past = [_calls(Kind.CALL_BACK)] * 50 + [_calls(Kind.NO_ANSWER, Kind.SENT, Kind.CALL_BACK, Kind.NO_ANSWER)] * 30
    past += [_calls(Kind.NO_ANSWER, Kind.BUSY)] * 90 + [_calls(Kind.NO_ANSWER)] * 30 + [[]] * 5
    odds = own_odds(past)
    assert odds is not None
    assert odds.by_attempt == (50 / 200, 30 / 120)
    assert odds.contactable == 1.0
    assert odds.words == (
        "Calls reach leads as they did in your own 200 leads with a call; those after call 2 as that one."
    )


def test_a_borrower_who_rang_first_ends_the_count_of_that_lead() -> None:
    past = [_calls(Kind.INBOUND, Kind.NO_ANSWER)] * 300
    assert own_odds(past) is None


def test_too_few_own_calls_give_no_odds() -> None:
    assert own_odds([_calls(Kind.NO_ANSWER)] * 199) is None
    assert own_odds([]) is None


# -- leads a day ---------------------------------------------------------------------------------------


def _arrivals() -> Sequence[Lead]:
    chance = Random(9)
    return [a_lead(f"l{n}", received_at=MONDAY + timedelta(minutes=chance.random() * 480)) for n in range(40)]


def _pattern(leads: Sequence[Lead], simulation: Simulation | None = None) -> Pattern:
    return Pattern((simulation or _simulation(_rota())).arrivals(leads), "America/New_York", 5)


class Tried:
    """A branch that keeps its promise up to a number of leads a day, and the numbers it was asked about."""

    def __init__(self, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.numbers: list[int] = []
        self._most = most
        monkeypatch.setattr("app.domain.capacity._is_kept", self._is_kept)

    def _is_kept(self, _simulation: Simulation, _pattern: Pattern, per_day: int, _goes_on: object) -> bool:
        self.numbers.append(per_day)
        return per_day <= self._most

    def leads_a_day(self, guess: int, highest: int = 1_000) -> int:
        return leads_a_day(_simulation(_rota()), _pattern(_leads(1)), guess, highest)


@pytest.mark.parametrize("most", [470, 480, 483])
def test_a_good_guess_is_tried_twice(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = Tried(most, monkeypatch)
    assert 0.97 * most <= tried.leads_a_day(472) <= most
    assert len(tried.numbers) == 2


@pytest.mark.parametrize("guess", [1, 5, 100, 472, 1_000, 9_999])
@pytest.mark.parametrize("most", [0, 1, 7, 33, 250, 999, 1_000])
def test_the_answer_is_good_to_three_percent_or_one_lead_whatever_the_guess(
    most: int, guess: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = Tried(most, monkeypatch)
    found = tried.leads_a_day(guess)
    assert found <= most <= found + max(1, found * 0.03)
    assert len(tried.numbers) == len(set(tried.numbers)) <= 20


def test_twice_the_officers_take_at_least_twice_the_leads() -> None:
    pattern = _pattern(_arrivals())
    odds = studied_odds(load_benchmarks(resources()), 0.6)
    one, two = (leads_a_day(_simulation(_rota(n, "Mon-Sun 08:00-20:00"), odds), pattern, 20, 500) for n in (1, 2))
    assert one >= 5
    assert two >= 2 * one - 2


def test_the_number_found_is_kept_and_a_fifth_more_is_not() -> None:
    pattern = _pattern(_arrivals())
    simulation = _simulation(_rota(1, "Mon-Sun 08:00-20:00"))
    most = leads_a_day(simulation, pattern, 60, 400)

    def share_late(per_day: int) -> tuple[float, int]:
        arrivals = sorted(pattern.at_rate(per_day), key=lambda came: came.at)
        counted = simulation.run(arrivals, 5, counts_from=pattern.counts_from, to_the_end=False)
        return counted.first_late / counted.leads, counted.left_waiting

    late, waiting = share_late(most)
    assert late <= 1 - KEPT_SHARE
    too_late, too_many = share_late(most + max(3, most // 5))
    assert too_late > 1 - KEPT_SHARE or too_many > waiting


@pytest.mark.parametrize("guess", [1, 7, 60, 4_000])
def test_a_bad_guess_costs_time_and_nothing_else(guess: int) -> None:
    pattern = _pattern(_arrivals()[:5])
    simulation = _simulation(_rota(1, "Mon-Sun 08:00-20:00"))
    assert abs(leads_a_day(simulation, pattern, guess, 120) - leads_a_day(simulation, pattern, 20, 120)) <= 1


def test_nobody_to_call_takes_no_lead_a_day() -> None:
    pattern = _pattern(_arrivals()[:5])
    assert leads_a_day(_simulation(_rota(hours="Sun 03:00-04:00")), pattern, 3, 50) == 0


def test_more_leads_a_day_are_the_same_leads_with_some_added() -> None:
    pattern = _pattern(_arrivals())
    many, few = (pattern.at_rate(n) for n in (3, 2))
    assert many[: len(few)] == few


def test_a_whole_weeks_leads_keep_their_weekday_and_time_of_day() -> None:
    # one lead a day at 11:00 of New York, each from a state of its own
    states = ("TN", "OH", "CA", "FL", "TX", "WA", "NY")
    week = [
        a_lead(f"l{n}", received_at=MONDAY + timedelta(days=n), phones=("+18005550142",), state=state, zip_code="")
        for n, state in enumerate(states)
    ]
    simulation = _simulation(_rota())
    weekday = {came.ground: moment(came.at).weekday() for came in simulation.arrivals(week)}
    assert len(weekday) == 7
    for came in _pattern(week, simulation).at_rate(10):
        at = moment(came.at)
        assert at.weekday() == weekday[came.ground]
        assert abs(at.hour * 60 + at.minute - 16 * 60) <= 30
