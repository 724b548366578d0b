"""Moving leads to another version of the playbook: first what it would change, then on every desk that holds one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.contact_rules import ContactRules
from app.domain.ids import new_id
from app.domain.moving import Moved, move_note, what_moves
from app.domain.officer import NOBODY
from app.domain.playbook import Playbook
from app.domain.publications import published
from app.errors import BadInput
from app.hub.assigning import tell_changed
from app.hub.auditing import note
from app.hub.gathering import ALL_DAYS, Facts, gather, period_of
from app.hub.playbooks import version_of, who
from app.hub.ports import HubStore, Rows
from app.hub.records import HeldLead, KeptActivity


@dataclass(frozen=True, slots=True)
class Move:
    """Which leads are to go to which version: one lead, those of a version, or, with neither, all that go on.

    `to` None is the newest. Without a reason, `why`, nothing is moved.
    """

    to: int | None = None
    lead_id: str = ""
    of_version: int | None = None
    why: str = ""
    by: str = ""


def move(store: HubStore, rules: ContactRules, asked: Move, now: datetime, *, dry_run: bool) -> list[Moved]:
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
        pairs = _preview(rows, rules, facts, asked, now)
        if not dry_run:
            for held, moved in pairs:
                _write(rows, held, moved, asked, now)
            if pairs:
                to = pairs[0][1].new.version
                note(rows, now, by, f"leads moved to playbook {to}", f"{len(pairs)}: {asked.why.strip()}")
        return [moved for _, moved in pairs]


def _preview(rows: Rows, rules: ContactRules, facts: Facts, asked: Move, now: datetime) -> list[tuple[HeldLead, Moved]]:
    rules = rules.of_company(facts.company_rules)
    # each with those that came after it, as desks have them: a lead that woke is on the version of that day
    books = published((one.version, one.text, one.published_at) for one in facts.playbooks.values())
    newest = max(books)
    new = books[newest if asked.to is None else version_of(rows, asked.to).version]
    if asked.lead_id and all(held.lead.lead_id != asked.lead_id for held in facts.leads):
        raise BadInput(f"The hub has no lead {asked.lead_id}.", "The desktop's leads verb shows ids.")
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


def _moved(facts: Facts, held: HeldLead, old: Playbook, new: Playbook, rules: ContactRules, now: datetime) -> Moved:
    lead = held.lead
    history = facts.activities.get(lead.lead_id, [])
    holder = facts.people.get(held.holder_id or "")
    return what_moves(lead, old, new, history, rules, facts.known(lead), holder.officer if holder else NOBODY, now)


def _write(rows: Rows, held: HeldLead, moved: Moved, asked: Move, now: datetime) -> None:
    lead = msgspec.structs.replace(held.lead, playbook_version=moved.new.version)
    told = Activity(
        activity_id=new_id(now),
        lead_id=lead.lead_id,
        kind=Kind.NOTE,
        # nobody of the desks did it: who did is in the audit
        actor_id="",
        began_at=now,
        logged_at=now,
        note=move_note(moved.old.version, moved.new.version, asked.why.strip()),
    )
    rows.leads.put(lead)
    rows.activities.add(KeptActivity(told))
    tell_changed(rows, held, lead, told)
