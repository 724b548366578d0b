"""Pages as PDF: any markup Qt reads, on Letter or A4, with a line above and a numbered one below on each page."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLocale, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
)

from app.reportfiles.printed import STYLE
from ui.language import translate
from ui.slicing import sliced

_DOTS_PER_INCH = 300
#: of the paper's edge, in millimetres
_MARGIN = 14.0
_RUNNING_POINTS = 8
_INK, _SOFT = QColor(17, 17, 17), QColor(85, 85, 85)
_RUNNING_ROOM = 2.2
#: who writes on Letter, in CLDR's count; everybody else has A4
_ON_LETTER = frozenset(
    {
        QLocale.Country.UnitedStates,
        QLocale.Country.Canada,
        QLocale.Country.Mexico,
        QLocale.Country.PuertoRico,
        QLocale.Country.Philippines,
        QLocale.Country.Chile,
        QLocale.Country.Colombia,
        QLocale.Country.CostaRica,
        QLocale.Country.ElSalvador,
        QLocale.Country.Guatemala,
        QLocale.Country.Nicaragua,
        QLocale.Country.Panama,
        QLocale.Country.Venezuela,
        # a machine that says nothing of where it stands
        QLocale.Country.AnyCountry,
    }
)


class Sheets(msgspec.Struct, frozen=True):
    """What is printed: `body` is its markup, `above` and `below` stand on each page, beside the page's number.

    `family` is the font's, "" for the application's own.
    """

    title: str
    body: str
    above: str = ""
    below: str = ""
    is_landscape: bool = False
    style: str = STYLE
    family: str = ""
    points: int = 9

    def font(self, points: int) -> QFont:
        font = QFont(self.family) if self.family else QFont()
        font.setPointSize(points)
        return font


def paper_of(locale: QLocale) -> QPageSize.PageSizeId:
    """Return the paper in the printers of a country."""
    return QPageSize.PageSizeId.Letter if locale.territory() in _ON_LETTER else QPageSize.PageSizeId.A4


def pdf_of(sheets: Sheets, paper: QPageSize.PageSizeId | None = None) -> bytes:
    """Return the pages as a PDF; the paper is the locale's unless one is named."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QPdfWriter(buffer)
    device.setResolution(_DOTS_PER_INCH)
    device.setTitle(sheets.title)
    device.setCreator("Followthrough")
    side = QPageLayout.Orientation.Landscape if sheets.is_landscape else QPageLayout.Orientation.Portrait
    size = QPageSize(paper_of(QLocale.system()) if paper is None else paper)
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    device.setPageLayout(QPageLayout(size, side, margins, QPageLayout.Unit.Millimeter))
    painter = QPainter(device)
    _paint(painter, device, sheets)
    painter.end()
    buffer.close()
    return bytes(held.data())


def _paint(painter: QPainter, device: QPdfWriter, sheets: Sheets) -> None:
    running = sheets.font(_RUNNING_POINTS)
    painter.setFont(running)
    whole = QRectF(0, 0, device.width(), device.height())
    room = QFontMetricsF(running, device).height() * _RUNNING_ROOM
    page = whole.adjusted(0, room, 0, -room)
    document = _document(sheets, device, page.width())
    slices = sliced(document, page.height())
    for number, parts in enumerate(slices):
        if number:
            device.newPage()
        _paint_running(painter, whole, room, sheets, translate("printing", "{} of {}").format(number + 1, len(slices)))
        top = page.top()
        for part in parts:
            _paint_part(painter, document, part, top)
            top += part.height()


def _paint_part(painter: QPainter, document: QTextDocument, part: QRectF, top: float) -> None:
    context = QAbstractTextDocumentLayout.PaintContext()
    # a window in dark colours has light ink, and paper is white
    context.palette.setColor(QPalette.ColorRole.Text, _INK)
    context.clip = part
    painter.save()
    painter.translate(0, top - part.top())
    painter.setClipRect(part)
    document.documentLayout().draw(painter, context)
    painter.restore()


def _document(sheets: Sheets, device: QPdfWriter, width: float) -> QTextDocument:
    """Return the whole as one long page: where it is cut is decided here, for Qt cuts rows in two."""
    document = QTextDocument()
    # points are the paper's from here on, not the screen's
    document.documentLayout().setPaintDevice(device)
    document.setDefaultFont(sheets.font(sheets.points))
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(sheets.style)
    document.setHtml(sheets.body)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            shape = frame.format().toTableFormat()
            # Qt draws a line around a table whose cells have one below
            shape.setBorder(0)
            shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
            frame.setFormat(shape)
    # after that: what follows a table whose format was changed would not be laid out anew
    document.setTextWidth(width)
    return document


def _paint_running(painter: QPainter, whole: QRectF, room: float, sheets: Sheets, number: str) -> None:
    painter.setPen(_SOFT)
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
    painter.drawText(whole, left | top, sheets.above)
    painter.drawText(whole, right | bottom, number)
    painter.drawText(whole, left | bottom, sheets.below)
    line = QRectF(whole.left(), whole.top() + room * 0.6, whole.width(), 1)
    painter.fillRect(line, _SOFT)
