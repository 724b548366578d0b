"""A desk's store in memory: what of the port the sync needs, with transactions that a fault may cut."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

import msgspec

from app.desktop.lead_keys import lead_keys
from app.desktop.ports import Bearings, HeldLead, Identity, PlaybookRow
from app.domain.activity import Activity, Kind
from app.domain.clock_grade import Clocked
from app.domain.correcting import corrected
from app.domain.lead import Lead
from app.domain.numbers import phone_key
from app.domain.stage import Stage
from app.domain.standing import Finished
from app.protocol.listed import ListedNumber
from app.protocol.wire import FeedRow

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_NOWHERE = Bearings(stage=Stage.NEW, next=Finished(Stage.NEW, _LONG_AGO))


@dataclass
class Tables:
    """What lies on a desk's disk. Every value is immutable, so that a copy of the dictionaries is a copy of it all."""

    leads: dict[str, HeldLead] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)
    facts: dict[str, bytes] = field(default_factory=dict)
    #: (event id, hash, as sent) by number
    events: dict[int, tuple[str, bytes, bytes]] = field(default_factory=dict)
    staged: dict[tuple[str, int], FeedRow] = field(default_factory=dict)
    blocks: dict[bytes, bool] = field(default_factory=dict)
    tries: dict[tuple[bytes, datetime], bool] = field(default_factory=dict)
    clocks: dict[str, Clocked] = field(default_factory=dict)
    receipts: dict[int, datetime | None] = field(default_factory=dict)

    def copy(self) -> Self:
        return type(self)(*map(dict, vars(self).values()))


class MemoryTx:
    """One transaction; see `app.desktop.ports.Tx` for what each promises."""

    def __init__(self, tables: Tables) -> None:
        self._t = tables

    # leads
    def lead(self, lead_id: str) -> HeldLead | None:
        return self._t.leads.get(lead_id)

    def leads(self) -> list[HeldLead]:
        return list(self._t.leads.values())

    def lead_ids(self) -> list[str]:
        return list(self._t.leads)

    def pinned_to(self, versions: Iterable[int]) -> list[str]:
        return [i for i, held in self._t.leads.items() if held.lead.playbook_version in set(versions)]

    def put_lead(self, lead: Lead, *, from_hub: bool) -> None:
        self._t.leads[lead.lead_id] = HeldLead(lead, _NOWHERE, from_hub)

    def set_listed(self, lead_id: str, listed: Sequence[ListedNumber]) -> None:
        held = self._t.leads[lead_id]
        self._t.leads[lead_id] = HeldLead(held.lead, held.bearings, held.from_hub, tuple(listed))

    def remove_lead(self, lead_id: str) -> None:
        self._t.leads.pop(lead_id, None)
        for activity in self.activities(lead_id):
            del self._t.activities[activity.activity_id]
            self._t.clocks.pop(activity.activity_id, None)

    forget_lead = remove_lead

    def merged_away(self, _lead_ids: Collection[str]) -> Mapping[str, str]:
        # nobody merges leads in a simulated month
        return {}

    def phone_keys(self) -> list[str]:
        return [phone_key(phone.number) for held in self._t.leads.values() for phone in held.lead.phones]

    def hits(self, keys: Sequence[str]) -> list[Any]:
        return []

    def sharing(self, keys: Collection[str]) -> list[str]:
        return [i for i, held in self._t.leads.items() if set(keys) & {phone_key(p.number) for p in held.lead.phones}]

    # activities
    def activities(self, lead_id: str) -> list[Activity]:
        return [a for a in self._t.activities.values() if a.lead_id == lead_id]

    def histories(self, lead_ids: Sequence[str], kinds: Iterable[Kind] = ()) -> Mapping[str, list[Activity]]:
        wanted = set(kinds)
        return {i: [a for a in self.activities(i) if not wanted or a.kind in wanted] for i in lead_ids}

    def add_activity(self, activity: Activity, lead: Lead | None = None) -> bool:
        is_new = activity.activity_id not in self._t.activities
        self._t.activities.setdefault(activity.activity_id, activity)
        return is_new

    def put_clock(self, activity_id: str, clock: Clocked) -> bool:
        if activity_id not in self._t.activities:
            return False
        was, self._t.clocks[activity_id] = self._t.clocks.get(activity_id), clock
        return was != clock

    def drop_clocks(self) -> None:
        self._t.clocks.clear()

    # what the company tells of numbers
    def set_company_block(self, number_hash: bytes, *, stands: bool) -> None:
        self._t.blocks[number_hash] = stands

    def set_company_try(self, number_hash: bytes, at: datetime, *, stands: bool) -> None:
        if stands:
            self._t.tries[number_hash, at] = True
        else:
            self._t.tries.pop((number_hash, at), None)

    def company_tries(self, before: datetime) -> set[bytes]:
        return {hashed for hashed, at in self._t.tries if at < before}

    def forget_company_tries(self, number_hashes: Iterable[bytes], before: datetime) -> None:
        gone = set(number_hashes)
        for key in [key for key in self._t.tries if key[0] in gone and key[1] < before]:
            del self._t.tries[key]

    # the log
    def last_event(self) -> tuple[int, bytes] | None:
        seq = len(self._t.events)
        return (seq, self._t.events[seq][1]) if seq else None

    def put_event(self, seq: int, event_id: str, event_hash: bytes, wire: bytes) -> None:
        assert seq == len(self._t.events) + 1, "a number is left out or written twice"
        self._t.events[seq] = (event_id, event_hash, wire)

    def events_after(self, seq: int, limit: int) -> list[bytes]:
        return [self._t.events[n][2] for n in range(seq + 1, min(len(self._t.events), seq + limit) + 1)]

    def event_hash(self, seq: int) -> bytes | None:
        found = self._t.events.get(seq)
        return None if found is None else found[1]

    def event_count(self, after: int) -> int:
        return max(0, len(self._t.events) - after)

    def replace_events(self, events: Iterable[tuple[int, str, bytes, bytes]]) -> None:
        many = list(events)
        self._t.events.clear()
        for event in many:
            self.put_event(*event)

    def note_receipt(self, seq: int, at: datetime | None) -> None:
        self._t.receipts.setdefault(seq, at)

    def drop_receipts(self) -> None:
        self._t.receipts.clear()

    # feeds read anew
    def stage(self, feed: str, rows: Iterable[FeedRow]) -> None:
        for row in rows:
            assert (feed, row.seq) not in self._t.staged, "a row is staged twice"
            self._t.staged[feed, row.seq] = row

    def staged(self, feed: str) -> list[FeedRow]:
        return [row for (name, _), row in sorted(self._t.staged.items()) if name == feed]

    def unstage(self, feed: str) -> None:
        for key in [key for key in self._t.staged if key[0] == feed]:
            del self._t.staged[key]

    # the rest
    def identity(self) -> Identity | None:
        raw = self._t.facts.get("identity")
        return None if raw is None else msgspec.json.decode(raw, type=Identity)

    def put_identity(self, identity: Identity) -> None:
        self.put_fact("identity", msgspec.json.encode(identity))

    def fact(self, name: str) -> bytes | None:
        return self._t.facts.get(name)

    def put_fact(self, name: str, value: bytes) -> None:
        self._t.facts[name] = value

    def drop_fact(self, name: str) -> None:
        self._t.facts.pop(name, None)

    def playbook_in_force(self) -> PlaybookRow | None:
        return None


