"""What whoever runs the hub asks it: whether it is alive, whether it is ready for desks, and how it fares."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.errors import StoreUnusable
from app.hub.addresses import is_loopback
from app.hub.bodies import answer
from app.hub.letting_in import Caller
from app.hub.metering import CONTENT_TYPE, Meters
from app.hub.openapi import says
from app.hub.ports import HubStore
from app.hub.records import Role
from app.hub.reports import NotForThisRole
from app.protocol.wire import Alive, Ready

#: a hub that is not ready says so in the words of one that is
_NOT_READY: dict[int | str, dict[str, Any]] = {
    503: {
        "description": "no desk is to be sent here now",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Ready"}}},
    }
}


#: what a proxy adds to a request that it hands on
_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


def _text(*refusals: int) -> dict[str, Any]:
    told = says(Alive, *refusals)
    told["responses"][200]["content"] = {"text/plain": {"schema": {"type": "string"}}}
    return told


def add_operation(
    app: FastAPI, store: HubStore, meters: Meters, caller: Callable[[Request], Awaitable[Caller]]
) -> None:
    """`caller` finds out who asks, by the token."""
    ready = says(Ready)
    ready["responses"] |= _NOT_READY

    # probes ask by HEAD as well, and are answered without the body
    @app.head("/healthz", include_in_schema=False)
    @app.get("/healthz", **says(Alive))
    async def healthz(request: Request) -> Response:
        return answer(request, Alive(ok=True))

    @app.head("/readyz", include_in_schema=False)
    @app.get("/readyz", **ready)
    async def readyz(request: Request) -> Response:
        found = await run_in_threadpool(readiness, store)
        return answer(request, found, status=200 if found.ok else 503)

    @app.get("/metrics", **_text(401, 403))
    async def metrics(request: Request) -> Response:
        if not is_from_here(request) and (await caller(request)).person.role is not Role.ADMIN:
            raise NotForThisRole("This is for whoever runs the hub.", "Ask with the token of an admin's device.")
        page = await run_in_threadpool(meters.page)
        return Response(page, media_type=CONTENT_TYPE, headers={"Cache-Control": "no-store"})


def is_from_here(request: Request) -> bool:
    """Return whether a program on this machine asks by itself.

    A proxy on this machine asks too, on behalf of anybody, and most say that they do. There is no borrower in the
    figures; how busy a company is, a stranger need not know either.
    """
    here = request.client is not None and is_loopback(request.client.host)
    return here and not any(name in request.headers for name in _FORWARDED)


def readiness(store: HubStore) -> Ready:
    """Say whether desks may be sent here. A database of another release is not ready, whichever of the two is behind:
    a balancer then takes this process out while the others of a rolling update go on.
    """
    try:
        found = store.migrations()
    except StoreUnusable as trouble:
        return Ready(ok=False, migrations="unknown", happened=trouble.happened, remedy=trouble.remedy)
    if found.version < found.wanted:
        return Ready(
            ok=False,
            migrations="older",
            happened="The database has an older release's tables.",
            remedy="Start this hub anew; it brings them up to date.",
        )
    if found.version > found.wanted:
        return Ready(
            ok=False,
            migrations="newer",
            happened="The database was brought up to a newer release.",
            remedy="Update Followthrough on this machine and start the hub anew.",
        )
    if not store.is_ready():
        return Ready(
            ok=False, migrations="current", happened="The database has no company yet.", remedy="Start the hub anew."
        )
    return Ready(ok=True, migrations="current")
