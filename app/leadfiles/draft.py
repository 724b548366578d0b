"""What one row of a file says about one inquiry, before the company makes a lead of it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import msgspec

from app.domain.lead import Address, Lead, Origin, Partner, Person


class Draft(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The row's own words in the product's terms; what the row does not say is empty or None.

    `received_at` is None when the row states no time: such a row of a table about somebody known is no new inquiry,
    only the same contact seen again. A post is one, unless that very post was seen before: `post` is its fingerprint
    where it states neither time nor id. `usual_source` names the vendor the format belongs to, for rows that name none.
    `officer` is the owner the file names, as text. Comments stand in `source_fields` under "Comments".
    """

    borrower: Person
    co_borrowers: tuple[Person, ...] = ()
    address: Address = Address()
    subject_property: Address = Address()
    loan_purpose: str = ""
    amount: Decimal | None = None
    timeframe: str = ""
    source: str = ""
    usual_source: str = ""
    campaign: str = ""
    cost: Decimal | None = None
    vendor_id: str = ""
    origin: Origin | None = None
    partner: Partner | None = None
    received_at: datetime | None = None
    post: str = ""
    is_test: bool = False
    officer: str = ""
    source_fields: dict[str, str] = {}

    @property
    def borrowers(self) -> tuple[Person, ...]:
        return (self.borrower, *self.co_borrowers)


def to_lead(
    draft: Draft,
    lead_id: str,
    *,
    received_at: datetime,
    source: str = "",
    campaign: str = "",
    cost: Decimal | None = None,
    origin: Origin = Origin.COMPANY,
    consent_required: bool = False,
    assigned_at: datetime | None = None,
    arrived_at: datetime | None = None,
) -> Lead:
    """Return the lead; everything named beside the id only fills what the row leaves open.

    Where neither the row nor `source` names one, the vendor whose format it is stands in.
    """
    return Lead(
        lead_id=lead_id,
        received_at=draft.received_at or received_at,
        borrower=draft.borrower,
        co_borrowers=draft.co_borrowers,
        address=draft.address,
        subject_property=draft.subject_property,
        loan_purpose=draft.loan_purpose,
        amount=draft.amount,
        timeframe=draft.timeframe,
        source=draft.source or source or draft.usual_source,
        campaign=draft.campaign or campaign,
        cost=cost if draft.cost is None else draft.cost,
        vendor_id=draft.vendor_id,
        posts=(draft.post,) if draft.post else (),
        origin=draft.origin or origin,
        partner=draft.partner,
        consent_required=consent_required,
        is_test=draft.is_test,
        assigned_at=assigned_at,
        arrived_at=arrived_at,
        source_fields=draft.source_fields,
    )
