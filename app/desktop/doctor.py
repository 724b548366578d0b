"""What is well on this desk and what is not, each with what to do."""

from __future__ import annotations

import errno
import platform
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from app.desktop.lease import days_of, is_over, over_for
from app.desktop.lists import list_words, lists_taken
from app.desktop.outgoing import pending
from app.desktop.ports import Identity, Store
from app.desktop.recovered import Recovered, recovered_last, recovery_words
from app.desktop.refused import refused_lately
from app.desktop.rounds import was_told_to_go
from app.desktop.sealing import Seal
from app.desktop.settings import UPDATE_PIN, Policy
from app.desktop.sync import REMEDY, TROUBLE
from app.domain.clock_grade import TO_BE_SET
from app.domain.listings import is_stale
from app.domain.officer import lapsed_licences, licences_words
from app.errors import FollowthroughError
from app.protocol.feed import ListTaken

#: each is reached through the one before it
PARTS = ("data directory", "keyring", "database", "hub", "clock offset", "pending events")
#: a desk makes a backup on every day it is used; one this old while somebody asks says that it cannot
BACKUP_LIMIT_DAYS = 7
#: a week has somebody of the office in front of it, also after days off
RECOVERY_TOLD_DAYS = 7
_PROBE_BYTES = 8192


class Check(msgspec.Struct, frozen=True):
    """One finding; `fix` says what to do, "" when nothing needs doing."""

    name: str
    ok: bool
    detail: str
    fix: str = ""


def as_answer(checks: list[Check]) -> dict[str, Any]:
    """Return the answer of the `doctor` verb."""
    return {
        "ok": all(check.ok for check in checks),
        "checks": [{"name": c.name, "ok": c.ok, "detail": c.detail, "fix": c.fix or None} for c in checks],
    }


def check_version(version: str) -> Check:
    return Check("version", ok=True, detail=f"Followthrough {version}, Python {platform.python_version()}")


def check_data_directory(folder: Path) -> Check:
    """Try to write where the data lives."""
    probe = folder / ".doctor"
    try:
        # more than none: an empty file finds room on a full disk
        probe.write_bytes(bytes(_PROBE_BYTES))
        probe.unlink()
    except OSError as error:
        with suppress(OSError):
            probe.unlink()
        reason = error.strerror or type(error).__name__
        fix = "Make the folder writable for you, or name another one with --data-dir."
        if error.errno == errno.ENOSPC:
            fix = "Free some space on that disk."
        return Check("data directory", ok=False, detail=f"{folder}: {reason}", fix=fix)
    return Check("data directory", ok=True, detail=str(folder))


def check_policy(policy: Policy, version: str) -> Check:
    """Tell which of the company's policies hold, and who set them; IT reads here that a line of them does nothing."""
    held = [f"{name} ({said.level})" for name, said in policy.said.items()]
    detail = f"sets {', '.join(held)}" if held else "none"
    faults, pinned = list(policy.faults), policy.word(UPDATE_PIN, version)
    if pinned != version:
        faults.append(f"{UPDATE_PIN}: this is version {version}, and {pinned} is wanted here.")
    told = " ".join([f"{detail}.", *faults, *policy.untold]) if faults or policy.untold else detail
    if not faults:
        return Check("company policy", ok=True, detail=told)
    return Check("company policy", ok=False, detail=told, fix="Have IT mend those lines of the policy.")


def check_failed(name: str, error: FollowthroughError) -> list[Check]:
    """Return the findings where a part could not even be opened: of it, and of all that is seen through it only."""
    through = PARTS[PARTS.index(name) + 1 :]
    behind = not_looked_at(through[0], f"the {name} could not be used", f"Mend the {name} first.") if through else []
    return [Check(name, ok=False, detail=error.happened, fix=error.remedy), *behind]


def not_looked_at(first: str, why: str, fix: str) -> list[Check]:
    """Return the findings of this part and of all that is seen through it only, where nobody could look."""
    return [Check(part, ok=False, detail=f"not looked at: {why}", fix=fix) for part in PARTS[PARTS.index(first) :]]


