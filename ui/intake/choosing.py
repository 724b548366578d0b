"""The first page of an import: drop files or choose them, and the maps that were saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from app.desktop.import_maps import SavedMap
from ui.office import Office
from ui.parts import button, clear, column, frame, icon_label, note, restyle, row, scrolled, text


class ChoosePage(QWidget):
    """`chosen` carries the paths of files; `closed` is no import after all."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        px = office.look.px
        self.choose = button(self.tr("Choose files…"), self._ask, kind="primary")
        self._drop = self._make_drop()
        self._problem = QFrame()
        self._problem_place = column(self._problem)
        self._maps = column(gap=px(4))
        sheet = QWidget()
        whole = column(
            text(self.tr("Import leads"), size="title"),
            text(self.tr("Nothing is taken before you have seen it."), tone="soft", wrap=True),
            self._problem_place,
            self._drop,
            self._maps,
            gap=px(12),
        )
        whole.setStretch(3, 1)
        sheet.setLayout(whole)
        leave = button(self.tr("Close"), self.closed.emit, kind="quiet")
        self.setLayout(column(scrolled(sheet, self.tr("Files to import")), row(None, leave), gap=px(12)))

    def _make_drop(self) -> QFrame:
        px, middle = self._office.look.px, Qt.AlignmentFlag.AlignHCenter
        drop = column(None, gap=px(8), margins=(px(24), px(24), px(24), px(24)))
        drop.addWidget(icon_label(self._office.icons, "upload", "text_faint", 32), 0, middle)
        drop.addWidget(text(self.tr("Drop lead files here"), size="large", weight="strong"), 0, middle)
        kinds = self.tr(
            "CSV, Excel, vCard, ADF, MISMO, Fannie Mae, form posts and webhooks; from Facebook, HubSpot, Salesforce, "
            "Outlook, Google or any vendor, as they sent it"
        )
        formats = text(kinds, tone="soft", size="small", wrap=True)
        formats.setAlignment(middle)
        drop.addWidget(formats)
        drop.addWidget(self.choose, 0, middle)
        drop.addStretch(1)
        return frame("drop", drop)

    def show_maps(self, maps: list[SavedMap]) -> None:
        """List the saved maps, each with the way to let it go."""
        clear(self._maps)
        if maps:
            words = self.tr("Saved maps, used by themselves for files with the same columns")
            self._maps.addWidget(text(words, tone="soft", size="small", wrap=True))
        for one in maps:
            remove = button(
                self.tr("Remove"),
                lambda name=one.name: self._remove(name),  # type: ignore[misc] # mypy sees no default in a lambda
                kind="quiet",
                name=self.tr("Remove the saved map {}").format(one.name),
            )
            told = self.tr("{} · {:,} columns").format(one.name, len(one.headers))
            self._maps.addLayout(row(text(told, wrap=True), remove, gap=self._office.look.px(8)))

    def _remove(self, name: str) -> None:
        self._office.act(self, lambda: self._office.desk.maps.remove(name), self.reload)

    def reload(self) -> None:
        self._office.ask(self, self._office.desk.maps.all, self.show_maps)

    def tell(self, problem: str) -> None:
        """Say why nothing came of the files that were chosen."""
        fresh = note(self._office.look, self._office.icons, problem, "bad", "circle-alert")
        self._problem_place.replaceWidget(self._problem, fresh)
        self._problem.deleteLater()
        self._problem = fresh

    def mark_drop(self, *, over: bool) -> None:
        self._drop.setProperty("over", "true" if over else "false")
        restyle(self._drop)

    def _ask(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose lead files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.chosen.emit([Path(name) for name in names]))
        dialog.open()
