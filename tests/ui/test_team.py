"""The manager's page: every rate with its denominator, and a face for every state."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.team import TeamReport
from app.errors import HubUnreachable
from tests.desks import desk_with
from tests.ui.conftest import NOW
from ui.main_window import MainWindow
from ui.office import Office, Seat
from ui.team.chart import BANDS, SpeedChart, spoken
from ui.team.model import COLUMNS, TeamModel
from ui.team.page import TeamPage
from ui.team.table import LEAST_NAME
from ui.theme import Contrast, Look, Scheme

#: what the window's rail takes of its width
RAIL = 81


def a_row(name: str, leads: int, bands: tuple[int, int, int, int, int]) -> dict[str, Any]:
    called = leads - bands[-1]
    return {
        "officer": name,
        "branch": "River",
        "leads": leads,
        "never_called": bands[-1],
        "first_attempt": {
            "median_s": 190.0 if called else None,
            "within_5m": {"n": bands[0], "of": leads},
            "bands": dict(zip((key for key, _, _ in BANDS), bands, strict=True)),
        },
        "attempts": {"call": 70, "email": 24, "text": 0},
        "contacted": {"n": leads // 3, "of": leads},
        "adherence": {"n": 20, "of": 44, "excused": {}},
        "promises": {"n": 5, "of": 9},
        "appointments": 4,
        "applications": 2,
        "open_overdue": 7,
    }


REPORT = TeamReport(
    [a_row("Ada Okafor", 24, (12, 5, 3, 2, 2)), a_row("Ben Castellanos", 5, (0, 1, 0, 0, 4))],
    date(2026, 10, 22),
    date(2026, 11, 20),
    NOW,
)


class AskedTeam:
    """Answers as the hub would, or fails as it would."""

    def __init__(self, answer: TeamReport | Exception) -> None:
        self.answer = answer
        self.asked: list[timedelta] = []

    def report(self, start: date, end: date) -> TeamReport:
        self.asked.append(end - start)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def asked() -> AskedTeam:
    return AskedTeam(REPORT)


@pytest.fixture
def page(office: Office, asked: AskedTeam, qtbot: QtBot) -> TeamPage:
    office.desk = desk_with(office.desk, team=asked)
    made = TeamPage(office)
    qtbot.addWidget(made)
    made.show()
    return made


def row_of(model: TeamModel, row: int) -> dict[str, object]:
    return {column.words: model.data(model.index(row, i)) for i, column in enumerate(COLUMNS)}


def test_a_row_prints_its_denominators(page: TeamPage) -> None:
    page.reload()
    shown = row_of(page.model, 0)
    assert shown["Within 5 min"] == "12 of 24\n(31–69%)"
    assert shown["Contacted"] == "8 of 24\n(18–53%)"
    assert shown["On time"] == "20 of 44\n(32–60%)"
    assert shown["Promises kept"] == "5 of 9\n(27–81%)"
    assert shown["First attempt"] == "3 min 10 s"
    assert shown["Calls / mails / texts"] == "70 / 24 / 0"


def test_what_was_left_out_and_what_was_entered_late_stands_beside_the_speeds(page: TeamPage, asked: AskedTeam) -> None:
    page.reload()
    assert page._beside.isHidden(), "a hub from before it could say leaves none out"
    ada, ben = (dict(row) for row in REPORT.officers)
    ada |= {"poor_clock": {"n": 2, "of": 22}, "back_dated": {"n": 3, "of": 22}}
    ben |= {"poor_clock": {"n": 0, "of": 1}, "back_dated": {"n": 0, "of": 1}}
    asked.answer = replace(REPORT, officers=[ada, ben])
    page.reload()
    assert [row_of(page.model, n)["First attempt"] for n in (0, 1)] == ["3 min 10 s\n(2 left out)", "3 min 10 s"]
    assert page._beside.text() == (
        "3 of 23 first calls were entered late and count at the time stated. "
        "2 of 23 leads are left out of a speed: the clock they were logged by could not be checked."
    )
    assert not page._beside.isHidden()


def test_nothing_is_claimed_of_nobody() -> None:
    model = TeamModel()
    model.show([a_row("Cy", 0, (0, 0, 0, 0, 0))])
    shown = row_of(model, 0)
    assert shown["Within 5 min"] == shown["Contacted"] == shown["First attempt"] == "–"


def test_a_row_the_hub_left_holes_in_is_still_a_row() -> None:
    model = TeamModel()
    model.show([{"officer": "Ada"}])
    assert row_of(model, 0)["Officer"] == "Ada"


def test_the_period_is_chosen_and_asked_for(page: TeamPage, asked: AskedTeam) -> None:
    page.reload()
    page._periods[0].click()
    assert asked.asked == [timedelta(days=29), timedelta(days=6)]
    assert [made.isChecked() for made in page._periods] == [True, False]


def test_a_new_look_leaves_the_period_as_it_was(office: Office, asked: AskedTeam, qtbot: QtBot) -> None:
    office.desk = desk_with(office.desk, team=asked)
    office.seat = replace(office.seat, is_manager=True)
    window = MainWindow(office)
    qtbot.addWidget(window)
    window.show()
    window.show_team()
    assert window.team is not None
    window.team._periods[0].click()
    office.look.choose(scale=1.5)
    assert asked.asked == [timedelta(days=29), timedelta(days=6), timedelta(days=6)]
    assert [made.isChecked() for made in window.team._periods] == [True, False]


def test_no_number_of_another_period_stands_under_the_one_just_chosen(
    page: TeamPage, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.reload()
    monkeypatch.setattr(office.tasks, "network", lambda _work, _done, _failed: None)
    page._periods[1].click()
    assert page.faces.is_filled
    page._periods[0].click()
    assert page.faces.face is not None
    assert page._told.text() == ""


def test_a_hub_that_is_down_is_said_with_a_way_to_try_again(page: TeamPage, asked: AskedTeam) -> None:
    asked.answer = HubUnreachable("The hub did not answer.", "Try again in a minute.")
    page.reload()
    assert page.faces.face is not None
    asked.answer = REPORT
    from PySide6.QtWidgets import QPushButton

    (again,) = page.faces.currentWidget().findChildren(QPushButton)
    again.click()
    assert page.faces.is_filled


def test_a_team_without_leads_has_a_calm_face(page: TeamPage, asked: AskedTeam) -> None:
    asked.answer = TeamReport([], REPORT.start, REPORT.end, NOW)
    page.reload()
    assert page.faces.face is not None


def test_the_chart_is_told_in_words_too(page: TeamPage) -> None:
    page.reload()
    assert "Ada Okafor: 12 within 5 min, 5 5 to 15 min" in page.chart.accessibleDescription()
    assert spoken("Cy", {key: 0 for key, _, _ in BANDS}) == "Cy: no leads"


def test_a_bar_is_as_long_as_its_leads_are_many(page: TeamPage, office: Office) -> None:
    page.reload()
    chart = page.chart
    chart.resize(800, chart.sizeHint().height())
    image = chart.grab().toImage()
    never = office.look.colour("chart_5")

    def painted(colour: QColor) -> int:
        ratio = image.devicePixelRatio()
        middle = round((chart._legend_height() + office.look.px(60) - office.look.px(10)) * ratio)
        return sum(image.pixelColor(x, middle) == colour for x in range(image.width()))

    room = painted(never)
    assert room > 50


@pytest.mark.parametrize("width", [200, 500, 1200])
def test_the_chart_paints_at_any_width(office: Office, qtbot: QtBot, width: int) -> None:
    chart = SpeedChart(office.look)
    qtbot.addWidget(chart)
    chart.show_rows(REPORT.officers)
    chart.resize(width, chart.sizeHint().height())
    assert not chart.grab().isNull()


def test_headings_tell_what_is_counted_over_what(page: TeamPage) -> None:
    tip = Qt.ItemDataRole.ToolTipRole
    tips = [page.model.headerData(i, Qt.Orientation.Horizontal, tip) for i in range(len(COLUMNS))]
    assert all(tips)


def crowded(page: TeamPage, asked: AskedTeam, width: int) -> None:
    """Show officers with long names and four-digit numbers in a window that wide."""
    long_named = a_row("Bartholomew Featherstonehaugh", 1240, (620, 205, 103, 102, 210))
    long_named |= {"attempts": {"call": 7012, "email": 2440, "text": 15}, "adherence": {"n": 1220, "of": 2144}}
    long_named |= {"contacted": {"n": 812, "of": 1240, "low": 0.61, "high": 0.69}, "promises": {"n": 105, "of": 219}}
    asked.answer = TeamReport([*REPORT.officers, long_named], REPORT.start, REPORT.end, NOW)
    page.resize(width - RAIL, 800)
    page.reload()
    QApplication.processEvents()


def test_every_part_of_a_bar_keeps_its_colour_in_high_contrast(page: TeamPage, asked: AskedTeam) -> None:
    page.reload()
    look = Look(Scheme.DARK, contrast=Contrast.HIGH)
    chart = SpeedChart(look)
    chart.show_rows(page.model.officers)
    chart.resize(800, chart.sizeHint().height())
    image = chart.grab(QRect(0, chart._legend_height(), 800, look.px(40))).toImage()
    seen = {image.pixelColor(x, image.height() // 2).name() for x in range(image.width())}
    bands = page.model.officers[0]["first_attempt"]["bands"]
    wanted = {look.colour(token).name() for key, _, token in BANDS if bands[key]}
    assert len(wanted) > 1
    assert wanted <= seen
    chart.deleteLater()


def test_all_columns_are_in_sight_in_a_window_of_1280(page: TeamPage, asked: AskedTeam) -> None:
    crowded(page, asked, 1280)
    assert page.table.horizontalScrollBar().maximum() == 0
    page.resize(1920 - RAIL, 800)
    QApplication.processEvents()
    assert page.table.columnWidth(0) == page.table.sizeHintForColumn(0)


def test_in_a_smaller_window_the_table_scrolls_and_names_stay_legible(page: TeamPage, asked: AskedTeam) -> None:
    crowded(page, asked, 960)
    assert page.table.horizontalScrollBar().maximum() > 0
    assert page.table.columnWidth(0) == LEAST_NAME
    tip = page.model.data(page.model.index(2, 0), Qt.ItemDataRole.ToolTipRole)
    assert tip == "Bartholomew Featherstonehaugh"


def test_a_screen_reader_hears_headings_and_rates_on_one_line(page: TeamPage) -> None:
    page.reload()
    spoken_as = Qt.ItemDataRole.AccessibleTextRole
    heads = [str(page.model.headerData(i, Qt.Orientation.Horizontal, spoken_as)) for i in range(len(COLUMNS))]
    assert heads[2] == "Never called"
    cells = [str(page.model.data(page.model.index(0, i), spoken_as)) for i in range(len(COLUMNS))]
    assert "Contacted: 8 of 24 (18–53%)" in cells
    assert not [words for words in (*heads, *cells) if "\n" in words]


def test_only_managers_are_offered_the_page(office: Office, leads: dict[str, str], qtbot: QtBot) -> None:
    from ui.main_window import MainWindow

    window = MainWindow(office)
    qtbot.addWidget(window)
    assert window.team is None
    assert "page.team" not in window.rail._buttons
    office.seat = Seat("Dana Officer", office.seat.zone, is_manager=True)
    window._refurnish()
    assert window.team is not None
    assert "page.team" in window.rail._buttons


def test_no_button_of_the_page_wears_the_focus_unasked(
    office: Office, asked: AskedTeam, page: TeamPage, leads: dict[str, str], qtbot: QtBot
) -> None:
    from ui.main_window import MainWindow

    office.seat = Seat("Dana Officer", office.seat.zone, is_manager=True)
    window = MainWindow(office)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.show_team()
    assert window.team is not None
    assert window.focusWidget() is window.team
    QTest.mouseClick(window.team._periods[0], Qt.MouseButton.LeftButton)
    assert window.team._periods[0].isChecked()
    assert window.focusWidget() is window.team
