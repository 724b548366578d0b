"""The hub's verbs that look after its data: a backup made, one walked through, one put back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from app.clock import Clock
from app.errors import BadInput
from app.hub.backups import Ledger, Looked, Vault, back_up, begin_anew, keep_shut_out, look_at
from app.hub.expiring import OldCopies, Shelf, end_old
from app.hub.ports import HubStore

Answer = dict[str, Any]
#: makes a hub that is put back fit to serve; the other is the one it takes the place of, where that can be read
Fit = Callable[[HubStore, HubStore | None], Answer]


class Database(OldCopies, Protocol):
    """Where a hub keeps its data."""

    def put_back(self, backup: Path, now: datetime, fit: Fit) -> tuple[str, Answer]: ...


def backup(words: Sequence[str], store: HubStore, vault: Vault, clock: Clock) -> Answer:
    """`hub backup FILE` and `hub backup verify FILE`; `ok` False is for exit code 1."""
    if len(words) == 1 and words[0] != "verify":
        return _answer(words[0], back_up(store, vault, _file(words[0]), clock.now()))
    if len(words) == 2 and words[0] == "verify":
        return _answer(words[1], look_at(vault, _there(words[1])))
    raise BadInput("A backup takes one file.", "Write: hub backup FILE, or hub backup verify FILE.")


def expire_backups(folder: Path, days: int, shelf: Shelf, clock: Clock) -> Answer:
    """`hub expire-backups FOLDER --older-than DAYS`: which ended, which stay, and who forgotten is still in those.

    `ok` False is for exit code 1.
    """
    ended = end_old(shelf, folder.expanduser().absolute(), days, clock.now())
    return {
        "ok": ended.is_ok,
        "dry_run": shelf.dry_run,
        **({"note": "Nothing was removed; these are the ones that would be."} if shelf.dry_run else {}),
        "removed": [one.file.name for one in ended.removed],
        "kept": [
            {"file": one.file.name, "as_of": one.as_of.isoformat(), "forgotten_leads_in_it": one.forgotten}
            for one in ended.kept
        ],
        "one_can_be_put_back": ended.has_sound,
        "not_read": [{"file": name, "why": why} for name, why in ended.not_read.items()],
        "not_removed": ended.not_removed,
        "no_backup_of_this_hub": ended.strange,
        "replaced_removed": ended.replaced,
        "replaced_kept": ended.replaced_kept,
    }


def restore(file: Path, database: Database, ledger: Ledger, clock: Clock) -> Answer:
    """`hub restore FILE`: nothing is asked, and what was there before stays beside it.

    Who was shut out is shut out again before the backup takes its place, lest a restore that is cut short let them in.
    """
    now = clock.now()

    def fit(store: HubStore, before: HubStore | None) -> Answer:
        if before is not None and before.is_ready():
            # shut out by a verb that was killed before it said so in the list, or that ran on another machine
            keep_shut_out(before, ledger)
        begun = begin_anew(store, ledger, now)
        with store.reading() as rows:
            return {
                "events": sum(device.have.seq for device in rows.devices.all()),
                "leads": rows.leads.count(),
                "revoked_again": begun.revoked,
                "left_again": begun.left,
                "purged_again": begun.purged,
                "recovery_keys_again": begun.recovery_keys,
                "intake_keys_again": begun.intake_keys,
                "holds_again": begun.holds,
                "invites_void": begun.invites,
            }

    replaced, told = database.put_back(_there(str(file)), now, fit)
    return {"restored": file.name, "replaced": replaced or None, **told}


def _answer(name: str, looked: Looked) -> Answer:
    verdict = looked.verdict
    return {
        "ok": verdict.is_ok,
        "file": Path(name).name,
        "devices": looked.devices,
        "events": looked.events,
        "leads": looked.leads,
        "chains": verdict.chains,
        "audit": verdict.audit_broken_at is None,
        "broken": [{"device": device_id, "seq": seq} for device_id, seq in verdict.broken],
        **verdict.beside_chains,
    }


def _file(name: str) -> Path:
    file = Path(name).expanduser().absolute()
    if not file.parent.is_dir():
        raise BadInput(f"There is no folder {file.parent}.", "Make it first, or name another file.")
    return file


def _there(name: str) -> Path:
    file = _file(name)
    if not file.is_file():
        raise BadInput(f"There is no file {file.name}.", "Name a backup that hub backup made.")
    return file
