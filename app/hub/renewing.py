"""A device comes for new access: what it signs and its token's generation decide, and nobody else is signed out."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from app.errors import BadInput
from app.hub.auditing import note
from app.hub.copied import new_copy
from app.hub.issuing import LONG_LIVED, NO_TOKEN_HASH, Issued, issue, renewed, signing_key_of
from app.hub.letting_in import (
    LAST_WORDS,
    Caller,
    NotLetIn,
    Why,
    caller_of,
    shut_out,
    to_be_wiped,
    unknown_device,
    unknown_person,
)
from app.hub.passes import REFRESH, Pass, read_pass
from app.hub.ports import HubStore, Rows
from app.hub.records import Device, Person
from app.protocol.chain import START
from app.protocol.device_key import is_signed, words_to_renew
from app.protocol.wire import Renew, Renewed

#: how long a token is still taken after the next one was used: two processes, an answer that came late
GRACE = timedelta(seconds=60)


def renew(store: HubStore, request: Renew, long_lived: str, now: datetime) -> Renewed:
    """Return new access for the device that signed this, or raise NotLetIn for this request alone.

    `long_lived` is the token in the request's header, which counts only where there is no refresh token.
    """
    _check_new_key(request)
    with store.writing() as rows:
        answer = _go_on(rows, request, now) if request.refresh_token else _first_key(rows, request, long_lived, now)
        if isinstance(answer, Issued):
            company = rows.company()
            return Renewed(
                device_id=answer.device.device_id,
                token=answer.token,
                refresh_token=answer.refresh_token,
                access_s=answer.access_s,
                lease_days=company.lease_days,
                server_time=now,
            )
    # raised only here, so that what the audit says of it is committed
    raise answer


def _check_new_key(request: Renew) -> None:
    if not request.new_key:
        if request.as_new or not request.refresh_token:
            raise BadInput("A new device needs a key of its own.")
        return
    if not is_signed(request.new_key, _words(request), request.new_proof):
        raise BadInput("The new key did not sign what it came with.")


def _words(request: Renew) -> bytes:
    return words_to_renew(request.refresh_token, request.new_key, as_new=request.as_new)


def _first_key(rows: Rows, request: Renew, long_lived: str, now: datetime) -> Issued | NotLetIn:
    """Take the first key of a device that joined before it had any; with its first use the long-lived token ends."""
    if not long_lived.startswith(f"{LONG_LIVED}."):
        return unknown_device()
    caller = caller_of(rows, long_lived, now)
    # it will be noted; a renewal that is not waits for nobody else's device
    rows.lock_company()
    device = rows.devices.lock(caller.device.device_id)
    if device is None:
        return unknown_device()
    note(rows, now, caller.person.person_id, "device key taken", device.device_id)
    return issue(rows, renewed(rows, replace(device, key=request.new_key), now, generation=0), now)


def _go_on(rows: Rows, request: Renew, now: datetime) -> Issued | NotLetIn:
    company = rows.company()
    held = read_pass(signing_key_of(company), request.refresh_token, REFRESH)
    if held is None:
        return unknown_device()
    if request.as_new:
        rows.lock_company()
    device = rows.devices.lock(held.device_id)
    if not _has_signed(held.key if device is None else device.key, request):
        return unknown_device()
    person = rows.people.by_id(held.person_id)
    if person is None:
        return unknown_person(held.person_id)
    if device is None:
        device = _known_again(rows, held, now)
    out_since = Caller(person, device).out_since
    is_past_last_words = out_since is not None and now - out_since > LAST_WORDS
    if is_past_last_words and device.wipe_at is not None:
        # nothing it still has is taken any more, so there is nothing to wait for
        return to_be_wiped()
    # who was shut out still hands in what was logged before, and is told what to remove
    if is_past_last_words or (out_since is not None and request.as_new):
        return shut_out()
    if out_since is None and now - held.made_at > timedelta(days=company.lease_days):
        return NotLetIn(
            Why.LEASE_OVER,
            f"This desk was not here for {company.lease_days} days, so its sign-in has run out.",
            "Sign in again, or ask for a code and connect with it.",
        )
    if request.as_new:
        return _as_new(rows, device, person, request, now)
    return _next(rows, device, held, request, now, is_out=out_since is not None)


def _has_signed(key: bytes | None, request: Renew) -> bool:
    if key is not None and is_signed(key, _words(request), request.proof):
        return True
    # the answer by which the desk would have known that its new key was taken was lost
    return bool(request.new_key) and request.new_key == key


def _known_again(rows: Rows, held: Pass, now: datetime) -> Device:
    """Write a device down once more: this hub was restored from a backup of before it joined.

    One that was shut out meanwhile stays so, as the list outside the database says, or its own token.
    """
    barred = rows.devices.barred(held.device_id)
    device = Device(
        device_id=held.device_id,
        person_id=held.person_id,
        name=held.device_name,
        token_hash=NO_TOKEN_HASH,
        have=START,
        safe_seq=0,
        enrolled_at=now,
        last_seen_at=now,
        revoked_at=held.out_since if barred is None else barred.at,
        wipe_at=held.wipe_at if barred is None else barred.wipe_at,
        key=held.key,
    )
    rows.devices.add(device)
    note(rows, now, held.person_id, "device known again after a restore", device.device_id)
    return device


def _next(rows: Rows, device: Device, held: Pass, request: Renew, now: datetime, *, is_out: bool) -> Issued | NotLetIn:
    is_fresh = device.renewed_at is not None and now - device.renewed_at <= GRACE
    if _has_passed(device, held):
        # which of two copies it was that is shut out makes no difference: each hands in what it has, and is told
        # what to remove
        if is_fresh or is_out:
            return issue(rows, device, now)
        note(rows, now, device.person_id, "refresh of a generation that has passed", device.device_id)
        return NotLetIn(
            Why.GENERATION_PASSED,
            "Another copy of this desk went on from here.",
            "This one goes on as a desk of its own; the admin sees that there are two.",
        )
    # with the first use of its key the long-lived token of before is worth nothing
    device = replace(device, key=request.new_key or device.key, token_hash=NO_TOKEN_HASH)
    if held.generation == device.generation and is_fresh:
        # asked twice at once, by two processes: both are given the same
        rows.devices.put(device)
        return issue(rows, device, now)
    return issue(rows, renewed(rows, device, now, generation=held.generation), now)


def _has_passed(device: Device, held: Pass) -> bool:
    """Return whether a newer token than this one was used, or another one of its generation was given out later.

    Any newer generation than the one remembered is taken: a hub that was restored remembers an older one. So is the
    one remembered, as often as it comes: its answer may have been lost.
    """
    was_replaced = held.generation == device.generation + 1 and device.next_id not in ("", held.pass_id)
    return held.generation < device.generation or was_replaced


def _as_new(rows: Rows, old: Device, person: Person, request: Renew, now: datetime) -> Issued:
    """Go on with a copied profile as another device. Asked again, because the answer was lost, it is the same one."""
    key, devices = request.new_key, rows.devices.all()
    again = next((d for d in devices if d.forked_from == old.device_id and d.key == key), None)
    if again is not None:
        return issue(rows, again, now)
    return new_copy(rows, person, old, now, key=key, devices=devices)
