"""An officer brings files in: looks first, decides what is doubtful, and may take it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.desktop.desk import Desk
from app.desktop.leads import NewLead
from app.desktop.views import FileResult
from tests.ui.driver import OfficerAtWindow
from tests.ui.late_store import LateStore
from ui.intake.import_dialog import ImportDialog
from ui.intake.outcome import ImportOutcome
from ui.intake.unmerging import Unmerging
from ui.main_window import MainWindow
from ui.office import Office
from ui.palette import Palette

SAMPLES = Path(__file__).parents[1] / "data" / "leads"
KNOWN = "Name,Phone,Email,State\nGreta Hopper,502-555-0143,greta@example.com,KY\n"


class PatientStore(LateStore):
    """One that lets others in where long work says so."""

    def let_others(self) -> None:
        self.settle()


@pytest.fixture
def store() -> PatientStore:
    return PatientStore()


@pytest.fixture
def dialog(office: Office, store: PatientStore, qtbot: QtBot) -> Iterator[ImportDialog]:
    made = ImportDialog(replace(office, tasks=store))
    qtbot.addWidget(made)
    made.show()
    store.settle()
    yield made
    made.close()


@pytest.fixture
def wizard(window: MainWindow) -> Iterator[ImportDialog]:
    """The import as it opens over the window of a desk with leads."""
    window.dialogs.open_import()
    QApplication.processEvents()
    (made,) = [child for child in window.findChildren(ImportDialog) if child.isVisible()]
    yield made
    made.close()


def drop(on: QWidget, *paths: Path) -> None:
    drop_addresses(on, *(QUrl.fromLocalFile(str(path)) for path in paths))


def drop_addresses(on: QWidget, *addresses: QUrl) -> bool:
    """Drag them over a window and let them fall; return whether it said that it takes them."""
    mime = QMimeData()
    mime.setUrls(list(addresses))
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPoint(5, 5), copy, mime, left, none)
    over.setAccepted(False)
    QApplication.sendEvent(on, over)
    QApplication.sendEvent(on, QDropEvent(QPointF(5, 5), copy, mime, left, none))
    QApplication.processEvents()
    return over.isAccepted()


def written(folder: Path, text: str, name: str = "leads.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def outcome_of(dialog: ImportDialog) -> ImportOutcome:
    assert isinstance(dialog.page, ImportOutcome)
    return dialog.page


def lines_of(dialog: ImportDialog) -> list[str]:
    return [line.spoken for line in outcome_of(dialog).rows.lines.lines]


# -- anywhere on the window


def test_a_file_dropped_anywhere_on_the_window_is_looked_at(window: MainWindow) -> None:
    drop(window, SAMPLES / "facebook_lead_ads.csv")
    (opened,) = window.findChildren(ImportDialog)
    assert opened.preview.heading.accessibleName() == "facebook_lead_ads.csv"
    assert opened.preview.kind.text() == "Facebook lead ads · 4 rows"
    opened.close()


def test_a_file_dropped_on_a_field_is_looked_at_and_not_typed_into_it(window: MainWindow) -> None:
    card = window.today.card
    for words in (card.bar.note, card.private.paper.viewport()):
        drop(words, SAMPLES / "facebook_lead_ads.csv")
        (opened,) = [each for each in window.findChildren(ImportDialog) if each.isVisible()]
        assert opened.preview.kind.text() == "Facebook lead ads · 4 rows"
        opened.close()
    assert (card.bar.note.text(), card.private.paper.toPlainText()) == ("", "")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("may.csv", "Spreadsheet (CSV) · 1 row"),
        ("may.tsv", "Table (tab-separated) · 1 row"),
        ("may.txt", "Table · 1 row"),
    ],
)
def test_a_table_of_no_vendor_is_called_what_an_officer_calls_it(
    wizard: ImportDialog, tmp_path: Path, name: str, kind: str
) -> None:
    drop(wizard, written(tmp_path, "Name\tPhone\tState\nNell New\t5025550177\tKY\n", name))
    assert (wizard.preview.heading.accessibleName(), wizard.preview.kind.text()) == (name, kind)


def test_what_is_dragged_out_of_a_browser_is_no_file_of_leads(window: MainWindow) -> None:
    assert not drop_addresses(window, QUrl("https://example.com/leads.csv"))
    assert window.findChildren(ImportDialog) == []


# -- a file that is known wholly


def test_a_file_the_reader_knows_is_in_with_two_keys(
    wizard: ImportDialog, dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    drop(wizard, SAMPLES / "facebook_lead_ads.csv")
    assert wizard.preview.kind.text() == "Facebook lead ads · 4 rows"
    dana.presses("Enter")
    assert lines_of(wizard)[0].startswith("facebook_lead_ads.csv. 4 rows. Facebook lead ads · ")
    dana.presses("Enter")
    assert not wizard.isVisible()
    assert len(desk.leads.search()) > len(leads)


def test_the_first_rows_are_shown_as_the_leads_they_would_become(wizard: ImportDialog, tmp_path: Path) -> None:
    drop(wizard, written(tmp_path, "Name,Phone,State,Gender,Best Time\nNell New,5025550177,KY,F,noon\nSam,,KY,M,\n"))
    table = wizard.preview.table
    shown = [[(item.text() if (item := table.item(n, i)) else "") for i in range(4)] for n in range(2)]
    assert shown == [["Nell New", "(502) 555-0177", "", "KY"], ["not taken: no phone and no e-mail", "", "", ""]]
    said = wizard.preview._notes.itemAt(0).widget().text()
    assert "custom fields: Best Time" in said
    assert "nobody may be ranked by them: Gender" in said


def test_several_files_are_each_looked_at_and_taken_together(wizard: ImportDialog, dana: OfficerAtWindow) -> None:
    drop(wizard, SAMPLES / "contacts.vcf", SAMPLES / "adf_lead.xml", SAMPLES / ".gitattributes")
    assert wizard.preview.which.isVisible()
    wizard.preview.which.setCurrentIndex(1)
    assert wizard.preview.heading.accessibleName() == "adf_lead.xml"
    assert wizard.preview.kind.text() == "ADF leads · 1 row"
    dana.presses("Enter")
    assert [line.partition(".")[0] for line in lines_of(wizard)].count("adf_lead") == 1
    assert any("not read" in line for line in lines_of(wizard))


@pytest.mark.parametrize(("name", "text"), [(".gitattributes", "* text=auto\n"), ("bare.csv", "Name,Phone\n")])
def test_what_holds_no_lead_is_refused_with_the_reason(
    wizard: ImportDialog, tmp_path: Path, name: str, text: str
) -> None:
    drop(wizard, written(tmp_path, text, name))
    assert wizard.page is wizard.choosing
    said = [label.text() for label in wizard.choosing._problem.findChildren(type(wizard.preview.heading))]
    assert any("No leads were found" in words or "no rows below the header" in words for words in said)


# -- columns


STRANGE = "Wer,Kontakt A,Kontakt B\nNell New,502-555-0177,nell@example.com\nTom New,502-555-0178,tom@example.com\n"


def test_columns_nobody_knows_are_asked_for_once_and_remembered(
    wizard: ImportDialog, dana: OfficerAtWindow, desk: Desk, tmp_path: Path
) -> None:
    drop(wizard, written(tmp_path, STRANGE, "vendor.csv"))
    assert wizard.page is wizard.mapping
    who, phone, mail = wizard.mapping.boxes
    assert [box.currentData() for box in (who, phone, mail)] == ["custom field", "Phone", "Email"]
    assert wizard.focusWidget() is phone
    assert phone.guess.samples == ("502-555-0177", "502-555-0178")
    who.setFocus()
    dana.types("Name")
    wizard.mapping.use.setFocus()
    dana.presses("Enter")
    assert wizard.preview.table.item(0, 0).text() == "Nell New"
    dana.presses("Enter")
    assert {"Nell New", "Tom New"} <= {line.name for line in desk.leads.search()}
    outcome_of(wizard).again.emit()
    drop(wizard, written(tmp_path, STRANGE.replace("Nell", "Nora").replace("0177", "0179"), "december.csv"))
    assert wizard.page is wizard.preview
    assert "saved map “vendor”" in wizard.preview._notes.itemAt(0).widget().text()


def test_a_saved_map_is_listed_and_let_go(wizard: ImportDialog, desk: Desk) -> None:
    desk.maps.keep("Vendor", ["Wer", "Kontakt"], {"Wer": "Name", "Kontakt": "Phone"})
    wizard.choosing.reload()
    (remove,) = [b for b in wizard.choosing.findChildren(type(wizard.choosing.choose)) if b.text() == "Remove"]
    remove.click()
    assert desk.maps.all() == []


def test_a_map_without_a_way_to_reach_anybody_is_refused(wizard: ImportDialog, tmp_path: Path) -> None:
    drop(wizard, written(tmp_path, STRANGE))
    for box in wizard.mapping.boxes:
        box.setCurrentIndex(box.findData(""))
    wizard.mapping.use.click()
    assert wizard.page is wizard.mapping
    assert wizard.mapping._problem.count() == 1


# -- who is here already


def test_who_may_be_here_is_shown_side_by_side_before_anything_is_taken(
    wizard: ImportDialog, dana: OfficerAtWindow, desk: Desk, tmp_path: Path, leads: dict[str, str]
) -> None:
    drop(wizard, written(tmp_path, KNOWN))
    dana.presses("Enter")
    assert wizard.page is wizard.duplicates
    assert len(desk.leads.search()) == len(leads)
    table = wizard.duplicates.table
    fields = {table.item(n, 0).text(): [table.item(n, i).text() for i in (1, 2, 3)] for n in range(table.rowCount())}
    assert fields["Name"] == ["Grace Hopper", "Greta Hopper", "Grace Hopper"]
    assert fields["E-mail"] == ["grace@example.com", "greta@example.com", "grace@example.com, greta@example.com"]
    dana.presses("m", "Enter")
    card = desk.leads.card(leads["Grace"])
    assert card.lead.emails == ("grace@example.com", "greta@example.com")
    assert len(desk.leads.search()) == len(leads)


def test_who_is_kept_apart_is_a_lead_of_its_own_and_stays_so_when_the_file_comes_again(
    wizard: ImportDialog, dana: OfficerAtWindow, desk: Desk, tmp_path: Path, leads: dict[str, str]
) -> None:
    for _ in range(2):
        drop(wizard, written(tmp_path, KNOWN))
        dana.presses("Enter")
        if wizard.page is wizard.duplicates:
            dana.presses("k", "Enter")
        outcome_of(wizard).again.emit()
    assert len(desk.leads.search()) == len(leads) + 1


def test_escape_goes_back_to_the_rows_and_throws_nothing_away(wizard: ImportDialog, dana: OfficerAtWindow) -> None:
    drop(wizard, SAMPLES / "google_contacts.csv")
    wizard.show_columns(0)
    dana.presses("Escape")
    assert wizard.page is wizard.preview
    wizard.show_duplicates()
    dana.presses("Escape")
    assert wizard.page is wizard.preview
    dana.presses("Escape")
    assert not wizard.isVisible()


def test_once_the_last_doubt_is_settled_enter_imports_whoever_is_known_beyond_doubt(
    wizard: ImportDialog, dana: OfficerAtWindow, tmp_path: Path, leads: dict[str, str]
) -> None:
    drop(wizard, written(tmp_path, KNOWN + "Ada Lovelace,502-555-0142,ada@example.com,KY\n"))
    dana.presses("Enter")
    assert [one.known.is_sure for one in wizard.duplicates.doubts] == [False, True]
    dana.presses("k", "Enter")
    assert lines_of(wizard)[0].endswith("1 imported, 1 known already")


def test_enter_goes_to_the_next_that_waits_for_a_person_and_imports_when_none_does(
    wizard: ImportDialog, dana: OfficerAtWindow, tmp_path: Path, leads: dict[str, str]
) -> None:
    rows = ("Greta Hopper,502-555-0143", "Ann Else,502-555-0142", "Kit Else,502-555-0145")
    drop(wizard, written(tmp_path, "Name,Phone\n" + "\n".join(rows) + "\n"))
    dana.presses("Enter")
    page = wizard.duplicates
    assert [line.aside for line in page.list.lines.lines] == ["yours to decide"] * 3
    assert page.left.text().startswith("3 people to decide: M, K or X.")
    dana.presses("Enter")
    assert page.at == 1
    dana.presses("m")
    assert [line.aside for line in page.list.lines.lines] == ["yours to decide", "merge", "yours to decide"]
    dana.presses("Enter", "Enter")
    assert page.at == 2
    dana.presses("Enter")
    assert page.at == 0
    dana.presses("x")
    assert page.left.text().startswith("1 person to decide")
    assert wizard.page is page
    page.list.setFocus()
    dana.presses("Enter", "k")
    assert page.left.text() == "All is decided: Enter imports."
    dana.presses("Enter")
    assert lines_of(wizard)[0].endswith("1 imported, 1 known already, 1 left out by you")


def test_the_day_a_lead_came_is_the_officers_day(
    wizard: ImportDialog, dana: OfficerAtWindow, desk: Desk, clock: FixedClock, tmp_path: Path, leads: dict[str, str]
) -> None:
    # nine in the evening in Louisville, and the day after in Greenwich
    clock.at = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
    desk.leads.add(NewLead("Nell New", "(502) 555-0177", state="KY"))
    drop(wizard, written(tmp_path, "Name,Phone\nNora New,502-555-0177\n"))
    dana.presses("Enter")
    table = wizard.duplicates.table
    days = {table.item(n, 0).text(): table.item(n, 1).text() for n in range(table.rowCount())}
    assert days["Received"] == "Nov 20, 2026"


def test_all_alike_are_decided_at_once(
    wizard: ImportDialog, dana: OfficerAtWindow, desk: Desk, tmp_path: Path, leads: dict[str, str]
) -> None:
    rows = ("Greta Hopper,502-555-0143", "Ada Lovelace,502-555-0145", "Ann Else,502-555-0142", "Nell New,502-555-0177")
    drop(wizard, written(tmp_path, "Name,Phone\n" + "\n".join(rows) + "\n"))
    dana.presses("Enter")
    assert len(wizard.duplicates.doubts) == 3
    wizard.duplicates.alike.setChecked(True)
    dana.presses("x")
    assert wizard.focusWidget() is wizard.duplicates.go
    dana.presses("Enter")
    assert lines_of(wizard)[0].endswith("1 imported, 3 left out by you")
    assert len(desk.leads.search()) == len(leads) + 1


# -- taking a merge apart


def test_a_merge_is_taken_apart_from_the_outcome(
    wizard: ImportDialog, dana: OfficerAtWindow, desk: Desk, tmp_path: Path, leads: dict[str, str]
) -> None:
    drop(wizard, written(tmp_path, KNOWN))
    dana.presses("Enter", "m", "Enter")
    page = outcome_of(wizard)
    page.rows.setFocus()
    dana.presses("Down", "Down", "Enter")
    assert page.told.text() == "Greta Hopper is a lead of its own again."
    assert desk.leads.card(leads["Grace"]).lead.emails == ("grace@example.com",)
    assert [line.name for line in desk.leads.search("greta@")] == ["Greta Hopper"]


def test_a_merge_is_taken_apart_later_from_the_lead(
    dana: OfficerAtWindow, desk: Desk, tmp_path: Path, leads: dict[str, str]
) -> None:
    desk.intake.import_files([written(tmp_path, "Name,Phone,Email\nKatherine Johnson,5025550145,kj@example.com\n")])
    dana.presses("Ctrl+K")
    palette = dana.dialog(Palette)
    dana.types("take merged")
    dana.qtbot.waitUntil(lambda: [line.words for line in palette.list.lines.lines] == ["Take merged leads apart…"])
    dana.presses("Enter")
    dana.qtbot.waitUntil(lambda: bool(dana.window.findChildren(Unmerging)))
    asked = dana.dialog(Unmerging)
    assert [line.detail for line in asked.list.lines.lines] == ["brought kj@example.com"]
    dana.presses("Enter")
    assert asked.told.text() == "Katherine Johnson is a lead of its own again."
    assert desk.leads.card(leads["Katherine"]).lead.emails == ("katherine@example.com",)
    assert asked.list.lines.lines == []


# -- rejected rows


def test_rejected_rows_are_saved_mended_and_imported_again(
    wizard: ImportDialog, dana: OfficerAtWindow, desk: Desk, tmp_path: Path
) -> None:
    drop(wizard, written(tmp_path, "Name,Phone,Gender\nNell New,5025550177,F\nSam Without,,M\n"))
    dana.presses("Enter")
    page = outcome_of(wizard)
    assert page.mend.isVisible()
    page.save_rejected(tmp_path)
    assert "leads-rejected.csv" in page.told.text()
    saved = tmp_path / "leads-rejected.csv"
    table = saved.read_text(encoding="utf-8-sig")
    assert table.splitlines() == [
        "Name,Phone,Why it was not imported [table]",
        "Sam Without,,no phone and no e-mail",
    ]
    page.again.emit()
    drop(wizard, written(tmp_path, table.replace("Sam Without,,", "Sam Without,5025550178,"), "mended.csv"))
    dana.presses("Enter")
    (sam,) = desk.leads.search("Sam")
    assert desk.leads.card(sam.lead_id).lead.source_fields == {}


# -- while it runs


def test_one_may_begin_at_once_by_key(dialog: ImportDialog) -> None:
    dialog.activateWindow()
    QApplication.processEvents()
    assert dialog.focusWidget() is dialog.choosing.choose


def test_enter_is_done_with_what_came_in(dialog: ImportDialog, qtbot: QtBot) -> None:
    dialog.activateWindow()
    dialog.show_outcome([FileResult("may.csv", "csv", 1, 1, 0, 0, [], [])])
    QApplication.processEvents()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_many_files_are_counted_and_no_name_makes_the_window_wider(dialog: ImportDialog) -> None:
    before = dialog.width()
    long = "a" * 200
    dialog.run([Path("may.csv"), Path(f"{long}.csv"), *(Path(f"leads-of-branch-{n}.csv") for n in range(38))])
    QApplication.processEvents()
    assert dialog.width() == before
    assert dialog.running.told.text().startswith("Reading may.csv, aaa")
    assert dialog.running.told.text().endswith(".csv and 38 more")


def many(folder: Path) -> Path:
    rows = "".join(f"Person,No{n},502555{n:04},p{n}@example.com,KY,40202\n" for n in range(1200))
    return written(folder, "First name,Last name,Phone,Email,State,Zip\n" + rows, "many.csv")


def test_what_is_asked_while_a_long_file_is_taken_does_not_wait_for_its_end(
    dialog: ImportDialog, store: PatientStore, office: Office, tmp_path: Path
) -> None:
    seen: list[int] = []

    def ask_for_the_next() -> None:
        if dialog.page is dialog.running:
            store.store(lambda: len(office.desk.leads.search("Person", 2000)), seen.append, office.trouble.show)

    dialog.run([many(tmp_path)])
    store.settle()
    dialog._progressed.connect(lambda _done, _of: ask_for_the_next())
    dialog.go_on()
    store.settle()
    assert {500, 1000} <= set(seen)


def test_who_goes_on_before_all_is_read_waits_for_it_and_is_not_asked_again(
    dialog: ImportDialog, store: PatientStore, tmp_path: Path
) -> None:
    dialog.run([many(tmp_path)])
    while dialog.page is not dialog.preview:
        store.answer()
    dialog.go_on()
    assert dialog.page is dialog.running
    store.settle()
    assert "1,200 imported" in lines_of(dialog)[0]


def test_escape_while_rows_are_taken_stops_and_tells_what_is_in(
    dialog: ImportDialog, store: PatientStore, tmp_path: Path
) -> None:
    dialog.run([written(tmp_path, "First name,Last name,Phone\nRadia,Perlman,5025550177\n", "few.csv")])
    store.settle()
    dialog.go_on()
    dialog.reject()
    assert dialog.isVisible()
    store.settle()
    assert dialog.isVisible()
    assert isinstance(dialog.page, ImportOutcome)
    dialog.reject()
    assert not dialog.isVisible()


def test_cancel_while_it_is_only_read_takes_nothing(
    dialog: ImportDialog, store: PatientStore, office: Office, tmp_path: Path
) -> None:
    dialog.run([many(tmp_path)])
    QTest.keyClick(dialog.running.stop, Qt.Key.Key_Return)
    store.settle()
    assert dialog.page is dialog.choosing
    assert office.desk.leads.search() == []


# -- what was chosen of the columns


def test_what_was_chosen_of_a_column_is_said_beside_it_and_outlives_a_look_at_the_rows(
    wizard: ImportDialog, dana: OfficerAtWindow, tmp_path: Path
) -> None:
    drop(wizard, written(tmp_path, STRANGE, "vendor.csv"))
    who = wizard.mapping.boxes[0]
    assert who.accessibleName() == f"Column {who.guess.header}, kept as it is: what it becomes"
    who.setCurrentIndex(who.findData("Name"))
    assert who.accessibleName() == f"Column {who.guess.header}, your choice: what it becomes"
    assert [label.text() for label in who.parentWidget().findChildren(QLabel)] == ["your choice"]
    dana.presses("Escape")
    assert wizard.page is wizard.preview
    wizard.show_columns(0)
    assert wizard.mapping.boxes[0].currentData() == "Name"


def test_a_row_whose_borrower_has_no_name_is_not_shown_under_the_co_borrowers(
    wizard: ImportDialog, tmp_path: Path
) -> None:
    drop(wizard, written(tmp_path, "Phone,Co-Borrower\n(859) 555-0111,Sam Fordham\n"))
    assert wizard.preview.table.item(0, 0).text() == "no name, Sam Fordham"
