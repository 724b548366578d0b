"""Legal holds: what a dispute asks after is forgotten by nobody's word and by no age until the hold is lifted."""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec
from msgspec.structs import replace

from app.domain.ids import new_id
from app.domain.lead import Lead
from app.domain.numbers import email_key, phone_key
from app.errors import BadInput
from app.hub.auditing import OPERATOR, note
from app.hub.hold_records import Hold, HoldOf
from app.hub.people import person_ever_named
from app.hub.ports import HubStore, Rows

#: what a hold says that was put back from the list beside the database, where no reason stands
_AGAIN = "as the list beside the database has it; the audit's copy says why"


class Named(msgspec.Struct, frozen=True):
    """Whom a hold is to be on, as typed; the others are ""."""

    lead_id: str = ""
    number: str = ""
    email: str = ""
    officer: str = ""


def hold(store: HubStore, named: Named, why: str, now: datetime) -> tuple[Hold, list[str]]:
    """Place a hold and return it with the leads it is on now.

    Raises BadInput where nobody is meant, and for a reason that names a borrower.
    """
    if not why.strip():
        raise BadInput("A hold is placed with a reason.", "Say which matter it is with --why.")
    with store.writing() as rows:
        rows.lock_company()
        of, subject = _meant(rows, named)
        for one in rows.holds.all():
            if one.lifted_at is None and (one.of, one.subject) == (of, subject):
                raise BadInput(f"There is a hold on that already: {one.hold_id}.", "hub hold list shows all.")
        placed = Hold(new_id(now), of, subject, why.strip(), now)
        lead_ids = _leads_of(rows, named, placed)
        for held in rows.leads.by_ids(lead_ids).values():
            if names_somebody(held.lead, why):
                raise BadInput("The reason names the person.", "The audit keeps it for good: write a matter's number.")
        rows.holds.put(placed)
        note(rows, now, OPERATOR, f"legal hold on {_shown(placed)}: {placed.why}", placed.hold_id)
        return placed, lead_ids


def lift(store: HubStore, hold_id: str, why: str, now: datetime) -> Hold:
    """End a hold; raises BadInput where there is none of this id that lasts. Nothing is forgotten by that alone."""
    if not why.strip():
        raise BadInput("A hold is lifted with a reason.", "Say who decided it with --why.")
    with store.writing() as rows:
        rows.lock_company()
        found = next((one for one in rows.holds.all() if one.hold_id == hold_id), None)
        if found is None or found.lifted_at is not None:
            raise BadInput(f"No hold {hold_id} lasts.", "hub hold list shows all.")
        lifted = replace(found, lifted_at=now)
        rows.holds.put(lifted)
        note(rows, now, OPERATOR, f"legal hold lifted: {why.strip()}", hold_id)
        return lifted


def on_hold(rows: Rows, lead_ids: Iterable[str]) -> dict[str, str]:
    """Return which of these leads may not be forgotten, each with the hold that says so."""
    holds = [one for one in rows.holds.all() if one.lifted_at is None]
    if not holds:
        return {}
    asked = sorted(set(lead_ids))
    of_leads = {one.subject: one.hold_id for one in holds if one.of is HoldOf.LEAD}
    of_hashes = {one.subject: one.hold_id for one in holds if one.of is HoldOf.BORROWER}
    found = {lead_id: of_leads[lead_id] for lead_id in asked if lead_id in of_leads}
    if of_hashes:
        key = rows.company().person_key
        for lead_id, held in rows.leads.by_ids(asked).items():
            hit = next((of_hashes[h] for h in _hashes(key, held.lead) if h in of_hashes), None)
            found |= {lead_id: hit} if hit is not None else {}
    for one in holds:
        if one.of is HoldOf.OFFICER:
            found = dict.fromkeys(set(rows.leads.all_ever_held(one.subject)) & set(asked), one.hold_id) | found
    return found


def note_passed_over(rows: Rows, held: Mapping[str, str], now: datetime) -> None:
    """Note that leads were to be forgotten and are not: a line a hold, since a timer may ask every night."""
    for hold_id, n in sorted(Counter(held.values()).items()):
        note(rows, now, OPERATOR, f"leads not purged: {n}, by legal hold", hold_id)


