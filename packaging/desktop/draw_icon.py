"""Draws an SVG at the sizes asked for: draw_icon.py SVG SIZE PNG [SIZE PNG]..."""

import sys

from PySide6.QtGui import QColorConstants, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

application = QGuiApplication(sys.argv[:1])
drawing = QSvgRenderer(sys.argv[1])
for size, place in zip(sys.argv[2::2], sys.argv[3::2], strict=True):
    image = QImage(int(size), int(size), QImage.Format.Format_ARGB32)
    image.fill(QColorConstants.Transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter)
    painter.end()
    if not image.save(place):
        sys.exit(f"{place} could not be written")
