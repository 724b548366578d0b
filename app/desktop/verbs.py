"""The desktop's verbs: what each answers, as plain dictionaries for people and scripts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from app.desktop.activities import Note
from app.desktop.desk import Desk
from app.desktop.intake import NothingRead
from app.desktop.leads import NewLead
from app.desktop.outgoing import acked_seq, pending
from app.desktop.pictures import Picture
from app.desktop.ports import Tx
from app.desktop.rejects import write_rejected
from app.desktop.rounds import was_told_to_go
from app.desktop.sync import was_wiped
from app.desktop.taking import Wish
from app.desktop.views import FileResult, LeadLine, Opening, PlanStep, QueueRow
from app.domain.activity import Kind
from app.domain.contact_rules import Blocked, citations
from app.domain.lead import Channel, Origin
from app.domain.listing_words import INQUIRY, Standing
from app.domain.listings import INQUIRY_CITATIONS
from app.domain.places import Place
from app.domain.spans import instant
from app.domain.wording import reason_words
from app.errors import BadInput, FollowthroughError, WorldFailed, import_stopped
from app.leadfiles.batches import Watched, told_as_tried
from app.named_files import make_named_folder
from app.protocol.wire import Enrolled

Answer = dict[str, Any]


class Import(msgspec.Struct, frozen=True):
    """What is brought in: with the name of a saved `map`, and a folder for the rejected rows, or without."""

    files: list[Path]
    source: str = ""
    map: str | None = None
    rejected: Path | None = None


def import_files(desk: Desk, asked: Import, watched: Watched, *, dry_run: bool) -> Answer:
    """Answer with what became of each file; raises NothingRead, with the same answer, when none could be read.

    Raises Stopped, with the answer so far, when whoever watched ended it.
    """
    mapping = desk.maps.named(asked.map).mapping if asked.map is not None else None
    if asked.rejected is not None:
        make_named_folder(asked.rejected, "the rejected rows", "--rejected")
    try:
        with watched() as progress:
            results, _ = desk.intake.import_files(
                asked.files, asked.source, mapping=mapping, dry_run=dry_run, progress=progress
            )
    except NothingRead as nothing:
        nothing.details = {"files": [file_json(result) for result in nothing.results]}
        raise
    written = [str(path) for path in write_rejected(asked.rejected, results)] if asked.rejected is not None else []
    imported, updated = sum(result.imported for result in results), sum(result.updated for result in results)
    tried = told_as_tried(imported, updated) if dry_run else {}
    files = [file_json(result) for result in results]
    answer = {**tried, "files": files, **({"to_mend": written} if written else {})}
    if any(result.cancelled for result in results):
        raise import_stopped(0 if dry_run else imported, answer)
    return answer


def file_json(result: FileResult) -> Answer:
    return {
        "file": result.file,
        "format": result.format,
        "rows": result.rows,
        "imported": result.imported,
        "updated": result.updated,
        "duplicates": result.duplicates,
        "rejected": [{"line": line, "reason": reason} for line, reason in result.rejected],
        "dropped_fields": result.dropped_fields,
        "warnings": [{"line": line, "reason": reason} for line, reason in result.warnings],
        **({"error": result.error} if result.error else {}),
        **({"stopped": True} if result.cancelled else {}),
    }


def add(desk: Desk, new: NewLead) -> Answer:
    added, _ = desk.leads.add(new)
    return {
        "lead_id": added.lead_id,
        "duplicate_of": added.duplicate_of,
        "warnings": [
            {"lead_id": match.lead_id, "reason": f"entered as somebody new: {match.reason}"} for match in added.alike
        ],
    }


def leads(desk: Desk, search: str, limit: int) -> Answer:
    return {"leads": [line_json(line) for line in desk.leads.search(search, limit)]}


def line_json(line: LeadLine) -> Answer:
    return {
        "lead_id": line.lead_id,
        "name": line.name,
        "phones": line.phones,
        "emails": line.emails,
        "stage": line.stage.value,
        "source": line.source,
        "origin": line.origin,
        "received_at": stamp(line.received_at),
        "officer": line.officer,
        "state": line.state,
        "zip": line.zip,
        "zones": list(line.zones),
        "states": list(line.states),
    }


def lead(desk: Desk, lead_id: str) -> Answer:
    """Answer with one lead whole: what `leads` shows of it, all its facts, where it stands, and what happened."""
    card = desk.leads.card(lead_id)
    with desk.leased.reading() as tx:
        activities = tx.activities(card.lead.lead_id)
    return {
        **msgspec.to_builtins(card.lead),
        **line_json(desk.leads.line(card.lead.lead_id)),
        "stage": card.stage.value,
        "zones": list(card.zones),
        "states": list(card.states),
        "clock_zone": card.zone,
        "next": row_json(card.next) if card.next else None,
        "standing": card.standing_words,
        "warnings": card.warnings,
        "timeline": [msgspec.to_builtins(activity) for activity in activities],
    }


def note(desk: Desk, lead_id: str, words: str, at: datetime | None) -> Answer:
    """Note something that came of no call, and answer with the lead it stands with."""
    desk.facts.noted(lead_id, words, at)
    return {"lead_id": desk.leads.line(lead_id).lead_id, "noted": True}


def place(desk: Desk, lead_id: str, state: str, at: datetime | None) -> Answer:
    """Note where the borrower says to be and answer with where the lead may be now."""
    desk.facts.says_place(lead_id, state, at)
    line = desk.leads.line(lead_id)
    return {"lead_id": line.lead_id, "zones": list(line.zones), "states": list(line.states)}


def letter(desk: Desk, lead_id: str, on: date | None, at: datetime | None) -> Answer:
    """Note the last day of the borrower's letter and answer with what is next."""
    if on is None:
        raise BadInput("A letter's last day is needed.", "Write it like 2027-02-28.")
    desk.facts.letter_expires(lead_id, on, at)
    card = desk.leads.card(lead_id)
    return {
        "lead_id": card.lead.lead_id,
        "expires_on": on.isoformat(),
        "next": row_json(card.next) if card.next else None,
    }


