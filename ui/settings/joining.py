"""The two fields that join this desk to a hub."""

from __future__ import annotations

import platform

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.errors import FollowthroughError
from app.protocol.wire import Enrolled
from ui.office import Office
from ui.parts import button, column, field, row, set_tone, text


class JoinHub(QWidget):
    """`joined` is emitted once the hub knows this desk. `address` is filled in where it belongs to one already."""

    joined = Signal()

    def __init__(self, office: Office, address: str = "") -> None:
        super().__init__()
        self._office = office
        px = office.look.px
        self.address = field(self.tr("Address of the hub"), hint="https://hub.example.com")
        self.address.setText(address)
        self.code = field(self.tr("One-time code"), hint="ABCD-EFGH-JKLM-NPQR")
        self._join = button(self.tr("Connect"), self.join, kind="primary")
        self._told = text(tone="soft", size="small", wrap=True)
        self.address.returnPressed.connect(self.code.setFocus)
        self.code.returnPressed.connect(self.join)
        self._told.setText(self.tr("Your manager or IT gives you both; the code works once, for 72 hours."))
        self.setLayout(
            column(
                text(self.tr("Address of the hub"), tone="soft", size="small"),
                self.address,
                text(self.tr("One-time code"), tone="soft", size="small"),
                self.code,
                self._told,
                row(self._join, None),
                gap=px(6),
            )
        )

    @property
    def typed(self) -> tuple[str, str]:
        """What stands in the two fields."""
        return self.address.text(), self.code.text()

    def type_again(self, address: str, code: str) -> None:
        self.address.setText(address)
        self.code.setText(code)

    def join(self) -> None:
        """Hand the code to the hub, on the network's thread."""
        url, code = self.address.text().strip(), self.code.text().strip()
        if not self._join.isEnabled():
            return  # the code works once
        if not url or not code:
            self._tell(self.tr("Both the address and the code are needed."), "bad")
            return
        self._join.setEnabled(False)
        self._tell(self.tr("Asking the hub"), "soft")
        enroll = self._office.desk.sync.enroll
        answers = self._office.answers(self, self._done, self._refused)
        self._office.tasks.network(lambda: enroll(url, code, platform.node()), *answers)

    def _done(self, _enrolled: Enrolled) -> None:
        self._tell(self.tr("Connected"), "good")
        self.joined.emit()

    def _refused(self, problem: Exception) -> None:
        self._join.setEnabled(True)
        if isinstance(problem, FollowthroughError):
            self._tell(str(problem), "bad")
        else:
            self._office.trouble.show(problem)

    def _tell(self, words: str, tone: str) -> None:
        self._told.setText(words)
        set_tone(self._told, tone)
