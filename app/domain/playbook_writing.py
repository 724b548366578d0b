"""Writing a playbook's file: what did not change stays byte for byte, comments stay with their steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import msgspec

from app.domain.kept_comments import comments_kept, under_comments
from app.domain.playbook import Playbook, Step, Track
from app.domain.playbook_file import look_through
from app.domain.playbook_words import step_values, top_values
from app.domain.templates import Template
from app.domain.toml_text import Entry, Table, paragraph, string, tables_of

_Values = Mapping[str, str | int]


class _Standing(msgspec.Struct, frozen=True):
    """A table of the old text that is still wanted: where it stands, and what it said there."""

    table: Table
    said: _Values


def write_playbook(playbook: Playbook, text: str = "") -> str:
    """Return the playbook as a file: `text` with what differs put in its place, or a new one where there is none.

    A text that is no playbook, or is laid out in a way that cannot be followed, is replaced by a new one.
    """
    look = look_through(text, version=playbook.version)
    if look.playbook is None or look.problems:
        return new_file(playbook)
    if look.playbook == playbook:
        return text
    written = _rewritten(playbook, look.playbook, text)
    # whatever could not be followed in the old text shows here, so that no file says another thing than its playbook
    return written if _says(written, playbook) else new_file(playbook)


def new_file(playbook: Playbook) -> str:
    """Return the playbook as a file nobody wrote before, its keys in their usual order."""
    steps = "".join(_new_table("[[step]]", step_values(step)) for step in playbook.steps)
    templates = "".join(_new_table(template_header(own), template_values(own)) for own in playbook.templates)
    return lines_of(top_values(playbook)) + steps + templates


def _says(text: str, playbook: Playbook) -> bool:
    look = look_through(text, version=playbook.version)
    return not look.problems and look.playbook == playbook


# -- a table -------------------------------------------------------------------------------------------


def template_values(template: Template) -> _Values:
    return {"subject": template.subject, "body": template.body}


def template_header(template: Template) -> str:
    name = template.name if re.fullmatch(r"[A-Za-z0-9_-]+", template.name) else string(template.name)
    return f"[template.{name}]"


def _new_table(header: str, values: _Values) -> str:
    return f"\n{header}\n{lines_of(values)}"


def lines_of(values: _Values) -> str:
    return "".join(_line(key, value) for key, value in values.items() if value != "")


def _line(key: str, value: str | int) -> str:
    return f"{key} = {_written(key, value)}\n"


def _written(key: str, value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    return paragraph(value) if key == "body" else string(value)


def _edited(text: str, old: _Standing, values: _Values) -> str:
    """Return a table's part of the text with the values that differ put in place, added or taken out."""
    table, cuts = old.table, list[tuple[int, int, str]]()
    after = table.body
    for key, value in values.items():
        entry: Entry | None = table.entries.get(key)
        if value != old.said[key]:
            if entry is None:
                cuts.append((after, after, _line(key, value)))
            elif value == "":
                cuts.append((entry.start, entry.end, ""))
            else:
                cuts.append((entry.value_start, entry.value_end, _written(key, value)))
        after = after if entry is None else entry.end
    out, at = "", table.start
    # what is put in at a place goes before what is taken out from there on; the rest keeps the order of the keys
    for start, end, put in sorted(cuts, key=lambda cut: cut[:2]):
        out += text[at:start]
        out += ("" if not put.endswith("\n") or not out or out.endswith("\n") else "\n") + put
        at = end
    return out + text[at : table.end]


# -- the whole -----------------------------------------------------------------------------------------


def _rewritten(playbook: Playbook, old: Playbook, text: str) -> str:
    returns = "\r\n" in text
    if returns:
        text = text.replace("\r\n", "\n")
    tables = tables_of(text)
    steps = [table for table in tables if table.name == "step" and table.is_listed]
    templates = [table for table in tables if table.name.startswith("template.")]
    if len(steps) != len(old.steps) or len(templates) != len(old.templates):
        return ""
    were_steps = [_Standing(t, step_values(s)) for t, s in zip(steps, old.steps, strict=True)]
    were_templates = [_Standing(t, template_values(own)) for t, own in zip(templates, old.templates, strict=True)]
    parts = {
        "": [_edited(text, _Standing(tables[0], top_values(old)), top_values(playbook))],
        "step": _step_parts(text, playbook.steps, were_steps),
        "template": _template_parts(text, playbook.templates, were_templates),
    }
    kinds = [table.name.partition(".")[0] for table in tables]
    # comments below the last entry belong to no table: they end the file, whatever comes to stand above them
    out = _joined(parts, kinds) + text[tables[-1].end :]
    return out.replace("\n", "\r\n") if returns else out


def _joined(parts: dict[str, list[str]], kinds: list[str]) -> str:
    """Put new tables where old ones of their kind stood; what is more than those follows the last of them."""
    order: list[str] = []
    for n, kind in enumerate(kinds):
        left = parts.get(kind, [])
        order += left[:1]
        parts[kind] = left[1:]
        if kind not in kinds[n + 1 :]:
            order += parts.pop(kind)
    order += [part for left in parts.values() for part in left]
    return "".join(part if part.endswith("\n") or part is order[-1] else part + "\n" for part in order)


def _step_parts(text: str, steps: Sequence[Step], were: list[_Standing]) -> list[str]:
    """Return the steps' parts of the text, each made of the old step of the same id.

    A step that got another id is known by its place, if as many steps are there as before.
    """
    by_id = {str(one.said["id"]): one for one in were}
    ids = {step.step_id for step in steps}

    def before(place: int, step: Step) -> _Standing | None:
        found = by_id.get(step.step_id)
        if found is None and len(steps) == len(were) and were[place].said["id"] not in ids:
            return were[place]
        return found

    values = [(before(place, step), step_values(step)) for place, step in enumerate(steps)]
    parts = _parts(text, values, lambda _: "[[step]]")
    now = [(None if old is None else old.table, step.track) for (old, _), step in zip(values, steps, strict=True)]
    kept = comments_kept(text, [(one.table, Track(str(one.said["track"]) or Track.NEW)) for one in were], now)
    parts = [under_comments(kept.get(place, ""), part) for place, part in enumerate(parts)]
    below = kept.get(len(parts), "")
    return [*parts[:-1], f"{parts[-1]}\n{below}" if below else parts[-1]]


def _template_parts(text: str, templates: Sequence[Template], were: list[_Standing]) -> list[str]:
    by_name = {one.table.name.removeprefix("template."): one for one in were}
    values = [(by_name.get(own.name), template_values(own)) for own in templates]
    return _parts(text, values, lambda place: template_header(templates[place]))


def _parts(text: str, values: Sequence[tuple[_Standing | None, _Values]], header: Callable[[int], str]) -> list[str]:
    return [
        _new_table(header(place), said) if old is None else _edited(text, old, said)
        for place, (old, said) in enumerate(values)
    ]
