"""Marketing's page: months with what they still bring, sources compared, claims and the leads that come back."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPdfWriter
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.desktop.marketing import HandedFile, MarketingReport
from app.desktop.policy import read_policy
from app.errors import BadInput, HubUnreachable
from tests.desks import desk_with
from tests.ui.conftest import NOW
from ui.commands import Commands, clashes
from ui.main_window import MainWindow
from ui.marketing.chart import MonthsChart, spoken
from ui.marketing.cohorts import CohortsPanel
from ui.marketing.commands import commands_of
from ui.marketing.figures import source_words
from ui.marketing.intervals import spoken as spoken_interval
from ui.marketing.page import MarketingPage
from ui.marketing.paper import document, print_on
from ui.marketing.table import FigureModel
from ui.office import Office, Seat
from ui.theme import Look


def a_month(source: str | None, month: str, *, ripe: bool = True, **more: Any) -> dict[str, Any]:
    money = dict.fromkeys(("cost", "cost_per_lead", "cost_per_contact", "cost_per_appointment"), 1200.0)
    return {
        "source": source,
        "campaign": None if source is None else "",
        "month": month,
        "leads": 40,
        "contacted": 18,
        "appointments": 8,
        "applications": 4,
        "funded": 1,
        **money,
        "cost_per_application": 300.0,
        "cost_per_funded": 1200.0,
        "ripe": ripe,
        "expected": None,
        **more,
    }


EXPECTED = {"applications": {"n": 6.0, "low": 4, "high": 9}, "funded": {"n": 2.5, "low": 1, "high": 5}}
NOTHING_TOLD = {"applications": None, "funded": None}
COHORTS = [
    a_month(None, "2026-06"),
    a_month(None, "2026-11", ripe=False, expected=EXPECTED),
    a_month("Rate Table", "2026-06"),
    a_month("Rate Table", "2026-11", ripe=False, expected=EXPECTED),
    a_month("Ads", "2026-11", ripe=False, campaign="spring", expected=NOTHING_TOLD, cost=None),
    a_month("Ads", "2026-11", ripe=False, campaign="fall"),
]


def a_source(name: str, verdict: str, alike: float | None = 0.1) -> dict[str, Any]:
    told = alike is not None
    return {
        "source": name,
        "leads": 400,
        "called_in_5m": {"n": 100, "of": 400},
        "minutes_to_call": 12.0,
        "attempts_per_lead": 3.2,
        "applications": {"n": 32, "of": 400},
        "alike": alike,
        "alike_from": 0.08 if told else None,
        "alike_to": 0.12 if told else None,
        "average": 0.09,
        "at_minutes": 4.0,
        "verdict": verdict,
    }


def a_claim(n: int, source: str = "Ads", state: str = "open", **more: Any) -> dict[str, Any]:
    return {
        "lead_id": f"lead-{n}",
        "vendor_id": f"v-{n}",
        "source": source,
        "campaign": "",
        "received_at": "2026-11-12T15:00:00+00:00",
        "reason": "bad number",
        "state": state,
        "until": "2026-11-22",
        "days_left": 2 if state == "open" else None,
        "price": 42.5,
        "sent_state": "KY",
        "said_state": "",
        "first_received_at": None,
        "proof": [{"at": "2026-11-12T15:02:00+00:00", "channel": "call", "what": "Disconnected", "evidence": "self"}],
        **more,
    }


REPORT = MarketingReport(
    COHORTS,
    {"n": 9, "of": 10},
    [a_source("Ads", "worse", 0.05), a_source("Rate Table", "better"), a_source("Radio", "too_few", None)],
    "",
    [a_claim(1), a_claim(2, state="too_late"), a_claim(3, "Rate Table")],
    date(2026, 6, 1),
    date(2026, 11, 20),
    NOW,
)


class AskedMarketing:
    """Answers as the hub would, or fails as it would; files are written nowhere."""

    def __init__(self, answer: MarketingReport | Exception) -> None:
        self.answer = answer
        self.asked: list[tuple[date, date]] = []
        self.saved: list[tuple[str, int]] = []
        self.handed: HandedFile | Exception = HandedFile(Path("exhausted.csv"), 3, {"asked for no contact": 1})

    def report(self, start: date, end: date) -> MarketingReport:
        self.asked.append((start, end))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def save_claims(self, folder: Path, source: str, claims: list[Any]) -> Path:
        if folder.name == "full":
            raise BadInput("The disk is full.")
        self.saved.append((source, len(claims)))
        return folder / "claims-ads.csv"

    def take_exhausted(self, folder: Path) -> HandedFile:
        if isinstance(self.handed, Exception):
            raise self.handed
        return self.handed


@pytest.fixture
def asked() -> AskedMarketing:
    return AskedMarketing(REPORT)


@pytest.fixture
def beside(office: Office, asked: AskedMarketing) -> Office:
    office.desk = desk_with(office.desk, marketing=asked)
    office.seat = Seat("Mia", office.seat.zone, is_manager=False, is_beside=True, is_marketing=True)
    return office


class AloneWindow:
    """As much of a window as the page's commands ask of one."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def show_marketing(self) -> None:
        pass


