"""The two fields that join this desk to a hub."""

from __future__ import annotations

import platform
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.changes import Changed
from app.errors import FollowthroughError
from app.protocol.wire import Enrolled
from ui.language import problem_words
from ui.locked import lock
from ui.office import Office
from ui.parts import button, column, field, row, set_tone, text
from ui.tasks import while_lives


class JoinHub(QWidget):
    """`joined` is emitted once the hub knows this desk. `address` is filled in where it belongs to one already."""

    joined = Signal()

    def __init__(self, office: Office, address: str = "") -> None:
        super().__init__()
        self._office = office
        #: the address that was asked last whether it takes the company's own sign-in
        self._looked_at = ""
        px = office.look.px
        self.address = field(self.tr("Address of the hub"), hint="https://hub.example.com")
        # where a policy names the one hub of this machine, nobody types another
        only = office.desk.settings.policy.hub_url
        self.address.setText(address or only)
        self.code = field(self.tr("One-time code"), hint="ABCD-EFGH-JKMN-PQRS-TVWX")
        self._join = button(self.tr("Connect"), self.join, kind="primary")
        self.company = button(self.tr("Sign in with your company"), self.sign_in)
        # only where the hub at this address says that it takes that
        self.company.setVisible(False)
        self.cancel = button(self.tr("Cancel"), office.desk.company_sign_in.give_up)
        self.cancel.setAccessibleName(self.tr("Wait no longer for the page in the browser"))
        self.cancel.setVisible(False)
        # nobody is left to sign in for: the network's thread is free for the next round at once
        self.destroyed.connect(office.desk.company_sign_in.give_up)
        self._told = text(tone="soft", size="small", wrap=True)
        self.address.returnPressed.connect(self.code.setFocus)
        self.address.editingFinished.connect(self.look)
        #: whether the company's sign-in was tried last, and asks for the code
        self._by_company = False
        self.code.returnPressed.connect(self._enter)
        for typed in (self.address, self.code):
            # what was wrong with other words says nothing of these
            typed.textEdited.connect(self._explain)
        self._explain()
        self.setLayout(
            column(
                text(self.tr("Address of the hub"), tone="soft", size="small"),
                lock(office, self.address) if only else self.address,
                text(self.tr("One-time code"), tone="soft", size="small"),
                self.code,
                self._told,
                row(self._join, self.company, self.cancel, None, gap=px(8)),
                gap=px(6),
            )
        )
        if self.address.text():
            self.look()

    def _explain(self) -> None:
        words = self.tr("Your manager or IT gives you both; the code works once, for 72 hours.")
        if not self.company.isHidden():
            words += " " + self.tr("Signing in with your company needs it the first time only.")
        self._tell(words, "soft")

    @property
    def typed(self) -> tuple[str, str]:
        """What stands in the two fields."""
        return self.address.text(), self.code.text()

    def take_keys(self) -> None:
        """Put the focus where something is to be typed."""
        (self.address if self.address.isEnabled() else self.code).setFocus()

    def type_again(self, address: str, code: str) -> None:
        if self.address.isEnabled():
            self.address.setText(address)
        self.code.setText(code)

    def _enter(self) -> None:
        """Do once more, with the code, what asked for it."""
        (self.sign_in if self._by_company else self.join)()

    def join(self) -> None:
        """Hand the code to the hub, on the network's thread."""
        url, code = self.address.text().strip(), self.code.text().strip()
        if not self._join.isEnabled():
            return  # the code works once
        self._by_company = False
        if not url or not code:
            (self.code if url else self.address).setFocus()
            self._tell(self.tr("Both the address and the code are needed."), "bad")
            return
        self._ask(self._office.desk.sync.enroll, url, code, self.tr("Asking the hub"))

    def look(self) -> None:
        """Ask the hub at this address whether it takes the company's own sign-in."""
        url, offered = self.address.text().strip(), self._office.desk.company_sign_in.is_offered
        if url and url != self._looked_at:
            self._looked_at = url
            answers = while_lives(self, self._looked), while_lives(self, self._not_looked)
            self._office.tasks.network(lambda: offered(url), *answers)

    def sign_in(self) -> None:
        """Join by the browser; the code is needed once, and this says so."""
        url, code = self.address.text().strip(), self.code.text().strip()
        if self._join.isEnabled():
            self._by_company = True
            self.cancel.setVisible(True)
            # the button that was pressed can have no keys meanwhile, and Back would get them
            self.cancel.setFocus()
            waits = self.tr("Sign in on the page that opens in your browser")
            self._ask(self._office.desk.company_sign_in.sign_in, url, code, waits)

    def _ask(self, join: Callable[[str, str, str], tuple[Enrolled, Changed]], url: str, code: str, told: str) -> None:
        self._let_press(may=False)
        self._tell(told, "soft")
        answers = self._office.answers(self, self._done, self._refused)
        self._office.tasks.network(lambda: join(url, code, platform.node()), *answers)

    def _let_press(self, *, may: bool) -> None:
        if may:
            self.cancel.setVisible(False)
        self._join.setEnabled(may)
        self.company.setEnabled(may)

    def _looked(self, is_offered: bool) -> None:  # noqa: FBT001 - an answer is handed over by position
        self.company.setVisible(is_offered)
        # what is under way, or was refused, is told on
        if self._join.isEnabled() and self._told.property("tone") == "soft":
            self._explain()

    def _not_looked(self, _problem: Exception) -> None:
        # whoever presses Connect hears what is wrong with the address; it is looked at again then
        self._looked_at = ""
        self.company.setVisible(False)

    def _done(self, _enrolled: Enrolled) -> None:
        self.cancel.setVisible(False)
        self._tell(self.tr("Connected"), "good")
        self.joined.emit()

    def _refused(self, problem: Exception) -> None:
        self._let_press(may=True)
        # what was pressed was disabled meanwhile, and so has no focus any more
        self.code.setFocus()
        if isinstance(problem, FollowthroughError):
            self._tell(problem_words(problem), "bad")
        else:
            self._office.trouble.show(problem)

    def _tell(self, words: str, tone: str) -> None:
        self._told.setText(words)
        set_tone(self._told, tone)
