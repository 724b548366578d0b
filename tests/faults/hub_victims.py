"""A hub in a process of its own, which ends at a place of a push if it is to."""

from __future__ import annotations

import socket
from datetime import datetime
from multiprocessing.connection import Connection
from typing import Any

from app.clock import FixedClock
from app.hub import exchange
from app.hub.http import build_app
from app.hub.serving import HubServer, Listen
from storage.hub.store import open_hub_store
from tests.faults.both_databases import Where
from tests.faults.hub_places import open_place
from tests.faults.points import Points, watch_hub
from tests.hubs import TERMS, NoSums


def serve(told: Connection, where: Where, on: socket.socket, now: datetime, at: int) -> None:
    """Serve on a bound socket until told to stop, then say which places there were in the pushes."""
    engine, points = open_place(where), Points(at)
    store = open_hub_store(engine)
    watch_hub(engine, points)
    taken_in = exchange.push

    def push(*arguments: Any) -> Any:
        points.arm()
        points.reach("before the push")
        answer = taken_in(*arguments)
        points.reach("before the answer")
        points.disarm()
        return answer

    exchange.push = push
    server = HubServer(build_app(store, FixedClock(now), NoSums(), TERMS), Listen(), on)
    told.send("up")
    server.run()
    store.close()
    told.send(points.names)
