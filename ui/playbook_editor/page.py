"""The playbook's page: what is in force, the steps on a timeline and in a table, and what comes of changing them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.desktop.changes import Changed, Touched
from app.desktop.playbook_drafts import Version
from ui.commands import Commands
from ui.office import Office
from ui.parts import EmptyState, button, chip, column, icon_label, row, scrolled, text
from ui.playbook_editor.moving import MoveDialog
from ui.playbook_editor.preview import PreviewPane
from ui.playbook_editor.problems import ProblemsPane
from ui.playbook_editor.publishing import PublishDialog
from ui.playbook_editor.steps_pane import StepsPane
from ui.playbook_editor.top import TopPane
from ui.playbook_editor.tryout import TryPane
from ui.playbook_editor.versions import VersionsPane, told_of
from ui.playbook_editor.workbench import Workbench

#: below this width, at 100 %, the steps and what is said of them take turns
_ROOM_FOR_BOTH = 1040
_SIDE = 412
_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class PlaybookPage(QWidget):
    """Managers edit it, and anybody on a desk without a hub; others look at it."""

    def __init__(self, office: Office, commands: Commands) -> None:
        super().__init__()
        self._office = office
        self._is_narrow = False
        self.setObjectName("page")
        px = office.look.px
        self.bench = Workbench(office, self)
        self.steps = StepsPane(office, commands, self.bench)
        self._sheet = column(self.steps, gap=px(8))
        sheet = QWidget()
        sheet.setLayout(self._sheet)
        self._steps = scrolled(sheet, self.tr("Steps"))
        self.side = self._make_side()
        self._body = QSplitter(Qt.Orientation.Horizontal)
        self._body.setChildrenCollapsible(False)
        self._body.addWidget(self._steps)
        self._body.addWidget(self.side)
        self._body.setStretchFactor(0, 1)
        self._body.setSizes([px(1000), px(_SIDE)])
        self._stack = QStackedWidget()
        self._face: QWidget = EmptyState(
            office.look, office.icons, "hourglass", self.tr("Opening the playbook"), self.tr("One moment.")
        )
        self._stack.addWidget(self._face)
        self._stack.addWidget(self._body)
        self._head = self._make_head(commands)
        body = column(self._head, self._stack, gap=px(12), margins=(px(24), px(16), px(24), px(12)))
        body.setStretch(1, 1)
        self.setLayout(body)
        self.bench.opened.connect(self._opened)
        self.bench.changed.connect(lambda _row: self._show_draft())
        self.bench.judged.connect(self._may_publish)
        self.bench.failed.connect(self._show_failure)
        office.refresh.listen(self, Touched.PLAYBOOK | Touched.SETTINGS, self._touched)

    def _make_head(self, commands: Commands) -> QVBoxLayout:
        px, icons = self._office.look.px, self._office.icons
        self.name = text(self.tr("Playbook"), size="title", wrap=True)
        self.version, self.state = chip(""), chip("", "warn")
        self.told = text(tone="soft", wrap=True)
        self.rests_on = text(tone="soft", size="small", wrap=True)
        self.discard = button(self.tr("Discard"), self._discard, kind="quiet", name=self.tr("Discard the draft"))
        self.publish = button(self.tr("Publish…"), self.ask_to_publish, kind="primary")
        self.publish.setToolTip(commands["playbook.publish"].tip)
        self._acts = row(self.version, self.state, None, self.discard, self.publish, gap=px(8))
        self._title = row(self.name, self._acts, gap=px(8))
        self._title.setStretch(0, 1)
        sign = icon_label(icons, "info")
        warned = row(sign, self.rests_on, gap=px(8))
        warned.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        warned.setStretch(1, 1)
        self._details = QWidget()
        self._details.setLayout(column(self.told, warned, gap=px(4)))
        for part in (self.version, self.state, self.discard, self.publish):
            part.hide()
        return column(self._title, self._details, gap=px(4))

    def _make_side(self) -> QTabWidget:
        office, px = self._office, self._office.look.px
        self.problems = ProblemsPane(office, self.bench)
        self.preview = PreviewPane(office, self.bench)
        self.tries = TryPane(office, self.bench)
        self.versions = VersionsPane(office, self.bench)
        self.top = TopPane(office, self.bench)
        self.problems.chosen.connect(self.go_to)
        self.problems.counted.connect(self._show_count)
        self.versions.back_to.connect(self._put_back)
        self.versions.move_to.connect(self._ask_to_move)
        self.steps.stood_on.connect(self.preview.look_at)
        # once the timeline of that step's track has taken its height
        self.steps.stood_on.connect(self._keep_in_sight, Qt.ConnectionType.QueuedConnection)
        side = QTabWidget()
        side.setDocumentMode(True)
        side.tabBar().setAccessibleName(self.tr("What comes of it"))
        side.tabBar().setExpanding(False)
        side.tabBar().setDrawBase(False)
        # once the tab is turned to, which gives the focus to whatever comes first on it
        side.tabBarClicked.connect(self._clicked_tab, Qt.ConnectionType.QueuedConnection)
        promises = scrolled(self.top, self.tr("What holds for all steps"))
        preview = scrolled(self.preview, self.tr("Preview"))
        for pane, words in (
            (preview, self.tr("Preview")),
            (self.problems, self.tr("Problems")),
            (self.tries, self.tr("Try out")),
            (self.versions, self.tr("Versions")),
            (promises, self.tr("Promises")),
        ):
            holder = QWidget()
            holder.setLayout(column(pane, margins=(px(8), px(12), px(2), px(4))))
            side.addTab(holder, words)
        return side

    # --- opening

    def reload(self) -> None:
        """Read the playbook anew; a draft in hand stays."""
        self.bench.load()

    def _touched(self, _changed: Changed) -> None:
        if self.isVisible():
            self.reload()

    def _opened(self) -> None:
        bench = self.bench.bench
        if bench is None:
            return
        self._stack.setCurrentWidget(self._body)
        self.version.setText(self.tr("Version {}").format(bench.in_force.version))
        self.version.setVisible(not self._is_narrow)
        why = f": {bench.in_force.why}" if bench.in_force.why else ""
        read_only = "" if bench.may_edit else self.tr("Your managers publish it; here it can be read.")
        told = f"{self.version.text()}. {told_of(bench.in_force, self._office)}{why}. {read_only}"
        self.told.setText(told.strip())
        self._show_draft()

    def _show_failure(self, happened: str, remedy: str) -> None:
        again = button(self.tr("Try again"), self.reload)
        face = EmptyState(self._office.look, self._office.icons, "circle-alert", happened, remedy, again)
        self._stack.removeWidget(self._face)
        self._face.deleteLater()
        self._face = face
        self._stack.addWidget(face)
        self._stack.setCurrentWidget(face)

    # --- following the draft

    def _show_draft(self) -> None:
        sheet = self.bench.sheet
        if sheet is None:
            return
        self.name.setText(sheet.top["name"].strip() or self.tr("A playbook without a name"))
        rests_on = [sheet.top[key].strip().rstrip(".") for key in ("source", "caveat")]
        self.rests_on.setText(". ".join(filter(None, rests_on)) or self.tr("Nobody wrote down where it comes from."))
        words = self.tr("Draft") if self.bench.is_changed else ""
        if words and self.bench.is_overtaken:
            words = self.tr("Draft of version {}").format(sheet.version)
        self.state.setText(words)
        self.state.setToolTip(self.tr("Kept on this desk until it is published or discarded"))
        self.state.setVisible(bool(words))
        self.discard.setVisible(self.bench.is_changed)
        self._may_publish()

    def _may_publish(self) -> None:
        judgement = self.bench.judgement
        is_sound = judgement is not None and not judgement.problems
        self.publish.setVisible(self.bench.may_edit)
        self.publish.setEnabled(is_sound and self.bench.is_changed)

    def _show_count(self, problems: int) -> None:
        at = self._tab_of(self.problems)
        self.side.setTabText(at, self.tr("Problems") + (f" ({problems})" if problems else ""))

    # --- going about

    def _tab_of(self, pane: QWidget) -> int:
        tabs = [self.side.widget(n) for n in range(self.side.count())]
        return next(n for n, tab in enumerate(tabs) if tab is not None and tab.isAncestorOf(pane))

    def go_to(self, at: int, key: str) -> None:
        """Go to the cell a problem is about, or to the field above the steps."""
        if at < 0:
            self.side.setCurrentIndex(self._tab_of(self.top))
            if key in self.top.fields:
                self.top.fields[key].setFocus()
            return
        if self._is_narrow:
            self.side.setCurrentWidget(self._steps)
        self.steps.go_to(at, key)
        self.steps.table.setFocus()
        self._steps.ensureWidgetVisible(self.steps.said)

    def _keep_in_sight(self, _row: int) -> None:
        """Have the page follow who walks down the table by keys."""
        table = self.steps.table
        cell = table.visualRect(table.currentIndex())
        if table.hasFocus() and cell.isValid():
            at = table.viewport().mapTo(self.steps, cell.center()) + self.steps.pos()
            self._steps.ensureVisible(0, at.y(), 0, cell.height())

    def show_problems(self) -> None:
        self.side.setCurrentIndex(self._tab_of(self.problems))

    def show_trial(self) -> None:
        self.side.setCurrentIndex(self._tab_of(self.tries))

    def _clicked_tab(self, at: int) -> None:
        if self.side.widget(at) is self._steps:
            self.take_keys()

    def take_keys(self) -> None:
        """Stand in the table, where keys do something, or on the tabs while another one is in sight."""
        table = self.steps.table
        (table if table.isVisibleTo(self) else self.side.tabBar()).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        self.bench.keep_now()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        is_narrow = self.width() < self._office.look.px(_ROOM_FOR_BOTH)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._make_room()

    def _make_room(self) -> None:
        """Put the steps beside what is said of them, or among it; what the playbook rests on then scrolls with them."""
        self._title.setDirection(_DOWN if self._is_narrow else _ACROSS)
        self.version.setVisible(not self._is_narrow and self.bench.bench is not None)
        (self._sheet if self._is_narrow else self._head).insertWidget(0 if self._is_narrow else 1, self._details)
        if self._is_narrow:
            self.side.insertTab(0, self._steps, self.tr("Steps"))
            self.side.setCurrentIndex(0)
            return
        self.side.removeTab(self.side.indexOf(self._steps))
        self._body.insertWidget(0, self._steps)
        self._steps.show()
        self._body.setSizes([self.width() - self._office.look.px(_SIDE), self._office.look.px(_SIDE)])

    # --- publishing

    def _discard(self) -> None:
        # the button goes, and one should not be left standing nowhere
        self.take_keys()
        self.bench.discard()

    def _published(self) -> None:
        self.take_keys()
        self.bench.published()

    def ask_to_publish(self) -> None:
        """Show what the draft changes and ask why, if there is something to publish."""
        sheet = self.bench.sheet
        if sheet is None or not self.publish.isEnabled() or not self.bench.may_edit:
            return
        drafts = self._office.desk.drafts
        self._office.ask(self, lambda: drafts.text_of(sheet), self._open_publishing)

    def _put_back(self, version: Version) -> None:
        """Publish an older version again; a draft stays one."""
        self._open_publishing(version.text, self.tr("Back to version {}").format(version.version), is_draft=False)

    def _ask_to_move(self, version: Version) -> None:
        """Show what moving leads to a version would change, and ask why."""
        bench = self.bench.bench
        if bench is None or any(dialog.isVisible() for dialog in self.window().findChildren(MoveDialog)):
            return
        dialog = MoveDialog(self._office, bench, version, self.window())
        dialog.finished.connect(lambda _result: dialog.deleteLater())
        dialog.open()

    def _open_publishing(self, words_of_file: str, why: str = "", *, is_draft: bool = True) -> None:
        bench = self.bench.bench
        # asked twice before the file was written: one is enough
        is_asked = any(dialog.isVisible() for dialog in self.window().findChildren(PublishDialog))
        if bench is None or is_asked:
            return
        dialog = PublishDialog(
            self._office,
            words_of_file,
            bench.in_force,
            has_hub=bench.has_hub,
            is_draft=is_draft,
            why=why,
            parent=self.window(),
        )
        if is_draft:
            dialog.published.connect(lambda _version: self._published())
        dialog.finished.connect(lambda _result: dialog.deleteLater())
        dialog.open()
