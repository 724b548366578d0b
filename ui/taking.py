"""Taking the next lead of the pool, or one on offer: asked away from the window, called off at any time, and told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import FollowthroughError
from app.protocol.wire import Taking
from ui.language import from_app

if TYPE_CHECKING:
    from app.desktop.taking import Taken, Wish
    from ui.office import Office

#: a round may be under way on the network's thread, and what was logged goes up first; nobody waits longer than this
PATIENCE = timedelta(seconds=30)


class NextLead(QObject):
    """Asks for one lead at a time. What was called off and given all the same is kept, and said."""

    #: the hub is asked now, or is no more
    turned = Signal()
    #: a word for the toast
    said = Signal(str)
    #: a lead to go to at once, and one that came when nobody waited for it any more
    taken = Signal(str)
    came_late = Signal(str)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        #: set once nobody waits any more; None while nothing is asked
        self._called_off: threading.Event | None = None
        self._deadline = QTimer(self)
        self._deadline.setSingleShot(True)
        self._deadline.setInterval(int(PATIENCE.total_seconds() * 1000))
        self._deadline.timeout.connect(self._give_up)

    @property
    def is_asking(self) -> bool:
        return self._called_off is not None

    def ask(self, wish: Wish | None = None) -> None:
        """Ask the hub for a lead, the next if no other, unless it is being asked."""
        from app.desktop.taking import Wish

        if self._called_off is not None:
            return
        called_off = self._called_off = threading.Event()
        self.turned.emit()
        self._deadline.start()
        takings, wanted = self._office.desk.takings, wish or Wish(Taking.NEXT)
        answers = self._office.answers(self, self._heard(called_off), self._failed(called_off))
        self._office.tasks.network(lambda: takings.take(wanted, called_off.is_set), *answers)

    def ask_as_cover(self) -> None:
        """Ask for the next lead of whoever is away and named this officer as cover."""
        from app.desktop.taking import Wish

        self.ask(Wish(Taking.COVER))

    def call_off(self) -> None:
        """Wait no more; what the hub gives all the same is in the list then."""
        if self._end():
            self.said.emit(self.tr("Called off. A lead the hub gave you all the same comes into the list."))

    def _give_up(self) -> None:
        if self._end():
            self.said.emit(self.tr("The hub did not answer in time. A lead it gave you all the same comes by itself."))

    def _end(self) -> bool:
        """Stop waiting; return whether anybody did."""
        called_off, self._called_off = self._called_off, None
        if called_off is None:
            return False
        called_off.set()
        self._deadline.stop()
        self.turned.emit()
        return True

    def _heard(self, called_off: threading.Event) -> Callable[[Taken], None]:
        from app.desktop.taking import CALLED_OFF

        def heard(taken: Taken) -> None:
            if called_off.is_set():
                if taken.lead_id:
                    self.came_late.emit(taken.lead_id)
                return
            self._end()
            if taken.lead_id:
                self.taken.emit(taken.lead_id)
            elif taken.why != CALLED_OFF:
                self.said.emit(f"{from_app(taken.happened)} {from_app(taken.remedy)}".strip())

        return heard

    def _failed(self, called_off: threading.Event) -> Callable[[Exception], None]:
        def failed(problem: Exception) -> None:
            # whoever called it off was told so, and need not hear why it would not have worked
            if called_off.is_set() and isinstance(problem, FollowthroughError):
                return
            self._end()
            self._office.trouble.show(problem)

        return failed
