"""Moving leads to another version of the playbook: first what that would change, here or through the hub."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import msgspec

from app.clock import Clock
from app.desktop.changes import NOTHING, Changed, Touched
from app.desktop.leadbook import LeadBook
from app.desktop.outgoing import Outgoing
from app.desktop.playbook_drafts import PUBLISHING
from app.desktop.ports import HeldLead, Store, Tx
from app.domain.activity import Activity, Kind
from app.domain.ids import new_id
from app.domain.moving import Moved, MoveTold, move_note, move_told, what_moves
from app.errors import BadInput
from app.protocol.wire import MovedPart, MovePlaybook

#: is told how many leads of how many were looked at; False ends the work
Progress = Callable[[int, int], bool]
#: leads looked at between two reports of how far it is; each is followed and planned under both versions
PART = 100


class MoveLink(Protocol):
    """Where a company's leads are moved."""

    def move_leads(self, message: MovePlaybook) -> MovedPart: ...


class Move(msgspec.Struct, frozen=True):
    """Which leads are to go to which version: those named, those of a version, or, with neither, all that go on.

    `to` 0 is the version in force. Leads that have ended stay, unless `lead_id` names one.
    """

    to: int = 0
    lead_id: str = ""
    of_version: int = 0
    lead_ids: tuple[str, ...] = ()
    why: str = ""


class Moving(msgspec.Struct, frozen=True):
    """What a move changes, or changed, as far as it came: `is_whole` unless somebody ended it.

    `unchanged` of the leads `moved` notice nothing. `leads` is empty where the hub tells this person counts alone;
    `names` holds those that this desk may show, by lead.
    """

    moved: int
    unchanged: int
    leads: list[MoveTold]
    names: dict[str, str]
    is_whole: bool


