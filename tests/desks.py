"""A whole desk on a real encrypted store, with a clock that stands still until a test moves it."""

from __future__ import annotations

from copy import copy
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from app.clock import FixedClock
from app.command_line import read_words
from app.desktop.command import run
from app.desktop.desk import Desk, Shipped, build_desk
from app.desktop.desk_link import DeskLink
from app.domain.lead import Address, Channel, Consent, Lead, Person, Phone
from app.domain.templates import read_templates
from app.reference.benchmarks_file import load_benchmarks
from app.reference.rules_file import load_rules
from storage.desktop.store import DesktopStore, open_store

RESOURCES = Path(__file__).parents[1] / "resources"
KEY = b"k" * 32
#: a Monday, 11:00 in New York, when every state of the sample leads is open
MONDAY = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


@cache
def shipped() -> Shipped:
    return Shipped(
        rules=load_rules(RESOURCES),
        playbook=(RESOURCES / "playbooks" / "ultimate-contact.toml").read_text(encoding="utf-8"),
        templates=read_templates((RESOURCES / "templates" / "emails.toml").read_text(encoding="utf-8")),
        benchmarks=load_benchmarks(RESOURCES),
    )


def desk_with(desk: Desk, **parts: object) -> Desk:
    """Return the desk with others in place of some of its use cases."""
    other = copy(desk)
    vars(other).update(parts)
    return other


def no_hub(url: str, token: str) -> DeskLink:
    raise AssertionError(f"nothing here should call a hub, and {url} was")


class TestDesk:
    """A desk with its store and clock in reach."""

    __test__ = False

    def __init__(self, folder: Path, at: datetime = MONDAY) -> None:
        self.clock = FixedClock(at)
        self.path = folder / "desktop.db"
        self.store: DesktopStore = open_store(self.path, KEY)
        self.desk: Desk = build_desk(self.store, self.clock, shipped(), no_hub, machine_zone="America/New_York")

    def pass_time(self, **length: float) -> datetime:
        self.clock.at += timedelta(**length)
        return self.clock.at

    def joined(self, **more: Any) -> None:
        """Make this a desk of a hub that nobody asks."""
        with self.store.writing() as tx:
            identity = tx.identity()
            assert identity is not None
            home = {"hub_url": "https://hub.example.com", "hub_id": "ours", "token": "secret"}
            tx.put_identity(msgspec.structs.replace(identity, **home, **more))

    def licensed(self, *states: str, **until: date) -> None:
        """Record that the officer holds these states' licences, without a last day or `until` one, and no other."""
        with self.store.writing() as tx:
            identity = tx.identity()
            assert identity is not None
            officer = msgspec.structs.replace(identity.officer, licences={**dict.fromkeys(states), **until})
            tx.put_identity(msgspec.structs.replace(identity, officer=officer))

    def put(self, lead: Lead, *, from_hub: bool = False) -> str:
        with self.store.writing() as tx:
            self.desk.book.put_lead(tx, lead, from_hub=from_hub)
            self.desk.book.replan(tx, [lead.lead_id], self.clock.now())
        return lead.lead_id


def a_lead(
    lead_id: str = "lead-1",
    name: str = "Dana Zzyzxborrower",
    *,
    received_at: datetime = MONDAY,
    phones: tuple[str, ...] = ("+14235550142",),
    emails: tuple[str, ...] = ("dana@example.com",),
    state: str = "TN",
    zip_code: str = "37402",
    text_consent: bool = False,
) -> Lead:
    consent = {Channel.TEXT: Consent.GIVEN} if text_consent else {}
    return Lead(
        lead_id=lead_id,
        received_at=received_at,
        arrived_at=received_at,
        assigned_at=received_at,
        borrower=Person(
            name=name, phones=tuple(Phone(number=number) for number in phones), emails=emails, consent=consent
        ),
        address=Address(state=state, zip=zip_code, city="Chattanooga"),
        source="Example Rate Table",
    )


def ask(desk: TestDesk, *words: str) -> dict[str, Any]:
    """Return what the command line answers on this desk."""
    return run(read_words(words), desk.desk)
