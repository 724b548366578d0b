"""A file for whoever helps: all that would be in it, to be read first; saved only where somebody says so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QListWidget, QPlainTextEdit, QWidget

from app.errors import FollowthroughError
from app.support_files import Part, write_bundle
from ui.language import from_app, problem_words
from ui.office import Office
from ui.parts import button, column, row, set_tone, text
from ui.tasks import while_lives


class SupportDialog(QDialog):
    """The files stand above, what is in the one in sight below."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._parts: Sequence[Part] = ()
        px = office.look.px
        self.setWindowTitle(self.tr("A file for support"))
        self.files = QListWidget()
        self.files.setAccessibleName(self.tr("Files in it"))
        self.files.setMaximumHeight(self.files.fontMetrics().lineSpacing() * 7)
        self.files.currentRowChanged.connect(self._preview)
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName(self.tr("What this file says"))
        self.preview.setTabChangesFocus(True)
        self.told = text(self.tr("Looking at this desk…"), tone="soft", size="small", wrap=True)
        self.save_button = button(self.tr("Save…"), self._ask_where, kind="primary")
        self.save_button.setEnabled(False)
        close = button(self.tr("Close"), self.reject)
        words = self.tr(
            "This is all that would be saved, as a zip for your IT. It tells of this program and this computer; no "
            "borrower is in it, and nothing is sent by itself. Read it first."
        )
        pad = px(24)
        body = column(
            text(self.tr("A file for support"), size="title"),
            text(words, tone="soft", wrap=True),
            self.files,
            self.preview,
            self.told,
            row(None, close, self.save_button, gap=px(8)),
            gap=px(12),
            margins=(pad, pad, pad, pad),
        )
        body.setStretchFactor(self.preview, 1)
        self.setLayout(body)
        self.resize(px(720), px(620))
        if parent is not None:
            self.resize(self.size().boundedTo(parent.size() * 0.95))
        self.files.setFocus()
        if office.support is not None:
            # it asks the hub, so it is not the store's one thread that waits
            office.tasks.network(office.support, while_lives(self, self.show_parts), while_lives(self, self._failed))

    def show_parts(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        for part in parts:
            size = max(1, round(len(part.text.encode()) / 1024))
            self.files.addItem(self.tr("{0}: {1}, {2} KB").format(part.name, from_app(part.what), f"{size:,}"))
        self.save_button.setEnabled(bool(parts))
        self._say("", "soft")
        self.files.setCurrentRow(0)

    def save(self, path: Path) -> None:
        """Write the file, and say that it is there."""
        try:
            write_bundle(path, self._parts)
        except FollowthroughError as problem:
            self._say(problem_words(problem), "warn")
            return
        self._say(self.tr("Saved as {}.").format(path.name), "soft")

    def _preview(self, at: int) -> None:
        self.preview.setPlainText(self._parts[at].text if 0 <= at < len(self._parts) else "")

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the file for support"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Zip file (*.zip)")])
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(f"followthrough-support-{self._office.now():%Y%m%d-%H%M}.zip")
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, FollowthroughError):
            self._say(problem_words(problem), "warn")
        else:
            self._say("", "soft")
            self._office.trouble.show(problem)

    def _say(self, words: str, tone: str) -> None:
        set_tone(self.told, tone)
        self.told.setText(words)
        # at twice the size of text its empty line is wanted by the preview
        self.told.setVisible(bool(words))
