"""Before a playbook is published: what it changes, in words, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QListView, QListWidget, QListWidgetItem, QWidget

from app.desktop.changes import Changed
from app.desktop.playbook_drafts import Overtaken, Version, changes_of
from app.domain.playbook_changes import change_words
from app.errors import BadPlaybook, FollowthroughError
from ui.language import counted, from_app, problem_words
from ui.office import Office
from ui.parts import button, column, field, note, row, text


class PublishDialog(QDialog):
    """Shows the differences to the version in force and asks for a reason.

    If another version turns out to be in force meanwhile, nothing is published and the differences to that one are
    shown. `published` carries the new version.
    """

    published = Signal(object)

    def __init__(
        self,
        office: Office,
        text_of_file: str,
        onto: Version,
        *,
        has_hub: bool,
        is_draft: bool,
        why: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._office, self._text, self._onto = office, text_of_file, onto
        self._is_draft, self._is_under_way = is_draft, False
        self.setWindowTitle(self.tr("Publish the playbook"))
        self._where = (
            self.tr("New leads follow it on every desk of the company; leads under way stay on theirs until moved.")
            if has_hub
            else self.tr("New leads follow it on this desk; leads under way stay on theirs until moved.")
        )
        self._make_fields(why)
        self._lay_out()
        px = office.look.px
        self.resize(px(640), px(520))
        self.resize(self.size().boundedTo(parent.size() * 0.95))
        self._show_changes()
        self._show_warnings()
        self.why.setFocus()

    def _make_fields(self, why: str) -> None:
        self.changes = self._sentences(self.tr("What changes"))
        self.warnings = self._sentences(self.tr("Worth knowing"))
        self.why = field(self.tr("Why it is published"), hint=self.tr("Day 5 was too late for refinances"))
        self.why.setText(why)
        self.why.textChanged.connect(self._may_publish)
        self.go = button(self.tr("Publish"), self.publish, kind="primary")
        self.go.setDefault(True)

    def _sentences(self, name: str) -> QListWidget:
        found = QListWidget()
        found.setAccessibleName(name)
        found.setWordWrap(True)
        found.setIconSize(self._office.icons.size())
        found.setResizeMode(QListView.ResizeMode.Adjust)
        found.setSpacing(self._office.look.px(2))
        found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return found

    def _lay_out(self) -> None:
        px = self._office.look.px
        self._heading = text(size="title", wrap=True)
        self._told = text(tone="soft", wrap=True)
        self._problem = QFrame()
        self._problem_place = column(self._problem)
        self._count = text(tone="soft", size="small", wrap=True)
        self._known = QWidget()
        self._known.setLayout(column(self._count, self.warnings, gap=px(4)))
        cancel = button(self.tr("Cancel"), self.reject, kind="quiet")
        pad = px(24)
        body = column(
            self._heading,
            self._told,
            self._problem_place,
            self.changes,
            self._known,
            column(text(self.tr("Why? Everybody reads it."), tone="soft", size="small"), self.why, gap=px(4)),
            row(None, cancel, self.go, gap=px(8)),
            gap=px(12),
            margins=(pad, pad, pad, pad),
        )
        body.setStretch(3, 2)
        body.setStretch(4, 1)
        self.setLayout(body)

    def _show_changes(self) -> None:
        changes = changes_of(self._onto, self._text)
        self.changes.clear()
        for change in changes:
            words = from_app(change_words(change))
            self.changes.addItem(words[:1].upper() + words[1:])
        if not changes:
            self.changes.addItem(self.tr("Nothing but the file's comments, if those."))
        self._heading.setText(self.tr("Publish version {}").format(self._onto.version + 1))
        differences = len(changes)
        words = counted(
            "PublishDialog", "%n differences from version {}.", "%n difference from version {}.", differences
        ).format(self._onto.version)
        self._told.setText(f"{words} {self._where}")
        self._may_publish()

    def _show_warnings(self) -> None:
        found = self._office.desk.drafts.warnings_of(self._text)
        for warning in found:
            words = from_app(warning.described)
            icon = self._office.icons.icon("triangle-alert", "warn")
            self.warnings.addItem(QListWidgetItem(icon, words[:1].upper() + words[1:]))
        warnings = len(found)
        self._count.setText(
            counted(
                "PublishDialog",
                "%n warnings; it can be published all the same.",
                "%n warning; it can be published all the same.",
                warnings,
            )
        )
        self._known.setVisible(bool(found))

    def _may_publish(self, _words: str = "") -> None:
        self.go.setEnabled(bool(self.why.text().strip()) and not self._is_under_way)

    # --- doing it

    def publish(self) -> None:
        """Publish off the window; the answer closes the dialog or says what stands against it."""
        self._is_under_way = True
        self.go.setEnabled(False)
        drafts, file, why, onto = self._office.desk.drafts, self._text, self.why.text(), self._onto.version
        self._office.tasks.network(
            lambda: drafts.publish(file, why, onto, is_draft=self._is_draft), self._answered, self._failed
        )

    def reject(self) -> None:
        # what was sent cannot be called back, and its answer has to be seen
        if not self._is_under_way:
            super().reject()

    def _answered(self, answer: tuple[Version | Overtaken, Changed]) -> None:
        self._is_under_way = False
        found, changed = answer
        if isinstance(found, Overtaken):
            self._onto = found.version
            self._say(self._overtaken_by(found.version), "warn", "triangle-alert")
            self._show_changes()
            self._office.refresh.announce(changed)
            return
        self.published.emit(found)
        self._office.refresh.announce(changed)
        self.accept()

    def _overtaken_by(self, version: Version) -> str:
        if version.by:
            said = self.tr("Version {} was published by {} meanwhile").format(version.version, version.by)
        else:
            said = self.tr("Version {} was published meanwhile").format(version.version)
        why = f" ({version.why})" if version.why else ""
        todo = self.tr(
            "Nothing is published yet: look at the differences to that one, and publish again if they are meant."
        )
        return f"{said}{why}. {todo}"

    def _failed(self, problem: Exception) -> None:
        self._is_under_way = False
        self._may_publish()
        if not isinstance(problem, FollowthroughError):
            self._office.trouble.show(problem)
            return
        said = [problem_words(problem), *map(from_app, problem.problems if isinstance(problem, BadPlaybook) else [])]
        self._say("\n".join(said), "bad", "circle-alert")

    def _say(self, words: str, kind: str, icon: str) -> None:
        fresh = note(self._office.look, self._office.icons, words, kind, icon)
        self._problem_place.replaceWidget(self._problem, fresh)
        self._problem.deleteLater()
        self._problem = fresh
