"""Bringing lead files in: see what they would become, decide what is doubtful, read what became of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from app.desktop.changes import NOTHING, Changed
from app.desktop.duplicates import Known
from app.desktop.import_maps import SavedMap
from app.desktop.intake import nothing_of
from app.desktop.looking import Looked, look_again, look_at
from app.desktop.views import FileResult
from app.errors import FollowthroughError, UnreadableFile
from app.leadfiles.batches import WHOLE, Progress, part_of
from app.leadfiles.reading import Cancelled, Reading
from app.leadfiles.rows import Mapping
from ui.intake.choosing import ChoosePage
from ui.intake.dropped import files_in
from ui.intake.duplicates import Doubt, DuplicatesPage
from ui.intake.mapping import MappingPage
from ui.intake.outcome import ImportOutcome
from ui.intake.preview import PreviewPage
from ui.intake.running import RunningPage
from ui.language import problem_words
from ui.office import Office
from ui.parts import column, size_within_screen
from ui.tasks import while_lives


class ImportDialog(QDialog):
    """A page after the other; those that ask are passed over where nothing is doubtful.

    Closing it while rows are written cancels and tells what is in; twice closes it.
    """

    _progressed = Signal(int, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._cancel = threading.Event()
        self._files: list[Looked] = []
        self._readings: dict[int, Reading] = {}
        self._known: dict[int, list[Known]] = {}
        #: of what is read in the background only the newest round counts
        self._round = 0
        self._is_compared = self._is_waiting = self._is_writing = self._is_decided = False
        self._mapped = 0
        self.setWindowTitle(self.tr("Import leads"))
        self.setAcceptDrops(True)
        self._make_pages()
        self._progressed.connect(self.running.show_progress)
        pad = office.look.px(24)
        self.setLayout(column(self._pages, margins=(pad, pad, pad, pad)))
        size_within_screen(self, office.look.px(900), office.look.px(640))
        if parent is not None:
            self.resize(self.size().boundedTo(parent.size() * 0.95))
        self.choosing.choose.setFocus()
        self.choosing.reload()

    def _make_pages(self) -> None:
        self._pages = QStackedWidget()
        self.choosing, self.running = ChoosePage(self._office), RunningPage(self._office)
        self.preview, self.mapping = PreviewPage(self._office), MappingPage(self._office)
        self.duplicates = DuplicatesPage(self._office)
        for page in (self.choosing, self.running, self.preview, self.mapping, self.duplicates):
            self._pages.addWidget(page)
        self.choosing.chosen.connect(self.run)
        self.choosing.closed.connect(self.reject)
        self.running.stopped.connect(self._stop)
        self.preview.go_on.connect(self.go_on)
        self.preview.columns.connect(self.show_columns)
        self.preview.duplicates.connect(self.show_duplicates)
        self.preview.again.connect(self._again)
        self.mapping.chosen.connect(self._map)
        self.mapping.back.connect(self._show_preview)
        self.duplicates.decided.connect(self._decided)
        self.duplicates.back.connect(self._show_preview)

    @property
    def page(self) -> QWidget | None:
        """The page in sight."""
        return self._pages.currentWidget()

    # --- choosing

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasUrls() and not self._is_writing:
            event.acceptProposedAction()
            self.choosing.mark_drop(over=True)

    def dragLeaveEvent(self, _event: object) -> None:  # noqa: N802 - Qt's name
        self.choosing.mark_drop(over=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self.choosing.mark_drop(over=False)
        if paths := files_in(event):
            self.run(paths)

    # --- looking

    def run(self, paths: list[Path]) -> None:
        """Look at files and show what they would become; nothing is taken yet."""
        self._begin_round()
        self.running.begin([path.name for path in paths], writes=False)
        self._turn_to(self.running)
        now, zone, round_ = self._office.now(), self._office.zone, self._round

        def look(maps: list[SavedMap]) -> None:
            self._think(
                lambda: [look_at(path, maps, now, zone) for path in paths],
                lambda files: self._looked(round_, files),
            )

        self._office.ask(self, self._office.desk.maps.all, look, self._failed)

    def _begin_round(self) -> None:
        self._cancel.set()
        self._cancel = threading.Event()
        self._round += 1
        self._readings, self._known = {}, {}
        self._is_compared = self._is_waiting = self._is_writing = self._is_decided = False

    def _think(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        failed = while_lives(self, self._failed, self._office.trouble.show)
        self._office.tasks.think(work, while_lives(self, done), failed)

    def _looked(self, round_: int, files: list[Looked]) -> None:
        if round_ != self._round:
            return
        self._files = files
        if all(looked.peek is None for looked in files):
            self._refuse(" ".join(looked.error for looked in files))
            return
        at = next(n for n, looked in enumerate(files) if looked.peek is not None)
        self.preview.show_files(files, at)
        unnamed = next((n for n, looked in enumerate(files) if looked.peek and not looked.peek.rows), None)
        if unnamed is not None:
            self.show_columns(unnamed)
        else:
            self._show_preview()
        self._read_rest()

    def _read_rest(self) -> None:
        """Read the files whole in the background, and look who is here, while their beginnings are in sight."""
        round_, cancel = self._round, self._cancel
        progress = self._progress_of(cancel)
        intake, zone = self._office.desk.intake, self._office.zone
        files = [(n, one) for n, one in enumerate(self._files) if one.peek is not None and one.peek.rows]

        def read() -> list[tuple[int, Reading | str]]:
            out: list[tuple[int, Reading | str]] = []
            for done, (n, one) in enumerate(files):
                told = _share(progress, done, len(files), 0.0, 0.5)
                try:
                    out.append((n, intake.read(one.name, one.data, zone, one.mapping, told)))
                except Cancelled:
                    return []
                except UnreadableFile as error:
                    out.append((n, str(error)))
            return out

        self._think(read, lambda found: self._read(round_, found))

    def _read(self, round_: int, found: list[tuple[int, Reading | str]]) -> None:
        if round_ != self._round or not found:
            return
        for n, one in found:
            if isinstance(one, Reading):
                self._readings[n] = one
            else:
                self._files[n] = replace(self._files[n], peek=None, error=one)
        if not self._readings:
            self._refuse(" ".join(looked.error for looked in self._files if looked.error))
            return
        readings, source = list(self._readings.items()), self.preview.typed_source
        progress, duplicates = self._progress_of(self._cancel, lets_others=True), self._office.desk.duplicates

        def compare() -> dict[int, list[Known]]:
            known = {}
            for done, (n, reading) in enumerate(readings):
                known[n] = duplicates.find(reading, source, _share(progress, done, len(readings), 0.5, 0.5))
            return known

        self._office.ask(self, compare, lambda known: self._compared(round_, known), self._failed)

    def _compared(self, round_: int, known: dict[int, list[Known]]) -> None:
        if round_ != self._round:
            return
        self._known, self._is_compared = known, True
        self.preview.show_read(self._readings, [one for of_file in known.values() for one in of_file])
        if self._is_waiting:
            self.go_on()

    # --- deciding

    def go_on(self) -> None:
        """Take the next step: what is doubtful first, then all of it."""
        doubtful = next((n for n, looked in enumerate(self._files) if looked.is_doubtful), None)
        if doubtful is not None:
            self.show_columns(doubtful)
        elif not self._is_compared:
            self._is_waiting = True
            self.running.begin([looked.name for looked in self._files], writes=False)
            self._turn_to(self.running)
        elif not self._is_decided and any(not one.is_sure for known in self._known.values() for one in known):
            self.show_duplicates()
        else:
            self._import()

    def show_columns(self, at: int) -> None:
        """Turn to the columns of one of the files."""
        if self._files[at].peek is None:
            return
        self._mapped = at
        self._turn_to(self.mapping)
        self.mapping.show_file(self._files[at])

    def _map(self, columns: dict[str, str]) -> None:
        looked, name = self._files[self._mapped], self.mapping.kept_as
        mapping = Mapping(name=name or looked.name, columns=columns)
        try:
            fresh = look_again(looked, mapping, self._office.now(), self._office.zone)
        except UnreadableFile as problem:
            self.mapping.tell(problem_words(problem))
            return
        if fresh.peek is None or not fresh.peek.rows:
            self.mapping.tell(self.tr("A lead needs a phone number or an e-mail address: say which column has one."))
            return
        if name and columns:
            headers, maps = fresh.peek.headers, self._office.desk.maps
            self._office.act(self, lambda: maps.keep(name, headers, columns))
        self._begin_round()
        self._files[self._mapped] = fresh
        self.preview.show_files(self._files, self._mapped)
        self._show_preview()
        self._read_rest()

    def show_duplicates(self) -> None:
        """Turn to the rows about somebody who is here; those nobody is sure of come first."""
        doubts = [Doubt(n, one, self._readings[n].rows[one.place]) for n, known in self._known.items() for one in known]
        if not self._is_decided:
            self.duplicates.show_doubts(doubts, self.preview.typed_source)
        self._turn_to(self.duplicates)
        self.duplicates.list.setFocus()

    def _decided(self) -> None:
        self._is_decided = True
        self._import()

    def _show_preview(self) -> None:
        self._is_waiting = False
        self._turn_to(self.preview)
        self.preview.go.setFocus()

    # --- running

    def _import(self) -> None:
        """Take what was read on the store's thread; the window stays alive."""
        self._is_writing, self._is_waiting = True, False
        source, intake = self.preview.typed_source, self._office.desk.intake
        progress = self._progress_of(self._cancel, lets_others=True)
        readings = list(self._readings.items())
        unread = [nothing_of(one.name, one.error) for one in self._files if one.error]
        said = {n: self.duplicates.decisions(n) if self._is_decided else {} for n, _ in readings}
        self.running.begin([reading.file for _, reading in readings], writes=True)
        self._turn_to(self.running)

        def write() -> tuple[list[FileResult], Changed]:
            results, changed = list(unread), NOTHING
            for done, (n, reading) in enumerate(readings):
                told = _share(progress, done, len(readings), 0.0, 1.0)
                result, touched = intake.bring_in(reading, source, said[n], progress=told)
                results.append(result)
                changed |= touched
                if result.cancelled:
                    break
            return results, changed

        self._office.tasks.store(write, *self._office.answers(self, self.show_outcome, self._failed))

    def _progress_of(self, cancel: threading.Event, *, lets_others: bool = False) -> Progress:
        def progress(done: int, total: int) -> bool:
            # called on a worker: the signal hops to the window's thread, unless the dialog was closed
            if not cancel.is_set():
                self._progressed.emit(done, total)
            if lets_others:
                # a long file holds up neither a reminder nor a key
                self._office.tasks.let_others()
            return not cancel.is_set()

        return progress

    def _stop(self) -> None:
        self._cancel.set()
        if self._is_writing:
            self.running.ending()
        else:
            self._again()

    def show_outcome(self, results: list[FileResult]) -> None:
        """Turn to what became of every row."""
        self._is_writing = False
        outcome = ImportOutcome(self._office, results, [looked.path.parent for looked in self._files[:1]])
        outcome.again.connect(self._again)
        outcome.closed.connect(self.accept)
        self._pages.addWidget(outcome)
        self._turn_to(outcome)
        # once it is in sight: a page behind another takes no keys
        outcome.done.setFocus()

    def _failed(self, problem: Exception) -> None:
        self._is_writing = False
        if isinstance(problem, FollowthroughError):
            self._refuse(problem_words(problem))
        else:
            self._again()
            self._office.trouble.show(problem)

    def _refuse(self, words: str) -> None:
        self._again()
        self.choosing.tell(words)

    def _again(self) -> None:
        self._begin_round()
        self.choosing.reload()
        self._turn_to(self.choosing)
        self.choosing.choose.setFocus()

    def _turn_to(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape and self.page in (self.mapping, self.duplicates):
            # what Back does: what was chosen so far is not thrown away for it
            self._show_preview()
            return
        super().keyPressEvent(event)

    def reject(self) -> None:
        if self._is_writing and not self._cancel.is_set():
            # what is in already is told first
            self._stop()
            return
        self._cancel.set()
        super().reject()


def _share(progress: Progress, nth: int, of: int, start: float, length: float) -> Progress:
    """Return what tells one of several files' progress as a part of the whole."""
    from_, each = start + length * nth / of, length / of
    return part_of(progress, int(WHOLE * from_), int(WHOLE * (from_ + each)))
