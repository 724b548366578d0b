"""Effort beside results, each figure held against other days or another officer: the same for officer and manager."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from app.domain.differing import MEDIANS, METHOD, Difference, Verdict, differences
from app.domain.rates import rate_in
from ui import wording
from ui.figures import FIGURES, NOTHING, Row, one_line
from ui.language import counted, from_app, translate
from ui.lines import Line, LineList
from ui.office import Office
from ui.parts import Beside, choice, column, frame, row, text

EFFORT = ("first_attempt", "working_clock", "within_5m", "never_called", "per_lead", "adherence", "promises")
RESULTS = (
    "first_contact", "contacted", "answered", "appointments", "applications", "accepted", "funded",
    "funded_of_applications",
)  # fmt: skip
#: below this width the results stand under the effort
ROOM = 640


class Glance(QWidget):
    """`show_row` shows figures; what they are held against is chosen here and handed in by `show_other`.

    `choices` are (key, words); `compare` is called with the key that is chosen.
    """

    def __init__(self, office: Office, compare: Callable[[str], None]) -> None:
        super().__init__()
        self._row: Row = {}
        px = office.look.px
        self.against = choice(self.tr("Held against"))
        # what may be chosen comes after it was first shown
        self.against.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.against.activated.connect(lambda _index: compare(self.chosen))
        self.effort = LineList(office.look, office.icons, self.tr("Effort"), fits=True)
        self.results = LineList(office.look, office.icons, self.tr("Results"), fits=True)
        self._method = text(tone="faint", size="small", wrap=True)
        sides = Beside(self._side(self.tr("Effort"), self.effort), self._side(self.tr("Results"), self.results),
                       room=px(ROOM), gap=px(16))  # fmt: skip
        pad = px(16)
        top = row(text(self.tr("Held against"), tone="soft"), self.against, None, gap=px(8))
        self.setLayout(
            column(frame("panel", column(top, sides, self._method, gap=px(8), margins=(pad, pad, pad, pad))))
        )

    def _side(self, heading: str, lines: LineList) -> QWidget:
        side = QWidget()
        side.setLayout(column(text(heading, weight="strong"), lines, gap=4))
        return side

    @property
    def chosen(self) -> str:
        """Return the key of what is held against, "" before there is any."""
        return str(self.against.currentData() or "")

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer what may be held against; what was chosen stays chosen where it is still there."""
        before = self.chosen
        self.against.clear()
        for key, words in choices:
            self.against.addItem(words, key)
        self.against.setCurrentIndex(max(self.against.findData(before), 0))

    def show_row(self, row: Row) -> None:
        self._row = row
        self._show(None, "")

    def show_other(self, other: Row | None, problem: str = "") -> None:
        """Hold the row against another one; None with a sentence where that one is not known."""
        self._show(other, problem)

    def _show(self, other: Row | None, problem: str) -> None:
        for names, shown in ((EFFORT, self.effort), (RESULTS, self.results)):
            shown.show_lines(glance_lines(names, self._row, other))
        self._method.setText(problem or ("" if other is None else method_words(other)))
        self._method.setVisible(bool(self._method.text()))


def method_words(other: Row) -> str:
    """Return how differences were worked out, or why nothing is held against anything."""
    if not other.get("leads", 0):
        return translate("glance", "There were no leads to hold these numbers against.")
    found = translate("glance", "Differences at 95 %: {}. Steps of one lead are weighed as they hang together.")
    return found.format(METHOD)


def glance_lines(names: Iterable[str], row: Row, other: Row | None) -> list[Line]:
    """Return a line a figure, with what may be said of the other row's beside it."""
    if other is not None and not other.get("leads", 0):
        # noughts of days without leads are no result of anybody's
        other = None
    found = {} if other is None else differences(row, other)
    return [_line(name, row, other, found.get(name)) for name in names]


def _line(name: str, row: Row, other: Row | None, found: Difference | None) -> Line:
    figure = FIGURES[name]
    detail = [excused_words(row)] if name == "adherence" else [median_words(row, name)] if name in MEDIANS else []
    theirs = "" if other is None else one_line(figure.show(other))
    if theirs not in ("", NOTHING):
        said = "" if found is None else difference_words(found, is_rate=rate_in(row, name) is not None)
        detail.append(translate("glance", "against {}").format(theirs) + (f": {said}" if said else ""))
    return Line(name, "chart-column", figure.words, one_line(figure.show(row)), " · ".join(filter(None, detail)))


def median_words(row: Row, name: str) -> str:
    """Return over how many leads a median was taken, "" where there are none or the hub does not tell."""
    many = int(row.get(name, {}).get("n", 0))
    return counted("glance", "median of %n leads", "median of %n lead", many) if many else ""


def excused_words(row: Row) -> str:
    """Return which steps could not be done, by reason; they are in neither number of adherence."""
    excused = row.get("adherence", {}).get("excused", {})
    said = ", ".join(f"{many:,} {from_app(reason)}" for reason, many in excused.items())
    return translate("glance", "Excused: {}").format(said) if said else ""


def difference_words(found: Difference, *, is_rate: bool) -> str:
    """Say what may be said of a difference: how large it is at least and at most, or that it may be chance."""
    if found.verdict is Verdict.TOO_FEW or found.low is None or found.high is None:
        return translate("glance", "too few to tell")
    if found.verdict is Verdict.NO_REAL_DIFFERENCE:
        ends = (f"{'−' if by < 0 else '+'}{_size(abs(by), is_rate=is_rate)}" for by in (found.low, found.high))
        words = (
            translate("glance", "no real difference ({} to {} points)")
            if is_rate
            else translate("glance", "no real difference ({} to {})")
        )
        return words.format(*ends)
    size = [_size(by, is_rate=is_rate) for by in sorted((abs(found.low), abs(found.high)))]
    is_more = found.verdict is Verdict.HIGHER
    if is_rate:
        more, less = translate("glance", "higher by {} to {} points"), translate("glance", "lower by {} to {} points")
    else:
        more, less = translate("glance", "slower by {} to {}"), translate("glance", "quicker by {} to {}")
    return (more if is_more else less).format(*size)


def _size(by: float, *, is_rate: bool) -> str:
    return f"{by * 100:.0f}" if is_rate else wording.short_seconds(by)
