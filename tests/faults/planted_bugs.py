"""The known ways in which good systems lost data, each made part of the sync for as long as a test asks for it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest

from app.desktop import round_steps, rounds
from app.desktop.changes import NOTHING
from app.desktop.incoming import Incoming
from app.desktop.outgoing import acked_seq, all_events
from app.desktop.round_steps import Apply, Push, Swap
from app.errors import BadInput
from app.hub import exchange, letting_in, verdicts
from app.protocol.chain import Event, Mark, rechain
from app.protocol.wire import Receipt, Rewind
from tests.faults import memory_hub

Plant = Callable[[pytest.MonkeyPatch], None]
#: each with the kind of weather without which it cannot show, "" where any will do
PLANTS: dict[str, tuple[Plant, str]] = {}


def plants(name: str, concerns: str = "") -> Callable[[Plant], Plant]:
    def known(plant: Plant) -> Plant:
        PLANTS[name] = plant, concerns
        return plant

    return known


@plants("checkpoint saved before the data it covers", "desk_killed")
def _(patch: pytest.MonkeyPatch) -> None:
    honest = rounds.Round._do

    def does(self: Any, effect: Any) -> Any:
        if isinstance(effect, Apply):
            with self._store.writing() as tx:
                tx.put_fact(rounds.CURSOR + effect.page.feed, msgspec.json.encode(effect.page.cursor))
        return honest(self, effect)

    patch.setattr(rounds.Round, "_do", does)


@plants("hub restored, clients never re-upload", "hub_restored")
def _(patch: pytest.MonkeyPatch) -> None:
    honest = rounds.Round._ask

    def asks(self: Any, effect: Any) -> Any:
        answer = honest(self, effect)
        if isinstance(answer, Rewind):
            # what was acknowledged once is not asked about again
            last = effect.request.events[-1].mark if effect.request.events else None
            have = last or Mark(effect.request.from_seq - 1, effect.request.prev_hash)
            return Receipt(have_seq=have.seq, have_hash=have.hash, safe_seq=0, server_time=answer.server_time)
        return answer

    patch.setattr(rounds.Round, "_ask", asks)


def _appended(device_id: str, have: Mark, events: list[Event]) -> verdicts.Continues:
    """Take all of them as new, whatever is there already."""
    fresh, at = [], have
    for event in events:
        again = rechain(event, device_id, at.seq + 1, at.hash)
        fresh.append(again)
        at = again.mark
    return verdicts.Continues(fresh, at)


def _forgets_ids(patch: pytest.MonkeyPatch) -> None:
    honest = memory_hub._Events.append

    def append(self: Any, events: Any, at: Any, clocks: Any) -> Any:
        for event in events:
            self.t.known.pop(event.event_id, None)
        return honest(self, events, at, clocks)

    patch.setattr(memory_hub._Events, "append", append)


@plants("response lost, rows duplicated")
def _(patch: pytest.MonkeyPatch) -> None:
    _forgets_ids(patch)
    patch.setattr(exchange, "judge", lambda device_id, have, request, _: _appended(device_id, have, request.events))


@plants("idempotency key that depends on batch boundaries")
def _(patch: pytest.MonkeyPatch) -> None:
    _forgets_ids(patch)
    seen: set[tuple[str, ...]] = set()

    def judge(device_id: str, have: Mark, request: Any, _: Any) -> Any:
        batch = tuple(event.event_id for event in request.events)
        if batch in seen:
            return verdicts.Continues([], have)
        seen.add(batch)
        return _appended(device_id, have, request.events)

    patch.setattr(exchange, "judge", judge)


@plants("rows skipped when commits land out of order")
def _(patch: pytest.MonkeyPatch) -> None:
    honest, chance = memory_hub._Feeds.rows, random.Random(1)

    def rows(self: Any, feed: str, after: int, limit: int) -> Any:
        found = honest(self, feed, after, limit)
        # the writer of the row before the last has its number and has not committed yet
        return found[:-2] + found[-1:] if len(found) > 1 and chance.random() < 0.3 else found

    patch.setattr(memory_hub._Feeds, "rows", rows)


@plants("rolled-back sequence stalls the reader", "hub_killed")
def _(patch: pytest.MonkeyPatch) -> None:
    honest_writing, honest_rows = memory_hub.MemoryHub.writing, memory_hub._Feeds.rows
    stalled: dict[str, int] = {}

    @contextmanager
    def writing(self: Any) -> Iterator[Any]:
        try:
            with honest_writing(self) as rows:
                yield rows
        except Exception:
            # the number it had drawn never comes, and who reads waits for it
            stalled.update({feed: len(kept) for feed, kept in self.tables.feeds.items() if feed not in stalled})
            raise

    def rows(self: Any, feed: str, after: int, limit: int) -> Any:
        return [row for row in honest_rows(self, feed, after, limit) if row[0].seq <= stalled.get(feed, 10**9)]

    patch.setattr(memory_hub.MemoryHub, "writing", writing)
    patch.setattr(memory_hub._Feeds, "rows", rows)
    patch.setattr(round_steps, "ROUND_STEPS", 10)


@plants("own events come back down as new")
def _(patch: pytest.MonkeyPatch) -> None:
    def activity(self: Any, tx: Any, item: Any) -> Any:
        held = tx.lead(item.activity.lead_id)
        if held is not None and tx.fact(f"echo.{item.activity.activity_id}") is None:
            tx.put_fact(f"echo.{item.activity.activity_id}", b"1")
            tx.add_activity(item.activity)
            self._outgoing.activity(tx, held, item.activity)
        return NOTHING

    patch.setattr(Incoming, "_activity", activity)


@plants("slow or fast clocks win or lose an edit")
def _(patch: pytest.MonkeyPatch) -> None:
    honest = exchange.take_in
    newest: dict[str, Any] = {}

    def take_in(rows: Any, caller: Any, events: Any, *more: Any) -> int:
        kept = []
        for event in events:
            if event.wall_utc >= newest.get(event.actor_id, event.wall_utc):
                newest[event.actor_id] = event.wall_utc
                kept.append(event)
        return honest(rows, caller, kept, *more)

    patch.setattr(exchange, "take_in", take_in)


@plants("refetch loops after a cursor error", "hub_restored")
def _(patch: pytest.MonkeyPatch) -> None:
    honest = rounds.Round._swap

    def swap(self: Any, tx: Any, page: Any) -> bool:
        old = tx.fact(rounds.CURSOR + page.feed)
        is_done = honest(self, tx, page)
        if old is not None:
            tx.put_fact(rounds.CURSOR + page.feed, old)
        return is_done

    patch.setattr(rounds.Round, "_swap", swap)


@plants("an empty or wrong server deletes everything", "hub_emptied")
def _(patch: pytest.MonkeyPatch) -> None:
    honest = Incoming.apply

    def apply(self: Any, tx: Any, page: Any) -> Any:
        if page.resync and page.feed.startswith("officer:"):
            for held in tx.leads():
                if held.from_hub:
                    tx.remove_lead(held.lead.lead_id)
        return honest(self, tx, page)

    patch.setattr(Incoming, "apply", apply)


@plants("cloned disk image, same device id twice", "clones")
def _(patch: pytest.MonkeyPatch) -> None:
    def judge(device_id: str, have: Mark, request: Any, _: Any) -> Any:
        if request.from_seq - 1 > have.seq:
            return verdicts.Behind()
        # whatever has a number that is there already is taken for what is there
        return _appended(device_id, have, [event for event in request.events if event.seq > have.seq])

    patch.setattr(exchange, "judge", judge)
    patch.setattr(rounds, "acknowledged", lambda sent, answer, ours: min(answer.have_seq, ours.last))


@plants("one poison item blocks the queue")
def _(patch: pytest.MonkeyPatch) -> None:
    honest = exchange.take_in

    def take_in(rows: Any, caller: Any, events: Any, *more: Any) -> int:
        if any(event.type == "of a later version" for event in events):
            raise BadInput("This event cannot be read.")
        return honest(rows, caller, events, *more)

    patch.setattr(exchange, "take_in", take_in)


@plants("push interrupted by a restart is not retried", "desk_killed")
def _(patch: pytest.MonkeyPatch) -> None:
    honest = rounds.Round._ask

    def asks(self: Any, effect: Any) -> Any:
        if not isinstance(effect, Push) or not effect.request.events:
            return honest(self, effect)
        # what is being sent stands in memory alone until the hub has answered
        with self._store.writing() as tx:
            whole = all_events(tx)
            tx.replace_events(_rows(whole[: effect.request.from_seq - 1]))
        try:
            return honest(self, effect)
        finally:
            with self._store.writing() as tx:
                tx.replace_events(_rows([*whole, *all_events(tx)[effect.request.from_seq - 1 :]]))

    patch.setattr(rounds.Round, "_ask", asks)


def _rows(events: list[Event]) -> list[tuple[int, str, bytes, bytes]]:
    return [(n, e.event_id, e.hash, msgspec.json.encode(e)) for n, e in enumerate(events, 1)]


@plants("a pull overwrites pending work")
def _(patch: pytest.MonkeyPatch) -> None:
    honest = rounds.Round._apply

    def apply(self: Any, tx: Any, page: Any) -> None:
        honest(self, tx, page)
        tx.replace_events(_rows(all_events(tx)[: acked_seq(tx)]))

    patch.setattr(rounds.Round, "_apply", apply)


@plants("synchronous replica promoted with commits missing", "hub_restored")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(verdicts, "_agrees", lambda _feeds, _feed, cursor, head: cursor.seq <= head.seq)


# -- more ways, of this sync -----------------------------------------------------------------------------


@plants("a feed read anew counts though rows are missing", "hub_restored")
def _(patch: pytest.MonkeyPatch) -> None:
    honest, chance = rounds.Round._read_on, random.Random(2)

    def read_on(self: Any, tx: Any, effect: Any) -> Any:
        if isinstance(effect, Swap) and chance.random() < 0.5:
            tx.unstage(effect.page.feed)
        return honest(self, tx, effect)

    patch.setattr(rounds.Round, "_read_on", read_on)
    patch.setattr(rounds, "is_whole", lambda _whole, _rows: True)


@plants("a scope is taken from what the client asks for")
def _(patch: pytest.MonkeyPatch) -> None:
    everybody = [f"officer:officer-{n}" for n in range(10)]
    patch.setattr(letting_in.Caller, "feeds", property(lambda _self: [*everybody, "branch:branch", "company"]))


@plants("a claim that is asked again is answered anew")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(memory_hub._Claims, "known", lambda _self, _person_id, _claim_id: None)
    patch.setattr(
        memory_hub._Claims, "add", lambda self, one: self.t.claims.update({(one.person_id, one.claim_id): one})
    )


@plants("a lead is given to who claims it, whoever took it meanwhile")
def _(patch: pytest.MonkeyPatch) -> None:
    def waiting(self: Any, _now: Any, limit: int, *, after: Any = None, **_more: Any) -> Any:
        # read before the other one committed
        there = [held.lead for held in self.t.leads.values() if held.lead.lead_id not in self.t.purged]
        return [] if after else sorted(there, key=lambda lead: lead.received_at)[-limit:]

    patch.setattr(memory_hub._Leads, "waiting", waiting)
