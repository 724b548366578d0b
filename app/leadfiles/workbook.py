"""An Excel workbook taken apart within bounds: which sheets it has, its shared texts, how its numbers are shown."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

import msgspec

from app.errors import UnreadableFile
from app.leadfiles.number_formats import PLAIN, Shape, built_in_shape, shape_of

#: what the parts that are read may unpack to; fifty megabytes of rows are some two hundred as a sheet
MOST_UNPACKED = 256 * 1024 * 1024
#: what a reader keeps one object each for: texts, cells, parts
MOST_THINGS = 4_000_000
_MOST_PARTS = 10_000
_MOST_FORMATS = 100_000
_CHUNK = 256 * 1024
_PACKED_SO = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: what reading a damaged or locked archive raises
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, expat.ExpatError)

_SAVE_AGAIN = "Open it in Excel, save it as .xlsx or CSV, and import that."
_TOO_LARGE = "The workbook unpacks to more than any list of leads takes."

Started = Callable[[str, dict[str, str]], None]
Told = Callable[[str], None]


class Sheet(msgspec.Struct, frozen=True):
    name: str
    part: zipfile.ZipInfo


class Workbook(msgspec.Struct):
    """Its visible sheets, and how many are `hidden`.

    `shapes` are by a cell's style; `counts_from_1904` is the older calendar of workbooks made on a Mac.
    """

    archive: zipfile.ZipFile
    sheets: list[Sheet] = msgspec.field(default_factory=list)
    texts: list[str] = msgspec.field(default_factory=list)
    shapes: list[Shape] = msgspec.field(default_factory=list)
    counts_from_1904: bool = False
    hidden: int = 0

    def chunks_of(self, sheet: Sheet) -> Iterator[tuple[bytes, int]]:
        """Return a sheet piece by piece, each with how much of it is behind."""
        with self.archive.open(sheet.part) as source:
            while chunk := source.read(_CHUNK):
                yield chunk, source.tell()


def is_archive(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04")


def open_workbook(data: bytes) -> Workbook:
    """Return the workbook with its visible sheets. Raises UnreadableFile for any other archive or one too large."""
    try:
        return _opened(zipfile.ZipFile(io.BytesIO(data)))
    except (*BROKEN, ValueError, LookupError) as e:
        raise UnreadableFile("The workbook is damaged or locked with a password.", _SAVE_AGAIN) from e


def parser_of(started: Started, ended: Told | None = None, text: Told | None = None) -> expat.XMLParserType:
    """Return a parser that tells elements without their namespace, and refuses every declaration."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_declaration
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = text
    return parser


def local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse_declaration(*_declared: object) -> None:
    raise UnreadableFile("The workbook declares entities of its own, which are never read.", _SAVE_AGAIN)


class _Parts(msgspec.Struct):
    """An archive's parts by name, in any case and with either slash, and how much may still be unpacked."""

    archive: zipfile.ZipFile
    by_name: dict[str, zipfile.ZipInfo]
    left: int = MOST_UNPACKED

    def find(self, name: str) -> zipfile.ZipInfo | None:
        return self.by_name.get(name.lower())

    def take(self, name: str) -> zipfile.ZipInfo | None:
        """Return a part that will be read, None where there is none. Raises UnreadableFile when it is all too much."""
        part = self.find(name)
        if part is None:
            return None
        self.left -= part.file_size
        if self.left < 0 or part.compress_type not in _PACKED_SO:
            raise UnreadableFile(_TOO_LARGE, "Split it, or save the sheet with the leads as CSV and import that.")
        return part

    def open(self, name: str) -> IO[bytes]:
        part = self.take(name)
        return self.archive.open(part) if part else io.BytesIO()

    def elements(self, name: str) -> Iterator[tuple[str, dict[str, str]]]:
        """Return the elements of a part with their attributes, in its order; none when the part is not there."""
        found: list[tuple[str, dict[str, str]]] = []

        def started(tag: str, attributes: dict[str, str]) -> None:
            if len(found) >= _MOST_FORMATS:
                raise UnreadableFile(_TOO_LARGE, _SAVE_AGAIN)
            found.append((local(tag), {local(key): value for key, value in attributes.items()}))

        with self.open(name) as source:
            if not self.find(name):
                return
            parser_of(started).ParseFile(source)
        yield from found


