"""What came of the leads that partners referred."""

from __future__ import annotations

import re
from typing import Any

from tests.oracle.figures import wilson
from tests.oracle.kept import Inquiry
from tests.oracle.money import Account, cents, plain
from tests.oracle.sources import APPLIED, has_appointment, has_stage


def partner_rows(account: Account, leads: list[Inquiry], *, named: bool) -> list[dict[str, Any]]:
    """Return a row a partner in the order of their names; to whoever sees no names a row a company."""
    grouped: dict[tuple[str, ...], list[Inquiry]] = {}
    for lead in leads:
        if lead.partner is not None:
            name, company, phone = lead.partner
            known_by = (phone,) if phone else (plain(name), plain(company))
            grouped.setdefault(known_by if named else (plain(_unnamed(name, company)),), []).append(lead)
    rows = [_row(account, many, named=named) for many in grouped.values()]
    return sorted(rows, key=lambda row: (plain(row["partner"] or ""), plain(row["company"]), row["leads"]))


def _unnamed(name: str, company: str) -> str:
    """Return a company's name, nothing where it tells whose it is."""
    own, others = (set(re.findall(r"\w+", text.casefold())) for text in (name, company))
    return "" if any({word, f"{word}s"} & others for word in own if len(word) > 2) else company


def _row(account: Account, leads: list[Inquiry], *, named: bool) -> dict[str, Any]:
    name, company, _ = max(leads, key=lambda lead: lead.received).partner or ("", "", "")
    contacted = sum(lead.contact is not None for lead in leads)
    low, high = wilson(contacted, len(leads))
    return {
        "partner": name if named else None,
        "company": company if named else _unnamed(name, company) or "(not named)",
        "leads": len(leads),
        "contacted": {"n": contacted, "of": len(leads), "low": low, "high": high},
        "appointments": sum(has_appointment(lead) for lead in leads),
        "applications": sum(has_stage(lead, *APPLIED) for lead in leads),
        "funded": sum(has_stage(lead, "funded") for lead in leads),
        "funded_volume": cents(account.volume(leads)),
        "cost": cents(account.cost(leads)),
        "owed_a_word": {
            "first_contact": contacted,
            "pre_approval": sum(has_stage(lead, "pre_approved") for lead in leads),
            "clear_to_close": sum(has_stage(lead, "clear_to_close") for lead in leads),
        },
    }
