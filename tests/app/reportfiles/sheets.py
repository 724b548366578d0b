"""Reports to write files of: as full of numbers as they come, or of what strangers type."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from app.reportfiles.sheet import About, Sheet

AT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
ABOUT = About(
    company="Cumberland Lending",
    zone="America/Chicago",
    as_of=AT,
    asked_by="Ben Boyd",
    start=date(2026, 2, 1),
    end=date(2026, 2, 28),
    branch="Nashville",
)


def speed(median_s: float | None) -> dict[str, Any]:
    bands = {"0-5": 12, "5-15": 5, "15-60": 3, "60+": 2, "never": 2}
    return {"median_s": median_s, "p90_s": 4000.5, "n": 22, "within_5m": {"n": 12, "of": 24}, "bands": bands}


def officer_row(name: str = "Ada Okafor") -> dict[str, Any]:
    return {
        "officer": name,
        "branch": "River",
        "leads": 1_024,
        "never_called": 2,
        "first_attempt": {**speed(190.0), "borrower_first": 1},
        "working_clock": speed(None),
        "attempts": {"call": 70, "email": 24, "text": 0},
        "attempts_per_lead": 94 / 1024,
        "contacted": {"n": 8, "of": 24, "low": 0.18, "high": 0.53},
        "adherence": {"n": 20, "of": 44, "excused": {"off_shift": 3, "closed": 2}},
        "promises": {"n": 0, "of": 0},
        "appointments": 4,
        "open_overdue": 7,
    }


def source_row(**more: Any) -> dict[str, Any]:
    row = {"source": "Ads", "campaign": "", "month": "2026-02", "leads": 3, "contacted": 1, "appointments": 0}
    money = {"funded_volume": None, "cost": 1234.5, "cost_per_application": None, "cost_per_funded": None}
    return {**row, "applications": 0, "funded": 0, **money, "ripe": False, **more}


def month_row(source: str | None = "Ads", **more: Any) -> dict[str, Any]:
    """Return an open month, of which applications are told ahead and funded loans are not."""
    told = {"applications": {"n": 6.4, "low": 4, "high": 1_009}, "funded": None}
    return {**source_row(source=source, campaign=None if source is None else ""), "expected": told, **more}


def compared_row(**more: Any) -> dict[str, Any]:
    row = {"source": "Ads", "leads": 400, "called_in_5m": {"n": 100, "of": 400}, "minutes_to_call": 12.0}
    row |= {"attempts_per_lead": 3.25, "applications": {"n": 32, "of": 400}, "at_minutes": 4.0}
    return {**row, "alike": 0.05, "alike_from": 0.02, "alike_to": 0.08, "average": 0.09, "verdict": "worse", **more}


def claim_row(**more: Any) -> dict[str, Any]:
    at = "2026-02-12T15:00:00+00:00"
    row = {"lead_id": "lead-1", "vendor_id": "v-1", "source": "Ads", "campaign": "", "received_at": at}
    row |= {"reason": "bad number", "state": "open", "until": "2026-02-22", "days_left": 2, "price": 42.5}
    tried = {"at": "2026-02-12T15:02:00+00:00", "channel": "call", "what": "Disconnected", "evidence": "confirmed"}
    return {**row, "sent_state": "KY", "said_state": "", "first_received_at": None, "proof": [tried], **more}


def sheet(report: str, rows: Sequence[dict[str, Any]]) -> Sheet:
    return Sheet(report, rows, ABOUT)
