"""Handing a lead on to the next officer: by a button or a key, or by itself when its time with this one is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.errors import FollowthroughError
from ui.language import counted, from_app

if TYPE_CHECKING:
    from app.desktop.taking import HandedOn
    from ui.office import Office

#: when a lead that found nobody, or no hub, is tried again
AGAIN = timedelta(minutes=15)


class HandingOn(QObject):
    """Asks the hub on the network's thread, for one lead at a time.

    `said` carries a word for the toast, `went` what happened while perhaps nobody was here to read one.
    """

    said = Signal(str)
    went = Signal(str)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        #: when each lead was last tried by itself
        self._tried: dict[str, datetime] = {}
        #: leads the hub is asked about by itself, and how many of them went: one word tells of all
        self._asking, self._gone = 0, 0

    def ask(self, lead_id: str, gone: Callable[[], object]) -> None:
        """Hand a lead on, as its officer wishes; `gone` is called once another has it."""
        if not lead_id:
            return

        def told(answer: HandedOn) -> None:
            if answer.done:
                gone()
            self.said.emit(f"{from_app(answer.happened)} {from_app(answer.remedy)}".strip())

        takings = self._office.desk.takings
        self._office.tasks.network(lambda: takings.hand_on(lead_id), *self._office.answers(self, told))

    def look(self, on_the_phone: str) -> None:
        """Hand on what nobody tried in its time, but for the lead that is being called at this moment."""

        def found(lead_ids: list[str]) -> None:
            now = self._office.now()
            going = [
                one for one in lead_ids if one != on_the_phone and now - self._tried.get(one, now - AGAIN) >= AGAIN
            ]
            self._asking += len(going)
            for lead_id in going:
                self._tried[lead_id] = now
                self._hand_on(lead_id)

        self._office.ask(self, self._office.desk.takings.to_hand_on, found)

    def _hand_on(self, lead_id: str) -> None:
        def answered() -> None:
            self._asking -= 1
            if not self._asking and self._gone:
                gone, self._gone = self._gone, 0
                self.went.emit(
                    counted(
                        "HandingOn",
                        "%n leads that were not called in their time went to the next officer.",
                        "A lead that was not called in its time went to the next officer.",
                        gone,
                    )
                )

        def told(answer: HandedOn) -> None:
            self._gone += answer.done
            answered()

        def failed(problem: Exception) -> None:
            answered()
            # nobody asked for it: a hub out of reach is told of by the line that tells of syncing
            if not isinstance(problem, FollowthroughError):
                self._office.trouble.show(problem)

        takings = self._office.desk.takings
        self._office.tasks.network(lambda: takings.hand_on(lead_id), *self._office.answers(self, told, failed))
