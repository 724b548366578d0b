"""Invented people for an officer's day."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta

from app.desktop.activities import Note
from app.domain.activity import Kind
from app.domain.lead import Lead
from tests.desks import MONDAY, TestDesk, a_lead
from tests.faults.readable_events import opened
from tests.ui.by_keys.officer import Officer

SURNAMES = ("Abara", "Brandt", "Castillo", "Dubois", "Eriksen", "Fontaine", "Grieg", "Haddad", "Ivanova", "Jansen")
FIRST = ("Amara", "Ben", "Carla", "David", "Elin", "Farid", "Grace", "Hugo", "Irina", "Jonas")


def people(count: int, at: datetime, *, apart: timedelta = timedelta(minutes=1), first: int = 0) -> list[Lead]:
    """Return so many leads, the one received last at an instant and each other one so much before it."""
    return [
        a_lead(
            f"lead-{n:03d}",
            f"{FIRST[n % 10]} {SURNAMES[n // 10 % 10]}{'' if n < 100 else n // 100}",
            received_at=at - apart * (n - first),
            phones=(f"+1423555{100 + n % 100:04d}",),
            emails=(f"person{n}@example.com",),
        )
        for n in range(first, first + count)
    ]


def oyelaran(at: datetime) -> Lead:
    return a_lead(
        "lead-oyelaran", "Temi Oyelaran", received_at=at, phones=("+14235550177",), emails=("temi@example.com",)
    )


def take_in(desk: TestDesk, leads: list[Lead]) -> None:
    for lead in leads:
        desk.put(lead, from_hub=True)


def leave_a_mistake_of_ours(officer: Officer) -> None:
    """Prepare three leads, one of them with an entry no version ever wrote: reading it is a mistake of ours."""
    desk = officer.prepares()
    with closing(desk.store):
        take_in(desk, people(3, MONDAY - timedelta(minutes=2)))
        desk.desk.activities.log(Note("lead-001", Kind.NO_ANSWER, note="Zzyzx"))
    with opened(officer.file.path) as conn:
        conn.execute("UPDATE activity SET body = json_object('note', 'Zzyzx Abara 423 555 0101')")