@pytest.fixture
def commands(beside: Office) -> Commands:
    made = Commands()
    made.add(*commands_of(AloneWindow(beside)))
    return made


@pytest.fixture
def window(beside: Office, leads: dict[str, str], qtbot: QtBot) -> MainWindow:
    made = MainWindow(beside)
    qtbot.addWidget(made)
    made.show()
    made.show_marketing()
    return made


@pytest.fixture
def page(beside: Office, commands: Commands, qtbot: QtBot) -> MarketingPage:
    made = MarketingPage(beside, commands)
    qtbot.addWidget(made)
    made.show()
    made.reload()
    return made


def shown(model: FigureModel, row: int) -> dict[str, object]:
    return {figure.words: model.data(model.index(row, i)) for i, figure in enumerate(model.figures)}


# -- whose page it is ----------------------------------------------------------------------------------


def test_marketings_rail_has_its_page_and_nothing_of_an_officers(window: MainWindow) -> None:
    assert set(window.rail._buttons) == {
        "page.today", "search.open", "page.marketing", "page.playbook", "page.settings", "help.keys",
    }  # fmt: skip
    assert clashes(window.commands.all()) == []


def test_who_calls_leads_or_manages_has_no_such_page(office: Office, leads: dict[str, str], qtbot: QtBot) -> None:
    for is_manager in (False, True):
        office.seat = Seat("Dana", office.seat.zone, is_manager=is_manager)
        window = MainWindow(office)
        qtbot.addWidget(window)
        assert window.marketing is None
        assert "page.marketing" not in window.rail._buttons
        assert {"page.promises", "page.mine", "leads.import"} <= set(window.rail._buttons)
        window.show_marketing()
        assert window._pages.currentWidget() is window.today


def test_an_auditor_has_the_page_and_is_handed_no_leads(window: MainWindow) -> None:
    window.office.seat = replace(window.office.seat, is_marketing=False)
    window._refurnish()
    window.show_marketing()
    assert window.marketing is not None
    assert window.marketing.exhausted is None
    assert "marketing.exhausted" not in {command.name for command in window.commands.all()}
    window.marketing.take_exhausted()


# -- months --------------------------------------------------------------------------------------------


def test_an_open_month_says_so_and_between_which_counts_it_will_end(page: MarketingPage) -> None:
    november, june = shown(page.cohorts.model, 0), shown(page.cohorts.model, 1)
    assert (november["Month"], november["Source"]) == ("Nov 2026 · open", "All sources")
    assert november["Funded"] == "1 (2%)\n→ 2 (1–5)"
    assert (november["Per funded loan"], june["Per funded loan"]) == ("→ $480", "$1,200")
    assert (june["Month"], june["Funded"], june["Contacted"]) == ("Jun 2026", "1 (2%)", "18 (45%)")


def test_a_source_too_small_to_tell_of_is_open_and_not_low(page: MarketingPage) -> None:
    page.cohorts.whose.setCurrentIndex(page.cohorts.whose.findData("Ads"))
    spring = next(row for row in (shown(page.cohorts.model, n) for n in (0, 1)) if "spring" in str(row["Source"]))
    assert (spring["Funded"], spring["Cost"], spring["Per funded loan"]) == ("1 (2%)\nstill open", "–", "$1,200")


