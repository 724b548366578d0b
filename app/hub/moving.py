"""Moving leads to another version of the playbook: first what it would change, then on every desk that holds one."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime
from typing import Any

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.contact_rules import ContactRules
from app.domain.ids import new_id
from app.domain.moving import Moved, move_note, move_told, moved_answer, what_moves
from app.domain.officer import NOBODY
from app.domain.playbook import Playbook
from app.domain.publications import published
from app.errors import BadInput
from app.hub.assigning import tell_changed
from app.hub.auditing import note
from app.hub.branches import read_for_sums, seen_by
from app.hub.gathering import ALL_DAYS, Facts, facts_of, gather, period_of
from app.hub.letting_in import Caller
from app.hub.playbooks import version_of, who
from app.hub.ports import HubStore, Rows
from app.hub.records import PUBLISHES, SEES_LEADS, HeldLead, KeptActivity
from app.hub.reports import NotForThisRole
from app.protocol.wire import MovedPart, MovePlaybook

#: leads looked at in one answer, so that a desk can tell how far it is and nobody waits long to write
PART = 200


class Move(msgspec.Struct, frozen=True):
    """Which leads are to go to which version: one lead, those of a version, or, with neither, all that go on.

    `to` None is the newest. Without a reason, `why`, nothing is moved.
    """

    to: int | None = None
    lead_id: str = ""
    of_version: int | None = None
    why: str = ""
    by: str = ""


def move(store: HubStore, rules: ContactRules, asked: Move, now: datetime, *, dry_run: bool) -> dict[str, Any]:
    """Move the leads, or only say what that would change. Those that have ended stay, unless one is named.

    What happened to a lead stays as it is; the steps of the other version are found by replaying it. Desks hear
    of it as of any change of a lead, so that those of every version follow.
    """
    if not dry_run and not asked.why.strip():
        raise BadInput("Leads are moved with a reason.", "Say it with --why.")
    with store.reading() if dry_run else store.writing() as rows:
        if not dry_run:
            rows.lock_company()
        by = who(rows, asked.by)
        facts = gather(rows, period_of(rows.company().zone, ALL_DAYS, now), None, now)
        if asked.lead_id and all(held.lead.lead_id != asked.lead_id for held in facts.leads):
            raise BadInput(f"The hub has no lead {asked.lead_id}.", "The desktop's leads verb shows ids.")
        pairs = _preview(rows, rules, facts, asked, now)
        if not dry_run:
            _write_all(rows, pairs, asked.why.strip(), by, now)
    return moved_answer([moved for _, moved in pairs], dry_run=dry_run)


def move_from(store: HubStore, rules: ContactRules, caller: Caller, message: MovePlaybook, now: datetime) -> MovedPart:
    """Move a part of the leads a person at a desk decides on, or only say what that would change.

    Those are the leads the person's sums are made of. Lead by lead it is told to whoever sees leads, by id and
    holder: a name is the holder's desk's alone to show. A part that is repeated, because its answer was lost, finds
    its leads moved. Raises NotForThisRole, and BadInput for a version there is not.
    """
    person, why = caller.person, message.why.strip()
    if person.role not in PUBLISHES:
        raise NotForThisRole("Officers follow the playbook; managers move leads to a version.", "Ask your manager.")
    if not message.only_asks and not why:
        raise BadInput("Leads are moved with a reason.", "Write in a few words why.")
    if len(message.lead_ids) > PART:
        raise BadInput(f"More than {PART} leads were named.", "Name them in parts.")
    is_told = person.role in SEES_LEADS
    if is_told and message.only_asks and not message.after:
        with store.writing() as rows:
            note(rows, now, person.person_id, "saw what a move of leads would change", str(message.to))
    with store.reading(read_for_sums(person)) if message.only_asks else store.writing() as rows:
        if not message.only_asks:
            rows.lock_company()
        branches = seen_by(rows, person)
        some = _part(rows, message, branches)
        facts = facts_of(rows, some, period_of(rows.company().zone, ALL_DAYS, now), branches, now)
        pairs = _preview(rows, rules, facts, Move(to=message.to, of_version=message.of_version), now)
        if not message.only_asks:
            _write_all(rows, pairs, why, person.name, now)
        count = rows.leads.count(branches)
    return MovedPart(
        # of those that were named each is looked at: whether a stranger's is there must not be told
        looked_at=len(message.lead_ids) or len(some),
        of=len(message.lead_ids) or count,
        ended_at=some[-1].lead.lead_id if len(some) == PART and not message.lead_ids else "",
        moved=len(pairs),
        unchanged=sum(moved.first_change is None for _, moved in pairs),
        leads=[move_told(moved, _holder_of(facts, held)) for held, moved in pairs] if is_told else [],
        server_time=now,
    )


def _part(rows: Rows, message: MovePlaybook, branches: Set[str] | None) -> list[HeldLead]:
    if message.lead_ids:
        return list(rows.leads.by_ids(message.lead_ids).values())
    return rows.leads.following(message.after, PART, branches)


def _holder_of(facts: Facts, held: HeldLead) -> str:
    holder = facts.people.get(held.holder_id or "")
    return holder.name if holder else ""


def _preview(rows: Rows, rules: ContactRules, facts: Facts, asked: Move, now: datetime) -> list[tuple[HeldLead, Moved]]:
    rules = rules.of_company(facts.company_rules)
    # each with those that came after it, as desks have them: a lead that woke is on the version of that day
    books = published((one.version, one.text, one.published_at) for one in facts.playbooks.values())
    newest = max(books)
    new = books[newest if asked.to is None else version_of(rows, asked.to).version]
    out: list[tuple[HeldLead, Moved]] = []
    for held in facts.leads:
        version = held.lead.playbook_version
        if version == new.version or (asked.lead_id and held.lead.lead_id != asked.lead_id):
            continue
        if asked.of_version is not None and version != asked.of_version:
            continue
        moved = _moved(facts, held, books.get(version) or books[newest], new, rules, now)
        if asked.lead_id or not moved.has_ended:
            out.append((held, moved))
    return out


def _write_all(rows: Rows, pairs: list[tuple[HeldLead, Moved]], why: str, by: str, now: datetime) -> None:
    for held, moved in pairs:
        _write(rows, held, moved, why, now)
    if pairs:
        note(rows, now, by, f"leads moved to playbook {pairs[0][1].new.version}", f"{len(pairs)}: {why}")


def _moved(facts: Facts, held: HeldLead, old: Playbook, new: Playbook, rules: ContactRules, now: datetime) -> Moved:
    lead = held.lead
    history = facts.activities.get(lead.lead_id, [])
    holder = facts.people.get(held.holder_id or "")
    return what_moves(lead, old, new, history, rules, facts.known(lead), holder.officer if holder else NOBODY, now)


def _write(rows: Rows, held: HeldLead, moved: Moved, why: str, now: datetime) -> None:
    lead = msgspec.structs.replace(held.lead, playbook_version=moved.new.version)
    told = Activity(
        activity_id=new_id(now),
        lead_id=lead.lead_id,
        kind=Kind.NOTE,
        # nobody of the desks did it: who did is in the audit
        actor_id="",
        began_at=now,
        logged_at=now,
        note=move_note(moved.old.version, moved.new.version, why),
    )
    rows.leads.put(lead)
    rows.activities.add(KeptActivity(told))
    tell_changed(rows, held, lead, told, now)
