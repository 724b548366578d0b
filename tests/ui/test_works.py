"""The page of what works: tables with their denominators, an experiment in words, and its power before it begins."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.desktop.policy import read_policy
from app.desktop.works import Found, Versions
from app.domain.responding import RARE, REACHES
from app.errors import BadInput, HubUnreachable
from app.protocol.experiment_wire import PlanExperiment, WorksTables
from app.reportfiles.files import no_pdf
from app.reportfiles.works_rows import REPORTS, beside_of
from tests.desks import desk_with
from tests.told_experiment import RUNNING
from ui.office import Office
from ui.printing import document_of
from ui.works.interval import Interval
from ui.works.page import WorksPage
from ui.works.planning import PlanDialog
from ui.works.saving import reports_of
from ui.works.sheet import Sheet
from ui.works.stopping import StopDialog
from ui.works.words import Table, points, rate


def _rate(n: int, of: int, low: float = 0.2, high: float = 0.5) -> dict[str, Any]:
    return {"n": n, "of": of, "low": low, "high": high}


def _called(source: str, called: str, leads: int, reached: int) -> dict[str, Any]:
    return {
        "source": source,
        "called": called,
        "leads": leads,
        "contacted": _rate(reached, leads),
        "applications": _rate(3, leads, 0.05, 0.3),
        "funded": _rate(1, leads // 2, 0.01, 0.2),
        "unripe": leads - leads // 2,
    }


TABLES = WorksTables(
    called=[
        _called("", "within_5m", 40, 18),
        _called("", "later", 60, 12),
        _called("", "never", 12, 0),
        _called("Ads", "within_5m", 30, 15),
        _called("Ads", "later", 30, 6),
    ],
    compared=[
        {"source": "", "figure": "contacted", "by": 0.25, "low": 0.07, "high": 0.42, "verdict": "higher"},
        {"source": "", "figure": "funded", "by": 0.01, "low": -0.1, "high": 0.15, "verdict": "no real difference"},
        {"source": "Ads", "figure": "funded", "by": None, "low": None, "high": None, "verdict": "too few"},
    ],
    responses=[
        {"value": "", "channel": "call", "step": "call-1", **_rate(18, 112)},
        {"value": "", "channel": "none", "step": None, **_rate(82, 112, 0.6, 0.8)},
    ],
    fields=["source", "state", "Best time"],
    speed_effects=[
        {
            "figure": "contacted",
            "soon": {"n": 18, "of": 40},
            "later": {"n": 12, "of": 60},
            "sources": 3,
            "by": 0.21,
            "low": 0.03,
            "high": 0.39,
        }
    ],
    attempts=[
        {"attempt": 1, "and_later": False, **_rate(20, 100, 0.13, 0.29)},
        {"attempt": 8, "and_later": True, **_rate(2, 40, 0.01, 0.17)},
    ],
    caveat="These are leads as they came.",
    method="Mantel-Haenszel",
)
FOUND = Found(TABLES, [RUNNING], date(2026, 1, 1), date(2026, 11, 20), may_decide=True)
VERSIONS = Versions({3: "Six calls", 2: "Four calls", 1: "Ultimate contact"}, 3)
PLANNED = {
    "answer": "not_in_time",
    "said": ["You cannot answer this question this quarter.", "For that difference it takes about 137 weeks."],
}


class AskedWorks:
    """Answers as the hub would, or fails as it would."""

    def __init__(self, answer: Found | Exception = FOUND) -> None:
        self.answer = answer
        self.asked: list[str] = []
        self.begun: list[PlanExperiment] = []
        self.stopped: list[tuple[str, str]] = []
        self.planned: dict[str, Any] | Exception = PLANNED

    def look(self, start: date, end: date, by: str = "") -> Found:
        self.asked.append(by)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def versions(self) -> Versions:
        return VERSIONS

    def plan(self, asked: PlanExperiment) -> dict[str, Any]:
        if isinstance(self.planned, Exception):
            raise self.planned
        return self.planned

    def begin(self, asked: PlanExperiment) -> None:
        self.begun.append(asked)

    def stop(self, why: str, goes_on: str = "") -> None:
        self.stopped.append((why, goes_on))


@pytest.fixture
def asked() -> AskedWorks:
    return AskedWorks()


@pytest.fixture
def works(office: Office, asked: AskedWorks, qtbot: QtBot) -> Office:
    office.desk = desk_with(office.desk, works=asked)
    return office


@pytest.fixture
def page(works: Office, qtbot: QtBot) -> WorksPage:
    made = WorksPage(works)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    made.reload()
    return made


def cells(sheet: Sheet) -> list[list[str]]:
    table = sheet.rows
    return [[table.item(row, at).text() for at in range(table.columnCount())] for row in range(table.rowCount())]


def said(page: WorksPage) -> str:
    # what stood there before goes with the next turn of the loop
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return "\n".join(label.text() for label in page.experiment.findChildren(QLabel))


def test_every_share_stands_with_its_count_and_its_interval(page: WorksPage) -> None:
    assert cells(page.called)[0] == [
        "All sources",
        "Within 5 minutes",
        "40",
        "18 of 40 (20–50%)",
        "3 of 40 (5–30%)",
        "1 of 20 (1–20%)",
        "20",
    ]
    assert cells(page.compared)[0] == ["All sources", "Reached", "+25 points (+7 to +42)", "really more"]
    assert [row[3] for row in cells(page.compared)][1:] == ["no real difference", "too few to compare"]
    assert cells(page.responses) == [
        ["–", "Call", "call-1", "18 of 112 (20–50%)"],
        ["–", "Nothing yet", "–", "82 of 112 (60–80%)"],
    ]
    assert cells(page.attempts)[1] == ["8+", "2 of 40 (1–17%)"]
    assert (rate({"n": 0, "of": 0}), points({"by": None})) == ("–", "–")


def test_a_running_experiment_is_said_in_words_and_painted_with_its_interval(page: WorksPage) -> None:
    words = said(page)
    assert "Six calls against four" in words
    assert "Nothing can be told yet: the difference lies between -3.1 points and +12.4 points" in words
    assert "Leads reached within 14 days · version 7 against 8 · 50%" in words
    assert "Go on: nothing is decided yet." in words
    (painted,) = page.experiment.findChildren(Interval)
    assert painted.accessibleDescription().startswith("Nothing can be told yet")
    assert page.stop_button.isVisible()
    assert not page.plan_button.isVisible()


def test_where_none_was_begun_one_can_be(page: WorksPage, asked: AskedWorks) -> None:
    asked.answer = replace(FOUND, experiments=[])
    page.reload()
    assert "No experiment yet" in said(page)
    assert page.plan_button.isVisible()
    over = {**RUNNING, "running": False, "goes_on": "tried", "stopped_by": "Ben", "stopped_why": "better"}
    asked.answer = replace(FOUND, experiments=[{**over, "reading": {"by": None}}])
    page.reload()
    assert "The tried version went on, Ben decided: better" in said(page)
    assert not page.experiment.findChildren(Interval)


def test_what_is_asked_for_by_a_key_before_the_hub_answered_comes_with_its_answer(works: Office, qtbot: QtBot) -> None:
    made = WorksPage(works)
    qtbot.addWidget(made)
    made.ask_to_stop()
    assert made.findChildren(StopDialog) == []
    made.reload()
    (dialog,) = made.findChildren(StopDialog)
    dialog.reject()


def test_who_may_not_decide_reads_and_has_no_buttons(page: WorksPage, asked: AskedWorks) -> None:
    asked.answer = replace(FOUND, may_decide=False)
    page.reload()
    assert not page.stop_button.isVisible()
    heard: list[str] = []
    page.said.connect(heard.append)
    page.plan()
    page.ask_to_stop()
    assert len(heard) == 2


def test_first_contacts_are_split_by_the_field_that_is_chosen(page: WorksPage, asked: AskedWorks) -> None:
    assert [page.field.itemText(n) for n in range(page.field.count())] == ["All leads", "Source", "State", "Best time"]
    page.field.setCurrentIndex(3)
    page.field.activated.emit(3)
    assert asked.asked == ["", "Best time"]
    assert page.field.currentData() == "Best time"


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("campaign", "120210001", "campaign 120210001"),
        ("source", "phone in", "Phone-in"),
        ("Best time", "phone in", "phone in"),
        ("timeframe", RARE, "said of fewer than 5 leads"),
        ("Alt phone", REACHES, "a phone number or a mail address"),
    ],
)
def test_what_leads_are_split_by_is_called_as_it_is_elsewhere(
    page: WorksPage, asked: AskedWorks, field: str, value: str, shown: str
) -> None:
    answered = [{"value": value, "channel": "call", "step": None, **_rate(5, 5)}]
    called = [_called("phone in", "later", 5, 1)]
    tables = replace(TABLES, responses=answered, called=called, fields=[field])
    asked.answer = replace(FOUND, tables=tables)
    page.reload()
    page.field.setCurrentIndex(page.field.findData(field))
    page.field.activated.emit(page.field.currentIndex())
    assert cells(page.responses)[0][0] == shown
    assert cells(page.called)[0][0] == "Phone-in"


def test_a_hub_out_of_reach_and_leads_there_are_none_of_have_a_face_each(
    page: WorksPage, asked: AskedWorks, qtbot: QtBot
) -> None:
    empty = WorksTables(
        called=[], compared=[], responses=[], fields=[], speed_effects=[], attempts=[], caveat="", method=""
    )
    asked.answer = replace(FOUND, tables=empty, experiments=[])
    page.reload()
    assert not page.called.rows.isVisible()
    asked.answer = HubUnreachable("The hub does not answer.", "Look at the network.")
    page.reload()
    labels = [label.text() for label in page.faces.currentWidget().findChildren(QLabel)]
    assert {"The hub does not answer.", "Look at the network."} <= set(labels)


def test_whether_it_can_be_answered_is_shown_before_it_may_begin(
    works: Office, asked: AskedWorks, qtbot: QtBot
) -> None:
    dialog = PlanDialog(works, VERSIONS)
    qtbot.addWidget(dialog)
    dialog.show()
    assert (dialog.former.currentData(), dialog.tried.currentData()) == (3, 2)
    dialog.why.setText("Two more calls reach more")
    assert not dialog.go.isEnabled()
    dialog.begin()
    assert asked.begun == []
    QTest.keyClick(dialog.why, Qt.Key.Key_Return)
    assert dialog._said.text() == "You cannot answer this question this quarter."
    assert dialog.go.isEnabled()
    assert dialog.go.text() == "Begin all the same"
    # other numbers are another question
    dialog.effect.setText("12,5")
    assert not dialog.go.isEnabled()
    dialog.effect.setText("x")
    dialog.plan()
    assert dialog._said.text() == "One of the numbers is none."
    dialog.effect.setText("12.5")
    dialog.plan()
    dialog.begin()
    (begun,) = asked.begun
    assert (begun.effect_permille, begun.within_days, begun.anyway) == (125, 14, True)
    assert not dialog.isVisible()


def test_what_the_hub_refuses_is_said_in_the_dialog(works: Office, asked: AskedWorks, qtbot: QtBot) -> None:
    asked.planned = BadInput("The two versions are the same file.", "Name two that differ.")
    dialog = PlanDialog(works, VERSIONS)
    qtbot.addWidget(dialog)
    dialog.plan()
    assert dialog._said.text().startswith("The two versions are the same file.")
    assert not dialog.go.isEnabled()


def test_an_experiment_is_stopped_with_a_reason(works: Office, asked: AskedWorks, qtbot: QtBot) -> None:
    dialog = StopDialog(works, RUNNING)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.go.isEnabled()
    dialog.why.setText("The quarter is over")
    dialog.goes_on.setCurrentIndex(2)
    QTest.keyClick(dialog.why, Qt.Key.Key_Return)
    assert asked.stopped == [("The quarter is over", "tried")]
    assert not dialog.isVisible()


def test_every_table_and_control_has_a_name(page: WorksPage) -> None:
    for sheet in (page.called, page.compared, page.responses, page.effects, page.attempts):
        assert sheet.rows.accessibleName()
        assert isinstance(sheet._table, Table)
    assert page.field.accessibleName() == "Split by"


def test_each_table_in_sight_and_the_experiments_are_saved_by_ctrl_e(page: WorksPage, tmp_path: Path) -> None:
    page.export()
    assert page.choice is not None
    names = [action.text() for action in page.choice.actions()]
    assert names == [
        "What became of leads, by how soon they were called",
        "Called at once against called later",
        "What leads first answered to",
        "What calling at once seems to do",
        "What each attempt reaches",
        "Experiments",
    ]
    for n, (_, shown) in enumerate(reports_of(FOUND, page.sheets, "", page._as_of)):
        page._office.desk.exporting.save(shown, tmp_path / f"{n}.csv", no_pdf)
    compared = (tmp_path / "1.csv").read_text(encoding="utf-8")
    assert "all sources,reached,18,40,0.45,12,60,0.2,0.25,0.07,0.42,higher" in compared
    experiments = (tmp_path / "5.csv").read_text(encoding="utf-8")
    assert "Six calls against four,running" in experiments
    assert "Only an experiment tells" in (tmp_path / "1-definitions.csv").read_text(encoding="utf-8")


def test_nothing_of_it_is_saved_where_the_company_wants_none(works: Office, qtbot: QtBot) -> None:
    works.desk.settings.policy = read_policy('{"ExportAllowed": false}')
    made = WorksPage(works)
    qtbot.addWidget(made)
    made.reload()
    told: list[str] = []
    made.said.connect(told.append)
    made.export()
    assert made.choice is None
    assert "nothing is saved as a file" in told[0]


def test_what_is_in_sight_is_printed_with_what_each_number_is(page: WorksPage) -> None:
    words = document_of(page.paper()).toPlainText()
    for told in (
        "What works",
        "Six calls against four",
        "What each attempt reaches",
        "18 of 40 (20–50%)",
        "Funded: Leads whose loan was funded. Of: leads of this row that have had their time to close.",
        "Reached by it: Leads that this very attempt reached. Of: leads that had it before they were reached.",
        f"Method: {RUNNING['method']}",
    ):
        assert told in words
    with_caveat = [report for report in REPORTS if any(name == "Caveat" for name, _ in beside_of(report))]
    assert len(with_caveat) == words.count("Only an experiment tells") == 4, "as in the files"
    assert "Split by: All leads" in words
    assert "At once: Of those called within five minutes" in words
    assert "And later:" not in words, "that is a column of the file alone"
