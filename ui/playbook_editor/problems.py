"""What is wrong with the draft, each with the step that causes it, one key away from its cell."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from app.domain.playbook_problems import Problem
from ui.language import from_app
from ui.office import Office
from ui.parts import EmptyState, column
from ui.playbook_editor.workbench import Workbench

_PLACE = Qt.ItemDataRole.UserRole


class ProblemsPane(QWidget):
    """`chosen` names row and key of what one wants to mend, row -1 for what stands above the steps."""

    chosen = Signal(int, str)
    counted = Signal(int)

    def __init__(self, office: Office, bench: Workbench) -> None:
        super().__init__()
        self._office, self._bench = office, bench
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Problems"))
        self.list.setIconSize(office.icons.size())
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setSpacing(office.look.px(2))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        calm = EmptyState(
            office.look,
            office.icons,
            "circle-check",
            self.tr("Nothing is wrong"),
            self.tr("Every step can be followed in some state on some day, and what it writes says who is writing."),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(calm)
        self.setLayout(column(self.stack))
        bench.judged.connect(self._judged)

    def _judged(self) -> None:
        judgement = self._bench.judgement
        if judgement is None:
            return
        self.list.clear()
        for problem in judgement.problems:
            self._add(problem, "circle-alert", "bad")
        for hint in judgement.warnings:
            self._add(hint, "triangle-alert", "warn")
        self.stack.setCurrentIndex(0 if self.list.count() else 1)
        self.counted.emit(len(judgement.problems))

    def _add(self, problem: Problem, icon: str, tone: str) -> None:
        words = from_app(problem.described)
        item = QListWidgetItem(self._office.icons.icon(icon, tone), words[:1].upper() + words[1:])
        item.setData(_PLACE, (-1 if problem.number is None else problem.number, problem.key))
        kind = self.tr("Problem") if tone == "bad" else self.tr("Worth knowing")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{kind}: {words}")
        self.list.addItem(item)

    def _choose(self, item: QListWidgetItem) -> None:
        row, key = item.data(_PLACE)
        self.chosen.emit(row, key)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._office.look.px(320), self._office.look.px(200))
