"""A made-up answer of a hub to marketing's page, for its pictures."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from app.desktop.marketing import MarketingReport

NAMES = ("Rate Table", "Google Ads", "LoanMatch Exchange of the Midwest", "Facebook", "Open House", "Radio")
REASONS = ("bad number", "duplicate", "out of state", "fake")
#: months whose youngest lead has not had its 90 days
OPEN = 4
_OUT_OF = {"contacted": 2, "appointments": 5, "applications": 9, "funded": 20}
_PER = {"lead": "leads", "contact": "contacted", "appointment": "appointments"}
_PER_LATER = {"application": "applications", "funded": "funded"}


def brought_by(sources: int, months: int, now: datetime) -> MarketingReport:
    """Return what so many sources brought in so many months."""
    names = [NAMES[n] if n < len(NAMES) else f"Vendor Nr. {n}" for n in range(sources)]
    rows = [_month(name, n, ago, now) for ago in range(months) for n, name in enumerate(names)]
    totals = [_total([row for row in rows if row["month"] == _name(ago, now)]) for ago in range(months)]
    claims = [_claim(n, names[n % sources], now) for n in range(3 * sources)]
    start = (now - timedelta(days=30 * months)).date().replace(day=1)
    compared = [_compared(n, name) for n, name in enumerate(names)]
    return MarketingReport([*totals, *rows], {"n": 312, "of": 340}, compared, "", claims, start, now.date(), now)


def _name(ago: int, now: datetime) -> str:
    months = now.year * 12 + now.month - 1 - ago
    return f"{months // 12}-{months % 12 + 1:02d}"


def _month(name: str, n: int, ago: int, now: datetime) -> dict[str, Any]:
    leads = 60 + (37 * n + 53 * ago) % 90
    # an open month has so many parts of its time behind it
    had = 1.0 if ago >= OPEN else (ago + 0.2) / OPEN
    counts = {key: int(leads / of * (had if of > 5 else 1)) for key, of in _OUT_OF.items()}
    cost = round(leads * (22.5 + 3 * (n % 5)), 2)
    row = {"source": name, "campaign": "spring" if n == 1 else "", "month": _name(ago, now), "leads": leads, **counts}
    return {
        **row,
        **_costs(row, cost),
        "ripe": ago >= OPEN,
        "expected": _expected(leads, counts) if ago < OPEN else None,
    }


def _costs(row: dict[str, Any], cost: float) -> dict[str, Any]:
    per = {**_PER, **_PER_LATER}
    return {
        "cost": cost,
        **{f"cost_per_{one}": round(cost / row[of], 2) if row[of] else None for one, of in per.items()},
    }


def _expected(leads: int, counts: dict[str, int]) -> dict[str, Any]:
    found = {}
    for name in _PER_LATER.values():
        mean = leads / _OUT_OF[name]
        low, high = max(counts[name], int(mean * 0.7)), int(mean * 1.4) + 2
        found[name] = {"n": round(max(mean, low), 1), "low": low, "high": high}
    return found


def _total(rows: list[dict[str, Any]]) -> dict[str, Any]:
    counts = {key: sum(row[key] for row in rows) for key in ("leads", *_OUT_OF)}
    told = {"source": None, "campaign": None, "month": rows[0]["month"], **counts}
    is_ripe = rows[0]["ripe"]
    expected = None if is_ripe else _expected(counts["leads"], counts)
    return {**told, **_costs(told, sum(row["cost"] for row in rows)), "ripe": is_ripe, "expected": expected}


def _compared(n: int, name: str) -> dict[str, Any]:
    leads, alike = 700 + 31 * n, 0.06 + 0.013 * ((n * 5) % 8)
    verdict = "too_few" if n % 6 == 4 else "better" if alike > 0.13 else "worse" if alike < 0.08 else "no_difference"
    is_told = verdict != "too_few"
    return {
        "source": name,
        "leads": leads,
        "called_in_5m": {"n": leads * (2 + n % 5) // 8, "of": leads},
        "minutes_to_call": (2.0, 4.5, 35.0, 600.0)[n % 4],
        "attempts_per_lead": 2.1 + 0.4 * (n % 6),
        "applications": {"n": int(leads * alike * (0.6 + 0.15 * (n % 5))), "of": leads},
        "alike": alike if is_told else None,
        "alike_from": alike * 0.82 if is_told else None,
        "alike_to": alike * 1.2 if is_told else None,
        "average": 0.105,
        "at_minutes": 4.2,
        "verdict": verdict,
    }


def _claim(n: int, source: str, now: datetime) -> dict[str, Any]:
    came = now - timedelta(days=1 + n % 6, minutes=37 * n)
    tried = {"at": (came + timedelta(minutes=3)).isoformat(), "channel": "call", "what": "Disconnected"}
    state = "too_late" if n % 7 == 6 else "claimed" if n % 5 == 4 else "open"
    return {
        "lead_id": f"lead-{n}",
        "vendor_id": f"RT-{20_000 + 7 * n}",
        "source": source,
        "campaign": "",
        "received_at": came.isoformat(),
        "reason": REASONS[n % 4],
        "state": state,
        "until": (came + timedelta(days=7)).date().isoformat(),
        "days_left": 6 - n % 6 if state == "open" else None,
        "price": 42.5,
        "sent_state": "KY",
        "said_state": "FL" if n % 4 == 2 else "",
        "first_received_at": (came - timedelta(days=9)).isoformat() if n % 4 == 1 else None,
        "proof": [{**tried, "evidence": "confirmed" if n % 2 else "self"}],
    }
