"""A playbook as it is being edited: every cell holds what was typed, right or wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from app.domain.lead import Channel
from app.domain.playbook import Step
from app.domain.playbook_file import look_through
from app.domain.playbook_words import step_values, top_values
from app.domain.toml_text import string, tables_of
from app.errors import BadInput

Cells = Mapping[str, str]
#: when a step is due, of which a step has exactly one
WHEN = ("after", "on_day", "every")


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """`text` is the file editing began from, whose comments and templates are kept, and `version` its number.

    `top` holds what stands above the steps, `steps` a row each, both by the keys of the file; "" where a key is
    left out. Every change returns another sheet.
    """

    text: str
    version: int
    top: dict[str, str]
    steps: tuple[dict[str, str], ...]

    def with_top(self, key: str, words: str) -> Sheet:
        return msgspec.structs.replace(self, top={**self.top, key: words})

    def with_cell(self, row: int, key: str, words: str) -> Sheet:
        changed = {**self.steps[row], key: words}
        return self._with_steps((*self.steps[:row], changed, *self.steps[row + 1 :]))

    def with_step(self, at: int, cells: Cells) -> Sheet:
        return self._with_steps((*self.steps[:at], dict(cells), *self.steps[at:]))

    def without_step(self, row: int) -> Sheet:
        return self._with_steps((*self.steps[:row], *self.steps[row + 1 :]))

    def moved(self, row: int, to: int) -> Sheet:
        rest = [*self.steps[:row], *self.steps[row + 1 :]]
        rest.insert(to, self.steps[row])
        return self._with_steps(tuple(rest))

    def copy_of(self, row: int) -> Cells:
        """Return a step like the one in a row, under an id of its own."""
        return {**self.steps[row], "id": self._free_id(self.steps[row]["id"])}

    def next_after(self, row: int) -> Cells:
        """Return a new step that stands where the one in a row does, so that nothing about it is wrong yet."""
        if not self.steps:
            return _cells(Step(step_id="call-1", channel=Channel.CALL, after_s=0, within_s=300))
        return {**self.copy_of(row), "template": "", "note": ""}

    def says(self) -> str:
        """Return the sheet as a file that holds every cell as it was typed, for the strict reader to judge."""
        parts = [_lines(self.top), *("\n[[step]]\n" + _lines(cells) for cells in self.steps)]
        templates = (t for t in tables_of(self.text) if t.name.startswith("template."))
        return "".join([*parts, *("\n" + self.text[t.start : t.end] for t in templates)])

    def _with_steps(self, steps: tuple[dict[str, str], ...]) -> Sheet:
        return msgspec.structs.replace(self, steps=steps)

    def _free_id(self, like: str) -> str:
        stem = re.sub(r"-?\d+$", "", like) or "step"
        taken = {cells["id"] for cells in self.steps}
        number = 1
        while f"{stem}-{number}" in taken:
            number += 1
        return f"{stem}-{number}"


def sheet_of(text: str, version: int) -> Sheet:
    """Return a playbook's file as a sheet nobody has changed yet; raises BadInput where it cannot be read whole."""
    look = look_through(text, version=version)
    if look.playbook is None or look.problems:
        raise BadInput(
            "This playbook cannot be edited here, as it is not one this program can read.",
            "Update the program, or mend the file and publish it.",
        )
    steps = tuple(_cells(step) for step in look.playbook.steps)
    return Sheet(text=text, version=version, top=top_values(look.playbook), steps=steps)


def _cells(step: Step) -> dict[str, str]:
    # in a table an empty choice would look like one that was forgotten
    chosen = {"by": step.by.value, "track": step.track.value}
    return {key: str(value) for key, value in step_values(step).items()} | chosen


def _lines(cells: Cells) -> str:
    return "".join(f"{key} = {_value(key, words)}\n" for key, words in cells.items() if words.strip())


def _value(key: str, words: str) -> str:
    # a number beyond four digits is no day; as words the reader names it
    is_day = key == "on_day" and re.fullmatch(r"\s*[0-9]{1,4}\s*", words)
    return str(int(words)) if is_day else string(words)
