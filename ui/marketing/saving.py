"""Marketing's numbers as files: each of the page's tables is a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.desktop.exporting import Shown
from app.reportfiles.sheet import matched
from ui.language import translate

if TYPE_CHECKING:
    from app.desktop.marketing import MarketingReport
    from ui.marketing.adjusted import AdjustedPanel
    from ui.marketing.claims import ClaimsPanel
    from ui.marketing.cohorts import CohortsPanel


def reports_of(
    report: MarketingReport, cohorts: CohortsPanel, adjusted: AdjustedPanel, claims: ClaimsPanel
) -> list[tuple[str, Shown]]:
    """Return each table in sight with its name; one with nothing in it is none."""
    whose = (translate("marketing", "Shown"), cohorts.whose.currentText())
    found = (
        (
            translate("marketing", "Months received"),
            "cohorts",
            cohorts.shown(),
            (*matched(report.match_rate), whose),
        ),
        (translate("marketing", "Sources, followed up alike"), "adjusted", adjusted.model.rows, ()),
        (translate("marketing", "Credit to claim"), "claims", claims.model.rows, ()),
    )
    return [
        (words, Shown(name, rows, report.start, report.end, report.as_of, beside))
        for words, name, rows, beside in found
        if rows
    ]
