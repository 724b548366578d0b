"""Runs the desk's window from the first paint to the last thread's end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from app.desktop.desk import Desk
from app.desktop.ports import Ticker, Toast
from app.desktop.settings import TEXT_SCALE, THEME
from ui.application import make_application
from ui.first_run.choice import FirstRun, Way
from ui.heart import Heart
from ui.icons import Icons
from ui.main_window import MainWindow
from ui.office import Office, take_seat
from ui.refresh import Refresh
from ui.reminding import Reminding
from ui.tasks import Workers
from ui.theme import Look, Scheme
from ui.tray import make_tray
from ui.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What main introduces to the windows: adapters they may use and not know.

    `listen(desk, on_news, stop)` waits for the hub's wake-ups until `stop` is set; `start_demo` opens a made-up
    branch in a process of its own.
    """

    ticker: Callable[[], Ticker]
    toast: Toast
    listen: Callable[[Desk, Callable[[], None], threading.Event], None]
    start_demo: Callable[[], None]


class Sitting:
    """One desk in one window with its threads."""

    def __init__(self, app: QApplication, look: Look, desk: Desk, surroundings: Surroundings) -> None:
        self.workers = Workers()
        trouble = Trouble()
        trouble.catch_all()
        self.office = Office(
            desk=desk,
            tasks=self.workers,
            refresh=Refresh(),
            look=look,
            icons=Icons(look),
            trouble=trouble,
            seat=take_seat(desk),
        )
        self._surroundings = surroundings
        self.window = MainWindow(self.office)
        self.tray = make_tray(look, self.office.icons, self.window)
        self.reminding = Reminding(self.office, self.window, self.tray, surroundings.toast)
        self.heart = Heart(
            self.office,
            self.reminding,
            surroundings.ticker(),
            lambda on_news, stop: surroundings.listen(desk, on_news, stop),
        )
        if self.tray is not None:
            self.tray.opened.connect(self._bring_up)
            self.tray.new_lead.connect(self._bring_up)
            self.tray.new_lead.connect(self.window.open_new_lead)
            self.tray.left.connect(app.quit)

    def begin(self, *, is_new: bool) -> None:
        """Show the window and start what beats; `is_new` asks first how a newcomer wants to begin."""
        self.workers.begin()
        self.window.show()
        self.window.reload()
        if self.tray is not None:
            self.tray.show()
        self.heart.begin()
        if is_new:
            self._ask_newcomer()

    def end(self) -> None:
        self.heart.end()
        self.workers.finish()
        self.office.desk.store.close()

    def _bring_up(self) -> None:
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def _ask_newcomer(self) -> None:
        dialog = FirstRun(self.office, self.window)

        def chosen(_result: int) -> None:
            if dialog.way is Way.IMPORT:
                self.window.open_import()
            elif dialog.way is Way.DEMO:
                self._surroundings.start_demo()
            dialog.deleteLater()

        dialog.finished.connect(chosen)
        dialog.open()


def run_window(argv: Sequence[str], open_desk: Callable[[], Desk], surroundings: Surroundings) -> int:
    """Open one desk and stay until its window is closed; returns the program's exit code."""
    desk = open_desk()
    app, look = dressed_application(argv, desk)
    with desk.store.reading() as tx:
        identity = tx.identity()
        is_new = tx.lead_count() == 0 and (identity is None or not identity.hub_id)
    sitting = Sitting(app, look, desk, surroundings)
    sitting.begin(is_new=is_new)
    code = app.exec()
    sitting.end()
    return code


def dressed_application(argv: Sequence[str], desk: Desk) -> tuple[QApplication, Look]:
    """Return the application in the look this desk's officer chose."""
    look = Look(Scheme(desk.settings.get(THEME)), desk.settings.number(TEXT_SCALE) / 100)
    return make_application(argv, look), look
