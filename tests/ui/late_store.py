"""A store whose answers come when the test lets them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QApplication

from ui.tasks import Inline

T = TypeVar("T")


class LateStore(Inline):
    """Works through what it was asked when the test lets it, in order, as the threads would."""

    def __init__(self) -> None:
        self._asked: deque[Callable[[], None]] = deque()

    def store(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        self._asked.append(lambda: Inline.store(self, work, done, failed))

    network = store

    @property
    def is_asked(self) -> bool:
        return bool(self._asked)

    def answer(self) -> None:
        """Let the answer that waits longest come."""
        self._asked.popleft()()
        QApplication.processEvents()

    def settle(self) -> None:
        while self.is_asked:
            self.answer()
