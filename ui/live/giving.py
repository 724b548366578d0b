"""Leads given to somebody of the manager's people, or spread over all of them: shown by the hub before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QWidget

from ui import wording
from ui.language import counted, from_app, problem_words, translate
from ui.live.acting import Act, Did
from ui.parts import choice, set_tone, text
from ui.tasks import while_lives

if TYPE_CHECKING:
    from app.protocol.live import GivenLeads, KeptLead, OfTheTeam
    from ui.office import Office

#: who goes down a long list of names is asked of the hub once they stop
LOOKED_AFTER = timedelta(milliseconds=250)
#: of more who would get some it is said how many there are
MOST_NAMED = 8
#: stands for all of them where somebody's id would be
IN_TURN = ""


class _To(TypedDict):
    """What is said to the hub beside whom the leads go to."""

    from_id: str
    in_turn: bool


class Giving(Act):
    """Gives the chosen leads, or all that somebody has, to somebody else, or spreads them as new ones are given."""

    def __init__(
        self,
        office: Office,
        lead_ids: Sequence[str],
        people: Sequence[OfTheTeam],
        parent: QWidget | None = None,
        *,
        holder: OfTheTeam | None = None,
    ) -> None:
        self._lead_ids, self._from = list(lead_ids), holder
        self._people = [
            one for one in people if one.may_hold and (holder is None or one.officer_id != holder.officer_id)
        ]
        title, words = self._words(len(self._lead_ids))
        super().__init__(office, title, words, translate("live", "Why"), translate("live", "Give"), parent)
        self._looks = QTimer(self)
        self._looks.setSingleShot(True)
        self._looks.setInterval(int(LOOKED_AFTER.total_seconds() * 1000))
        self._looks.timeout.connect(self.look)
        # what is chosen of nobody would be no choice
        self.act.setEnabled(bool(self._people))
        self.to.currentIndexChanged.connect(lambda _index: self._look_soon())
        self.to.setFocus()
        self._look_soon()

    def _words(self, many: int) -> tuple[str, str]:
        """Return the title, and what comes of it."""
        if self._from is not None:
            title = translate("live", "Give all of {}’s leads to").format(self._from.name)
            words = translate("live", "Everything {} has, but for own leads, which stay. It rings there.")
            return title, words.format(self._from.name)
        if many > 1:
            words = translate(
                "live", "They come with their story and ring there; whoever had them is told that they went."
            )
            return translate("live", "Give {} leads to").format(many), words
        words = translate("live", "It comes with its story and rings there; whoever had it is told that it went.")
        return translate("live", "Give the lead to"), words

    def _asks(self) -> Sequence[QWidget]:
        self.to: QComboBox = choice(translate("live", "To whom"))
        if self._people and (self._from is not None or len(self._lead_ids) > 1):
            self.to.addItem(translate("live", "Spread over my people, in turn"), IN_TURN)
        for one in self._people:
            self.to.addItem(one.name, one.officer_id)
        if self._people:
            # to spread is chosen and not slipped into
            self.to.setCurrentIndex(self.to.findData(self._people[0].officer_id))
        #: what would come of it, as the hub says
        self.would = text(tone="soft", wrap=True)
        return self.to, self.would

    # --- what would come of it

    def _look_soon(self) -> None:
        set_tone(self.would, "soft")
        self.would.setText(translate("live", "The hub is asked who may have them…"))
        self._looks.start()

    def look(self) -> None:
        """Ask the hub what would come of it; an answer to what is chosen no more is dropped."""
        to_id = self.to.currentData()
        if to_id is None:
            self.would.setText(translate("live", "Nobody else of your people holds leads."))
            return
        live, lead_ids, to = self._live, self._lead_ids, self._to(to_id)

        def shown(found: GivenLeads) -> None:
            if to_id == self.to.currentData():
                self.show_found(found)

        def failed(problem: Exception) -> None:
            # giving says the same, with what to do about it
            if to_id == self.to.currentData():
                self._warn(problem_words(problem))

        ask = while_lives(self, shown), while_lives(self, failed)
        self._office.tasks.network(lambda: live.would_give(to_id, lead_ids, **to), *ask)

    def show_found(self, found: GivenLeads) -> None:
        """Say what would come of it."""
        self._looks.stop()
        parts = [translate("live", "{} would go.").format(wording.leads(len(found.given)))]
        if found.to:
            parts = [self._spread(found.to)]
        parts += _with_reasons(translate("live", "{} would stay: {}."), found.kept)
        set_tone(self.would, "soft" if found.given else "bad")
        self.would.setText(" ".join(parts))

    def _spread(self, to: Mapping[str, str]) -> str:
        """Return how many each would get, who gets most first."""
        names = {one.officer_id: one.name for one in self._people}
        counts = Counter(names.get(officer_id, officer_id) for officer_id in to.values())
        told = [f"{name} {many}" for name, many in sorted(counts.items(), key=lambda each: (-each[1], each[0]))]
        more = len(told) - MOST_NAMED
        if more > 0:
            told = [*told[:MOST_NAMED], translate("live", "{} more").format(more)]
        return translate("live", "Would go: {}.").format(", ".join(told))

    def _warn(self, words: str) -> None:
        set_tone(self.would, "bad")
        self.would.setText(words)

    # --- doing it

    def _work(self, why: str) -> Callable[[], Did]:
        live, to_id, name = self._live, str(self.to.currentData()), self.to.currentText()
        lead_ids, to = self._lead_ids, self._to(to_id)
        undone = translate("live", "Taken back at once")

        def give() -> Did:
            answer = live.give(to_id, lead_ids, why, **to)
            stayed = _with_reasons(translate("live", "{} stayed: {}."), answer.kept)
            words = " ".join([_given(answer, "" if to_id == IN_TURN else name), *stayed])
            # what nobody had before cannot be given back to anybody
            return Did(words, (lambda: live.give_back(answer, undone)) if any(answer.given.values()) else None)

        return give

    def _to(self, to_id: str) -> _To:
        return {"from_id": self._from.officer_id if self._from else "", "in_turn": to_id == IN_TURN}


def _given(answer: GivenLeads, name: str) -> str:
    """Say how many leads went to somebody, or where no name is given over how many people they were spread."""
    if not answer.given:
        return translate("live", "No lead was given.")
    many, people = wording.leads(len(answer.given)), len(set(answer.to.values()))
    if name:
        return translate("live", "{} given to {}.").format(many, name)
    return counted("live", "{} spread over %n people.", "{} spread over %n person.", people).format(many)


def _with_reasons(words: str, kept: Sequence[KeptLead]) -> list[str]:
    """Say how many stay for each reason, the commonest first."""
    stays = Counter(one.reason for one in kept)
    return [words.format(wording.leads(many), from_app(reason)) for reason, many in stays.most_common()]
