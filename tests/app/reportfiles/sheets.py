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


def sheet(report: str, rows: Sequence[dict[str, Any]]) -> Sheet:
    return Sheet(report, rows, ABOUT)
