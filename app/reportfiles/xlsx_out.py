"""A report as an Excel workbook, written by hand: typed cells, a header that stays, and a second sheet that defines.

There are libraries that write workbooks. This one needs two sheets of values and eight formats, which is less than
what a library would have to be trusted with; what reads workbooks here is by hand as well.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo

from app.formulas import guarded
from app.reportfiles.columns import Kind
from app.reportfiles.sheet import DEFINED_BY, Sheet, reasons_words

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
#: what no XML may hold; half of a pair of UTF-16 is none either
_UNWRITABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: "_x0041_" is a letter to who reads a workbook; with its underscore written so it is what it is
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MOST_LETTERS = 32_767
_DAY_S = 86_400
#: day 0 of the calendar of workbooks
_DAY_0 = datetime(1899, 12, 30, tzinfo=UTC)
_NARROW, _WIDE, _TEXT_WIDE = 8, 26, 60

#: the formats of the cells, by their number: plain, header, and one a kind
_PLAIN, _HEADER, _WRAPPED = 0, 1, 2
_FORMATS = {
    Kind.COUNT: "#,##0",
    Kind.NUMBER: "0.00",
    Kind.SHARE: "0.0%",
    Kind.SECONDS: "[h]:mm:ss",
    Kind.DOLLARS: '"$"#,##0.00',
    Kind.INSTANT: "yyyy-mm-dd hh:mm",
    Kind.DAY: "yyyy-mm-dd",
    Kind.MONTH: "yyyy-mm",
    Kind.DIFFERENCE: "+0.0%;-0.0%;0.0%",
}
_STYLE_OF = {kind: number for number, kind in enumerate(_FORMATS, start=3)}


def xlsx_of(sheet: Sheet) -> bytes:
    """Return the workbook: the report's rows, and on a second sheet what each column is and what all is about."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _parts(sheet):
            # the same report is the same file, whenever it is written
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, _HEAD + text)
    return out.getvalue()


def _parts(sheet: Sheet) -> Iterator[tuple[str, str]]:
    yield "[Content_Types].xml", _content_types()
    main = f"{_OFFICE}/officeDocument"
    yield "_rels/.rels", _relations([(main, "xl/workbook.xml")])
    yield "xl/workbook.xml", _workbook([sheet.title, "Definitions"])
    worksheets = [(f"{_OFFICE}/worksheet", f"worksheets/sheet{n}.xml") for n in (1, 2)]
    yield "xl/_rels/workbook.xml.rels", _relations([*worksheets, (f"{_OFFICE}/styles", "styles.xml")])
    yield "xl/styles.xml", _styles()
    yield "xl/worksheets/sheet1.xml", _rows_sheet(sheet)
    yield "xl/worksheets/sheet2.xml", _definitions_sheet(sheet)


def _content_types() -> str:
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {"workbook": "sheet.main", "styles": "styles", "worksheets/sheet1": "worksheet"}
    parts["worksheets/sheet2"] = "worksheet"
    told = "".join(f'<Override PartName="/xl/{p}.xml" ContentType="{kinds}.{k}+xml"/>' for p, k in parts.items())
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    defaults = f'<Default Extension="rels" ContentType="{relations}"/>'
    defaults += '<Default Extension="xml" ContentType="application/xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{told}</Types>'


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    told = (f'<Relationship Id="rId{n}" Type="{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets, 1))
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(told)}</Relationships>'


def _workbook(names: Sequence[str]) -> str:
    told = (f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{"".join(told)}</sheets></workbook>'


def _styles() -> str:
    """Return the formats in the order of their numbers: plain, header, wrapped, then one a kind."""
    own = "".join(
        f'<numFmt numFmtId="{163 + n}" formatCode={quoteattr(code)}/>' for n, code in enumerate(_FORMATS.values())
    )
    top = '<alignment vertical="top" wrapText="1"/>'
    xfs = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    xfs += f'<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1">{top}</xf>'
    xfs += f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">{top}</xf>'
    for n in range(len(_FORMATS)):
        xfs += f'<xf numFmtId="{163 + n}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    font = '<sz val="11"/><name val="Calibri"/>'
    fills = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    fills += '<fill><patternFill patternType="solid"><fgColor rgb="FFE7EBF0"/></patternFill></fill>'
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(_FORMATS)}">{own}</numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts><fills count="3">{fills}</fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{3 + len(_FORMATS)}">{xfs}</cellXfs></styleSheet>'
    )


