"""Where desks ask what works, and plan, begin and stop experiments."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.clock import Clock
from app.command_line import day_of
from app.hub import experiments
from app.hub.again import again
from app.hub.bodies import answer, read_body
from app.hub.gathering import Days
from app.hub.letting_in import Caller
from app.hub.openapi import says, takes
from app.hub.ports import HubStore
from app.hub.records import PUBLISHES, SEES_SUMS
from app.hub.reports import NotForThisRole, Sums
from app.hub.works import Question, tables_for
from app.protocol.experiment_wire import Experiments, PlanExperiment, StopExperiment, WorksTables

_ASKED_WITH = [
    {"name": name, "in": "query", "required": False, "schema": {"type": "string", **form}}
    for name, form in (("from", {"format": "date"}), ("to", {"format": "date"}), ("branch", {}), ("by", {}))
]


def add_works(
    app: FastAPI, store: HubStore, clock: Clock, sums: Sums, who: Callable[[Request], Awaitable[Caller]]
) -> None:
    @app.get("/v1/works", **says(WorksTables, 401, 403, 422, 503), openapi_extra={"parameters": _ASKED_WITH})
    async def works(request: Request) -> Response:
        caller, query = await who(request), request.query_params
        days = Days(day_of(query.get("from")), day_of(query.get("to")))
        asked = Question(days, query.get("branch", ""), query.get("by", ""))
        found = await run_in_threadpool(tables_for, store, sums, caller, asked, clock.now())
        return answer(request, WorksTables(**found))

    def shown() -> Experiments:
        now = clock.now()
        return Experiments(experiments=experiments.show(store, sums, now), server_time=now)

    @app.get("/v1/experiments", **says(Experiments, 401, 403, 503))
    async def every(request: Request) -> Response:
        caller = await who(request)
        if caller.person.role not in SEES_SUMS:
            raise NotForThisRole("What is tried is for managers and marketing to read.", "Ask your manager.")
        return answer(request, await run_in_threadpool(shown))

    @app.post("/v1/experiments", **says(Experiments, 401, 403, 408, 413, 422, 503), **takes(PlanExperiment))
    async def begin(request: Request) -> Response:
        caller = _decides(await who(request))
        message = await read_body(request, PlanExperiment)
        if message.only_asks:
            plan = await run_in_threadpool(experiments.plan, store, sums, message, clock.now())
            return answer(request, Experiments(experiments=[], plan=plan, server_time=clock.now()))
        work = partial(experiments.start, store, sums, message, caller.person.name, clock.now())
        await run_in_threadpool(again, work)
        return answer(request, await run_in_threadpool(shown))

    @app.post("/v1/experiments/stop", **says(Experiments, 401, 403, 408, 413, 422, 503), **takes(StopExperiment))
    async def end(request: Request) -> Response:
        caller = _decides(await who(request))
        message = await read_body(request, StopExperiment)
        name, now = caller.person.name, clock.now()
        await run_in_threadpool(again, partial(experiments.stop, store, sums, message.goes_on, message.why, name, now))
        return answer(request, await run_in_threadpool(shown))


def _decides(caller: Caller) -> Caller:
    if caller.person.role not in PUBLISHES:
        raise NotForThisRole("What is tried is for whoever publishes the playbook.", "Ask your manager.")
    return caller
