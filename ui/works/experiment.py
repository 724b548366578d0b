"""An experiment in words: what may be told of the difference, what each version brought, what it cost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from ui import wording
from ui.language import from_app
from ui.office import Office
from ui.parts import chip, clear, column, row, text
from ui.works.interval import Interval
from ui.works.words import MEASURES, named

Row = Mapping[str, Any]


class ExperimentPanel(QFrame):
    """Shows one; none at all is told, too. `acts` are the buttons for what can be done about it."""

    def __init__(self, office: Office, acts: QWidget) -> None:
        super().__init__()
        self._office = office
        self.setProperty("kind", "panel")
        pad = office.look.px(16)
        self._body = column(gap=office.look.px(8))
        self.setLayout(column(self._body, acts, gap=office.look.px(12), margins=(pad, pad, pad, pad)))

    def show_one(self, found: Row | None) -> None:
        """Show an experiment, or that there is none."""
        clear(self._body)
        if found is None:
            self._body.addWidget(text(self.tr("No experiment yet"), size="heading", wrap=True))
            self._say(self.tr("Two published versions can be tried side by side: each new lead is drawn for one."))
        else:
            self._show(found)

    def _show(self, found: Row) -> None:
        px = self._office.look.px
        runs = bool(found.get("running"))
        state = chip(self.tr("Running") if runs else self.tr("Over"), "accent" if runs else "plain")
        head = row(text(str(found["name"]), size="heading", wrap=True), state, gap=px(8))
        head.setStretch(0, 1)
        self._body.addLayout(head)
        self._say(self._told(found), tone="soft")
        first, *others = (from_app(str(words)) for words in found.get("said", ()))
        self._body.addWidget(text(first, weight="strong", wrap=True))
        reading = found.get("reading", {})
        if reading.get("by") is not None:
            matters = found["effect_permille"] / 1000
            self._body.addWidget(Interval(self._office.look, reading, matters, first))
            self._say(self.tr("Grey: less than the {:.1f} points that matter").format(100 * matters), tone="faint")
        for words in others:
            self._say(words)
        self._say(from_app(str(found.get("advice", ""))))
        if not runs:
            self._say(self._ended(found))
        self._say(self.tr("Method: {}").format(from_app(str(found.get("method", "")))), tone="faint")

    def _told(self, found: Row) -> str:
        began = wording.day(datetime.fromisoformat(found["started_at"]), self._office.now())
        return self.tr(
            "{measure} within {within} days · version {tried} against {former} · {share}% · since {began}"
        ).format(
            measure=named(MEASURES, found["measure"]),
            within=found["within_days"],
            tried=found["tried"],
            former=found["former"],
            share=found["share_percent"],
            began=began,
        )

    def _ended(self, found: Row) -> str:
        if found.get("goes_on") == "tried":
            said = self.tr("The tried version went on, {} decided: {}")
        else:
            said = self.tr("The former version went on, {} decided: {}")
        return said.format(found.get("stopped_by"), found.get("stopped_why"))

    def _say(self, words: str, tone: str = "") -> None:
        if words:
            self._body.addWidget(text(words, tone=tone, wrap=True))
