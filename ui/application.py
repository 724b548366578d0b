"""The Qt application itself: its name, fonts and theme."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ui.icons import FOLDER
from ui.qt_messages import listen_to_qt
from ui.theme import Look, load_fonts


def make_application(argv: Sequence[str], look: Look) -> QApplication:
    """Make the one QApplication, dressed in `look`, now and whenever the look or the system's hint changes."""
    listen_to_qt()
    app = QApplication(list(argv))
    dress_application(app, look)
    return app


def dress_application(app: QApplication, look: Look) -> None:
    """Name, fonts, icon and theme for an application that exists already."""
    app.setApplicationName("Followthrough")
    app.setApplicationDisplayName("Followthrough")
    app.setDesktopFileName("followthrough")
    app.setQuitOnLastWindowClosed(True)
    app.setStyle("Fusion")
    app.setWindowIcon(QIcon(str(FOLDER / "followthrough.svg")))
    load_fonts()
    hints = app.styleHints()
    look.system_says(hints.colorScheme())
    hints.colorSchemeChanged.connect(look.system_says)
    wished = hints.accessibility()
    look.system_wants(wished.contrastPreference())
    wished.contrastPreferenceChanged.connect(look.system_wants)
    look.changed.connect(lambda: look.dress(app))
    look.dress(app)
