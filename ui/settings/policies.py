"""What the company has settled for this desk: each policy with its value and who said it, and what does nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTableWidgetItem, QWidget

from app.desktop.policies import HUB, OWN, PolicyLine
from app.desktop.policy import MACHINE, USER
from ui.language import from_app, marked, translate
from ui.office import Office
from ui.parts import button, column, note, row, text
from ui.tables import read_table

ORIGINS = {
    MACHINE: marked("PoliciesDialog", "This machine's policy"),
    USER: marked("PoliciesDialog", "Your account's policy"),
    HUB: marked("PoliciesDialog", "Your hub"),
    OWN: marked("PoliciesDialog", "Your own setting"),
    "": marked("PoliciesDialog", "Not set"),
}


class PoliciesDialog(QDialog):
    """A table to read; what the row in sight does is said below it."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[PolicyLine] = []
        px = office.look.px
        self.setWindowTitle(self.tr("Policies"))
        self.table = read_table(
            [self.tr("Policy"), self.tr("Value"), self.tr("From")],
            name=self.tr("Policies of your company"),
            rows=self.tr("Numbers of the policies"),
            heads=self.tr("What is told of each policy"),
        )
        self.table.setWordWrap(True)
        self.table.currentCellChanged.connect(self._explain)
        self.told = text(tone="soft", wrap=True)
        self.told.setAccessibleName(self.tr("What this policy does"))
        # two lines, so that the table does not move from row to row
        self.told.setMinimumHeight(self.told.fontMetrics().lineSpacing() * 3)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        idle, way = office.desk.policies.faults, office.desk.policies.way_fault
        #: with what stands before each
        self._faults = [
            *((self.tr("Does nothing"), fault) for fault in idle),
            *((self.tr("The way out"), fault) for fault in filter(None, (way,))),
        ]
        faults = self.tr("Lines of the policy that do nothing stand first.")
        warned = [note(office.look, office.icons, faults, "warn", "triangle-alert")] if idle else []
        intro = self.tr(
            "A policy of this machine comes before one of your account, that before your hub's, and that before your "
            "own setting."
        )
        close = button(self.tr("Close"), self.accept, kind="primary")
        pad = px(24)
        body = column(
            text(self.tr("Policies"), size="title"),
            text(intro, tone="soft", wrap=True),
            *warned,
            self.table,
            self.told,
            row(None, close),
            gap=px(12),
            margins=(pad, pad, pad, pad),
        )
        body.setStretchFactor(self.table, 1)
        self.setLayout(body)
        self.resize(px(760), px(620))
        if parent is not None:
            self.resize(self.size().boundedTo(parent.size() * 0.95))
        office.ask(self, office.desk.policies.lines, self.show_lines)
        self.table.setFocus()

    def show_lines(self, lines: list[PolicyLine]) -> None:
        """Show what does not work, then what is set, by whom it is, then the rest."""
        places = list(ORIGINS)
        self._lines = sorted(lines, key=lambda line: places.index(line.origin))
        self.table.setRowCount(len(self._faults) + len(lines))
        for n, (of, fault) in enumerate(self._faults):
            self._fill(n, of, self._to_it(fault))
            self.table.setSpan(n, 1, 1, 2)
        for n, line in enumerate(self._lines, start=len(self._faults)):
            self._fill(n, line.name, line.value or "–", self._from(line))
        self.table.setCurrentCell(0, 0)

    def _fill(self, at: int, *words: str) -> None:
        for n, each in enumerate(words):
            self.table.setItem(at, n, QTableWidgetItem(each))

    def _from(self, line: PolicyLine) -> str:
        origin = translate("PoliciesDialog", ORIGINS[line.origin])
        return f"{origin}: {line.place}" if line.place else origin

    def _explain(self, at: int, *_others: int) -> None:
        n = at - len(self._faults)
        if 0 <= n < len(self._lines):
            line = self._lines[n]
            self.told.setText(f"{from_app(line.title)}. {from_app(line.says)}")
        elif 0 <= at < len(self._faults):
            self.told.setText(self._to_it(self._faults[at][1]))

    def _to_it(self, fault: str) -> str:
        # in English in every language, as it is for who reads the file
        return self.tr("Tell your IT: {}").format(fault)
