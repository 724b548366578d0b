"""One place of a page: what it is about, or why that is not there and what to do; and the asking behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from app.errors import FollowthroughError, HubUnreachable
from ui.language import from_app
from ui.parts import EmptyState, button, column, row
from ui.tasks import while_lives

if TYPE_CHECKING:
    from ui.office import Office

T = TypeVar("T")

#: most answers are here before; a bar that only flashes up says nothing
PATIENCE = timedelta(milliseconds=500)
BAR_WIDE = 240


class Faces(QStackedWidget):
    """`again` asks anew. `unanswered` tells that what was asked last failed, or is waited for no longer.

    What fills the place stays in sight while it is asked for anew; where it is not, waiting has a face.
    """

    unanswered = Signal()

    def __init__(self, office: Office, again: Callable[[], object]) -> None:
        super().__init__()
        self._office, self._again = office, again
        self._filled: QWidget | None = None
        self._face = QWidget()
        self.addWidget(self._face)
        self._is_known = False
        #: counts the questions, so that an answer that was overtaken is known
        self.asked = 0

    def fill(self, filled: QWidget) -> None:
        """Take what stands here once there is something to show."""
        self._filled = filled
        self.addWidget(filled)

    @property
    def is_filled(self) -> bool:
        return self.currentWidget() is self._filled

    @property
    def face(self) -> QWidget | None:
        """Return the face in sight, if there is one."""
        return self._face if self.currentWidget() is self._face else None

    def ask(self, work: Callable[[], T], show: Callable[[T], None], waits: str) -> None:
        """Ask off the window, saying `waits` where nothing is known; an answer nobody waits for is dropped."""
        self.asked += 1
        asked = self.asked
        if not self._is_known:
            self.show_waiting(self.tr("Adding up"), waits)

        def shown(found: T) -> None:
            if asked == self.asked:
                self._is_known = True
                show(found)

        def failed(problem: Exception) -> None:
            if asked == self.asked:
                self.show_failed(problem)

        self._office.tasks.network(work, while_lives(self, shown), while_lives(self, failed))

    def forget(self) -> None:
        """Take what is in sight for gone: the next question is waited for anew."""
        self._is_known = False

    def show_filled(self) -> None:
        if self._filled is not None:
            self.setCurrentWidget(self._filled)

    def show_waiting(self, heading: str, words: str) -> None:
        self._show("hourglass", heading, words, _Patience(self._office, self.stop_waiting))

    def show_empty(self, icon: str, heading: str, words: str) -> None:
        """Say that there is nothing: `words` tell why, and what will fill the place."""
        self._show(icon, heading, words)

    def show_failed(self, problem: Exception) -> None:
        """Say what happened and what to do; of our own failures the report is shown, too."""
        if isinstance(problem, FollowthroughError):
            icon = "wifi-off" if isinstance(problem, HubUnreachable) else "circle-alert"
            remedy = from_app(problem.remedy) or self.tr("Try again in a moment.")
            self._show_unanswered(icon, from_app(problem.happened), remedy)
            return
        self._office.trouble.show(problem)
        words = self.tr("Followthrough made a mistake it did not expect. If trying again does not help, tell your IT.")
        self._show_unanswered("circle-alert", self.tr("Something broke"), words)

    def stop_waiting(self) -> None:
        """Drop the answer once it comes; the line to the hub is free again by then."""
        self.asked += 1
        words = self.tr("What was asked is not waited for any more.")
        self._show_unanswered("hourglass", self.tr("You stopped this"), words)

    def _show_unanswered(self, icon: str, heading: str, words: str) -> None:
        self._is_known = False
        again = button(self.tr("Try again"), self._again)
        # who sat on the button that is gone goes on with the one in its place
        focused = self.window().focusWidget()
        had_keys = focused is not None and self.isAncestorOf(focused)
        self._show(icon, heading, words, again)
        if had_keys:
            again.setFocus()
        self.unanswered.emit()

    def _show(self, icon: str, heading: str, words: str, act: QWidget | None = None) -> None:
        face = EmptyState(self._office.look, self._office.icons, icon, heading, words, act)
        self.removeWidget(self._face)
        self._face.deleteLater()
        self._face = face
        self.addWidget(face)
        self.setCurrentWidget(face)


class _Patience(QWidget):
    """Out of sight until somebody has waited a while, then a bar that moves and a way out."""

    def __init__(self, office: Office, give_up: Callable[[], object]) -> None:
        super().__init__()
        px = office.look.px
        self.bar = QProgressBar()
        # how long the hub takes is not known here
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(px(BAR_WIDE))
        self.bar.setAccessibleName(self.tr("The hub is still at work"))
        self.cancel = button(self.tr("Cancel"), give_up, kind="quiet", name=self.tr("Cancel (Esc)"))
        # heard only while it is in sight
        QShortcut(QKeySequence("Esc"), self.cancel, give_up)
        for piece in (self.bar, self.cancel):
            # what comes later pushes nothing about
            keeps = piece.sizePolicy()
            keeps.setRetainSizeWhenHidden(True)
            piece.setSizePolicy(keeps)
            piece.hide()
        self.setLayout(column(self.bar, row(None, self.cancel, None), gap=px(8)))
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._tell)
        self._patience.start(round(PATIENCE.total_seconds() * 1000))

    def _tell(self) -> None:
        self.bar.show()
        self.cancel.show()
