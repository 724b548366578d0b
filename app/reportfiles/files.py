"""The files a report makes, by the ending that was asked for, and where they are written."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from app.errors import BadInput, WorldFailed
from app.reportfiles.csv_out import csv_of, definitions_csv
from app.reportfiles.pages import Say, page_of
from app.reportfiles.printed import Printed, html_of
from app.reportfiles.sheet import Sheet
from app.reportfiles.xlsx_out import xlsx_of

#: what may be asked for, and what each is to a mail program
MEDIA = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
    "pdf": "application/pdf",
}
#: makes a PDF of a page; handed in, because Qt does it. Raises ImportError where that is not installed
Pdf = Callable[[Printed], bytes]


class NoPdf(WorldFailed):
    """A PDF was asked for where nothing here can make one."""


class ReportFile(msgspec.Struct, frozen=True):
    name: str
    content: bytes

    @property
    def media(self) -> str:
        return MEDIA[ending_of(self.name)]


def no_pdf(_page: Printed) -> bytes:
    """Stand in for what makes PDFs where there is no Qt, by failing as its import would."""
    raise ImportError


def ending_of(name: str) -> str:
    """Return the ending of a file's name; raises BadInput for one that no report is written as."""
    ending = Path(name).suffix.lower().lstrip(".")
    if ending not in MEDIA:
        raise BadInput(f"No report is written as “{Path(name).suffix or name}”.", "Use .csv, .xlsx, .html or .pdf.")
    return ending


def files_of(
    sheet: Sheet, name: str, *, for_excel: bool = False, pdf: Pdf = no_pdf, say: Say = str
) -> list[ReportFile]:
    """Return the report under a name, as its ending says; beside a CSV stands a second one with its definitions.

    `say` puts the words of a page into another language.
    """
    match ending_of(name):
        case "csv":
            defined = f"{Path(name).stem}-definitions.csv"
            texts = [(name, csv_of(sheet, for_excel=for_excel)), (defined, definitions_csv(sheet, for_excel=for_excel))]
            return [ReportFile(each, text.encode()) for each, text in texts]
        case "xlsx":
            return [ReportFile(name, xlsx_of(sheet))]
        case "html":
            return [ReportFile(name, html_of(page_of(sheet, say)).encode())]
        case _:
            return [ReportFile(name, _printed(page_of(sheet, say), pdf))]


def _printed(page: Printed, pdf: Pdf) -> bytes:
    try:
        return pdf(page)
    except ImportError as missing:
        raise NoPdf(
            "A PDF is made where the desk is installed, and it is not here.", "Ask for .html: it prints as well."
        ) from missing


def write_files(folder: Path, files: Sequence[ReportFile], *, replaces: bool = False) -> list[Path]:
    """Write files for their owner alone and return where; one that is there stays unless it is to be replaced.

    Raises BadInput for that, and WorldFailed where the folder takes none.
    """
    how = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if replaces else os.O_EXCL)
    written = []
    for file in files:
        path = folder / file.name
        try:
            with os.fdopen(os.open(path, how, 0o600), "wb") as out:
                out.write(file.content)
        except FileExistsError:
            raise BadInput(f"There is a file {file.name} already.", "Name another; a report replaces none.") from None
        except OSError as problem:
            why = problem.strerror or type(problem).__name__
            raise WorldFailed(f"{file.name} cannot be written: {why}.", "Name another folder.") from problem
        written.append(path)
    return written
