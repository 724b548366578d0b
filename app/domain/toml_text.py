"""Where things stand in a TOML text: its tables and, in each, its keys with their values."""

from __future__ import annotations

import json
import re

import msgspec

_BLANK = re.compile(r"[ \t]*(?:#[^\n]*|\r)?(?:\n|\Z)")
_COMMENTS = re.compile(r"(?:[ \t]*#[^\n]*\n)*")
_HEADER = re.compile(r"[ \t]*\[(\[?)[ \t]*([^\[\]\n]+?)[ \t]*\]\]?[ \t]*(?:#[^\n]*|\r)?(?:\n|\Z)")
_KEY = re.compile(
    r"[ \t]*((?:[A-Za-z0-9_-]+|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*')(?:[ \t]*\.[ \t]*[^=\n]+?)?)[ \t]*=[ \t]*"
)
#: strings whole, comments, brackets, line ends, and everything else
_TOKEN = re.compile(
    r'"""(?:\\[\s\S]|[^\\])*?"{3,5}|\'\'\'[\s\S]*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\''
    r"|#[^\n]*|\n|[\[{]|[\]}]|[^\n#\"'\[\]{}]+"
)


class Entry(msgspec.Struct, frozen=True):
    """One `key = value`: its line (from 1 on), where its lines begin and end, and where its value does."""

    line: int
    start: int
    end: int
    value_start: int
    value_end: int


class Table(msgspec.Struct):
    """A table as it stands in the text. `start` takes in the comments above its header, which are its own.

    `name` is "" for what stands above the first header. `body` is where its header ends, `end` where the next
    table begins; the last one ends with its last entry.
    """

    name: str
    is_listed: bool
    line: int
    start: int
    body: int
    end: int
    entries: dict[str, Entry] = msgspec.field(default_factory=dict)


def tables_of(text: str) -> list[Table]:
    """Return the tables of a valid TOML text in its order; [] where it is written in a way not followed here."""
    tables = [Table("", is_listed=False, line=1, start=0, body=0, end=0)]
    at = 0
    while at < len(text):
        if (blank := _BLANK.match(text, at)) is not None:
            at = blank.end()
            continue
        line = text.count("\n", 0, at) + 1
        if (header := _HEADER.match(text, at)) is not None:
            start = tables[-1].end = _comments_above(text, tables[-1].end, at)
            tables.append(Table(_plain(header[2]), bool(header[1]), line, start, header.end(), header.end()))
            at = header.end()
            continue
        key = _KEY.match(text, at)
        value_end = None if key is None else _value_end(text, key.end())
        if key is None or value_end is None:
            return []
        line_end = text.find("\n", value_end)
        end = len(text) if line_end < 0 else line_end + 1
        tables[-1].entries[_plain(key[1])] = Entry(line, at, end, key.end(), value_end)
        tables[-1].end = at = end
    return tables


def _comments_above(text: str, end: int, header: int) -> int:
    """Return where a table begins, comments above its header included.

    What stands directly below the last entry of the table before is that one's, if an empty line follows.
    """
    below = _COMMENTS.match(text, end)
    return end if below is None or below.end() >= header else below.end()


def _plain(key: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in key.split("."))


def _value_end(text: str, at: int) -> int | None:
    """Return where the value that begins here ends, without the blanks and the comment behind it."""
    depth, end = 0, at
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            return None
        first = token[0][0]
        if depth == 0 and first in "\n#":
            break
        depth += (first in "[{") - (first in "]}")
        at = token.end()
        if first not in "\n#":
            end = at - (len(token[0]) - len(token[0].rstrip()))
    return end


def string(words: str) -> str:
    """Return words as a TOML string on one line."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def paragraph(words: str) -> str:
    """Return words that end with a line end as a TOML string of several lines, as far as they can be read in one."""
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", words) or not words.endswith("\n"):
        return string(words)
    shown = words.replace("\\", "\\\\").replace('"""', '""\\"')
    return f'"""\n{shown}"""'