class Moves:
    """Moves leads, or says what it would change. Through a hub it waits for the network, else it works on the store."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        book: LeadBook,
        outgoing: Outgoing,
        link_to: Callable[[str, str], MoveLink],
    ) -> None:
        self._store, self._clock, self._book, self._outgoing = store, clock, book, outgoing
        self._link_to = link_to

    def preview(self, asked: Move, progress: Progress) -> Moving:
        """Return what a move would change; nothing is written."""
        return self._go(asked, progress, only_asks=True)

    def move(self, asked: Move, progress: Progress) -> tuple[Moving, Changed]:
        """Move the leads part by part: those moved when `progress` ends it stay moved.

        Raises BadInput without a why and for a version there is not, and what a hub that cannot be asked raises.
        """
        if not asked.why.strip():
            raise BadInput("Leads are moved with a reason.", "Write in a few words why.")
        moving = self._go(asked, progress, only_asks=False)
        touched = Touched.LEAD | Touched.QUEUE | Touched.REMINDERS
        return moving, Changed(touched, frozenset(one.lead_id for one in moving.leads)) if moving.moved else NOTHING

    def here(self, asked: Move, *, dry_run: bool) -> list[Moved]:
        """Move this desk's own leads, or only say what that would change, for the command line.

        Raises BadInput where a hub decides.
        """
        if not dry_run and not asked.why.strip():
            raise BadInput("Leads are moved with a reason.", "Say it with --why.")
        with self._store.reading() as tx:
            if self._book.identity(tx).hub_id:
                raise BadInput("This desk follows its hub's playbook.", "Move them there: hub playbook move")
        return [one for part in self._parts_here(asked, only_asks=dry_run) for one in part[1]]

    def _go(self, asked: Move, progress: Progress, *, only_asks: bool) -> Moving:
        with self._store.reading() as tx:
            identity = self._book.identity(tx)
        parts = self._parts_there if identity.hub_id else self._told_here
        moved = unchanged = looked_at = 0
        leads: list[MoveTold] = []
        is_whole = True
        for part in parts(asked, only_asks=only_asks):
            moved, unchanged, looked_at = moved + part.moved, unchanged + part.unchanged, looked_at + part.looked_at
            leads += part.leads
            if not progress(min(looked_at, part.of), part.of) and part.ended_at:
                is_whole = False
                break
        return Moving(moved, unchanged, leads, self._names(leads), is_whole)

    def _names(self, leads: Sequence[MoveTold]) -> dict[str, str]:
        with self._store.reading() as tx:
            return {
                held.lead.lead_id: held.lead.name
                for start in range(0, len(leads), PART)
                for held in tx.held([one.lead_id for one in leads[start : start + PART]])
            }

    # --- through the hub

    def _parts_there(self, asked: Move, *, only_asks: bool) -> Iterator[MovedPart]:
        with self._store.reading() as tx:
            identity = self._book.identity(tx)
            to = asked.to or self._book.playbook_row(tx, 0).version
        if identity.role not in PUBLISHING:
            raise BadInput("Your managers move leads to another version.", "Ask them.")
        message = MovePlaybook(to=to, only_asks=only_asks, why=asked.why.strip(), of_version=asked.of_version or None)

        def ask(message: MovePlaybook) -> MovedPart:
            # asked anew for each part: access is short, and a company's leads are many
            with self._store.reading() as tx:
                now = self._book.identity(tx)
            return self._link_to(now.hub_url, now.token).move_leads(message)

        if asked.lead_ids:
            yield from self._named_there(message, asked.lead_ids, ask)
            return
        part = ask(message)
        yield part
        while part.ended_at:
            part = ask(msgspec.structs.replace(message, after=part.ended_at))
            yield part

    def _named_there(
        self, message: MovePlaybook, lead_ids: Sequence[str], ask: Callable[[MovePlaybook], MovedPart]
    ) -> Iterator[MovedPart]:
        for start in range(0, len(lead_ids), PART):
            some = list(lead_ids[start : start + PART])
            part = ask(msgspec.structs.replace(message, lead_ids=some))
            is_last = start + PART >= len(lead_ids)
            yield msgspec.structs.replace(part, of=len(lead_ids), ended_at="" if is_last else some[-1])

    # --- on a desk of its own

    def _told_here(self, asked: Move, *, only_asks: bool) -> Iterator[MovedPart]:
        """Tell of each part as a hub would."""
        with self._store.reading() as tx:
            me = self._book.identity(tx).officer.name
        for (looked_at, of, ended_at), part in self._parts_here(asked, only_asks=only_asks):
            yield MovedPart(
                looked_at=looked_at,
                of=of,
                ended_at=ended_at,
                moved=len(part),
                unchanged=sum(one.first_change is None for one in part),
                leads=[move_told(one, me) for one in part],
                server_time=self._clock.now(),
            )

    def _parts_here(self, asked: Move, *, only_asks: bool) -> Iterator[tuple[tuple[int, int, str], list[Moved]]]:
        """Yield how far it is, (leads looked at, of how many, the last one unless all were), and what was moved."""
        with self._store.reading() as tx:
            to = self._book.playbook_row(tx, asked.to).version
            if asked.to and to != asked.to:
                raise BadInput(f"There is no version {asked.to} of the playbook.", "playbook show names the one here.")
            ids = [self._book.held(tx, asked.lead_id).lead.lead_id] if asked.lead_id else tx.lead_ids()
            if asked.lead_ids:
                ids = sorted(set(asked.lead_ids) & set(ids))
        for start in range(0, max(len(ids), 1), PART):
            some = ids[start : start + PART]
            with self._store.reading() if only_asks else self._store.writing() as tx:
                pairs = self._pairs(tx, some, asked, to)
                if not only_asks:
                    self._write(tx, pairs, asked.why.strip())
            ended_at = some[-1] if start + PART < len(ids) else ""
            yield (len(some), len(ids), ended_at), [moved for _, moved in pairs]

    def _pairs(self, tx: Tx, lead_ids: Sequence[str], asked: Move, to: int) -> list[tuple[HeldLead, Moved]]:
        meant = [held for held in tx.held(lead_ids) if _is_meant(held, asked, to)]
        after, pictures = self._book.playbook(tx, to), self._book.pictures(tx, meant, self._clock.now())
        rules = self._book.rules
        pairs = [
            (p.held, what_moves(p.lead, p.playbook, after, p.history, rules, p.known, p.officer, p.at))
            for p in pictures
        ]
        return [(held, moved) for held, moved in pairs if asked.lead_id or not moved.has_ended]

    def _write(self, tx: Tx, pairs: Sequence[tuple[HeldLead, Moved]], why: str) -> None:
        now, by = self._clock.now(), self._book.identity(tx).officer.officer_id
        for held, moved in pairs:
            lead = msgspec.structs.replace(held.lead, playbook_version=moved.new.version)
            self._book.put_lead(tx, lead, from_hub=held.from_hub)
            told = Activity(
                activity_id=new_id(now),
                lead_id=lead.lead_id,
                kind=Kind.NOTE,
                actor_id=by,
                began_at=now,
                logged_at=now,
                note=move_note(moved.old.version, moved.new.version, why),
            )
            tx.add_activity(told)
            self._outgoing.activity(tx, held, told)
        self._book.replan(tx, [held.lead.lead_id for held, _ in pairs], now)


def _is_meant(held: HeldLead, asked: Move, to: int) -> bool:
    version = held.lead.playbook_version
    return version != to and (not asked.of_version or version == asked.of_version)
