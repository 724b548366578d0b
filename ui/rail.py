"""The slim rail at the left: the pages, and at its foot settings and help."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.commands import Command, Commands
from ui.office import Office
from ui.parts import ToolButton, column, frame, icon_label, restyle

#: an icon that is smaller tells nobody anything
LEAST_ICON = 16


class Rail(QWidget):
    """Buttons of declared commands; the page one is on stays pressed.

    Where there is no height for their words they show their icons alone; the words stay in the tool tips. Where there
    is none for those either, the logo goes, the icons get smaller, and the rail with them.
    """

    def __init__(
        self, office: Office, commands: Commands, pages: list[tuple[str, str]], foot: list[tuple[str, str]]
    ) -> None:
        super().__init__()
        self._office = office
        self._height_with_words = self._height_of_icons = 0
        self._is_tight = False
        self._buttons: dict[str, ToolButton] = {}
        px = office.look.px
        letters = QFontMetrics(office.look.font("tiny", QFont.Weight.Medium))
        # in another language a word may be wider than the rail
        self._wide = max(px(64), *(letters.horizontalAdvance(words) + px(10) for _, words in (*pages, *foot)))
        self._logo = icon_label(office.icons, "followthrough", "accent", 28)
        inside = self._inside = column(gap=px(4), margins=(px(8), px(16), px(8), px(12)))
        inside.addWidget(self._logo, 0, Qt.AlignmentFlag.AlignHCenter)
        for name, words in pages:
            inside.addWidget(self._button(commands[name], words))
        inside.addStretch(1)
        for name, words in foot:
            inside.addWidget(self._button(commands[name], words))
        self.setLayout(column(frame("rail", inside)))

    def _button(self, command: Command, words: str) -> ToolButton:
        made = ToolButton()
        made.setText(words)
        made.setAccessibleName(command.words)
        made.setToolTip(command.tip)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setIcon(self._office.icons.icon(command.icon, "text_soft", 20))
        made.setIconSize(self._office.icons.size(20))
        made.setFixedWidth(self._wide)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda _checked=False: command.run())
        self._buttons[command.name] = made
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown, bare = Qt.ToolButtonStyle.ToolButtonTextUnderIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        first = next(iter(self._buttons.values()))
        if first.toolButtonStyle() is shown:
            # measured anew each time: before the window was on the screen its style was not worn
            self._height_with_words = self.sizeHint().height()
        wanted = bare if self.height() < self._height_with_words else shown
        for made in self._buttons.values():
            made.setToolButtonStyle(wanted)
        self._squeeze(first, squeezed=wanted is bare)

    def _squeeze(self, one: ToolButton, *, squeezed: bool) -> None:
        """Make icons as large as there is room for; usually that is their own size."""
        px, many = self._office.look.px, len(self._buttons)
        if not self._is_tight:
            around = one.sizeHint().height() - one.iconSize().height()
            self._height_of_icons = many * (around + px(20)) + (many + 1) * px(4) + px(28) + px(28)
        is_tight = self._is_tight = squeezed and self.height() < self._height_of_icons
        self._logo.setVisible(not is_tight)
        self._inside.setContentsMargins(px(8), px(4 if is_tight else 16), px(8), px(4 if is_tight else 12))
        room = (self.height() - px(8) - (many + 1) * px(2)) // many - 2 * px(2)
        side = max(LEAST_ICON, min(px(20), room)) if is_tight else px(20)
        spare = (self.height() - px(8)) // (many + 1) - side - 2 * px(2)
        self._inside.setSpacing(max(px(2), min(px(12), spare)) if is_tight else px(4))
        for made in self._buttons.values():
            if made.property("tight") is not is_tight:
                made.setProperty("tight", is_tight)
                restyle(made)
            made.setIconSize(QSize(side, side))
            made.setFixedWidth(side + px(12) if is_tight else self._wide)

    def show_page(self, name: str) -> None:
        """Mark the button of the page one is on."""
        for each, made in self._buttons.items():
            # taken off while it still can be: a button that cannot be checked keeps the look of one that is
            made.setChecked(False)
            made.setCheckable(each == name)
            made.setChecked(each == name)
