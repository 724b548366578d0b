"""A playbook's file in its usual form: keys in their order, lengths in their largest unit, every comment kept."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.playbook import Playbook
from app.domain.playbook_file import look_through, read_playbook
from app.domain.playbook_words import step_values, top_values
from app.domain.playbook_writing import lines_of, new_file, template_header, template_values
from app.domain.toml_text import Table, tables_of


def canonical(text: str, *, name: str = "the playbook") -> str:
    """Return the same playbook in its usual form; raises BadPlaybook.

    Comments stay with the key or the table they stand above or behind. A file laid out in a way that cannot be
    followed, such as its steps in one list, loses them.
    """
    playbook = read_playbook(text, name=name)
    written = _written(playbook, text.replace("\r\n", "\n"))
    again = look_through(written)
    return written if again.playbook == playbook and not again.problems else new_file(playbook)


def _written(playbook: Playbook, text: str) -> str:
    tables = tables_of(text)
    steps = [table for table in tables if table.name == "step" and table.is_listed]
    own = {table.name.removeprefix("template."): table for table in tables if table.name.startswith("template.")}
    if len(steps) != len(playbook.steps) or set(own) != {template.name for template in playbook.templates}:
        return ""
    out = _table(text, tables[0], "", top_values(playbook))
    for table, step in zip(steps, playbook.steps, strict=True):
        out += "\n" + _table(text, table, "[[step]]", step_values(step))
    for template in playbook.templates:
        out += "\n" + _table(text, own[template.name], template_header(template), template_values(template))
    below = _comments(text[tables[-1].end :])
    return out + (f"\n{below.rstrip()}\n" if below.strip() else "")


def _table(text: str, table: Table, header: str, values: Mapping[str, str | int]) -> str:
    """Return a table with each key's comments above it, and those of a key that says nothing new at its place."""
    start = text.rfind("\n", 0, table.body - 1) + 1 if header else table.start
    out = ""
    if header:
        out = _comments(text[table.start : start]) + header + _behind(text[start : table.body].partition("]")[2]) + "\n"
    above, at = dict[str, str](), table.body
    behind = dict[str, str]()
    for key, entry in table.entries.items():
        above[key], behind[key] = _comments(text[at : entry.start]), _behind(text[entry.value_end : entry.end])
        at = entry.end
    for key in [*values, *(key for key in table.entries if key not in values)]:
        line = lines_of({key: values.get(key, "")})
        if line:
            out += above.get(key, "") + line.removesuffix("\n") + behind.get(key, "") + "\n"
        else:
            out += above.get(key, "") + (f"{behind[key].strip()}\n" if behind.get(key) else "")
    return out + _comments(text[at : table.end])


def _comments(region: str) -> str:
    """Return the comments between two things, an empty line where there was one after a comment."""
    out = ""
    # by the ends that TOML knows: a comment may hold any other that `splitlines` takes for one
    for line in region.removesuffix("\n").split("\n"):
        words = line.strip()
        if words or (out and not out.endswith("\n\n")):
            out += f"{words}\n"
    return out


def _behind(rest: str) -> str:
    """Return the comment at the end of a line, two blanks before it."""
    at = rest.find("#")
    return "" if at < 0 else f"  {rest[at:].strip()}"
