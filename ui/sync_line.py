"""One line that says whether the hub has everything, and the way to more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.desktop.changes import Changed, Touched
from ui import wording
from ui.language import counted, from_app, translate
from ui.parts import button, column, frame, icon_label, row, set_tone, text

if TYPE_CHECKING:
    from app.desktop.views import SyncState
    from ui.commands import Command
    from ui.office import Office


def sync_words(state: SyncState, now_words: str) -> tuple[str, str, str]:
    """Return icon, tone and words for a state; `now_words` says when the last round went well."""
    pending = state.pending
    waiting = counted("syncing", "%n entries wait", "%n entry waits", pending) if pending else ""
    if not state.enrolled:
        return "cloud-off", "soft", translate("syncing", "On this computer only")
    if state.trouble:
        # only what passes by itself is called offline: a device that was shut out waits in vain until somebody acts
        said = translate("syncing", "Offline, work goes on") if state.is_offline else from_app(state.trouble)
        icon, tone = ("wifi-off", "warn") if state.is_offline else ("circle-alert", "bad")
        return icon, tone, " · ".join(filter(None, (said, waiting)))
    if state.pending:
        return "cloud", "soft", waiting
    if state.refused:
        n = len(state.refused)
        said = counted("syncing", "%n own leads left this desk", "%n own lead left this desk", n)
        return "circle-alert", "warn", said
    if not now_words:
        return "circle-check", "soft", translate("syncing", "Not in step yet")
    return "circle-check", "soft", translate("syncing", "In step with the hub, {}").format(now_words)


def refused_words(state: SyncState) -> str:
    """Return what became of own leads that are somebody else's, and what to do about it; "" where there are none."""
    if not state.refused:
        return ""
    return translate(
        "syncing",
        "Your company has these leads already, with a colleague or to be given out, so they left this desk: {}. What "
        "you logged is kept. If one should be yours, ask whoever gives out the leads.",
    ).format(wording.listed(state.refused))


def way_words(state: SyncState) -> str:
    """Return what is wrong with finding a proxy, "" for nothing; in English, as it is for who looks after it."""
    return translate("syncing", "Tell your IT: {}").format(state.way_fault) if state.way_fault else ""


class SyncLine(QWidget):
    """Stands under the queue; what is wrong, and what to do, is in its tool tip in full, and where its button leads."""

    def __init__(self, office: Office, details: Command) -> None:
        super().__init__()
        self._office = office
        self.setAccessibleName(self.tr("Hub"))
        px = office.look.px
        self._sign = icon_label(office.icons, "cloud", "text_faint", 14)
        self.words = text(size="small", tone="soft", wrap=True)
        # as on the line above, a mark instead of a word
        self.more = button("", details.run, kind="icon", name=details.words)
        self.more.setIcon(office.icons.icon("chevron-right", "text_soft"))
        self.more.setIconSize(office.icons.size())
        self.more.setToolTip(details.tip)
        line = row(self._sign, self.words, self.more, gap=px(8), margins=(px(16), px(2), px(8), px(2)))
        line.setStretch(1, 1)
        line.setAlignment(self._sign, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(column(frame("band", line)))
        office.refresh.listen(self, Touched.SYNC | Touched.QUEUE, self._touched)

    def _touched(self, _changed: Changed) -> None:
        self.reload()

    def reload(self) -> None:
        self._office.ask(self, self._office.desk.sync.state, self._show)

    def _show(self, state: SyncState) -> None:
        since = wording.ago(state.last_ok_at, self._office.now(), self._office.zone) if state.last_ok_at else ""
        icon, tone, words = sync_words(state, since)
        colour = "text_faint" if tone == "soft" else tone
        self._sign.setPixmap(self._office.icons.pixmap(icon, colour, 14, 2.0))
        set_tone(self.words, tone)
        self.words.setText(words)
        said = (from_app(state.trouble), from_app(state.remedy), refused_words(state), way_words(state))
        told = " ".join(filter(None, said))
        self.setToolTip(told or state.hub_url)
        self.setAccessibleDescription(told or words)
