"""The playbook in force on this desk, and putting another one in force where there is no hub."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from app.clock import Clock
from app.desktop.changes import NOTHING, Changed, Touched
from app.desktop.leadbook import LeadBook
from app.desktop.outgoing import Outgoing
from app.desktop.ports import HeldLead, PlaybookRow, Store, Tx
from app.domain.activity import Activity, Kind
from app.domain.ids import new_id
from app.domain.moving import Moved, move_note, what_moves
from app.domain.playbook import Playbook
from app.domain.playbook_checks import Checked, Terms, check, checked
from app.domain.playbook_file import read_published
from app.domain.templates import (
    INVENTED_COMPANY,
    INVENTED_LEAD,
    INVENTED_OFFICER,
    Template,
    fill,
    with_own,
)
from app.errors import BadInput


@dataclass(frozen=True, slots=True)
class Preview:
    """A template filled for a lead, or for an invented one."""

    template: Template
    subject: str
    body: str
    is_invented: bool


@dataclass(frozen=True, slots=True)
class Move:
    """Which leads are to go to which version: one lead, those of a version, or, with neither, all that go on.

    `to` 0 is the version in force.
    """

    to: int = 0
    lead_id: str = ""
    of_version: int = 0
    why: str = ""


class Playbooks:
    """Shows and changes the playbook. Leads stay on the version they arrived under until somebody moves them."""

    def __init__(
        self, store: Store, clock: Clock, book: LeadBook, outgoing: Outgoing, templates: Mapping[str, Template]
    ) -> None:
        self._store, self._clock, self._book, self._outgoing = store, clock, book, outgoing
        self._terms = Terms(book.rules, templates)

    def current(self) -> Playbook:
        """Return the playbook new leads arrive under."""
        with self._store.reading() as tx:
            return self._book.playbook(tx, 0)

    def text(self) -> str:
        """Return the file of the playbook in force."""
        with self._store.reading() as tx:
            return self._book.playbook_row(tx, 0).text

    def check(self, text: str) -> Checked:
        """Judge a playbook's text as `use` would, and say what its author should know."""
        return check(text, self._terms)

    def use(self, text: str, name: str) -> tuple[Playbook, Changed]:
        """Put a playbook in force as the next version, or change nothing where it is in force already.

        What was in force once may be again without being judged anew, whatever the rules have become. Raises
        BadPlaybook, and BadInput where a hub decides.
        """
        with self._store.reading() as tx:
            known = {row.text: row.version for row in tx.playbooks()}
        playbook = read_published(text, known[text]) if text in known else checked(text, self._terms, name=name)
        with self._store.writing() as tx:
            self._refuse_beside_hub(tx, "Publish it there: hub playbook publish FILE")
            newest = self._book.playbook_row(tx, 0)
            if newest.text == text:
                return read_published(text, newest.version), NOTHING
            version = newest.version + 1
            tx.put_playbook(PlaybookRow(version, text, playbook.name, self._clock.now()))
        return read_published(text, version), Changed(Touched.PLAYBOOK | Touched.QUEUE)

    def preview(self, name: str, *, text: str = "", lead_id: str = "") -> Preview:
        """Return a template filled: of the playbook in `text`, else of the lead's own, else of the one in force.

        Without a lead it is filled with an invented one. Raises BadInput for a template or lead there is not.
        """
        lead, officer, company = INVENTED_LEAD, INVENTED_OFFICER, INVENTED_COMPANY
        with self._store.reading() as tx:
            version = 0
            if lead_id:
                lead = self._book.held(tx, lead_id).lead
                identity, version = self._book.identity(tx), lead.playbook_version
                officer, company = identity.officer, identity.company
            own = self._book.playbook(tx, version).templates
        if text:
            own = checked(text, self._terms, name="the playbook").templates
        templates = with_own(self._terms.templates, own)
        if name not in templates:
            raise BadInput(f"There is no template “{name}”.", f"There are {', '.join(sorted(templates))}.")
        return Preview(templates[name], *fill(templates[name], lead, officer, company), not lead_id)

    def move(self, asked: Move, *, dry_run: bool = False) -> tuple[list[Moved], Changed]:
        """Move leads to another version, or only say what that would change; raises BadInput where a hub decides.

        Leads that have ended stay, unless one is named.
        """
        if not dry_run and not asked.why.strip():
            raise BadInput("Leads are moved with a reason.", "Say it with --why.")
        with self._store.writing() as tx:
            self._refuse_beside_hub(tx, "Move them there: hub playbook move")
            to = self._book.playbook_row(tx, asked.to)
            if asked.to and to.version != asked.to:
                raise BadInput(f"There is no version {asked.to} of the playbook.", "playbook show names the one here.")
            chosen = [self._book.held(tx, asked.lead_id)] if asked.lead_id else list(tx.leads())
            pairs = [(held, self._moved(tx, held, to.version)) for held in chosen if _is_meant(held, asked, to.version)]
            pairs = [(held, moved) for held, moved in pairs if asked.lead_id or not moved.has_ended]
            if dry_run:
                return [moved for _, moved in pairs], NOTHING
            for held, moved in pairs:
                self._write(tx, held, moved, asked.why.strip())
        lead_ids = frozenset(moved.lead_id for _, moved in pairs)
        return [moved for _, moved in pairs], Changed(Touched.LEAD | Touched.QUEUE | Touched.REMINDERS, lead_ids)

    def _moved(self, tx: Tx, held: HeldLead, to: int) -> Moved:
        p = self._book.picture(tx, held, self._clock.now())
        after = self._book.playbook(tx, to)
        return what_moves(p.lead, p.playbook, after, p.history, self._book.rules, p.known, p.officer, p.at)

    def _write(self, tx: Tx, held: HeldLead, moved: Moved, why: str) -> None:
        now = self._clock.now()
        lead = msgspec.structs.replace(held.lead, playbook_version=moved.new.version)
        self._book.put_lead(tx, lead, from_hub=held.from_hub)
        told = Activity(
            activity_id=new_id(now),
            lead_id=lead.lead_id,
            kind=Kind.NOTE,
            actor_id=self._book.identity(tx).officer.officer_id,
            began_at=now,
            logged_at=now,
            note=move_note(moved.old.version, moved.new.version, why),
        )
        tx.add_activity(told)
        self._outgoing.activity(tx, held, told)
        self._book.replan(tx, [lead.lead_id], now)

    def _refuse_beside_hub(self, tx: Tx, remedy: str) -> None:
        if self._book.identity(tx).hub_id:
            raise BadInput("This desk follows its hub's playbook.", remedy)


def _is_meant(held: HeldLead, asked: Move, to: int) -> bool:
    version = held.lead.playbook_version
    return version != to and (not asked.of_version or version == asked.of_version)
