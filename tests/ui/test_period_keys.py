"""How far a page with numbers looks back is chosen by keys, as by its buttons."""

from __future__ import annotations

from ui.commands import clashes
from ui.main_window import MainWindow


def test_alt_1_and_alt_2_choose_the_periods_of_the_page_in_sight(window: MainWindow) -> None:
    window.show_mine()
    page = window._pages.mine
    assert [command.keys for command in window.commands.all() if command.name.startswith("period.")] == [
        ("Alt+1",),
        ("Alt+2",),
        ("Alt+3",),
    ]
    for n in (1, 0):
        window.commands[f"period.{n + 1}"].run()
        assert page.days == page.periods[n]
        assert page._periods[n].isChecked()
    window.commands["period.3"].run()
    assert page.days == page.periods[0], "it has two"
    assert page._periods[1].toolTip() == "Alt+2"


def test_where_there_are_no_numbers_that_is_said(window: MainWindow) -> None:
    window.show_settings()
    window.commands["period.1"].run()
    assert "A period is chosen on the pages with numbers" in window.toast.words.text()
    assert not clashes(window.commands.all())
