"""One officer's page: what the officer sees too, each number with its leads, and what chance explains in words."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.changes import Changed, Touched
from app.desktop.numbers import Numbers
from app.desktop.team import TeamReport
from app.domain.differing import Difference, Verdict
from app.errors import HubUnreachable
from tests.desks import desk_with
from tests.ui.conftest import NOW
from tests.ui.drilled import Drilled, many_officers
from tests.ui.test_team import REPORT, AskedTeam
from ui.figures import FIGURES
from ui.glance import EFFORT, RESULTS, difference_words
from ui.mine.page import MinePage
from ui.office import Office
from ui.officer_sheet import OfficerSheet
from ui.one_to_one import OneToOneDialog
from ui.story import StoryDialog
from ui.team.page import TeamPage
from ui.team.ranking import rank


@pytest.fixture
def drilled(office: Office) -> Drilled:
    told = Drilled()
    office.desk = desk_with(office.desk, drilling=told, team=AskedTeam(REPORT))
    return told


@pytest.fixture
def page(office: Office, drilled: Drilled, qtbot: QtBot) -> TeamPage:
    made = TeamPage(office)
    qtbot.addWidget(made)
    made.resize(1280, 860)
    made.show()
    made.reload()
    return made


def sheet_of(page: TeamPage) -> OfficerSheet:
    assert page.officer is not None
    return page.officer.sheet


def opened(page: TeamPage) -> OfficerSheet:
    """Go to the officer of the first row, as somebody without a mouse does."""
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, 0))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    return sheet_of(page)


def lines(sheet: OfficerSheet) -> dict[str, str]:
    return {line.key: line.aside for line in sheet.figures.lines.lines}


def test_enter_on_a_row_shows_the_officer_with_every_number(page: TeamPage, drilled: Drilled) -> None:
    sheet = opened(page)
    assert ("numbers", "Ada Okafor", date(2026, 10, 22), date(2026, 11, 20)) in drilled.asked
    assert lines(sheet) == {name: figure.show(drilled.row).replace("\n", " ") for name, figure in FIGURES.items()}
    assert sheet.figures.hasFocus()


def test_a_number_asks_for_its_leads_once_and_lists_them(page: TeamPage, drilled: Drilled) -> None:
    sheet = opened(page)
    sheet.figures.step(list(FIGURES).index("contacted"))
    sheet.figures.step(-1)
    sheet.figures.step(1)
    assert drilled.asked.count(("behind", "Ada Okafor", "contacted")) == 1
    counted, rest = (listed.lines.lines for listed in sheet.explained.lists)
    assert len(counted) == drilled.row["contacted"]["n"]
    assert "Kim Kept" in [line.words for line in counted]
    assert len(counted) + len(rest) == drilled.row["contacted"]["of"]


def test_from_a_lead_one_reads_its_story_and_comes_back_with_escape(page: TeamPage, qtbot: QtBot) -> None:
    sheet = opened(page)
    sheet.explained.lists[0].setFocus()
    QTest.keyClick(sheet.explained.lists[0], Qt.Key.Key_Down)
    QTest.keyClick(sheet.explained.lists[0], Qt.Key.Key_Return)
    (story,) = page.findChildren(StoryDialog)
    assert story.name.text() == "Lee Late"
    assert [line.words for line in story.lines.lines.lines] == [
        "No answer", "Given to Ada Okafor", "Received from Rate Table",
    ]  # fmt: skip
    assert story.lines.lines.lines[0].detail == "Ada Okafor · rang out · handed off"
    assert "Lee" not in story.windowTitle()
    QTest.keyClick(story, Qt.Key.Key_Escape)
    assert not story.isVisible()
    assert page.officer is not None
    QTest.keyClick(page.officer, Qt.Key.Key_Escape)
    assert page.officer is None
    assert page.table.isVisible()


def test_effort_stands_beside_results_held_against_the_days_before(page: TeamPage, drilled: Drilled) -> None:
    sheet = opened(page)
    assert ("row", "Ada Okafor", date(2026, 9, 22), date(2026, 10, 21)) in drilled.asked
    effort = {line.key: line.detail for line in sheet.glance.effort.lines.lines}
    results = {line.key: line.detail for line in sheet.glance.results.lines.lines}
    assert (tuple(effort), tuple(results)) == (EFFORT, RESULTS)
    assert effort["adherence"] == ("Excused: 8 contacted before · against 60 of 64 (85–98%): lower by 41 to 82 points")
    assert effort["within_5m"] == "against 2 of 7 (8–64%): no real difference (−41 to +41 points)"
    assert results["first_contact"].endswith("too few to tell")
    assert "Newcombe 1998" in sheet.glance._method.text()


def test_a_median_says_over_how_many_leads_it_was_taken(page: TeamPage, drilled: Drilled) -> None:
    sheet = opened(page)
    effort = {line.key: line.detail for line in sheet.glance.effort.lines.lines}
    assert effort["first_attempt"].startswith(f"median of {drilled.row['first_attempt']['n']} leads")


def test_days_without_leads_are_no_result_to_be_held_against(
    page: TeamPage, drilled: Drilled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drilled, "row_of", lambda *_: {"leads": 0, "answered": {}})
    sheet = opened(page)
    lines = [*sheet.glance.effort.lines.lines, *sheet.glance.results.lines.lines]
    assert [line.key for line in lines if "against" in line.detail] == []
    assert sheet.glance._method.text() == "There were no leads to hold these numbers against."


def test_the_page_that_was_opened_leads_into_its_table_and_back_to_an_officer(page: TeamPage) -> None:
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.officer is not None
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.officer is None


def test_the_officer_in_sight_is_asked_for_anew_with_the_team(page: TeamPage, drilled: Drilled) -> None:
    opened(page)
    drilled.asked.clear()
    page.reload()
    assert ("numbers", "Ada Okafor", date(2026, 10, 22), date(2026, 11, 20)) in drilled.asked


def test_a_round_with_the_hub_leaves_the_reader_of_an_officer_and_of_a_row_where_they_are(
    page: TeamPage, drilled: Drilled
) -> None:
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(1, 0))
    page._touched(Changed(Touched.SYNC))
    assert page.table.currentIndex().row() == 1
    opened(page)
    drilled.asked.clear()
    page._touched(Changed(Touched.SYNC))
    assert drilled.asked == []


def test_an_officer_can_be_held_against_another(page: TeamPage, drilled: Drilled) -> None:
    sheet = opened(page)
    against = sheet.glance.against
    assert [against.itemText(n) for n in range(against.count())] == ["the 30 days before", "Ben Castellanos"]
    against.setCurrentIndex(1)
    against.activated.emit(1)
    assert drilled.asked[-1] == ("row", "Ben Castellanos", date(2026, 10, 22), date(2026, 11, 20))


@pytest.mark.parametrize(
    ("found", "is_rate", "words"),
    [
        (Difference(0.3, 0.1, 0.5, Verdict.HIGHER), True, "higher by 10 to 50 points"),
        (Difference(-0.3, -0.5, -0.1, Verdict.LOWER), True, "lower by 10 to 50 points"),
        (Difference(0.0, -0.2, 0.2, Verdict.NO_REAL_DIFFERENCE), True, "no real difference (−20 to +20 points)"),
        (Difference(60.0, 30.0, 90.0, Verdict.HIGHER), False, "slower by 30 s to 1 min 30 s"),
        (Difference(-60.0, -90.0, -30.0, Verdict.LOWER), False, "quicker by 30 s to 1 min 30 s"),
        (Difference(0.0, -30.0, 90.0, Verdict.NO_REAL_DIFFERENCE), False, "no real difference (−30 s to +1 min 30 s)"),
        (Difference(None, None, None, Verdict.TOO_FEW), True, "too few to tell"),
    ],
)
def test_a_difference_is_said_in_words(found: Difference, is_rate: bool, words: str) -> None:
    assert difference_words(found, is_rate=is_rate) == words


def test_a_shorter_time_is_the_officers_too(page: TeamPage, drilled: Drilled) -> None:
    opened(page)
    page._periods[0].click()
    assert page.officer is not None
    assert ("numbers", "Ada Okafor", date(2026, 11, 14), date(2026, 11, 20)) in drilled.asked
    assert "the 7 days before" in sheet_of(page).glance.against.itemText(0)


def test_with_the_cable_out_the_page_says_so_and_shows_nobodys_numbers(page: TeamPage, drilled: Drilled) -> None:
    drilled.fails = HubUnreachable("The hub does not answer.", "Try again.")
    sheet = opened(page)
    assert page.officer is not None
    labels = {label.text() for label in page.officer.faces.findChildren(QLabel)}
    assert {"The hub does not answer.", "Try again."} <= labels
    assert not sheet.isVisible()


def test_leads_that_cannot_be_asked_for_are_not_known_now(page: TeamPage, drilled: Drilled) -> None:
    sheet = opened(page)
    drilled.fails = HubUnreachable("The hub does not answer.", "")
    sheet.figures.step(list(FIGURES).index("funded"))
    assert not sheet.explained.lists
    sheet._compare(sheet.glance.chosen)
    assert sheet.glance._method.text() == "Not known now: The hub does not answer."


# -- what was noticed ---------------------------------------------------------------------------------


def test_the_officer_is_told_of_a_signal_before_the_manager(
    page: TeamPage, office: Office, drilled: Drilled, qtbot: QtBot
) -> None:
    managers = opened(page).noticed
    own = OfficerSheet(office)
    qtbot.addWidget(own)
    own.show_numbers(drilled.numbers_of("", date(2026, 10, 22), date(2026, 11, 20)))
    assert [line.words for line in managers.signals.lines.lines] == [
        "9 of 12 contacts were inbound; the branch: 11 of 38"
    ]
    assert [line.words for line in own.noticed.signals.lines.lines] == [
        "A time promised 21 days ahead",
        "9 of 12 contacts were inbound; the branch: 11 of 38",
    ]
    assert "yours alone until" in own.noticed.signals.lines.lines[0].detail
    assert "No score" in managers.told.text()
    assert [line.detail for line in managers.beside.lines.lines] == ["Sam Quick · Ben · Ada is full"]


# -- officer and manager ------------------------------------------------------------------------------


def everything_said(page: QWidget, sheet: OfficerSheet) -> list[Any]:
    said = [sheet.figures, sheet.glance.effort, sheet.glance.results]
    return [[(line.key, line.words, line.aside, line.detail) for line in one.lines.lines] for one in said]


def test_the_officer_sees_exactly_what_the_manager_sees(
    page: TeamPage, office: Office, drilled: Drilled, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Numbers,
        "explained",
        lambda _self, start, end: replace(
            drilled.numbers_of("", start, end),
            parts={name: drilled.behind("", name, start, end) for name in drilled.parts},
        ),
    )
    monkeypatch.setattr(Numbers, "at_the_hub", lambda *_asked: drilled.row)
    mine = MinePage(office, _told())
    qtbot.addWidget(mine)
    mine.show()
    mine.reload()
    managers = opened(page)
    assert type(mine.sheet) is type(managers)
    assert everything_said(mine, mine.sheet) == everything_said(page, managers)
    assert mine._same.text() == "Your manager sees the same numbers."
    for name in ("adherence", "contacted", "accepted", "answered", "promises"):
        for sheet in (mine.sheet, managers):
            sheet.figures.setCurrentIndex(sheet.figures.lines.index(list(FIGURES).index(name)))
        shown = [
            (sheet.explained.value.text(), [[line.words for line in one.lines.lines] for one in sheet.explained.lists])
            for sheet in (mine.sheet, managers)
        ]
        assert shown[0] == shown[1]


def _told() -> Any:
    from ui.commands import Command

    return Command("page.told", "What the company sees", lambda: None)


# -- ranking and many officers ------------------------------------------------------------------------


def test_a_ranking_says_when_its_order_is_noise(page: TeamPage) -> None:
    page.ranked_by.setCurrentIndex(page.ranked_by.findData("contacted"))
    page.ranked_by.activated.emit(0)
    assert page.rank_words.text() == (
        "By Contacted: no officer differs from the others by more than chance. The order is noise."
    )


def test_a_ranking_marks_who_really_differs(drilled: Drilled) -> None:
    rows = many_officers(drilled.row, 9)
    found = rank(rows, "contacted")
    assert [row["officer"] for row in found.officers][:1] == ["Officer 002 Surname"]
    assert set(found.marks.values()) == {"▲", "▼"}
    assert "by more than chance" in found.words
    assert (
        rank([*rows, {"officer": "New", "contacted": {"n": 0, "of": 0}}], "contacted").officers[-1]["officer"] == "New"
    )


def test_a_mark_stands_before_the_name_and_is_read_out(page: TeamPage, drilled: Drilled) -> None:
    page._show(TeamReport(many_officers(drilled.row, 9), date(2026, 10, 22), date(2026, 11, 20), NOW))
    page.ranked_by.setCurrentIndex(page.ranked_by.findData("contacted"))
    page._rank()
    first = page.model.index(0, 0)
    assert page.model.data(first) == "▲ Officer 002 Surname"
    assert (
        page.model.data(first, Qt.ItemDataRole.AccessibleTextRole) == "Officer: above the others: Officer 002 Surname"
    )


@pytest.mark.parametrize("many", [3, 30, 500])
def test_the_page_of_many_officers_opens_within_a_second(page: TeamPage, drilled: Drilled, many: int) -> None:
    report = TeamReport(many_officers(drilled.row, many), date(2026, 10, 22), date(2026, 11, 20), NOW)
    took = []
    for _ in range(5):
        began = time.process_time()
        page._show(report)
        QApplication.processEvents()
        page.grab()
        took.append(time.process_time() - began)
    assert page.model.rowCount() == many
    assert sorted(took)[2] < 1


# -- the one-to-one -----------------------------------------------------------------------------------


def test_ctrl_p_opens_the_one_to_one_of_either_side(page: TeamPage, drilled: Drilled) -> None:
    opened(page)
    QTest.keyClick(page.officer, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = page.findChildren(OneToOneDialog)
    assert ("one to one", "Ada Okafor") in drilled.asked
    assert "One to one: Ada Okafor" in dialog.paper.toPlainText()