def me(desk: Desk, facts: dict[str, Any]) -> Answer:
    """Answer with when the person at this desk works, after changing what is given."""
    officer, _ = desk.shifts.change(**facts)
    with desk.store.reading() as tx:
        company = desk.book.identity(tx).company
    licences = officer.licences
    return {
        "name": officer.name,
        "nmls": officer.nmls_id,
        "phone": officer.phone,
        "email": officer.email,
        "company": company,
        "zone": officer.zone,
        "hours": None if officer.hours is None else officer.hours.week,
        "off": sorted(day.isoformat() for day in officer.days_off),
        "cover": None if officer.cover is None else officer.cover.name,
        "licensed": None if licences is None else {s: d and d.isoformat() for s, d in sorted(licences.items())},
        "working_now": desk.shifts.is_working_now(),
    }


def working_now(desk: Desk, *, on: bool) -> Answer:
    desk.shifts.work_now(on=on)
    return {"working_now": desk.shifts.is_working_now()}


def queue(desk: Desk, at: datetime | None) -> Answer:
    day = desk.queue.today(at, whole=True)
    return {
        "at": stamp(day.at),
        "now": [row_json(row) for row in day.now],
        "later": [row_json(row) for row in day.later],
        "blocked": [row_json(row) for row in day.blocked],
    }


def row_json(row: QueueRow) -> Answer:
    return {
        "lead_id": row.lead_id,
        "name": row.name,
        "kind": row.kind,
        "group": row.group.value,
        "channel": row.channel.value,
        "step": row.step or None,
        "due_at": stamp(row.due_at),
        "on_time_until": stamp(row.on_time_until),
        "why": row.why,
        "blocked": _opening_json(row.blocked),
    }


def _opening_json(opening: Opening | None) -> Answer | None:
    if opening is None:
        return None
    return {"reason": opening.words, "code": opening.code, "until": stamp(opening.until)}


