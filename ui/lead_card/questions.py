"""Which one question each outcome asks, and which answers ask one more."""

from __future__ import annotations

from app.domain.activity import Kind
from app.domain.handing_over import QUESTION, Told, asks_about, reason_with
from app.domain.lead import Channel
from app.domain.outcome import Needs, Outcome
from ui import wording
from ui.language import from_app, marked, translate
from ui.lead_card.asking import Question

#: typed for the officer as they would type them: times are read in English
WHEN = ("in 20 min", "in 2 hours", "tomorrow 10am", "tomorrow 3pm")
UNTIL = ("in 2 weeks", "in 1 month", "in 3 months")
#: what is written down with a skipped step, and said in the window's language beside it
SKIP_REASONS = (
    marked("app", "spoke another way"),
    marked("app", "bad time for them"),
    marked("app", "nothing new to say"),
    marked("app", "wrong channel for them"),
)

#: what a borrower may say about being reached, in the order of the keys that answer it
CONSENTS = {
    marked("app", "calls are fine"): (Kind.CONSENTED, Channel.CALL),
    marked("app", "texts are fine"): (Kind.CONSENTED, Channel.TEXT),
    marked("app", "e-mails are fine"): (Kind.CONSENTED, Channel.EMAIL),
    marked("app", "no calls any more"): (Kind.WITHDREW, Channel.CALL),
    marked("app", "no texts any more"): (Kind.WITHDREW, Channel.TEXT),
    marked("app", "no e-mails any more"): (Kind.WITHDREW, Channel.EMAIL),
}
CALL_BACK, APPOINTMENT = marked("app", "call back"), marked("app", "appointment")
APPLICATION, NOTHING = marked("app", "application"), marked("app", "nothing")


def consent_question() -> Question:
    return Question(
        translate("questions", "Consent: what did they say?"),
        choices=tuple(CONSENTS),
        hint=translate(
            "questions", "Noted with its time; it is no attempt. Do not call (X) is for the whole person, and stands."
        ),
    )


def question_for(outcome: Outcome) -> Question | None:
    """Return what an outcome asks for, None when it asks for nothing."""
    if outcome.kind is Kind.INBOUND:
        return Question(
            translate("questions", "They called or wrote us: what did they ask for?"),
            choices=(CALL_BACK, APPOINTMENT, APPLICATION, NOTHING),
            default_when=translate("questions", "next working morning"),
            hint=translate("questions", "Enter alone: call them back the next working morning, or as promised before."),
        )
    words = from_app(outcome.words)
    match outcome.needs:
        case Needs.WHEN:
            return Question(_when(words), wants_when=True, suggestions=WHEN, is_promise=True)
        case Needs.UNTIL:
            return Question(translate("questions", "{}: until when?").format(words), wants_when=True, suggestions=UNTIL)
        case Needs.REASON:
            reasons = outcome.reasons or SKIP_REASONS
            return Question(
                translate("questions", "{}: why?").format(words), choices=reasons, own_words=outcome.own_words
            )
    return None


def _when(words: str) -> str:
    return translate("questions", "{}: when?").format(words)


def follow_up(kind: Kind, answer: str) -> Question | None:
    """Return what is still to be asked once the first question has its answer."""
    if kind is Kind.INBOUND and answer in (CALL_BACK, APPOINTMENT):
        return Question(_when(wording.large(from_app(answer))), wants_when=True, suggestions=WHEN, is_promise=True)
    if kind is Kind.NOT_INTERESTED and asks_about(answer):
        return Question(
            from_app(QUESTION),
            choices=tuple(Told),
            enter_alone=True,
            hint=translate("questions", "It goes to the loan system whatever you choose. Enter alone: not said."),
        )
    return None


def whole_reason(kind: Kind, first: str, second: str) -> str:
    """Return the reason that is logged for the answers to an outcome's question and to its follow-up, "" for none."""
    if kind is Kind.NOT_INTERESTED and first and second:
        return reason_with(first, Told(second))
    return first or second
