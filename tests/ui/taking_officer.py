"""An officer of a hub at the window, and a network whose answers come when the test says so."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from app.desktop.changes import NOTHING
from app.desktop.taking import Taken
from app.errors import HubUnreachable
from tests.ui.driver import OfficerAtWindow
from ui.main_window import SIZE, MainWindow
from ui.office import Office
from ui.queue.take_bar import TakeBar
from ui.tasks import Inline

OFFLINE = HubUnreachable("You are offline; taking a lead needs the hub.", "Nobody answers.")


class HeldNetwork(Inline):
    """A network whose answers come when the test says so."""

    def __init__(self) -> None:
        self.asked: deque[tuple[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]]] = deque()

    def network(
        self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> None:
        self.asked.append((work, done, failed))

    def answers(self, taken: Taken) -> None:
        self.asked.popleft()[1]((taken, NOTHING))

    def is_dead(self, problem: Exception = OFFLINE) -> None:
        self.asked.popleft()[2](problem)

    def runs(self) -> Taken:
        """Do the work itself and return what it came to."""
        work, done, failed = self.asked.popleft()
        Inline().network(work, done, failed)
        taken: Taken = work()[0]
        return taken


@contextmanager
def who_takes_leads(office: Office, network: HeldNetwork, qtbot: QtBot) -> Iterator[OfficerAtWindow]:
    """Give an officer of a hub, who stands on Katherine."""
    window = MainWindow(replace(office, tasks=network, seat=replace(office.seat, takes_leads=True)))
    window.resize(*SIZE)
    qtbot.addWidget(window)
    window.show()
    window.reload()
    qtbot.waitExposed(window)
    yield OfficerAtWindow(window, qtbot)
    window.close()


def bar_of(ada: OfficerAtWindow) -> TakeBar:
    return ada.window.today.queue.findChildren(TakeBar)[0]
