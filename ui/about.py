"""What this program is, which release, and whose work is in it under which terms."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from app.release import VERSION, notice
from ui.parts import button, column, row, text
from ui.theme import Look


class AboutPage(QDialog):
    """The version stands where support asks for it, and can be copied."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Followthrough"))
        self.release = text(self.tr("Followthrough {}").format(VERSION), size="title")
        self.licences = QPlainTextEdit(notice())
        self.licences.setReadOnly(True)
        self.licences.setAccessibleName(self.tr("Licences"))
        self.licences.setTabChangesFocus(True)
        copy = button(self.tr("Copy version"), lambda: QGuiApplication.clipboard().setText(self.release.text()))
        close = button(self.tr("Close"), self.accept, kind="primary")
        close.setDefault(True)
        pad = look.px(24)
        words = self.tr(
            "Gets a mortgage lead called. Its contact rules are a compilation, each with its source and how far it was "
            "checked; they are not legal advice."
        )
        self.setLayout(
            column(
                self.release,
                text(words, tone="soft", wrap=True),
                text(self.tr("Licences"), weight="strong"),
                self.licences,
                row(None, copy, close, gap=look.px(8)),
                gap=look.px(16),
                margins=(pad, pad, pad, pad),
            )
        )
        self.resize(look.px(640), look.px(520))
        if parent is not None:
            self.resize(self.size().boundedTo(parent.size() * 0.95))
        close.setFocus()
