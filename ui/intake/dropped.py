"""Files that are let fall on a window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget


def files_in(event: QDropEvent) -> list[Path]:
    """Return the files of this machine that are dropped; what is dragged out of a browser has none."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class Drops(QObject):
    """Takes files anywhere on a window; a dialog that lies over it keeps them off."""

    #: a list of paths
    dropped = Signal(list)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop) and isinstance(event, QDropEvent):
            paths = files_in(event)
            if paths:
                event.acceptProposedAction()
            if paths and event.type() is QEvent.Type.Drop:
                self.dropped.emit(paths)
            return bool(paths)
        return super().eventFilter(watched, event)
