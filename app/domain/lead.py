"""A lead: one inquiry, the people in it, and what they allowed."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

import msgspec

from app.domain.our_numbers import in_our_way


class Channel(StrEnum):
    """A way of reaching a borrower."""

    CALL = "call"
    TEXT = "text"
    EMAIL = "email"


class Consent(StrEnum):
    """What a person said about one channel; silence is `NOT_GIVEN`, which closes texts only."""

    NOT_GIVEN = "not_given"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class Origin(StrEnum):
    """Where a lead came from; all but `COMPANY` are the officer's own and never distributed or taken back."""

    COMPANY = "company"
    PHONE_IN = "phone_in"
    WALK_IN = "walk_in"
    PARTNER = "partner"
    PAST_CLIENT = "past_client"
    OWN_LIST = "own_list"

    @property
    def is_own(self) -> bool:
        return self is not Origin.COMPANY


class Phone(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A telephone number.

    `number` is E.164 ("+14235550142") where the digits allow it, else the text as it came. `doubtful` marks
    a number the numbering plan does not know (a new area code, say); it is kept and may be dialled.
    """

    number: str
    kind: str = ""
    doubtful: bool = False


class Person(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One borrower. The name is kept as written; a person may have only a number or only an address."""

    name: str = ""
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    consent: dict[Channel, Consent] = {}

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else ""


class Address(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """`state` is the two-letter code in capitals, `zip` the first five digits; both empty when unknown."""

    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""


class Partner(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Who referred the lead; outside borrower rules, never ranked."""

    name: str = ""
    company: str = ""
    phone: str = ""


class Lead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One inquiry, as facts. What happened to it are activities; where it stands follows from them.

    `received_at` is the vendor's time stamp, `assigned_at` when the present holder got it, `arrived_at` when
    this device first had it; all aware UTC. `source_fields` keeps every column nobody else took, by its name
    in the file. `posts` are fingerprints of the posts it came by that stated neither time nor id, by which one that
    is handed in twice is known. `cost` is in dollars. `playbook_version` is the version the lead is pinned to, 0
    until pinned.
    """

    lead_id: str
    received_at: datetime
    borrower: Person
    co_borrowers: tuple[Person, ...] = ()
    address: Address = Address()
    subject_property: Address = Address()
    loan_purpose: str = ""
    amount: Decimal | None = None
    timeframe: str = ""
    source: str = ""
    campaign: str = ""
    cost: Decimal | None = None
    vendor_id: str = ""
    posts: tuple[str, ...] = ()
    origin: Origin = Origin.COMPANY
    partner: Partner | None = None
    consent_required: bool = False
    is_test: bool = False
    assigned_at: datetime | None = None
    arrived_at: datetime | None = None
    playbook_version: int = 0
    source_fields: dict[str, str] = {}

    @property
    def name(self) -> str:
        """Return the name to show: the borrower's, else a number or address, so that no row is nameless."""
        first = self.borrower
        if first.name:
            return first.name
        return next((in_our_way(p.number) for p in first.phones), next(iter(first.emails), "(no name)"))

    @property
    def borrowers(self) -> tuple[Person, ...]:
        return (self.borrower, *self.co_borrowers)

    @property
    def phones(self) -> tuple[Phone, ...]:
        return tuple(phone for person in self.borrowers for phone in person.phones)

    @property
    def emails(self) -> tuple[str, ...]:
        return tuple(email for person in self.borrowers for email in person.emails)
