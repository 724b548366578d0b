"""What the company sees about the officer: entry by entry out of the log, what never leaves, and what goes besides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.changes import Changed, Touched
from app.desktop.views import Kept, ToldEntry, ToldPage
from ui import wording
from ui.language import counted, from_app
from ui.lines import Line, LineList
from ui.office import Office
from ui.parts import Beside, button, clear, column, frame, row, scrolled, set_tone, text

ROOM = 640


class ToldView(QWidget):
    """Reads the log anew whenever it is shown or something went up."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._entries: list[ToldEntry] = []
        self.setObjectName("page")
        px = office.look.px
        self.home = text(tone="soft", wrap=True)
        self.up, self.never, self.also = (self._lines() for _ in range(3))
        self.log = LineList(office.look, office.icons, self.tr("What went up, entry by entry"), fits=True)
        self.log.selectionModel().currentChanged.connect(lambda *_: self._show_verbatim())
        self._more = button(self.tr("Show older entries"), self._read_on, kind="quiet")
        self.verbatim = text(size="small", wrap=True)
        self.verbatim.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.verbatim.setAccessibleName(self.tr("Word for word"))
        pad = px(16)

        def panel(heading: str, *inside: QWidget | QVBoxLayout) -> QWidget:
            words = text(heading, size="heading", wrap=True)
            return frame("panel", column(words, *inside, gap=px(8), margins=(pad, pad, pad, pad)))

        entries = panel(self.tr("Entry by entry, newest first"), self.log, self._more)
        word_for_word = panel(
            self.tr("Word for word"),
            text(self.tr("What travels of the chosen entry, as it travels."), tone="soft", wrap=True),
            self.verbatim,
        )
        kept = panel(self.tr("What never leaves this desk"), self.never)
        sums = panel(self.tr("What went up"), self.up)
        self._beside = panel(self.tr("What the hub hears besides"), self.also)
        gap = px(16)
        sheet = QWidget()
        sheet.setLayout(
            column(
                Beside(column(sums, self._beside, gap=gap), kept, room=px(ROOM), gap=gap),
                Beside(entries, word_for_word, room=px(ROOM), gap=gap),
                None,
                gap=gap,
            )
        )
        top = column(
            row(
                text(self.tr("What the company sees about me"), size="title", wrap=True),
                button(self.tr("Reload"), self.reload, kind="quiet"),
                gap=px(8),
            ),
            self.home,
            gap=px(4),
        )
        self.area = scrolled(sheet, self.tr("What the company sees about me"))
        body = column(top, self.area, gap=gap, margins=(px(24), px(20), px(24), px(16)))
        body.setStretch(1, 1)
        self.setLayout(body)
        office.refresh.listen(self, Touched.LEAD | Touched.SYNC, self._touched)

    def _lines(self) -> QVBoxLayout:
        return column(gap=self._office.look.px(8))

    def _touched(self, _changed: Changed) -> None:
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Read the newest entries, and what stands beside them."""
        self._office.ask(self, self._office.desk.told.page, self._show)

    def _read_on(self) -> None:
        before = self._entries[-1].seq

        def further(page: ToldPage) -> None:
            self._entries += page.entries
            self._list(more=page.more)

        self._office.ask(self, lambda: self._office.desk.told.page(before), further)

    def _show(self, page: ToldPage) -> None:
        self.home.setText(self._home_words(page))
        self._tell(self.up, [Kept(f"{from_app(what)}: {n:,}", inside) for what, inside, n in page.up])
        if not page.up:
            self.up.addWidget(text(self.tr("Nothing."), tone="soft"))
        self._tell(self.never, page.never)
        self._tell(self.also, page.also)
        self._beside.setVisible(bool(page.also))
        self._entries = list(page.entries)
        self._list(more=page.more)

    def _home_words(self, page: ToldPage) -> str:
        if not page.hub_url:
            return self.tr("This desk belongs to no hub. Nothing has left it.")
        words = self.tr("Everything {} hears of you goes through this desk's log, to {}.").format(
            page.company or self.tr("the company"), page.hub_url
        )
        waiting = page.waiting
        if waiting:
            words += " " + counted(
                "ToldView", "%n entries have not gone up yet.", "%n entry has not gone up yet.", waiting
            )
        if page.last_at is not None:
            when = wording.moment(page.last_at, self._office.now(), self._office.zone)
            words += " " + self.tr("Last in step: {}.").format(when)
        return words

    def _tell(self, into: QVBoxLayout, lines: Sequence[Kept]) -> None:
        clear(into)
        for line in lines:
            what = text(from_app(line.what), weight="medium", wrap=True)
            into.addLayout(column(what, text(from_app(line.words), tone="soft", wrap=True)))

    def _list(self, *, more: bool) -> None:
        self.log.show_lines([self._line(entry) for entry in self._entries])
        self._more.setVisible(more)
        self.verbatim.setText(
            self.tr("Choose an entry.") if self._entries else self.tr("There is no entry: nothing was told.")
        )
        set_tone(self.verbatim, "soft")

    def _line(self, entry: ToldEntry) -> Line:
        now, zone = self._office.now(), self._office.zone
        if not entry.is_sent:
            went = self.tr("waits to go up")
        elif entry.sent_at is None:
            went = self.tr("went up; nobody noted when")
        else:
            went = self.tr("went up {}").format(wording.moment(entry.sent_at, now, zone))
        words = " · ".join(filter(None, (from_app(entry.words), entry.about)))
        icon = "upload" if entry.is_sent else "hourglass"
        return Line(str(entry.seq), icon, words, wording.moment(entry.logged_at, now, zone), went)

    def _show_verbatim(self) -> None:
        line = self.log.current_line()
        entry = next((e for e in self._entries if line is not None and str(e.seq) == line.key), None)
        if entry is not None:
            self.verbatim.setText(entry.verbatim)
            set_tone(self.verbatim, "")
