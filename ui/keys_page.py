"""The page of keys, read from the declared commands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from ui.commands import HAND_ON, Command, Commands, shown_key
from ui.language import translate
from ui.parts import button, column, keycap, row, scrolled, text
from ui.popup import HAND_ON_KEY, KEYS
from ui.theme import Look

#: keys that lists have by nature, told where people look for them
NATURE = {"queue.next": ("Down",), "queue.previous": ("Up",)}


class KeysPage(QDialog):
    """Every key with what it does."""

    def __init__(self, look: Look, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        px = look.px
        self.setWindowTitle(self.tr("Keys"))
        sheet = QWidget()
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(32))
        grid.setVerticalSpacing(px(24))
        # where no hub gives this officer leads there is no next one
        passes = any(command.name == HAND_ON for command in commands.all())
        # its keys are its own, and heard while it has the keyboard
        reminder = [
            Command(f"reminder.{key}", translate("reminders", words), lambda: None, (key,))
            for key, words in KEYS
            if passes or key != HAND_ON_KEY
        ]
        named = [(translate("commands", name), members) for name, members in commands.by_section().items()]
        sections = [*named, (self.tr("On a reminder"), reminder)]
        halves: list[list[tuple[str, list[Command]]]] = [[], []]
        for name, members in sections:
            lightest = min(halves, key=lambda half: sum(len(m) + 2 for _, m in half))
            lightest.append((name, members))
        for i, half in enumerate(halves):
            blocks = [self._section(name, members) for name, members in half]
            grid.addLayout(column(*blocks, None, gap=px(24)), 0, i)
            # else the half with the longer words would take the other's room
            grid.setColumnStretch(i, 1)
        sheet.setLayout(grid)
        close = button(self.tr("Close"), self.accept, kind="primary")
        pad = px(24)
        keys = scrolled(sheet, self.tr("All keys"))
        body = column(
            text(self.tr("Keys"), size="title"),
            keys,
            row(None, close),
            gap=px(16),
            margins=(pad, pad, pad, pad),
        )
        self.setLayout(body)
        self.resize(px(760), px(620))
        if parent is not None:
            self.resize(self.size().boundedTo(parent.size() * 0.95))
        # so that arrows and Page Down read on; Enter closes from there as well
        close.setDefault(True)
        keys.setFocus()

    def _section(self, name: str, members: list[Command]) -> QGridLayout:
        px = self._look.px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 1)
        grid.addWidget(text(name, weight="strong"), 0, 0, 1, 2)
        for i, command in enumerate((c for c in members if c.keys), start=1):
            keys = map(shown_key, (*command.keys, *NATURE.get(command.name, ())))
            caps = row(*[keycap(each) for each in keys], None, gap=px(4))
            grid.addLayout(caps, i, 0)
            grid.addWidget(text(command.words, wrap=True), i, 1, Qt.AlignmentFlag.AlignVCenter)
        return grid
