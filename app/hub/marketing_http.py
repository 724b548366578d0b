"""Where marketing's own desk is handed the leads of which all was tried."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.clock import Clock
from app.hub.again import again
from app.hub.bodies import answer, read_body
from app.hub.exhausted_leads import Cases, hand_to
from app.hub.letting_in import Caller
from app.hub.openapi import says, takes
from app.hub.ports import HubStore
from app.protocol.handover import HandedLeads, HandOver


def add_marketing(
    app: FastAPI, store: HubStore, clock: Clock, caller_of: Callable[[Request], Awaitable[Caller]], cases: Cases
) -> None:
    @app.post("/v1/exhausted", **says(HandedLeads, 401, 403, 408, 413, 422, 503), **takes(HandOver))
    async def exhausted(request: Request) -> Response:
        caller = await caller_of(request)
        message = await read_body(request, HandOver)
        work = partial(hand_to, store, cases, caller, message, clock.now())
        return answer(request, await run_in_threadpool(again, work))
