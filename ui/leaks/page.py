"""The leak map: where leads were lost, on whose side and at what cost, and each of those leads."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.desktop.changes import Touched
from app.desktop.drilling import Leaks
from app.desktop.exporting import Shown
from app.domain.campaigns import campaign_words
from app.protocol.drilled import LostLeadTold
from ui import wording
from ui.figures import PERIODS
from ui.language import from_app
from ui.leaks.words import cost_words, kind_words, side_words
from ui.lines import Line, LineList
from ui.office import Office
from ui.parts import Beside, column, frame, open_over, row, scrolled, text
from ui.story import StoryDialog
from ui.sums_page import SumsPage

#: below this width the leads stand under the ways they were lost
ROOM = 640
#: more lines than these nobody reads; how many there are is said
MOST = 200


class LeaksPage(SumsPage):
    """Who sees no borrower's data is shown leads by what the source calls them, and opens none."""

    def __init__(self, office: Office, days: int = PERIODS[-1]) -> None:
        super().__init__(office, days)
        self._leaks: Leaks | None = None
        self._as_of = office.now()
        self._told = text(tone="soft", wrap=True)
        px = office.look.px
        top = column(
            row(text(self.tr("Where leads are lost"), size="title"), None, *self._keys(), gap=px(8)),
            self._told,
            gap=px(4),
        )
        self.ways = LineList(office.look, office.icons, self.tr("Ways in which leads were lost"), fits=True)
        self.ways.selectionModel().currentChanged.connect(lambda *_: self._list())
        self.heading = text(size="heading", wrap=True)
        self.lost = LineList(office.look, office.icons, self.tr("Leads that were lost"), fits=True)
        self.lost.on_chosen(self._open)
        self._more = text(tone="faint", size="small", wrap=True)
        pad = px(16)
        ways = frame("panel", column(self.ways, margins=(px(8), px(8), px(8), px(8))))
        leads = frame("panel", column(self.heading, self.lost, self._more, gap=px(8), margins=(pad, pad, pad, pad)))
        sheet = QWidget()
        sheet.setLayout(column(Beside(ways, leads, room=px(ROOM), gap=px(16)), None))
        self._fill(top, scrolled(sheet, self.tr("Leads that were lost, and how")))
        office.refresh.listen(self, Touched.TEAM | Touched.SYNC, self._touched)

    def shown(self) -> Shown | None:
        found = self._leaks
        if found is None or not found.rows:
            return None
        return Shown("leaks", found.rows, found.start, found.end, self._as_of)

    def _forget(self) -> None:
        self._leaks = None
        self._told.clear()

    def take_keys(self) -> None:
        """Put the focus where the arrows go through the ways."""
        self.ways.setFocus()

    def reload(self) -> None:
        """Ask the hub for the period that is chosen; an answer that was overtaken is dropped."""
        days, leaks = self._dates(), self._office.desk.drilling.leaks
        waits = self.tr("The hub is looking where leads were lost.")
        self.faces.ask(lambda: leaks(*days), self.show_leaks, waits)

    def show_leaks(self, found: Leaks) -> None:
        self._leaks, self._as_of = found, self._office.now()
        dates = wording.days_between(found.start, found.end)
        cost = cost_words(sum(one.cost or 0.0 for one in found.lost) if found.lost else None)
        what = self.tr("{} lost").format(wording.leads(len(found.lost)))
        self._told.setText(" · ".join(filter(None, (dates, what, cost))))
        if not found.rows:
            self.faces.show_empty(
                "circle-check",
                self.tr("No lead was lost"),
                self.tr(
                    "None of the leads received on these days ended without the contact it came for. One that does "
                    "comes here, with the step it was lost at."
                ),
            )
            return
        self.faces.show_filled()
        self.ways.show_lines([_way(each) for each in found.rows])
        self.ways.setCurrentIndex(self.ways.lines.index(0))
        self._list()

    def _list(self) -> None:
        line, found = self.ways.current_line(), self._leaks
        if line is None or found is None:
            return
        kind, _, step = line.key.partition("/")
        lost = [one for one in found.lost if (one.kind, one.step) == (kind, step)]
        self.heading.setText(line.words)
        self.lost.show_lines([self._lead(one) for one in lost[:MOST]])
        self._more.setText(self.tr("and {} more").format(f"{len(lost) - MOST:,}") if len(lost) > MOST else "")
        self._more.setVisible(bool(self._more.text()))

    def _lead(self, one: LostLeadTold) -> Line:
        ended = wording.moment(one.ended_at, self._office.now(), self._office.zone)
        came = wording.moment(one.received_at, self._office.now(), self._office.zone)
        parts = [
            self.tr("received {}").format(came),
            one.officer,
            wording.source(one.source),
            from_app(campaign_words(one.campaign)),
            cost_words(one.cost),
        ]
        # without a name it is known by its id, as marketing and a vendor speak of it
        words = one.name or self.tr("Lead {}").format(one.lead_id[-12:])
        return Line(one.lead_id if one.name else "", "user", words, ended, " · ".join(filter(None, parts)))

    def _open(self, line: Line) -> None:
        if line.key:
            open_over(StoryDialog(self._office, line.key, self))


def _way(each: dict[str, Any]) -> Line:
    kind, step, leads = str(each["kind"]), str(each.get("step") or ""), int(each["leads"])
    aside = " · ".join(filter(None, (wording.leads(leads), cost_words(each.get("cost")))))
    detail = " · ".join(filter(None, (side_words(str(each["side"])), step)))
    return Line(f"{kind}/{step}", "chart-column", kind_words(kind), aside, detail)
