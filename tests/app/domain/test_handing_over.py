"""A no for credit or income is not the officer's to close."""

from __future__ import annotations

import pytest

from app.domain.activity import Activity, Kind
from app.domain.handing_over import Told, asks_about, compliance_words, is_handed_over, reason_with
from app.domain.outcome import LOST_REASONS
from app.domain.stage import Stage
from tests.app.domain.story import Story, wall
from tests.app.domain.test_scorecard import case, row_of, story

REASON = "credit or income"


def told(reason: str = REASON) -> Story:
    return Story("20 10:00", emails=()).did(Kind.NOT_INTERESTED, "20 10:02", reason=reason)


@pytest.mark.parametrize("reason", [REASON, "credit", "Income", reason_with(REASON, Told.TOLD_NO)])
def test_it_waits_for_the_loan_system_and_is_never_called_lost(reason: str) -> None:
    after = told(reason)
    assert after.asks("20 10:03") == "waits: loan_system 2026-12-20 10:02"
    assert after.asks("2026-12-20T10:01") == "waits: loan_system 2026-12-20 10:02"
    where = after.where("25 10:00")
    assert where.stage is Stage.CONTACTED
    assert Stage.LOST not in where.reached
    assert after.plan("20 10:03") == []


def test_without_a_word_from_the_loan_system_the_officer_looks_again_when_the_time_is_over() -> None:
    assert told().asks("2026-12-20T10:02").startswith("look-again 2026-12-20 10:02")
    nobody = Story("20 10:00", emails=()).did(Kind.NOT_INTERESTED, "20 10:02", reason=REASON)
    nobody.did(Kind.DISCONNECTED, "20 11:00")
    assert nobody.asks("2026-12-21T10:00").startswith("waits: no_way_to_reach")


@pytest.mark.parametrize("stage", ["denied", "withdrawn"])
def test_the_loan_system_ends_it(stage: str) -> None:
    assert told().did(Kind.STAGE_REPORTED, "25 10:00", stage=stage).asks("26 10:00") == f"ended: {stage} 25 10:00"


def test_an_application_the_loan_system_reports_goes_on_by_its_track() -> None:
    started = Story("20 10:00", emails=()).did(Kind.SENDING_APPLICATION, "20 10:01")
    for before in (told(), started.did(Kind.NOT_INTERESTED, "20 10:02", reason=REASON)):
        going_on = before.did(Kind.STAGE_REPORTED, "21 10:00", stage="application_submitted")
        assert going_on.asks("21 10:01").startswith("application-1")


@pytest.mark.parametrize("kind", [Kind.INBOUND, Kind.INQUIRED_AGAIN, Kind.REPLIED])
def test_a_borrower_who_comes_back_wakes_it(kind: Kind) -> None:
    assert told().did(kind, "25 10:00").asks("25 10:01").startswith("call-1 25 10:00")


def test_one_that_had_ended_is_handed_over_all_the_same() -> None:
    again = told("rate or fees").did(Kind.NOT_INTERESTED, "21 10:02", reason=REASON)
    assert again.asks("21 10:03") == "waits: loan_system 2026-12-21 10:02"
    assert again.where("21 10:03").stage is Stage.CONTACTED


def test_a_promise_made_before_is_over() -> None:
    promised = Story("20 10:00", emails=()).did(Kind.CALL_BACK, "20 10:01", when="25 10:00")
    assert promised.did(Kind.NOT_INTERESTED, "21 10:02", reason=REASON).asks("21 11:00").startswith("waits: loan")


def test_other_reasons_close_as_before() -> None:
    assert [reason for reason in LOST_REASONS if asks_about(reason)] == [REASON]
    assert told("rate or fees").asks("20 10:03") == "ended: lost 20 10:02"
    assert not is_handed_over(Story("20 10:00").did(Kind.BAD_LEAD, "20 10:02", reason=REASON).history[0])


def test_compliance_reads_what_was_said_and_that_nothing_was() -> None:
    def words(reason: str) -> str:
        at = wall("20 10:00")
        facts = {"activity_id": "a", "lead_id": "l", "actor_id": "ada", "began_at": at, "logged_at": at}
        return compliance_words(Activity(kind=Kind.NOT_INTERESTED, reason=reason, **facts))

    assert words(reason_with("Credit", Told.APPLIED)) == "Handed to the loan system for credit: they applied."
    assert words(REASON) == ("Handed to the loan system for credit or income: nobody said whether they applied.")
    assert words("rate or fees") == ""
    # answered twice, the last answer stands
    assert reason_with(reason_with(REASON, Told.APPLIED), Told.NEITHER) == f"{REASON}: they decided it themselves"


def test_the_sums_count_it_for_compliance() -> None:
    handed = story(lead_id="a").did(Kind.NOT_INTERESTED, "20 10:02", reason=REASON)
    lost = story(lead_id="b").did(Kind.NOT_INTERESTED, "20 10:02", reason="rate or fees")
    assert row_of(case(handed), case(lost))["handed_over"] == 1