def check_time_zones() -> Check:
    """Ask the zone database for an instant whose offset is known."""
    try:
        offset = datetime(2026, 7, 1, tzinfo=UTC).astimezone(ZoneInfo("America/New_York")).utcoffset()
    except ZoneInfoNotFoundError:
        return Check("time zone data", ok=False, detail="none found", fix="Install the package tzdata.")
    ok = offset is not None and offset.total_seconds() == -4 * 3600
    return Check("time zone data", ok=ok, detail="present" if ok else "wrong", fix="" if ok else "Update tzdata.")


def check_notifications(find: Callable[[], str]) -> Check:
    """Tell how reminders reach the officer; the popup of our own works wherever a window does."""
    found = find()
    detail = found or "no notification service answers; the window's own popups are used"
    return Check("notifications", ok=True, detail=detail)


def check_desk(store: Store, now: datetime) -> list[Check]:
    """Look at the hub, the clock, lists and what waits to be sent, from what the last round left behind."""
    with store.reading() as tx:
        identity = tx.identity()
        waiting = pending(tx)
        leads = tx.lead_count()
        lists = lists_taken(tx)
        refused = len(refused_lately(tx, now))
        trouble = (tx.fact(TROUBLE) or b"").decode()
        remedy = (tx.fact(REMEDY) or b"").decode() or "Check the network, then: sync"
        if was_told_to_go(tx):
            # that round went well, and is the last one
            trouble = trouble or "this device is no longer let in"
            remedy = "Ask IT for a one-time code to join again, if that is a mistake."
    checks = [Check("database", ok=True, detail=f"opens with its key; {leads} leads")]
    if identity is None or not identity.hub_id:
        checks.append(Check("hub", ok=True, detail="this desk works without one"))
    else:
        ok = not trouble
        checks.append(Check("hub", ok=ok, detail=trouble or _last_round(identity), fix="" if ok else remedy))
    if refused:
        checks.append(_refused(refused))
    checks += [_licences(identity, now), _lists(lists, identity, now), _clock(identity)]
    sent = f"{waiting} waiting" if waiting else "none"
    checks.append(
        Check("pending events", ok=True, detail=sent if identity and identity.hub_id else "kept on this desk")
    )
    return checks


def check_safekeeping(store: Store, today: date, seal: Seal) -> list[Check]:
    """Tell of the newest backup, of the last damaged database, and whether a lost key would be the end of it."""
    days = [day for day in store.backups() if day <= today]
    with store.reading() as tx:
        last = recovered_last(tx)
        identity = tx.identity()
    checks = []
    if not days:
        checks.append(Check("backup", ok=True, detail="none yet; the first is made once the desk is used"))
    else:
        age = (today - days[-1]).days
        kept = f"{len(days)} kept" if len(days) > 1 else "the only one"
        old = age > BACKUP_LIMIT_DAYS
        fix = "Open the window for a minute, and free some space if it makes none." if old else ""
        checks.append(Check("backup", ok=not old, detail=f"newest {_age(age)} ({days[-1]}), {kept}", fix=fix))
    if last is not None:
        checks.append(_recovery(last, identity, today))
    if identity is not None and identity.hub_id:
        # a desk without a hub has nobody whose recovery key it could be
        checks.append(_recovery_key(seal, identity))
    return checks


def _recovery(last: Recovered, identity: Identity | None, today: date) -> Check:
    """Tell what the last damage took. While it is new the desk is not called well: leads may be gone unnoticed."""
    at = _when(last.at, identity) if identity else f"{last.at:%Y-%m-%d %H:%M} UTC"
    is_new = (today - last.at.date()).days <= RECOVERY_TOLD_DAYS
    kept = f", and keep {last.kept_as} for IT until then" if last.kept_as else ""
    fix = f"Look whether the newest leads and calls are there{kept}. This is told for {RECOVERY_TOLD_DAYS} days."
    return Check("recovery", ok=not is_new, detail=f"{at}: {recovery_words(last)}", fix=fix if is_new else "")


