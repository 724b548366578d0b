"""A first call that was missed, told to who manages the officer: asked of the hub now and then, said once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.errors import FollowthroughError

if TYPE_CHECKING:
    from app.desktop.team import Missed
    from ui.live_board import LiveBoard
    from ui.office import Office
    from ui.popup import Popups

#: each question is in an older hub's audit, and a call that was missed is missed for good
EVERY = timedelta(minutes=5)


class Escalating(QObject):
    """Shows an officer once more only when more of theirs were missed; what was called since is forgotten.

    What runs out between two answers of the hub is known here by its time.
    """

    def __init__(self, office: Office, popups: Popups, live: LiveBoard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office, self._popups, self._live = office, popups, live
        self._asked_at: datetime | None = None
        self._told: dict[str, int] = {}
        live.told.connect(self._look_at_board)

    def look(self) -> None:
        """Ask the hub, unless it was asked just now or nobody here manages anybody."""
        if not self._office.seat.is_manager:
            return
        self._live.look()
        if not self._live.is_missing:
            self._look_at_board()
            return
        now = self._office.now()
        if self._asked_at is None or now - self._asked_at >= EVERY:
            self._asked_at = now
            self._office.tasks.network(self._office.desk.team.missed, self._heard, self._failed)

    def _look_at_board(self) -> None:
        if self._live.board is not None:
            self._heard(self._live.board.missed(self._office.now()))

    def _heard(self, missed: list[Missed]) -> None:
        more = [one for one in missed if one.leads > self._told.get(one.officer, 0)]
        self._told = {one.officer: one.leads for one in missed}
        if more:
            self._popups.tell_missed(missed)

    def _failed(self, problem: Exception) -> None:
        # a hub out of reach is told of by the line that tells of syncing
        if not isinstance(problem, FollowthroughError):
            self._office.trouble.show(problem)
