"""Where a manager's desk asks what is red now, and does something about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.clock import Clock
from app.command_line import instant_of
from app.domain.contact_rules import ContactRules
from app.hub.again import again
from app.hub.auditing import note
from app.hub.bodies import answer, read_body
from app.hub.excusing import excuse
from app.hub.giving import give_leads
from app.hub.letting_in import Caller
from app.hub.live_now import live_now
from app.hub.managing import Actor, actor_of
from app.hub.moves import moves_for
from app.hub.nudging import nudge
from app.hub.openapi import says, takes
from app.hub.pool import PoolRules
from app.hub.ports import HubStore
from app.hub.spreading import spread_leads
from app.protocol.live import Done, Excuse, GiveLeads, GivenLeads, LiveNow, Moves, Nudge

#: the page asks anew whenever something changes; that somebody looks is noted once in this time
NOTED_EVERY = timedelta(hours=1)
_SINCE = {"name": "since", "in": "query", "required": False, "schema": {"type": "string", "format": "date-time"}}

Finds = Callable[[Request], Awaitable[Caller]]


def add_live(app: FastAPI, store: HubStore, clock: Clock, caller_of: Finds, rules: ContactRules) -> None:
    looks = _Looks(store)

    @app.get("/v1/live", **says(LiveNow, 401, 403, 503))
    async def live(request: Request) -> Response:
        caller = await caller_of(request)
        return answer(request, await run_in_threadpool(looks.now, caller, PoolRules(rules), clock.now()))

    @app.get("/v1/moves", **says(Moves, 401, 403, 422, 503), openapi_extra={"parameters": [_SINCE]})
    async def moves(request: Request) -> Response:
        caller = await caller_of(request)
        since = request.query_params.get("since")
        at = instant_of(since.replace(" ", "+") if since else None)
        return answer(request, await run_in_threadpool(moves_for, store, caller, at, clock.now()))

    @app.post("/v1/leads/give", **says(GivenLeads, 401, 403, 408, 413, 422, 503), **takes(GiveLeads))
    async def give(request: Request) -> Response:
        caller = await caller_of(request)
        message = await read_body(request, GiveLeads)
        return answer(request, await run_in_threadpool(_give, store, rules, caller, message, clock.now()))

    @app.post("/v1/nudge", **says(Done, 401, 403, 408, 413, 422, 503), **takes(Nudge))
    async def nudged(request: Request) -> Response:
        caller = await caller_of(request)
        message = await read_body(request, Nudge)
        return answer(request, await run_in_threadpool(_acts, store, caller, partial(_nudge, message, clock.now())))

    @app.post("/v1/excuse", **says(Done, 401, 403, 408, 413, 422, 503), **takes(Excuse))
    async def excused(request: Request) -> Response:
        caller = await caller_of(request)
        message = await read_body(request, Excuse)
        return answer(request, await run_in_threadpool(_acts, store, caller, partial(_excuse, message, clock.now())))


def _nudge(message: Nudge, now: datetime, store: HubStore, actor: Actor) -> Done:
    return nudge(store, actor, message, now)


def _excuse(message: Excuse, now: datetime, store: HubStore, actor: Actor) -> Done:
    return excuse(store, actor, message, now)


def _acts(store: HubStore, caller: Caller, act: Callable[[HubStore, Actor], Done]) -> Done:
    """Do something as a manager, once more where that crossed somebody else's locks."""
    with store.reading() as rows:
        actor = actor_of(rows, caller)
    return again(partial(act, store, actor))


def _give(store: HubStore, rules: ContactRules, caller: Caller, message: GiveLeads, now: datetime) -> GivenLeads:
    with store.reading() as rows:
        actor = actor_of(rows, caller)
    return (spread_leads if message.in_turn else give_leads)(store, rules, actor, message, now)


class _Looks:
    """Answers what is red now, and notes who looked: once an hour, for a page that stays open asks all the time."""

    def __init__(self, store: HubStore) -> None:
        self._store = store
        self._noted: dict[str, datetime] = {}

    def now(self, caller: Caller, rules: PoolRules, now: datetime) -> LiveNow:
        person_id = caller.person.person_id
        with self._store.reading(seen_by=person_id) as rows:
            found = live_now(rows, rules, actor_of(rows, caller), now)
        noted_at = self._noted.get(person_id)
        if noted_at is None or now - noted_at >= NOTED_EVERY:
            with self._store.writing() as rows:
                note(rows, now, person_id, "saw what is red now", caller.person.branch_id)
            self._noted[person_id] = now
        return found