def plan(desk: Desk, lead_id: str | None, at: datetime | None) -> Answer:
    """Answer with every remaining step of the named lead, or of all leads received by `at`."""
    moment = at or desk.clock.now()
    with desk.leased.reading() as tx:
        found = [
            {
                "lead_id": picture.lead.lead_id,
                "playbook": (stands_on := desk.book.where(picture).playbook).name,
                "version": stands_on.version,
                "steps": [_step_json(step) for step in desk.leads.ahead(picture)],
            }
            for picture in _asked_about(desk, tx, lead_id, moment)
        ]
    return {"at": stamp(moment), "leads": found}


def _asked_about(desk: Desk, tx: Tx, lead_id: str | None, at: datetime) -> Iterable[Picture]:
    if lead_id:
        return [desk.book.picture(tx, desk.book.held(tx, lead_id), at)]
    return (picture for picture in desk.book.all_pictures(tx, at) if picture.lead.received_at <= at)


def _step_json(step: PlanStep) -> Answer:
    return {
        "step": step.step,
        "channel": step.channel.value,
        "due_at": stamp(step.due_at),
        "on_time_until": stamp(step.on_time_until),
        "moved_by": list(step.moved_by),
        "skipped": step.skipped,
        "by": step.by,
        "licence": step.licence or None,
    }


def may_contact(desk: Desk, lead_id: str, channel: Channel, at: datetime | None) -> Answer:
    """Answer whether one lead, or `all`, may be contacted on a channel, naming the rows asked."""
    moment = at or desk.clock.now()
    with desk.leased.reading() as tx:
        if lead_id != "all":
            picture = desk.book.picture(tx, desk.book.held(tx, lead_id), moment)
            return _may_json(desk, picture, channel)
        answers = [
            {"lead_id": picture.lead.lead_id, **_may_json(desk, picture, channel)}
            for picture in desk.book.all_pictures(tx, moment)
        ]
    return {"at": stamp(moment), "leads": answers}


def _may_json(desk: Desk, picture: Picture, channel: Channel) -> Answer:
    answer = desk.book.may(picture, channel)
    place: Place = desk.book.rules.place(picture.lead, picture.known)
    blocked = answer if isinstance(answer, Blocked) else None
    last = desk.book.closed_last_by(picture, channel, blocked) if blocked else None
    rows = citations(desk.book.rules, place, instant(picture.at), channel, blocked.reason if blocked else None)
    on_lists = desk.leads.on_lists(picture, channel)
    if blocked is None and any(one.answered_by == INQUIRY for one in on_lists):
        rows += [("US", citation) for citation in INQUIRY_CITATIONS]
    return {
        "allowed": blocked is None,
        "reason": reason_words(blocked.reason) if blocked else None,
        "code": blocked.reason.code.value if blocked else None,
        "until": stamp(blocked.until) if blocked else None,
        "then": reason_words(last) if last else None,
        "zones": list(place.zones),
        "states": list(place.states),
        "rules": [{"state": state, "citation": citation} for state, citation in rows],
        "lists": [_list_json(one) for one in on_lists],
        "note": " ".join(desk.leads.list_words(picture, channel)) or None,
    }


def _list_json(one: Standing) -> Answer:
    return {
        "number": one.number,
        "kind": one.listing.kind.value,
        "state": one.listing.state or None,
        "as_of": one.listing.as_of.isoformat(),
        "closes": one.closes,
        "answered_by": one.answered_by or None,
        "until": stamp(one.until),
    }


def log(desk: Desk, note: Note) -> Answer:
    logged, _ = desk.activities.log(note)
    return {
        "activity_id": logged.activity_id,
        "stage": logged.stage.value,
        "next": row_json(logged.next) if logged.next else None,
        "outside_rules": logged.outside_rules or None,
        "hint": logged.hint or None,
    }


def undo(desk: Desk, activity_id: str) -> Answer:
    desk.activities.undo(activity_id)
    return {"retracted": activity_id}


def outcome_of(word: str) -> Kind:
    """Return the outcome a word names; raises BadInput listing those there are."""
    logged = [kind for kind in Kind if kind not in _FACTS]
    if word not in logged:
        raise BadInput(f"“{word}” is no outcome.", f"Use one of: {', '.join(logged)}.")
    return Kind(word)


