"""Workbooks written part by part, the way Excel and those who imitate it write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REFERS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = "http://schemas.openxmlformats.org/package/2006/relationships"

#: a cell is a text, a number, or what stands inside its element with its attributes before a bar
Cell = str | int | float | None


def workbook(
    sheets: Mapping[str, str],
    *,
    texts: Sequence[str] = (),
    formats: Sequence[str] = (),
    more: Mapping[str, str | bytes] | None = None,
    about: str = "",
    states: Mapping[str, str] | None = None,
) -> bytes:
    """Return a workbook of sheets made with `sheet`; `formats` are those of styles 1 and up, `about` its properties."""
    named = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}" state="{(states or {}).get(name, "visible")}"/>'
        for n, name in enumerate(sheets, 1)
    )
    refers = "".join(
        f'<Relationship Id="rId{n}" Type="{REFERS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    refers += f'<Relationship Id="s" Type="{REFERS}/styles" Target="styles.xml"/>'
    refers += f'<Relationship Id="t" Type="{REFERS}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    numbers = "".join(f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(f)}/>' for n, f in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(formats)))
    parts: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{PARTS}"><Relationship Id="r" Type="{REFERS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REFERS}">{about}<sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PARTS}">{refers}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{numbers}</numFmts><cellStyleXfs><xf numFmtId="14"/>'
        f'</cellStyleXfs><cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(f"<si>{text}</si>" for text in texts)}</sst>',
        **{f"xl/worksheets/sheet{n}.xml": content for n, content in enumerate(sheets.values(), 1)},
        **(more or {}),
    }
    return archive(parts)


def archive(parts: Mapping[str, str | bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def sheet(*rows: Sequence[Cell], start: int = 1, after: str = "") -> str:
    """Return a sheet whose rows stand one below the other; an empty one is left out, as Excel does."""
    written = "".join(
        f'<row r="{n}">{"".join(_cell(n, column, value) for column, value in enumerate(row))}</row>'
        for n, row in enumerate(rows, start)
        if row
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{written}</sheetData>{after}</worksheet>'


def _cell(row: int, column: int, value: Cell) -> str:
    if value is None:
        return ""
    at = f'r="{chr(65 + column)}{row}"'
    if isinstance(value, str):
        if value.startswith("|"):
            attributes, inside = value[1:].split("|", 1)
            return f"<c {at} {attributes}>{inside}</c>"
        return f'<c {at} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"<c {at}><v>{value}</v></c>"
