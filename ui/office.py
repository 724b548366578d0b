"""What every screen is handed: the Desk, and the few things all screens share."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import msgspec
from PySide6.QtCore import QObject, QProcess, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel

from app.errors import BadInput
from ui.language import problem_words
from ui.parts import set_tone
from ui.tasks import Failed, Tasks, while_lives

if TYPE_CHECKING:
    from app.desktop.changes import Changed
    from app.desktop.desk import Desk
    from app.support_files import Part
    from ui.icons import Icons
    from ui.refresh import Refresh
    from ui.theme import Look
    from ui.trouble import Trouble

T = TypeVar("T")


def open_elsewhere(address: str) -> bool:
    """Hand a tel:, mailto: or https: address to the system; return whether something took it."""
    opener = shutil.which("xdg-open") if sys.platform.startswith("linux") else None
    if opener is not None:
        # of an address nobody takes it complains with all of it, a mail's words too, into a log of the session
        process = QProcess()
        process.setProgram(opener)
        process.setArguments([address])
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        return bool(process.startDetached())
    return QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.TolerantMode))


class Seat(msgspec.Struct, frozen=True):
    """Who sits here, as far as the windows care: read once off the store, not at every repaint."""

    name: str
    zone: str
    is_manager: bool
    takes_leads: bool = False
    #: neither calls leads nor manages who does
    is_beside: bool = False
    #: is told where leads are lost
    sees_sums: bool = False
    is_marketing: bool = False


def take_seat(desk: Desk) -> Seat:
    """Read who sits here; touches the store."""
    officer = desk.officer
    return Seat(
        officer.name,
        officer.zone,
        desk.is_manager,
        desk.takes_leads,
        desk.is_beside,
        desk.sees_sums,
        desk.is_marketing,
    )


class Office(msgspec.Struct):
    """`open_url` is handed in so that tests see what would have been dialled.

    `start_demo` begins a made-up branch beside this desk; None where that makes no sense, as in one.
    `support` gathers what support is told of this desk.
    """

    desk: Desk
    tasks: Tasks
    refresh: Refresh
    look: Look
    icons: Icons
    trouble: Trouble
    seat: Seat
    open_url: Callable[[str], bool] = open_elsewhere
    start_demo: Callable[[], bool] | None = None
    support: Callable[[], Sequence[Part]] | None = None

    def now(self) -> datetime:
        return self.desk.clock.now()

    @property
    def zone(self) -> str:
        """The zone of the officer's own wall clock."""
        return self.seat.zone

    def ask(
        self, screen: QObject, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Ask the Desk something off the window, and hand the answer to `done` on it if the screen is still there."""
        self.tasks.store(work, while_lives(screen, done), self._failing(screen, failed))

    def act(
        self,
        screen: QObject,
        work: Callable[[], Changed],
        done: Callable[[], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Have the Desk do something, then tell every screen what it touched."""

        def finished(_nothing: None) -> None:
            if done:
                done()

        self.tasks.store(lambda: (None, work()), *self.answers(screen, finished, failed))

    def answers(
        self, screen: QObject, done: Callable[[T], None], failed: Failed | None = None
    ) -> tuple[Callable[[tuple[T, Changed]], None], Failed]:
        """Return what hears of an action, well or badly ended: all screens what it touched, then the one that asked.

        What was done is told, and what failed is shown, though that one is gone.
        """
        told = while_lives(screen, done)

        def finished(answer: tuple[T, Changed]) -> None:
            result, changed = answer
            self.refresh.announce(changed)
            told(result)

        return finished, self._failing(screen, failed)

    def _failing(self, screen: QObject, failed: Failed | None) -> Failed:
        return while_lives(screen, failed, self.trouble.show) if failed else self.trouble.show

    def refused_beside(self, told: QLabel, problem: Exception) -> bool:
        """Say beside a field why what was typed will not do; anything else is shown as trouble, and is no refusal."""
        if not isinstance(problem, BadInput):
            self.trouble.show(problem)
            return False
        told.setText(problem_words(problem))
        set_tone(told, "bad")
        return True
