"""The commands of the manager's live page, for whoever has one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.commands import Command
from ui.language import marked, translate

if TYPE_CHECKING:
    from ui.live.page import LivePage
    from ui.main_window import MainWindow

#: its page, and its heading on the page of keys
PAGE, LIVE = "page.live", marked("commands", "On the live page")


def live_commands(window: MainWindow) -> list[Command]:
    """Return them; they look the page up when they run."""
    if not window.office.seat.is_manager:
        return []

    def act(do: Callable[[LivePage], None]) -> Callable[[], None]:
        def run() -> None:
            if window.live_page is not None:
                do(window.live_page)

        return run

    def on_it(name: str, words: str, keys: str, icon: str, do: Callable[[LivePage], None]) -> Command:
        return Command(name, words, act(do), (keys,), icon, LIVE, page=PAGE)

    return [
        Command(
            PAGE,
            translate("commands", "Go to what is red now"),
            window.show_live,
            ("Ctrl+7",),
            "circle-alert",
            also=translate("commands", "live missed calls who is on team"),
        ),
        on_it("live.give", translate("commands", "Give the chosen leads to…"), "G", "arrow-right", lambda p: p.give()),
        on_it("live.nudge", translate("commands", "Nudge the lead's officer…"), "N", "bell", lambda p: p.nudge()),
        on_it("live.take", translate("commands", "Take the lead over"), "T", "user", lambda p: p.take_over()),
        on_it(
            "live.excuse", translate("commands", "Excuse what was missed…"), "E", "circle-check", lambda p: p.excuse()
        ),
        on_it(
            "live.give_all",
            translate("commands", "Give all leads of the officer to…"),
            "A",
            "users",
            lambda p: p.give_all(),
        ),
        on_it(
            "live.moves",
            translate("commands", "What was done, by whom and why"),
            "V",
            "list",
            lambda p: p.switch_moves(),
        ),
    ]
