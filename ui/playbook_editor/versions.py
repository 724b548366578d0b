"""Every version that was in force: who published it, when, why, what it changed; the way back, leads moved to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from app.desktop.playbook_drafts import Version, changes_of
from app.domain.playbook_changes import change_words
from app.errors import FollowthroughError
from ui import wording
from ui.language import from_app, translate
from ui.office import Office
from ui.parts import button, chip, clear, column, frame, row, scrolled, text
from ui.playbook_editor.workbench import Workbench
from ui.wrapping import wrapping


class VersionsPane(QWidget):
    """`back_to` carries the version one wants in force again, `move_to` the one leads are to be moved to."""

    back_to = Signal(object)
    move_to = Signal(object)

    def __init__(self, office: Office, bench: Workbench) -> None:
        super().__init__()
        self._office, self._bench = office, bench
        self._versions: list[Version] = []
        self._panels: list[QFrame] = []
        self._lines = column(gap=office.look.px(12))
        sheet = QWidget()
        sheet.setLayout(column(self._lines, None))
        self.area = scrolled(sheet, self.tr("Versions"))
        self.setLayout(column(self.area))
        bench.opened.connect(self._show)

    def _show(self) -> None:
        at = self.window().focusWidget()
        stood_on = at if at is not None and self.isAncestorOf(at) else None
        clear(self._lines)
        self._panels = []
        if self._bench.bench is None:
            return
        self._versions = versions = self._bench.bench.versions
        for n in range(len(versions) - 1, -1, -1):
            before = versions[n - 1] if n else None
            self._panels.append(self._panel(versions[n], before, is_newest=n == len(versions) - 1))
            self._lines.addWidget(self._panels[-1])
        if stood_on is not None:
            self._stand_on(stood_on.accessibleName())

    def _stand_on(self, name: str) -> None:
        """Go on from the button called so: the old one went with its card, and Qt hands the focus to anything."""
        buttons = [made for panel in self._panels for made in panel.findChildren(QPushButton)]
        again = (made for made in buttons if made.accessibleName() == name)
        next(again, self.area).setFocus()

    def _panel(self, version: Version, before: Version | None, *, is_newest: bool) -> QFrame:
        px, office = self._office.look.px, self._office
        head = row(text(self.tr("Version {}").format(version.version), weight="strong"), gap=px(8))
        if is_newest:
            head.addWidget(chip(self.tr("in force"), "good"))
        head.addStretch(1)
        told = told_of(version, office, is_newest=is_newest)
        pieces: list[QWidget] = [text(version.name, wrap=True), text(told, tone="soft", wrap=True)]
        if version.why:
            pieces.append(text(f"“{version.why}”", wrap=True))
        lines = column(head, *pieces, gap=px(4), margins=(px(12), px(12), px(12), px(12)))
        acts: list[QWidget] = []
        if before is not None:
            shown = self.tr("What changed")
            acts.append(self._opener(shown, version, before, lines))
        if not is_newest and self._bench.may_edit:
            name = self.tr("Put version {} in force again").format(version.version)
            again = button(self.tr("Put in force again…"), lambda: self.back_to.emit(version), kind="chip", name=name)
            acts.append(again)
        if self._bench.may_edit and len(self._versions) > 1:
            name = self.tr("Move leads to version {}").format(version.version)
            words = self.tr("Move leads to this version…")
            acts.append(button(words, lambda: self.move_to.emit(version), kind="chip", name=name))
        lines.addLayout(wrapping(acts, px(8)))
        return frame("panel", lines)

    def _opener(self, words: str, version: Version, before: Version, lines: QVBoxLayout) -> QWidget:
        """Return a button that shows and hides what a version changed; worked out when it is first asked for."""
        told = text(tone="soft", size="small", wrap=True)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

        def turn() -> None:
            if not told.text():
                told.setText(_difference(version, before))
                lines.addWidget(told)
                return
            told.setVisible(not told.isVisible())

        name = self.tr("What version {} changed").format(version.version)
        return button(words, turn, kind="chip", name=name)


def told_of(version: Version, office: Office, *, is_newest: bool = True) -> str:
    """Say when a version came into force and by whom."""
    when = wording.moment(version.published_at, office.now(), office.zone)
    if is_newest:
        since = translate("versions", "In force since {}").format(when)
    else:
        since = translate("versions", "Came into force {}").format(when)
    by = translate("versions", "published by {}").format(version.by) if version.by else ""
    return ", ".join(filter(None, (since, by)))


def _difference(version: Version, before: Version) -> str:
    try:
        changes = changes_of(before, version.text)
    except FollowthroughError:
        return translate("versions", "One of the two can be read by a newer program only.")
    return "\n".join(f"· {from_app(change_words(change))}" for change in changes) or translate(
        "versions", "Nothing but comments."
    )
