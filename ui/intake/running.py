"""How far an import is, and the way to end it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.office import Office
from ui.parts import button, column, row, text

#: files named while they are read, and how wide a name may be
NAMED = 2
NAME_WIDE = 240


class RunningPage(QWidget):
    """`stopped` asks for the end."""

    stopped = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Rows read"))
        self.heading = text(size="title")
        self.told = text(tone="soft", wrap=True)
        self._kept = text(tone="faint", size="small", wrap=True)
        self.stop = button(self.tr("Cancel"), self.stopped.emit)
        pieces = (self.heading, self._bar, self.told, self._kept, None, row(None, self.stop))
        self.setLayout(column(*pieces, gap=office.look.px(12)))

    def begin(self, names: list[str], *, writes: bool) -> None:
        """Begin at nothing; `writes` is of what is kept as far as it got."""
        kept = self.tr("What is in already stays in; the rest can be imported again.")
        self.heading.setText(self.tr("Importing") if writes else self.tr("Reading"))
        self._kept.setText(kept if writes else self.tr("Nothing is taken yet."))
        self._bar.setRange(0, 0)
        self.told.setText(self.tr("Reading {}").format(self._named(names)))
        self.stop.setEnabled(True)
        self.stop.setFocus()

    def show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self.told.setText(self.tr("{:.0%} done").format(done / max(total, 1)))

    def ending(self) -> None:
        self.stop.setEnabled(False)
        self.told.setText(self.tr("Stopping after the rows in hand"))

    def _named(self, names: list[str]) -> str:
        metrics, wide = self.told.fontMetrics(), self._office.look.px(NAME_WIDE)
        # a name of one long word would not wrap
        cut = [metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, wide) for name in names[:NAMED]]
        words, more = ", ".join(cut), len(names) - NAMED
        return self.tr("{} and {:,} more").format(words, more) if more > 0 else words
