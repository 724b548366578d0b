"""What became of every row of the files that were imported."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.views import FileResult
from ui import wording
from ui.lines import Line, LineList
from ui.office import Office
from ui.parts import button, column, frame, note, row, text

#: a file of nothing but bad rows is read in the file, not in a list
SHOWN = 200


class ImportOutcome(QWidget):
    """`again` asks for more files; `closed` is done reading."""

    again = Signal()
    closed = Signal()

    def __init__(self, office: Office, results: list[FileResult]) -> None:
        super().__init__()
        px = office.look.px
        more = button(self.tr("Import more"), self.again.emit, kind="quiet")
        self.done = done = button(self.tr("Done"), self.closed.emit, kind="primary")
        whole = column(text(summary(results), size="title", wrap=True), gap=px(12))
        if any(result.cancelled for result in results):
            words = self.tr("Stopped as you asked. Import the same file again to bring in the rest; nothing doubles.")
            whole.addWidget(note(office.look, office.icons, words, "warn", "triangle-alert"))
        dropped = sorted({name for result in results for name in result.dropped_fields})
        if dropped:
            words = self.tr("Left out on purpose, because nobody may be ranked by them: {}").format(", ".join(dropped))
            whole.addWidget(note(office.look, office.icons, words, "info", "shield-check"))
        self.rows = LineList(office.look, office.icons, self.tr("What became of the rows"))
        self.rows.show_lines(list(outcome_lines(results)))
        whole.addWidget(frame("panel", column(self.rows, margins=(px(4), px(4), px(4), px(4)))), 1)
        whole.addLayout(row(None, more, done, gap=px(8)))
        self.setLayout(whole)


def summary(results: list[FileResult]) -> str:
    """Say in one line what came in."""
    imported = sum(result.imported for result in results)
    words = f"{wording.counted(imported, 'lead')} imported"
    rejected = sum(len(result.rejected) for result in results)
    return f"{words}, {wording.counted(rejected, 'row')} rejected" if rejected else words


def outcome_lines(results: list[FileResult]) -> Iterator[Line]:
    """Yield a line a file, and below it one for each row that was rejected or looked odd."""
    for result in results:
        if result.error:
            yield Line(result.file, "circle-alert", result.file, "not read", result.error, tone="bad")
            continue
        counts = (
            (result.imported, "imported"),
            (result.duplicates, "known already"),
            (result.updated, "of them updated"),
            (len(result.rejected), "rejected"),
        )
        parts = [f"{count:,} {words}" for count, words in counts if count] or ["nothing to import"]
        yield Line(
            result.file,
            "file-text",
            result.file,
            wording.counted(result.rows, "row"),
            f"{result.format} · {', '.join(parts)}",
        )
        for line, reason in result.rejected[:SHOWN]:
            yield Line(f"{result.file}:{line}", "circle-alert", f"Line {line}", "rejected", reason, tone="bad")
        for line, reason in result.warnings[:SHOWN]:
            yield Line(f"{result.file}:{line}", "triangle-alert", f"Line {line}", "look at it", reason, tone="warn")
        hidden = max(len(result.rejected) - SHOWN, 0) + max(len(result.warnings) - SHOWN, 0)
        if hidden:
            yield Line("", "list", f"{hidden:,} more lines like these")
