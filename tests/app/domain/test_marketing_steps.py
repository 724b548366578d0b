"""Marketing's own steps: due by the playbook, one a channel, withheld from whom they must not go to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from app.domain.activity import Kind
from app.domain.lead import Channel, Consent, Origin
from app.domain.marketing_steps import Result, Touch, marketing_rows, says_more, steps_due
from app.domain.progress import LOOK_AGAIN
from tests.app.domain.story import EMAIL, TEXT, Story, playbook, wall
from tests.app.domain.test_scorecard import case

BOOK = playbook(
    'id="c1", channel="call", after="0m", within="5m"',
    'id="o1", channel="email", after="20m", template="first-hello"',
    'id="m1", channel="email", after="1h", template="hello", by="marketing"',
    'id="m3", channel="email", on_day=3, between="09:00-17:00", template="rates", by="marketing"',
    'id="m5", channel="email", on_day=5, between="09:00-17:00", template="still", by="marketing"',
    'id="t2", channel="text", on_day=2, between="09:00-17:00", template="text", by="marketing"',
    give_up_after="20d",
)
#: a Friday; Louisville calls from ten on
RECEIVED = "20 10:00"


def story(**more: Any) -> Story:
    return Story(RECEIVED, book=BOOK, **more)


def due(told: Story, now: str, *touches: Touch) -> list[tuple[str, str]]:
    """Return which steps are due at a wall time, and to whom or why not."""
    return [(one.step.step_id, one.withheld or one.to) for one in steps_due(case(told, now), touches)]


def touch(told: Story, step_id: str, at: str, result: Result | None = Result.DONE) -> Touch:
    (found,) = [one for one in steps_due(case(told, at)) if one.step.step_id == step_id]
    return Touch(
        touch_id=step_id,
        lead_id=told.lead.lead_id,
        step_id=step_id,
        channel=found.step.channel,
        begun_at=found.begun_at,
        due_at=found.due_at,
        handed_at=wall(at),
        result=result,
        at=None if result is None else wall(at),
    )


MAIL = "dana@example.com"


def test_a_step_is_due_from_its_time_on_to_the_borrowers_address() -> None:
    assert due(story(), "20 10:59") == []
    assert due(story(), "20 11:00") == [("m1", MAIL)]


def test_a_step_stands_until_the_next_of_its_channel_is_due_and_is_passed_by_then() -> None:
    assert ("m1", MAIL) in due(story(), "21 23:00")
    assert [step for step, to in due(story(), "22 09:00") if to == MAIL] == ["m3"]


def test_what_was_handed_out_is_not_due_again_whether_or_not_anybody_told_of_it() -> None:
    told = story()
    assert due(told, "20 12:00", touch(told, "m1", "20 11:30", None)) == []
    assert ("m3", MAIL) in due(told, "22 09:00", touch(told, "m1", "20 11:30", None))


def test_a_step_done_late_moves_the_next_one_by_its_spacing_and_one_nobody_told_of_moves_none() -> None:
    told = story()
    late = touch(told, "m3", "23 18:00")
    assert ("m5", MAIL) not in due(told, "24 09:00", late)
    assert ("m5", MAIL) in due(told, "25 09:00", late)
    assert ("m5", MAIL) in due(told, "24 09:00", msgspec.structs.replace(late, result=None, at=None))


def test_an_officers_e_mail_moves_no_step_of_marketings_and_does_none() -> None:
    told = story().did(Kind.SENT, "20 10:30", channel=EMAIL)
    assert due(told, "20 11:00") == [("m1", MAIL)]


def test_who_opted_out_bounced_or_has_no_address_is_withheld() -> None:
    assert due(story().did(Kind.OPTED_OUT, "20 10:30", channel=EMAIL), "20 11:00")[0][1] != MAIL
    assert due(story(emails=()), "20 11:00")[0][1] != MAIL
    gone = story().did(Kind.BOUNCED, "20 10:30", channel=EMAIL, number=MAIL)
    assert due(gone, "20 11:00")[0][1] != MAIL
    two = story(emails=(MAIL, "d@example.com")).did(Kind.BOUNCED, "20 10:30", channel=EMAIL, number=MAIL)
    assert due(two, "20 11:00") == [("m1", "d@example.com")]


def test_a_text_needs_a_consent_and_the_hours_of_the_law() -> None:
    assert dict(due(story(), "21 12:00"))["t2"].startswith("No consent")
    agreed = story(consent={TEXT: Consent.GIVEN})
    assert dict(due(agreed, "21 12:00"))["t2"] == "+15025550142"
    assert dict(due(agreed, "21 22:30"))["t2"] != "+15025550142"


@pytest.mark.parametrize("kind", [Kind.BAD_LEAD, Kind.NOT_INTERESTED, Kind.DO_NOT_CALL])
def test_a_lead_that_ended_is_sent_nothing(kind: Kind) -> None:
    assert due(story().did(kind, "20 10:30", reason="fake"), "20 11:00") == []


def test_while_a_call_is_promised_nothing_goes_out() -> None:
    told = story().did(Kind.CALL_BACK, "20 10:30", when="25 15:00")
    assert due(told, "20 11:00") == [("m1", "the borrower is promised a call")]


def test_an_officers_own_lead_is_the_officers_and_a_test_lead_nobodys() -> None:
    assert due(story(origin=Origin.PAST_CLIENT), "20 11:00") == [("m1", "an officer's own lead")]
    assert due(story(is_test=True), "20 11:00") == []


def test_another_inquiry_begins_marketings_steps_anew() -> None:
    told = story()
    first = touch(told, "m1", "20 11:30")
    told.did(Kind.INQUIRED_AGAIN, "21 10:00")
    assert due(told, "21 12:00", first)[0] == ("m1", MAIL)


def test_a_playbook_that_leaves_marketing_nothing_asks_nothing_of_it() -> None:
    assert due(Story(RECEIVED), "25 11:00") == []


def test_what_is_told_last_counts_unless_more_was_known() -> None:
    assert says_more(Result.DONE, None)
    assert says_more(Result.OPTED_OUT, Result.DONE)
    assert not says_more(Result.DONE, Result.OPTED_OUT)
    assert not says_more(Result.DONE, Result.DONE)


def test_a_row_a_source_and_step_counts_what_is_due_withheld_and_came_back() -> None:
    told, out = story(lead_id="a", source="Ads"), story(lead_id="b", source="Ads", emails=())
    handed = touch(told, "m1", "20 11:30", Result.BOUNCED)
    rows = marketing_rows([case(told, "22 09:00"), case(out, "22 09:00")], {"a": [handed]}, {"b": frozenset({EMAIL})})
    (m1, m3, t2) = rows
    assert (m1["step"], m1["due"], m1["bounced"], m1["handed_out"]) == ("m1", 0, 1, 0)
    assert (m3["due"], sum(m3["withheld"].values())) == (1, 1)
    assert t2["channel"] == Channel.TEXT
    assert sum(t2["withheld"].values()) == 2
    closed = marketing_rows([case(told, "22 09:00")], {}, {"a": frozenset({EMAIL})})
    assert closed[0]["withheld"] == {"asked on another lead to be left alone": 1}


def test_what_was_told_later_than_the_instant_asked_is_not_known_yet() -> None:
    told = story(source="Ads")
    later = msgspec.structs.replace(touch(told, "m1", "20 11:30"), at=wall("20 11:30") + timedelta(days=1))
    (row,) = marketing_rows([case(told, "20 12:00")], {told.lead.lead_id: [later]})
    assert (row["handed_out"], row["done"]) == (1, 0)


def test_marketing_goes_on_where_the_officers_steps_are_over_and_the_lead_is_kept() -> None:
    steps = (
        'id="c1", channel="call", after="0m", within="5m"',
        'id="m1", channel="email", after="1h", template="hello", by="marketing"',
        'id="m9", channel="email", on_day=9, between="09:00-17:00", template="still", by="marketing"',
    )
    told = Story(RECEIVED, book=playbook(*steps, on_exhausted="keep", give_up_after="30d")).called("20 10:01")
    found = case(told, "28 09:00")
    # the officer looks at it now and then, and marketing's ninth day is that of the inquiry all the same
    assert found.where.next.step_id == LOOK_AGAIN
    (still,) = steps_due(found, [touch(told, "m1", "20 11:30")])
    assert (still.step.step_id, still.begun_at, still.to) == ("m9", wall(RECEIVED), MAIL)
    assert due(told, "28 08:59", touch(told, "m1", "20 11:30")) == []


EVERY_FORTNIGHT = playbook(
    'id="c1", channel="call", after="0m", within="5m"',
    'id="p1", channel="call", every="14d", within="1d", track="preapproved"',
    'id="m14", channel="email", every="14d", within="1d", template="rates", by="marketing", track="preapproved"',
)


def preapproved() -> Story:
    told = Story("2026-11-01T10:00", book=EVERY_FORTNIGHT)
    return told.did(Kind.STAGE_REPORTED, "02 12:00", stage="pre_approved", by="hub")


def test_a_step_that_comes_again_and_again_is_due_once_however_many_rounds_nobody_sent() -> None:
    assert due(preapproved(), "16 11:59") == []
    assert due(preapproved(), "16 12:00") == [("m14", MAIL)]
    assert due(preapproved(), "2026-12-20T12:00") == [("m14", MAIL)]


@pytest.mark.parametrize("result", [Result.DONE, Result.BOUNCED, None])
def test_its_next_round_runs_from_when_it_was_handed_out_whatever_came_of_it(result: Result | None) -> None:
    told = preapproved()
    sent = touch(told, "m14", "18 12:00", result)
    assert due(told, "2026-12-02T11:59", sent) == []
    assert due(told, "2026-12-02T12:00", sent) == [("m14", MAIL)]


def test_while_somebody_who_speaks_the_language_is_looked_for_marketing_waits_for_them() -> None:
    told = story().did(Kind.LANGUAGE, "20 10:01")
    assert due(told, "20 11:00") == [("m1", "somebody who speaks the language is looked for")]


def test_while_the_loan_is_decided_nothing_is_sent_to_who_was_told_no() -> None:
    told = story().did(Kind.NOT_INTERESTED, "20 10:01", reason="credit or income")
    assert due(told, "20 11:00") == [("m1", "the loan is decided")]


def test_what_is_handed_out_later_than_the_instant_asked_stands_in_no_row_yet() -> None:
    told = story(source="Ads")
    handed = touch(told, "m1", "20 12:30")
    assert marketing_rows([case(told, "20 10:30")], {told.lead.lead_id: [handed]}) == []
    (row,) = marketing_rows([case(told, "20 13:00")], {told.lead.lead_id: [handed]})
    assert (row["step"], row["done"]) == ("m1", 1)
