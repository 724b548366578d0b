"""The company's recovery keys: made, taken in, retired; the hub keeps and tells the public halves alone."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from app.clock import Clock
from app.errors import BadInput, HubUnreachable, StoreUnusable, WorldFailed
from app.hub.auditing import OPERATOR, RESTORED, note
from app.hub.people import person_named
from app.hub.ports import HubStore, Rows
from app.hub.records import Role
from app.protocol import feed
from app.protocol.recovery_key import KEY_BYTES, RecoveryKey, as_file, in_force, new_pair, with_told
from app.protocol.sealed_key import About, seal

Answer = dict[str, Any]

#: in these words the audit says what became of a key; `TOLD_AGAIN` with the ids, by a hub that was put back
_MADE, _ADDED, _RETIRED, TOLD_AGAIN = (
    "recovery key made",
    "recovery key added",
    "recovery key retired: ",
    "recovery keys told again: ",
)


def run(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    """Do what `hub recovery-key` is asked for."""
    match args.what:
        case "make":
            return make(store, clock, args.out.expanduser().absolute(), args.by)
        case "add":
            return add(store, clock, args.public, args.by)
        case "retire":
            return retire(store, clock, args.key_id, args.why, args.by)
        case _:
            with store.reading() as rows:
                return _shown(rows)


def make(store: HubStore, clock: Clock, out: Path, by: str = "") -> Answer:
    """`hub recovery-key make --out FILE`: the private half goes into the file and nowhere else."""
    with store.reading() as rows:
        company = rows.company()
        _decides(rows, by)
    half = new_pair(company.hub_id, company.name)
    # the file first: desks must not seal to a key that nobody has
    _write_private(out, as_file(half, clock.now()))
    try:
        return {"file": out.name, **_take(store, clock, half.public, by, _MADE)}
    except BaseException:
        with suppress(OSError):
            out.unlink()
        raise


def add(store: HubStore, clock: Clock, public: str, by: str = "") -> Answer:
    """`hub recovery-key add PUBLIC`: of a pair made elsewhere, or one that a restored hub does not know any more."""
    try:
        raw = bytes.fromhex(public)
    except ValueError:
        raw = b""
    if len(raw) != KEY_BYTES:
        raise BadInput(f"“{public}” is no public half of a recovery key.", "It is the 64 digits that make printed.")
    return _take(store, clock, raw, by, _ADDED)


def retire(store: HubStore, clock: Clock, key_id: str, why: str, by: str = "") -> Answer:
    """`hub recovery-key retire ID --why TEXT`: desks seal to the newest of the others, or to none."""
    if not why.strip():
        raise BadInput("A recovery key is retired with a reason.", "Say it with --why.")
    with store.writing() as rows:
        rows.lock_company()
        key = _called(rows.company().recovery_keys, key_id)
        if key.retired_at is not None:
            raise BadInput(f"The recovery key {key.key_id} is retired already.", "hub recovery-key list shows them.")
        who = _decides(rows, by)
        _tell(rows, msgspec.structs.replace(key, retired_at=clock.now()))
        note(rows, clock.now(), who, f"{_RETIRED}{why.strip()}", key.key_id)
        return _shown(rows)


def tell_again(rows: Rows, kept: Iterable[RecoveryKey]) -> list[str]:
    """Bring a hub that was put back up to what was kept outside it of its keys; return which it had forgotten of."""
    again = []
    for key in sorted(kept, key=lambda key: key.retired_at is not None):
        known = rows.company().recovery_keys
        if with_told(known, key) != tuple(known):
            _tell(rows, key)
            again.append(key.key_id)
    return sorted(set(again))


def unproven(rows: Rows) -> list[str]:
    """Return the ids of the keys of which the audit tells otherwise than the company's row or its feed.

    A desk seals its database's key to whatever those two say: one that was slipped in opens every desk.
    """
    made, retired, again = _audited(rows)
    keys = {key.key_id: key for key in rows.company().recovery_keys}
    is_retired = {key_id for key_id, key in keys.items() if key.retired_at is not None}
    wrong = (keys.keys() - made.keys() - again) | ((made.keys() | again) - keys.keys())
    wrong |= (is_retired - retired - again) | ((retired & keys.keys()) - is_retired)
    # the newest counts, so their order says as much as they do
    by_line = sorted(keys.keys() & made.keys(), key=made.__getitem__)
    by_time = sorted(by_line, key=lambda key_id: keys[key_id].made_at)
    wrong |= {one for one, other in zip(by_time, by_line, strict=True) if one != other}
    told = [seq for seq, _, kind in rows.feeds.outline(feed.COMPANY) if feed.KINDS.get(kind) is RecoveryKey]
    return sorted(wrong | {word for seq in told if (word := _told_wrongly(rows, seq, keys))})


def _audited(rows: Rows) -> tuple[dict[str, int], set[str], set[str]]:
    """Return by which line of the audit each key came, those retired, and those a hub that was put back learnt of."""
    made: dict[str, int] = {}
    retired, again = set(), set()
    for line in rows.audit.all():
        if line.what in (_MADE, _ADDED):
            made.setdefault(line.subject, line.n)
        elif line.what.startswith(_RETIRED):
            retired.add(line.subject)
        elif line.what == RESTORED and TOLD_AGAIN in line.subject:
            again.update(line.subject.partition(TOLD_AGAIN)[2].split(", "))
    return made, retired, again


def _told_wrongly(rows: Rows, seq: int, keys: Mapping[str, RecoveryKey]) -> str:
    """Return which key a row of the company's feed tells otherwise of than the company's own; "" for a true one."""
    [(row, _)] = rows.feeds.rows(feed.COMPANY, seq - 1, 1)
    try:
        item = feed.read(row.kind, row.body)
    except HubUnreachable:
        item = None
    if not isinstance(item, RecoveryKey):
        return f"row {seq} of the company's feed"
    key = keys.get(item.key_id)
    is_true = key is not None and item in (key, msgspec.structs.replace(key, retired_at=None))
    return "" if is_true else item.key_id


def _take(store: HubStore, clock: Clock, public: bytes, by: str, what: str) -> Answer:
    with store.writing() as rows:
        rows.lock_company()
        company, now = rows.company(), clock.now()
        if any(key.public == public for key in company.recovery_keys):
            raise BadInput("The hub has this recovery key already.", "hub recovery-key list shows them.")
        # the one that came last counts, whatever this machine's clock said when the others came
        after_all = (key.made_at + timedelta(microseconds=1) for key in company.recovery_keys)
        key = RecoveryKey(public=public, made_at=max([now, *after_all]))
        _try_out(key, now)
        who = _decides(rows, by)
        _tell(rows, key)
        note(rows, now, who, what, key.key_id)
        return {"key_id": key.key_id, "public": public.hex(), **_shown(rows)}


def _try_out(key: RecoveryKey, now: datetime) -> None:
    try:
        seal(bytes(KEY_BYTES), key, About(hub_id="", company="", database=b"trial", sealed_at=now))
    except WorldFailed:
        raise BadInput("Nothing can be sealed to this key.", "Take the 64 digits that make printed.") from None


def _tell(rows: Rows, key: RecoveryKey) -> None:
    company = rows.company()
    rows.put_company(replace(company, recovery_keys=with_told(company.recovery_keys, key)))
    rows.feeds.append(feed.COMPANY, key)


def _decides(rows: Rows, by: str) -> str:
    """Return who the audit names; raises BadInput for somebody who is no admin."""
    if not by:
        return OPERATOR
    person = person_named(rows, by)
    if person.role is not Role.ADMIN:
        raise BadInput(f"{person.name} is no admin, and recovery keys are an admin's.", "Name an admin with --by.")
    return person.person_id


def _called(keys: Iterable[RecoveryKey], key_id: str) -> RecoveryKey:
    key = next((key for key in keys if key.key_id == key_id.strip().lower()), None)
    if key is None:
        raise BadInput(f"There is no recovery key {key_id}.", "hub recovery-key list shows them.")
    return key


def _shown(rows: Rows) -> Answer:
    """Return the keys, and of each how many desks were seen since: the others may still be sealed to an older one."""
    keys = rows.company().recovery_keys
    now_in_force = in_force(keys)
    seen = [device.last_seen_at for device in rows.devices.all() if device.revoked_at is None]
    return {
        "in_force": None if now_in_force is None else now_in_force.key_id,
        "keys": [
            {
                "key_id": key.key_id,
                "made_at": key.made_at.isoformat(),
                "retired_at": None if key.retired_at is None else key.retired_at.isoformat(),
                "desks_seen_since": {"n": sum(at >= key.made_at for at in seen), "of": len(seen)},
            }
            for key in keys
        ],
    }


def _write_private(file: Path, content: bytes) -> None:
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    except FileExistsError:
        raise BadInput(f"There is a file {file.name} already.", "Name another; a key replaces none.") from None
    except OSError as problem:
        raise StoreUnusable(f"The file {file.name} cannot be written: {problem.strerror}.", "Name another.") from None
