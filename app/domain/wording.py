"""The sentences people read for a reason, a place, a day."""

from __future__ import annotations

from datetime import date

from app.domain.answers import Code, Reason
from app.domain.places import STATE_NAMES
from app.domain.rule_rows import FEDERAL

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
#: what is done on a channel, as it stands inside a sentence
CHANNEL_WORDS = {"call": "calls", "text": "texts", "email": "e-mails"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def state_words(state: str) -> str:
    """Return a state's name as it stands inside a sentence."""
    return "the United States" if state == FEDERAL else STATE_NAMES.get(state, state)


def reason_words(reason: Reason) -> str:
    """Return a reason as a sentence without its full stop."""
    where = state_words(reason.state)
    match reason.code:
        case Code.HOURS:
            return f"{_capital(where)}: {reason.detail}"
        case Code.NO_CALLS_THAT_DAY:
            return f"No calls on {reason.detail}s in {where}"
        case Code.HOLIDAY:
            return f"No calls in {where} on a holiday: {reason.detail}"
        case Code.CAP:
            return _cap_words(reason)
        case Code.EMERGENCY:
            return f"No calls in {where} while the emergency lasts"
        case Code.DO_NOT_CALL:
            return f"On the {reason.detail}" if reason.detail else "Asked not to be called"
        case Code.CONSENT:
            return _consent_words(reason)
        case Code.LICENCE if reason.detail:
            return f"The licence for {where} ran out on {date_words(date.fromisoformat(reason.detail))}"
        case Code.LICENCE:
            return f"No licence for {where}"
        case Code.NO_NUMBER:
            return "No number that takes texts" if reason.detail == "text" else "No number that works"
        case Code.NO_ADDRESS:  # pragma: no branch - the last of the codes
            return "No e-mail address that works"


def blocked_words(reason: Reason, last: Reason | None) -> str:
    """Return why a contact is closed, and what still closes it when that is over."""
    return reason_words(reason) if last is None else f"{reason_words(reason)}; then {inner_words(last)}"


def inner_words(reason: Reason) -> str:
    """Return a reason as it stands inside a sentence, or in a list of what moved something."""
    if reason.code is Code.HOURS:
        return f"{state_words(reason.state)}: {reason.detail}"
    words = reason_words(reason)
    return words[:1].lower() + words[1:]


def _cap_words(reason: Reason) -> str:
    count, _, hours = reason.detail.partition(" in ")
    number = int(count)
    word = _NUMBERS[number] if number < len(_NUMBERS) else count
    things = "call or text" if number == 1 else "calls or texts"
    return f"{word} {things} within {hours.removesuffix(' h')} hours"


def _consent_words(reason: Reason) -> str:
    withdrawn, _, channel = reason.detail.rpartition(" ")
    things = CHANNEL_WORDS[channel]
    return f"Consent to {things} was withdrawn" if withdrawn else f"No consent to {things}"


def date_words(day: date) -> str:
    """Return a day as people write it, "February 20, 2027"."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
