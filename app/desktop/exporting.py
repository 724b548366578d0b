"""Numbers of a page as a file, for who looks at them here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from app.desktop.leadbook import LeadBook
from app.desktop.ports import Store
from app.desktop.settings import EXPORT, LOCKED_REMEDY, Settings
from app.errors import BadInput
from app.reportfiles.files import Pdf, files_of, write_files
from app.reportfiles.pages import Say
from app.reportfiles.sheet import About, Sheet


class Shown(msgspec.Struct, frozen=True):
    """The rows of a report as a page shows them, the leads of which days they are of, and as of when.

    `beside` are sums that stand in no row, and which of all rows these are.
    """

    report: str
    rows: Sequence[Mapping[str, Any]]
    start: date
    end: date
    as_of: datetime
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def file_stem(self) -> str:
        return f"{self.report}-{self.start}-{self.end}"


class NoExport(BadInput):
    """The company has decided that nothing leaves this desk as a file."""

    def __init__(self) -> None:
        super().__init__("Your company has decided that nothing is saved as a file from this desk.", LOCKED_REMEDY)


def check_export(settings: Settings) -> None:
    """Raise NoExport where the company's policy says so."""
    if not settings.allows(EXPORT):
        raise NoExport


class Exporting:
    """Writes what was shown; the hub is not asked again, so a file has the numbers that were looked at."""

    def __init__(self, store: Store, book: LeadBook, settings: Settings) -> None:
        self._store, self._book, self._settings = store, book, settings

    def save(self, shown: Shown, path: Path, pdf: Pdf, say: Say = str) -> list[Path]:
        """Write a report as the path's ending says, in place of what is there; return every file written.

        Raises BadInput for another ending, NoExport where the company wants none, WorldFailed where it cannot be
        written.
        """
        check_export(self._settings)
        files = files_of(self._sheet(shown), path.name, for_excel=True, pdf=pdf, say=say)
        return write_files(path.parent, files, replaces=True)

    def _sheet(self, shown: Shown) -> Sheet:
        with self._store.reading() as tx:
            identity = self._book.identity(tx)
        about = About(
            company=identity.company or "none",
            zone=identity.company_zone or identity.officer.zone,
            as_of=shown.as_of,
            asked_by=identity.officer.name,
            start=shown.start,
            end=shown.end,
            officer=identity.officer.name if shown.report == "officer" else "",
        )
        return Sheet(shown.report, shown.rows, about, shown.beside)
