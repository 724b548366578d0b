"""The rules and places that ship with the program, read once for all tests, and leads to ask them about."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from app.domain.contact_rules import ContactRules
from app.domain.lead import Address, Channel, Consent, Lead, Person, Phone
from app.paths import resources
from app.reference.rules_file import load_rules


@cache
def shipped_rules() -> ContactRules:
    return load_rules(resources())


def lead_at(
    zip_code: str = "",
    state: str = "",
    *phones: str,
    of_property: Address | None = None,
    consent: dict[Channel, Consent] | None = None,
    consent_required: bool = False,
    emails: tuple[str, ...] = ("dana.whitlock@example.com",),
) -> Lead:
    """Return a lead at an address; without a phone it gets a toll-free one, which says nothing of a place."""
    numbers = tuple(Phone(number=number) for number in phones or ("+18005550142",))
    return Lead(
        lead_id="lead-1",
        received_at=datetime(2026, 10, 1, 15, 0, tzinfo=UTC),
        borrower=Person(name="Dana Whitlock", phones=numbers, emails=emails, consent=consent or {}),
        address=Address(state=state, zip=zip_code),
        subject_property=of_property or Address(),
        consent_required=consent_required,
    )
