"""Every action declared once: menus, tool tips, the page of keys and the clash test all read it here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

#: the page on which outcomes are logged
from ui.language import marked

TODAY = "page.today"
#: where one sees how the hub stands
HUB = "settings.hub"
#: what hands a lead on, where a hub gives this officer any
HAND_ON = "lead.pass"
EVERYWHERE = marked("commands", "Everywhere")


class Command(msgspec.Struct, frozen=True):
    """`name` is dotted and stable; `keys` are what Qt reads ("Ctrl+K"); `section` groups the page of keys, in
    English.

    `also` are words it is found by that are not in its own.

    `busy_too` commands stay alive while the outcome bar asks for a field and away from today's page. One with a
    `page` is alive on that page only. `repeats` is for moving about: a key that is held down must not log an outcome
    on lead after lead.
    """

    name: str
    words: str
    run: Callable[[], None]
    keys: tuple[str, ...] = ()
    icon: str = ""
    section: str = EVERYWHERE
    busy_too: bool = True
    in_palette: bool = True
    repeats: bool = False
    page: str = ""
    also: str = ""

    @property
    def tip(self) -> str:
        return f"{self.words} ({shown_key(self.keys[0])})" if self.keys else self.words


#: what a keyboard has on keys that Qt names otherwise
_PRINTED = {"Up": "↑", "Down": "↓", "Return": "Enter"}


def shown_key(keys: str) -> str:
    """Return a key the way a keyboard shows it, here as wherever one is told of: letters large."""
    *held, key = keys.split("+")
    return "+".join((*held, _PRINTED.get(key, key.upper() if len(key) == 1 else key)))


class Commands:
    """The commands of one window, each with the action that carries its keys."""

    def __init__(self) -> None:
        self._by_name: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._page = TODAY
        self._is_asking = False

    def add(self, *commands: Command) -> None:
        for command in commands:
            if command.name in self._by_name:
                raise ValueError(f"{command.name} is declared twice")
            self._by_name[command.name] = command

    def __getitem__(self, name: str) -> Command:
        return self._by_name[name]

    def all(self) -> list[Command]:
        return list(self._by_name.values())

    def by_section(self) -> dict[str, list[Command]]:
        sections: dict[str, list[Command]] = defaultdict(list)
        for command in self._by_name.values():
            sections[command.section].append(command)
        return sections

    def install(self, window: QWidget) -> None:
        """Give the window an action for each command, so that its keys work wherever the focus is."""
        for command in self._by_name.values():
            action = QAction(command.words, window)
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setAutoRepeat(command.repeats)
            action.triggered.connect(lambda _checked=False, run=command.run: run())
            window.addAction(action)
            self._actions[command.name] = action

    def confine(self, names: Iterable[str], widget: QWidget) -> None:
        """Have the keys of some commands heard only while the focus is inside a widget; buttons need no focus."""
        for name in names:
            action = self._actions[name]
            for window in action.associatedObjects():
                window.removeAction(action)  # type: ignore[attr-defined] # only widgets were ever given one
            action.setParent(widget)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            widget.addAction(action)

    def by_keys(self, keys: QKeySequence) -> Command | None:
        """Return what keys do where one is now."""
        hears = (each for each in self.all() if keys in map(QKeySequence, each.keys))
        return next((each for each in hears if self.can(each.name)), None)

    def can(self, name: str) -> bool:
        """Return whether a command does something where one is now."""
        # not asked of the action: a search that is open while the window is built anew outlives the actions it knew
        return self._is_alive(self._by_name[name])

    def turn_to(self, page: str) -> None:
        """Give the keys to the page in sight."""
        self._page = page
        self._enable()

    def set_asking(self, *, asking: bool) -> None:
        """Give the keys to the outcome bar's question, or back."""
        self._is_asking = asking
        self._enable()

    def _enable(self) -> None:
        for name, action in self._actions.items():
            action.setEnabled(self._is_alive(self._by_name[name]))

    def _is_alive(self, command: Command) -> bool:
        # from both facts each time: a question may end while another page is in sight, or wait there for its answer
        logs = self._page == TODAY and not self._is_asking
        return command.page == self._page if command.page else logs or command.busy_too


def clashes(commands: Iterable[Command]) -> list[str]:
    """Return a sentence for every key that two commands claim; the tests hold the product to none.

    Two that are alive on pages of their own, each on another, do not meet.
    """
    claimed: dict[str, list[Command]] = defaultdict(list)
    for command in commands:
        for keys in command.keys:
            claimed[QKeySequence(keys).toString()].append(command)
    return [
        f"{keys} is claimed by {', '.join(one.name for one in found)}"
        for keys, found in claimed.items()
        if not _apart(found)
    ]


def _apart(found: list[Command]) -> bool:
    pages = [one.page for one in found]
    return len(found) < 2 or ("" not in pages and len(set(pages)) == len(pages))
