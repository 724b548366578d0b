"""Icons drawn from one set of outlines, tinted by token and kept once drawn."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme import RESOURCES, Look

FOLDER = RESOURCES / "icons"


class Icons:
    """Draws `resources/icons/<name>.svg`, whose strokes are `currentColor`, in a colour of the theme."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._drawn: dict[tuple[str, str, int, float], QPixmap] = {}

    def pixmap(self, name: str, colour: str = "text_soft", size: int = 16, ratio: float = 1.0) -> QPixmap:
        """Return the icon `size` pixels high at 100 % text; `ratio` is the screen's pixels a point."""
        tint = self._look.tokens.colour[colour]
        side = self._look.px(size)
        key = (name, tint, side, ratio)
        found = self._drawn.get(key)
        if found is None:
            found = self._drawn[key] = _draw(name, tint, side, ratio)
        return found

    def icon(self, name: str, colour: str = "text_soft", size: int = 16) -> QIcon:
        icon = QIcon(self.pixmap(name, colour, size))
        icon.addPixmap(self.pixmap(name, colour, size, 2.0))
        return icon

    def size(self, size: int = 16) -> QSize:
        return QSize(self._look.px(size), self._look.px(size))


def _draw(name: str, tint: str, side: int, ratio: float) -> QPixmap:
    outline = (FOLDER / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", tint)
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(outline.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap
