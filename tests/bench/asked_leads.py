"""Leads with five activities each to ask the engine about, and how fast that was told."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from random import Random

from app.domain.activity import Activity, Kind
from app.domain.lead import Channel, Lead
from tests.desks import MONDAY, a_lead, shipped

#: asked one by one, time grows in step with the leads: fewer tell the same in a tenth of the time
LEADS = 10_000
#: asked all at once, as many as the bar speaks of
MANY = 100_000
NOW = MONDAY + timedelta(days=16)
AREA_CODES = ("423", "502", "212", "310", "305")


def some_leads(count: int = LEADS) -> list[Lead]:
    chance = Random(1)
    zips = list(shipped().rules.gazetteer._zips)[::37]
    return [
        a_lead(
            f"lead-{n:06d}",
            received_at=MONDAY + timedelta(seconds=chance.randrange(14 * 86400)),
            phones=(f"+1{chance.choice(AREA_CODES)}555{n % 10000:04d}",),
            state="",
            zip_code=chance.choice(zips),
        )
        for n in range(count)
    ]


def a_history(lead: Lead, chance: Random) -> list[Activity]:
    """Return three calls that reached nobody and two e-mails, at odd times of two weeks."""
    at, out = lead.received_at, []
    for n in range(5):
        at += timedelta(seconds=chance.choice((1800, 3600, 4000, 86400, 100_000)) + chance.randrange(600))
        channel = Channel.EMAIL if n in (1, 3) else Channel.CALL
        kind = Kind.SENT if channel is Channel.EMAIL else chance.choice((Kind.NO_ANSWER, Kind.LEFT_VOICEMAIL))
        out.append(
            Activity(
                activity_id=f"{lead.lead_id}-{n}",
                lead_id=lead.lead_id,
                kind=kind,
                actor_id="o",
                began_at=at,
                logged_at=at,
                channel=channel,
                number=lead.phones[0].number if channel is Channel.CALL else "",
            )
        )
    return out


def seconds_of(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def tell(what: str, seconds: float, count: int = LEADS, **floors: float) -> None:
    ratios = "".join(
        f"; {name.replace('_', ' ')} {count / floor:,.0f}/s ({floor / seconds:.2f} of it)"
        for name, floor in floors.items()
    )
    print(f"\n{what}: {count / seconds:,.0f}/s, {seconds / count * 1e6:,.1f} µs each{ratios}")  # noqa: T201 - a bench is read, not asserted
