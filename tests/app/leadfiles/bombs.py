"""Files made to make a reader fall over, and a process that reads each of them within bounds of memory and time."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from app.errors import UnreadableFile
from app.hub.number_files import read_numbers
from tests.app.leadfiles.reads import read
from tests.app.leadfiles.workbooks import sheet, workbook

MB = 1024 * 1024
#: what the process may have at all, its own program included, and how long it may compute for all files together
MEMORY, SECONDS = 1024 * MB, 120
LEAD = "<prospect><customer><contact><email>a@example.com</email></contact></customer></prospect>"


def laughs(count: int = 9) -> str:
    """Return a few lines that would be a billion words."""
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, count + 1))
    return f'<!DOCTYPE a [<!ENTITY a0 "ha">{grown}]><adf>{LEAD}&a{count};</adf>'


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def zipped_parts(count: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(count):
            archive.writestr(f"xl/{n}.xml", b"")
    return out.getvalue()


def workbook_of(rows: str, **more: Any) -> bytes:
    """Return a workbook whose header can be phoned and whose rows are bent."""
    whole = sheet(("Phone", "Name"), ("423-555-0142", "Dana"))
    return workbook({"Leads": whole.replace("</sheetData>", f"{rows}</sheetData>")}, **more)


def understated(data: bytes) -> bytes:
    """Return an archive that says of each part that it unpacks to almost nothing."""
    out = bytearray(data)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        out[at + 24 : at + 28] = (100).to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(out)


_SHEET = b'<worksheet><dimension ref="A1:XFD1048576"/><sheetData/></worksheet>'

#: refused as a whole, with a sentence
REFUSED: dict[str, Callable[[], str | bytes]] = {
    "a billion laughs": laughs,
    "a billion laughs in UTF-16": lambda: b"\xff\xfe" + laughs().encode("utf-16-le"),
    "a billion laughs behind a mark": lambda: b"\xef\xbb\xbf" + laughs().encode(),
    "a deal that laughs": lambda: laughs().replace("<adf>", "<adf><DEAL><PARTIES/></DEAL>"),
    "one entity, quadratically": lambda: (
        f'<!DOCTYPE a [<!ENTITY a "{"a" * 100_000}">]><adf>{LEAD}{"&a;" * 100_000}</adf>'
    ),
    "a file of the machine": lambda: f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><adf>{LEAD}&x;</adf>',
    "an address of the network": lambda: f'<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]><adf>{LEAD}&x;</adf>',
    "a declaration from elsewhere": lambda: (
        f'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]><adf>{LEAD}</adf>'
    ),
    "declarations behind the first element": lambda: f"<adf>{LEAD}<!DOCTYPE a [<!ENTITY x 'y'>]></adf>",
    "XML without a bottom": lambda: "<a>" * 300_000,
    "XML without a bottom, well formed": lambda: "<a>" * 100_000 + "</a>" * 100_000,
    "elements without number": lambda: "<leads>" + "<a/>" * 1_000_001 + "</leads>",
    "doctypes without end": lambda: "<!DOCTYPE a " * 20_000,
    "declarations without end": lambda: "<?xml " * 20_000,
    "a comment without end": lambda: "<adf><!--" + "x" * (10 * MB),
    "angle brackets": lambda: "<" * (5 * MB),
    "a zip bomb": lambda: zipped("leads.csv", bytes(50 * MB)),
    "a zip in a zip": lambda: zipped("leads.zip", zipped("leads.csv", bytes(10 * MB))),
    "a zip that leaves its folder": lambda: zipped("../../../../etc/cron.d/leads", b"Phone\n4235550142\n"),
    "a workbook as wide and long as they get": lambda: zipped("xl/worksheets/sheet1.xml", _SHEET),
    "a workbook that laughs": lambda: zipped("xl/workbook.xml", laughs().encode()),
    "a workbook whose sheet unpacks to gigabytes": lambda: workbook_of("<row/>" * (45 * MB)),
    "a workbook whose texts laugh": lambda: workbook_of("", more={"xl/sharedStrings.xml": laughs()}),
    "a workbook whose styles laugh": lambda: workbook_of("", more={"xl/styles.xml": laughs()}),
    "a workbook of cells without number": lambda: workbook_of("<row>" + "<c/>" * (5 * MB) + "</row>"),
    "a workbook of formats without number": lambda: workbook_of("", formats=["0"] * 200_000),
    "a workbook of one long text again and again": lambda: workbook_of(
        "<row><c t='s'><v>0</v></c></row>" * 3_000, texts=[f"<t>{'x' * 30_000}</t>"]
    ),
    "a workbook that lies about its size": lambda: understated(workbook_of("<row/>" * (5 * MB))),
    "a workbook of parts without number": lambda: zipped_parts(20_000),
    "a gzip bomb": lambda: gzip.compress(bytes(50 * MB)),
    "JSON without a bottom": lambda: "[" * (5 * MB),
    "JSON objects without a bottom": lambda: '{"a":' * MB,
    "JSON of lists without number": lambda: '{"phone": "4235550142", "a": [' + "[]," * (5 * MB) + "[]]}",
    "JSON of numbers without number": lambda: '{"phone": "4235550142", "a": [' + "1," * (5 * MB) + "1]}",
    "half a million columns": lambda: "Phone," + ",".join(f"c{n}" for n in range(500_000)) + "\n4235550142\n",
    "fields of a form without number": lambda: "a=1&" * (2 * MB),
    "fields of a form that can be phoned": lambda: "Phone=4235550142&" + "a=1&" * MB,
    "headers of a request without number": lambda: "POST /x HTTP/1.1\r\n" + "a: b\r\n" * 100_000,
    "zeros": lambda: bytes(5 * MB),
    "a file larger than any": lambda: b"a" * (50 * MB + 1),
    "blank lines": lambda: "\n" * MB,
}

#: read to its end; what is out of bounds in it is a row with a reason
READ: dict[str, Callable[[], str | bytes]] = {
    "a doctype of elsewhere, never fetched": lambda: f'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><adf>{LEAD}</adf>',
    "an include, never fetched": lambda: (
        f'<adf><x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>{LEAD}</adf>'
    ),
    "an attribute of five megabytes": lambda: f'<adf a="{"x" * (5 * MB)}">{LEAD}</adf>',
    "a hundred thousand attributes": lambda: "<adf " + " ".join(f"a{n}='x'" for n in range(100_000)) + f">{LEAD}</adf>",
    "a cell of ten megabytes": lambda: "Phone,Name\n4235550142," + "x" * (10 * MB) + "\n",
    "a row of commas": lambda: "Phone\n" + "," * MB + "\n",
    "quotation marks": lambda: "Phone,Name\n" + '"' * (5 * MB) + "x",
    "a quotation mark that stays open": lambda: 'Phone,Name\n4235550142,"a\n' + "4235550142,b\n" * 5_000,
    "a quotation mark in every row": lambda: "Phone,Name\n" + '4235550142,"a\n' * 2_001,
    "digits": lambda: "Phone,Name\n" + "4" * MB + ",a\n",
    "spaced digits": lambda: "Phone,Name\n" + "4 " * 15_000 + ",a\n",
    "a mail address of dots": lambda: "Email,Name\na@" + "a." * 15_000 + ",a\n",
    "a date of strokes": lambda: "Phone,Created\n4235550142," + "1/" * 15_000 + "\n",
    "a sum beyond all": lambda: "Phone,Loan Amount\n4235550142,1e999999999\n",
    "a workbook with a cell in its last corner": lambda: workbook_of(
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
    ),
    "a workbook of cells in the last column": lambda: workbook_of("<row><c r='XFD1'><v>1</v></c></row>" * 20_000),
    "a workbook of addresses beyond all": lambda: workbook_of(
        "<row r='99999999999'><c r='ZZZ9999999'><v>1</v></c></row>"
    ),
    "a workbook with a number of five megabytes": lambda: workbook_of(f"<row><c><v>{'9' * (5 * MB)}</v></c></row>"),
    "a workbook without a bottom": lambda: workbook_of("<c>" * 200_000),
    "a vCard of folded lines": lambda: "BEGIN:VCARD\nEMAIL:a@example.com\nPHOTO:" + "\n x" * 300_000 + "\nEND:VCARD",
    "a vCard of quoted-printable without end": lambda: "BEGIN:VCARD\nFN;QUOTED-PRINTABLE:" + "=3D=\n" * 300_000,
    "a vCard of semicolons": lambda: f"BEGIN:VCARD\nTEL:4235550142\nN:{';' * (5 * MB)}\nEND:VCARD",
    "a vCard of parameters": lambda: f"BEGIN:VCARD\nTEL{';a=b' * MB}:4235550142\nEND:VCARD",
    "a vCard of quotation marks": lambda: "BEGIN:VCARD\nEMAIL:a@example.com\nTEL;" + '"' * MB + "\nEND:VCARD",
    "a vCard of backslashes": lambda: "BEGIN:VCARD\nEMAIL:a@example.com\nN:" + "\\" * MB + "x\nEND:VCARD",
    "a vCard that says the same again and again": lambda: (
        "BEGIN:VCARD\nTEL:4235550142\n" + "TITLE:x\n" * 100_000 + "END:VCARD"
    ),
    "vCards within each other": lambda: "BEGIN:VCARD\nAGENT:\n" * 100_000,
    "a loan of applicants without number": lambda: "".join(
        ["01A\n", *(f"03ABW{n:09}\n04A{n:09}\n" for n in range(20_000))]
    ),
    "a loan of houses without number": lambda: "01A\n03ABW000000000\n" + f"02A{'x' * 50}\n" * 100_000,
    "a deal of deals": lambda: "<DEAL><PARTIES/>" * 60 + "</DEAL>" * 60,
    "a deal of borrowers without number": lambda: (
        "<DEAL><PARTIES>"
        + "<PARTY><R><PartyRoleType>Borrower</PartyRoleType></R></PARTY>" * 20_000
        + "</PARTIES></DEAL>"
    ),
    "JSON of one long number": lambda: '{"email": "a@example.com", "phone": ' + "4" * (5 * MB) + "}",
    "JSON nested as deep as it can be read": lambda: '{"phone": "4235550142", "x": ' + '{"a":' * 300 + "1" + "}" * 301,
    "JSON of half an object in many lines": lambda: '{"phone": "4235550142"}\n' * 1_000 + '{"phone": ' * 1_000,
    "per cents": lambda: "Phone=4235550142&Name=" + "%41" * 80_000,
}


def main() -> None:
    """Read every file as leads and as numbers; print what came of it."""
    told = {}
    for name, make in {**REFUSED, **READ}.items():
        made = make()
        data = made.encode() if isinstance(made, str) else made
        del made
        try:
            told[name] = len(read(data).drafts)
        except UnreadableFile as refusal:
            told[name] = [refusal.happened, refusal.remedy]
        with suppress(UnreadableFile):
            read_numbers(data, dated=True)
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    main()
