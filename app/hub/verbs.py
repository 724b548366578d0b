"""The hub's verbs for a command line: each does one thing and returns what `--json` prints."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from app.clock import Clock
from app.domain.activity import Evidence
from app.domain.handing_over import compliance_words
from app.domain.officer import lapsed_licences
from app.domain.phone_system import PhoneSystem
from app.errors import BadInput, StoreDamaged, UnreadableFile, import_stopped
from app.hub import checking, founding, letting_in, people, reports
from app.hub.auditing import OPERATOR, note
from app.hub.call_records import phone_system
from app.hub.handing_out import touches_of
from app.hub.intake import LeadFile, Taken, import_leads
from app.hub.loan_verbs import loans_of
from app.hub.owing import NOT_HEARD_SINCE, owed, unsent_words
from app.hub.ports import HubStore, Rows
from app.hub.records import Company, Decision, Device, HeldLead, KeptActivity, Person
from app.leadfiles.batches import Watched, told_as_tried
from app.named_files import with_name
from app.protocol.unreadable import UNREADABLE

Answer = dict[str, Any]


def company(store: HubStore, clock: Clock, **changes: Any) -> Answer:
    """`hub company [--name N] [--zone Z] [--own-leads P] [--cap N] ...`: change what is given, show what is."""
    return _company(founding.set_company(store, now=clock.now(), **changes))


def emergency(store: HubStore, clock: Clock, what: str, state: str, why: str) -> Answer:
    """`hub emergency list|on|off`: which states nobody is called or texted in, and since when."""
    if what == "list":
        with store.reading() as rows:
            found = rows.company()
    else:
        found = founding.set_emergency(store, state, lasts=what == "on", why=why, now=clock.now())
    return {
        "emergencies": [
            {"state": e.state, "from": _iso(e.from_at), "until": None if e.until is None else _iso(e.until)}
            for e in found.emergencies
        ]
    }


def person_add(store: HubStore, clock: Clock, newcomer: people.Newcomer) -> Answer:
    return {"person_id": people.add_person(store, newcomer, clock.now()).person_id}


def person_set(store: HubStore, clock: Clock, name: str, changes: people.Changes, why: str) -> Answer:
    return _person(people.change_person(store, name, changes, why, clock.now()))


def person_list(store: HubStore, clock: Clock) -> Answer:
    """Everybody, whose licences have ended and when each was last heard; of a leaver also what their desks may owe."""
    with store.reading() as rows:
        today = clock.now().astimezone(ZoneInfo(rows.company().zone)).date()
        return {"people": [_listed(rows, person, today) for person in rows.people.all()]}


def _listed(rows: Rows, person: Person, today: date) -> Answer:
    devices = owed(rows, person)["devices"]
    ends = {state: last.isoformat() for state, last in sorted((person.officer.licences or {}).items()) if last}
    return {
        **_person(person),
        "licences_until": ends or None,
        "licences_over": lapsed_licences(person.officer, today) or None,
        "last_seen_at": max((device["last_seen_at"] for device in devices), default=None),
        "unsent": next((device["unsent"] for device in devices if person.left_at and _is_owing(device)), None),
    }


def _is_owing(device: Answer) -> bool:
    return bool(device["unsent"] == NOT_HEARD_SINCE)


def person_leave(store: HubStore, clock: Clock, name: str) -> Answer:
    person = people.leave(store, name, clock.now())
    with store.reading() as rows:
        return {"person_id": person.person_id, **owed(rows, person)}


def invite(store: HubStore, clock: Clock, name: str) -> Answer:
    """The only time the code is shown; the hub keeps its hash."""
    code, expires_at = letting_in.invite(store, name, clock.now())
    return {"code": code, "expires_at": _iso(expires_at), "note": "A code given before and not used is void."}


def device_list(store: HubStore) -> Answer:
    with store.reading() as rows:
        names = {person.person_id: person.name for person in rows.people.all()}
        return {"devices": [_device(device, names[device.person_id]) for device in rows.devices.all()]}


def device_revoke(
    store: HubStore, clock: Clock, device_id: str, *, wipe: bool = False, at_once: bool = False
) -> Answer:
    """Raises BadInput for an id that is none."""
    if at_once and not wipe:
        raise BadInput("Only a wipe can be done at once.", "Write: hub device revoke ID --wipe --now.")
    out = letting_in.revoke(store, device_id, clock.now(), wipe=wipe, at_once=at_once)
    device = out[0] if out else None
    if device is None or device.revoked_at is None:
        raise BadInput(f"There is no device {device_id}.", "hub device list shows them.")
    answer: Answer = {"device_id": device.device_id, "revoked_at": _iso(device.revoked_at)}
    if len(out) > 1:
        answer["copies_shut_out"] = [copy.device_id for copy in out[1:]]
    if device.wipe_at is not None:
        answer["wipe_at"] = _iso(device.wipe_at)
    if device.wipe_now:
        answer["warning"] = "What this device has not handed in is lost: it is wiped before it is asked for that."
    return answer


def leads_import(
    store: HubStore, clock: Clock, file: LeadFile, watched: Watched, *, dry_run: bool = False, **to: Any
) -> Answer:
    """As the desktop's `import`; raises UnreadableFile naming a file of which nothing could be read, Stopped."""
    try:
        with watched() as progress:
            taken = import_leads(store, file, now=clock.now(), dry_run=dry_run, progress=progress, **to)
    except UnreadableFile as error:
        raise with_name(file.name, error) from error
    tried = told_as_tried(taken.imported, taken.updated) if dry_run else {}
    answer = {**tried, "files": [_taken(taken)]}
    if taken.stopped:
        raise import_stopped(0 if dry_run else taken.imported, answer)
    return answer


