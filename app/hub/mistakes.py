"""What goes wrong in our own code: whoever asked is told of it, and the log where, but never what it was about."""

from __future__ import annotations

import logging

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.clock import Clock
from app.hub.bodies import answer
from app.hub.observing import route_of
from app.protocol.wire import Refusal

log = logging.getLogger(__name__)


class Mistakes:
    """Answers for what went wrong in our own code, and logs where, but never what: it may be a borrower's."""

    def __init__(self, app: ASGIApp, clock: Clock) -> None:
        self._app, self._clock = app, clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def send_on(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        except ClientDisconnect:
            # a line was cut: nobody waits for an answer, and the desk sends it again
            return
        except Exception as error:  # noqa: BLE001 - the outermost edge; a traceback's last line would be logged above it
            log.error("%s at %s on %s", type(error).__name__, _where(error), route_of(scope))  # noqa: TRY400 - see above
            if scope["type"] == "http" and not has_begun:
                refusal = Refusal(
                    code="mistake",
                    happened="The hub made a mistake.",
                    remedy="It was noted; do it again later.",
                    server_time=self._clock.now(),
                )
                await answer(Request(scope), refusal, 500)(scope, receive, send)


def _where(error: Exception) -> str:
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return f"{at.tb_frame.f_code.co_filename}:{at.tb_lineno}" if at is not None else "?"
