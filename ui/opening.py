"""From nothing to a window: the application first, the desk behind it, then everything that runs beside."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QProcess, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from app.closing import closed_on_failure
from app.desktop.ports import NOTHING_BESIDE, System, Ticker
from app.desktop.settings import CONTRAST, TEXT_SCALE, THEME, TRAY_TOLD
from app.errors import FollowthroughError, WorldFailed, told_of_ours
from ui.application import make_application
from ui.curtain import Cancelled, Curtain, Tell
from ui.door import Door
from ui.ending import Ending
from ui.icons import Icons
from ui.language import from_app, load_language, wanted_languages
from ui.tasks import PAINTED_MS, Workers
from ui.theme import Contrast, Look, Scheme
from ui.trouble import Trouble

if TYPE_CHECKING:
    from app.desktop.desk import Desk
    from app.support_files import Part
    from ui.main_window import MainWindow
    from ui.office import Office, Seat
    from ui.reminding import Reminding
    from ui.tray import Tray

#: how long work that was told to stop may take for it
PATIENCE = timedelta(seconds=5)


class _Opened(msgspec.Struct, frozen=True):
    desk: Desk
    seat: Seat
    scheme: Scheme
    scale: float
    contrast: Contrast
    is_new: bool


class Scene(msgspec.Struct, frozen=True):
    """How a window comes up: on which page, "today", "team" or "marketing", and whether `behind` all others.

    `explains` says that a failure is shown on the screen too, for nobody reads what is printed. `told_to_end` is
    handed what ends the program, to be called from any thread. `profile` names what one window has open at a time;
    a second one ends at once and has the first come up. `demo` is the command that begins a made-up branch, none in
    one; `wiped_at` tells when the company removed what was here, None if it never did. `locale` is the language a
    policy names, "" for the system's. `support` gathers what support is told of a desk.
    """

    page: str = "today"
    behind: bool = False
    explains: bool = False
    told_to_end: Callable[[Callable[[], None]], None] | None = None
    profile: str = ""
    demo: Sequence[str] = ()
    wiped_at: Callable[[], datetime | None] = lambda: None
    locale: str = ""
    support: Callable[[Desk], Sequence[Part]] | None = None


class Opening(QObject):
    """`failure` is why there is no window."""

    def __init__(
        self,
        build: Callable[[Tell], Desk],
        ticker: Ticker,
        system: System = NOTHING_BESIDE,
        follow_hub: Callable[[Callable[[], None], Callable[[], None]], None] | None = None,
        scene: Scene | None = None,
    ) -> None:
        super().__init__()
        self._build = build
        self._ticker = ticker
        self._system = system
        self._follow_hub = follow_hub
        self._scene = scene or Scene()
        self._look = Look()
        self._workers = Workers()
        self._trouble = Trouble()
        self.failure: Exception | None = None
        self.window: MainWindow | None = None
        self._has_given_up = False

    def run(self) -> None:
        """Show the window and return once it is closed for good."""
        app = make_application(["followthrough"], self._look)
        load_language(app, [self._scene.locale] if self._scene.locale else wanted_languages())
        door = Door(self._scene.profile, self) if self._scene.profile else None
        if door is not None:
            if door.knock(self._scene.page):
                return
            door.stand_by()
            door.knocked.connect(self._come_up)
        self._trouble.catch_all()
        self._workers.begin()
        ending = Ending(self)
        ending.begin()
        curtain = Curtain(self._look)
        # a window that stays behind has nobody who waits for it
        curtain.setVisible(not self._scene.behind)
        curtain.cancelled.connect(lambda: QTimer.singleShot(round(PATIENCE.total_seconds() * 1000), self._give_up))
        ending.asked.connect(lambda: self._leave(curtain))
        if self._scene.told_to_end is not None:
            self._scene.told_to_end(ending.ask)
        app.setQuitOnLastWindowClosed(False)
        # once that is painted, while the store's thread waits for the key and the disk
        QTimer.singleShot(PAINTED_MS, _load_window)
        self._begin(app, curtain)
        app.exec()
        if door is not None:
            door.close()
        self._ticker.stop()
        self._workers.finish(0.0 if self._has_given_up else PATIENCE.total_seconds())
        ending.end()

    def _begin(self, app: QApplication, curtain: Curtain) -> None:
        """Have the desk built; whoever is told that the world keeps it from opening may mend that and try again."""

        def again() -> None:
            self.failure = None
            self._begin(app, curtain)

        self._workers.store(
            lambda: _open(self._build(curtain.tell)),
            lambda found: self._opened(app, curtain, found),
            lambda problem: self._failed(curtain, problem, again if isinstance(problem, WorldFailed) else None),
        )

    def _opened(self, app: QApplication, curtain: Curtain, found: _Opened) -> None:
        if curtain.is_cancelled:
            app.quit()
            return
        self._or_fail(curtain, lambda: self._furnish(app, curtain, found))

    def _or_fail(self, curtain: Curtain, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as problem:  # noqa: BLE001 - told as what kept the desk from opening, whatever it was
            if self.window is not None:
                self.window.hide()
            self._failed(curtain, problem)

    def _failed(self, curtain: Curtain, problem: Exception, again: Callable[[], None] | None = None) -> None:
        if not isinstance(problem, Cancelled):
            self.failure = problem
            if self._scene.explains:
                told = problem if isinstance(problem, FollowthroughError) else told_of_ours(problem)
                curtain.explain(told.happened, told.remedy, QApplication.quit, again=again)
                return
        QApplication.quit()

    def _leave(self, curtain: Curtain) -> None:
        if self.window is not None or self.failure is not None:
            QApplication.quit()
        elif curtain.is_cancelled:
            self._give_up()
        else:
            curtain.cancel()

    def _give_up(self) -> None:
        """End without the work that was to stop: it may wait for a keyring's question that nobody answers."""
        self._has_given_up = True
        QApplication.quit()

    def _support_of(self, desk: Desk) -> Callable[[], Sequence[Part]] | None:
        gather = self._scene.support
        return None if gather is None else lambda: gather(desk)

    def _furnish(self, app: QApplication, curtain: Curtain, found: _Opened) -> None:
        from ui.main_window import MainWindow
        from ui.office import Office
        from ui.refresh import Refresh

        look = self._look
        look.choose(found.scheme, found.scale, found.contrast)
        start_demo = self._start_demo if self._scene.demo else None
        shared = (Refresh(), look, Icons(look), self._trouble)
        support = self._support_of(found.desk)
        office = Office(found.desk, self._workers, *shared, found.seat, start_demo=start_demo, support=support)
        window = self.window = MainWindow(office)
        window.leaving.connect(app.quit)
        window.closing.connect(app.quit)
        self._raise(window)
        window.reload(lambda: self._or_fail(curtain, lambda: self._begin_beside(app, curtain, office, window)))
        curtain.close()
        show = {"team": window.show_team, "marketing": window.show_marketing}.get(self._scene.page)
        if show is not None:
            show()
        if found.is_new:
            self._welcome(office, window)

    def _begin_beside(self, app: QApplication, curtain: Curtain, office: Office, window: MainWindow) -> None:
        """Begin all that runs beside the window; the list is there, and would have waited for it."""
        from ui.reminding import Reminding
        from ui.tray import make_tray

        tray = make_tray(self._look, office.icons, window.commands, window)
        reminding = Reminding(office, window, tray, self._system, self._ticker.wake_in)
        app.aboutToQuit.connect(reminding.popups.close_all)
        if tray is not None:
            tray.opened.connect(reminding.open_queue)
            tray.new_lead.connect(reminding.open_queue)
            tray.new_lead.connect(window.dialogs.open_new_lead)
            tray.left.connect(app.quit)
            window.closing.disconnect(app.quit)
            window.closing.connect(lambda: tell_of_tray(office, window, tray))
            tray.show()
        window.syncing.wiped.connect(lambda: self._wiped(curtain, window, reminding, tray))
        # what is there by now stays: looking through all of it for what nobody needs holds the window up for frames
        gc.freeze()
        self._ticker.start(reminding.tick)
        reminding.tick()
        window.syncing.start()
        self._lock_when_idle(office, window)
        if self._follow_hub is not None:
            self._follow_hub(window.syncing.hint, window.live.hint)

    def _lock_when_idle(self, office: Office, window: MainWindow) -> None:
        from ui.idle_lock import LocksWhenIdle

        if self._system.idle_lock is not None:
            LocksWhenIdle(office, self._system.idle_lock, window).begin()

    def _wiped(self, curtain: Curtain, window: MainWindow, reminding: Reminding, tray: Tray | None) -> None:
        """Say that the company removed what was here, and end: what is logged from now on would be kept nowhere."""
        from app.desktop.sync import was_wiped

        told = self.failure = was_wiped()
        self._ticker.stop()
        reminding.popups.close_all()
        for shown in (*window.findChildren(QDialog), window):
            shown.hide()
        if tray is not None:
            tray.icon.hide()
        again = self.tr(
            "Start Followthrough again to connect with a new one-time code: your manager or IT gives you one."
        )
        curtain.explain(
            told.happened, f"{from_app(told.remedy)} {again}", QApplication.quit, self.tr("This desk was emptied")
        )

    def _come_up(self, page: str) -> None:
        window = self.window
        if window is None or self.failure is not None:
            return  # it is on its way, or there is none any more
        window.show()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        if page == "team":
            window.show_team()

    def _raise(self, window: MainWindow) -> None:
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, self._scene.behind)
        window.show()
        if self._scene.behind:
            window.lower()

    def _welcome(self, office: Office, window: MainWindow) -> None:
        from ui.first_run.choice import FirstRun, Way

        first = FirstRun(office, window, self._scene.wiped_at())

        def chosen(_result: int) -> None:
            if first.way is Way.IMPORT:
                window.dialogs.open_import()
            else:
                window.reload()
                # the keys are back at the window once the dialog is gone, and would be on the rail's first button
                QTimer.singleShot(0, window, window.today.take_keys)
            first.deleteLater()

        first.finished.connect(chosen)
        first.open()

    def _start_demo(self) -> bool:
        """Begin a made-up branch as a program of its own: it goes on, or ends, whatever becomes of this desk."""
        program, *words = self._scene.demo
        began, _ = QProcess.startDetached(program, words)
        return began


