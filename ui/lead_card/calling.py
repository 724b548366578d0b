"""The strip above the outcomes while a call that was handed to the phone waits for its own."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui import wording
from ui.parts import button, column, frame, row, text

if TYPE_CHECKING:
    from ui.office import Office


class Call(msgspec.Struct, frozen=True):
    """A call that was handed to the phone and waits for its outcome."""

    lead_id: str
    name: str
    number: str
    shown: str
    began_at: datetime


class CallStrip(QWidget):
    """Says who is being called and for how long. `told` says that the words, or whose call it is, changed."""

    told = Signal()
    back = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._lead_id = ""
        self.call: Call | None = None
        px = office.look.px
        self.words = text(weight="strong", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.no_call = button(self.tr("Not a call"), self.forget, kind="quiet")
        self.to_it = button(self.tr("Back to it"), self._go_back, kind="quiet")
        pieces = row(self.words, self.to_it, self.no_call, gap=px(8), margins=(px(12), px(4), px(4), px(4)))
        self.setLayout(column(frame("note-accent", pieces)))
        self.hide()
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self.tell)

    def stand_on(self, lead_id: str) -> None:
        """Take it that this lead's card is in sight, "" for none."""
        self._lead_id = lead_id
        self.tell()

    def begin(self, call: Call) -> None:
        self.call = call
        self._second.start()
        self.tell()

    def forget(self) -> None:
        self.call = None
        self._second.stop()
        self.tell()

    @property
    def is_here(self) -> bool:
        """Return whether the call is that of the lead in sight."""
        return self.call is not None and self.call.lead_id == self._lead_id

    def tell(self) -> None:
        """Say how long it has lasted by now."""
        call = self.call
        self.setVisible(call is not None)
        if call is not None:
            running = wording.ticking(self._office.now() - call.began_at)
            words = self.tr("Calling {} · {}") if self.is_here else self.tr("Still calling {} · {}")
            self.words.setText(words.format(call.shown if self.is_here else call.name, running))
            self.to_it.setVisible(not self.is_here)
        self.told.emit()

    def _go_back(self) -> None:
        if self.call is not None:
            self.back.emit(self.call.lead_id)