def report(store: HubStore, clock: Clock, sums: reports.Sums, asked: reports.Question) -> Answer:
    """`hub report team|officer|sources|leaks|promises`: the sums of the interfaces page."""
    return dict(reports.report_of(store, sums, asked, clock.now()))


def lead(store: HubStore, clock: Clock, lead_id: str) -> Answer:
    """One lead with who held it and what happened, each thing with the event that proves it."""
    try:
        with store.reading(as_it_stands=True) as rows:
            held = rows.leads.by_id(lead_id)
            if held is None:
                raise BadInput(f"The hub has no lead {lead_id}.", "The desktop's leads verb shows ids.")
            answer = _lead(rows, held)
    except UNREADABLE:
        what = f"What the hub keeps of lead {lead_id} is not what it wrote."
        raise StoreDamaged(what, "hub verify names what was changed; hub restore puts a backup back.") from None
    with store.writing() as rows:
        note(rows, clock.now(), OPERATOR, "saw a lead", lead_id)
    return answer


def verify(store: HubStore) -> Answer:
    """`ok` False is for exit code 1."""
    verdict = checking.verify(store)
    return {
        "ok": verdict.is_ok,
        "chains": verdict.chains,
        "audit": verdict.audit_broken_at is None,
        "broken": [{"device": device_id, "seq": seq} for device_id, seq in verdict.broken],
        "laid_aside": dict(verdict.laid_aside),
        **verdict.beside_chains,
    }


def _lead(rows: Rows, held: HeldLead) -> Answer:
    lead_id = held.lead.lead_id
    names = {person.person_id: person.name for person in rows.people.all()}
    kept = rows.activities.of_leads([lead_id]).get(lead_id, [])
    phone = phone_system(rows, [lead_id])
    device_ids = {k.device_id for k in kept if k.device_id is not None}
    broken = {
        (device_id, seq)
        for device_id in sorted(device_ids)
        if (device := rows.devices.by_id(device_id)) is not None
        for seq in checking.broken_links(rows, device)
    }
    return {
        "lead": msgspec.to_builtins(held.lead),
        "officer": names.get(held.holder_id or ""),
        "held": [
            {"officer": names.get(h.holder_id or ""), "from": _iso(h.from_at), "why": h.why}
            for h in rows.leads.holdings([lead_id]).get(lead_id, [])
        ],
        "turns": [_turn(decision, names) for decision in rows.seats.decisions(lead_id)],
        "loans": loans_of(rows.loans.of_leads([lead_id]).get(lead_id, [])),
        "marketing": touches_of(rows.touches.of_leads([lead_id]).get(lead_id, [])),
        "timeline": [_activity(k, phone, names, broken) for k in kept],
        "chain": {"ok": not broken, "broken": [{"device": d, "seq": s} for d, s in sorted(broken)]},
    }


def _turn(decision: Decision, names: dict[str, str]) -> Answer:
    """Return whose turn a lead was, and why not the others'."""
    return {
        "at": _iso(decision.at),
        "why": decision.why,
        "chosen": decision.chosen_id,
        "officer": names.get(decision.chosen_id or ""),
        "passed": [
            {"person_id": person_id, "name": names.get(person_id), "why": why.value}
            for person_id, why in decision.passed.items()
        ],
    }


def _activity(kept: KeptActivity, phone: PhoneSystem, names: dict[str, str], broken: set[tuple[str, int]]) -> Answer:
    activity = kept.activity
    is_chained = kept.device_id is not None and kept.seq is not None
    return {
        **msgspec.to_builtins(activity),
        "officer": names.get(activity.actor_id),
        "evidence": Evidence(phone.graded(activity).evidence).value,
        "compliance": compliance_words(activity) or None,
        "device": kept.device_id,
        "seq": kept.seq,
        "chain": "hub" if not is_chained else "broken" if (kept.device_id, kept.seq) in broken else "ok",
    }


def _company(found: Company) -> Answer:
    return {
        "hub_id": found.hub_id,
        "name": found.name,
        "zone": found.zone,
        "own_leads": found.own_leads,
        "cap": found.cap,
        "lease_days": found.lease_days,
        "assigns": found.assigns,
    }


def _person(person: Person) -> Answer:
    officer = person.officer
    licences = officer.licences
    return {
        "person_id": person.person_id,
        "name": person.name,
        "role": person.role.value,
        "branch": officer.branch,
        "zone": officer.zone,
        "hours": None if officer.hours is None else officer.hours.week,
        "licensed": None if licences is None else sorted(licences),
        "off": sorted(day.isoformat() for day in officer.days_off),
        "cover": None if officer.cover is None else officer.cover.name,
        "left_at": None if person.left_at is None else _iso(person.left_at),
    }


def _device(device: Device, name: str) -> Answer:
    return {
        "device_id": device.device_id,
        "person": name,
        "name": device.name,
        "events": device.have.seq,
        "enrolled_at": _iso(device.enrolled_at),
        "last_seen_at": _iso(device.last_seen_at),
        "unsent": unsent_words(device),
        "revoked_at": None if device.revoked_at is None else _iso(device.revoked_at),
        "copied_from": device.forked_from,
        "wipe_at": None if device.wipe_at is None else _iso(device.wipe_at),
    }


def _taken(taken: Taken) -> Answer:
    return {
        "file": taken.file,
        "format": taken.format,
        "rows": taken.rows,
        "imported": taken.imported,
        "updated": taken.updated,
        "duplicates": taken.duplicates,
        "rejected": [{"line": line, "reason": reason} for line, reason in taken.rejected],
        "warnings": [{"line": line, "reason": reason} for line, reason in taken.warnings],
        "dropped_fields": taken.dropped_fields,
        **({"stopped": True} if taken.stopped else {}),
    }


def _iso(at: datetime) -> str:
    return at.isoformat()
