"""Where a page's numbers are saved: which of several, the file's name and kind, then a word that it is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.desktop.exporting import Shown
from app.errors import FollowthroughError
from app.reportfiles.printed import Printed, body_of
from ui.language import from_app, problem_words, translate
from ui.office import Office
from ui.tasks import while_lives

Say = Callable[[str], object]


def ask_where(office: Office, screen: QWidget, shown: Shown, say: Say) -> QFileDialog:
    """Ask for a file; what it is called decides which kind it is."""
    dialog = QFileDialog(screen, translate("exporting", "Export these numbers"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    endings = {
        translate("exporting", "Excel workbook (*.xlsx)"): "xlsx",
        translate("exporting", "PDF to print or send (*.pdf)"): "pdf",
        translate("exporting", "CSV, definitions beside it (*.csv)"): "csv",
        translate("exporting", "Web page (*.html)"): "html",
    }
    dialog.setNameFilters(list(endings))
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(endings[chosen]))
    dialog.setDefaultSuffix("xlsx")
    dialog.selectFile(f"{shown.file_stem}.xlsx")
    dialog.fileSelected.connect(lambda name: save(office, screen, shown, Path(name), say))
    dialog.open()
    return dialog


def choose(reports: list[tuple[str, Shown]], over: QWidget, save: Callable[[Shown], object]) -> QMenu:
    """Ask below a button which of them is to be saved; the first is under the keys."""
    menu = QMenu(over)
    menu.setAccessibleName(translate("exporting", "Which numbers are saved"))
    for words, shown in reports:
        entry = menu.addAction(words)
        entry.triggered.connect(lambda _checked=False, chosen=shown: save(chosen))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(over.mapToGlobal(over.rect().bottomLeft()))
    menu.setActiveAction(menu.actions()[0])
    return menu


def save(office: Office, screen: QWidget, shown: Shown, path: Path, say: Say) -> None:
    """Write the file away from the window, and say under which names."""

    def saved(paths: list[Path]) -> None:
        say(translate("exporting", "Saved as {}.").format(", ".join(each.name for each in paths)))

    def failed(problem: Exception) -> None:
        if isinstance(problem, FollowthroughError):
            say(problem_words(problem))
        else:
            office.trouble.show(problem)

    exporting = office.desk.exporting
    office.tasks.network(
        lambda: exporting.save(shown, path, _pdf, from_app), while_lives(screen, saved), while_lives(screen, failed)
    )


def _pdf(page: Printed) -> bytes:
    from ui.paper import Sheets, pdf_of

    return pdf_of(Sheets(page.title, body_of(page), page.above, page.below, page.is_wide))
