"""The outcomes an officer logs, one key each, and what each of them means."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from app.domain.activity import Kind
from app.domain.lead import Channel


class Needs(StrEnum):
    """The one field an outcome asks for."""

    NOTHING = ""
    WHEN = "when"
    UNTIL = "until"
    REASON = "reason"


class Outcome(msgspec.Struct, frozen=True):
    """`attempt`: an officer tried. `live`: somebody spoke. `borrower`: a borrower did, or replied: that is contact.

    `own_words`: a reason may be one that is not in `reasons`; a claim for credit needs one of the vendor's.
    """

    kind: Kind
    key: str
    words: str
    attempt: bool
    live: bool = False
    borrower: bool = False
    needs: Needs = Needs.NOTHING
    channels: tuple[Channel, ...] = (Channel.CALL,)
    reasons: tuple[str, ...] = ()
    own_words: bool = True

    @property
    def is_contact(self) -> bool:
        return self.borrower

    def read_reason(self, text: str) -> str:
        """Return the reason as the list has it, however it was typed, else in its own words; "" where it is none."""
        words = " ".join(text.replace("_", " ").split())
        for reason in self.reasons:
            if words.casefold() == reason:
                return reason
        if self.own_words:
            return text.strip()
        # one telling word is enough: "number" for "bad number"
        meant = [r for r in self.reasons if len(words) > len("out") and words.casefold() in r.split()]
        return meant[0] if len(meant) == 1 else ""


_CALL, _TEXT, _EMAIL = Channel.CALL, Channel.TEXT, Channel.EMAIL

LOST_REASONS = ("chose another lender", "rate or fees", "not buying now", "just looking", "credit or income", "other")
BAD_LEAD_REASONS = ("bad number", "duplicate", "out of state", "fake")

OUTCOMES: dict[Kind, Outcome] = {
    o.kind: o
    for o in (
        Outcome(Kind.NO_ANSWER, "1", "No answer", attempt=True),
        Outcome(Kind.LEFT_VOICEMAIL, "2", "Left voicemail", attempt=True),
        Outcome(Kind.VOICEMAIL_FULL, "3", "Voicemail full", attempt=True),
        Outcome(Kind.BUSY, "4", "Busy", attempt=True),
        Outcome(Kind.APPOINTMENT, "5", "Appointment", attempt=True, live=True, borrower=True, needs=Needs.WHEN),
        Outcome(Kind.CALL_BACK, "6", "Call back", attempt=True, live=True, borrower=True, needs=Needs.WHEN),
        Outcome(Kind.SENDING_APPLICATION, "7", "Sending application", attempt=True, live=True, borrower=True),
        Outcome(Kind.NOT_NOW, "8", "Not now", attempt=True, live=True, borrower=True, needs=Needs.UNTIL),
        Outcome(
            Kind.NOT_INTERESTED,
            "9",
            "Not interested",
            attempt=True,
            live=True,
            borrower=True,
            needs=Needs.REASON,
            reasons=LOST_REASONS,
        ),
        Outcome(Kind.THIRD_PARTY, "0", "Third party", attempt=True, live=True),
        Outcome(Kind.WRONG_NUMBER, "w", "Wrong number", attempt=True, live=True),
        Outcome(Kind.DISCONNECTED, "d", "Disconnected", attempt=True),
        Outcome(Kind.LANGUAGE, "l", "Needs another language", attempt=True, live=True, borrower=True),
        Outcome(Kind.DO_NOT_CALL, "x", "Do not call", attempt=True, live=True),
        Outcome(
            Kind.BAD_LEAD,
            "b",
            "Bad lead",
            attempt=False,
            needs=Needs.REASON,
            reasons=BAD_LEAD_REASONS,
            own_words=False,
        ),
        Outcome(Kind.INBOUND, "r", "They called or wrote us", attempt=False, live=True, borrower=True),
        Outcome(Kind.SENT, "m", "Mailed", attempt=True, channels=(_EMAIL, _TEXT)),
        Outcome(Kind.SKIP, "s", "Skip this step", attempt=False, needs=Needs.REASON, channels=(_CALL, _TEXT, _EMAIL)),
        Outcome(Kind.FAILED, "", "Text failed", attempt=True, channels=(_TEXT,)),
        Outcome(Kind.BOUNCED, "", "E-mail bounced", attempt=False, channels=(_EMAIL,)),
        Outcome(Kind.REPLIED, "", "They replied", attempt=False, live=True, borrower=True, channels=(_EMAIL, _TEXT)),
        Outcome(Kind.OPTED_OUT, "", "Opted out of e-mail", attempt=False, channels=(_EMAIL,)),
        Outcome(Kind.STOP, "", "Asked for no more texts", attempt=False, channels=(_TEXT,)),
    )
}
#: `t` logs a sent text; it shares its outcome with `m`, the channel tells them apart.
TEXTED_KEY = "t"


ATTEMPTS = frozenset(kind for kind, outcome in OUTCOMES.items() if outcome.attempt)
_CONTACTS = frozenset(kind for kind, outcome in OUTCOMES.items() if outcome.is_contact)


def is_attempt(kind: Kind) -> bool:
    """Return whether an activity of this kind is an officer's try to reach a borrower."""
    return kind in ATTEMPTS


def is_contact(kind: Kind) -> bool:
    """Return whether an activity of this kind is two-way with a borrower."""
    return kind in _CONTACTS
