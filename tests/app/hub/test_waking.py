"""A watch that ends by something nobody foresaw is no end of wake-ups."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from typing import Any, cast

import pytest

from app.hub import waking
from app.hub.ports import HubStore
from tests.marked import MARKED


class Watched:
    """A store whose first watch fails as no store should."""

    def __init__(self) -> None:
        self.troubles = [RuntimeError(f"key ({MARKED}) is not so")]

    def watch(self, _changed: Callable[[frozenset[str]], None], stop: threading.Event) -> None:
        for trouble in self.troubles:
            self.troubles = []
            raise trouble
        stop.wait(10)


def test_whoever_listens_is_told_to_ask_once_the_watch_begins_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(waking, "_AGAIN_AFTER_S", 0.01)
    watched: Any = Watched()

    async def hears() -> list[str]:
        wakeups = waking.Wakeups(cast("HubStore", watched))
        with wakeups.listening(["officer:ada"]) as listener:
            wakeups.start(asyncio.get_running_loop())
            try:
                return await asyncio.wait_for(anext(aiter(listener.hints())), 10)
            finally:
                wakeups.stop()

    with caplog.at_level(logging.ERROR):
        assert asyncio.run(hears()) == ["officer:ada"]
    assert "begins again after RuntimeError" in caplog.text
    assert MARKED not in caplog.text
