"""What borrowers respond to: the step and channel of the first contact, by any field of the source."""

from __future__ import annotations

import pytest

from app.domain.activity import Kind
from app.domain.lead import Address, Channel
from app.domain.responding import LEAST_ALIKE, RARE, REACHES, AnsweredTo, answered_to, response_rows
from tests.app.domain.story import EMAIL, NASHVILLE, TEXT, Story
from tests.app.domain.test_more_sums import MIXED
from tests.app.domain.test_scorecard import case, story


def mixed(**more: object) -> Story:
    return story(book=MIXED, **more)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (mixed(), AnsweredTo("none")),
        (mixed().did(Kind.INBOUND, "20 10:01"), AnsweredTo("inbound")),
        (mixed().did(Kind.NOT_NOW, "20 10:02", when="30 09:00"), AnsweredTo("call", "c1")),
        (mixed().called("20 10:02").did(Kind.CALL_BACK, "20 11:05", when="20 12:00"), AnsweredTo("call", "c2")),
        # an extra call, before the next was due
        (mixed().called("20 10:02").did(Kind.CALL_BACK, "20 10:10", when="20 12:00"), AnsweredTo("call")),
        (mixed().mailed("20 10:25").did(Kind.REPLIED, "20 15:00", channel=EMAIL), AnsweredTo("email", "e1")),
        (mixed().did(Kind.REPLIED, "20 15:00", channel=TEXT), AnsweredTo("text")),
    ],
)
def test_a_first_contact_answers_the_step_before_it(told: Story, found: AnsweredTo) -> None:
    assert answered_to(case(told)) == found


def test_rows_are_by_the_field_that_is_asked_for_with_all_leads_beside() -> None:
    told = [
        mixed(
            lead_id="a", source="Ads", campaign="fall", loan_purpose="refinance", source_fields={"Best time": "noon"}
        ),
        mixed(lead_id="b", source="Ads", address=Address(), subject_property=NASHVILLE).did(Kind.INBOUND, "20 10:01"),
        mixed(lead_id="c", source="Portal").did(Kind.NOT_NOW, "20 10:02", when="30 09:00"),
        mixed(lead_id="test", is_test=True),
    ]
    cases = [case(one) for one in told]
    assert [(r["value"], r["channel"], r["step"], r["n"], r["of"]) for r in response_rows(cases, "source")] == [
        ("Ads", "inbound", None, 1, 2),
        ("Ads", "none", None, 1, 2),
        ("Portal", "call", "c1", 1, 1),
    ]
    assert [row["of"] for row in response_rows(cases)] == [3, 3, 3]
    assert {row["value"] for row in response_rows(cases, "state")} == {"KY", "TN"}
    assert Channel.CALL.value == response_rows(cases, "source")[-1]["channel"]


def values(field: str, written: str, leads: int) -> set[str]:
    """Return what is told of so many leads in whose field this was written."""
    more = {"source_fields": {field: written}} if field == "Best time" else {field: written}
    cases = [case(mixed(lead_id=f"l{n}", **more)) for n in range(leads)]
    return {row["value"] for row in response_rows([*cases, case(mixed(lead_id="silent"))], field)}


@pytest.mark.parametrize("field", ["campaign", "loan_purpose", "timeframe", "Best time"])
def test_what_fewer_than_five_leads_have_in_a_field_anything_may_be_written_in_is_put_together(field: str) -> None:
    assert values(field, "noon", LEAST_ALIKE) == {"", "noon"}
    assert values(field, "Dana Whitlock", LEAST_ALIKE - 1) == {"", RARE}


@pytest.mark.parametrize("field", ["loan_purpose", "timeframe", "Best time"])
@pytest.mark.parametrize("written", ["6155550199", "ask at 1 (615) 555-0199", "dana@example.com", "555-0199"])
def test_a_number_or_an_address_is_told_of_however_many_leads_have_it(field: str, written: str) -> None:
    assert values(field, written, LEAST_ALIKE) == {"", REACHES}


def test_a_campaign_that_is_a_bare_number_is_an_advertisers() -> None:
    assert values("campaign", "c:6155550199", LEAST_ALIKE) == {"", "c:6155550199"}
    assert values("campaign", "call (615) 555-0199", LEAST_ALIKE) == {"", REACHES}


def test_few_leads_of_many_values_count_as_one_group_with_all_of_its_leads() -> None:
    cases = [case(mixed(lead_id=f"l{n}", timeframe=f"Dana Whitlock {n}")) for n in range(3)]
    cases.append(case(mixed(lead_id="called", timeframe="soon").did(Kind.NOT_NOW, "20 10:02", when="30 09:00")))
    told = [(row["value"], row["channel"], row["n"], row["of"]) for row in response_rows(cases, "timeframe")]
    assert told == [(RARE, "call", 1, 4), (RARE, "none", 3, 4)]
