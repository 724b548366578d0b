"""What whoever runs the hub asks it: whether it is alive, and whether it is ready for desks."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.errors import StoreUnusable
from app.hub.bodies import answer
from app.hub.openapi import says
from app.hub.ports import HubStore
from app.protocol.wire import Alive, Ready

#: a hub that is not ready says so in the words of one that is
_NOT_READY: dict[int | str, dict[str, Any]] = {
    503: {
        "description": "no desk is to be sent here now",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Ready"}}},
    }
}


def add_operation(app: FastAPI, store: HubStore) -> None:
    ready = says(Ready)
    ready["responses"] |= _NOT_READY

    @app.get("/healthz", **says(Alive))
    async def healthz(request: Request) -> Response:
        return answer(request, Alive(ok=True))

    @app.get("/readyz", **ready)
    async def readyz(request: Request) -> Response:
        found = await run_in_threadpool(readiness, store)
        return answer(request, found, status=200 if found.ok else 503)


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
