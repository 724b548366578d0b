"""The hub's first day: a company with its time zone, and the shipped playbook as version 1."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec.structs import replace

from app.domain.emergencies import Emergency
from app.domain.ids import new_id
from app.domain.places import STATE_NAMES
from app.errors import BadInput
from app.hub.auditing import OPERATOR, note
from app.hub.playbooks import publish_in
from app.hub.ports import HubStore, Rows
from app.hub.records import Assigns, Company
from app.protocol import feed

#: calls and texts to one person within 24 hours
CAP = 3
#: what an officer's own leads tell the hub
OWN_LEADS = ("private", "company", "off")
#: days a desk may show its leads without having been at the hub
LEASES = range(1, 367)
DEFAULT_ZONE = "America/New_York"
#: a server is often set to UTC or stands abroad; a company of loan officers does not
_US_ZONES = frozenset(
    {
        "America/New_York",
        "America/Detroit",
        "America/Chicago",
        "America/Denver",
        "America/Boise",
        "America/Phoenix",
        "America/Los_Angeles",
        "America/Anchorage",
        "America/Puerto_Rico",
        "Pacific/Honolulu",
        "Pacific/Guam",
    }
)
_US_PREFIXES = ("America/Indiana/", "America/Kentucky/", "America/North_Dakota/", "US/")


def found(store: HubStore, *, machine_zone: str, sample_playbook: str, now: datetime) -> None:
    """Make the company unless there is one; harmless to do at every start, from several processes."""
    company = Company(
        company_id=new_id(now),
        hub_id=str(uuid4()),
        name="",
        zone=_company_zone(machine_zone),
        own_leads="private",
        cap=CAP,
        person_key=secrets.token_bytes(32),
        feed_epoch=secrets.token_hex(8),
        made_at=now,
    )
    store.found(company)
    _make_signing_key(store)
    with store.reading() as rows:
        if rows.playbooks.all():
            return
    with store.writing() as rows:
        rows.lock_company()
        if rows.playbooks.all():
            return
        note(rows, now, OPERATOR, "hub founded", rows.company().hub_id)
        _tell(rows)
        rows.feeds.append(feed.COMPANY, feed.PersonKey(key=rows.company().person_key))
        publish_in(rows, sample_playbook, by=OPERATOR, why="shipped with Followthrough", now=now)


def _make_signing_key(store: HubStore) -> None:
    """Give a company of a release before tokens were signed the key for it, once."""
    with store.reading() as rows:
        if rows.company().signing_key is not None:
            return
    with store.writing() as rows:
        rows.lock_company()
        company = rows.company()
        if company.signing_key is None:
            rows.put_company(replace(company, signing_key=secrets.token_bytes(32)))


def set_company(
    store: HubStore,
    *,
    now: datetime,
    name: str | None = None,
    zone: str | None = None,
    own_leads: str | None = None,
    lease_days: int | None = None,
    cap: int | None = None,
    assigns: Assigns | None = None,
) -> Company:
    """Change what is given and tell every desk; raises BadInput for a value that cannot be.

    A desk hears of `lease_days` when it renews its access. `cap` can only be stricter than what holds for all.
    """
    if cap is not None and cap not in range(1, CAP + 1):
        raise BadInput(f"A cap of {cap} calls and texts in 24 hours is not to be had.", f"It is 1 to {CAP}.")
    if lease_days is not None and lease_days not in LEASES:
        raise BadInput(f"{lease_days} days are no lease.", f"It is {LEASES[0]} to {LEASES[-1]} days.")
    if zone is not None:
        check_zone(zone)
    if own_leads is not None and own_leads not in OWN_LEADS:
        raise BadInput(f"“{own_leads}” is no policy for own leads.", "It is private, company or off.")
    with store.writing() as rows:
        rows.lock_company()
        old = rows.company()
        company = replace(
            old,
            name=old.name if name is None else name.strip(),
            zone=zone or old.zone,
            own_leads=own_leads or old.own_leads,
            lease_days=old.lease_days if lease_days is None else lease_days,
            cap=old.cap if cap is None else cap,
            assigns=assigns or old.assigns,
        )
        if company != old:
            rows.put_company(company)
            note(rows, now, OPERATOR, "company changed", company.company_id)
            _tell(rows)
        return company


def set_emergency(store: HubStore, state: str, *, lasts: bool, why: str, now: datetime) -> Company:
    """Call an emergency out for a state from now on, or call it off; every desk is told. Raises BadInput."""
    code = state.strip().upper()
    if code not in STATE_NAMES:
        raise BadInput(f"“{state}” is no state or territory.", "Write it like LA.")
    if not why.strip():
        raise BadInput("An emergency is switched with a reason.", "Say it with --why.")
    with store.writing() as rows:
        rows.lock_company()
        company = rows.company()
        running = next((e for e in company.emergencies if e.state == code and e.until is None), None)
        if (running is not None) is lasts:
            raise BadInput(
                f"In {STATE_NAMES[code]} an emergency {'lasts already' if lasts else 'does not last'}.",
                "hub emergency list shows them.",
            )
        others = tuple(e for e in company.emergencies if e is not running)
        switched = Emergency(code, now) if running is None else Emergency(code, running.from_at, now)
        company = replace(company, emergencies=(*others, switched))
        rows.put_company(company)
        note(rows, now, OPERATOR, f"emergency {'on' if lasts else 'off'} in {code}: {why.strip()}", company.company_id)
        _tell(rows)
        return company


def facts(company: Company) -> feed.CompanyFacts:
    """Return what every desk of the company is told of it."""
    return feed.CompanyFacts(
        name=company.name,
        zone=company.zone,
        own_leads=company.own_leads,
        cap=company.cap,
        emergencies=company.emergencies,
    )


def _tell(rows: Rows) -> None:
    rows.feeds.append(feed.COMPANY, facts(rows.company()))


def _company_zone(machine_zone: str) -> str:
    is_us = machine_zone in _US_ZONES or machine_zone.startswith(_US_PREFIXES)
    return machine_zone if is_us else DEFAULT_ZONE


def check_zone(zone: str) -> None:
    """Raise BadInput for a name that is no IANA zone."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadInput(f"“{zone}” is no time zone.", "Write it like America/Chicago.") from None