def _opened(archive: zipfile.ZipFile) -> Workbook:
    infos = archive.infolist()
    if len(infos) > _MOST_PARTS:
        raise UnreadableFile(_TOO_LARGE, _SAVE_AGAIN)
    parts = _Parts(archive, {info.filename.replace("\\", "/").lower().lstrip("/"): info for info in infos})
    main = _main_part(parts)
    if main is None:
        raise _no_workbook(parts)
    workbook = Workbook(archive)
    folder = posixpath.dirname(main)
    targets = _targets(parts, main)
    for tag, attributes in parts.elements(main):
        if tag == "workbookPr":
            workbook.counts_from_1904 = attributes.get("date1904", "") in ("1", "true")
        elif tag == "sheet" and attributes.get("state", "visible") != "visible":
            workbook.hidden += 1
        elif tag == "sheet":
            part = parts.take(_place(folder, targets.get(attributes.get("id", ""), ("", ""))[1]))
            if part is not None:
                workbook.sheets.append(Sheet(attributes.get("name", ""), part))
    by_kind = {kind.rpartition("/")[2].lower(): _place(folder, target) for kind, target in targets.values()}
    workbook.shapes = _shapes(parts, by_kind.get("styles", ""))
    workbook.texts = _shared_texts(parts, by_kind.get("sharedstrings", ""))
    return workbook


def _main_part(parts: _Parts) -> str | None:
    named = (
        attributes.get("Target", "").lstrip("/")
        for _, attributes in parts.elements("_rels/.rels")
        if attributes.get("Type", "").endswith("/officeDocument")
    )
    return next((name for name in (*named, "xl/workbook.xml") if name.endswith(".xml") and parts.find(name)), None)


def _no_workbook(parts: _Parts) -> UnreadableFile:
    if parts.find("xl/workbook.bin"):
        return UnreadableFile("The file is a binary Excel workbook (.xlsb).", _SAVE_AGAIN)
    if parts.find("content.xml") or parts.find("index/document.iwa"):
        return UnreadableFile("The file is a document of another program than Excel.", "Save it as .xlsx or CSV there.")
    return UnreadableFile("The file is a zip archive, not a lead file.", "Unpack it and import what is in it.")


def _targets(parts: _Parts, main: str) -> dict[str, tuple[str, str]]:
    """Return what the workbook refers to: by id, what it is and where it lies."""
    folder, name = posixpath.split(main)
    return {
        attributes["Id"]: (attributes.get("Type", ""), attributes.get("Target", ""))
        for tag, attributes in parts.elements(f"{folder}/_rels/{name}.rels")
        if tag == "Relationship" and "Id" in attributes and attributes.get("TargetMode") != "External"
    }


def _place(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target.replace("\\", "/")))


def _shapes(parts: _Parts, name: str) -> list[Shape]:
    """Return how the numbers of each style are shown."""
    own: dict[str, Shape] = {}
    shapes: list[Shape] = []
    in_cells = False
    for tag, attributes in parts.elements(name):
        if tag == "numFmt":
            own[attributes.get("numFmtId", "")] = shape_of(attributes.get("formatCode", ""))
        elif tag == "xf" and in_cells:
            number = attributes.get("numFmtId", "0")
            shapes.append(own.get(number) or (built_in_shape(int(number)) if number.isdecimal() else PLAIN))
        elif tag in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            in_cells = tag == "cellXfs"
    return shapes


def _shared_texts(parts: _Parts, name: str) -> list[str]:
    """Return the texts that cells refer to by their place; how a Japanese one is spoken is no part of it."""
    texts: list[str] = []
    pieces: list[str] = []
    takes = False
    spoken = 0

    def started(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal takes, spoken
        tag = local(tag)
        takes = tag == "t" and not spoken
        spoken += tag == "rPh"

    def ended(tag: str) -> None:
        nonlocal takes, spoken
        tag, takes = local(tag), False
        spoken -= tag == "rPh"
        if tag == "si":
            if len(texts) >= MOST_THINGS:
                raise UnreadableFile(_TOO_LARGE, _SAVE_AGAIN)
            texts.append("".join(pieces))
            pieces.clear()

    def text(words: str) -> None:
        if takes:
            pieces.append(words)

    if parts.find(name):
        with parts.open(name) as source:
            parser_of(started, ended, text).ParseFile(source)
    return texts
