"""A lead's story as a manager reads it: who held it when and why, and what each of them did; no number to call."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from app.desktop.drilling import ToldStory
from app.desktop.views import TimelineRow
from app.errors import FollowthroughError
from ui import wording
from ui.language import from_app
from ui.lines import Line, LineList
from ui.office import Office
from ui.parts import button, column, row, size_within_screen, text
from ui.tasks import while_lives


class StoryDialog(QDialog):
    """Asks the hub for one lead, which notes who looked; Escape leaves."""

    def __init__(self, office: Office, lead_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        px = office.look.px
        # never a borrower's name: titles are read by docks, logs and screen sharing
        self.setWindowTitle(self.tr("What happened to a lead"))
        self.name = text(size="title", wrap=True)
        self.told = text(self.tr("Asking the hub…"), tone="soft", wrap=True)
        self.lines = LineList(office.look, office.icons, self.tr("What happened"))
        close = button(self.tr("Close"), self.reject)
        QShortcut(QKeySequence.StandardKey.Close, self, self.reject)
        pad = px(20)
        body = column(self.name, self.told, self.lines, row(None, close), gap=px(8), margins=(pad, pad, pad, pad))
        body.setStretch(2, 1)
        self.setLayout(body)
        size_within_screen(self, px(640), px(640))
        self.lines.setFocus()
        story = office.desk.drilling.story
        office.tasks.network(
            lambda: story(lead_id), while_lives(self, self.show_story), while_lives(self, self._failed)
        )

    def show_story(self, story: ToldStory) -> None:
        self.name.setText(story.name)
        stage = from_app(story.stage.replace("_", " ").capitalize())
        self.told.setText(" · ".join(filter(None, (stage, wording.source(story.source)))))
        self.lines.show_lines([self._line(each) for each in story.rows])
        self.lines.setCurrentIndex(self.lines.lines.index(0))

    def _line(self, each: TimelineRow) -> Line:
        when = wording.moment(each.at, self._office.now(), self._office.zone)
        detail = " · ".join([*filter(None, (each.by, each.note)), *map(from_app, each.marks)])
        return Line(each.activity_id, each.icon, from_app(each.words), when, detail, faded=each.retracted)

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, FollowthroughError):
            self._office.trouble.show(problem)
            return
        self.told.setText(f"{from_app(problem.happened)} {from_app(problem.remedy)}".strip())
