"""A desk that seals its key anew in a process of its own, and is killed at one place of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from unittest.mock import patch

from app.desktop.sealing import note_recovery_key
from app.protocol.recovery_key import RecoveryKey
from tests.desks import MONDAY, TestDesk
from tests.faults.points import Points, watch_desk

#: what is done to a file on its way to the disk
_STEPS = ("open", "fsync", "replace", "unlink")


def seal_anew(told: Connection, folder: Path, public: bytes, at: int) -> None:
    """Hear of a newer key and seal to it; end at the place with that number, or say which places there were."""
    points = Points(at)
    ada = TestDesk(folder, MONDAY + timedelta(days=1))
    with ada.store.writing() as tx:
        note_recovery_key(tx, RecoveryKey(public=public, made_at=MONDAY + timedelta(days=1)))
    watch_desk(points)
    watched = [patch.object(os, name, _passing(points, name, getattr(os, name))) for name in _STEPS]
    for one in watched:
        one.start()
    points.arm()
    ada.desk.sealing.keep()
    points.disarm()
    for one in watched:
        one.stop()
    ada.store.close()
    told.send(points.names)


def _passing(points: Points, name: str, done: Callable[..., Any]) -> Callable[..., Any]:
    def passing(*args: Any, **more: Any) -> Any:
        points.reach(f"before {name}")
        answer = done(*args, **more)
        points.reach(f"after {name}")
        return answer

    return passing
