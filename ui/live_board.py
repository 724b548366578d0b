"""What is red now, asked of the hub when it hints that something changed: one answer for the page and the popups."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import FollowthroughError

if TYPE_CHECKING:
    from app.desktop.live import Board
    from ui.office import Office

#: hints come by the dozen when a file of leads does; the page that is looked at follows within this
LOOKED_AT = timedelta(seconds=2)
#: and while nobody looks, for popups alone
ASIDE = timedelta(seconds=60)
#: without any hint, for lines break unnoticed
ANYWAY = timedelta(seconds=60)


class LiveBoard(QObject):
    """`told` says that `board` is new, `failed` why there is no newer one. Asks for nobody who manages nobody."""

    told = Signal()
    failed = Signal(Exception)
    _hinted = Signal()

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.board: Board | None = None
        #: the hub, or its absence, that has no such page
        self.is_missing = False
        self.is_looked_at = False
        self._asked_at: datetime | None = None
        self._is_asking = self._asks_again = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.ask)
        self._hinted.connect(self._ask_soon)

    def show(self, board: Board) -> None:
        """Take an answer that is here already."""
        self.board = board
        self.told.emit()

    def hint(self) -> None:
        """Hear that something changed; may be called from any thread."""
        self._hinted.emit()

    def look(self) -> None:
        """Ask unless that was done lately: from a tick that comes now and then."""
        if self._age() >= (ANYWAY if self.is_looked_at else 5 * ANYWAY):
            self.ask()

    def ask(self) -> None:
        """Ask the hub; what changes while it is asked is asked for once more."""
        if not self._office.seat.is_manager:
            return
        if self._is_asking:
            self._asks_again = True
            return
        self._is_asking, self._asks_again, self._asked_at = True, False, self._office.now()
        self._office.tasks.network(lambda: self._office.desk.live.now(), self._heard, self._not_heard)  # noqa: PLW0108 - made there, too

    def _ask_soon(self) -> None:
        wait = LOOKED_AT if self.is_looked_at else ASIDE
        left = timedelta(0) if self._asked_at is None else wait - min(self._age(), wait)
        if not self._soon.isActive() or self._soon.remainingTime() > left.total_seconds() * 1000:
            self._soon.start(int(left.total_seconds() * 1000))

    def _age(self) -> timedelta:
        return timedelta.max if self._asked_at is None else abs(self._office.now() - self._asked_at)

    def _heard(self, board: Board) -> None:
        self.board, self.is_missing = board, False
        self._rest()
        self.told.emit()

    def _not_heard(self, problem: Exception) -> None:
        from app.desktop.live import NoLivePage

        self.is_missing = isinstance(problem, NoLivePage)
        self._rest()
        if isinstance(problem, FollowthroughError):
            # a hub out of reach is told of by the line that tells of syncing, and by a page that shows nothing else
            self.failed.emit(problem)
        else:
            self._office.trouble.show(problem)

    def _rest(self) -> None:
        self._is_asking = False
        if self._asks_again:
            self._ask_soon()
