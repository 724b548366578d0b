"""The sentences people read for a reason and a place."""

from __future__ import annotations

import pytest

from app.domain.contact_rules import Code, Reason
from app.domain.wording import blocked_words, reason_words, state_words


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
        (Reason(Code.LICENCE, "TX", "2026-12-31"), "The licence for Texas ran out on December 31, 2026"),
        (Reason(Code.NO_NUMBER, detail="call"), "No number that works"),
        (Reason(Code.NO_NUMBER, detail="text"), "No number that takes texts"),
        (Reason(Code.NO_ADDRESS, detail="email"), "No e-mail address that works"),
    ],
)
def test_a_reason_is_a_sentence(reason: Reason, words: str) -> None:
    assert reason_words(reason) == words


def test_what_closes_it_next_goes_on_in_the_same_sentence() -> None:
    night, christmas = Reason(Code.HOURS, "LA", "08:00-20:00"), Reason(Code.HOLIDAY, "LA", "Christmas Day")
    assert blocked_words(night, christmas) == (
        "Louisiana: 08:00-20:00; then no calls in Louisiana on a holiday: Christmas Day"
    )
    morning = Reason(Code.HOURS, "US", "08:00-21:00")
    assert blocked_words(christmas, morning).endswith("Christmas Day; then the United States: 08:00-21:00")


def test_a_state_nobody_knows_is_named_as_it_is() -> None:
    assert state_words("ZZ") == "ZZ"
