"""Notes each request by the template of its address: never the address itself, what it asks, or who called."""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.clock import Clock
from app.hub.metering import Meters

log = logging.getLogger(__name__)

#: what a stranger makes up would be a name without end in a table of counts
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER = "other"


def route_of(scope: Scope) -> str:
    """Return the template of the address, such as "/v1/reports/team"; "other" where nobody serves it."""
    # the router leaves the route it chose here
    return str(getattr(scope.get("route"), "path", OTHER))


class Observed:
    """Stands around the whole application and notes when an answer begins.

    Not when it ends: an event stream ends with the day, and every other answer is made before its first byte.
    """

    def __init__(self, app: ASGIApp, clock: Clock, meters: Meters) -> None:
        self._app, self._clock, self._meters = app, clock, meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = self._clock.monotonic()

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._note(scope, message["status"], self._clock.monotonic() - begun)
            await send(message)

        await self._app(scope, receive, send_on)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in _METHODS else OTHER
        route = route_of(scope)
        self._meters.answered(route, method, status, seconds)
        ms = round(seconds * 1000, 1)
        fields = {"method": method, "route": route, "status": status, "ms": ms}
        log.info("%s %s %d, %.1f ms", method, route, status, ms, extra=fields)