def _rows_sheet(sheet: Sheet) -> str:
    kinds, zone = [column.kind for column in sheet.columns], ZoneInfo(sheet.about.zone)
    rows = [[_text(column.head, _HEADER) for column in sheet.columns]]
    rows += [[_cell(kind, value, zone) for kind, value in zip(kinds, row, strict=True)] for row in sheet.values()]
    widths = [_width_of(column.head, column.kind) for column in sheet.columns]
    for n, kind in enumerate(kinds):
        if kind in (Kind.TEXT, Kind.REASONS, Kind.TRIED):
            longest = max((len(_words(row[n])) for row in sheet.values()), default=0)
            widths[n] = min(max(widths[n], longest + 2), _TEXT_WIDE)
    is_named = kinds[0] is Kind.TEXT
    return _worksheet(rows, widths, frozen_columns=int(is_named))


def _definitions_sheet(sheet: Sheet) -> str:
    rows = [[_text(name, _HEADER) for name in DEFINED_BY]]
    rows += [[_text(cell, _WRAPPED) for cell in line] for line in sheet.definitions()]
    rows.append([])
    rows += [[_text(name, _HEADER), _text(value, _PLAIN)] for name, value in sheet.facts()]
    return _worksheet(rows, [30, 40, _TEXT_WIDE, 44, 18])


def _worksheet(rows: Sequence[Sequence[str]], widths: Sequence[float], frozen_columns: int = 0) -> str:
    across = f'xSplit="{frozen_columns}" ' if frozen_columns else ""
    corner = f"{_letters(frozen_columns)}2"
    pane = "bottomRight" if frozen_columns else "bottomLeft"
    view = f'<pane {across}ySplit="1" topLeftCell="{corner}" activePane="{pane}" state="frozen"/>'
    columns = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(widths, 1))
    told = (
        f'<row r="{n}">{"".join(_placed(cell, column, n) for column, cell in enumerate(cells))}</row>'
        for n, cells in enumerate(rows, 1)
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{view}</sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(told)}</sheetData></worksheet>"
    )


def _placed(cell: str, column: int, row: int) -> str:
    return cell and cell.replace("<c ", f'<c r="{_letters(column)}{row}" ', 1)


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _text(value: str, style: int) -> str:
    """Return a cell of text; it holds none of a formula's signs either, for who saves the sheet as CSV."""
    clean = _UNWRITABLE.sub("", guarded(value))[:_MOST_LETTERS]
    return (
        f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(_ESCAPE.sub("_x005F_", clean))}</t></is></c>'
    )


def _cell(kind: Kind, value: Any, zone: ZoneInfo) -> str:
    """Return a cell of the kind's type and format; "" for an empty one."""
    match value:
        case None | "":
            return ""
        case bool():
            return f'<c t="b"><v>{int(value)}</v></c>'
        case int() | float():
            number = value / _DAY_S if kind is Kind.SECONDS else value
            return f'<c s="{_STYLE_OF[kind]}"><v>{number!r}</v></c>'
        case str() if kind is Kind.INSTANT:
            wall = datetime.fromisoformat(value).astimezone(zone).replace(tzinfo=UTC)
            return f'<c s="{_STYLE_OF[kind]}"><v>{(wall - _DAY_0).total_seconds() / _DAY_S!r}</v></c>'
        case str() if kind in (Kind.MONTH, Kind.DAY):
            days = date.fromisoformat(f"{value}-01" if kind is Kind.MONTH else value) - _DAY_0.date()
            return f'<c s="{_STYLE_OF[kind]}"><v>{days.days}</v></c>'
        case _:
            return _text(_words(value), _PLAIN)


def _words(value: Any) -> str:
    return reasons_words(value) if isinstance(value, dict) else "" if value is None else str(value)


def _width_of(head: str, kind: Kind) -> float:
    """Return a width in letters in which the heading stands on two or three lines, and a value on one."""
    least = {Kind.INSTANT: 17, Kind.DOLLARS: 14, Kind.TEXT: 14, Kind.REASONS: 20, Kind.DAY: 11}.get(kind, _NARROW)
    longest = max(map(len, head.split()), default=0)
    return min(max(least, longest + 2, len(head) / 2.5), _WIDE)
