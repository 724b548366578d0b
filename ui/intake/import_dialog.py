"""Bringing lead files in: choose or drop, watch or cancel, then read what became of every row."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QProgressBar, QStackedWidget, QWidget

from app.desktop.views import FileResult
from app.errors import FollowthroughError
from ui.intake.outcome import ImportOutcome
from ui.office import Office
from ui.parts import (
    button,
    column,
    field,
    frame,
    icon_label,
    note,
    restyle,
    row,
    scrolled,
    size_within_screen,
    text,
)

#: files named while they are read, and how wide a name may be
NAMED = 2
NAME_WIDE = 240


class ImportDialog(QDialog):
    """Three pages: choose, running, outcome. Closing it while it runs cancels and tells what is in; twice closes it."""

    _progressed = Signal(int, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._cancel = threading.Event()
        self.setWindowTitle(self.tr("Import leads"))
        self.setAcceptDrops(True)
        self._progressed.connect(self._show_progress)
        self._pages = QStackedWidget()
        self._choose_page = self._make_choose_page()
        self._running_page = self._make_running_page()
        self._pages.addWidget(self._choose_page)
        self._pages.addWidget(self._running_page)
        pad = office.look.px(24)
        self.setLayout(column(self._pages, margins=(pad, pad, pad, pad)))
        size_within_screen(self, office.look.px(600), office.look.px(500))
        if parent is not None:
            self.resize(self.size().boundedTo(parent.size() * 0.95))
        self.choose.setFocus()

    def _make_choose_page(self) -> QWidget:
        px, icons = self._office.look.px, self._office.icons
        self.choose = button(self.tr("Choose files…"), self._choose, kind="primary")
        self.source = field(self.tr("Source for rows that name none"), hint=self.tr("Open house, list bought in May …"))
        cancel = button(self.tr("Close"), self.reject, kind="quiet")
        middle = Qt.AlignmentFlag.AlignHCenter
        drop = column(None, gap=px(8), margins=(px(24), px(24), px(24), px(24)))
        drop.addWidget(icon_label(icons, "upload", "text_faint", 32), 0, middle)
        drop.addWidget(text(self.tr("Drop lead files here"), size="large", weight="strong"), 0, middle)
        formats = text(
            self.tr("CSV or TSV, form posts, ADF; as the vendor sent them"), tone="soft", size="small", wrap=True
        )
        formats.setAlignment(middle)
        drop.addWidget(formats)
        drop.addWidget(self.choose, 0, middle)
        drop.addStretch(1)
        self._drop = frame("drop", drop)
        self._problem = QFrame()
        self._problem_place = column(self._problem)
        sheet, page = QWidget(), QWidget()
        whole = column(
            text(self.tr("Import leads"), size="title"),
            text(self.tr("A person already known is updated, not doubled."), tone="soft", wrap=True),
            self._problem_place,
            self._drop,
            column(text(self.tr("Source for rows that name none"), tone="soft", size="small"), self.source, gap=px(4)),
            gap=px(12),
        )
        whole.setStretch(3, 1)
        sheet.setLayout(whole)
        page.setLayout(column(scrolled(sheet, self.tr("Files to import")), row(None, cancel), gap=px(12)))
        return page

    def _make_running_page(self) -> QWidget:
        px = self._office.look.px
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Rows read"))
        self._told = text(tone="soft", wrap=True)
        self.stop = button(self.tr("Cancel"), self._stop)
        kept = self.tr("What is in already stays in; the rest can be imported again.")
        page = QWidget()
        page.setLayout(
            column(
                text(self.tr("Importing"), size="title"),
                self._bar,
                self._told,
                text(kept, tone="faint", size="small", wrap=True),
                None,
                row(None, self.stop),
                gap=px(12),
            )
        )
        return page

    # --- choosing

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose lead files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.run([Path(name) for name in names]))
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._mark_drop(over=True)

    def dragLeaveEvent(self, _event: object) -> None:  # noqa: N802 - Qt's name
        self._mark_drop(over=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self._mark_drop(over=False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.run(paths)

    def _mark_drop(self, *, over: bool) -> None:
        self._drop.setProperty("over", "true" if over else "false")
        restyle(self._drop)

    # --- running

    def run(self, paths: list[Path]) -> None:
        """Import files on the store's thread; the window stays alive."""
        self._cancel.clear()
        source = self.source.text().strip()
        self._bar.setRange(0, 0)
        self._told.setText(self.tr("Reading {}").format(self._named(paths)))
        self.stop.setEnabled(True)
        self._pages.setCurrentWidget(self._running_page)
        self.stop.setFocus()
        intake = self._office.desk.intake
        self._office.tasks.store(
            lambda: intake.import_files(paths, source, progress=self._progress),
            *self._office.answers(self, self.show_outcome, self._failed),
        )

    def _named(self, paths: list[Path]) -> str:
        metrics, wide = self._told.fontMetrics(), self._office.look.px(NAME_WIDE)
        # a name of one long word would not wrap
        names = [metrics.elidedText(path.name, Qt.TextElideMode.ElideMiddle, wide) for path in paths[:NAMED]]
        words, more = ", ".join(names), len(paths) - NAMED
        return self.tr("{} and {:,} more").format(words, more) if more > 0 else words

    def _progress(self, done: int, total: int) -> bool:
        # called on the store's thread: the signal hops to the window's, unless the dialog was closed
        if not self._cancel.is_set():
            self._progressed.emit(done, total)
        # a long file holds up neither a reminder nor a key
        self._office.tasks.let_others()
        return not self._cancel.is_set()

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._told.setText(self.tr("{:.0%} done").format(done / max(total, 1)))

    def _stop(self) -> None:
        self._cancel.set()
        self.stop.setEnabled(False)
        self._told.setText(self.tr("Stopping after the rows in hand"))

    def show_outcome(self, results: list[FileResult]) -> None:
        """Turn to what became of every row."""
        outcome = ImportOutcome(self._office, results)
        outcome.again.connect(self._again)
        outcome.closed.connect(self.accept)
        self._pages.addWidget(outcome)
        self._pages.setCurrentWidget(outcome)
        # once it is in sight: a page behind another takes no keys
        outcome.done.setFocus()

    def _failed(self, problem: Exception) -> None:
        self._pages.setCurrentWidget(self._choose_page)
        if not isinstance(problem, FollowthroughError):
            self._office.trouble.show(problem)
            return
        fresh = note(self._office.look, self._office.icons, str(problem), "bad", "circle-alert")
        self._problem_place.replaceWidget(self._problem, fresh)
        self._problem.deleteLater()
        self._problem = fresh
        self.choose.setFocus()

    def _again(self) -> None:
        self._pages.setCurrentWidget(self._choose_page)

    def reject(self) -> None:
        if self._pages.currentWidget() is self._running_page and not self._cancel.is_set():
            # what is in already is told first
            self._stop()
            return
        self._cancel.set()
        super().reject()
