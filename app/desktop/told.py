"""What the company was told of the officer and when, read back from this desk's own log, and what it never is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from app.clock import Clock
from app.desktop.leadbook import LeadBook
from app.desktop.outgoing import acked_seq, pending
from app.desktop.ports import Identity, Store, Tx
from app.desktop.views import Kept, ToldEntry, ToldPage
from app.domain.activity import Activity
from app.domain.outcome import OUTCOMES
from app.protocol import wire
from app.protocol.chain import Event

#: entries to a page of the list
PAGE = 200
_NEWEST = 2**62

#: what each type of event tells, and what is in it
TYPES = {
    wire.ACTIVITY: (
        "What you logged",
        (
            "The outcome or fact, when it began and when you logged it, the number or address that was tried, a time "
            "that was promised, a reason and the note beside it, whether the call was handed to the phone by this "
            "program, when the reminder it answers was shown, and whether it was within the rules."
        ),
    ),
    wire.LEAD_ADDED: (
        "Leads of your own",
        "The whole lead as you entered or imported it: your company's policy is that own leads are the company's.",
    ),
    wire.LEAD_KEPT: ("Leads handed back", "The whole lead: the hub gave it to you and had lost it since."),
    wire.OWN_COUNT: (
        "Counts of your own leads",
        "A day and the kind of outcome. No name, no number, no note, and not which lead.",
    ),
    wire.OWN_DO_NOT_CALL: (
        "Do-not-calls of your own leads",
        "The numbers that asked not to be called, as hashes under the company's key. No name, and not which lead.",
    ),
}
_OTHER = ("Something else", "An entry of a kind this version does not write.")
_OWN_LEADS = {
    "private": "Names, numbers, notes and facts of your own leads. Of what you log on them the company hears the day "
    "and the kind of outcome, and, as hashes, the numbers that asked not to be called.",
    "company": "",
    "off": "Everything about your own leads: your company's policy is that they are no concern of it.",
}


class Told:
    """Reads the outgoing log; it adds nothing to it."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook) -> None:
        self._store, self._clock, self._book = store, clock, book

    def page(self, before: int = _NEWEST) -> ToldPage:
        """Return the newest entries of the log before a number, how many there are of each type, and what stays."""
        with self._store.reading() as tx:
            identity, acked = self._book.identity(tx), acked_seq(tx)
            events = [msgspec.json.decode(raw, type=Event) for raw in tx.events_before(before, PAGE)]
            counts = tx.event_types(acked)
            return ToldPage(
                hub_url=identity.hub_url if identity.hub_id else "",
                company=identity.company,
                up=[(*TYPES.get(name, _OTHER), n) for name, n in sorted(counts.items(), key=_by_number)],
                waiting=pending(tx),
                last_at=identity.last_sync_at,
                entries=list(_entries(tx, events, acked)),
                more=bool(events) and events[-1].seq > 1,
                never=list(_never(tx, identity)),
                also=_ALSO if identity.hub_id else (),
            )


def _by_number(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _entries(tx: Tx, events: Sequence[Event], acked: int) -> Iterator[ToldEntry]:
    receipts = tx.receipts(events[-1].seq, limit=len(events) + 1) if events else []
    names = {held.lead.lead_id: held.lead.name for held in tx.held([e.lead_id for e in events if e.lead_id])}
    for event in events:
        is_sent = event.seq <= acked
        yield ToldEntry(
            seq=event.seq,
            words=_words(event),
            about=names.get(event.lead_id, ""),
            logged_at=event.wall_utc,
            is_sent=is_sent,
            sent_at=_sent_at(event.seq, receipts) if is_sent else None,
            verbatim=_verbatim(event),
        )


def _sent_at(seq: int, receipts: Iterable[tuple[int, datetime | None]]) -> datetime | None:
    """Return when the hub first said that it has this entry, None where that was not noted."""
    return next((at for have, at in receipts if have >= seq), None)


def _words(event: Event) -> str:
    if event.payload is None:
        return "Deleted: the person was forgotten"
    match event.type:
        case wire.ACTIVITY:
            kind = msgspec.json.decode(event.payload, type=Activity).kind
            return OUTCOMES[kind].words if kind in OUTCOMES else kind.value.replace("_", " ").capitalize()
        case wire.LEAD_ADDED | wire.LEAD_KEPT:
            return "The whole lead"
        case wire.OWN_COUNT:
            count = msgspec.json.decode(event.payload, type=wire.OwnCount)
            return f"One of your own leads, {count.on}: {count.kind.replace('_', ' ')}"
        case wire.OWN_DO_NOT_CALL:
            asked = msgspec.json.decode(event.payload, type=wire.OwnDoNotCall)
            return "A do-not-call, as hashes" if asked.stands else "A do-not-call taken back"
        case _:
            return _OTHER[0]


def _verbatim(event: Event) -> str:
    """Return the entry as it travels: its contents, then what stands around them."""
    inside = b"" if event.payload is None else msgspec.json.format(event.payload, indent=2)
    around = msgspec.to_builtins(msgspec.structs.replace(event, payload=None, salt=None), builtin_types=(datetime,))
    shown = {name: value for name, value in around.items() if name not in ("payload", "salt", "prev", "hash", "digest")}
    return "\n\n".join(
        part.decode() for part in (inside, msgspec.json.format(msgspec.json.encode(shown), indent=2)) if part
    )


def _never(tx: Tx, identity: Identity) -> Iterator[Kept]:
    """Give what stays on this desk, in the order people ask for it."""
    notes = tx.private_note_count()
    yield Kept("Private notes", f"{notes:,} of them here. They are in no entry of the log.")
    if identity.own_leads != "company" and _OWN_LEADS.get(identity.own_leads):
        yield Kept("Your own leads", _OWN_LEADS[identity.own_leads])
    yield from _STAYS


_STAYS = (
    Kept(
        "What you look at", "Which cards you open, what you search for, how long you stay. Nobody notes it here either."
    ),
    Kept("Your screen, keys and calls", "No recording, no picture, no key strokes, no location."),
    Kept("Reminders", "What you snoozed, and those no outcome answers: an outcome says when its reminder was shown."),
    Kept("Settings", "Looks, sounds, snoozes and whatever else you choose under Settings."),
    Kept("Drafts", "A playbook you edit or try out, until you publish it."),
    Kept("Reports of faults", "They are shown to you, and sent by you or not at all."),
)
_ALSO = (
    Kept("As you joined", "The name you gave this desk, and the public half of its key."),
    Kept(
        "With each round",
        "What this desk's clock shows, and that it was here: the hub notes when it saw a desk last. Whether you are "
        "available, on a call, working off shift, away or take no new leads, and until when.",
    ),
    Kept("With each entry", "This desk's time zone, the number of the entry, and how far its clock was off."),
    Kept(
        "As you ask",
        "A lead you take or pass on, numbers you ask the hub for, and, of managers, what they publish or move.",
    ),
)
