"""Several calls made on another phone, a line each; what each line means is shown before anything is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from app.desktop.several import EXAMPLE, CallLine, SavedLine
from ui import wording
from ui.language import counted, from_app
from ui.lines import Line, LineList
from ui.parts import Paper, button, column, row, set_tone, size_within_screen, text

if TYPE_CHECKING:
    from app.desktop.changes import Changed
    from ui.office import Office

PAUSE_MS = 150
SIZE = (620, 560)


class SeveralCalls(QDialog):
    """`saved` carries the ids of what was logged, for an undo; lines that were not saved stay to be mended."""

    saved = Signal(list)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._lines: list[CallLine] = []
        self._read_words = ""
        self._is_saving = self._save_waits = False
        self.setWindowTitle(self.tr("Log several calls"))
        px = office.look.px
        self.paper = Paper()
        self.paper.setAccessibleName(self.tr("Calls, a line each"))
        self.paper.setPlaceholderText(EXAMPLE)
        self.paper.setTabChangesFocus(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.read)
        self.paper.textChanged.connect(self._typed)
        self.listed = LineList(office.look, office.icons, self.tr("What will be saved"))
        self._told = text(tone="soft", wrap=True)
        self._save = button(self.tr("Save (Ctrl+Enter)"), self.save, kind="primary", name=self.tr("Save"))
        cancel = button(self.tr("Cancel"), self.reject, kind="quiet")
        how = self.tr("Who, outcome key, when it began, a note: {}. A time or reason goes behind its key: {}.")
        pad = px(24)
        self.setLayout(
            column(
                text(self.tr("Log several calls"), size="title", wrap=True),
                text(how.format(EXAMPLE, "0143, 6 thu 10, 9:40"), tone="soft", wrap=True),
                self.paper,
                self.listed,
                self._told,
                row(None, cancel, self._save, gap=px(8)),
                gap=px(12),
                margins=(pad, pad, pad, pad),
            )
        )
        size_within_screen(self, px(SIZE[0]), px(SIZE[1]))
        self._show([])
        self.paper.setFocus()

    def show_words(self, words: str) -> None:
        """Put lines into the field as if they had been typed, and read them."""
        self.paper.setPlainText(words)
        self.read()

    def _typed(self) -> None:
        self._save.setEnabled(False)
        self._save_waits = False
        self._pause.start()

    def read(self, not_saved: str = "") -> None:
        """Show what is typed by now as it would be saved; `not_saved` says why it was not, if it was tried."""
        self._pause.stop()
        words = self.paper.toPlainText()

        def shown(lines: list[CallLine]) -> None:
            if words == self.paper.toPlainText():
                self._read_words = words
                self._show(lines)
                if not_saved:
                    # once the lines are read again, or their count would take its place
                    self._told.setText(not_saved)
                    set_tone(self._told, "bad")
                if self._save_waits:
                    self._save_waits = False
                    self.save()

        self._office.ask(self, lambda: self._office.desk.several.read(words), shown, self._refused)

    def _show(self, lines: list[CallLine]) -> None:
        self._lines = lines
        self.listed.show_lines([self._line(line) for line in lines])
        wrong = sum(bool(line.problem) for line in lines)
        good = len(lines) - wrong
        words = counted("SeveralCalls", "%n calls", "%n call", good)
        if wrong:
            unread = counted("SeveralCalls", "%n lines not understood yet", "%n line not understood yet", wrong)
            words = f"{words}, {unread}"
        self._told.setText(words if lines else self.tr("Nothing is saved before you press Save."))
        set_tone(self._told, "warn" if wrong else "soft")
        self._save.setEnabled(good > 0 and not wrong and not self._is_saving)

    def _line(self, line: CallLine) -> Line:
        if line.problem or line.note is None or line.began_at is None:
            return Line("", "circle-alert", line.text, "", from_app(line.problem), tone="bad")
        now, zone = self._office.now(), self._office.zone
        when = "" if line.note.when is None else wording.on_their_clock(line.note.when, now, line.zone, zone)
        words = " · ".join(part for part in (line.name, from_app(line.words), when) if part)
        detail = ", ".join(part for part in (line.note.reason, line.note.note) if part)
        return Line("", "check", words, self.tr("began {}").format(wording.moment(line.began_at, now, zone)), detail)

    # --- saving

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
            return
        super().keyPressEvent(event)

    def save(self) -> None:
        """Save every line, once all of them are understood; a second press while it saves does nothing."""
        if self._read_words != self.paper.toPlainText():
            # pressed sooner than the last line was read: saved once it is, if it is understood
            self._save_waits = True
            self.read()
        if not self._save.isEnabled():
            return
        self._is_saving = True
        self._save.setEnabled(False)
        lines, desk = list(self._lines), self._office.desk

        def work() -> tuple[list[SavedLine], Changed]:
            return desk.several.log(lines)

        self._office.tasks.store(work, *self._office.answers(self, self._done, self._failed))

    def _done(self, results: list[SavedLine]) -> None:
        self._is_saving = False
        ids = [result.logged.activity_id for result in results if result.logged is not None]
        if ids:
            self.saved.emit(ids)
        left = [result for result in results if result.logged is None]
        if not left:
            self.accept()
            return
        # what is saved goes from the field: pressing Save again must not save it twice
        self.paper.setPlainText("\n".join(result.line.text for result in left))
        self.read(from_app(left[0].problem))

    def _failed(self, problem: Exception) -> None:
        self._is_saving = False
        self._refused(problem)

    def _refused(self, problem: Exception) -> None:
        self._office.refused_beside(self._told, problem)
