"""The hub's support bundle: which release on what, how much there is, its logs; nobody's name and no key."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from pathlib import Path
from typing import Any

from msgspec.structs import asdict

from app.clock import Clock
from app.hub.ports import HubStore, Rows
from app.hub.records import Company, Device
from app.paths import Paths
from app.support_files import Asks, Part, as_part, bundle, logs_in, versions

Answer = dict[str, Any]


def run(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    """`hub support-bundle [--out FILE]`: what would be in it, and once that is agreed to, the file."""
    named = args.file or args.out or Path(f"followthrough-hub-support-{clock.now():%Y%m%d-%H%M%S}.zip")
    folder = Paths.chosen(args.data_dir).logs
    return bundle(named, parts_of(store, folder, args), asks=Asks(args.yes, sys.stdin, sys.stderr))


def parts_of(store: HubStore, logs: Path, args: Namespace) -> list[Part]:
    kind = "PostgreSQL" if args.database.startswith("postgresql") else "SQLite"
    with store.reading() as rows:
        told = {"database": kind, "is_fenced": store.is_fenced, **_counts(rows)}
        company, devices = _settings(rows.company()), [_device(one) for one in rows.devices.all()]
    told |= {"tables": asdict(store.migrations()), "ledgers": asdict(store.ledgers())}
    return [
        versions(),
        as_part("hub.json", "how much there is, and which release's tables", told),
        as_part("company.json", "what is set for all", company),
        as_part(
            "devices.json", "each desk by its id: when it was heard, how many events, whether it is shut out", devices
        ),
        *logs_in([logs]),
    ]


def _counts(rows: Rows) -> Answer:
    people = rows.people.all()
    here = Counter(person.role.value for person in people if person.left_at is None)
    return {
        "people": dict(sorted(here.items())),
        "left": sum(person.left_at is not None for person in people),
        "leads": rows.leads.count(),
        "intake_sources": len(rows.intake.all()),
        "holds": sum(one.lifted_at is None for one in rows.holds.all()),
    }


def _settings(company: Company) -> Answer:
    return {
        "hub_id": company.hub_id,
        "zone": company.zone,
        "own_leads": company.own_leads,
        "cap": company.cap,
        "assigns": company.assigns,
        "lease_days": company.lease_days,
        "sign_in": bool(company.oidc_issuer),
        "recovery_keys": len(company.recovery_keys),
        "emergencies": len(company.emergencies),
    }


def _device(device: Device) -> Answer:
    return {
        "device_id": device.device_id,
        "events": device.have.seq,
        "safe_seq": device.safe_seq,
        "enrolled_at": device.enrolled_at,
        "last_seen_at": device.last_seen_at,
        "revoked_at": device.revoked_at,
        "wipe_at": device.wipe_at,
        "copied_from": device.forked_from,
    }
