"""Every family of lead files on a desk: in at once, twice is once, and what is protected is nowhere."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from pathlib import Path

import msgspec
import pytest

import main
from app.desktop.changes import NOTHING
from tests.app.leadfiles.workbooks import sheet, workbook
from tests.desks import TestDesk

SAMPLES = Path(__file__).parents[2] / "data" / "leads"
#: what the samples say that no lender may choose by, as it is written in them
SECRETS = ("000123456", "000654321", "19800304", "1980-03-04", "19790506", "Hispanic", "USCitizen", "2005-06-07",
           "example-secret", "/9j/4AAQ")  # fmt: skip


def _files(folder: Path) -> list[Path]:
    book = folder / "leads.xlsx"
    header = ("First Name", "Phone", "SSN", "Date of Birth")
    book.write_bytes(workbook({"March": sheet(header, ("Dana", 4235550142, "000123456", "1980-03-04"))}))
    return [*(path for path in sorted(SAMPLES.iterdir()) if path.suffix and path.suffix != ".md"), book]


def test_every_sample_is_imported_once_however_often_it_comes(ada: TestDesk, tmp_path: Path) -> None:
    files = _files(tmp_path)
    first, _ = ada.desk.intake.import_files(files)
    assert [result.rejected for result in first] == [[] for _ in files]
    assert [result.file for result in first if result.rows == 0] == []
    assert [(r.file, r.imported + r.duplicates) for r in first] == [(r.file, r.rows) for r in first]
    again, changed = ada.desk.intake.import_files(files)
    assert [(result.imported, result.updated) for result in again] == [(0, 0) for _ in files]
    assert changed == NOTHING


def test_nothing_protected_is_kept_of_any_of_them(ada: TestDesk, tmp_path: Path) -> None:
    ada.desk.intake.import_files(_files(tmp_path))
    with ada.store.reading() as tx:
        kept = b"".join(
            msgspec.json.encode(held.lead)
            for row in ada.desk.leads.search()
            if (held := tx.lead(row.lead_id)) is not None
        ).decode()
    assert "Whitlock" in kept
    assert [secret for secret in SECRETS if secret in kept] == []


@pytest.mark.parametrize("form", ["text", "json"])
def test_nothing_protected_is_told_or_logged_of_any_of_them(tmp_path: Path, form: str) -> None:
    where = ["--data-dir", str(tmp_path / "data"), "--key-file", str(tmp_path / "key"), "--log-level", "debug"]
    files = [str(path) for path in _files(tmp_path)]
    with redirect_stdout(io.StringIO()) as told:
        assert main.main([*where, "import", *files, *(["--json"] if form == "json" else [])]) == 0
    logs = "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "data").rglob("*.log*"))
    assert "mismo_xml" in told.getvalue()
    assert [secret for secret in SECRETS if secret in told.getvalue() + logs] == []
