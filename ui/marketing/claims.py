"""Bad leads to claim credit for, and leads of which all was tried: what may be saved as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.desktop.exporting import NoExport
from app.desktop.marketing import HandedFile
from app.desktop.settings import EXPORT
from app.errors import FollowthroughError
from ui import wording
from ui.commands import Command
from ui.figures import Row
from ui.language import problem_words, translate
from ui.locked import lock_button
from ui.marketing.figures import claim_columns
from ui.marketing.table import FigureModel, FigureTable
from ui.office import Office
from ui.parts import column, command_button, frame, growing_choice, set_tone, text
from ui.tasks import while_lives
from ui.wrapping import Wrapping


class ClaimsPanel(QWidget):
    """The claims of every source, or of one, which its vendor's file is made of."""

    def __init__(self, office: Office, save: Command) -> None:
        super().__init__()
        self._office, px = office, office.look.px
        self._rows: list[Row] = []
        self.whose = growing_choice(self.tr("Whose claims are shown"), self)
        self.whose.currentIndexChanged.connect(lambda _n: self._chosen())
        self.save = command_button(save, office.icons)
        self._may_save = office.desk.settings.allows(EXPORT)
        if not self._may_save:
            lock_button(office, self.save)
        self.model = FigureModel(claim_columns(office.zone), self)
        self.table = FigureTable(office.look, self.model, self.tr("Credit to claim"), self.tr("Bad leads"), wide=6)
        self.told = text(tone="soft", wrap=True)
        pad = px(16)
        acts = Wrapping(px(8))
        acts.addWidget(self.whose)
        acts.addWidget(self.save)
        top = column(text(self.tr("Credit to claim"), size="heading"), acts, gap=px(8))
        pieces = column(top, self.told, self.table, gap=px(8), margins=(pad, pad, pad, pad))
        self.setLayout(column(frame("panel", pieces)))

    def show_rows(self, rows: Sequence[Row]) -> None:
        self._rows = list(rows)
        chosen = self.whose.currentData()
        self.whose.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.whose.clear()
        for source in sorted({str(each["source"]) for each in rows}, key=str.casefold):
            self.whose.addItem(source or translate("marketing", "No source"), source)
        self.whose.setCurrentIndex(max(0, self.whose.findData(chosen)))
        self.whose.blockSignals(False)  # noqa: FBT003 - Qt's own
        self._chosen()

    def ask_where(self) -> None:
        """Ask for a folder and save the file of the source that is chosen."""
        if not self._may_save:
            self._not_saved(NoExport())
        elif self._open():
            _ask_for_folder(self, self.tr("Save the claims in"), self.save_in)

    def save_in(self, folder: Path) -> None:
        marketing, rows, source = self._office.desk.marketing, self._rows, str(self.whose.currentData())
        self._office.ask(self, lambda: marketing.save_claims(folder, source, rows), self._saved, self._not_saved)

    def _open(self) -> list[Row]:
        return [each for each in self.model.rows if each.get("state") == "open"]

    def _chosen(self) -> None:
        rows = [each for each in self._rows if each["source"] == self.whose.currentData()]
        self.model.show(rows)
        self.table.setVisible(bool(rows))
        self.whose.setVisible(bool(self._rows))
        self.save.setEnabled(self._may_save and bool(self._open()))
        set_tone(self.told, "soft")
        self.told.setText(self._summary(rows))

    def _summary(self, rows: Sequence[Row]) -> str:
        if not rows:
            return self.tr("No lead of these months was found to be bad.")
        days = [int(each["days_left"]) for each in self._open() if each.get("days_left") is not None]
        said = self.tr("{} of {} may be claimed.").format(len(self._open()), wording.leads(len(rows)))
        first = self.tr("The first: {}.").format(wording.days_left(min(days))) if days else ""
        named = self.tr("The file names no borrower: the vendor finds each lead by its own id and the time it came.")
        return " ".join(filter(None, (said, first, named)))

    def _saved(self, path: Path) -> None:
        set_tone(self.told, "good")
        self.told.setText(self.tr("Saved as {}.").format(path.name))

    def _not_saved(self, problem: Exception) -> None:
        self._office.refused_beside(self.told, problem)


class ExhaustedPanel(QWidget):
    """The one place where marketing is handed borrowers: a file, once."""

    said = Signal(str)

    def __init__(self, office: Office, take: Command) -> None:
        super().__init__()
        self._office, px = office, office.look.px
        self.take = command_button(take, office.icons)
        self._may_save = office.desk.settings.allows(EXPORT)
        if not self._may_save:
            lock_button(office, self.take)
        words = self.tr(
            "Leads of which officers tried all come back to marketing with why, what was tried and from when on they "
            "may be approached again. Who asked for no contact is not among them. Each lead is handed over once, and "
            "the company's audit says to whom."
        )
        self.told = text(words, tone="soft", wrap=True)
        pad = px(16)
        acts = Wrapping(px(8))
        acts.addWidget(self.take)
        top = column(text(self.tr("Leads to approach again"), size="heading"), acts, gap=px(8))
        self.setLayout(column(frame("panel", column(top, self.told, gap=px(8), margins=(pad, pad, pad, pad)))))

    def ask_where(self) -> None:
        if self._may_save:
            _ask_for_folder(self, self.tr("Save the leads in"), self.save_in)
        else:
            self._failed(NoExport())

    def save_in(self, folder: Path) -> None:
        """Have the hub hand over what waits, and save it."""
        marketing = self._office.desk.marketing
        self._office.tasks.network(
            lambda: marketing.take_exhausted(folder), while_lives(self, self._taken), while_lives(self, self._failed)
        )

    def _taken(self, handed: HandedFile) -> None:
        set_tone(self.told, "good" if handed.path else "soft")
        held = sum(handed.held_back.values())
        aside = " " + self.tr("{} are not handed over: nobody is to contact them.").format(held) if held else ""
        if handed.path is None:
            self.told.setText(self.tr("Nothing waits to be handed over.") + aside)
        else:
            saved = self.tr("{} saved as {}.").format(wording.leads(handed.leads), handed.path.name)
            self.told.setText(saved + aside)

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, FollowthroughError):
            self._office.trouble.show(problem)
            return
        self.told.setText(problem_words(problem))
        set_tone(self.told, "bad")


def _ask_for_folder(over: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
    dialog = QFileDialog(over, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()
