"""Bad leads and what may be asked back for them: until when, how many of a month's, and what became of each claim."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.activity import Kind
from app.domain.lead import Origin
from app.domain.money import Arrival, Bill, CreditState, Ledger, VendorCredit
from app.domain.returns import Claimable, Returns, ReturnTerms, is_bad, return_rows
from tests.app.domain.story import EASTERN, Story, wall
from tests.app.domain.test_scorecard import case, story
from tests.effort import examples

NOVEMBER = date(2026, 11, 1)
NOW, TODAY = "25 10:00", date(2026, 11, 25)
A_WEEK = ReturnTerms(within_days=7)


def bad(lead_id: str, received: str = "20 10:00", reason: str = "fake", **more: Any) -> Story:
    told = story(received, lead_id=lead_id, source=more.pop("source", "Rates"), **more)
    return told.did(Kind.BAD_LEAD, received, reason=reason)


def good(lead_id: str, received: str = "20 10:00", **more: Any) -> Story:
    return story(received, lead_id=lead_id, source="Rates", **more)


def credit(lead_id: str, state: CreditState, amount: str = "") -> VendorCredit:
    said = Decimal(amount) if amount else None
    return VendorCredit(state=state, month=NOVEMBER, source="Rates", lead_id=lead_id, amount=said)


def found(
    *told: Story, terms: ReturnTerms | None = A_WEEK, said: tuple[VendorCredit, ...] = (), **more: Any
) -> Returns:
    cases = [case(one, more.get("now", NOW)) for one in told]
    arrivals = [Arrival(c.lead.lead_id, c.lead.received_at, c.lead.source, "") for c in cases]
    agreed = {} if terms is None else {"rates": terms}
    return Returns(cases, arrivals, agreed, Ledger((), said), zone=EASTERN, today=more.get("today", TODAY))


def states(judged: Returns) -> dict[str, str]:
    return {one.lead_id: one.state.value for one in judged.bad}


# -- until when ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "state", "days_left", "words"),
    [
        (20, Claimable.OPEN, 7, "7 days left to claim"),
        (26, Claimable.OPEN, 1, "1 day left to claim"),
        (27, Claimable.OPEN, 0, "last day to claim"),
        (28, Claimable.TOO_LATE, None, "too late to claim: it was possible until November 27"),
    ],
)
def test_a_lead_may_be_claimed_to_the_end_of_the_last_day_of_the_sources_terms(
    today: int, state: Claimable, days_left: int | None, words: str
) -> None:
    (one,) = found(bad("a"), today=date(2026, 11, today)).bad
    assert (one.until, one.state, one.days_left, one.words) == (date(2026, 11, 27), state, days_left, words)


def test_its_days_are_those_of_the_companys_calendar() -> None:
    # half past eleven in the evening here, and the next morning in UTC
    (one,) = found(bad("a", "19 23:30")).bad
    assert (one.received_on, one.until, one.month) == (date(2026, 11, 19), date(2026, 11, 26), NOVEMBER)


def test_a_source_that_agreed_to_nothing_names_no_last_day() -> None:
    (one,) = found(bad("a", "2026-01-10T10:00"), terms=None).bad
    assert (one.state, one.until, one.days_left) == (Claimable.OPEN, None, None)
    assert one.words == "no return terms are recorded of its source"


def test_terms_are_the_sources_however_it_is_written() -> None:
    (one,) = found(bad("a", source=" RATES")).bad
    assert one.until == date(2026, 11, 27)


# -- which leads --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "is_one"),
    [
        (bad("a"), True),
        (good("a").called("20 10:02"), False),
        (good("a").did(Kind.NOT_INTERESTED, "20 10:02", reason="went elsewhere"), False),
        # they asked again: somebody is there after all
        (bad("a").did(Kind.INQUIRED_AGAIN, "21 10:00"), False),
        (bad("a", is_test=True), False),
        # nobody sold it to the company
        (bad("a", origin=Origin.OWN_LIST), False),
    ],
)
def test_only_a_vendors_lead_that_ended_as_bad_is_one(told: Story, *, is_one: bool) -> None:
    assert is_bad(case(told, NOW)) is is_one
    assert [one.lead_id for one in found(told).bad] == (["a"] if is_one else [])


def test_the_reason_is_what_the_officer_said_last() -> None:
    told = bad("a", reason="duplicate").did(Kind.INQUIRED_AGAIN, "21 10:00")
    told.did(Kind.BAD_LEAD, "21 11:00", reason="out of state").did(Kind.NOTE, "21 12:00", note="sent on")
    (one,) = found(told).bad
    assert one.reason == "out of state"


# -- what was decided ---------------------------------------------------------------------------------


@pytest.mark.parametrize("state", CreditState)
def test_what_was_claimed_stands_instead_of_the_days_that_are_left(state: CreditState) -> None:
    for today in (TODAY, date(2027, 3, 1)):
        (one,) = found(bad("a"), said=(credit("a", state, "42.50"),), today=today).bad
        assert (one.state.value, one.days_left, one.amount) == (state.value, None, Decimal("42.50"))
        assert one.words == state.value


def test_a_credit_for_a_month_is_no_leads_decision() -> None:
    (one,) = found(bad("a"), said=(credit("", CreditState.GRANTED, "100"),)).bad
    assert (one.state, one.amount) == (Claimable.OPEN, None)


# -- how many -----------------------------------------------------------------------------------------


def share(text: str, within: int | None = 7) -> ReturnTerms:
    return ReturnTerms(within_days=within, max_share=Decimal(text))


@pytest.mark.parametrize(("of", "may"), [(9, 1), (10, 2), (14, 2), (15, 3)])
def test_of_a_months_leads_so_many_may_be_returned_as_the_share_comes_to_rounded_down(of: int, may: int) -> None:
    judged = found(*(good(f"g{n}") for n in range(of)), terms=share("0.2"))
    assert judged.may_return(("rates", NOVEMBER)) == may
    assert judged.may_return(("rates", date(2026, 12, 1))) == 0
    assert judged.may_return(("ads", NOVEMBER)) is None


def test_whose_time_runs_out_first_fills_what_may_be_returned() -> None:
    told = [bad("late", "22 10:00"), bad("soon", "19 10:00"), bad("next", "20 10:00"), good("g")]
    judged = found(*told, terms=share("0.5"))
    assert states(judged) == {"soon": "open", "next": "open", "late": "over_cap"}
    over = judged.bad[-1]
    assert (over.days_left, over.words) == (None, "over what may be returned of its month")


def test_what_was_claimed_or_granted_takes_its_room_and_what_was_refused_or_is_too_late_takes_none() -> None:
    told = [bad("claimed"), bad("refused"), bad("open"), bad("other"), bad("gone", "10 10:00"), good("g")]
    said = (credit("claimed", CreditState.CLAIMED), credit("refused", CreditState.REFUSED))
    # two of six
    judged = found(*told, terms=share("0.34"), said=said)
    assert states(judged) == {
        "gone": "too_late",
        "claimed": "claimed",
        "refused": "refused",
        "open": "open",
        "other": "over_cap",
    }
    assert judged.used == {("rates", NOVEMBER): 1}


def test_a_month_has_room_of_its_own() -> None:
    told = [
        bad("old", "30 10:00"),
        bad("a", "2026-12-01T10:00"),
        bad("b", "2026-12-01T11:00"),
        good("c", "2026-12-02T10:00"),
    ]
    judged = found(*told, terms=share("0.34"), now="2026-12-03T10:00", today=date(2026, 12, 3))
    # of the one of November none, of the three of December one
    assert states(judged) == {"old": "over_cap", "a": "open", "b": "over_cap"}


def test_the_cap_is_of_the_whole_companys_leads_whichever_branch_asks() -> None:
    mine = [case(bad("a"), NOW)]
    everybody = [Arrival(f"x{n}", wall("20 10:00"), "Rates", "") for n in range(9)]
    everybody.append(Arrival("a", wall("20 10:00"), "Rates", ""))
    theirs = Ledger((), (credit("x1", CreditState.CLAIMED),))
    for terms, state in ((share("0.1"), "over_cap"), (share("0.2"), "open")):
        judged = Returns(mine, everybody, {"rates": terms}, theirs, zone=EASTERN, today=TODAY)
        assert states(judged) == {"a": state}


def test_anothers_bad_lead_comes_first_where_its_time_runs_out_first_and_nothing_is_told_of_it() -> None:
    sooner, later = (case(bad(who, f"{day} 10:00"), NOW) for who, day in (("sooner", 20), ("later", 21)))
    came = [Arrival(one.lead.lead_id, one.lead.received_at, "Rates", "") for one in (sooner, later)]
    for mine, theirs, state in ((later, sooner, "over_cap"), (sooner, later, "open")):
        judged = Returns(
            [mine], came, {"rates": share("0.5")}, Ledger(), zone=EASTERN, today=TODAY, others=iter([theirs])
        )
        assert states(judged) == {mine.lead.lead_id: state}


def test_a_claim_that_names_no_amount_comes_to_what_the_lead_cost() -> None:
    told, said = bad("a", cost=Decimal(30)), (credit("a", CreditState.GRANTED),)
    (row,) = return_rows(found(told, said=said))
    assert row["credits"] == 30
    # its vendor's bill is its price, whatever it came with
    cases = [case(told, NOW)]
    billed = Returns(
        cases, [], {}, Ledger((), said), zone=EASTERN, today=TODAY, prices={"a": Bill(fees=Decimal("42.5"))}
    )
    (one,) = billed.bad
    assert (one.price, one.amount) == (Decimal("42.5"), Decimal("42.5"))


@settings(max_examples=examples(40), deadline=None)
@given(
    days=st.lists(st.integers(10, 24), min_size=1, max_size=12),
    decided=st.lists(st.sampled_from([None, *CreditState]), min_size=12, max_size=12),
    hundredths=st.integers(0, 100),
)
def test_never_more_are_open_than_the_share_leaves_room_for(
    days: list[int], decided: list[CreditState | None], hundredths: int
) -> None:
    told = [bad(f"l{n}", f"{day} 10:00") for n, day in enumerate(days)]
    said = tuple(credit(f"l{n}", state) for n, state in enumerate(decided[: len(days)]) if state is not None)
    judged = found(*told, terms=share(str(Decimal(hundredths) / 100)), said=said)
    taken = sum(one.state is not CreditState.REFUSED for one in said)
    room = max(hundredths * len(days) // 100 - taken, 0)
    in_time = [n for n, day in enumerate(days) if day + 7 >= 25 and decided[n] is None]
    counts = list(states(judged).values())
    assert counts.count("open") == min(room, len(in_time))
    assert counts.count("over_cap") == len(in_time) - counts.count("open")
    # and those that are open run out no later than any that is not
    last = max((one.until for one in judged.bad if one.state is Claimable.OPEN and one.until), default=date.min)
    assert all(last <= (one.until or date.max) for one in judged.bad if one.state is Claimable.OVER_CAP)


# -- rows ---------------------------------------------------------------------------------------------


def test_a_row_a_source_and_month_tells_how_many_are_bad_and_why_and_until_when() -> None:
    told = [
        bad("a", "19 10:00", reason="duplicate"),
        bad("b", "22 10:00", reason="duplicate"),
        bad("c", "22 10:00", reason=""),
        bad("d", "20 10:00", reason="fake"),
        bad("e", "20 10:00", reason="fake"),
        bad("f", "10 10:00", reason="fake"),
        *(good(f"g{n}") for n in range(4)),
    ]
    said = (
        credit("d", CreditState.GRANTED, "42.505"),
        credit("e", CreditState.GRANTED, "10"),
    )
    assert return_rows(found(*told, terms=share("0.4"), said=said)) == [
        {
            "source": "Rates",
            "month": "2026-11",
            "bad": {"n": 6, "of": 10},
            "reasons": {"duplicate": 2, "fake": 3, "no reason": 1},
            # four of ten, of which two were granted: one of those open is over
            "may_return": 4,
            "returned": 2,
            "open": 2,
            "claimed": 0,
            "granted": 2,
            "refused": 0,
            "too_late": 1,
            "over_cap": 1,
            # received on the 19th, and it is the 25th
            "days_left": 1,
            "words": "1 day left to claim",
            "credits": 52.51,
        }
    ]


def test_a_row_in_which_nothing_is_open_or_granted_names_no_days_and_no_dollars() -> None:
    told = bad("a"), bad("b")
    (row,) = return_rows(found(*told, terms=None, said=(credit("a", CreditState.GRANTED),)))
    assert (row["days_left"], row["words"], row["credits"], row["may_return"]) == (None, "", None, None)
    assert (row["open"], row["granted"]) == (1, 1)


def test_what_was_only_claimed_or_was_refused_is_no_dollar_of_credit() -> None:
    said = (
        credit("a", CreditState.GRANTED, "40"),
        credit("b", CreditState.REFUSED, "30"),
        credit("c", CreditState.CLAIMED, "20"),
    )
    (row,) = return_rows(found(bad("a"), bad("b"), bad("c"), said=said))
    assert (row["credits"], row["granted"], row["refused"], row["claimed"]) == (40.0, 1, 1, 1)


def test_rows_stand_by_source_and_month() -> None:
    told = [bad("a", "2026-12-01T10:00"), bad("b"), bad("c", source="Ads")]
    judged = found(*told, now="2026-12-02T10:00", today=date(2026, 12, 2))
    assert [(row["source"], row["month"]) for row in return_rows(judged)] == [
        ("Ads", "2026-11"),
        ("Rates", "2026-11"),
        ("Rates", "2026-12"),
    ]


def test_one_source_is_one_row_under_its_first_name_however_it_is_written() -> None:
    told = [bad("a", "21 10:00", source="RATES"), bad("b"), good("g")]
    (row,) = return_rows(found(*told, terms=share("1")))
    assert (row["source"], row["bad"], row["open"], row["may_return"]) == ("Rates", {"n": 2, "of": 3}, 2, 3)