def refuse_loss(rows: Rows, person_id: str) -> None:
    """Raise BadInput where what somebody's desk has not handed in is under a hold, and would be lost."""
    found = [one for one in rows.holds.all() if one.of is HoldOf.OFFICER and one.subject == person_id]
    if any(one.lifted_at is None for one in found):
        raise BadInput(
            "Whose device this is, is under a legal hold: what it has not handed in may not be lost.",
            "Leave --now out; it is wiped once it has handed in. Or lift the hold: hub hold lift.",
        )


def as_kept(rows: Rows) -> set[str]:
    """Return the holds as they are written down beside the database: ids, and no reason."""
    return {msgspec.json.encode(replace(one, why="")).decode() for one in rows.holds.all()}


def hold_again(rows: Rows, kept: Iterable[str], now: datetime) -> list[str]:
    """Place and lift what was since a restored backup was made; return the ids of those placed again."""
    told = sorted((msgspec.json.decode(text, type=Hold) for text in kept), key=lambda one: one.lifted_at is not None)
    known = {one.hold_id: one for one in rows.holds.all()} if told else {}
    placed = []
    for one in told:
        before = known.get(one.hold_id)
        if before is None:
            placed += [one.hold_id]
            note(rows, now, OPERATOR, f"legal hold on {_shown(one)} placed again", one.hold_id)
        if before is None or (before.lifted_at is None and one.lifted_at is not None):
            known[one.hold_id] = replace(one, why=before.why if before else _AGAIN)
            rows.holds.put(known[one.hold_id])
    return placed


def names_somebody(lead: Lead, why: str) -> bool:
    """Return whether a reason, which the audit keeps for good, tells whose lead this is."""
    said, digits = why.casefold(), "".join(c for c in why if c.isdigit())
    parts = [part for person in lead.borrowers for part in person.name.casefold().split() if len(part) > 2]
    numbers = [phone_key(phone.number) for phone in lead.phones]
    return (
        any(part in said.replace(",", " ").replace(".", " ").split() for part in parts)
        or any(email.casefold() in said for email in lead.emails)
        or any(number and number in digits for number in numbers)
    )


def _meant(rows: Rows, named: Named) -> tuple[HoldOf, str]:
    if sum(map(bool, (named.lead_id, named.number, named.email, named.officer))) != 1:
        raise BadInput("What is to be kept?", "Name a lead's id, or --number N, --email A, or --officer NAME.")
    if named.officer:
        return HoldOf.OFFICER, person_ever_named(rows, named.officer).person_id
    if named.lead_id:
        if rows.leads.by_id(named.lead_id) is None or rows.leads.purged([named.lead_id]):
            raise BadInput("The hub has no such lead.", "hub lead ID shows one.")
        return HoldOf.LEAD, named.lead_id
    key = phone_key(named.number) or email_key(named.email)
    if not key:
        raise BadInput("That is no telephone number and no mail address.", "Write it like 615-555-0177.")
    # also for one the hub does not know yet: an inquiry of theirs may come tomorrow
    return HoldOf.BORROWER, _hash(rows.company().person_key, key)


def _leads_of(rows: Rows, named: Named, placed: Hold) -> list[str]:
    if placed.of is HoldOf.LEAD:
        return [placed.subject]
    if placed.of is HoldOf.OFFICER:
        return rows.leads.all_ever_held(placed.subject)
    keys = [key for key in (phone_key(named.number), email_key(named.email)) if key]
    return sorted({lead_id for ids in rows.leads.owners_of(keys).values() for lead_id in ids})


def _hashes(secret: bytes, lead: Lead) -> list[str]:
    keys = [*(phone_key(phone.number) for phone in lead.phones), *map(email_key, lead.emails)]
    return [_hash(secret, key) for key in keys if key]


def _hash(secret: bytes, key: str) -> str:
    return hmac.digest(secret, f"hold {key}".encode(), "sha256").hex()


def _shown(one: Hold) -> str:
    """Return what a hold is on, for the audit: of a borrower no more than that."""
    return "a borrower" if one.of is HoldOf.BORROWER else f"{one.of.value} {one.subject}"
