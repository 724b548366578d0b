"""What the hub keeps of who is there and of what managers do about it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec


class PersonChange(msgspec.Struct, frozen=True):
    """A change of somebody's hours, days off, licences or absence: `before` and `after` as JSON, "" for nothing.

    `by` is a person's id, or the operator; `why` is in their words.
    """

    person_id: str
    at: datetime
    what: str
    before: str
    after: str
    by: str
    why: str


class Doing(StrEnum):
    """What a manager does about a lead."""

    GAVE = "gave"
    TOOK_OVER = "took_over"
    NUDGED = "nudged"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """What a manager did about a lead, and why. `officer_id` is whose it was, `to_id` who has it since, "" for nobody.

    `about` says which of its steps or promises an excusal is of.
    """

    deed_id: str
    at: datetime
    doing: Doing
    lead_id: str
    by: str
    why: str
    officer_id: str = ""
    to_id: str = ""
    about: str = ""
