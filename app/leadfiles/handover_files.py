"""Tables that leave the company: claims for a vendor's credit with their proof, and exhausted leads for marketing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.leadfiles.mending import table_of

_CLAIM = ("Lead", "Your id", "Source", "Campaign", "Received", "Reason", "Claim until", "Price", "Proof")
_EXHAUSTED = (
    "Lead", "Vendor's id", "Source", "Campaign", "Received", "Returned", "Restart on", "Reason", "Calls", "Texts",
    "E-mails", "Last tried", "May be contacted by", "Name", "Phone", "Email",
)  # fmt: skip


def claims_table(rows: Iterable[Mapping[str, Any]], zone: str) -> str:
    """Return claims as CSV, instants on the company's clock; each with what speaks for it in a sentence."""
    tz = ZoneInfo(zone)
    return table_of(
        _CLAIM,
        (
            (
                row["lead_id"],
                row["vendor_id"],
                row["source"],
                row["campaign"],
                _on(row["received_at"], tz),
                row["reason"],
                row["until"] or "",
                "" if row["price"] is None else f"{row['price']:.2f}",
                proof_words(row, zone),
            )
            for row in rows
        ),
    )


def proof_words(row: Mapping[str, Any], zone: str) -> str:
    """Say what speaks for a claim: what was tried when, where the borrower is, since when the company knew of them."""
    tz, said = ZoneInfo(zone), []
    if row["first_received_at"]:
        said.append(f"received before on {_on(row['first_received_at'], tz)}")
    if row["sent_state"]:
        said.append(f"sent as in {row['sent_state']}")
    if row["said_state"]:
        said.append(f"the borrower said {row['said_state']}")
    return "; ".join([*said, *filter(None, [tried_words(row["proof"], zone)])])


def tried_words(proof: Iterable[Mapping[str, Any]], zone: str) -> str:
    """Say of each attempt when it was, how, and what came of it."""
    tz = ZoneInfo(zone)
    return "; ".join(f"{_on(one['at'], tz)} {one['channel']}: {one['what']}{_evidence(one)}" for one in proof)


def exhausted_table(leads: Iterable[Mapping[str, Any]], zone: str) -> str:
    """Return exhausted leads, as marketing is handed them, as CSV; instants on the company's clock."""
    tz = ZoneInfo(zone)
    return table_of(
        _EXHAUSTED,
        (
            (
                lead["lead_id"],
                *(lead.get(name, "") for name in ("vendor_id", "source", "campaign")),
                _on(lead["received_at"], tz),
                _on(lead["returned_at"], tz),
                lead["restart_on"],
                lead["reason"],
                *(str(lead["attempts"].get(channel, 0)) for channel in ("call", "text", "email")),
                _on(lead["last_tried_at"], tz) if lead.get("last_tried_at") else "",
                ", ".join(lead["may"]),
                *(lead.get(name, "") for name in ("name", "phone", "email")),
            )
            for lead in leads
        ),
    )


def _on(at: str, tz: ZoneInfo) -> str:
    return f"{datetime.fromisoformat(at).astimezone(tz):%Y-%m-%d %H:%M %Z}"


def _evidence(one: Mapping[str, Any]) -> str:
    return " (in the phone system's records)" if one["evidence"] == "confirmed" else ""
