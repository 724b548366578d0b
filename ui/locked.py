"""What says that something is set by the company, and why nobody changes it here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.desktop.settings import LOCKED, LOCKED_REMEDY
from ui.language import from_app
from ui.office import Office
from ui.parts import column, icon_label, row, text


def lock(office: Office, control: QWidget, remedy: str = LOCKED_REMEDY) -> QWidget:
    """Take a control out of use and return it with the reason below, which a screen reader says of the control too."""
    _close(control, remedy)
    whole = QWidget()
    whole.setLayout(column(control, locked_line(office), gap=office.look.px(4)))
    return whole


def lock_button(office: Office, control: QPushButton, remedy: str = LOCKED_REMEDY) -> None:
    """Take a button out of use that has no room for a line below it: the lock is on it, the reason in its tool tip."""
    _close(control, remedy)
    control.setText(f" {control.text().strip()}")
    control.setIcon(office.icons.icon("lock", "text_faint"))
    control.setIconSize(office.icons.size())


def _close(control: QWidget, remedy: str) -> None:
    remedy = from_app(remedy)
    control.setEnabled(False)
    control.setAccessibleDescription(f"{from_app(LOCKED)}. {remedy}")
    control.setToolTip(remedy)


def locked_line(office: Office, words: str = "") -> QWidget:
    """Return a lock and the words beside it, else that it is the company's."""
    sign = icon_label(office.icons, "lock", "text_soft", 14)
    line = row(sign, text(words or from_app(LOCKED), tone="soft", size="small", wrap=True), gap=office.look.px(6))
    line.setStretch(1, 1)
    line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    made = QWidget()
    made.setLayout(line)
    return made
