"""What is wrong with a playbook, and where its file says it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from app.domain.toml_text import Entry, Table, tables_of

#: where what stands above the steps is
TOP = "the top"


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that is wrong, or worth a second look.

    `step` is the id of the step that causes it, `number` its place among the steps (from 0 on); `template` the
    name of the template; with none of them it is about what stands above the steps. `key` is the one at fault.
    `line` is None where there is no text or it does not show.
    """

    what: str
    step: str = ""
    number: int | None = None
    template: str = ""
    key: str = ""
    line: int | None = None

    @property
    def place(self) -> str:
        if self.step:
            return f"step “{self.step}”"
        if self.number is not None:
            return f"step {self.number + 1}"
        return f"template “{self.template}”" if self.template else TOP if self.key else ""

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
