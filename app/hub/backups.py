"""Backups of the hub: made, walked through, and put back, so that neither events nor revocations are lost by one."""

from __future__ import annotations

import secrets
from collections.abc import Set
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec.structs import replace

from app.errors import BadInput, StoreUnusable
from app.hub.auditing import OPERATOR, RESTORED, note
from app.hub.checking import Verdict, verify
from app.hub.coming_back import as_gone, still_gone
from app.hub.forgetting import forget
from app.hub.legal_holds import as_kept, hold_again
from app.hub.people import let_go
from app.hub.ports import HubStore, Rows
from app.hub.records import Barred
from app.hub.recovery_keys import TOLD_AGAIN, tell_again
from app.protocol.recovery_key import RecoveryKey


class Vault(Protocol):
    """Writes all of a hub to a file, and opens such a file as a store to read."""

    def write(self, file: Path) -> None: ...
    def opened(self, file: Path) -> AbstractContextManager[HubStore]: ...


class Ledger(Protocol):
    """The devices, people and vendors' keys ever shut out, the leads purged, recovery keys and legal holds.

    It is kept outside the database that a restore replaces.
    """

    def revoked(self) -> set[str]: ...
    def left(self) -> set[str]: ...
    def purged(self) -> set[str]: ...
    def wiped(self) -> set[str]: ...
    def recovery_keys(self) -> set[str]: ...
    def intake_keys(self) -> set[str]: ...
    def holds(self) -> set[str]: ...
    def keep(
        self,
        *,
        revoked: Set[str],
        left: Set[str],
        purged: Set[str],
        wiped: Set[str],
        recovery_keys: Set[str],
        intake_keys: Set[str],
        holds: Set[str],
    ) -> None: ...


class Looked(msgspec.Struct, frozen=True):
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
    with store.writing() as rows:
        rows.lock_company()
        # in the backup itself: it tells how old that is, whatever becomes of its file
        note(rows, now, OPERATOR, "backup begun", file.name)
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
        rows.lock_company()
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


class Begun(msgspec.Struct, frozen=True):
    """Whom a restored hub shut out or forgot again, what it learnt of recovery keys, and how many invites it made void.

    All but the last by id.
    """

    revoked: list[str]
    left: list[str]
    purged: list[str]
    recovery_keys: list[str]
    intake_keys: list[str]
    holds: list[str]
    invites: int


def begin_anew(store: HubStore, ledger: Ledger, now: datetime) -> Begun:
    """Make a hub that is being put back fit to serve; return who had to be shut out again.

    A new epoch of its feeds tells every desk to read them from the beginning: numbers may be given out twice, and
    each would mean something else. What a desk sent since the backup, it sends again by itself. Which of the invites
    were used since nobody can say, so all that look open are void: a code lets one device in.
    """
    with store.writing() as rows:
        rows.lock_company()
        rows.put_company(replace(rows.company(), feed_epoch=secrets.token_hex(8)))
        begun = Begun(
            revoked=_shut_out(rows, ledger.revoked(), ledger.wiped(), now),
            left=_let_go(rows, ledger.left(), now),
            purged=forget(rows, sorted(ledger.purged()), now),
            recovery_keys=tell_again(rows, [msgspec.json.decode(k, type=RecoveryKey) for k in ledger.recovery_keys()]),
            intake_keys=_end_keys(rows, ledger.intake_keys(), now),
            holds=hold_again(rows, ledger.holds(), now),
            invites=rows.invites.void_open(now),
        )
        told = f"{len(begun.revoked)} devices, {len(begun.left)} people shut out again, {begun.invites} invites void"
        told += f", {len(begun.purged)} leads purged again"
        told += f", {TOLD_AGAIN}{', '.join(begun.recovery_keys)}" if begun.recovery_keys else ""
        note(rows, now, OPERATOR, RESTORED, told)
    return begun


def _shut_out(rows: Rows, device_ids: set[str], wiped: set[str], now: datetime) -> list[str]:
    again = []
    for device_id in sorted(device_ids):
        device = rows.devices.lock(device_id)
        if device is None:
            # it joined after the backup, and what it still holds would make it known again
            rows.devices.bar(Barred(device_id, now, now if device_id in wiped else None))
        if device is not None and device_id in wiped and device.wipe_at is None:
            device = replace(device, wipe_at=now)
            rows.devices.put(device)
        if device is not None and device.revoked_at is None:
            rows.devices.put(replace(device, revoked_at=now))
            note(rows, now, OPERATOR, "device revoked again", device_id)
            again.append(device_id)
    return again


def _end_keys(rows: Rows, key_ids: set[str], now: datetime) -> list[str]:
    """End the vendors' keys that were revoked since; one made since is gone, and its vendor is refused as well."""
    found = [rows.intake.key(key_id) for key_id in sorted(key_ids)]
    open_again = [key.key_id for key in found if key is not None and key.revoked_at is None]
    for key_id in open_again:
        rows.intake.revoke_key(key_id, now)
        note(rows, now, OPERATOR, "intake key revoked again", key_id)
    return open_again


def _let_go(rows: Rows, kept: set[str], now: datetime) -> list[str]:
    found = [rows.people.by_id(person_id) for person_id in sorted(still_gone(rows, kept))]
    still_here = [person for person in found if person is not None and person.left_at is None]
    return [let_go(rows, person, now).person_id for person in still_here]


def keep_shut_out(store: HubStore, ledger: Ledger) -> None:
    """Write down outside the database whom it shuts out and has forgotten, and which recovery keys there are."""
    with store.reading() as rows:
        devices, people, purged = rows.devices.all(), rows.people.all(), rows.leads.purged()
        keys, vendors, holds = rows.company().recovery_keys, rows.intake.keys(), as_kept(rows)
    ledger.keep(
        purged=purged,
        wiped={device.device_id for device in devices if device.wipe_at is not None},
        revoked={device.device_id for device in devices if device.revoked_at is not None},
        left={as_gone(person.person_id, person.left_at) for person in people if person.left_at is not None},
        recovery_keys={msgspec.json.encode(key).decode() for key in keys},
        intake_keys={key.key_id for key in vendors if key.revoked_at is not None},
        holds=holds,
    )
