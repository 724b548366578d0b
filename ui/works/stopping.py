"""Stopping an experiment: which version goes on for new leads, and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.desktop.works import Row
from app.errors import FollowthroughError
from ui.language import from_app, problem_words
from ui.office import Office
from ui.parts import button, choice, column, field, row, text
from ui.tasks import while_lives


class StopDialog(QDialog):
    """`stopped` carries a word for the toast."""

    stopped = Signal(str)

    def __init__(self, office: Office, running: Row, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.setWindowTitle(self.tr("Stop the experiment"))
        px, pad = office.look.px, office.look.px(24)
        self.goes_on = choice(self.tr("Which version goes on for new leads"))
        self.goes_on.addItem(self.tr("What the experiment told; the former where it told nothing"), "")
        self.goes_on.addItem(self.tr("The former version"), "former")
        self.goes_on.addItem(self.tr("The tried version"), "tried")
        self.why = field(self.tr("Why it is stopped"), hint=self.tr("The quarter is over"))
        self.why.textChanged.connect(self._may_stop)
        self.go = button(self.tr("Stop it"), self.stop, kind="primary")
        self.go.setDefault(True)
        self._problem = text(tone="danger", wrap=True)
        cancel = button(self.tr("Cancel"), self.reject, kind="quiet")
        said = next((from_app(str(words)) for words in running.get("said", ())), "")
        body = column(
            text(str(running.get("name", "")), size="title", wrap=True),
            text(said, weight="strong", wrap=True),
            text(from_app(str(running.get("advice", ""))), wrap=True),
            text(self.tr("Leads that were drawn keep their version."), tone="soft", wrap=True),
            text(self.goes_on.accessibleName(), tone="soft", size="small", wrap=True),
            self.goes_on,
            text(self.tr("Why? Everybody reads it."), tone="soft", size="small"),
            self.why,
            self._problem,
            None,
            row(None, cancel, self.go, gap=px(8)),
            gap=px(8),
            margins=(pad, pad, pad, pad),
        )
        self.setLayout(body)
        self.resize(px(560), self.sizeHint().height())
        self._may_stop()
        self.why.setFocus()

    def _may_stop(self) -> None:
        self.go.setEnabled(bool(self.why.text().strip()))

    def stop(self) -> None:
        """Have it stopped."""
        works, why, goes_on = self._office.desk.works, self.why.text().strip(), self.goes_on.currentData()
        self.go.setEnabled(False)
        self._office.tasks.network(
            lambda: works.stop(why, goes_on), while_lives(self, self._done), while_lives(self, self._fail)
        )

    def _done(self, _nothing: object) -> None:
        self.stopped.emit(self.tr("The experiment is over; leads that were drawn keep their version."))
        self.accept()

    def _fail(self, problem: Exception) -> None:
        self._may_stop()
        if not isinstance(problem, FollowthroughError):
            self._office.trouble.show(problem)
            return
        self._problem.setText(problem_words(problem))
