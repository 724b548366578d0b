"""Sums kept ready: what makes them out of date, who works it in, what is said meanwhile, and what a check finds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from app.clock import FixedClock
from app.command_line import read_words
from app.domain.activity import Activity, Kind
from app.domain.lead import Address, Channel, Lead, Origin
from app.domain.listings import ListKind
from app.domain.phone_system import Span
from app.domain.stage import Stage
from app.hub import people, rolled_sums, rolling_up, rollup_checking, rollup_verbs, verbs
from app.hub.call_records import set_personal
from app.hub.forgetting import Whom, purge
from app.hub.gathering import Days
from app.hub.number_lists import ListFile, import_list
from app.hub.pool import PoolRules
from app.hub.records import KeptActivity
from app.hub.reports import Question, Report, report_for, report_of
from app.hub.rolling_up import roll_up
from app.hub.stages import report_stage
from app.hub.sums import ScoredSums
from app.hub.ticking import Ticker
from app.protocol.person_hash import number_hash
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, DeskOf, NoSums, give_lead, in_place, later, lead
from tests.shipped import shipped_rules

SUMS = ScoredSums(shipped_rules())
TENNESSEE = Address(state="TN", zip="37201")
FULL = "SELECT count(*) FROM unjudged"


def team(store: SqlHubStore, minutes: float, **more: Any) -> dict[str, Any]:
    answer = report_of(store, SUMS, Question(Report.TEAM, **more), later(minutes))
    return {row["officer"]: row for row in answer["officers"]}


def count(store: SqlHubStore, question: str) -> int:
    return int(in_place(store, question)[0][0])


def test_time_alone_is_told_without_anything_being_written(store: SqlHubStore) -> None:
    give_lead(store, lead(1, address=TENNESSEE), "Ada")
    assert roll_up(store, SUMS, NOW)
    before = in_place(store, "SELECT * FROM share")
    assert team(store, 1)["Ada"]["adherence"] == {"n": 0, "of": 0, "excused": {}}
    assert team(store, 6)["Ada"]["adherence"] == {"n": 0, "of": 1, "excused": {}}
    assert (team(store, 6)["Ada"]["open_overdue"], team(store, 6)["Ada"]["first_calls_missed"]) == (1, 1)
    assert in_place(store, "SELECT * FROM share") == before
    # a report of an instant before the sums were judged is worked out anew
    assert team(store, -1) == {}


def test_a_push_marks_its_leads_in_one_row_and_a_report_works_them_in_first(store: SqlHubStore, desk: DeskOf) -> None:
    ada, leads = desk("Ada"), [give_lead(store, lead(n, address=TENNESSEE), "Ada") for n in range(3)]
    assert roll_up(store, SUMS, later(1))
    assert count(store, FULL) == 0
    for one in leads:
        ada.logs(one.lead_id, Kind.NO_ANSWER, later(2))
    ada.pushes()
    assert count(store, FULL) == 1
    assert team(store, 3)["Ada"]["attempts"]["call"] == 3
    assert count(store, FULL) == 0


def test_where_much_is_out_of_date_a_report_says_as_of_when_it_is(
    store: SqlHubStore, desk: DeskOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rolling_up, "PART", 1)
    monkeypatch.setattr(rolled_sums, "_PARTS_FIRST", 1)
    ada, leads = desk("Ada"), [give_lead(store, lead(n, address=TENNESSEE), "Ada") for n in range(3)]
    assert roll_up(store, SUMS, later(1))
    for one in leads:
        ada.logs(one.lead_id, Kind.NO_ANSWER, later(2))
    ada.pushes()
    answer = report_of(store, SUMS, Question(Report.TEAM), later(3))
    assert answer["as_of"] == later(1).isoformat()
    assert answer["officers"][0]["attempts"]["call"] == 1
    Ticker(store, FixedClock(later(4)), PoolRules(shipped_rules()), SUMS).keep_sums()
    answer = report_of(store, SUMS, Question(Report.TEAM), later(5))
    assert "as_of" not in answer
    assert answer["officers"][0]["attempts"]["call"] == 3


def test_sums_by_another_formula_are_made_anew_and_until_then_worked_out_each_time(
    store: SqlHubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(5):
        give_lead(store, lead(n, address=TENNESSEE), "Ada")
    assert roll_up(store, SUMS, later(1))
    in_place(store, "UPDATE share SET counts = later")
    monkeypatch.setattr(rolling_up, "FORMULA", 999)
    monkeypatch.setattr(rolling_up, "PART", 2)
    monkeypatch.setattr(rolled_sums, "_PARTS_FIRST", 1)
    assert team(store, 2)["Ada"]["leads"] == 5
    assert not roll_up(store, SUMS, later(2), parts=1)
    assert roll_up(store, SUMS, later(2))
    assert rollup_checking.check(store, SUMS, later(2)).is_ok


def test_a_round_is_one_processs_and_a_hub_whose_sums_judge_nothing_has_none(store: SqlHubStore) -> None:
    give_lead(store, lead(1), "Ada")
    one, other = (Ticker(store, FixedClock(NOW), PoolRules(shipped_rules()), SUMS) for _ in range(2))
    Ticker(store, FixedClock(NOW), PoolRules(shipped_rules())).keep_sums()
    assert count(store, "SELECT count(*) FROM lead_sum") == 0
    one.keep_sums()
    give_lead(store, lead(2), "Ada")
    other.keep_sums()
    assert count(store, "SELECT count(*) FROM lead_sum") == 1
    with pytest.raises(Exception, match="works its sums out anew"):
        rollup_verbs.run(read_words(["hub", "rollups", "check"]), store, FixedClock(NOW), NoSums())


def test_a_check_names_the_lead_and_the_share_that_differ(store: SqlHubStore, desk: DeskOf) -> None:
    kept = [give_lead(store, lead(n, address=TENNESSEE), "Ada") for n in range(3)]
    run = ["hub", "rollups", "check"]
    assert rollup_verbs.run(read_words(run), store, FixedClock(NOW), SUMS) == {"ok": True, "leads": 3, "shares": 1}
    in_place(store, "UPDATE lead_sum SET is_contacted = 1 WHERE lead_id = ?", kept[1].lead_id)
    in_place(store, "UPDATE share SET counts = speeds, later = speeds, by_day = speeds, speeds = later")
    in_place(store, "DELETE FROM share")
    found = rollup_checking.check(store, SUMS, NOW)
    assert found.leads_differ == [kept[1].lead_id]
    assert found.shares_differ == [f"{desk('Ada').person_id} 2026-03"]
    again = rollup_verbs.run(read_words(["hub", "rollups", "remake"]), store, FixedClock(later(1)), SUMS)
    assert again == {"ok": True, "leads": 3, "shares": 1}


def test_who_waited_with_leads_outside_a_report_has_the_turn_they_have_within(store: SqlHubStore, desk: DeskOf) -> None:
    """Three leads come in the night before a shift and one after midnight; the fourth is called eight minutes in."""
    people.change_person(store, "Ada", people.Changes(hours="Mon-Sun 09:00-18:00"), "as agreed", NOW)
    night = NOW + timedelta(hours=11)
    early = [give_lead(store, lead(n, night, address=TENNESSEE), "Ada", night) for n in range(3)]
    late = give_lead(store, lead(4, night + timedelta(hours=6), address=TENNESSEE), "Ada", night + timedelta(hours=6))
    opens = NOW + timedelta(hours=24)
    ada = desk("Ada")
    ada.logs(late.lead_id, Kind.NO_ANSWER, opens + timedelta(minutes=5, seconds=30))
    ada.logs(early[0].lead_id, Kind.NO_ANSWER, opens + timedelta(minutes=16))
    ada.pushes(now=opens + timedelta(hours=1))
    at = opens + timedelta(hours=2)
    for days in ((2, 2), (3, 3), (2, 3)):
        asked = Question(Report.TEAM, Days(*(NOW.date().replace(day=d) for d in days)))
        anew = Question(asked.report, asked.days, at=at)
        assert report_of(store, SUMS, asked, at) == report_of(store, SUMS, anew, at)


def test_nothing_of_a_forgotten_persons_number_stays(store: SqlHubStore) -> None:
    one = give_lead(store, lead(1, address=TENNESSEE), "Ada")
    assert roll_up(store, SUMS, NOW)
    assert count(store, "SELECT count(*) FROM lead_number") == 1
    purge(store, Whom(lead_id=one.lead_id), "asked to be", later(1))
    assert count(store, "SELECT count(*) FROM lead_number") == 0
    assert roll_up(store, SUMS, later(2))
    assert team(store, 3)["Ada"]["leads"] == 1


def test_an_officer_sees_the_row_the_manager_sees_of_leads_moved_away_too(store: SqlHubStore, desk: DeskOf) -> None:
    ada, eve, ben = desk("Ada"), desk("Eve"), desk("Ben")
    moved = give_lead(store, lead(1, address=TENNESSEE, origin=Origin.COMPANY), "Ada")
    ada.logs(moved.lead_id, Kind.NO_ANSWER, later(2))
    ada.pushes()
    with store.writing() as rows:
        rows.leads.hold(moved.lead_id, eve.person_id, later(10), "moved")
    own = report_for(store, SUMS, ada.caller(), Question(Report.OFFICER), later(30))["officers"]
    assert own == report_of(store, SUMS, Question(Report.OFFICER, officer="Ada"), later(30))["officers"]
    assert (own[0]["moved_out"], own[0]["attempts"]["call"]) == (1, 1)
    assert report_for(store, SUMS, ben.caller(), Question(Report.TEAM), later(30))["officers"] == []


SAME_PERSON = 7


def changed(store: SqlHubStore, name: str, **changes: str) -> None:
    people.change_person(store, name, people.Changes(**changes), "as agreed", later(3))


def hours(store: SqlHubStore, _: Lead) -> None:
    changed(store, "Ada", hours="Mon-Fri 13:00-18:00")


def licences(store: SqlHubStore, _: Lead) -> None:
    changed(store, "Ada", licensed="CA")


def cap(store: SqlHubStore, _: Lead) -> None:
    verbs.company(store, FixedClock(later(3)), cap=1)


def emergency(store: SqlHubStore, _: Lead) -> None:
    verbs.emergency(store, FixedClock(later(3)), "on", "TN", "a storm")


def a_colleagues_calls(store: SqlHubStore, one: Lead) -> None:
    other = give_lead(store, replace(lead(SAME_PERSON, later(1), address=TENNESSEE), is_test=True), "Eve")
    with store.writing() as rows:
        for n in range(3):
            call = Activity(
                activity_id=f"call-{n}",
                lead_id=other.lead_id,
                kind=Kind.NO_ANSWER,
                actor_id="somebody",
                began_at=later(10 + n),
                logged_at=later(10 + n),
                channel=Channel.CALL,
            )
            rows.activities.add(KeptActivity(call))


def do_not_call(store: SqlHubStore, one: Lead) -> None:
    with store.writing() as rows:
        hashed = number_hash(rows.company().person_key, one.phones[0].number)
        assert hashed is not None
        rows.numbers.block(hashed, "own", later(3))


def a_list(store: SqlHubStore, one: Lead) -> None:
    file = ListFile("list.csv", one.phones[0].number.encode(), ListKind.LITIGATOR, NOW.date())
    import_list(store, file, later(3))


def covered_times(store: SqlHubStore, _: Lead) -> None:
    with store.writing() as rows:
        rows.calls.cover(Span(NOW, later(60)), later(3))


def a_phone_of_her_own(store: SqlHubStore, _: Lead) -> None:
    set_personal(store, "Ada", NOW, "field work", later(3))


def moved(store: SqlHubStore, one: Lead) -> None:
    with store.writing() as rows:
        person = rows.people.named("Eve")
        assert person is not None
        rows.leads.hold(one.lead_id, person.person_id, later(3), "moved")


def a_stage(store: SqlHubStore, one: Lead) -> None:
    report_stage(store, one.lead_id, Stage.FUNDED, later(3))


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "cause",
    [
        *(hours, licences, cap, emergency, a_colleagues_calls, do_not_call, a_list, covered_times),
        *(a_phone_of_her_own, moved, a_stage),
    ],
)
def test_whatever_moves_a_leads_sums_has_it_judged_again(
    store: SqlHubStore, desk: DeskOf, cause: Callable[[SqlHubStore, Lead], None]
) -> None:
    one = give_lead(store, lead(SAME_PERSON, address=TENNESSEE), "Ada")
    ada = desk("Ada")
    ada.logs(one.lead_id, Kind.NO_ANSWER, later(2), number=one.phones[0].number)
    ada.pushes()
    assert roll_up(store, SUMS, later(4))
    at = later(20 * 60)
    before = report_of(store, SUMS, Question(Report.TEAM), at)
    cause(store, one)
    after = report_of(store, SUMS, Question(Report.TEAM), at)
    assert after == report_of(store, SUMS, Question(Report.TEAM, at=at), at)
    assert after != before


def test_however_much_came_in_a_part_looks_through_some_of_it_and_the_next_go_on(
    store: SqlHubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rolling_up, "MARKS", 2)
    for n in range(5):
        give_lead(store, lead(n, address=TENNESSEE), "Ada")
    with store.reading() as rows:
        waiting = len(rows.rollups.marks(99))
    assert not roll_up(store, SUMS, later(1), 1)
    with store.reading() as rows:
        assert len(rows.rollups.marks(99)) == waiting - 2 > 0
    assert roll_up(store, SUMS, later(1))
    with store.reading() as rows:
        assert not rows.rollups.is_behind(later(1))


def test_a_hub_that_is_told_to_stop_ends_with_the_part_it_is_at(
    store: SqlHubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rolling_up, "PART", 2)
    for n in range(5):
        give_lead(store, lead(n, address=TENNESSEE), "Ada")
    ticker = Ticker(store, FixedClock(later(1)), PoolRules(shipped_rules()), SUMS)
    ticker.stop()
    ticker.keep_sums()
    with store.reading() as rows:
        # the first two are judged, and what is left waits for whoever serves next
        assert len(rows.rollups.outdated(later(1), 10)) == 3
    assert roll_up(store, SUMS, later(2))
