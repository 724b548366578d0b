"""One calm sentence over the pages for as long as this computer's clock is far from the hub's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from app.desktop.changes import Changed, Touched
from ui import wording
from ui.language import translate
from ui.parts import icon_label, row, text

if TYPE_CHECKING:
    from app.desktop.views import SyncState
    from ui.office import Office


def clock_words(offset_s: float) -> str:
    """Say how far off the clock is, and why that matters; nobody is kept from logging by it."""
    far = wording.duration(timedelta(seconds=offset_s))
    if offset_s > 0:
        said = translate("clock", "This computer's clock is {} behind the hub's.")
    else:
        said = translate("clock", "This computer's clock is {} ahead of the hub's.")
    todo = translate("clock", "Logging goes on; set the clock, as reminders ring by it.")
    return f"{said.format(far)} {todo}"


class ClockBanner(QFrame):
    """Comes and goes with what the last round found; nobody has to read it away."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.setProperty("kind", "note-warn")
        self.setProperty("notice", "true")
        px = office.look.px
        sign = icon_label(office.icons, "clock", "warn")
        self.words = text(wrap=True)
        line = row(sign, self.words, gap=px(8), margins=(px(24), px(8), px(16), px(8)))
        line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.setAccessibleName(self.tr("Clock"))
        self.hide()
        office.refresh.listen(self, Touched.SYNC, self._touched)

    def _touched(self, _changed: Changed) -> None:
        self.reload()

    def reload(self) -> None:
        self._office.ask(self, self._office.desk.sync.state, self.show_state)

    def show_state(self, state: SyncState) -> None:
        if state.is_clock_off and state.clock_offset_s is not None:
            self.words.setText(clock_words(state.clock_offset_s))
            self.setAccessibleDescription(self.words.text())
        self.setVisible(state.is_clock_off)
