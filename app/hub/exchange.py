"""The two halves of sync: a device's log comes up in its chain, the feeds go down page by page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from msgspec.structs import replace

from app.errors import BadInput
from app.hub.assigning import take_all_from
from app.hub.auditing import note
from app.hub.clock_grading import clocks_of
from app.hub.copied import forks
from app.hub.covering import give_back
from app.hub.forgetting import bare_event
from app.hub.letting_in import LAST_WORDS, Caller, shut_out, to_be_wiped
from app.hub.ports import HubStore, Rows
from app.hub.presence import hear
from app.hub.records import Taken
from app.hub.understanding import take_in
from app.hub.verdicts import Behind, Continues, Copied, Impossible, judge, page_of
from app.protocol.feed import PURGED, SHUT_OUT, LeadGone, Wipe, officer_feed, write
from app.protocol.limits import PULL_FEEDS, PUSH_EVENTS
from app.protocol.wire import (
    LEAD_ADDED,
    LEAD_KEPT,
    Cursor,
    FeedPage,
    FeedRow,
    Fork,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Receipt,
    Rewind,
    Stranger,
)

#: where a device stands that was shut out and knows what to remove; no epoch of a feed is called so
_TOLD = Cursor(epoch=SHUT_OUT, seq=0, mark="")
#: and one that was told to throw its data away, which may be decided later
_TOLD_TO_WIPE = Cursor(epoch=f"{SHUT_OUT}, wiped", seq=0, mark="")
#: what is noted in the audit; and an own lead and the same one handed back by another desk: the later one sees what
#: became of the first
_ONE_AT_A_TIME = frozenset({LEAD_KEPT, LEAD_ADDED})


def _nobody(_taken: Taken) -> None:
    pass


def push(
    store: HubStore, caller: Caller, request: PushRequest, now: datetime, told: Callable[[Taken], None] = _nobody
) -> PushAnswer:
    """Take in a stretch of a device's log, or say what is wrong with it; what is taken in is durable on return.

    Everything is decided under the device's lock from one pair, the last number and hash the hub has. `told` hears
    what became of the events, once that is committed.
    """
    _check_form(caller, request)
    with store.writing() as rows:
        hub_id = rows.company().hub_id
        if request.hub_id != hub_id:
            return Stranger(hub_id=hub_id, server_time=now)
        caller = _locked(rows, caller, request, now)
        device = caller.device
        verdict = judge(device.device_id, device.have, request, partial(rows.events.hash_at, device.device_id))
        match verdict:
            case Behind():
                return Rewind(have_seq=device.have.seq, have_hash=device.have.hash, server_time=now)
            case Copied():
                return _fork(rows, caller, verdict.at, now)
            case Impossible():
                raise BadInput("No desk writes such a log: what it says is not what was sealed.", "Send it again.")
        fresh, have = verdict.fresh, verdict.have
        kept, aside = _keep_and_act_on(rows, caller, request, verdict, now)
        rows.devices.took_in(device.device_id, have, now)
        if request.presence is not None and caller.out_since is None:
            hear(rows, caller, request.presence, now)
        if caller.out_since is not None and fresh:
            _last_words(rows, caller, len(fresh), now)
        somebody_is_back = rows.claims.is_over(now)
    if somebody_is_back:
        # a hub has no clock of its own that rings, and every desk comes by every minute or two
        give_back(store, now)
    told(Taken(kept - aside, len(request.events) - kept, aside))
    return Receipt(have_seq=have.seq, have_hash=have.hash, safe_seq=device.safe_seq, server_time=now)


def _check_form(caller: Caller, request: PushRequest) -> None:
    if len(request.events) > PUSH_EVENTS:
        raise BadInput(f"A push carries at most {PUSH_EVENTS} events.")
    if request.device_id != caller.device.device_id:
        raise BadInput("This log is another device's than the token.")
    if "\x00" in "".join([word for event in request.events for word in event.words]):
        raise BadInput("A word of this log has a NUL in it.")


def _locked(rows: Rows, caller: Caller, request: PushRequest, now: datetime) -> Caller:
    """Return the caller with the device as it stands, locked until the push is over; raises for one that is out."""
    if caller.out_since is not None or any(event.type in _ONE_AT_A_TIME for event in request.events):
        # the company is locked before a device
        rows.lock_company()
    device = rows.devices.lock(caller.device.device_id)
    if device is None or (caller.out_since is not None and now - caller.out_since > LAST_WORDS):
        raise shut_out()
    if device.wipe_now and device.key is not None:
        # a desk of before there were keys would not understand, and is told the other way
        raise to_be_wiped()
    return replace(caller, device=device)


def _keep_and_act_on(
    rows: Rows, caller: Caller, request: PushRequest, verdict: Continues, now: datetime
) -> tuple[int, int]:
    """Keep the events, of forgotten people without what they told; a do-not-call among those counts all the same.

    A desk whose log still tells of one is told to forget: a hub that was restored may not know any more that it held
    the lead. Returns how many were new, and how many of them were laid aside.
    """
    fresh, clocks = verdict.fresh, clocks_of(verdict.fresh, request.clock, now)
    standings = rows.leads.standings(caller.person.person_id, sorted({event.lead_id for event in fresh}))
    purged = standings.purged
    for lead_id in sorted({event.lead_id for event in fresh if event.payload is not None and event.lead_id in purged}):
        rows.feeds.append(officer_feed(caller.person.person_id), LeadGone(lead_id=lead_id, why=PURGED))
    kept = rows.events.append([bare_event(e) if e.lead_id in purged else e for e in fresh], now, clocks)
    unknown = {event.event_id for event in kept}
    meant = [event for event in fresh if event.event_id in unknown]
    return len(kept), take_in(rows, caller, meant, standings, now, clocks)


def _last_words(rows: Rows, caller: Caller, count: int, now: datetime) -> None:
    """Note what a device handed in that is shut out; an own lead of somebody who left is given out again at once."""
    note(rows, now, caller.person.person_id, f"{count} events handed in after being shut out", caller.device.device_id)
    person = rows.people.by_id(caller.person.person_id)
    if person is not None and person.left_at is not None:
        take_all_from(rows, person, now)


def _fork(rows: Rows, caller: Caller, parting: bytes, now: datetime) -> Fork:
    made = forks(rows, caller.person, caller.device, parting, now)
    return Fork(
        device_id=made.device.device_id,
        token=made.token,
        refresh_token=made.refresh_token,
        access_s=made.access_s,
        server_time=now,
    )


def pull(store: HubStore, caller: Caller, request: PullRequest, now: datetime) -> PullAnswer | Stranger:
    """Return a page of each feed that was asked for and that this person may read; others are passed over."""
    if len(request.cursors) > PULL_FEEDS:
        raise BadInput(f"A pull asks for at most {PULL_FEEDS} feeds.")
    with store.reading(seen_by=caller.person.person_id) as rows:
        hub_id = rows.company().hub_id
        if request.hub_id != hub_id:
            return Stranger(hub_id=hub_id, server_time=now)
        if caller.out_since is not None:
            return _farewell(rows, caller, request, now)
        wanted = [feed for feed in caller.feeds if feed in request.cursors]
        heads = rows.feeds.heads(wanted)
        pages = [page_of(rows.feeds, feed, heads[feed], request, now) for feed in wanted]
        return PullAnswer(pages=pages, feeds=caller.feeds, server_time=now)


def _farewell(rows: Rows, caller: Caller, request: PullRequest, now: datetime) -> PullAnswer:
    """Tell a device that was shut out which leads to remove; one that was told it already is refused.

    Not by way of the feed itself: the person's other devices read that one too, and keep what they hold.
    """
    person_id = caller.person.person_id
    own = officer_feed(person_id)
    cursor = request.cursors.get(own)
    told = _TOLD if caller.device.wipe_at is None else _TOLD_TO_WIPE
    if cursor is not None and cursor == told:
        raise shut_out()
    gone = [write(LeadGone(lead_id=lead_id, why=SHUT_OUT)) for lead_id in rows.leads.all_ever_held(person_id)]
    if caller.device.wipe_at is not None:
        gone.append(write(Wipe(device_id=caller.device.device_id)))
    sent = [FeedRow(seq=0, mark="", kind=kind, body=body) for kind, body in gone]
    page = FeedPage(feed=own, rows=sent, cursor=told, more=False, resync=False)
    # a desk asks for feeds by name, once it was told which there are
    return PullAnswer(pages=[page] if own in request.cursors else [], feeds=[own], server_time=now)
