"""The hub over HTTP: who calls is worked out from the token, and nothing of a borrower is logged or in an address."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

import msgspec
from fastapi import FastAPI
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.clock import Clock
from app.domain.playbook_checks import Terms
from app.errors import BadInput, FollowthroughError, SignInRefused, StoreUnusable, WorldFailed
from app.hub import exchange, letting_in, renewing
from app.hub.again import again
from app.hub.bodies import TooLarge, TooSlow, answer, read_body
from app.hub.claiming import claim
from app.hub.company_sign_in import Checks, no_sign_in
from app.hub.drill_http import add_drilling, asked_with, question_of
from app.hub.intake_http import add_intake
from app.hub.letting_in import Caller, NotLetIn, Why
from app.hub.live_http import add_live
from app.hub.live_names import live_names
from app.hub.marketing_http import add_marketing
from app.hub.metering import Meters
from app.hub.mistakes import Mistakes
from app.hub.moving import move_from
from app.hub.observing import Observed, route_of
from app.hub.openapi import PAGES, describe, says, takes
from app.hub.operating import add_operation
from app.hub.passes import ACCESS_LASTS
from app.hub.pool import PoolRules
from app.hub.ports import HubStore, Rows
from app.hub.publishing import publish_from
from app.hub.reports import OF_WORKS, NotForThisRole, Report, Sums, report_for
from app.hub.vendors import NotAsked, NotAVendor, TooMany
from app.hub.waking import Wakeups
from app.hub.works_http import add_works
from app.protocol import versions
from app.protocol.company_sign_in import SignInOffer
from app.protocol.limits import BODY_BYTES, INFLATED_BYTES, PUSH_EVENTS
from app.protocol.wire import (
    Claim,
    ClaimAnswer,
    Enroll,
    Enrolled,
    Hello,
    MovedPart,
    MovePlaybook,
    PublishAnswer,
    PublishPlaybook,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Refusal,
    Renew,
    Renewed,
    Stranger,
)

log = logging.getLogger(__name__)
T = TypeVar("T")

#: a line on a quiet event stream, so that proxies keep it and a dead one is noticed
_PING_S = 15
_RETRY_S = "5"
_NOT_THIS_WAY = 405
#: at a desk, words about a database would be read as if its own were meant
_NO_DATABASE = StoreUnusable(
    "The hub is there, and cannot read or keep anything just now.", "It is tried again by itself; tell IT if it lasts."
)


def build_app(store: HubStore, clock: Clock, sums: Sums, terms: Terms, checks: Checks = no_sign_in) -> FastAPI:
    """Return the hub's application; it watches the database for as long as it is served.

    `checks` finds out who signed in at the company.
    """
    wakeups, meters = Wakeups(store), Meters(store, clock)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        wakeups.start(asyncio.get_running_loop())
        yield
        await run_in_threadpool(wakeups.stop)

    app = FastAPI(
        title="Followthrough hub",
        version=str(versions.CURRENT),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        # it would send whoever asks to whichever host the request names
        redirect_slashes=False,
    )
    app.state.wakeups = wakeups
    door = _Door(store, clock)
    add_operation(app, store, meters, door.caller)
    _add_joining(app, store, clock, checks)
    _add_exchange(app, store, clock, door, meters)
    _add_claims(app, store, clock, door, terms)
    _add_playbook(app, store, clock, door, terms)
    _add_reports(app, store, clock, door, sums)
    add_drilling(app, store, clock, door.caller, sums)
    _add_wake(app, clock, door, wakeups, meters)
    add_works(app, store, clock, sums, door.caller)
    add_marketing(app, store, clock, door.caller, sums)
    add_intake(app, store, clock, meters, PoolRules(terms.rules))
    add_live(app, store, clock, door.caller, terms.rules)
    _add_refusals(app, clock)
    # last, so that it stands outermost and sees what a mistake is answered with
    app.add_middleware(Observed, clock=clock, meters=meters)
    describe(app)
    return app


def _add_joining(app: FastAPI, store: HubStore, clock: Clock, checks: Checks) -> None:
    @app.get("/v1/hello", **says(Hello, 503))
    async def hello(request: Request) -> Response:
        return answer(request, await run_in_threadpool(_hello, store, clock))

    @app.post("/v1/enroll", **says(Enrolled, 403, 408, 413, 422, 503), **takes(Enroll))
    async def enroll(request: Request) -> Response:
        message = await read_body(request, Enroll)
        if versions.common(message.protocol) is None:
            raise BadInput("This desktop and this hub speak no common protocol.", "Update the older of the two.")
        return answer(request, await run_in_threadpool(letting_in.enroll, store, message, clock.now(), checks))

    @app.post("/v1/renew", **says(Renewed, 401, 408, 413, 422, 503), **takes(Renew))
    async def renew(request: Request) -> Response:
        message = await read_body(request, Renew)
        return answer(request, await _done(renewing.renew, store, message, _token(request), clock.now()))


def _add_exchange(app: FastAPI, store: HubStore, clock: Clock, door: _Door, meters: Meters) -> None:
    @app.post("/v1/push", **says(PushAnswer, 401, 408, 413, 422, 503), **takes(PushRequest))
    async def push(request: Request) -> Response:
        caller = await door.known(request)
        message = await read_body(request, PushRequest)
        done = await _done(exchange.push, store, caller, message, clock.now(), meters.took_in)
        meters.pushed(done)
        return answer(request, done)

    @app.post("/v1/pull", **says(PullAnswer | Stranger, 401, 408, 413, 422, 503), **takes(PullRequest))
    async def pull(request: Request) -> Response:
        caller = await door.known(request)
        message = await read_body(request, PullRequest)
        done = await run_in_threadpool(exchange.pull, store, caller, message, clock.now())
        meters.pulled(done)
        return answer(request, done)


def _add_claims(app: FastAPI, store: HubStore, clock: Clock, door: _Door, terms: Terms) -> None:
    rules = PoolRules(terms.rules)

    @app.post("/v1/claim", **says(ClaimAnswer, 401, 403, 408, 413, 422, 503), **takes(Claim))
    async def take(request: Request) -> Response:
        caller = await door.caller(request)
        message = await read_body(request, Claim)
        return answer(request, await _done(claim, store, rules, caller, message, clock.now()))


def _add_playbook(app: FastAPI, store: HubStore, clock: Clock, door: _Door, terms: Terms) -> None:
    @app.post("/v1/playbook", **says(PublishAnswer, 401, 403, 408, 413, 422, 503), **takes(PublishPlaybook))
    async def playbook(request: Request) -> Response:
        caller = await door.caller(request)
        message = await read_body(request, PublishPlaybook)
        return answer(request, await run_in_threadpool(publish_from, store, terms, caller, message, clock.now()))

    @app.post("/v1/playbook/move", **says(MovedPart, 401, 403, 408, 413, 422, 503), **takes(MovePlaybook))
    async def move(request: Request) -> Response:
        caller = await door.caller(request)
        message = await read_body(request, MovePlaybook)
        return answer(request, await _done(move_from, store, terms.rules, caller, message, clock.now()))


def _add_reports(app: FastAPI, store: HubStore, clock: Clock, door: _Door, sums: Sums) -> None:
    def add(report: Report) -> None:
        @app.get(
            f"/v1/reports/{report.value}",
            name=report.value,
            **says(PAGES[report.answers_with], 401, 403, 422, 503),
            openapi_extra={"parameters": asked_with()},
        )
        async def rows(request: Request) -> Response:
            caller = await door.caller(request)
            question = question_of(report, request.query_params)
            found = await run_in_threadpool(report_for, store, sums, caller, question, clock.now())
            return answer(request, found)

    for report in Report:
        if report not in OF_WORKS:
            add(report)


def _add_wake(app: FastAPI, clock: Clock, door: _Door, wakeups: Wakeups, meters: Meters) -> None:
    also = {"name": "live", "in": "query", "required": False, "schema": {"type": "string"}}

    @app.get("/v1/wake", **says(None, 401, 503), openapi_extra={"parameters": [also]})
    async def wake(request: Request) -> EventSourceResponse:
        caller = await door.caller(request)
        live = await door.hears_of(caller) if request.query_params.get("live") else frozenset()

        async def hints() -> AsyncIterator[ServerSentEvent]:
            with meters.stream(), wakeups.listening(caller.feeds, live) as listener:
                # said once listening, so that whoever pulls on hearing it misses nothing
                yield ServerSentEvent(event="listening", data="[]")
                asked_at = clock.monotonic()
                async for feeds in listener.hints():
                    # a token says for ten minutes who is let in; a stream lasts longer, so it asks anew
                    if clock.monotonic() - asked_at >= ACCESS_LASTS.total_seconds():
                        if not await door.still_hears(caller):
                            return
                        asked_at = clock.monotonic()
                    meters.woke()
                    yield ServerSentEvent(event="wake", data=msgspec.json.encode(feeds).decode())

        return EventSourceResponse(hints(), ping=_PING_S, headers={"Cache-Control": "no-store"})


def _add_refusals(app: FastAPI, clock: Clock) -> None:
    def refusing(
        status: int, code: str | Callable[[Any], str], headers: dict[str, str] | None = None
    ) -> Callable[[Request, Exception], Response]:
        def refuse(request: Request, error: Exception) -> Response:
            word = code if isinstance(code, str) else code(error)
            happened, remedy = (error.happened, error.remedy) if isinstance(error, FollowthroughError) else ("", "")
            message = Refusal(code=word, happened=happened, remedy=remedy, server_time=clock.now())
            response = answer(request, message, status)
            response.headers.update(headers or {})
            return response

        return refuse

    def not_let_in(request: Request, error: Exception) -> Response:
        is_token = isinstance(error, NotLetIn) and error.why in letting_in.ABOUT_THE_TOKEN
        status, headers = (401, {"WWW-Authenticate": "Bearer"}) if is_token else (403, None)
        return refusing(status, lambda e: getattr(e, "why", "") or "refused", headers)(request, error)

    def without_database(request: Request, error: Exception) -> Response:
        # what to do about it is for who runs the hub, who would not hear of it otherwise
        log.warning("503 on %s: %s", route_of(request.scope), error)
        return refusing(503, "store_unusable", {"Retry-After": _RETRY_S})(request, _NO_DATABASE)

    def no_such(request: Request, error: Exception) -> Response:
        status, headers = (error.status_code, error.headers) if isinstance(error, HTTPException) else (500, None)
        code, happened = "no_such_address", "This hub has no such address."
        if status == _NOT_THIS_WAY:
            code, happened = "not_this_way", "This address is not asked in this way."
            headers = {"Allow": _ways_to(app, request.url.path)}
        response = answer(request, Refusal(code=code, happened=happened, remedy="", server_time=clock.now()), status)
        response.headers.update(headers or {})
        return response

    app.add_exception_handler(NotForThisRole, refusing(403, "not_for_this_role"))
    app.add_exception_handler(SignInRefused, not_let_in)

    def too_many(request: Request, error: Exception) -> Response:
        seconds = error.retry_after if isinstance(error, TooMany) else 1
        return refusing(429, "too_many", {"Retry-After": str(seconds)})(request, error)

    app.add_exception_handler(NotAVendor, refusing(401, "not_a_vendor", {"WWW-Authenticate": "Bearer"}))
    app.add_exception_handler(NotAsked, refusing(403, "not_asked"))
    app.add_exception_handler(TooMany, too_many)
    app.add_exception_handler(TooSlow, refusing(408, "too_slow", {"Connection": "close"}))
    app.add_exception_handler(TooLarge, refusing(413, "too_large"))
    app.add_exception_handler(BadInput, refusing(422, "bad_input"))
    app.add_exception_handler(StoreUnusable, without_database)
    app.add_exception_handler(WorldFailed, refusing(503, "world_failed", {"Retry-After": _RETRY_S}))
    app.add_exception_handler(HTTPException, no_such)
    app.add_middleware(Mistakes, clock=clock)


class _Door:
    """Finds out who asks, by the token alone."""

    def __init__(self, store: HubStore, clock: Clock) -> None:
        self._store, self._clock = store, clock

    async def caller(self, request: Request) -> Caller:
        """Return who is let in; raises NotLetIn."""
        return await self._find(request, letting_in.caller_of)

    async def known(self, request: Request) -> Caller:
        """Return who asks, also when shut out; raises NotLetIn."""
        return await self._find(request, letting_in.known_by)

    async def hears_of(self, caller: Caller) -> frozenset[str]:
        """Return the names under which it is told that something about the caller's people changed."""

        def find() -> frozenset[str]:
            with self._store.reading() as rows:
                return live_names(rows, caller.person)

        return await run_in_threadpool(find)

    async def still_hears(self, caller: Caller) -> bool:
        """Return whether the caller is let in still, and to the same feeds; yes while the database is gone."""

        def find() -> bool:
            with suppress(StoreUnusable), self._store.reading() as rows:
                person = rows.people.by_id(caller.person.person_id)
                device = rows.devices.by_id(caller.device.device_id)
                now = None if person is None or device is None else Caller(person, device)
                return now is not None and now.out_since is None and now.feeds == caller.feeds
            return True

        return await run_in_threadpool(find)

    async def _find(self, request: Request, whose: Callable[[Rows, str, datetime], Caller]) -> Caller:
        token = _token(request)
        if not token:
            raise NotLetIn(
                Why.NO_TOKEN, "The hub lets in devices with a token only.", "Connect with an invite code first."
            )

        def find() -> Caller:
            with self._store.reading() as rows:
                return whose(rows, token, self._clock.now())

        return await run_in_threadpool(find)


async def _done(work: Callable[..., T], *about: object) -> T:
    """Do what locks rows, once more where that crossed somebody else's; not on the loop."""
    return await run_in_threadpool(again, partial(work, *about))


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _hello(store: HubStore, clock: Clock) -> Hello:
    with store.reading() as rows:
        company = rows.company()
    offer = SignInOffer(issuer=company.oidc_issuer, client_id=company.oidc_client_id)
    return Hello(
        product="followthrough",
        hub_id=company.hub_id,
        sign_in=offer if offer.issuer else None,
        protocol=list(versions.SPOKEN),
        push_events=PUSH_EVENTS,
        body_bytes=BODY_BYTES,
        inflated_bytes=INFLATED_BYTES,
        server_time=clock.now(),
    )


def _ways_to(app: FastAPI, path: str) -> str:
    """Return how an address is asked: each way has a route of its own, and the router names the first alone.

    An address that has its own name is none of those with a gap it would fill.
    """
    there = [route for route in app.routes if isinstance(route, Route) and route.path_regex.match(path)]
    named = [route for route in there if route.path == path]
    return ", ".join(sorted({way for route in named or there for way in route.methods or ()}))