def check_lease(identity: Identity | None, now: datetime) -> list[Check]:
    """Tell how long this desk shows its leads without its hub, where that is limited at all."""
    if identity is None or not days_of(identity) or identity.renewed_at is None:
        return []
    if is_over(identity, now):
        over = over_for(identity)
        return [Check("lease", ok=False, detail=over.happened, fix=over.remedy)]
    detail = f"{days_of(identity)} days without the hub, renewed {_when(identity.renewed_at, identity)}"
    return [Check("lease", ok=True, detail=detail)]


def _recovery_key(seal: Seal, identity: Identity) -> Check:
    name, remedy = "recovery key", "Write it anew: sync"
    if not seal.wanted:
        detail = "the company has none: what was not sent is lost with the keyring or key file"
        return Check(name, ok=True, detail=detail)
    if seal.sealed_at is None:
        detail = f"not sealed for {seal.wanted}: the file is missing or spoilt"
        return Check(name, ok=False, detail=detail, fix=remedy)
    sealed = f"the database key is sealed for {seal.sealed_to}, {_when(seal.sealed_at, identity)}"
    if seal.sealed_to != seal.wanted:
        sealed += f", and the company's is {seal.wanted}"
    elif not seal.is_current:
        sealed += ", and not as the database is now"
    return Check(name, ok=seal.is_current, detail=sealed, fix="" if seal.is_current else remedy)


def _age(days: int) -> str:
    return {0: "of today", 1: "of yesterday"}.get(days, f"{days} days old")


def _refused(n: int) -> Check:
    """Tell how many own leads left, and not whose: what the doctor says is shown to IT."""
    left, them = ("1 own lead", "it") if n == 1 else (f"{n} own leads", "them")
    detail = f"{left} left this desk in the last days, since the company has {them} already; sync names {them}"
    return Check("own leads", ok=True, detail=detail)


def _licences(identity: Identity | None, now: datetime) -> Check:
    licences = identity.officer.licences if identity else None
    if identity is None or licences is None:
        return Check("licences", ok=True, detail="never recorded, so no state is checked")
    today = now.astimezone(ZoneInfo(identity.officer.zone)).date()
    over = lapsed_licences(identity.officer, today)
    if not over:
        return Check("licences", ok=True, detail=licences_words(licences) or "none")
    detail = f"{licences_words(licences)}; ended, so nobody there is called: {', '.join(over)}"
    return Check(
        "licences", ok=False, detail=detail, fix="Have the new last day recorded, at the hub where there is one."
    )


def _lists(taken: list[ListTaken], identity: Identity | None, now: datetime) -> Check:
    today = now.astimezone(ZoneInfo(identity.officer.zone) if identity else UTC).date()
    if not taken:
        return Check("do-not-call lists", ok=True, detail="none was imported, so none is compared")
    old = [list_words(one, today) for one in taken if is_stale(one.as_of, today)]
    return Check(
        "do-not-call lists",
        ok=not old,
        detail="; ".join(list_words(one, today) for one in taken),
        fix="Ask for a new one at the hub: hub dnc import." if old else "",
    )


def _last_round(identity: Identity) -> str:
    at = identity.last_sync_at
    return f"{identity.hub_url}, last round {_when(at, identity)}" if at else f"{identity.hub_url}, no round yet"


def _when(at: datetime, identity: Identity) -> str:
    """Return a past instant on the officer's clock; the reader knows whether that is long ago."""
    return f"{at.astimezone(ZoneInfo(identity.officer.zone)):%Y-%m-%d %H:%M %Z}"


def _clock(identity: Identity | None) -> Check:
    offset = identity.clock_offset_s if identity else None
    if identity is None or offset is None:
        return Check("clock offset", ok=True, detail="not measured yet; the hub tells it")
    ok = abs(offset) <= TO_BE_SET.total_seconds()
    measured = f", measured {_when(identity.clock_asked_at, identity)}" if identity.clock_asked_at else ""
    # no sign in front: a table would show it as a formula's
    detail = f"{abs(offset):.1f} s {'behind' if offset > 0 else 'ahead of'} the hub{measured}"
    return Check("clock offset", ok=ok, detail=detail, fix="" if ok else "Set this machine's clock.")
