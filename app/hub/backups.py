"""Backups of the hub: made, walked through, and put back, so that neither events nor revocations are lost by one."""

from __future__ import annotations

import secrets
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app.errors import BadInput, StoreUnusable
from app.hub.auditing import OPERATOR, note
from app.hub.checking import Verdict, verify
from app.hub.ports import HubStore, Rows


class Vault(Protocol):
    """Writes all of a hub to a file, and opens such a file as a store to read."""

    def write(self, file: Path) -> None: ...
    def opened(self, file: Path) -> AbstractContextManager[HubStore]: ...


class Ledger(Protocol):
    """The devices that were ever shut out, kept outside the database that a restore replaces."""

    def revoked(self) -> set[str]: ...
    def keep(self, device_ids: set[str]) -> None: ...


@dataclass(frozen=True, slots=True)
class Looked:
    """What is in a backup: counts, and whether every chain in it holds."""

    devices: int
    events: int
    leads: int
    verdict: Verdict


def back_up(store: HubStore, vault: Vault, file: Path, now: datetime) -> Looked:
    """Write a backup, walk through it as it lies on the disk, and only then call what it holds safe.

    Desks may forget what is safe (`safe_seq`), so a backup that cannot be read back makes nothing so. Raises BadInput
    for a name that is taken, StoreUnusable for a backup that does not hold; that one stays, for somebody to look at.
    """
    if file.exists():
        raise BadInput(f"There is a file {file.name} already.", "Give each backup a name of its own, such as its day.")
    vault.write(file)
    with vault.opened(file) as kept:
        looked = _look(kept)
        if not looked.verdict.is_ok:
            raise StoreUnusable(
                f"The backup {file.name} holds what hub verify would call broken.", "Run hub verify and ask for help."
            )
        with kept.reading() as rows:
            held = {device.device_id: device.have.seq for device in rows.devices.all()}
    with store.writing() as rows:
        for device_id, seq in held.items():
            device = rows.devices.lock(device_id)
            if device is not None and device.safe_seq < seq:
                rows.devices.put(replace(device, safe_seq=seq))
        note(rows, now, OPERATOR, "backup made", f"{looked.events} events of {looked.devices} devices")
    return looked


def look_at(vault: Vault, file: Path) -> Looked:
    """Walk through a backup; raises StoreUnusable where it cannot be read with this key or is damaged."""
    with vault.opened(file) as kept:
        return _look(kept)


def _look(kept: HubStore) -> Looked:
    with kept.reading() as rows:
        devices = rows.devices.all()
        events = sum(device.have.seq for device in devices)
        leads = rows.leads.count()
    return Looked(len(devices), events, leads, verify(kept))


def begin_anew(store: HubStore, ledger: Ledger, now: datetime) -> list[str]:
    """Make a hub that was just put back fit to serve; return the devices that had to be shut out again.

    A new epoch of its feeds tells every desk to read them from the beginning: numbers may be given out twice, and
    each would mean something else. What a desk sent since the backup, it sends again by itself.
    """
    with store.writing() as rows:
        rows.lock_company()
        rows.put_company(replace(rows.company(), feed_epoch=secrets.token_hex(8)))
        again = _shut_out(rows, ledger.revoked(), now)
        note(rows, now, OPERATOR, "restored from a backup", f"{len(again)} devices shut out again")
    return again


def _shut_out(rows: Rows, device_ids: set[str], now: datetime) -> list[str]:
    again = []
    for device_id in sorted(device_ids):
        device = rows.devices.lock(device_id)
        if device is not None and device.revoked_at is None:
            rows.devices.put(replace(device, revoked_at=now))
            note(rows, now, OPERATOR, "device revoked again", device_id)
            again.append(device_id)
    return again


def keep_revocations(store: HubStore, ledger: Ledger) -> None:
    """Write down outside the database whom it shuts out."""
    with store.reading() as rows:
        ledger.keep({device.device_id for device in rows.devices.all() if device.revoked_at is not None})
