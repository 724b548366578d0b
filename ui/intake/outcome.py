"""What became of every row of the files that were imported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.desktop.merges import TakenApart
from app.desktop.rejects import write_rejected
from app.desktop.views import FileResult
from app.errors import BadInput
from app.leadfiles.families import kind_words
from ui import wording
from ui.language import counted, from_app, problem_words, translate
from ui.lines import Line, LineList
from ui.office import Office
from ui.parts import button, column, frame, note, set_tone, text
from ui.wrapping import Wrapping

#: a file of nothing but bad rows is read in the file, not in a list
SHOWN = 200
_MERGE = "merge:"


class ImportOutcome(QWidget):
    """`again` asks for more files; `closed` is done reading. Enter on a merged row takes it apart again."""

    again = Signal()
    closed = Signal()

    def __init__(self, office: Office, results: list[FileResult], beside: Sequence[Path] = ()) -> None:
        super().__init__()
        self._office, self._results, self._beside = office, results, beside
        self._apart: set[str] = set()
        px = office.look.px
        more = button(self.tr("Import more"), self.again.emit, kind="quiet")
        self.done = done = button(self.tr("Done"), self.closed.emit, kind="primary")
        self.mend = button(self.tr("Save rejected rows…"), self._ask_where)
        self.mend.setToolTip(self.tr("As a table with the reasons, to mend and import again"))
        self.mend.setVisible(any(result.to_mend for result in results))
        whole = column(text(summary(results), size="title", wrap=True), gap=px(12))
        if any(result.cancelled for result in results):
            words = self.tr("Stopped as you asked. Import the same file again to bring in the rest; nothing doubles.")
            whole.addWidget(note(office.look, office.icons, words, "warn", "triangle-alert"))
        dropped = sorted({name for result in results for name in result.dropped_fields})
        if dropped:
            words = self.tr("Left out on purpose, because nobody may be ranked by them: {}").format(", ".join(dropped))
            whole.addWidget(note(office.look, office.icons, words, "info", "shield-check"))
        self.rows = LineList(office.look, office.icons, self.tr("What became of the rows"))
        self.rows.on_chosen(self._chosen)
        self._show_lines()
        self.told = text(tone="soft", wrap=True)
        if any(result.merges for result in results):
            self.told.setText(self.tr("Enter on a merged row takes it apart again."))
        whole.addWidget(frame("panel", column(self.rows, margins=(px(4), px(4), px(4), px(4)))), 1)
        whole.addWidget(self.told)
        keys = Wrapping(px(8))
        for key in (done, self.mend, more):
            keys.addWidget(key)
        whole.addLayout(keys)
        self.setLayout(whole)

    def _show_lines(self) -> None:
        self.rows.show_lines(list(outcome_lines(self._results, self._apart)))

    # --- rejected rows

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Save rejected rows in"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        if self._beside:
            dialog.setDirectory(str(self._beside[0]))
        dialog.fileSelected.connect(lambda name: self.save_rejected(Path(name)))
        dialog.open()

    def save_rejected(self, folder: Path) -> None:
        """Write the rejected rows of each file into a folder, and say under which names."""
        results = self._results
        self._office.ask(self, lambda: write_rejected(folder, results), self._saved, self._not_done)

    def _saved(self, paths: list[Path]) -> None:
        names = ", ".join(path.name for path in paths)
        self._tell(
            self.tr("Saved as {}. Mend the rows there and import it: the reasons are passed over.").format(names)
        )

    # --- merges

    def _chosen(self, line: Line) -> None:
        merge_id = line.key.removeprefix(_MERGE)
        if not line.key.startswith(_MERGE) or merge_id in self._apart:
            return
        self._apart.add(merge_id)
        merges = self._office.desk.merges
        answers = self._office.answers(self, self._taken_apart, self._not_done)
        self._office.tasks.store(lambda: merges.take_apart(merge_id), *answers)

    def _taken_apart(self, apart: TakenApart) -> None:
        at = self.rows.currentIndex().row()
        self._show_lines()
        self.rows.setCurrentIndex(self.rows.lines.index(at))
        self._tell(apart_words(apart))

    def _not_done(self, problem: Exception) -> None:
        if isinstance(problem, BadInput):
            self._tell(problem_words(problem), "bad")
        else:
            self._office.trouble.show(problem)

    def _tell(self, words: str, tone: str = "soft") -> None:
        self.told.setText(words)
        set_tone(self.told, tone)


def apart_words(apart: TakenApart) -> str:
    """Say what a merge became that was taken apart."""
    words = translate("import", "{} is a lead of its own again.").format(apart.name)
    if apart.inquiry_stays:
        stays = translate("import", "That they asked again stays on the other lead: your hub knows it already.")
        words = f"{words} {stays}"
    return words


def summary(results: list[FileResult]) -> str:
    """Say in one line what came in."""
    imported, updated = (sum(getattr(result, what) for result in results) for what in ("imported", "updated"))
    words = counted("import", "%n leads imported", "%n lead imported", imported)
    if not imported and updated:
        # of a file of people who are here "0 leads imported" sounded as if it had failed
        words = translate("import", "No new lead")
    words = translate("import", "{}, {} updated").format(words, f"{updated:,}") if updated else words
    rejected = sum(len(result.rejected) for result in results)
    if not rejected:
        return words
    left = counted("import", "%n rows rejected", "%n row rejected", rejected)
    return f"{words}, {left}"


def outcome_lines(results: list[FileResult], apart: Set[str] = frozenset()) -> Iterator[Line]:
    """Yield a line a file, and below it one for each row that was rejected, merged or looked odd."""
    for result in results:
        if result.error:
            yield Line(
                result.file,
                "circle-alert",
                result.file,
                translate("import", "not read"),
                from_app(result.error),
                tone="bad",
            )
            continue
        yield _file_line(result)
        numbered = translate("import", "Line {}")
        rejected, odd = translate("import", "rejected"), translate("import", "look at it")
        for line, reason in result.rejected[:SHOWN]:
            key, said = f"{result.file}:{line}", from_app(reason)
            yield Line(key, "circle-alert", numbered.format(line), rejected, said, tone="bad")
        for line, reason in result.warnings[:SHOWN]:
            key, said = f"{result.file}:{line}", from_app(reason)
            yield Line(key, "triangle-alert", numbered.format(line), odd, said, tone="warn")
        for merge_id, line, name in result.merges[:SHOWN]:
            is_apart = merge_id in apart
            aside = translate("import", "taken apart") if is_apart else translate("import", "merged")
            words = translate("import", "Line {}: {}").format(line, name)
            yield Line(f"{_MERGE}{merge_id}", "link", words, aside, faded=is_apart)
        long = (result.rejected, result.warnings, result.merges)
        if hidden := sum(max(len(lines) - SHOWN, 0) for lines in long):
            yield Line("", "list", translate("import", "{:,} more lines like these").format(hidden))


def _file_line(result: FileResult) -> Line:
    counts = (
        (result.imported, translate("import", "{:,} imported")),
        (result.duplicates, translate("import", "{:,} known already")),
        (result.updated, translate("import", "{:,} of them updated")),
        (result.skipped, translate("import", "{:,} left out by you")),
        (len(result.rejected), translate("import", "{:,} rejected")),
    )
    parts = [words.format(count) for count, words in counts if count] or [translate("import", "nothing to import")]
    words = f"{from_app(kind_words(result.format, result.file))} · {', '.join(parts)}"
    return Line(result.file, "file-text", result.file, wording.rows(result.rows), words)
