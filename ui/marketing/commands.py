"""What marketing does by keys, declared for a window in which somebody beside the leads sits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.commands import Command
from ui.language import marked, translate
from ui.marketing.names import CLAIMS, EXHAUSTED, PRINT

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.marketing.page import MarketingPage

_SECTION = marked("commands", "On marketing's page")
_PAGE = "page.marketing"


def commands_of(window: MainWindow) -> list[Command]:
    """Return the commands; none for who calls leads or manages who does."""
    seat = window.office.seat

    def on_page(act: Callable[[MarketingPage], None]) -> Callable[[], None]:
        def run() -> None:
            if window.marketing is not None:
                act(window.marketing)

        return run

    def here(name: str, words: str, run: Callable[[MarketingPage], None], key: str, icon: str) -> Command:
        return Command(name, words, on_page(run), (key,), icon, _SECTION, page=_PAGE)

    goes = translate("commands", "Go to marketing's numbers")
    paper = translate("commands", "Print what is in sight")
    claims = translate("commands", "Save the claims for a vendor")
    made = [
        Command(_PAGE, goes, window.show_marketing, ("Ctrl+2",), "chart-column"),
        here(PRINT, paper, lambda page: page.print_page(), "Ctrl+P", "file-text"),
        here(CLAIMS, claims, lambda page: page.claims.ask_where(), "Ctrl+S", "download"),
    ]
    if seat.is_marketing:
        leads = translate("commands", "Save the leads to approach again")
        made.append(here(EXHAUSTED, leads, lambda page: page.take_exhausted(), "Ctrl+Shift+B", "download"))
    return made
