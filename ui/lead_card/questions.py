"""Which one question each outcome asks, and which answers ask one more."""

from __future__ import annotations

from app.domain.activity import Kind
from app.domain.handing_over import QUESTION, Told, asks_about, reason_with
from app.domain.lead import Channel
from app.domain.outcome import Needs, Outcome
from ui.lead_card.asking import Question

WHEN = ("in 20 min", "in 2 hours", "tomorrow 10am", "tomorrow 3pm")
UNTIL = ("in 2 weeks", "in 1 month", "in 3 months")
SKIP_REASONS = ("spoke another way", "bad time for them", "nothing new to say", "wrong channel for them")

#: what a borrower may say about being reached, in the order of the keys that answer it
CONSENTS = {
    "calls are fine": (Kind.CONSENTED, Channel.CALL),
    "texts are fine": (Kind.CONSENTED, Channel.TEXT),
    "e-mails are fine": (Kind.CONSENTED, Channel.EMAIL),
    "no calls any more": (Kind.WITHDREW, Channel.CALL),
    "no texts any more": (Kind.WITHDREW, Channel.TEXT),
    "no e-mails any more": (Kind.WITHDREW, Channel.EMAIL),
}
CONSENT = Question(
    "Consent: what did they say?",
    choices=tuple(CONSENTS),
    hint="Noted with its time; it is no attempt. Do not call (X) is for the whole person, and stands.",
)

CALL_BACK, APPOINTMENT, APPLICATION, NOTHING = "call back", "appointment", "application", "nothing"


def question_for(outcome: Outcome) -> Question | None:
    """Return what an outcome asks for, None when it asks for nothing."""
    if outcome.kind is Kind.INBOUND:
        return Question(
            "They called or wrote us: what did they ask for?",
            choices=(CALL_BACK, APPOINTMENT, APPLICATION, NOTHING),
            default_when="next working morning",
            hint="Enter alone: call them back the next working morning, or as promised before.",
        )
    match outcome.needs:
        case Needs.WHEN:
            return Question(f"{outcome.words}: when?", wants_when=True, suggestions=WHEN, is_promise=True)
        case Needs.UNTIL:
            return Question(f"{outcome.words}: until when?", wants_when=True, suggestions=UNTIL)
        case Needs.REASON:
            reasons = outcome.reasons or SKIP_REASONS
            return Question(f"{outcome.words}: why?", choices=reasons, own_words=outcome.own_words)
    return None


def follow_up(kind: Kind, answer: str) -> Question | None:
    """Return what is still to be asked once the first question has its answer."""
    if kind is Kind.INBOUND and answer in (CALL_BACK, APPOINTMENT):
        return Question(f"{answer.capitalize()}: when?", wants_when=True, suggestions=WHEN, is_promise=True)
    if kind is Kind.NOT_INTERESTED and asks_about(answer):
        return Question(
            QUESTION,
            choices=tuple(Told),
            enter_alone=True,
            hint="It goes to the loan system whatever you choose. Enter alone: not said.",
        )
    return None


def whole_reason(kind: Kind, first: str, second: str) -> str:
    """Return the reason that is logged for the answers to an outcome's question and to its follow-up, "" for none."""
    if kind is Kind.NOT_INTERESTED and first and second:
        return reason_with(first, Told(second))
    return first or second
