"""XML as a tree that knows its lines, without entities, without network, whole as far as it is well formed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from app.errors import UnreadableFile
from app.leadfiles.rows import Watch

_DECLARATION = re.compile(r"<\?xml\b[^>]{0,200}\?>", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^\[>]{0,500}>", re.IGNORECASE)
_DECLARES = re.compile(r"<!(?:ENTITY|DOCTYPE|ELEMENT|ATTLIST|NOTATION)\b", re.IGNORECASE)
#: the parser looks at a word that has no end once more with every chunk, from its beginning
_CHUNK = 1024 * 1024
_DEEPEST = 64
#: twenty thousand leads of fifty elements, in some 400 MB; a file of empty ones would take gigabytes
_MOST_NODES = 1_000_000


class Node:
    """One element. `tag` is in lower case without namespace, `name` as written; `closed` is whether its end came."""

    __slots__ = ("attributes", "children", "closed", "line", "name", "parts", "tag")

    def __init__(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.name = _local(name)
        self.tag = self.name.lower()
        self.attributes = {_local(key).lower(): value for key, value in attributes.items()}
        self.line = line
        self.parts: list[str] = []
        self.children: list[Node] = []
        self.closed = False

    @property
    def text(self) -> str:
        return "".join(self.parts).strip()

    def first(self, tag: str) -> Node | None:
        return next((child for child in self.children if child.tag == tag), None)

    def every(self, tag: str) -> list[Node]:
        return [child for child in self.children if child.tag == tag]

    def text_of(self, *path: str) -> str:
        """Return the text at the end of a path of tags, "" where there is none."""
        here: Node | None = self
        for tag in path:
            here = here.first(tag) if here else None
        return here.text if here else ""

    def descendants(self) -> Iterator[Node]:
        for child in self.children:
            yield child
            yield from child.descendants()


def _local(name: str) -> str:
    return name.rpartition("}")[2]


class _Tree:
    """What the parser reports, as nodes under one root."""

    def __init__(self) -> None:
        self.root = Node("file", {}, 1)
        self._open = [self.root]
        self._count = 0
        self.parser: DefusedXMLParser | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) > _DEEPEST or self._count > _MOST_NODES:
            raise UnreadableFile("The XML is nested deeper or has more elements than any lead file.", _ASK_VENDOR)
        node = Node(tag, attributes, self.parser.parser.CurrentLineNumber if self.parser else 0)
        self._open[-1].children.append(node)
        self._open.append(node)

    def data(self, text: str) -> None:
        self._open[-1].parts.append(text)

    def end(self, tag: str) -> None:  # noqa: ARG002 - the parser hands the tag over and has matched it already
        self._open.pop().closed = True

    def close(self) -> Node:
        return self.root


_ASK_VENDOR = "Ask the vendor for a plain file."


def read_markup(text: str, watch: Watch) -> tuple[Node, int | None]:
    """Return the tree, and the line at which the text stops being XML, None when it never does.

    Several documents one after another, and marks before the XML declaration, are taken as they come. Raises
    UnreadableFile for declarations of entities, which lead files have no use for and attacks do.
    """
    body = _DOCTYPE.sub(_same_lines, _DECLARATION.sub(_same_lines, text))
    if _DECLARES.search(body):
        raise UnreadableFile("The XML declares entities of its own, which are never read.", _ASK_VENDOR)
    tree = _Tree()
    parser = tree.parser = DefusedXMLParser(target=tree)
    try:
        parser.feed("<file>")
        for start in range(0, len(body), _CHUNK):
            watch(start, len(body))
            parser.feed(body[start : start + _CHUNK])
        parser.feed("</file>")
        parser.close()
    except ParseError as e:
        return tree.root, int(e.position[0])
    except DefusedXmlException as e:
        raise UnreadableFile("The XML refers to entities outside itself, which are never read.", _ASK_VENDOR) from e
    finally:
        tree.parser = None
    return tree.root, None


def _same_lines(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")
