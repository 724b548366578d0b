"""Who is let in: one-time codes for people, tokens for their devices."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from app.errors import BadInput, SignInRefused
from app.hub.auditing import OPERATOR, note
from app.hub.company_sign_in import Checks, no_sign_in
from app.hub.copied import copies_of
from app.hub.founding import facts
from app.hub.issuing import LONG_LIVED, hash_of, new_device, signing_key_of
from app.hub.legal_holds import refuse_loss
from app.hub.passes import ACCESS, ACCESS_LASTS, PREFIX, read_pass
from app.hub.people import person_named
from app.hub.ports import HubStore, Rows
from app.hub.records import Device, Invite, Person, Subject
from app.protocol.company_sign_in import nonce_of
from app.protocol.device_key import is_signed, words_to_join
from app.protocol.feed import COMPANY, branch_feed, officer_feed
from app.protocol.wire import Enroll, Enrolled

CODE_LASTS = timedelta(hours=72)
CODE_TRIES = 5
#: how long a device that was shut out may still hand in its log: longer than anybody is away
LAST_WORDS = timedelta(days=30)
#: letters and digits nobody mixes up when reading a code over the telephone
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")
#: the first group finds the invite and is no secret; the other four are 80 bits
_GROUP, _GROUPS = 4, 5


class Why(StrEnum):
    """Why somebody is not let in, for programs; the sentence is for people."""

    CODE_UNKNOWN = "code_unknown"
    CODE_EXPIRED = "code_expired"
    CODE_USED = "code_used"
    CODE_TRIED_OUT = "code_tried_out"
    NO_TOKEN = "no_token"  # noqa: S105 - a word for its absence
    ACCESS_OVER = "access_over"
    GENERATION_PASSED = "generation_passed"
    LEASE_OVER = "lease_over"
    DEVICE_REVOKED = "device_revoked"
    WIPE_NOW = "wipe_now"
    PERSON_UNKNOWN = "person_unknown"
    NOT_SIGNED_IN = "not_signed_in"
    NOT_BOUND = "not_bound"


#: those that a program answers with a 401: it is to show another token, or none
ABOUT_THE_TOKEN = frozenset(
    {
        Why.NO_TOKEN,
        Why.ACCESS_OVER,
        Why.GENERATION_PASSED,
        Why.LEASE_OVER,
        Why.DEVICE_REVOKED,
        Why.WIPE_NOW,
        Why.PERSON_UNKNOWN,
    }
)


class NotLetIn(SignInRefused):
    """`why` is the word a program acts on."""

    def __init__(self, why: Why, happened: str, remedy: str) -> None:
        super().__init__(happened, remedy, why)


class Caller(msgspec.Struct, frozen=True):
    """Somebody with a token: everything he may see follows from who he is, never from what he asks."""

    person: Person
    device: Device

    @property
    def out_since(self) -> datetime | None:
        """Return since when the device is shut out, None while it is let in."""
        return min(filter(None, (self.device.revoked_at, self.person.left_at)), default=None)

    @property
    def feeds(self) -> list[str]:
        return [officer_feed(self.person.person_id), branch_feed(self.person.branch_id), COMPANY]


def invite(store: HubStore, name: str, now: datetime) -> tuple[str, datetime]:
    """Return a code for this person, shown once, and when it expires; raises BadInput for an unknown name.

    One that the person was given before and has not used is void: it may be lost.
    """
    expires_at = now + CODE_LASTS
    with store.writing() as rows:
        person = person_named(rows, name)
        rows.invites.void_open(now, person.person_id)
        code = _new_code()
        while rows.invites.lock(code[:_GROUP]) is not None:
            code = _new_code()
        rows.invites.add(Invite(code[:_GROUP], person.person_id, hash_of(code), expires_at, CODE_TRIES))
        note(rows, now, OPERATOR, "invited", person.person_id)
    return "-".join(code[i : i + _GROUP] for i in range(0, len(code), _GROUP)), expires_at


def enroll(store: HubStore, request: Enroll, now: datetime, checks: Checks = no_sign_in) -> Enrolled:
    """Turn a code, or a sign-in at the company, into a device; raises NotLetIn. A wrong code costs one of its tries."""
    key = request.device_key or None
    if key is not None and not is_signed(key, words_to_join(request.code, request.id_token), request.proof):
        raise BadInput("The device's key did not sign what it came with.")
    subject = _signed_in(store, request, checks) if request.id_token else None
    with store.writing() as rows:
        refused, person = _whom(rows, request, subject, now)
        if refused is None and person is not None:
            made = new_device(rows, person, request.device_name, now, key=key)
            note(rows, now, person.person_id, "device enrolled", made.device.device_id)
            company = rows.company()
            return Enrolled(
                hub_id=company.hub_id,
                device_id=made.device.device_id,
                token=made.token,
                refresh_token=made.refresh_token,
                access_s=made.access_s,
                lease_days=company.lease_days if made.refresh_token else 0,
                officer=person.officer,
                role=person.role.value,
                company=facts(company),
                feeds=Caller(person, made.device).feeds,
                server_time=now,
            )
    # raised only here, so that the try that was used up is committed
    raise refused or _unknown_code()


def _signed_in(store: HubStore, request: Enroll, checks: Checks) -> Subject:
    """Return who signed in; asks the provider, so that no transaction may be open."""
    if not request.device_key:
        raise BadInput("A sign-in at the company is made for a device's key.")
    with store.reading() as rows:
        company = rows.company()
    subject = checks(company, request.id_token, nonce_of(request.device_key))
    if subject is None:
        raise NotLetIn(
            Why.NOT_SIGNED_IN, "The hub does not accept this sign-in.", "Sign in again; tell IT if it stays so."
        )
    return subject


def _whom(rows: Rows, request: Enroll, subject: Subject | None, now: datetime) -> tuple[NotLetIn | None, Person | None]:
    if subject is None:
        return _use_code(rows, request.code, now)
    person = rows.people.bound_to(subject)
    if person is not None and person.left_at is None:
        return None, person
    if person is not None and not request.code:
        # who left comes back on the word of IT or of the directory, and on nobody else's
        return shut_out(), None
    if not request.code:
        return NotLetIn(
            Why.NOT_BOUND,
            "The hub does not know yet who you are at your company.",
            "Type the one-time code you were given as well, this once.",
        ), None
    refused, person = _use_code(rows, request.code, now)
    if person is not None:
        rows.people.bind(subject, person.person_id, now)
        note(rows, now, person.person_id, "company sign-in bound", person.person_id)
    return refused, person


def caller_of(rows: Rows, token: str, now: datetime) -> Caller:
    """Return who holds this token; raises NotLetIn for a strange, a revoked or an old one."""
    caller = known_by(rows, token, now)
    if caller.out_since is not None:
        raise shut_out()
    return caller


def known_by(rows: Rows, token: str, now: datetime) -> Caller:
    """Return whose device has this token, also one that was shut out; raises NotLetIn for a strange or an old one."""
    is_signed = token.startswith(f"{PREFIX}.")
    device = _with_access(rows, token, now) if is_signed else _with_long_lived(rows, token)
    person = rows.people.by_id(device.person_id)
    if person is None:
        raise shut_out()
    return Caller(person, device)


def _with_access(rows: Rows, token: str, now: datetime) -> Device:
    said = read_pass(signing_key_of(rows.company()), token, ACCESS)
    if said is None:
        raise unknown_device()
    device = rows.devices.by_id(said.device_id)
    # a device that is missing joined after the backup this hub was restored from: renewing makes it known again
    if device is None or now - said.made_at >= ACCESS_LASTS:
        raise NotLetIn(Why.ACCESS_OVER, "This sign-in has run out.", "The desk renews it by itself.")
    return device


def _with_long_lived(rows: Rows, token: str) -> Device:
    prefix, _, rest = token.partition(".")
    device_id, _, secret = rest.partition(".")
    device = rows.devices.by_id(device_id) if prefix == LONG_LIVED and "\x00" not in device_id else None
    # an unknown device takes as long as a wrong secret
    if not hmac.compare_digest(device.token_hash if device else bytes(32), hash_of(secret)) or device is None:
        raise unknown_device()
    return device


def to_be_wiped() -> NotLetIn:
    return NotLetIn(Why.WIPE_NOW, "This desk was wiped on its company's word.", "Ask your manager or IT.")


def unknown_device() -> NotLetIn:
    return NotLetIn(Why.NO_TOKEN, "The hub does not know this device.", "Ask for an invite code and connect again.")


def unknown_person(person_id: str) -> NotLetIn:
    """Say what helps where this hub signed for somebody it does not know: it was restored from a backup of before."""
    return NotLetIn(
        Why.PERSON_UNKNOWN,
        "The hub was put back to a time before you were added to it.",
        f"Tell IT that it lacks your id {person_id}: once you are added with it again, this desk goes on by itself.",
    )


def shut_out() -> NotLetIn:
    return NotLetIn(
        Why.DEVICE_REVOKED, "This device is no longer let in.", "Ask your manager or IT if that is a mistake."
    )


def revoke(
    store: HubStore, device_id: str, now: datetime, *, wipe: bool = False, at_once: bool = False
) -> list[Device]:
    """Shut a device out with what was copied from it, but for what they have yet to hand in and to remove.

    A copy has all the device had, and whoever has the device may have made it. One to be wiped throws its key away as
    well, at its next contact, after handing in; `at_once` without that. So may one be that was shut out before.
    Returns the device, then its copies; nothing when there is no such device.
    """
    with store.writing() as rows:
        rows.lock_company()
        device = rows.devices.lock(device_id)
        if device is None:
            return []
        out, seen = [device], {device_id}
        # locking one waits for the copy that is made of it at this moment
        while fresh := [one.device_id for one in copies_of(rows.devices.all(), device_id) if one.device_id not in seen]:
            seen.update(fresh)
            out += filter(None, map(rows.devices.lock, fresh))
        if wipe and at_once:
            for one in out:
                refuse_loss(rows, one.person_id)
        return [_shut_out(rows, one, now, wipe=wipe, at_once=at_once) for one in out]


def _shut_out(rows: Rows, device: Device, now: datetime, *, wipe: bool, at_once: bool) -> Device:
    device_id = device.device_id
    if device.revoked_at is None:
        device = replace(device, revoked_at=now)
        rows.devices.put(device)
        note(rows, now, OPERATOR, "device revoked", device_id)
    if wipe and device.wipe_at is None:
        device = replace(device, wipe_at=now)
        rows.devices.put(device)
        note(rows, now, OPERATOR, "device to be wiped", device_id)
    if wipe and at_once and not device.wipe_now:
        device = replace(device, wipe_now=True)
        rows.devices.put(device)
        note(rows, now, OPERATOR, "device to be wiped at once, with what it has not handed in", device_id)
    return device


def _use_code(rows: Rows, text: str, now: datetime) -> tuple[NotLetIn | None, Person | None]:
    code = "".join(c for c in text.upper().translate(_MISREAD) if c in _LETTERS)
    found = rows.invites.lock(code[:_GROUP])
    if found is None or found.tries_left <= 0:
        return (_unknown_code() if found is None else _tried_out()), None
    if not hmac.compare_digest(found.secret_hash, hash_of(code)):
        rows.invites.put(replace(found, tries_left=found.tries_left - 1))
        return _unknown_code(), None
    if found.used_at is not None:
        return NotLetIn(
            Why.CODE_USED, "This code was used already.", "Each code lets one device in; ask for another."
        ), None
    if now >= found.expires_at:
        return NotLetIn(
            Why.CODE_EXPIRED,
            "This code has expired.",
            "Codes last 72 hours, or until there is a newer one; ask for that.",
        ), None
    person = rows.people.by_id(found.person_id)
    if person is None or person.left_at is not None:
        return _unknown_code(), None
    rows.invites.put(replace(found, used_at=now))
    return None, person


def _unknown_code() -> NotLetIn:
    return NotLetIn(
        Why.CODE_UNKNOWN, "The hub does not know this code.", "Check it letter by letter, or ask for a new one."
    )


def _tried_out() -> NotLetIn:
    return NotLetIn(Why.CODE_TRIED_OUT, "This code was typed wrong five times and is void.", "Ask for a new one.")


def _new_code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_GROUP * _GROUPS))
