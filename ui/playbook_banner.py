"""A new playbook, told over the pages by who published it and why, until it has been read away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame

from app.desktop.changes import Changed, Touched
from ui.language import translate
from ui.parts import button, icon_label, row, text

if TYPE_CHECKING:
    from app.desktop.playbook_news import NewPlaybook
    from ui.commands import Command
    from ui.office import Office


def news_words(news: NewPlaybook) -> str:
    """Say who put what in force, and what becomes of the leads that are here."""
    if news.by:
        said = translate("playbook", "{} published a new playbook: {}, version {}.")
        said = said.format(news.by, news.name, news.version)
    else:
        said = translate("playbook", "A new playbook is in force: {}, version {}.").format(news.name, news.version)
    why = translate("playbook", "Why: {}.").format(news.why.rstrip(".")) if news.why else ""
    stay = translate("playbook", "New leads follow it; yours stay on theirs until a manager moves them.")
    return " ".join(filter(None, (said, why, stay)))


class PlaybookBanner(QFrame):
    """Comes with a round that brings a version; gone for good once somebody looked at it, or had enough of it."""

    def __init__(self, office: Office, look: Command) -> None:
        super().__init__()
        self._office = office
        self._said = ""
        self.setProperty("kind", "note-info")
        self.setProperty("notice", "true")
        px = office.look.px
        sign = icon_label(office.icons, "calendar-clock", "info")
        self.words = text(wrap=True)
        self.look = button(self.tr("See it"), look.run, name=self.tr("See the new playbook"))
        self.look.setToolTip(look.tip)
        self.dismiss = button(self.tr("Dismiss"), self.read_away, kind="quiet")
        self.dismiss.setToolTip(self.tr("Dismiss (Esc)"))
        for each in (self.look, self.dismiss):
            # the list keeps the keys
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        margins = (px(24), px(8), px(16), px(8))
        line = row(sign, self.words, self.look, self.dismiss, gap=px(8), margins=margins)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.setAccessibleName(self.tr("New playbook"))
        self.hide()
        office.refresh.listen(self, Touched.PLAYBOOK, self._touched)

    def _touched(self, _changed: Changed) -> None:
        self.reload()

    def reload(self) -> None:
        self._office.ask(self, self._office.desk.playbook_news.untold, self.show_news)

    def show_news(self, news: NewPlaybook | None) -> None:
        words = news_words(news) if news is not None else ""
        if words and words != self._said:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self._said = words
        self.words.setText(words)
        self.setAccessibleDescription(words)
        self.setVisible(bool(words))

    def read_away(self) -> None:
        """Tell no more of it, now and at the next start."""
        if not self.isHidden():
            self.hide()
            self._office.ask(self, self._office.desk.playbook_news.told, lambda _nothing: None)
