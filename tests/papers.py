"""What the papers and docs/ show, found by its marks: commands, links, anchors, tables, words on the screen."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAPERS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), ROOT / "resources/rules/README.md"]
#: how a paper calls the program before its verb
_PROGRAMS = ("main.py", "followthrough")
_BEFORE = (".venv/bin/python", "uv", "run", "sudo", "python3")
_ENDS = ("&&", ";", "|", "||", ">", ">>", "<")
#: both ways a page names a file of ours; a colon before the first slash is another host's address
_LINK = re.compile(r'(?:\]\(|\bsrc=")(?![a-z]+:)([^)"\s]*)')


def name_of(paper: Path) -> str:
    return paper.relative_to(ROOT).as_posix()


def prose(paper: Path) -> str:
    """Return a paper without the blocks it shows as code."""
    return re.sub(r"^```.*?^```", "", paper.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def spans(paper: Path) -> list[str]:
    """Return what stands in its prose as code, each on one line."""
    return [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", prose(paper))]


def commands(paper: Path) -> Iterator[list[str]]:
    """Yield the words after the program's name of every whole command that a paper shows in a block."""
    for block in re.findall(r"^```(?:sh|bat)\n(.*?)^```", paper.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
        for line in block.replace("\\\n", " ").splitlines():
            yield from _of_ours(shlex.split(line, comments=True))


def _of_ours(words: list[str]) -> Iterator[list[str]]:
    said: list[str] = []
    for word in [*words, ";"]:
        if word not in _ENDS:
            said.append(word)
            continue
        while said and said[0] in _BEFORE:
            said.pop(0)
        if said and said[0].rpartition("/")[2] in _PROGRAMS:
            yield said[1:]
        said = []


def links(paper: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file of ours that a paper names, with the anchor in it or ""."""
    for link in _LINK.findall(prose(paper)):
        path, _, anchor = link.partition("#")
        yield (paper.parent / path if path else paper), anchor


def anchors(paper: Path) -> set[str]:
    """Return the anchors of a paper's headings, as code hosts name them."""
    headings = re.findall(r"^#+ (.+)$", prose(paper), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def table(paper: Path, heading: str) -> list[list[str]]:
    """Return the rows of the first table below a heading, without the marks of code around their cells."""
    _, _, below = paper.read_text(encoding="utf-8").partition(f"\n{heading}\n")
    rows: list[list[str]] = []
    for line in below.splitlines():
        if line.startswith("|"):
            rows.append([cell.strip().strip("`") for cell in line.strip("|").split(" | ")])
        elif rows or line.startswith("#"):
            break
    # the names of the columns, and the line below them
    return rows[2:]


def bold(paper: Path) -> list[str]:
    return [" ".join(words.split()) for words in re.findall(r"\*\*(.+?)\*\*", prose(paper), re.DOTALL)]


def key_rows(paper: Path) -> list[tuple[str, str]]:
    """Return the rows of every table of keys."""
    tables = re.findall(r"^\| Key \| What it does \|\n\| --- \| --- \|\n((?:\|.*\n)+)", prose(paper), re.MULTILINE)
    rows = [line.strip("|").split("|") for table in tables for line in table.splitlines()]
    return [(key.strip(), does.strip()) for key, does in rows]
