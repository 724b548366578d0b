"""What is wrong with a playbook, and where its file says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from app.domain.playbook import Step
from app.domain.toml_text import Entry, Table, tables_of

#: where what stands above the steps is
TOP = "the top"
#: how a text that is no TOML is read: where a table begins, though its brackets are not closed, and what names it
_HEAD = re.compile(r"\s*\[\[?\s*[A-Za-z]")
_STEP = re.compile(r"\s*\[\[?\s*step\b")
_TEMPLATE = re.compile(r"""\s*\[\s*template\s*\.\s*["']?([^\]"']+)""")
_ID = re.compile(r"""\s*id\s*=\s*["']([^"']+)""")
_WORDS = re.compile(r"""\s*template\s*=\s*["']([^"']+)""")


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that is wrong, or worth a second look.

    `step` is the id of the step that causes it, `number` its place among the steps (from 0 on); `template` the
    name of the template, `used_by` the steps that take their words from it; with none of them it is about what
    stands above the steps. `key` is the one at fault. `line` is None where there is no text or it does not show.
    """

    what: str
    step: str = ""
    number: int | None = None
    template: str = ""
    used_by: tuple[str, ...] = ()
    key: str = ""
    line: int | None = None

    @property
    def place(self) -> str:
        if self.step:
            return f"step “{self.step}”"
        if self.number is not None:
            return f"step {self.number + 1}"
        if self.template:
            users = ", ".join(f"“{step_id}”" for step_id in self.used_by)
            of = f" of step{'s' if len(self.used_by) > 1 else ''} {users}" if users else ""
            return f"template “{self.template}”{of}"
        return TOP if self.key else ""

    @property
    def described(self) -> str:
        """Return the problem as one line for whoever has no file before them: "step “call-4”: ..."."""
        return f"{self.place}: {self.what}" if self.place else self.what

    @property
    def words(self) -> str:
        """Return the problem as one line: "line 34, step “call-4”: ..."."""
        place = "" if self.line and self.place == TOP else self.place
        where = ", ".join(filter(None, [f"line {self.line}" if self.line else "", place]))
        return f"{where}: {self.what}" if where else self.what


def problem_at(number: int, step: Step, key: str, what: str) -> Problem:
    return Problem(what=what, step=step.step_id, number=number, key=key)


def when_key(step: Step) -> str:
    """Return the key that says when a step is due."""
    return "on_day" if step.on_day is not None else "every" if step.every_s is not None else "after"


def place_of(text: str, line: int) -> Problem:
    """Return a problem that names the step or template in whose lines a line stands, for a text that is no TOML.

    Read by the look of its lines, since nothing else can be read.
    """
    lines = text.split("\n")
    heads = [n for n, words in enumerate(lines) if _HEAD.match(words)]
    parts = [lines[at:end] for at, end in pairwise([*heads, len(lines)])]
    steps = [(n, part) for n, part in zip(heads, parts, strict=True) if _STEP.match(part[0])]
    before = [(n, part) for n, part in zip(heads, parts, strict=True) if n < line]
    if not before:
        return Problem(what="")
    at, part = before[-1]
    if _STEP.match(part[0]):
        return Problem(what="", step=_said(part, _ID), number=[n for n, _ in steps].index(at))
    name = _said(part, _TEMPLATE)
    users = tuple(filter(None, (_said(step, _ID) for _, step in steps if name and _said(step, _WORDS) == name)))
    return Problem(what="", template=name, used_by=users)


def _said(lines: Sequence[str], pattern: re.Pattern[str]) -> str:
    return next((found[1].strip() for words in lines if (found := pattern.match(words))), "")


def located(problems: Iterable[Problem], text: str) -> list[Problem]:
    """Return the problems with the lines of the file they are about, in the order of the lines."""
    tables = tables_of(text)
    found = [p if p.line else msgspec.structs.replace(p, line=_line_of(p, tables)) for p in problems]
    return sorted(found, key=lambda p: p.line or 0)


def _line_of(problem: Problem, tables: list[Table]) -> int | None:
    if problem.number is not None:
        steps = [table for table in tables if table.name == "step" and table.is_listed]
        table = steps[problem.number] if problem.number < len(steps) else None
        # steps may stand in one list at the top, all on its line
        problem = problem if table else msgspec.structs.replace(problem, key="step")
    elif problem.template:
        table = next((t for t in tables if t.name == f"template.{problem.template}"), None)
    else:
        # what should be a key may have been written as a table
        table = next((t for t in tables if problem.key and t.name.partition(".")[0] == problem.key), None)
    entry: Entry | None = None
    if table is not None:
        entry = table.entries.get(problem.key)
        return entry.line if entry else table.line
    for key in (problem.key, f"template.{problem.template}"):
        entry = entry or (tables[0].entries.get(key) if tables else None)
    return entry.line if entry else None
