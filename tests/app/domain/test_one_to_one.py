"""The three leads of a one-to-one: chosen by a rule anybody can check, the same every time."""

from __future__ import annotations

from decimal import Decimal

from app.domain.activity import Kind
from app.domain.case import Case
from app.domain.one_to_one import Why, to_discuss
from app.domain.scorecard import share_of
from tests.app.domain.test_scorecard import ADA, case, story


def chosen(*cases: Case) -> list[tuple[str, str]]:
    return [(one.lead_id, one.why.value) for one in to_discuss(share_of(cases, ADA))]


def open_lead(lead_id: str, *, called: bool = False) -> Case:
    told = story(lead_id=lead_id)
    return case(told.called("20 10:02") if called else told, "20 16:00")


def lost(lead_id: str, cost: int | None, *, called: bool = False) -> Case:
    told = story(lead_id=lead_id, cost=None if cost is None else Decimal(cost))
    return case(told.called("20 10:02") if called else told, "2026-12-15T10:00")


def funded(lead_id: str, at: str = "25 10:00") -> Case:
    return case(story(lead_id=lead_id).did(Kind.STAGE_REPORTED, at, stage="funded", by="hub"), "28 09:00")


def test_one_that_can_be_kept_one_that_was_lost_one_that_went_well() -> None:
    found = chosen(funded("f"), lost("l", 40), open_lead("o"), open_lead("p", called=True))
    assert found == [("o", "never_called"), ("l", "lost_never_called"), ("f", "funded")]


def test_where_a_kind_has_none_the_others_give_their_next() -> None:
    assert chosen(lost("a", 10), lost("b", 90), lost("c", None), lost("d", 50)) == [
        ("b", "lost_never_called"),
        ("d", "lost_never_called"),
        ("a", "lost_never_called"),
    ]
    assert chosen() == []


def test_a_promise_that_is_past_comes_before_all_else_that_can_be_kept() -> None:
    promised = case(story(lead_id="p").did(Kind.CALL_BACK, "20 10:02", when="20 12:00"), "20 16:00")
    assert chosen(open_lead("a", called=True), open_lead("n"), promised) == [
        ("p", "promise_past"),
        ("n", "never_called"),
        ("a", "overdue"),
    ]


def test_no_lead_comes_twice() -> None:
    soon = case(story(lead_id="s").did(Kind.APPOINTMENT, "20 10:02", when="20 12:00"), "20 16:00")
    assert chosen(soon) == [("s", "promise_past")]


def test_what_went_well_is_the_furthest_on_first() -> None:
    applied = case(
        story(lead_id="a").did(Kind.STAGE_REPORTED, "25 10:00", stage="application_submitted", by="hub"), "28 09:00"
    )
    assert chosen(applied, funded("f"), funded("g", "26 10:00")) == [
        ("g", "funded"),
        ("f", "funded"),
        ("a", "applied"),
    ]


def test_a_promise_kept_and_a_quick_first_word_went_well() -> None:
    kept = case(
        story(lead_id="k")
        .did(Kind.CALL_BACK, "20 10:20", when="20 12:00")
        .did(Kind.NOT_NOW, "20 12:01", when="30 09:00"),
        "20 16:00",
    )
    soon = case(story(lead_id="s").did(Kind.NOT_NOW, "20 10:02", when="30 09:00"), "20 16:00")
    rang = case(story(lead_id="r").did(Kind.INBOUND, "20 10:01"), "20 10:02")
    assert chosen(kept, soon, rang) == [("s", Why.REACHED_SOON), ("k", Why.PROMISE_KEPT)]


def test_a_lead_lost_for_an_undone_call_or_a_broken_promise_says_so() -> None:
    undone = lost("u", 10, called=True)
    promised = case(
        story(lead_id="b").did(Kind.CALL_BACK, "20 10:02", when="20 12:00").did(Kind.DO_NOT_CALL, "25 10:00"),
        "28 09:00",
    )
    assert chosen(undone) == [("u", "lost_undone")]
    assert chosen(promised) == [("b", "lost_promise")]
