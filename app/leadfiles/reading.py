"""A lead file of any known family, read into drafts; what cannot be read is named, row by row."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from app.errors import UnreadableFile
from app.leadfiles.adf import prospects_of, read_adf
from app.leadfiles.assembly import assemble
from app.leadfiles.batches import Progress
from app.leadfiles.columns import Columns
from app.leadfiles.decoding import refuse_if_too_large, text_of
from app.leadfiles.draft import Draft, to_lead
from app.leadfiles.fannie_mae import is_loan_file, read_loan_file
from app.leadfiles.json_leads import read_json
from app.leadfiles.lead_xml import is_numbered, read_lead_xml
from app.leadfiles.markup import read_markup
from app.leadfiles.mismo import deals_of, read_mismo
from app.leadfiles.posts import is_form_body, is_request, read_bodies, read_requests
from app.leadfiles.rows import MOST_ROWS, Cancelled, Family, Found, Mapping, Reading, Row, Terms, Watch
from app.leadfiles.tables import read_table
from app.leadfiles.vcards import is_vcard, read_vcards
from app.leadfiles.workbook import is_archive
from app.leadfiles.workbook_tables import read_workbook

__all__ = ["Cancelled", "Draft", "Mapping", "Progress", "Reading", "Row", "read_lead_file", "to_lead"]

_ROWS_BETWEEN_LOOKS = 250
#: so many cut-off rows are an accident in any table
_A_FEW_ROWS = 2


def read_lead_file(
    name: str,
    data: bytes,
    *,
    now: datetime,
    zone: str,
    mapping: Mapping | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Return every row of the file as a draft or a reason.

    `zone` is the IANA zone of times that name none; `progress` counts parts of the file, not rows. Raises
    UnreadableFile when nothing of the file can be read as leads or it is out of bounds, BadInput when the map names
    unknown columns, Cancelled when `progress` said so.
    """
    watch = _watch(progress)
    found = find_records(data, mapping, watch)
    columns = columns_of(found, mapping)
    terms = Terms(now, ZoneInfo(zone))
    rows: list[Row] = []
    uneven = 0
    for record in found.records:
        if len(rows) % _ROWS_BETWEEN_LOOKS == 0:
            watch(record.at, found.total)
        if len(rows) >= MOST_ROWS:
            raise UnreadableFile(f"The file has more than {MOST_ROWS:,} rows.", "Split it and import the parts.")
        rows.append(_at_its_place(assemble(record, columns, found.family, terms), record.place))
        uneven += bool(found.headers) and len(record.cells) != len(found.headers)
    watch(found.total, found.total)
    reading = Reading(name, found.family.name, rows, columns.dropped, columns.taken, found.headers)
    _refuse_what_is_no_lead_file(reading, found.family, uneven)
    return reading


def no_rows() -> UnreadableFile:
    return UnreadableFile("There are no rows below the header.", "Export it again, and look whether it has any.")


def columns_of(found: Found, mapping: Mapping | None) -> Columns:
    """Return the columns of what was found, those asked first that stand above the rows."""
    columns = Columns(found.family, mapping)
    for header in found.headers:
        columns.of(header)
    return columns


def _refuse_what_is_no_lead_file(reading: Reading, family: Family, uneven: int) -> None:
    """Raise UnreadableFile where words that columns are called stand above lines of something else.

    `uneven` rows have another count of cells than the header.
    """
    rows, taken = reading.rows, [bool(field) for field in reading.columns.values()]
    prose = len(rows) > _A_FEW_ROWS and uneven * 2 > len(rows) and not all(taken)
    if rows and not reading.drafts and not family.is_certain and (sum(taken) <= 1 or prose):
        raise UnreadableFile("No leads were found in the file.", "Export the leads as CSV with a header line.")


def _at_its_place(row: Row, place: str) -> Row:
    """Return the row with the sheet its line is counted in before what is said of it."""
    if not place or not (row.reason or row.warning):
        return row
    reason, warning = (f"{place}: {words}" if words else "" for words in (row.reason, row.warning))
    return msgspec.structs.replace(row, reason=reason, warning=warning)


def _watch(progress: Progress | None) -> Watch:
    def watch(done: int, total: int) -> None:
        if progress is not None and not progress(done, total):
            raise Cancelled("Reading was stopped; nothing of the file was imported.")

    return watch


def find_records(data: bytes, mapping: Mapping | None, watch: Watch) -> Found:
    """Return the file's family and its records. Raises UnreadableFile when nothing of it can be read as leads."""
    if is_archive(data):
        refuse_if_too_large(data)
        return read_workbook(data, mapping)
    text = text_of(data)
    if text.lstrip().startswith("<"):
        return _find_in_markup(text, mapping, watch)
    if is_request(text):
        return read_requests(text)
    if is_vcard(text):
        return read_vcards(text)
    if is_loan_file(text):
        return read_loan_file(text)
    if is_form_body(text, mapping):
        return read_bodies(text)
    if found := read_json(text, mapping):
        return found
    return read_table(text, mapping)


def _find_in_markup(text: str, mapping: Mapping | None, watch: Watch) -> Found:
    root, broken_at = read_markup(text, watch)
    if deals_of(root):
        return read_mismo(root, broken_at, len(text))
    if any(prospect.closed for prospect in prospects_of(root)):
        return read_adf(root, broken_at, len(text))
    found = read_lead_xml(root, broken_at, len(text), mapping)
    if found:
        return found
    if is_numbered(root):
        raise UnreadableFile(
            "The fields of these leads have numbers instead of names.",
            "Import with a map that says which FieldId is the first name, the phone and so on.",
        )
    where = f" It stops being XML at line {broken_at}." if broken_at else ""
    raise UnreadableFile(
        f"No leads were found in the XML.{where}", "Ask the vendor for ADF, or for elements named Phone or Email."
    )
