"""One thing that happened to one lead, written once and never edited."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

import msgspec

from app.domain.lead import Channel


class Kind(StrEnum):
    """What happened: an officer's outcome (see `outcome.py`), or a fact that came from elsewhere."""

    NO_ANSWER = "no_answer"
    LEFT_VOICEMAIL = "left_voicemail"
    VOICEMAIL_FULL = "voicemail_full"
    BUSY = "busy"
    APPOINTMENT = "appointment"
    CALL_BACK = "call_back"
    SENDING_APPLICATION = "sending_application"
    NOT_NOW = "not_now"
    NOT_INTERESTED = "not_interested"
    THIRD_PARTY = "third_party"
    WRONG_NUMBER = "wrong_number"
    DISCONNECTED = "disconnected"
    LANGUAGE = "language"
    DO_NOT_CALL = "do_not_call"
    BAD_LEAD = "bad_lead"
    INBOUND = "inbound"
    SKIP = "skip"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"
    REPLIED = "replied"
    OPTED_OUT = "opted_out"
    STOP = "stop"
    # facts
    RETRACTED = "retracted"
    INQUIRED_AGAIN = "inquired_again"
    ASSIGNED = "assigned"
    STAGE_REPORTED = "stage_reported"
    SAID_PLACE = "said_place"
    LETTER = "letter"
    CONSENTED = "consented"
    WITHDREW = "withdrew"
    NOTE = "note"
    CORRECTED = "corrected"
    EXCUSED = "excused"


class Evidence(StrEnum):
    """How far a logged call can be believed."""

    SELF = "self"
    HANDED_OFF = "handed_off"
    CONFIRMED = "confirmed"
    NOT_COVERABLE = "not_coverable"


class Activity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """`began_at` is the stated instant and the one every rule and sum uses; `logged_at` is when it was written.

    `when` is the promised time, the day a lead may be woken (not_now), or noon of a letter's last day on the
    borrower's clock. `channel` is how somebody was tried, or what a consent given or taken back is for. `corrects`
    names the activity a retraction takes back. `number` is the phone or mail address that was tried. `stage` is the
    one a loan system reported. `place` is the two-letter state the borrower says they are in. `cost` is what a repeat
    inquiry cost, in dollars. `fact`, `was` and `value` are what a correction puts right (see `correcting.py`), of an
    excusal what a manager excused (see `excusing.py`). `rang_at` is when the popup was shown that it answers. All
    instants aware UTC.
    """

    activity_id: str
    lead_id: str
    kind: Kind
    actor_id: str
    began_at: datetime
    logged_at: datetime
    channel: Channel | None = None
    number: str = ""
    when: datetime | None = None
    reason: str = ""
    note: str = ""
    evidence: Evidence = Evidence.SELF
    back_dated: bool = False
    outside_rules: str = ""
    corrects: str = ""
    stage: str = ""
    place: str = ""
    cost: Decimal | None = None
    fact: str = ""
    was: str = ""
    value: str = ""
    rang_at: datetime | None = None


def standing(activities: list[Activity]) -> list[Activity]:
    """Return what still stands, in the order it happened: retractions and what they took back are gone.

    Ties in `began_at` keep the order in which they were logged.
    """
    taken_back = {a.corrects for a in activities if a.kind is Kind.RETRACTED}
    kept = [a for a in activities if a.kind is not Kind.RETRACTED and a.activity_id not in taken_back]
    return sorted(kept, key=lambda a: (a.began_at, a.logged_at))
