"""Screens hear here what an action touched, and reload themselves only when it concerns them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from app.desktop.changes import Changed, Touched


class _Ear(QObject):
    """One screen's interest; it lives and dies with the screen that is its parent."""

    def __init__(self, screen: QObject, what: Touched, heard: Callable[[Changed], None]) -> None:
        super().__init__(screen)
        self._what = what
        self._heard = heard

    @Slot(object)
    def hear(self, changed: Changed) -> None:
        if changed.what & self._what:
            self._heard(changed)


class Refresh(QObject):
    """Hands each Changed to the screens that asked for its kind, on the GUI thread."""

    changed = Signal(object)
    #: an outcome or fact is on disk; a signal of its own bar would be lost with a bar that a new look replaced
    logged = Signal(object)

    def announce(self, changed: Changed) -> None:
        if changed.what is not Touched.NOTHING:
            self.changed.emit(changed)

    def listen(self, screen: QObject, what: Touched, heard: Callable[[Changed], None]) -> None:
        """Call `heard` for every change of `what`, for as long as `screen` lives."""
        self.changed.connect(_Ear(screen, what, heard).hear)
