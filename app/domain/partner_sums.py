"""What came of the leads that partners referred: a row each, by name and never ranked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from app.domain.case import Case
from app.domain.intervals import wilson
from app.domain.lead import Partner
from app.domain.money import NO_BILLS, Bills, dollars, name_key
from app.domain.report_rows import bill_of, real
from app.domain.stage import Stage

Row = dict[str, Any]

RULES: Mapping[str, str] = {
    "partner": "Who referred, known by the phone number, else by name and company. In order of name: never ranked.",
    "contacted": "Leads with a contact / leads referred.",
    "owed_a_word": (
        "How many of the partner's leads reached what the partner is to be told of: first contact, pre-approval, clear "
        "to close. Whether it was told is noted nowhere."
    ),
}
#: to whoever may not see names; an officer wrote the company down, and may have written the person's name into it
_NOT_NAMED = "(not named)"
_WORD = re.compile(r"\w+")


def partner_rows(
    cases: Iterable[Case],
    *,
    volumes: Mapping[str, Decimal] = MappingProxyType({}),
    bills: Bills = NO_BILLS,
    are_named: bool = True,
) -> list[Row]:
    """Return a row a partner; without names a row a company of partners."""
    grouped: dict[tuple[str, ...], list[Case]] = defaultdict(list)
    for case in real(cases):
        if (partner := case.lead.partner) is not None:
            grouped[_key(partner) if are_named else (name_key(_company(partner)),)].append(case)
    rows = [_row(many, volumes, bills, are_named=are_named) for many in grouped.values()]
    return sorted(rows, key=lambda row: (name_key(row["partner"] or ""), name_key(row["company"]), row["leads"]))


def _key(partner: Partner) -> tuple[str, ...]:
    return (partner.phone,) if partner.phone else (name_key(partner.name), name_key(partner.company))


def _company(partner: Partner) -> str:
    """Return the company, where nothing of the person's name is in it: "Whitlock's" and "Whitlocks" are Whitlock."""
    of_person = {word for word in _words(partner.name) if len(word) > 2}
    of_company = {form for word in _words(partner.company) for form in (word, word.removesuffix("s"))}
    return "" if of_person & of_company else partner.company


def _words(name: str) -> list[str]:
    return _WORD.findall(name.casefold())


def _row(cases: Sequence[Case], volumes: Mapping[str, Decimal], bills: Bills, *, are_named: bool) -> Row:
    # as it was written last
    last = max(cases, key=lambda case: case.lead.received_at).lead.partner or Partner()
    contacted = sum(case.first_contact is not None for case in cases)
    low, high = wilson(contacted, len(cases))
    known = [volumes[case.lead.lead_id] for case in cases if case.lead.lead_id in volumes]
    return {
        "partner": last.name if are_named else None,
        "company": last.company if are_named else _company(last) or _NOT_NAMED,
        "leads": len(cases),
        "contacted": {"n": contacted, "of": len(cases), "low": low, "high": high},
        "appointments": sum(case.has_reached(Stage.APPOINTMENT) for case in cases),
        "applications": sum(case.has_reached(Stage.APPLICATION_SUBMITTED) for case in cases),
        "funded": sum(case.has_reached(Stage.FUNDED) for case in cases),
        "funded_volume": dollars(sum(known, Decimal()) if known else None),
        "cost": dollars(bill_of(cases, bills).cost),
        "owed_a_word": {
            "first_contact": contacted,
            "pre_approval": sum(case.has_reached(Stage.PRE_APPROVED) for case in cases),
            "clear_to_close": sum(case.has_reached(Stage.CLEAR_TO_CLOSE) for case in cases),
        },
    }