def test_one_source_has_its_months_and_the_chart_where_there_is_one_row_a_month(page: MarketingPage) -> None:
    whose, charts = page.cohorts.whose, page.cohorts._charts
    assert [whose.itemText(n) for n in range(whose.count())] == [
        "All sources together", "Ads", "Rate Table", "Every source and campaign",
    ]  # fmt: skip
    whose.setCurrentIndex(2)
    assert page.cohorts.model.rowCount() == 2
    assert not charts["funded"].isHidden()
    whose.setCurrentIndex(3)
    assert page.cohorts.model.rowCount() == 4
    assert charts["funded"].isHidden()
    assert not page.cohorts._many.isHidden()
    whose.setCurrentIndex(0)
    page.cohorts.count.setCurrentIndex(1)
    assert charts["funded"].isHidden()
    assert charts["applications"].accessibleName() == "Applications, All sources together"


def test_whose_months_were_looked_at_stays_chosen(page: MarketingPage) -> None:
    page.cohorts.whose.setCurrentIndex(2)
    page.reload()
    assert page.cohorts.whose.currentText() == "Rate Table"


def test_a_list_filled_after_it_was_in_sight_is_as_wide_as_its_longest_name(beside: Office, qtbot: QtBot) -> None:
    panel = CohortsPanel(beside)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.show_rows(COHORTS)
    names = [panel.whose.itemText(n) for n in range(panel.whose.count())]
    assert panel.whose.sizeHint().width() > max(map(panel.whose.fontMetrics().horizontalAdvance, names))


def test_the_charts_say_in_words_what_they_paint(page: MarketingPage) -> None:
    assert page.cohorts._charts["funded"].accessibleDescription() == (
        "Jun 2026: 1; Nov 2026: 1, expected 2, between 1 and 5"
    )
    assert spoken(a_month("Ads", "2026-11", ripe=False), "funded") == "Nov 2026: 1, still open"
    assert spoken_interval(REPORT.adjusted[0]) == (
        "Ads: 5.0% followed up alike, between 8.0% and 12.0%; 8.0% as it came out; Worse leads"
    )


def test_months_are_asked_for_from_the_first_of_the_first(page: MarketingPage, asked: AskedMarketing) -> None:
    assert asked.asked[-1] == (date(2024, 12, 1), date(2026, 11, 20))
    page._periods[0].click()
    assert asked.asked[-1] == (date(2026, 6, 1), date(2026, 11, 20))
    assert [made.text() for made in page._periods] == ["6 months", "12 months", "24 months"]


def test_the_heading_says_how_much_of_the_loan_system_is_in_it(page: MarketingPage) -> None:
    assert page._told.text() == "Jun 2026 to Nov 2026 · 80 leads · loans matched with a lead: 9 of 10 · as of 10:00 am"


# -- sources compared ----------------------------------------------------------------------------------


def test_the_best_leads_stand_first_and_what_is_too_few_last(page: MarketingPage) -> None:
    model = page.adjusted.model
    assert [shown(model, n)["It was"] for n in range(3)] == ["Better leads", "Worse leads", "Too few to tell"]
    first = shown(model, 0)
    assert (first["Followed up alike"], first["Applied"]) == ("10.0%\n(8.0–12.0%)", "8.0%\n32 of 400")
    assert page.adjusted.told.text() == (
        "Had every lead been called within 4 min and tried six times, 9.0% would have applied; by source as below."
    )


def test_without_the_statistics_the_page_says_why_and_shows_the_rest(
    page: MarketingPage, asked: AskedMarketing
) -> None:
    asked.answer = replace(REPORT, adjusted=[], not_compared="This hub was set up without the statistics.")
    page.reload()
    assert page.adjusted.told.text() == "This hub was set up without the statistics."
    assert page.adjusted.chart.isHidden()
    assert page.cohorts.model.rowCount() == 2
    asked.answer = replace(REPORT, adjusted=[{**a_source("Radio", "too_few", None), "at_minutes": None}])
    page.reload()
    assert page.adjusted.told.text().startswith("No source has enough leads yet")


# -- claims and leads that come back -------------------------------------------------------------------


def test_claims_are_one_sources_and_saved_without_asking_who_they_are(
    page: MarketingPage, asked: AskedMarketing, tmp_path: Path
) -> None:
    claims = page.claims
    assert claims.whose.currentText() == "Ads"
    first, second = shown(claims.model, 0), shown(claims.model, 1)
    assert (first["Vendor's id"], first["Reason"], first["To claim"]) == ("v-1", "Bad number", "2 days left")
    assert "call: Disconnected" in str(first["Proof"])
    assert second["To claim"] == "Too late"
    assert claims.told.text().startswith("1 of 2 leads may be claimed. The first: 2 days left.")
    claims.save_in(tmp_path)
    assert asked.saved == [("Ads", 3)]
    assert claims.told.text() == "Saved as claims-ads.csv."
    claims.save_in(tmp_path / "full")
    assert claims.told.text() == "The disk is full."


