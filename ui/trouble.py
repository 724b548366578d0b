"""What went wrong: a sentence for the world's failures, a report one can read first for our own."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QWidget

from app.errors import BadInput, FollowthroughError
from app.named_files import write_new
from app.release import VERSION
from ui.language import from_app, problem_words
from ui.parts import button, column, row, size_within_screen, text
from ui.theme import Look

log = logging.getLogger(__name__)

_FILE = "followthrough-report.txt"


class Trouble(QObject):
    """Takes every failure. `said` carries what happened and the remedy; `broke` carries a report of our own."""

    said = Signal(str, str)
    broke = Signal(str)
    _raised = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        # a queued hop, because an exception may have been raised on any thread
        self._raised.connect(self.show, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def show(self, error: BaseException) -> None:
        if isinstance(error, FollowthroughError):
            self.said.emit(from_app(error.happened), from_app(error.remedy))
        else:
            report = report_of(error)
            # the report and not the exception: it leaves the words out, whoever writes the log down
            log.error("something of ours broke in the window\n%s", report, extra={"is_crash": True})
            self.broke.emit(report)

    def catch_all(self) -> None:
        """Have every exception nobody caught come here, from Qt's slots and from threads alike."""

        def hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
            self._raised.emit(error)

        def thread_hook(args: threading.ExceptHookArgs) -> None:
            if args.exc_value is not None:
                self._raised.emit(args.exc_value)

        sys.excepthook = hook
        threading.excepthook = thread_hook


def report_of(error: BaseException) -> str:
    """Return where it broke: kinds of error, files, lines and versions.

    What the error says is left out on purpose: it may quote a borrower.
    """
    lines = [
        f"Followthrough {VERSION}",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()}",
        "",
    ]
    chain: BaseException | None = error
    while chain is not None:
        lines.append(type(chain).__name__)
        for frame in traceback.extract_tb(chain.__traceback__):
            path = Path(frame.filename)
            lines.append(f"  {path.parent.name}/{path.name}:{frame.lineno} in {frame.name}")
        chain = chain.__cause__ or chain.__context__
        if chain is not None:
            lines += ["", "which came of"]
    return "\n".join(lines)


class CrashReport(QDialog):
    """Shows the report as it would be sent; nothing leaves this computer by itself."""

    def __init__(self, look: Look, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something broke"))
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("Crash report"))
        self.report.setTabChangesFocus(True)
        self._said = text(tone="soft", size="small", wrap=True)
        copy = button(self.tr("Copy report"), self._copy)
        save = button(self.tr("Save…"), self._ask_where)
        close = button(self.tr("Keep working"), self.accept, kind="primary")
        close.setDefault(True)
        pad = look.px(24)
        words = self.tr(
            "Followthrough made a mistake it did not expect. What you had saved is safe. The report below names "
            "places in the program only; no borrower is in it. Copy or save it for your IT; nothing is sent by itself."
        )
        self.setLayout(
            column(
                text(self.tr("Something broke"), size="title"),
                text(words, tone="soft", wrap=True),
                self.report,
                self._said,
                row(None, save, copy, close, gap=look.px(8)),
                gap=look.px(16),
                margins=(pad, pad, pad, pad),
            )
        )
        size_within_screen(self, look.px(560), look.px(420))
        close.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self._say(self.tr("Copied"))

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the report in"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

    def save(self, folder: Path) -> None:
        """Write the report into a folder, and say under which name."""
        try:
            self._say(self.tr("Saved as {}").format(write_new(folder, _FILE, self.report.toPlainText()).name))
        except BadInput as problem:
            self._say(problem_words(problem))

    def _say(self, words: str) -> None:
        self._said.setText(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
