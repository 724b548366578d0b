"""Finding a lead, writing a new one down, and bringing files in."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.desktop.desk import Desk
from app.domain.activity import Kind
from app.domain.lead import Origin, Partner
from tests.ui.driver import OfficerAtWindow
from tests.ui.late_store import LateStore
from ui.intake.import_dialog import ImportDialog
from ui.intake.outcome import ImportOutcome, outcome_lines, summary
from ui.keys_page import KeysPage
from ui.lines import LineList
from ui.new_lead.dialog import NewLeadDialog
from ui.palette import Palette

HEADER = "First Name,Last Name,Phone,Email,State,Zip\n"


def words_of(lines: LineList) -> list[str]:
    return [line.words for line in lines.lines.lines]


def test_ctrl_k_finds_a_lead_by_a_piece_of_its_name(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+K")
    palette = dana.dialog(Palette)
    dana.types("ada")
    dana.qtbot.waitUntil(lambda: words_of(palette.list)[:1] == ["Ada Lovelace"])
    dana.presses("Enter")
    assert dana.lead == "Ada Lovelace"


def test_ctrl_k_finds_a_lead_by_its_number(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+K")
    palette = dana.dialog(Palette)
    dana.types("5550143")
    dana.qtbot.waitUntil(lambda: words_of(palette.list)[:1] == ["Grace Hopper"])


def test_enter_opens_who_was_typed_though_the_list_still_shows_somebody_else(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+K")
    dana.types("ada")
    palette = dana.dialog(Palette)
    palette._search()
    palette.edit.clear()
    dana.types("grace")
    dana.presses("Enter")
    assert dana.lead == "Grace Hopper"


def test_enter_waits_for_who_was_typed(late: OfficerAtWindow, store: LateStore) -> None:
    late.presses("Ctrl+K")
    late.types("ada")
    late.presses("Enter")
    assert late.dialog(Palette).isVisible()
    store.settle()
    assert late.lead == "Ada Lovelace"


def test_enter_is_forgotten_once_one_types_on(late: OfficerAtWindow, store: LateStore) -> None:
    late.presses("Ctrl+K")
    late.types("ada")
    late.presses("Enter")
    late.types(" lo")
    late.dialog(Palette)._search()
    store.settle()
    assert late.dialog(Palette).list.lines.lines[0].words == "Ada Lovelace"
    assert late.lead == "Katherine Johnson"


def test_a_command_whose_whole_name_was_typed_comes_first(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+K")
    palette = dana.dialog(Palette)
    dana.types("away until")
    dana.qtbot.waitUntil(lambda: words_of(palette.list) == ["Away until…", "Away until your next working day"])


def test_ctrl_k_finds_commands_too(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+K")
    palette = dana.dialog(Palette)
    dana.types("all keys")
    dana.qtbot.waitUntil(lambda: words_of(palette.list) == ["Show all keys"])
    dana.presses("Enter")
    dana.qtbot.waitUntil(lambda: bool(dana.window.findChildren(KeysPage)))
    dana.dialog(KeysPage).close()


def test_on_another_page_nothing_is_offered_that_would_act_on_the_lead_out_of_sight(dana: OfficerAtWindow) -> None:
    def offered(words: str) -> list[str]:
        dana.window.dialogs.open_palette()
        palette = dana.dialog(Palette)
        palette.edit.setText(words)
        palette._search()
        found = words_of(palette.list)
        palette.reject()
        return found

    assert "Call" in offered("call")
    dana.window.show_settings()
    acts = {"Call", "Snooze", "Consent…", "E-mail"}
    assert not acts & {words for word in ("call", "snooze", "consent", "e-mail") for words in offered(word)}
    assert "Settings" in offered("settings")


def test_arrows_choose_while_the_words_keep_the_focus(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+K")
    palette = dana.dialog(Palette)
    dana.types("example")
    dana.qtbot.waitUntil(lambda: len(palette.list.lines.lines) == 5)
    dana.presses("Down")
    second = palette.list.lines.lines[1].words
    assert palette.edit.hasFocus()
    dana.presses("Enter")
    assert dana.lead == second


def test_nobody_found_is_said(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+K")
    palette = dana.dialog(Palette)
    dana.types("qqq")
    dana.qtbot.waitUntil(lambda: "Nobody" in palette._told.text())
    dana.presses("Enter", "Escape")
    assert dana.lead == "Katherine Johnson"


def test_a_caller_becomes_a_lead_by_keys_alone(dana: OfficerAtWindow, desk: Desk) -> None:
    dana.presses("Ctrl+N")
    dana.types("502 555 0177")
    dana.presses("Enter")
    dana.types("Dorothy Vaughan")
    dana.presses("Enter")
    assert dana.lead == "Dorothy Vaughan"
    (found,) = desk.leads.search("Vaughan")
    assert found.phones == ["+15025550177"]
    assert found.origin == Origin.PHONE_IN


def test_who_rang_and_was_written_down_is_asked_about_and_not_called_as_new(dana: OfficerAtWindow, desk: Desk) -> None:
    dana.presses("Ctrl+N")
    dana.types("502 555 0177")
    dana.presses("Enter")
    dana.types("Dorothy Vaughan")
    dana.presses("Enter")
    bar = dana.window.today.card.bar
    assert bar.is_asking
    dana.presses("Enter")
    (found,) = desk.leads.search("Vaughan")
    with desk.store.reading() as tx:
        assert [each.kind for each in tx.activities(found.lead_id)] == [Kind.INBOUND]


def test_who_walked_in_is_not_asked_why_they_rang(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+N")
    dialog = dana.dialog(NewLeadDialog)
    dialog.reach.setText("502 555 0177")
    dialog.name.setText("Dorothy Vaughan")
    dialog.origin.setCurrentIndex(dialog.origin.findData(Origin.WALK_IN))
    dialog.save()
    assert dana.lead == "Dorothy Vaughan"
    assert not dana.window.today.card.bar.is_asking


def test_who_referred_a_new_lead_is_asked_where_a_partner_did(dana: OfficerAtWindow, desk: Desk) -> None:
    dana.presses("Ctrl+N")
    dialog = dana.dialog(NewLeadDialog)
    assert not dialog.referred_by.isVisible()
    dialog.reach.setText("(502) 555-0191")
    dialog.name.setText("Dorothy Vaughan")
    dialog.origin.setCurrentIndex(dialog.origin.findData(Origin.PARTNER))
    assert dialog.referred_by.isVisible()
    dialog.referred_by.setText("Rita Realtor")
    dialog.save()
    [line] = desk.leads.search("Dorothy", 5)
    assert desk.leads.card(line.lead_id).lead.partner == Partner(name="Rita Realtor")


def test_asking_twice_for_a_new_lead_leads_back_to_the_words_of_the_first(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+N")
    dialog = dana.dialog(NewLeadDialog)
    dana.types("502555")
    dana.window.dialogs.open_new_lead()
    assert dana.dialog(NewLeadDialog) is dialog
    dialog.reject()
    dana.window.dialogs.open_new_lead()
    assert dana.dialog(NewLeadDialog) is not dialog
    dana.dialog(NewLeadDialog).reject()


def test_who_is_ringing_shows_a_known_caller(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+N")
    dialog = dana.dialog(NewLeadDialog)
    dana.types("(502) 555-0142")
    dana.qtbot.waitUntil(lambda: words_of(dialog.found) == ["Ada Lovelace"])
    dana.presses("Down", "Enter")
    assert dana.lead == "Ada Lovelace"


def test_a_copied_number_is_asked_about_at_once_and_anything_else_is_not(dana: OfficerAtWindow) -> None:
    QGuiApplication.clipboard().setText("Thanks, see you on Thursday at 10")
    dana.presses("Ctrl+V")
    assert dana.window.findChildren(NewLeadDialog) == []
    assert dana.toast == "Copy a phone number or an e-mail address first."
    QGuiApplication.clipboard().setText(" (502) 555-0142\n")
    dana.presses("Ctrl+V")
    dialog = dana.dialog(NewLeadDialog)
    dana.qtbot.waitUntil(lambda: words_of(dialog.found) == ["Ada Lovelace"])
    dialog.reject()
    # where one types, it is pasted
    QApplication.processEvents()
    dana.window.today.card.bar.note.setFocus()
    dana.presses("Ctrl+V")
    assert dana.window.today.card.bar.note.text().strip() == "(502) 555-0142"


def test_a_known_person_is_opened_not_doubled(dana: OfficerAtWindow, desk: Desk) -> None:
    before = len(desk.leads.search("", 100))
    dana.presses("Ctrl+N")
    dana.types("5025550142")
    dana.presses("Enter")
    dana.types("Ada Lovelace")
    dana.presses("Enter")
    assert dana.lead == "Ada Lovelace"
    assert len(desk.leads.search("", 100)) == before


def test_a_lead_without_a_way_to_reach_it_is_refused_in_the_dialog(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+N")
    dialog = dana.dialog(NewLeadDialog)
    dialog.name.setText("Nobody Reachable")
    dialog.save()
    assert "needs one phone number or e-mail" in dialog._told.text()
    assert dialog.isVisible()
    dialog.reject()


def test_a_lead_outside_the_queue_keeps_its_card_when_the_list_takes_the_focus(
    dana: OfficerAtWindow, leads: dict[str, str]
) -> None:
    dana.presses("x")  # do not call: out of the queue
    assert dana.lead == "Katherine Johnson"
    dana.presses("j")
    dana.window.go_to_lead(leads["Katherine"])
    dana.window.today.card.area.setFocus()
    dana.window.today.queue.view.setFocus()
    assert dana.lead == "Katherine Johnson"


def test_an_e_mail_address_is_taken_for_what_it_is(dana: OfficerAtWindow, desk: Desk) -> None:
    dana.presses("Ctrl+N")
    dana.types("evelyn@example.com")
    dana.presses("Enter")
    dana.types("Evelyn Granville")
    dana.presses("Enter")
    (found,) = desk.leads.search("Granville")
    assert (found.phones, found.emails) == ([], ["evelyn@example.com"])


def test_a_file_is_imported_and_every_bad_row_named(dana: OfficerAtWindow, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text(HEADER + "Annie,Easley,5025550181,annie@example.com,KY,40202\n,,,,KY,40202\n", encoding="utf-8")
    dana.presses("Ctrl+I")
    dialog = dana.dialog(ImportDialog)
    dialog.run([path])
    dana.presses("Enter")
    (outcome,) = dialog.findChildren(ImportOutcome)
    lines = outcome.rows.lines.lines
    assert lines[0].detail.endswith("1 imported, 1 rejected")
    assert [line.words for line in lines if line.aside == "rejected"] == ["Line 3"]
    dialog.accept()
    assert any(line.name == "Annie Easley" for line in dana.window.office.desk.leads.search("Easley"))


def test_files_can_be_dropped_on_the_dialog(dana: OfficerAtWindow, tmp_path: Path) -> None:
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtGui import QDropEvent

    path = tmp_path / "leads.csv"
    path.write_text(HEADER + "Annie,Easley,5025550181,annie@example.com,KY,40202\n", encoding="utf-8")
    dana.presses("Ctrl+I")
    dialog = dana.dialog(ImportDialog)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    nothing = Qt.KeyboardModifier.NoModifier
    dropped = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, nothing)
    dialog.dropEvent(dropped)
    dana.presses("Enter")
    assert dialog.findChildren(ImportOutcome)
    dialog.accept()


def test_what_is_no_lead_file_is_said_where_one_chooses(dana: OfficerAtWindow, tmp_path: Path) -> None:
    path = tmp_path / "holiday.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4)
    dana.presses("Ctrl+I")
    dialog = dana.dialog(ImportDialog)
    dialog.run([path])
    assert dialog.page is dialog.choosing
    assert dialog.choosing._problem.property("kind") == "note-bad"
    dialog.reject()


def test_an_import_can_be_stopped_between_batches(dana: OfficerAtWindow, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    rows = "".join(f"Person,No{n},606555{n:04},p{n}@example.com,KY,40202\n" for n in range(700))
    path.write_text(HEADER + rows, encoding="utf-8")
    dana.presses("Ctrl+I")
    dialog = dana.dialog(ImportDialog)
    dialog.run([path])
    dialog._progressed.connect(lambda done, total: dialog._stop() if done > total / 2 else None)
    dialog.go_on()
    (outcome,) = dialog.findChildren(ImportOutcome)
    assert "500 imported" in outcome.rows.lines.lines[0].detail
    assert "700 rows" in outcome.rows.lines.lines[0].aside
    dialog.accept()


def test_a_list_of_rejected_rows_ends_somewhere() -> None:
    from app.desktop.views import FileResult

    rejected = [(n, "no number") for n in range(1000)]
    result = FileResult("big.csv", "table", 1200, 200, 0, 0, rejected, [])
    lines = list(outcome_lines([result]))
    assert len(lines) == 202
    assert lines[-1].words == "800 more lines like these"
    assert summary([result]) == "200 leads imported, 1,000 rows rejected"
    assert summary([replace(result, imported=0, updated=4, rejected=[])]) == "No new lead, 4 updated"
    assert summary([replace(result, imported=0, rejected=[])]) == "0 leads imported"