class MemoryStore:
    """Hands out transactions; `cut` is called before each begins and before each is kept, `kept` once it is.

    What `cut` raises kills the desk there.

    A transaction that is left by an exception leaves nothing behind.
    """

    def __init__(self, tables: Tables, cut: Callable[[], None], kept: Callable[[], None]) -> None:
        self.tables, self._cut, self._kept = tables, cut, kept

    @contextmanager
    def reading(self) -> Iterator[Any]:
        self._cut()
        yield MemoryTx(self.tables)

    def alone(self, _at: str) -> AbstractContextManager[None]:
        return nullcontext()

    @contextmanager
    def writing(self) -> Iterator[Any]:
        self._cut()
        working = self.tables.copy()
        yield MemoryTx(working)
        self._cut()
        self.tables = working
        self._kept()


class PlainBook:
    """Keeps leads without planning them; see `app.desktop.leadbook.LeadBook`."""

    def identity(self, tx: Any) -> Identity:
        identity = tx.identity()
        assert isinstance(identity, Identity)
        return identity

    def playbook_row(self, _tx: Any, _version: int) -> PlaybookRow:
        return PlaybookRow(1, "", "", _LONG_AGO)

    def put_lead(self, tx: Any, lead: Lead, *, from_hub: bool) -> None:
        tx.put_lead(lead, from_hub=from_hub)
        assert lead_keys(lead)

    def put_right(self, tx: Any, lead_id: str) -> Lead:
        held = tx.lead(lead_id)
        lead = corrected(held.lead, tx.activities(lead_id))
        self.put_lead(tx, lead, from_hub=held.from_hub)
        return lead

    def sharing(self, tx: Any, lead: Lead) -> set[str]:
        return set(tx.sharing([phone_key(phone.number) for phone in lead.phones]))

    def replan(self, _tx: Any, _lead_ids: Sequence[str], _now: datetime) -> None:
        pass

    def replan_all(self, _tx: Any, _now: datetime) -> None:
        pass

    def remind_if_forgotten(self, _tx: Any, _lead_id: str, _now: datetime) -> None:
        pass
