"""The addresses that take a number apart: its leads, a lead's story, what is noticed of an officer, the one-to-one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from app.clock import Clock
from app.command_line import day_of, instant_of
from app.errors import BadInput
from app.hub import drilling
from app.hub.bodies import answer
from app.hub.drilling import Behind, Cases
from app.hub.gathering import Days
from app.hub.letting_in import Caller
from app.hub.openapi import says
from app.hub.ports import HubStore
from app.hub.reports import Question, Report
from app.protocol.drilled import LeadsBehind, LeadStory, LeaksBehind, OneToOne, Signals


def add_drilling(
    app: FastAPI, store: HubStore, clock: Clock, caller_of: Callable[[Request], Awaitable[Caller]], sums: Cases
) -> None:
    """Add them to the hub's application; `caller_of` finds out who asks."""

    @app.get(
        "/v1/reports/{report}/leads",
        **says(LeadsBehind | LeaksBehind, 401, 403, 422, 503),
        openapi_extra={"parameters": [_in_path("report"), *asked_with("figure", "step")]},
    )
    async def leads(request: Request) -> Response:
        caller = await caller_of(request)
        query = request.query_params
        question = question_of(_report(request.path_params["report"]), query)
        behind = Behind(question, figure=query.get("figure", ""), step=query.get("step", ""))
        found = await run_in_threadpool(drilling.leads_behind, store, sums, caller, behind, clock.now())
        return answer(request, found)

    in_path = {"parameters": [_in_path("lead_id")]}

    @app.get("/v1/leads/{lead_id}", **says(LeadStory, 401, 403, 422, 503), openapi_extra=in_path)
    async def story(request: Request) -> Response:
        caller = await caller_of(request)
        lead_id = request.path_params["lead_id"]
        return answer(request, await run_in_threadpool(drilling.story_of, store, sums, caller, lead_id, clock.now()))

    asked = {"parameters": asked_with()}

    @app.get("/v1/reports/signals", **says(Signals, 401, 403, 422, 503), openapi_extra=asked)
    async def signals(request: Request) -> Response:
        caller = await caller_of(request)
        question = question_of(Report.OFFICER, request.query_params)
        return answer(
            request, await run_in_threadpool(drilling.signals_for, store, sums, caller, question, clock.now())
        )

    @app.get("/v1/reports/one_to_one", **says(OneToOne, 401, 403, 422, 503), openapi_extra=asked)
    async def one_to_one(request: Request) -> Response:
        caller = await caller_of(request)
        question = question_of(Report.OFFICER, request.query_params)
        return answer(request, await run_in_threadpool(drilling.one_to_one, store, sums, caller, question, clock.now()))


def asked_with(*more: str) -> list[dict[str, Any]]:
    """Return what a report's address may be asked with, for the page that describes it."""
    named = {"from": "date", "to": "date", "at": "date-time", "branch": "", "officer": "", **dict.fromkeys(more, "")}
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "schema": {"type": "string", **({"format": form} if form else {})},
        }
        for name, form in named.items()
    ]


def _in_path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def question_of(report: Report, query: QueryParams) -> Question:
    """Read what is asked from an address, where a plus sign may have become a space."""
    at = query.get("at")
    return Question(
        report,
        Days(day_of(query.get("from")), day_of(query.get("to"))),
        branch=query.get("branch", ""),
        officer=query.get("officer", ""),
        at=instant_of(at.replace(" ", "+") if at else None),
    )


def _report(name: str) -> Report:
    try:
        return Report(name)
    except ValueError:
        raise BadInput("There is no such report.", "Ask for those of team, officer or leaks.") from None
