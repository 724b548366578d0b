"""The sentences people read for a reason and an opening time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domain.contact_rules import Code, Reason
from app.domain.wording import opens_words, reason_words, state_words

OPENS = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason(Code.HOURS, "KY", "10:00-21:00"), "Kentucky: 10:00-21:00"),
        (Reason(Code.HOURS, "US", "08:00-21:00"), "The United States: 08:00-21:00"),
        (Reason(Code.HOURS, "DC", "08:00-21:00"), "The District of Columbia: 08:00-21:00"),
        (Reason(Code.NO_CALLS_THAT_DAY, "AL", "Sunday"), "No calls on Sundays in Alabama"),
        (Reason(Code.HOLIDAY, "PA", "Good Friday"), "No calls in Pennsylvania on a holiday: Good Friday"),
        (Reason(Code.CAP, "", "3 in 24 h"), "Three calls or texts within 24 hours"),
        (Reason(Code.CAP, "FL", "1 in 8 h"), "One call or text within 8 hours"),
        (Reason(Code.CAP, "", "12 in 24 h"), "12 calls or texts within 24 hours"),
        (Reason(Code.EMERGENCY, "LA"), "No calls in Louisiana while the emergency lasts"),
        (Reason(Code.DO_NOT_CALL), "Asked not to be called"),
        (Reason(Code.CONSENT, detail="text"), "No consent to texts"),
        (Reason(Code.CONSENT, detail="withdrawn email"), "Consent to e-mails was withdrawn"),
        (Reason(Code.LICENCE, "TX"), "No licence for Texas"),
        (Reason(Code.LICENCE, "TX", "2026-12-31"), "The licence for Texas ran out on 31 December 2026"),
        (Reason(Code.NO_NUMBER, detail="call"), "No number that works"),
        (Reason(Code.NO_NUMBER, detail="text"), "No number that takes texts"),
        (Reason(Code.NO_ADDRESS, detail="email"), "No e-mail address that works"),
    ],
)
def test_a_reason_is_a_sentence(reason: Reason, words: str) -> None:
    assert reason_words(reason) == words


def test_a_state_nobody_knows_is_named_as_it_is() -> None:
    assert state_words("ZZ") == "ZZ"


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (None, "opens at 10:00 in Louisville"),
        (datetime(2026, 11, 21, 9, 0, tzinfo=UTC), "opens at 10:00 in Louisville"),
        # four in the morning in UTC is still the evening before in Louisville
        (datetime(2026, 11, 21, 4, 0, tzinfo=UTC), "opens on Saturday at 10:00 in Louisville"),
        (datetime(2026, 11, 15, 12, 0, tzinfo=UTC), "opens on Saturday at 10:00 in Louisville"),
        (datetime(2026, 11, 14, 12, 0, tzinfo=UTC), "opens on 21 November 2026 at 10:00 in Louisville"),
    ],
)
def test_an_opening_names_the_place_and_another_day(now: datetime | None, words: str) -> None:
    assert opens_words(OPENS, "America/New_York", "Louisville", now=now) == words


def test_an_opening_without_a_city_names_the_clock() -> None:
    assert opens_words(OPENS, "America/Los_Angeles") == "opens at 07:00, Los Angeles time"
    assert opens_words(OPENS, "America/Indiana/Vincennes") == "opens at 10:00, Vincennes time"
