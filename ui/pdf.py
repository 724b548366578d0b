"""A report's page as PDF where there is no window: for a verb of the hub."""

from __future__ import annotations

import os

from PySide6.QtGui import QGuiApplication

from app.reportfiles.printed import Printed, body_of
from ui.paper import Sheets, pdf_of
from ui.theme import load_fonts

#: the font that is brought along
_FAMILY = "Inter"


def pdf_of_report(page: Printed) -> bytes:
    """Return the page as PDF."""
    # what is painted on paper needs fonts, and no screen
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication(["followthrough"])
    load_fonts()
    sheets = Sheets(page.title, body_of(page), page.above, page.below, page.is_wide, family=_FAMILY)
    made = pdf_of(sheets)
    # it had to live until here
    del application
    return made
