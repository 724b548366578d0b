"""What works as files and on paper: each table in sight is a report, and so are the experiments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from app.desktop.exporting import Shown
from app.reportfiles.columns import COLUMNS
from app.reportfiles.pages import note_of
from app.reportfiles.works_rows import EXPERIMENTS, REPORTS, SPLIT, beside_of, caveat_of, experiment_rows, works_rows
from ui.language import from_app, translate
from ui.printing import Section, Table
from ui.works.words import FIELDS, named

if TYPE_CHECKING:
    from app.desktop.works import Found
    from ui.works.sheet import Sheet
    from ui.works.words import Row


def reports_of(found: Found, sheets: Sequence[Sheet], by: str, as_of: datetime) -> list[tuple[str, Shown]]:
    """Return each table in sight with its name, as the `sheets` stand; one with nothing in it is none."""
    tables = msgspec.structs.asdict(found.tables)
    rows = [
        (sheet.name, report, works_rows(report, tables, by), beside_of(report, by))
        for sheet, report in zip(sheets, REPORTS, strict=True)
    ]
    rows.append((translate("works", "Experiments"), EXPERIMENTS, experiment_rows(found.experiments), ()))
    return [
        (words, Shown(name, each, found.start, found.end, as_of, beside)) for words, name, each, beside in rows if each
    ]


def sections_of(sheets: Sequence[Sheet], by: str, experiment: Row | None) -> list[Section]:
    """Return what is in sight as it is printed; what each number is and over what stands above its table."""
    tables = [_table(each, report, by) for each, report in zip(sheets, REPORTS, strict=True) if each.shown]
    return [*_experiment(experiment), *tables]


def _experiment(found: Row | None) -> list[Section]:
    if found is None:
        return []
    said = [from_app(str(words)) for words in (*found.get("said", ()), found.get("advice", "")) if words]
    method = translate("works", "Method: {}").format(from_app(str(found.get("method", ""))))
    return [Section(str(found["name"]), [*said, method])]


def _table(sheet: Sheet, report: str, by: str) -> Section:
    told = {column.definition.words: column.definition for column in COLUMNS[report]}
    # a file has columns more than the page
    in_sight = [one for words, one in told.items() if words in sheet.english]
    defined = [f"{from_app(one.words)}: {note_of(one, from_app)}" for one in in_sight]
    split = [translate("works", "Split by: {}").format(named(FIELDS, by))] if report == SPLIT else []
    caveat = [from_app(words)] if (words := caveat_of(report)) else []
    return Section(sheet.name, [*sheet.told, *split, *caveat, *defined], Table(sheet.shown, sheet.heads))
