"""What a question about a contact is answered with: a purpose goes in, a reason comes out."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec


class Purpose(StrEnum):
    """Why somebody is contacted; the first is the default."""

    SOLICIT = "solicit"
    REQUESTED = "requested"
    TRANSACTION = "transaction"


class Code(StrEnum):
    """Why a contact is blocked."""

    HOURS = "hours"
    NO_CALLS_THAT_DAY = "no_calls_that_day"
    HOLIDAY = "holiday"
    CAP = "cap"
    EMERGENCY = "emergency"
    DO_NOT_CALL = "do_not_call"
    CONSENT = "consent"
    LICENCE = "licence"
    NO_NUMBER = "no_number"
    NO_ADDRESS = "no_address"


class Reason(msgspec.Struct, frozen=True):
    """`state` and `citation` name the row that decides, "" where it is no row's doing.

    `detail` by code: the day's window ("10:00-21:00"), the weekday, the holiday's name, the number of contacts
    and hours ("3 in 24 h"), the channel whose consent or number is missing ("call"), or "withdrawn call" for a
    consent taken back; the last day of a licence that ran out (ISO), "" for one never held; the list a do-not-call
    stands on ("national list of 2026-11-01"), "" where the person said it.
    """

    code: Code
    state: str = ""
    detail: str = ""
    citation: str = ""


class Allowed(msgspec.Struct, frozen=True):
    """Nothing stands against it."""


class Blocked(msgspec.Struct, frozen=True):
    """`until` is the first allowed instant (aware UTC), None when no time will open it."""

    reason: Reason
    until: datetime | None
