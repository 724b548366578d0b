"""Brings the catalogues in resources/translations up to date with what the windows say, and compiles them for Qt.

What ui says is found by Qt's own lupdate. What app says is found in its syntax: app knows no Qt, and says its sentences
in English; the window looks them up as they come (ui/language.py).
"""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
#: English stands in the code; this one is what a new language is copied from
TEMPLATE = FOLDER / "followthrough_en.ts"
#: sentences of app with gaps, a line each, for whoever has to find a whole sentence by one
SENTENCES = FOLDER / "sentences.txt"
APP = "app"
#: what these folders say may reach a window; of the others, what they fail with
_SPEAKING = ("domain", "desktop", "leadfiles")
#: said on the command line only
_TERMINAL = ("command.py", "verbs.py", "playbook_verbs.py", "simulate_command.py", "setting_up.py", "doctor.py")
#: written into files that programs read
_FOR_PROGRAMS = ("calendar_entry.py",)
_SILENT = ("demo",)
#: what these are made of is read, though it be a single word
_TOLD = ("Kept", "Pair", "Definition", "_said", "Fact")
#: what is said to the database has one of these
_STATEMENT = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|PRAGMA|IMMEDIATE|DROP|FROM|WHERE|ORDER BY|AND|NULL)\b")
#: with fewer letters of its own a sentence with gaps would be found in all others
_LEAST_LETTERS = 4


class Message(NamedTuple):
    """One thing that is said. `comment` is what English says of a single one, where a count is in it."""

    context: str
    source: str
    comment: str = ""


def main(arguments: list[str]) -> int:
    FOLDER.mkdir(exist_ok=True)
    messages = all_messages()
    for path in {TEMPLATE, *FOLDER.glob("*.ts")}:
        path.write_text(catalogue(messages, path), encoding="utf-8")
    SENTENCES.write_text(sentences(messages), encoding="utf-8")
    print(f"{len(messages)} messages")
    if "--release" in arguments:
        for path in FOLDER.glob("*.ts"):
            if path != TEMPLATE:
                release(path, path.with_suffix(".qm"))
    return 0


def all_messages() -> list[Message]:
    return sorted({*said_by_ui(), *said_by_app()})


def release(catalogue: Path, compiled: Path) -> None:
    """Compile a catalogue into the file that Qt reads."""
    subprocess.run([_tool("pyside6-lrelease"), "-silent", str(catalogue), "-qm", str(compiled)], check=True)


def _tool(name: str) -> str:
    return str(Path(sys.executable).parent / name)


# --- what is said


def said_by_ui() -> Iterator[Message]:
    files = sorted(str(path) for path in (ROOT / "ui").rglob("*.py"))
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "found.ts"
        # `counted` takes a context, words and a remark, as `translate` does
        alias = ["-tr-function-alias", "translate+=counted,QT_TRANSLATE_NOOP+=marked"]
        subprocess.run(
            [_tool("pyside6-lupdate"), "-silent", "-locations", "none", *alias, *files, "-ts", str(found)], check=True
        )
        yield from read_messages(found)


def read_messages(catalogue: Path) -> Iterator[Message]:
    """Yield what a catalogue has, translated or not."""
    for context in ET.parse(catalogue).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            yield Message(context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", ""))


def said_by_app() -> Iterator[Message]:
    for path in sorted(path for folder in ("app", "storage") for path in (ROOT / folder).rglob("*.py")):
        part = path.relative_to(ROOT).parts[1]
        if part in _SILENT or path.name in (*_TERMINAL, *_FOR_PROGRAMS):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        roots: Iterable[ast.AST] = [tree] if part in _SPEAKING else _failures(tree)
        for words in _words_below(roots):
            yield Message(APP, words)
    yield from (Message(APP, words) for words in _single_words())


def _failures(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what is handed to whatever is raised: what happened, and what to do about it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            yield from node.exc.args


def _words_below(roots: Iterable[ast.AST]) -> Iterator[str]:
    for root in roots:
        unsaid = set(_unsaid(root))
        for node in ast.walk(root):
            if id(node) in unsaid:
                continue
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _reads(node.value):
                yield node.value
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _TOLD:
                yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant) and arg.value)
            elif isinstance(node, ast.JoinedStr) and _is_sentence(_gapped(node)):
                yield _gapped(node)


