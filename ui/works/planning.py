"""Two versions to be tried side by side: first whether that can answer the question, then it may begin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from app.desktop.works import Row, Versions
from app.domain.experiments.measuring import USUAL_DAYS, Measure
from app.errors import FollowthroughError
from app.protocol.experiment_wire import PlanExperiment
from ui.language import from_app, problem_words
from ui.office import Office
from ui.parts import button, choice, column, field, row, scrolled, size_within_screen, text
from ui.tasks import while_lives
from ui.works.words import MEASURES, named


class PlanDialog(QDialog):
    """What can be told beforehand is asked of the hub before anything begins; `begun` carries a word for the toast."""

    begun = Signal(str)

    def __init__(self, office: Office, versions: Versions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._versions = office, versions
        self._planned: PlanExperiment | None = None
        self.setWindowTitle(self.tr("Try two versions side by side"))
        self._make_fields()
        px = office.look.px
        self._said = text(wrap=True, weight="strong")
        self._behind = text(wrap=True)
        self._said.setAccessibleName(self.tr("Whether this can be answered"))
        sheet = QWidget()
        heading = text(self.tr("Try two versions side by side"), size="title", wrap=True)
        tells = self.tr(
            "From then on each new lead is drawn for one of the two and stays on it. Leads under way, and officers' "
            "own, are in no experiment. It may be looked at every day."
        )
        parts = (heading, text(tells, tone="soft", wrap=True), self._form(), self._said, self._behind)
        sheet.setLayout(column(*parts, None, gap=px(12), margins=(0, 0, px(12), 0)))
        cancel = button(self.tr("Cancel"), self.reject, kind="quiet")
        self.ask = button(self.tr("Can this be answered?"), self.plan)
        self.go = button(self.tr("Begin"), self.begin, kind="primary")
        pad = px(24)
        foot = row(None, cancel, self.ask, self.go, gap=px(8))
        body = column(scrolled(sheet, heading.text()), foot, gap=px(12), margins=(pad, pad, pad, pad))
        body.setStretch(0, 1)
        self.setLayout(body)
        size_within_screen(self, px(660), px(700))
        self._unplanned()
        self.tried.setFocus()

    def _make_fields(self) -> None:
        self.former, self.tried = choice(self.tr("Former version")), choice(self.tr("Tried version"))
        for box in (self.former, self.tried):
            for version, name in self._versions.names.items():
                box.addItem(self.tr("Version {}: {}").format(version, name), version)
        self.former.setCurrentIndex(max(self.former.findData(self._versions.in_force), 0))
        self.tried.setCurrentIndex(min(1, self.tried.count() - 1))
        self.measure = choice(self.tr("What it is to bring more of"))
        for measure in Measure:
            self.measure.addItem(named(MEASURES, measure.value), measure.value)
        self.within = field(self.tr("Within how many days"))
        self.effect = field(self.tr("Least difference that matters, in points of a hundred"))
        self.days = field(self.tr("How many days it may last"))
        self.share = field(self.tr("Leads for the tried version, of a hundred"))
        self.why = field(self.tr("What is hoped for"), hint=self.tr("An hour later reaches more of them"))
        for edit, words in ((self.effect, "5"), (self.days, "91"), (self.share, "50")):
            edit.setText(words)
        self._usual()
        self.measure.activated.connect(lambda _index: self._usual())
        for box in (self.former, self.tried, self.measure):
            box.currentIndexChanged.connect(lambda _index: self._unplanned())
        for edit in (self.within, self.effect, self.days, self.share):
            edit.textChanged.connect(lambda _words: self._unplanned())
        self.why.textChanged.connect(lambda _words: self._may_begin())

    def _form(self) -> QGridLayout:
        px = self._office.look.px
        form = QGridLayout()
        form.setHorizontalSpacing(px(12))
        form.setVerticalSpacing(px(4))
        pieces = (
            (self.former, 0, 0, 1),
            (self.tried, 0, 1, 1),
            (self.measure, 2, 0, 1),
            (self.within, 2, 1, 1),
            (self.effect, 4, 0, 2),
            (self.days, 6, 0, 1),
            (self.share, 6, 1, 1),
            (self.why, 8, 0, 2),
        )
        for control, line, at, wide in pieces:
            form.addWidget(text(control.accessibleName(), tone="soft", size="small", wrap=True), line, at, 1, wide)
            form.addWidget(control, line + 1, at, 1, wide)
        form.setColumnStretch(0, 1)
        form.setColumnStretch(1, 1)
        return form

    def _usual(self) -> None:
        self.within.setText(str(USUAL_DAYS[Measure(self.measure.currentData())]))

    # -- asking ----------------------------------------------------------------------------------------

    def _unplanned(self) -> None:
        """Forget what was told of other numbers than those that stand here."""
        self._planned = None
        self._said.setText(self.tr("Ask first whether this can be answered with the leads that come here."))
        self._behind.clear()
        self._may_begin()

    def _may_begin(self) -> None:
        self.go.setEnabled(self._planned is not None and bool(self.why.text().strip()))
        ask_first = self._planned is None
        self.ask.setDefault(ask_first)
        self.go.setDefault(not ask_first)

    def _read(self) -> PlanExperiment | None:
        """Return what is asked for, None where a number is none."""
        try:
            return PlanExperiment(
                former=self.former.currentData() or 0,
                tried=self.tried.currentData() or 0,
                measure=self.measure.currentData(),
                effect_permille=round(float(self.effect.text().replace(",", ".")) * 10),
                within_days=int(self.within.text()),
                days=int(self.days.text()),
                share_percent=int(self.share.text()),
                why=self.why.text().strip(),
            )
        except (ValueError, OverflowError):
            return None

    def plan(self) -> None:
        """Ask the hub whether the question can be answered."""
        asked = self._read()
        if asked is None:
            self._said.setText(self.tr("One of the numbers is none."))
            return
        self._said.setText(self.tr("The hub looks through its leads…"))
        works = self._office.desk.works
        self._office.tasks.network(
            lambda: works.plan(asked),
            while_lives(self, lambda told: self.show_plan(asked, told)),
            while_lives(self, self._fail),
        )

    def show_plan(self, asked: PlanExperiment, told: Row) -> None:
        """Show what can be told beforehand; one that cannot be answered may be begun all the same, knowingly."""
        first, *behind = (from_app(str(words)) for words in told.get("said", [""]))
        self._said.setText(first)
        self._behind.setText("\n".join(behind))
        self._planned = asked
        self.go.setText(self.tr("Begin") if told.get("answer") == "yes" else self.tr("Begin all the same"))
        self._may_begin()

    def begin(self) -> None:
        """Have it begun, as it was planned."""
        asked = self._read()
        if asked is None or self._planned is None:
            return
        works, self._planned = self._office.desk.works, None
        self.go.setEnabled(False)
        wanted = _anyway(asked)
        self._office.tasks.network(
            lambda: works.begin(wanted), while_lives(self, self._done), while_lives(self, self._fail)
        )

    def _done(self, _nothing: object) -> None:
        self.begun.emit(self.tr("Each new lead is drawn for one of the two versions from now on."))
        self.accept()

    def _fail(self, problem: Exception) -> None:
        self._unplanned()
        if not isinstance(problem, FollowthroughError):
            self._office.trouble.show(problem)
            return
        self._said.setText(problem_words(problem))


def _anyway(asked: PlanExperiment) -> PlanExperiment:
    from msgspec.structs import replace

    # what can be told of it stood in sight when it was begun
    return replace(asked, anyway=True)