_FACTS = (
    Kind.RETRACTED,
    Kind.INQUIRED_AGAIN,
    Kind.ASSIGNED,
    Kind.STAGE_REPORTED,
    Kind.SAID_PLACE,
    Kind.LETTER,
    Kind.NOTE,
    Kind.CORRECTED,
    Kind.EXCUSED,
)


def take(desk: Desk, wish: Wish | None) -> Answer:
    """Answer with the lead that was taken, or without a wish with those on offer; raises WorldFailed with why not."""
    if wish is None:
        return {
            "offers": [
                {"lead_id": o.lead_id, "received_at": stamp(o.received_at), "state": o.state or None, "over": o.over}
                for o in desk.takings.on_offer()
            ]
        }
    taken, _ = desk.takings.take(wish)
    if not taken.lead_id:
        failed = WorldFailed(taken.happened, taken.remedy)
        failed.details = {"lead_id": None, "why": taken.why}
        raise failed
    return {"lead_id": taken.lead_id, "name": desk.leads.line(taken.lead_id).name}


def report(desk: Desk, start: date | None, end: date | None) -> Answer:
    """Answer with the officer's own sums, the same the manager sees, over leads received in the period."""
    return desk.numbers.mine(start, end)


def enroll(desk: Desk, url: str, code: str, device_name: str) -> Answer:
    enrolled, _ = desk.sync.enroll(url, code, device_name)
    return _enrolled(enrolled)


def sign_in(desk: Desk, url: str, code: str, device_name: str) -> Answer:
    """As `enroll`, in the system's browser with the company's own sign-in."""
    enrolled, _ = desk.company_sign_in.sign_in(url, code, device_name)
    return _enrolled(enrolled)


def _enrolled(enrolled: Enrolled) -> Answer:
    return {
        "device_id": enrolled.device_id,
        "hub_id": enrolled.hub_id,
        "officer": enrolled.officer.name,
        "role": enrolled.role,
        "company": enrolled.company.name,
    }


def sync(desk: Desk) -> Answer:
    """Answer with what one round did; one that failed is raised with the same keys, None where nobody can say."""
    with desk.store.reading() as tx:
        acked_before = acked_seq(tx)
    try:
        result, _ = desk.sync.round()
        if result.was_wiped:
            raise was_wiped()
    except FollowthroughError as trouble:
        with desk.store.reading() as tx:
            waiting, acked = pending(tx), acked_seq(tx)
        trouble.details = {
            "pushed": max(0, acked - acked_before),
            "pulled": None,
            "pending": waiting,
            "acked_seq": acked,
            "hub_seq": None,
            "resync": None,
        }
        if waiting:
            # in one sentence with what went wrong: nothing of it is lost
            entries = "1 entry waits" if waiting == 1 else f"{waiting:,} entries wait"
            trouble.remedy = f"{trouble.remedy} {entries} here to be sent.".strip()
        raise
    return {
        "pushed": result.pushed,
        "pulled": result.pulled,
        "pending": result.pending,
        "acked_seq": result.acked_seq,
        "hub_seq": result.hub_seq,
        "resync": result.resync,
        **_refused(desk),
        **_shut_out(desk),
    }


def _shut_out(desk: Desk) -> Answer:
    """Say at once why the list is empty; the next round would be refused in as many words."""
    with desk.store.reading() as tx:
        if not was_told_to_go(tx):
            return {}
    return {
        "shut_out": "Your company no longer lets this desk in, so its leads left it. What was logged is at the hub. "
        "Ask your IT for a one-time code to join again."
    }


def _refused(desk: Desk) -> Answer:
    refused = desk.sync.state().refused
    if not refused:
        return {}
    note = (
        "Your company has these leads already, with a colleague or to be given out, so they left this desk. What you "
        "logged is kept. If one should be yours, ask whoever gives out the leads."
    )
    return {"own_leads_refused": list(refused), "note": note}


def origin_of(origin: str) -> Origin:
    try:
        return Origin(origin)
    except ValueError:
        raise BadInput(
            f"“{origin}” is no origin.", f"Use one of: {', '.join(o for o in Origin if o.is_own)}."
        ) from None


def stamp(at: datetime | None) -> str | None:
    """Return an instant as ISO 8601 with offset."""
    return None if at is None else at.isoformat()
