"""The keys by which a page with numbers is told how far to look back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.commands import Command
from ui.language import marked, translate

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_SECTION = marked("commands", "On pages with numbers")


def period_commands(window: MainWindow) -> list[Command]:
    """Return one a period, in the order of the buttons; no page has more than three."""

    def choose(n: int) -> Callable[[], None]:
        return lambda: window.choose_period(n)

    words = (
        translate("commands", "Look back the shortest time, such as 7 days"),
        translate("commands", "Look back the next longer time, such as 30 days"),
        translate("commands", "Look back the longest of three times, as on marketing's page"),
    )
    return [
        Command(f"period.{n + 1}", said, choose(n), (f"Alt+{n + 1}",), "calendar", _SECTION)
        for n, said in enumerate(words)
    ]