def test_a_source_with_nothing_open_has_nothing_to_save(page: MarketingPage, asked: AskedMarketing) -> None:
    asked.answer = replace(REPORT, claims=[a_claim(1, state="granted", days_left=None)])
    page.reload()
    assert not page.claims.save.isEnabled()
    page.claims.ask_where()
    asked.answer = replace(REPORT, claims=[])
    page.reload()
    assert page.claims.told.text() == "No lead of these months was found to be bad."
    assert page.claims.table.isHidden()


def test_leads_that_come_back_are_saved_and_counted(page: MarketingPage, asked: AskedMarketing, tmp_path: Path) -> None:
    assert page.exhausted is not None
    page.exhausted.save_in(tmp_path)
    assert page.exhausted.told.text() == (
        "3 leads saved as exhausted.csv. 1 are not handed over: nobody is to contact them."
    )
    asked.handed = HandedFile(None, 0, {})
    page.exhausted.save_in(tmp_path)
    assert page.exhausted.told.text() == "Nothing waits to be handed over."
    asked.handed = HubUnreachable("The hub does not answer.", "Check the network.")
    page.exhausted.save_in(tmp_path)
    assert page.exhausted.told.text() == "The hub does not answer. Check the network."


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("wide", [240, 600, 1140])
def test_months_are_named_one_clear_of_the_next_and_the_newest_always(look: Look, wide: int, scale: float) -> None:
    look.choose(scale=scale)
    chart = MonthsChart(look, "funded")
    months = [f"{2024 + (n + 10) // 12}-{(n + 10) % 12 + 1:02}" for n in range(24)]
    chart.show_rows([a_month(None, month) for month in months], "Funded")
    chart.resize(wide, chart.sizeHint().height())
    told = chart._told(QFontMetrics(look.font("small")), wide / 24)
    assert 23 in told
    places = [told[n] for n in sorted(told)]
    assert all(left + across < following for (left, across), (following, _) in pairwise(places))
    assert places[0][0] >= 0
    assert sum(places[-1]) <= wide
    assert not chart.grab().isNull()


# -- files ---------------------------------------------------------------------------------------------


def chosen(window: MainWindow, qtbot: QtBot, words: str) -> QFileDialog:
    """Press Ctrl+E, choose a table in the menu, and return the question for a file."""
    page = window.marketing
    assert page is not None
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert page.choice is not None
    next(entry for entry in page.choice.actions() if entry.text() == words).trigger()
    return page.findChildren(QFileDialog)[-1]


