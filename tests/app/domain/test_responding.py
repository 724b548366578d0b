"""What borrowers respond to: the step and channel of the first contact, by any field of the source."""

from __future__ import annotations

import pytest

from app.domain.activity import Kind
from app.domain.lead import Address, Channel
from app.domain.responding import AnsweredTo, answered_to, response_rows
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
    for field, values in (
        ("campaign", {"", "fall"}),
        ("loan_purpose", {"", "refinance"}),
        ("state", {"KY", "TN"}),
        ("Best time", {"", "noon"}),
    ):
        assert {row["value"] for row in response_rows(cases, field)} == values
    assert Channel.CALL.value == response_rows(cases, "source")[-1]["channel"]
