"""What the hub keeps of reports that go out by themselves, and of the company's mail server."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from app.domain.rhythm import Rhythm

#: to whom what is saved in a folder goes: nobody in particular
TO_FOLDER = ""
#: how long after each try that failed there is another; after the last there is none
TRIES_AFTER = (timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1), timedelta(hours=4))
#: a try that was begun and not ended so long ago ended with its process
LONGEST_TRY = timedelta(minutes=15)

#: what may have become of a report
STATES = ("sent", "waiting", "failed")
Tls = Literal["starttls", "tls", "none"]


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What goes out, how often, and where to: people by their ids, or a folder of the hub's machine."""

    report: str
    rhythm: Rhythm
    period: str
    branch: str = ""
    officer: str = ""
    formats: tuple[str, ...] = ("xlsx",)
    for_excel: bool = False
    person_ids: tuple[str, ...] = ()
    folder: str = ""

    @property
    def goes_to(self) -> tuple[str, ...]:
        return (*((TO_FOLDER,) if self.folder else ()), *self.person_ids)


class Schedule(msgspec.Struct, frozen=True):
    schedule_id: str
    plan: Plan
    added_at: datetime
    next_at: datetime


class Delivery(msgspec.Struct, frozen=True):
    """One report of one due time to one receiver; `why` is why it is not there.

    Without `done_at` and `next_try_at` it was given up.
    """

    schedule_id: str
    due_at: datetime
    to_id: str
    tries: int = 0
    next_try_at: datetime | None = None
    done_at: datetime | None = None
    why: str = ""

    @property
    def state(self) -> str:
        if self.done_at is not None:
            return "sent"
        return "failed" if self.next_try_at is None else "waiting"


class MailServer(msgspec.Struct, frozen=True, kw_only=True):
    """The company's own. `password_in` says where the password lies ("file:..." or "keyring:..."), never what it is."""

    host: str
    port: int
    tls: Tls
    sender: str
    user: str = ""
    password_in: str = ""
    ca_file: str = ""
