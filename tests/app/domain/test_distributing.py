"""Whose turn a lead is, and why it is not the others'."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from app.domain.distributing import WHOLE_LEAD, Candidate, Passed, Seat, Turn, whose_turn
from app.domain.lead import Lead, Person, Phone
from app.domain.officer import Cover, Officer, read_hours
from app.domain.presence import State, There

NOON = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
ZONE = "America/Chicago"
STATES = ("TN", "KY", "CA")


def lead(state: str = "TN") -> Lead:
    caller = Person(phones=(Phone(number="+16155550142"),))
    return Lead(lead_id="one", received_at=NOON, borrower=caller, source_fields={"state": state})


def candidate(
    name: str, seat: Seat | None = None, officer: dict[str, object] | None = None, **more: object
) -> Candidate:
    who = Officer(officer_id=name, name=name.title(), zone=ZONE, **(officer or {}))
    return Candidate(officer=who, seat=seat or Seat(), **more)


def says(state: State, minutes: int) -> There:
    """Return what holds of somebody who said it of themselves for so many minutes from now on."""
    return There(state=state, since=NOON - timedelta(hours=1), until=NOON + timedelta(minutes=minutes))


def is_licensed(one: Lead, officer: Officer, _at: datetime) -> bool:
    return officer.licences is None or one.source_fields["state"] in officer.licences


def turn_of(*candidates: Candidate, languages: frozenset[str] | None = None, state: str = "TN") -> Turn:
    return whose_turn(candidates, lead(state), NOON, is_licensed, languages=languages)


def gets(weights: dict[str, int], leads: int) -> list[str]:
    owed = dict.fromkeys(weights, 0)
    got = []
    for _ in range(leads):
        turn = turn_of(*(candidate(name, Seat(weight=w), owed=owed[name]) for name, w in weights.items()))
        owed |= turn.owed
        got.append(turn.chosen)
    return got


def test_the_turn_goes_round_by_weight_and_nobody_gets_theirs_in_a_row() -> None:
    assert gets({"ada": 1, "ben": 1, "eve": 1}, 6) == ["ada", "ben", "eve"] * 2
    assert gets({"ada": 3, "ben": 1}, 8) == ["ada", "ada", "ben", "ada"] * 2


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (candidate("ada", has_left=True), Passed.LEFT),
        (candidate("ada", had_it=True), Passed.HAD_IT),
        (candidate("ada", Seat(works_for=("ben",))), Passed.ASSISTS),
        (candidate("ada", Seat(weight=0)), Passed.NO_SHARE),
        (candidate("ada", has_desk=False), Passed.NO_DESK),
        (candidate("ada", officer={"licences": {"KY": None}}), Passed.UNLICENSED),
        (candidate("ada", Seat(languages=frozenset({"korean"}))), Passed.LANGUAGE),
        (
            candidate("ada", Seat(languages=frozenset({"spanish"}), no_new_until=NOON + timedelta(1))),
            Passed.NO_NEW_LEADS,
        ),
    ],
)
def test_each_who_cannot_have_it_is_named_with_the_reason(one: Candidate, why: Passed) -> None:
    assert turn_of(one, languages=frozenset({"spanish"})) == Turn("", {"ada": why}, {})


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (candidate("ada", officer={"days_off": frozenset({date(2026, 3, 2)})}), Passed.AWAY),
        (candidate("ada", there=says(State.AWAY, 1)), Passed.AWAY),
        (candidate("ada", there=says(State.NO_NEW_LEADS, 1)), Passed.NO_NEW_LEADS),
        (candidate("ada", officer={"hours": read_hours("Mon-Fri 14:00-18:00")}), Passed.OFF_SHIFT),
        (candidate("ada", Seat(cap_a_day=3), given_today=3), Passed.DAY_FULL),
        (candidate("ada", Seat(cap_open=40), open_leads=41), Passed.ALL_FULL),
    ],
)
def test_so_is_who_cannot_have_it_just_now(one: Candidate, why: Passed) -> None:
    turn = turn_of(one, candidate("ben"))
    assert (turn.chosen, turn.passed, set(turn.owed)) == ("ben", {"ada": why}, {"ben"})


def test_a_day_off_that_somebody_covers_is_a_day_off() -> None:
    cover = Cover(officer_id="ben", name="Ben", zone=ZONE)
    away = candidate("ada", officer={"days_off": frozenset({date(2026, 3, 2)}), "cover": cover})
    assert turn_of(away).passed == {"ada": Passed.AWAY}


def test_who_says_they_are_working_may_have_it_off_shift_and_nobody_is_away_past_the_time_they_said() -> None:
    evening = {"hours": read_hours("Mon-Fri 14:00-18:00")}
    assert turn_of(candidate("ada", officer=evening, there=says(State.WORKING, 1))).chosen == "ada"
    assert turn_of(candidate("ada", officer=evening, there=says(State.WORKING, 0))).chosen == ""
    for state in State:
        assert turn_of(candidate("ada", there=says(state, 0))).chosen == "ada"


def test_who_could_have_had_it_was_behind_another() -> None:
    turn = turn_of(candidate("ada"), candidate("ben"))
    assert (turn.chosen, turn.passed) == ("ada", {"ben": Passed.ANOTHERS_TURN})
    assert turn.owed == {"ada": -WHOLE_LEAD // 2, "ben": WHOLE_LEAD // 2}


def test_a_cap_of_the_future_or_with_room_and_a_wait_that_is_over_keep_nobody_from_a_lead() -> None:
    roomy = Seat(cap_a_day=3, cap_open=40, no_new_until=NOON, languages=frozenset({"spanish", "korean"}))
    turn = turn_of(candidate("ada", roomy, given_today=2, open_leads=39), languages=frozenset({"korean"}))
    assert turn.chosen == "ada"


@dataclass
class Branch:
    """Some officers, what each was given, and what their shares of it come to."""

    rng: Random
    officers: list[Officer]
    seats: dict[str, Seat]
    owed: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    today: Counter[str] = field(default_factory=Counter)
    share: dict[str, float] = field(default_factory=dict)
    got: Counter[str] = field(default_factory=Counter)

    @classmethod
    def made_up(cls, rng: Random) -> Branch:
        names = [f"officer-{n}" for n in range(rng.randint(2, 9))]
        return cls(rng, [some_officer(rng, name) for name in names], {name: some_seat(rng) for name in names})

    def candidates(self) -> list[Candidate]:
        return [
            Candidate(
                officer=one,
                seat=self.seats[one.officer_id],
                owed=self.owed[one.officer_id],
                given_today=self.today[one.officer_id],
                open_leads=self.held[one.officer_id],
            )
            for one in self.officers
        ]

    def takes(self, state: str, at: datetime) -> Turn:
        turn = whose_turn(self.candidates(), lead(state), at, is_licensed)
        weights = {one: self.seats[one].weight for one in turn.owed}
        for one, weight in weights.items():
            self.share[one] = self.share.get(one, 0.0) + weight / sum(weights.values())
        self.owed.update({one: turn.owed[one] - self.owed[one] for one in turn.owed})
        if turn.chosen:
            for counted in (self.got, self.today, self.held):
                counted[turn.chosen] += 1
        return turn


def some_officer(rng: Random, name: str) -> Officer:
    start = rng.randint(6, 12)
    hours = rng.choice([None, read_hours(f"Mon-Sun {start:02d}:00-{start + rng.randint(3, 9):02d}:00")])
    off = frozenset(date(2026, 3, 1) + timedelta(days=rng.randint(0, 9)) for _ in range(rng.randint(0, 4)))
    licences = rng.choice([None, dict.fromkeys(rng.sample(STATES, rng.randint(1, 3)))])
    zone = rng.choice([ZONE, "America/New_York", "America/Los_Angeles"])
    return Officer(officer_id=name, name=name, zone=zone, hours=hours, days_off=off, licences=licences)


def some_seat(rng: Random) -> Seat:
    until = NOON + timedelta(hours=rng.randint(0, 200))
    return Seat(
        weight=rng.choice([0, 1, 1, 2, 3, 5, 10]),
        cap_a_day=rng.choice([None, None, 0, 1, 3, 8]),
        cap_open=rng.choice([None, None, 5, 20, 60]),
        no_new_until=rng.choice([None, None, None, until]),
    )


def is_wrong(branch: Branch, turn: Turn, state: str, at: datetime, before: Candidate) -> str:
    """Return what is wrong with who was chosen, asked in this test's own words."""
    officer, seat = before.officer, before.seat
    local = at.astimezone(ZoneInfo(officer.zone))
    minute = local.hour * 60 + local.minute
    wrong = {
        "unlicensed": officer.licences is not None and state not in officer.licences,
        "away": local.date() in officer.days_off,
        "off shift": officer.hours is not None
        and not any(start <= minute < end for start, end in officer.hours.week[local.weekday()]),
        "over the day's cap": seat.cap_a_day is not None and branch.today[turn.chosen] > seat.cap_a_day,
        "over the open cap": seat.cap_open is not None and branch.held[turn.chosen] > seat.cap_open,
        "no new leads": seat.no_new_until is not None and at < seat.no_new_until,
        "no share": seat.weight == 0,
    }
    return next((word for word, is_so in wrong.items() if is_so), "")