@pytest.mark.parametrize(
    ("words", "stem", "tells"),
    [
        ("Months received", "cohorts", {"Shown,,All sources together", "Loans with their lead,,9 of 10"}),
        ("Sources, followed up alike", "adjusted", {"Method,,Two logistic regressions"}),
        ("Credit to claim", "claims", {"until,Claim until"}),
    ],
)
def test_each_table_in_sight_is_saved_with_what_its_numbers_are(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, words: str, stem: str, tells: set[str]
) -> None:
    dialog = chosen(window, qtbot, words)
    assert Path(dialog.selectedFiles()[0]).name == f"{stem}-2026-06-01-2026-11-20.xlsx"
    dialog.fileSelected.emit(str(tmp_path / "a.csv"))
    dialog.reject()
    defined = (tmp_path / "a-definitions.csv").read_text(encoding="utf-8-sig").replace('"', "")
    assert [told for told in tells if told not in defined] == []
    page = window.marketing
    assert page is not None
    rows = {"cohorts": page.cohorts.model, "adjusted": page.adjusted.model, "claims": page.claims.model}[stem].rows
    assert len((tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()) == 1 + len(rows)


def test_a_table_with_nothing_in_it_is_not_offered(window: MainWindow, asked: AskedMarketing) -> None:
    page, said = window.marketing, list[str]()
    assert page is not None
    page.said.connect(said.append)
    asked.answer = replace(REPORT, claims=[], adjusted=[], not_compared="Too few.")
    page.reload()
    page.export()
    assert page.choice is not None
    assert [entry.text() for entry in page.choice.actions()] == ["Months received"]
    page.choice.close()
    page._forget()
    page.export()
    assert said == ["There are no numbers here to save yet."]


def test_where_the_company_wants_no_files_all_that_saves_is_locked_and_says_who_decided(
    beside: Office, commands: Commands, asked: AskedMarketing, qtbot: QtBot
) -> None:
    beside.desk.settings.policy = read_policy('{"ExportAllowed": false}')
    page, said = MarketingPage(beside, commands), list[str]()
    qtbot.addWidget(page)
    page.said.connect(said.append)
    page.reload()
    assert page.exhausted is not None
    for locked in (page.export_button, page.claims.save, page.exhausted.take):
        assert not locked.isEnabled()
        assert locked.accessibleDescription().startswith("Set by your company. Your IT has set this")
    assert "No saving as a file: set by your company" in [label.text() for label in page.findChildren(QLabel)]
    page.export()
    page.claims.ask_where()
    page.exhausted.ask_where()
    refused = "Your company has decided that nothing is saved as a file from this desk."
    told = (*said, page.claims.told.text(), page.exhausted.told.text())
    assert [words.startswith(refused) for words in told] == [True, True, True]
    assert page.findChildren(QFileDialog) == []
    assert asked.saved == []


# -- faces, keys, paper --------------------------------------------------------------------------------


def test_offline_and_empty_have_a_calm_face(page: MarketingPage, asked: AskedMarketing) -> None:
    asked.answer = HubUnreachable("The hub does not answer.", "Check the network.")
    page.reload()
    assert page.faces.face is not None
    asked.answer = replace(REPORT, cohorts=[])
    page.reload()
    assert page.faces.face is not None
    asked.answer = REPORT
    page.reload()
    assert page.faces.is_filled


def test_every_cell_and_head_is_read_in_one_line(page: MarketingPage) -> None:
    spoken_as = Qt.ItemDataRole.AccessibleTextRole
    for model in (page.cohorts.model, page.adjusted.model, page.claims.model):
        heads = [str(model.headerData(i, Qt.Orientation.Horizontal, spoken_as)) for i in range(len(model.figures))]
        cells = [str(model.data(model.index(0, i), spoken_as)) for i in range(len(model.figures))]
        assert not [words for words in (*heads, *cells) if "\n" in words]
        assert all(model.headerData(i, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) for i in range(3))


def test_each_thing_to_do_has_a_key_on_this_page_alone(window: MainWindow) -> None:
    of_page = {command.name: command.keys for command in window.commands.all() if command.page == "page.marketing"}
    assert of_page == {
        "marketing.print": ("Ctrl+P",), "marketing.claims": ("Ctrl+S",), "marketing.exhausted": ("Ctrl+Shift+B",),
    }  # fmt: skip
    assert window.commands["page.marketing"].keys == ("Ctrl+2",)


def test_what_is_printed_has_the_tables_in_sight_and_what_each_number_means(
    page: MarketingPage, tmp_path: Path
) -> None:
    paper = document("Marketing", "June to November", page.sections())
    words = paper.toPlainText()
    assert "Was it the lead or the follow-up?" in words
    assert "Nov 2026 · open" in words
    assert "Cost over leads received" in words
    pdf = QPdfWriter(str(tmp_path / "page.pdf"))
    print_on(pdf, paper)
    del pdf
    assert (tmp_path / "page.pdf").stat().st_size > 5000


def test_nothing_is_printed_before_there_is_anything(
    beside: Office, asked: AskedMarketing, commands: Commands, qtbot: QtBot
) -> None:
    asked.answer = HubUnreachable("The hub does not answer.", "")
    made = MarketingPage(beside, commands)
    qtbot.addWidget(made)
    made.reload()
    made.print_page()


@pytest.mark.parametrize("width", [760, 1200])
def test_the_page_ends_where_its_last_panel_does(page: MarketingPage, width: int) -> None:
    page.resize(width, 700)
    page.show()
    QApplication.processEvents()
    sheet = page._area.widget()
    ends = max(each.geometry().bottom() + 1 for each in (page.claims, page.exhausted) if each is not None)
    assert sheet.height() == max(ends, page._area.viewport().height())


def test_a_campaign_that_came_as_a_number_is_said_to_be_one() -> None:
    assert source_words({"source": "Facebook", "campaign": "120210000000001"}) == "Facebook · campaign 120210000000001"
    assert source_words({"source": "Facebook", "campaign": "Spring"}) == "Facebook · Spring"
