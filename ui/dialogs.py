"""The windows one answers and leaves again: each opened from the main one, and what came of it told in its toast."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from app.desktop.settings import IMPORT_ALLOWED, LOCKED_REMEDY, NOT_IMPORTED
from ui.availability import AwayDialog
from ui.language import counted, from_app, translate
from ui.parts import open_over
from ui.trouble import CrashReport

if TYPE_CHECKING:
    from app.desktop.catching_up import CaughtUp
    from app.desktop.merges import TakenApart
    from app.desktop.same_person import Joined
    from ui.lead_card.noting import Fact
    from ui.main_window import MainWindow


class Dialogs(QObject):
    """Each is loaded when it is first opened, and gone once it is left."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._office = window, window.office
        #: what takes the last merge apart, by its id
        self._undoes_merge: dict[str, Callable[[], None]] = {}

    def show_keys(self) -> None:
        from ui.keys_page import KeysPage

        open_over(KeysPage(self._office.look, self._window.commands, self._window))

    def show_policies(self) -> None:
        from ui.settings.policies import PoliciesDialog

        open_over(PoliciesDialog(self._office, self._window))

    def show_support(self) -> None:
        from ui.support import SupportDialog

        open_over(SupportDialog(self._office, self._window))

    def show_about(self) -> None:
        from ui.about import AboutPage

        open_over(AboutPage(self._office.look, self._window))

    def open_palette(self) -> None:
        from ui.palette import Palette

        palette = Palette(self._office, self._window.commands, self._window)
        palette.lead_chosen.connect(self._window.go_to_lead)
        open_over(palette)

    def open_import(self) -> None:
        self.bring_in([])

    def bring_in(self, paths: list[Path]) -> None:
        from ui.intake.import_dialog import ImportDialog

        if not self._office.desk.settings.policy.is_on(IMPORT_ALLOWED, default=True):
            self._window.toast.say(f"{from_app(NOT_IMPORTED)} {from_app(LOCKED_REMEDY)}")
            return
        dialog = ImportDialog(self._office, self._window)
        open_over(dialog)
        if paths:
            dialog.run(paths)

    def open_unmerging(self) -> None:
        """Show what was merged into the lead in sight."""
        from ui.intake.unmerging import Unmerging

        card = self._window.today.card.card
        if card is not None:
            dialog = Unmerging(self._office, card.lead.lead_id, card.lead.name, self._window)
            dialog.apart.connect(self._taken_apart)
            open_over(dialog)

    def _taken_apart(self, merge_id: str) -> None:
        undo = self._undoes_merge.pop(merge_id, None)
        if undo is not None:
            self._window.toast.withdraw(undo)

    def open_same_person(self) -> None:
        """Ask which other lead the person in sight has, and merge the two."""
        from ui.intake.same_person import SamePersonDialog

        card = self._window.today.card.bar.card_for(self.tr("Same person as another lead"))
        if card is not None:
            dialog = SamePersonDialog(self._office, card.lead, self._window)
            dialog.joined.connect(self._show_joined)
            open_over(dialog)

    def _show_joined(self, joined: Joined) -> None:
        from ui.intake.outcome import apart_words

        self._window.go_to_lead(joined.lead_id)

        def told(apart: TakenApart) -> None:
            self._window.toast.say(apart_words(apart))

        def take_apart() -> None:
            merges = self._office.desk.merges
            answers = self._office.answers(self, told)
            self._office.tasks.store(lambda: merges.take_apart(joined.merge_id), *answers)

        self._undoes_merge = {joined.merge_id: take_apart}
        self._window.toast.offer(self.tr("Merged: both stories stand on this lead."), self.tr("Undo"), take_apart)

    def open_pasted(self) -> None:
        """Ask who is ringing with the number or address that was copied elsewhere."""
        from app.domain.numbers import read_phone

        copied = QGuiApplication.clipboard().text().strip()
        is_mail = "@" in copied and len(copied.split()) == 1
        if is_mail or read_phone(copied) is not None:
            self.open_new_lead(copied)
        else:
            self._window.toast.say(self.tr("Copy a phone number or an e-mail address first."))

    def open_new_lead(self, reach: str = "") -> None:
        from ui.new_lead.dialog import NewLeadDialog

        # the tray is heard while a dialog is open, and another would lie over the words typed into that
        for open_already in self._window.findChildren(QDialog):
            if open_already.isVisible():
                open_already.raise_()
                open_already.activateWindow()
                return
        dialog = NewLeadDialog(self._office, self._window, reach)
        dialog.chosen.connect(self._window.go_to_lead)
        dialog.rang.connect(self._ask_why_they_rang)
        open_over(dialog)

    def open_offers(self) -> None:
        from ui.queue.on_offer import OnOfferDialog

        dialog = OnOfferDialog(self._office, self._window)
        dialog.wanted.connect(self._window.next_lead.ask)
        open_over(dialog)

    def tell_of_offers(self) -> None:
        # an undo that is still offered counts for more: the button over the list tells of it as well
        if not self._window.toast.is_offering:
            self._window.toast.offer(self.tr("A lead is on offer to you."), self.tr("Look"), self.open_offers)

    def open_several(self) -> None:
        from ui.lead_card.several_calls import SeveralCalls

        dialog = SeveralCalls(self._office, self._window)
        dialog.saved.connect(self._offer_back)
        open_over(dialog)

    def _offer_back(self, activity_ids: list[str]) -> None:
        left, calls = list(activity_ids), len(activity_ids)

        def take_back() -> None:
            for activity_id in left:
                self._window.today.take_back(activity_id)

        words = counted("Dialogs", "Saved: %n calls", "Saved: %n call", calls)
        self._window.toast.offer(words, self.tr("Undo"), take_back, left)

    def open_catching_up(self) -> None:
        from ui.catching_up import CatchingUpDialog

        dialog = CatchingUpDialog(self._office, self._window)
        dialog.caught_up.connect(self._offer_to_undo_it_all)
        open_over(dialog)

    def _offer_to_undo_it_all(self, caught_up: CaughtUp) -> None:
        from ui.catching_up import TakingBack, caught_up_words

        def take_back() -> None:
            TakingBack(self._office, lambda: self._window.toast, self._window).take_back(caught_up)

        if caught_up.skips:
            self._window.toast.offer(caught_up_words(caught_up), self.tr("Undo"), take_back)
        else:
            self._window.toast.say(caught_up_words(caught_up))

    def correct_fact(self) -> None:
        """Put a fact of the lead in sight right."""
        from ui.lead_card.correcting import Correcting

        card = self._window.today.card.bar.card_for(self.tr("Put a fact right"))
        if card is not None:
            dialog, lead_id = Correcting(self._office, card.lead, self._window), card.lead.lead_id
            words = self.tr("Put right: {}")
            dialog.kept.connect(lambda said, fact: self._offer_to_take_back(words.format(fact), lead_id, said))
            open_over(dialog)

    def note_fact(self, fact: Fact) -> None:
        """Ask for something about the lead in sight that is no outcome."""
        from ui.lead_card.noting import Noting

        card = self._window.today.card.bar.card_for(translate("facts", fact.words))
        if card is not None:
            lead_id, words = card.lead.lead_id, self.tr("Saved: {}").format(translate("facts", fact.words))
            dialog = Noting(self._office, fact, lead_id, card.lead.name, self._window)
            dialog.kept.connect(lambda said: self._offer_to_take_back(words, lead_id, said))
            open_over(dialog)

    def _offer_to_take_back(self, words: str, lead_id: str, activity_id: str) -> None:
        """Offer what an outcome has: that what was just noted is taken back, on the lead it is about."""

        def take_back() -> None:
            self._window.go_to_lead(lead_id)
            self._window.today.take_back(activity_id)

        self._window.toast.offer(words, self.tr("Undo"), take_back, [activity_id])

    def _ask_why_they_rang(self, lead_id: str) -> None:
        """Ask what somebody wanted who rang and was written down meanwhile: they were spoken with already."""
        card = self._window.today.card
        card.when_shown(lead_id, lambda: card.bar.press_key("r"))

    def ask_away(self) -> None:
        open_over(AwayDialog(self._office, self._window.at_desk, self._window))

    def show_report(self, report: str) -> None:
        # one at a time: a fault in something that repeats would bury the window
        if not any(open_already.isVisible() for open_already in self._window.findChildren(CrashReport)):
            open_over(CrashReport(self._office.look, report, self._window))
