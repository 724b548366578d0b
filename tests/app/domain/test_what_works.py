"""Plain tables of what works, and what speed and attempts seem to do, on cohorts that can be counted by hand."""

from __future__ import annotations

import pytest

from app.domain.activity import Kind
from app.domain.lead import Origin
from app.domain.own_effects import Stratum, attempt_rows, mantel_haenszel, speed_effects
from app.domain.what_works import Called, called, compared_rows, fields_of, speed_rows
from tests.app.domain.story import Story
from tests.app.domain.test_scorecard import case, story

LATER = "2027-03-20 09:00"


def at_once(n: int = 0, **more: object) -> Story:
    return story(lead_id=f"s{n}", source="Ads", **more).called("20 10:02")


def late(n: int = 0, **more: object) -> Story:
    return story(lead_id=f"l{n}", source="Ads", **more).called("20 12:00")


@pytest.mark.parametrize(
    ("told", "how"),
    [
        (at_once(), Called.WITHIN_5M),
        (story().called("20 10:05"), Called.WITHIN_5M),
        (late(), Called.LATER),
        (story(), Called.NEVER),
        (story().did(Kind.INBOUND, "20 10:01").called("20 10:02"), Called.NOT_TIMED),
    ],
)
def test_a_lead_is_called_at_once_later_never_or_came_first(told: Story, how: Called) -> None:
    assert called(case(told)) is how


def test_rows_count_what_became_of_each_with_what_is_not_ripe_beside() -> None:
    told = [
        at_once(1).did(Kind.STAGE_REPORTED, "25 10:00", stage="funded"),
        at_once(2),
        late(3),
        story(lead_id="own", source="Ads", origin=Origin.OWN_LIST).called("20 10:01"),
        story(lead_id="test", source="Ads", is_test=True).called("20 10:01"),
    ]
    rows = speed_rows(case(each, LATER) for each in told)
    assert [(row["source"], row["called"], row["leads"]) for row in rows] == [
        ("", "within_5m", 2),
        ("", "later", 1),
        ("Ads", "within_5m", 2),
        ("Ads", "later", 1),
    ]
    assert {**rows[2]["funded"], "low": 0, "high": 0} == {"n": 1, "of": 2, "low": 0, "high": 0}
    young = speed_rows(case(each, "25 12:00") for each in told)
    assert [(row["funded"]["of"], row["unripe"]) for row in young] == [(0, 2), (0, 1), (0, 2), (0, 1)]


def test_few_leads_are_told_and_not_compared_and_many_are_called_what_they_are() -> None:
    few = compared_rows([case(at_once(1)), case(late(2))])
    assert {row["verdict"] for row in few} == {"too few"}
    reached = [at_once(n).did(Kind.INBOUND, "20 14:00") for n in range(30)]
    many = compared_rows([case(each) for each in (*reached, *(late(n) for n in range(30)))])
    verdicts = {row["figure"]: row["verdict"] for row in many if row["source"] == "Ads"}
    assert verdicts == {"contacted": "higher", "applications": "no real difference", "funded": "too few"}


def test_first_contacts_can_be_split_by_any_field_a_source_sent() -> None:
    told = [case(story(source_fields={"Best time": "noon"})), case(story(source_fields={"Score": "9"}))]
    assert fields_of(told) == ["source", "campaign", "state", "loan_purpose", "timeframe", "Best time", "Score"]


def test_an_effect_is_put_together_source_by_source() -> None:
    # the better source is called at once more often: all together speed would look like three times what it does
    strata = [Stratum(36, 60, 20, 40), Stratum(4, 20, 8, 80)]
    found = mantel_haenszel(strata)
    assert found is not None
    by, low, high = found
    weights = [60 * 40 / 100, 20 * 80 / 100]
    assert by == pytest.approx((weights[0] * (0.6 - 0.5) + weights[1] * (0.2 - 0.1)) / sum(weights))
    assert low < 0 < by < high
    assert 2.5 * by < 40 / 80 - 28 / 120
    # of one source it is the plain difference, its variance close to that of two shares
    _, low, high = mantel_haenszel([Stratum(60, 100, 40, 100)]) or (0, 0, 0)
    assert (high - low) / 2 == pytest.approx(1.96 * (2 * 0.24 / 100) ** 0.5, rel=0.02)
    assert mantel_haenszel([Stratum(1, 2, 1, 2)]) is None


def test_who_was_never_called_or_came_first_tells_nothing_of_speed() -> None:
    told = [at_once(1), late(2), story(lead_id="n", source="Ads"), story(lead_id="o", source="Other")]
    told.append(story(lead_id="c", source="Ads").did(Kind.INBOUND, "20 10:01").called("20 10:02"))
    for row in speed_effects([case(each, LATER) for each in told]):
        assert (row["soon"]["of"], row["later"]["of"], row["sources"]) == (1, 1, 1)


def test_effects_leave_out_leads_that_have_not_had_their_time() -> None:
    told = [case(at_once(1), LATER), case(late(2), LATER), case(at_once(3), "25 10:00")]
    contacted, applications, funded = speed_effects(told)
    assert (contacted["soon"]["of"], contacted["later"]["of"], contacted["by"]) == (1, 1, None)
    assert (applications["figure"], funded["soon"]["of"]) == ("applications", 1)


def test_an_attempt_counts_until_the_lead_is_reached() -> None:
    told = [
        story(lead_id="a").called("20 10:02").did(Kind.CALL_BACK, "20 11:00", when="20 15:00").called("20 15:00"),
        story(lead_id="b").called("20 10:02"),
        story(lead_id="c").did(Kind.INBOUND, "20 10:01").called("20 10:02"),
    ]
    rows = [(row["attempt"], row["n"], row["of"]) for row in attempt_rows(case(each) for each in told)]
    assert rows == [(1, 0, 2), (2, 1, 1)]