def tell_of_tray(office: Office, window: MainWindow, tray: Tray) -> None:
    """Say once where the program goes on once its window is closed; nobody looks for it in the tray unasked."""

    def is_first() -> bool:
        settings = office.desk.settings
        told = settings.get(TRAY_TOLD) == "on"
        settings.put(TRAY_TOLD, "on")
        return not told

    def tell(first: bool) -> None:  # noqa: FBT001 - what was worked out
        if first:
            tray.tell_it_goes_on()

    # a program that is ending closes its window too, and does not come to this
    QTimer.singleShot(0, window, lambda: office.ask(window, is_first, tell))


def _load_window() -> None:
    import ui.main_window  # noqa: F401 - for whoever needs it next


def _open(desk: Desk) -> _Opened:
    from ui.office import take_seat

    # whoever mends what is wrong with it needs the file, and another try opens it anew
    with closed_on_failure(desk.store):
        settings = desk.settings
        scheme, scale = Scheme(settings.get(THEME)), settings.number(TEXT_SCALE) / 100
        contrast = Contrast(settings.get(CONTRAST))
        return _Opened(desk, take_seat(desk), scheme, scale, contrast, desk.is_new)


def open_desk(
    build: Callable[[Tell], Desk],
    ticker: Ticker,
    system: System = NOTHING_BESIDE,
    follow_hub: Callable[[Callable[[], None], Callable[[], None]], None] | None = None,
    scene: Scene | None = None,
) -> None:
    """Open the window and return when it is closed.

    `build` runs on the store's thread, behind a small window that shows what it tells. `follow_hub` is handed what to
    call on each hint of the hub, and on each about a manager's people, from any thread. Raises what kept the desk from
    opening.
    """
    opening = Opening(build, ticker, system, follow_hub, scene)
    opening.run()
    if opening.failure is not None:
        raise opening.failure
