"""Every control has a name, every screen a way round by keys, and no title a borrower's name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QWidget,
)

from app.desktop.settings import NAMES_SHOWN
from app.desktop.team import Missed
from app.desktop.views import QueueRow
from app.domain.lead import Channel
from tests.ui.test_popup import a_ring
from tests.ui.test_team import REPORT
from ui.about import AboutPage
from ui.availability import AwayDialog
from ui.first_run.choice import FirstRun
from ui.intake.import_dialog import ImportDialog
from ui.intake.same_person import SamePersonDialog
from ui.intake.unmerging import Unmerging
from ui.keys_page import KeysPage
from ui.lead_card.correcting import Correcting
from ui.lead_card.several_calls import SeveralCalls
from ui.main_window import MainWindow
from ui.new_lead.dialog import NewLeadDialog
from ui.office import Office
from ui.palette import Palette
from ui.playbook_editor.publishing import PublishDialog
from ui.popup import Acts, MissedCalls, Popup, Summary, headline
from ui.queue.model import standing
from ui.shots import IMPORTED, vendors_file
from ui.team.page import TeamPage
from ui.trouble import CrashReport

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QPlainTextEdit, QProgressBar, QScrollArea)
BORROWERS = ("Ada", "Grace", "Brook", "Katherine", "Mary")


def popup_of(office: Office) -> Popup:
    acts = Acts(lambda _: None, lambda _: None, lambda _, __: None, lambda _: None, lambda: None, lambda: None)
    return Popup(office, a_ring(), acts, names_hidden=False, snooze_min=15)


def team_of(office: Office) -> TeamPage:
    page = TeamPage(office)
    page._show(REPORT)
    return page


def outcome_of(office: Office, window: MainWindow) -> ImportDialog:
    dialog = ImportDialog(office, window)
    dialog.show_outcome(IMPORTED)
    return dialog


def looking_of(window: MainWindow, page: str = "") -> ImportDialog:
    """Return the import of a file of which everything is asked, turned to one of its pages."""
    dialog = ImportDialog(window.office, window)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "leads.csv"
        path.write_text(vendors_file(window.office), encoding="utf-8")
        dialog.run([path])
    if page == "columns":
        dialog.show_columns(0)
    elif page == "duplicates":
        dialog.show_duplicates()
    return dialog


def merged_of(window: MainWindow) -> Unmerging:
    line = window.office.desk.leads.search("Ada")[0]
    return Unmerging(window.office, line.lead_id, line.name, window)


def both_of(window: MainWindow) -> SamePersonDialog:
    """Return the merging of two leads, turned to both side by side."""
    dialog = SamePersonDialog(window.office, window.today.card.card.lead, window)
    dialog.show_other(window.office.desk.leads.search("Ada")[0].lead_id)
    return dialog


def asking(window: MainWindow, key: str) -> MainWindow:
    window.today.card.bar.press_key(key)
    return window


def settings(window: MainWindow) -> MainWindow:
    window.show_settings()
    return window


def turned_to(window: MainWindow, show: Callable[[], None]) -> MainWindow:
    show()
    return window


def playbook(window: MainWindow) -> MainWindow:
    window.show_playbook()
    return window


def about_to_publish(window: MainWindow) -> PublishDialog:
    page = playbook(window).playbook
    page.bench.put_cell(0, "note", "Say who sent you.")
    page.ask_to_publish()
    return window.findChildren(PublishDialog)[0]


SCREENS: dict[str, Callable[[MainWindow], QWidget]] = {
    "today": lambda window: window,
    "asking when": lambda window: asking(window, "6"),
    "asking why": lambda window: asking(window, "9"),
    "settings": settings,
    "my numbers": lambda window: turned_to(window, window.show_mine),
    "what was told": lambda window: turned_to(window, window.show_told),
    "promises": lambda window: turned_to(window, window.show_promises),
    "correcting": lambda window: Correcting(window.office, window.today.card.card.lead, window),
    "several calls": lambda window: SeveralCalls(window.office, window),
    "search": lambda window: Palette(window.office, window.commands, window),
    "new lead": lambda window: NewLeadDialog(window.office, window),
    "import": lambda window: ImportDialog(window.office, window),
    "import preview": looking_of,
    "import columns": lambda window: looking_of(window, "columns"),
    "import duplicates": lambda window: looking_of(window, "duplicates"),
    "merged": merged_of,
    "same person": lambda window: SamePersonDialog(window.office, window.today.card.card.lead, window),
    "both side by side": both_of,
    "import outcome": lambda window: outcome_of(window.office, window),
    "keys": lambda window: KeysPage(window.office.look, window.commands, window),
    "about": lambda window: AboutPage(window.office.look, window),
    "welcome": lambda window: FirstRun(window.office, window),
    "crash report": lambda window: CrashReport(window.office.look, "nothing", window),
    "reminder": lambda window: popup_of(window.office),
    "away until": lambda window: AwayDialog(window.office, window.at_desk, window),
    "many reminders": lambda window: Summary(window.office, 12, lambda: None),
    "missed calls": lambda window: MissedCalls(window.office, [Missed("Ada Marsh", 2)], lambda: None),
    "team": lambda window: team_of(window.office),
    "playbook": playbook,
    "playbook about to be published": about_to_publish,
}


@pytest.fixture(params=SCREENS, ids=lambda name: name.replace(" ", "-"))
def screen(request: pytest.FixtureRequest, window: MainWindow) -> Iterator[QWidget]:
    made = SCREENS[request.param](window)
    made.show()
    QApplication.processEvents()
    yield made
    if made is not window:
        made.close()
        made.deleteLater()


def controls_of(screen: QWidget) -> list[QWidget]:
    inside = [child for child in screen.findChildren(QWidget) if isinstance(child, CONTROLS)]
    # Qt's own innards: the clear button of a field, the list inside a combo box
    return [child for child in inside if not child.objectName().startswith("qt_") and child.isVisible()]


def check_names(screen: QWidget) -> None:
    nameless = []
    for control in controls_of(screen):
        seen = QAccessible.queryAccessibleInterface(control)
        if not seen.text(QAccessible.Text.Name).strip():
            nameless.append(f"{type(control).__name__} in {type(control.parentWidget()).__name__}")
    assert controls_of(screen)
    assert nameless == []


def check_keys_reach_all(screen: QWidget) -> None:
    def reachable(control: QWidget) -> bool:
        return bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus)

    pressed = [c for c in controls_of(screen) if isinstance(c, QAbstractButton | QLineEdit | QComboBox)]
    assert [type(c).__name__ for c in pressed if c.isEnabled() and not reachable(c)] == []


def check_tab_goes_round(screen: QWidget) -> None:
    screen.activateWindow()
    pressed = [c for c in controls_of(screen) if isinstance(c, QAbstractButton | QLineEdit | QComboBox)]
    wanted = {c for c in pressed if c.isEnabled() and c.focusPolicy() & Qt.FocusPolicy.TabFocus}
    reached: list[QWidget] = []
    for _ in range(500):
        QTest.keyClick(screen.focusWidget() or screen, Qt.Key.Key_Tab)
        at = screen.focusWidget()
        assert at is not None
        if at in reached:
            break
        reached.append(at)
    assert at is reached[0], f"Tab is caught in {type(at).__name__} {at.accessibleName()}"
    assert [c.accessibleName() for c in wanted - set(reached)] == []


def check_titles_name_nobody(window: MainWindow, leads: dict[str, str]) -> None:
    for lead_id in leads.values():
        window.today.queue.go_to(lead_id)
        titles = [top.windowTitle() for top in QApplication.topLevelWidgets()]
        assert not [title for title in titles for name in BORROWERS if name in title]


def test_every_control_has_a_name_and_a_key_tab_goes_round_them_and_no_title_names_a_borrower(
    screen: QWidget, window: MainWindow, leads: dict[str, str]
) -> None:
    """All of it on one screen at once: to make a screen takes longer than to go over it."""
    check_names(screen)
    check_keys_reach_all(screen)
    check_tab_goes_round(screen)
    check_titles_name_nobody(window, leads)


def test_queue_rows_are_spoken_with_name_channel_time_and_reason(window: MainWindow) -> None:
    model = window.today.queue.model
    spoken = str(model.data(model.index(2), Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith("Katherine Johnson. Call, 5 min left. ")


def test_time_left_is_written_for_every_row_and_not_only_drawn(window: MainWindow) -> None:
    model, office = window.today.queue.model, window.office
    said = {}
    for n in range(model.rowCount()):
        row = model.item(n)
        if isinstance(row, QueueRow):
            said[row.name] = standing(row, office.now(), office.zone)
            spoken = str(model.data(model.index(n), Qt.ItemDataRole.AccessibleTextRole))
            assert f", {said[row.name]}. {row.why}" in spoken
    assert said == {
        "Katherine Johnson": "5 min left",
        "Grace Hopper": "19 h late",
        "Ada Lovelace": "1 day late",
        "Brook Taylor": "12:00 pm",
        "Mary Jackson": "opens 1:00 pm",
    }


def test_the_focus_starts_in_the_list(window: MainWindow) -> None:
    assert window.focusWidget() is window.today.queue.view


@pytest.mark.parametrize("channel", list(Channel))
def test_hidden_names_are_nowhere_in_a_popup(office: Office, qtbot: object, channel: Channel) -> None:
    office.desk.settings.put(NAMES_SHOWN, "hidden")
    ring = a_ring(channel=channel)
    acts = Acts(lambda _: None, lambda _: None, lambda _, __: None, lambda _: None, lambda: None, lambda: None)
    popup = Popup(office, ring, acts, names_hidden=True, snooze_min=15)
    words = [popup.windowTitle(), headline(ring, names_hidden=True)]
    for child in popup.findChildren(QWidget):
        words += [child.accessibleName(), child.toolTip(), getattr(child, "text", lambda: "")()]
    assert not [each for each in words if "Katherine" in each]
    popup.deleteLater()