def _unsaid(root: ast.AST) -> Iterator[int]:
    """Yield what is read by nobody at a window: docstrings, log lines, patterns, and the parts of whole sentences."""
    for node in ast.walk(root):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
        elif isinstance(node, ast.JoinedStr):
            yield from map(id, node.values)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = node.func.value
            if isinstance(of, ast.Name) and of.id in ("log", "re"):
                yield from (id(each) for each in ast.walk(node) if each is not node)


def _gapped(node: ast.JoinedStr) -> str:
    """Return a sentence with its gaps as `str.format` has them."""
    parts = [
        value.value.replace("{", "{{").replace("}", "}}") if isinstance(value, ast.Constant) else "{}"
        for value in node.values
    ]
    return "".join(map(str, parts))


def _is_sentence(words: str) -> bool:
    """Return whether a text with gaps is one for people: what is put together for the database runs over lines."""
    return len(_letters(words)) >= _LEAST_LETTERS and "\n" not in words and not _STATEMENT.search(words)


def _letters(words: str) -> str:
    """Return the letters of a sentence outside its gaps."""
    return "".join(letter for text, *_ in string.Formatter().parse(words) for letter in text if letter.isalpha())


def _reads(words: str) -> bool:
    """Return whether somebody may be meant to read it: several words, or one that is a sentence."""
    bare = words.strip()
    if not bare or not any(letter.isalpha() for letter in bare) or "\n" in bare or _STATEMENT.search(bare):
        return False
    return (" " in bare and bare[0].isalpha()) or (bare[0].isupper() and bare[-1] in ".:?…")


def _single_words() -> Iterator[str]:
    """Yield what is told from a name of the program's by no syntax: stages, outcomes, evidence, families of files."""
    sys.path.insert(0, str(ROOT))
    from app.desktop.timeline import _FACTS
    from app.domain.activity import Evidence
    from app.domain.correcting import Fact, fact_words
    from app.domain.outcome import OUTCOMES
    from app.domain.source_words import TITLES
    from app.domain.stage import Stage
    from app.leadfiles.families import FAMILIES, format_words
    from app.leadfiles.guessing import CHOICES

    yield from (stage.words for stage in Stage)
    for outcome in OUTCOMES.values():
        yield outcome.words
        yield from outcome.reasons
    yield from (each.value.replace("_", " ") for each in Evidence)
    yield from (fact_words(fact) for fact in Fact)
    yield from _FACTS.values()
    yield from CHOICES
    yield from TITLES
    yield from map(format_words, FAMILIES)


# --- writing it down


def catalogue(messages: Iterable[Message], path: Path) -> str:
    """Return a catalogue with these messages; what is translated in the file that is there stays so."""
    kept = dict(_translations(path)) if path.exists() else {}
    root = ET.Element("TS", version="2.1", language=path.stem.partition("_")[2], sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for message in messages:
        if message.context not in contexts:
            contexts[message.context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[message.context], "name").text = message.context
        counts = "%n" in message.source
        made = ET.SubElement(contexts[message.context], "message", {"numerus": "yes"} if counts else {})
        ET.SubElement(made, "source").text = message.source
        if message.comment:
            ET.SubElement(made, "comment").text = message.comment
        made.append(kept.get(message, ET.Element("translation", type="unfinished")))
    ET.indent(root, "    ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{ET.tostring(root, "unicode")}\n'


def _translations(path: Path) -> Iterator[tuple[Message, ET.Element]]:
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            said = message.find("translation")
            if said is not None and ("".join(said.itertext())).strip():
                source, comment = message.findtext("source", ""), message.findtext("comment", "")
                yield Message(context.findtext("name", ""), source, comment), said


def sentences(messages: Iterable[Message]) -> str:
    """Return the sentences of app that have gaps, the longest first: they are tried in that order."""
    gapped = {m.source for m in messages if m.context == APP and any(gap is not None for _, gap, *_ in _parts(m))}
    return "".join(f"{words}\n" for words in sorted(gapped, key=lambda words: (-len(_letters(words)), words)))


def _parts(message: Message) -> list[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(string.Formatter().parse(message.source))
    except ValueError:
        # a brace of its own: no sentence with gaps
        return []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
