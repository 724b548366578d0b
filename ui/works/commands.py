"""The commands of the page of what works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.commands import Command
from ui.language import marked, translate

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def commands_of(window: MainWindow) -> list[Command]:
    """Return the way to the page, and what is done on it."""

    def plan() -> None:
        window.show_works()
        if window.works is not None:
            window.works.plan()

    def stop() -> None:
        window.show_works()
        if window.works is not None:
            window.works.ask_to_stop()

    def paper() -> None:
        if window.works is not None:
            window.works.print_page()

    return [
        Command(
            "works.print",
            translate("commands", "Print what is in sight"),
            paper,
            ("Ctrl+P",),
            "file-text",
            marked("commands", "On the page of what works"),
            page="page.works",
        ),
        Command(
            "page.works",
            translate("commands", "What works: speed, attempts, experiments"),
            window.show_works,
            ("Ctrl+9",),
            "sparkles",
            also=translate("commands", "experiment test versions called within five minutes first contact"),
        ),
        Command(
            "works.plan",
            translate("commands", "Try two versions of the playbook side by side"),
            plan,
            ("Ctrl+Shift+E",),
            "plus",
            also=translate("commands", "experiment plan power"),
        ),
        Command(
            "works.stop",
            translate("commands", "Stop the experiment that runs"),
            stop,
            ("Ctrl+Shift+X",),
            "x",
        ),
    ]
