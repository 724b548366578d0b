"""Where leads are lost: each way with side and cost, and each lead; named for who sees leads, by id for marketing."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desktop.drilling import Leaks
from app.domain.leak_map import Leak
from app.errors import HubUnreachable
from tests.desks import desk_with
from tests.ui.drilled import Drilled, lost_lead
from ui.leaks.page import MOST, LeaksPage
from ui.leaks.words import kind_words, side_words
from ui.office import Office
from ui.story import StoryDialog


@pytest.fixture
def drilled(office: Office, request: pytest.FixtureRequest) -> Drilled:
    told = Drilled(named=getattr(request, "param", True))
    office.desk = desk_with(office.desk, drilling=told)
    return told


@pytest.fixture
def page(office: Office, drilled: Drilled, qtbot: QtBot) -> LeaksPage:
    made = LeaksPage(office)
    qtbot.addWidget(made)
    made.show()
    made.reload()
    return made


def test_each_way_tells_how_many_on_whose_side_and_at_what_cost(page: LeaksPage) -> None:
    assert [(line.words, line.aside, line.detail) for line in page.ways.lines.lines] == [
        ("Never called", "3 leads · $42.50", "on the officer's side · call-1"),
        ("All was tried, nobody reached", "2 leads · $42.50", "on nobody's side"),
    ]
    assert page._told.text() == "Oct 22 – Nov 20 · 5 leads lost · $85"


def test_arrows_go_through_the_ways_and_enter_reads_a_leads_story(page: LeaksPage, drilled: Drilled) -> None:
    page.take_keys()
    QTest.keyClick(page.ways, Qt.Key.Key_Down)
    assert page.heading.text() == "All was tried, nobody reached"
    assert [line.words for line in page.lost.lines.lines] == ["Lost Borrower 3", "Lost Borrower 4"]
    page.lost.setFocus()
    QTest.keyClick(page.lost, Qt.Key.Key_Down)
    QTest.keyClick(page.lost, Qt.Key.Key_Return)
    assert ("story", page.lost.lines.lines[1].key) in drilled.asked
    assert page.findChildren(StoryDialog)


@pytest.mark.parametrize("drilled", [False], indirect=True)
def test_marketing_is_shown_ids_and_costs_and_opens_no_lead(page: LeaksPage, drilled: Drilled) -> None:
    first = page.lost.lines.lines[0]
    assert first.words == "Lead 000000000000"
    assert "Rate Table" in first.detail
    page.lost.setCurrentIndex(page.lost.lines.index(0))
    QTest.keyClick(page.lost, Qt.Key.Key_Return)
    assert not page.findChildren(StoryDialog)
    assert not [asked for asked in drilled.asked if asked[0] == "story"]


def test_many_leads_are_listed_up_to_a_limit_and_the_rest_is_said(page: LeaksPage) -> None:
    lost = [lost_lead(n) for n in range(MOST + 5)]
    rows = [{"kind": "never_called", "step": "call-1", "side": "officer", "leads": len(lost), "cost": None}]
    page.show_leaks(Leaks(rows, lost, date(2026, 10, 22), date(2026, 11, 20)))
    assert len(page.lost.lines.lines) == MOST
    assert page._more.text() == "and 5 more"


def test_no_leak_and_no_hub_each_have_a_face(page: LeaksPage, drilled: Drilled) -> None:
    page.show_leaks(Leaks([], [], date(2026, 10, 22), date(2026, 11, 20)))
    assert page.faces.face is not None
    drilled.fails = HubUnreachable("The hub does not answer.", "Try again.")
    page._periods[0].click()
    assert page.faces.face is not None
    assert page.days == 7


def test_every_kind_and_side_has_words_and_a_new_one_its_own() -> None:
    assert all(kind_words(leak.value) != leak.value for leak in Leak)
    assert all(side_words(leak.side) != leak.side for leak in Leak)
    assert kind_words("went_cold") == "went cold"
    assert side_words("weather") == "weather"