def a_day(branch: Branch, on: datetime) -> None:
    """Have leads come all day, and some of those held be closed overnight; raise where one goes wrong."""
    rng = branch.rng
    branch.today.clear()
    for minute in sorted(rng.randrange(6 * 60, 22 * 60) for _ in range(rng.randint(0, 40))):
        at, state = on + timedelta(minutes=minute), rng.choice(STATES)
        before = {one.officer_id: one for one in branch.candidates()}
        turn = branch.takes(state, at)
        everybody = {one.officer_id for one in branch.officers}
        assert turn.passed.keys() == everybody - {turn.chosen}
        if turn.chosen:
            assert is_wrong(branch, turn, state, at, before[turn.chosen]) == ""
        else:
            assert Passed.ANOTHERS_TURN not in turn.passed.values()
    for name in branch.held:
        branch.held[name] = rng.randint(0, branch.held[name])


def test_in_a_thousand_random_days_nobody_gets_what_is_not_for_them_and_all_get_their_share() -> None:
    furthest = 0.0
    for seed in range(100):
        branch = Branch.made_up(Random(seed))
        for day in range(10):
            # their days in all three zones begin on this date
            a_day(branch, datetime(2026, 3, 1, 7, tzinfo=UTC) + timedelta(days=day))
        apart = [abs(branch.share[one] - branch.got[one]) for one in branch.share]
        furthest = max([furthest, *apart])
        for one in branch.share:
            # what is kept is what was given: whole parts, off by their rests alone
            assert branch.owed[one] / WHOLE_LEAD == pytest.approx(branch.share[one] - branch.got[one], abs=0.01)
    assert furthest < 1.5, "in leads, whatever the weights and whoever came and went"


def test_the_same_facts_have_the_same_turn() -> None:
    first, second = (Branch.made_up(Random(7)) for _ in range(2))
    at = [NOON + timedelta(minutes=n) for n in range(200)]
    assert [first.takes("TN", t) for t in at] == [second.takes("TN", t) for t in at]
