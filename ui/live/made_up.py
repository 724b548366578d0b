"""A made-up answer of a hub to the live page, for its pictures and for tests of the window."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from app.desktop.live import Board
from app.domain.presence import State
from app.protocol.live import GivenLeads, KeptLead, LiveNow, OfTheTeam, Red, Why

NAMES = ("Ada Marsh", "Ben Ortega", "Carl Dunning", "Dora Quinn", "Eve Lindqvist")


def people_of(many: int, now: datetime) -> list[OfTheTeam]:
    """Return so many people, each there in another way."""
    return [_one(n, now) for n in range(many)]


def _one(n: int, now: datetime) -> OfTheTeam:
    name = NAMES[n] if n < len(NAMES) else f"{NAMES[n % 5].split()[0]} Nr. {n}"
    until = now + timedelta(hours=2)
    more: dict[str, object] = {}
    match n % 6:
        case 1:
            more = {"state": State.AWAY.value, "until": until}
        case 2:
            more = {"call_since": now - timedelta(minutes=4)}
        case 3:
            more = {"state": State.NO_NEW_LEADS.value, "until": until}
        case 4:
            more = {"on_shift": False, "off_until": now + timedelta(days=2)}
        case 5:
            more = {"on_shift": False}
    seen = now - timedelta(seconds=40 + 60 * n)
    base = {"officer_id": f"officer-{n}", "name": name, "branch": "Chattanooga", "on_shift": True, "seen_at": seen}
    return OfTheTeam(**{**base, **more})  # type: ignore[arg-type]


def reds_of(now: datetime) -> list[Red]:
    came = now - timedelta(minutes=7)
    step: dict[str, Any] = {"step_id": "call-1", "received_at": came, "source": "LendingTree", "state": "TN"}
    return [
        Red(why=Why.ABOUT_TO_MISS, lead_id="lead-1", due_at=came, until=now + timedelta(seconds=95),
            officer_id="officer-0", **step),
        Red(why=Why.MISSED, lead_id="lead-2", due_at=came, until=now - timedelta(minutes=2),
            officer_id="officer-2", **step),
        Red(why=Why.PROMISE_AWAY, lead_id="lead-3", due_at=now + timedelta(minutes=40),
            until=now + timedelta(minutes=50), officer_id="officer-1", received_at=came, source="Zillow"),
        Red(why=Why.PROMISE_MISSED, lead_id="lead-4", due_at=now - timedelta(hours=1),
            until=now - timedelta(minutes=50), officer_id="officer-3", received_at=came),
        Red(why=Why.UNASSIGNED, lead_id="lead-5", due_at=came, received_at=came, source="Web form", state="GA"),
    ]  # fmt: skip


def spread_of(now: datetime) -> GivenLeads:
    """Return what would come of three leads that are spread, one of which nobody may have."""
    why = "nobody else of your people may be given it now: licence, shift, away, or as many as they are to have"
    kept = [KeptLead(lead_id="c", reason=why)]
    to = {"a": "officer-0", "b": "officer-2"}
    return GivenLeads(given=dict.fromkeys("ab", "officer-3"), kept=kept, to=to, server_time=now)


def board_of(now: datetime, many: int = 3, reds: list[Red] | None = None) -> Board:
    told = LiveNow(red=reds_of(now) if reds is None else reds, people=people_of(many, now), server_time=now)
    return Board(told, timedelta())
