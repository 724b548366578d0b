"""What changed from one version of a playbook to another, in words people read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

import msgspec

from app.domain.playbook import Doer, Playbook, Step, Track
from app.domain.playbook_words import PER_CALL_S, between_text, duration_text, step_values, top_values
from app.domain.templates import Template

#: how a key reads to somebody who does not write the file
_WORDS = {
    "first_call_within": "first call promised within",
    "give_up_after": "given up after",
    "on_exhausted": "when all was tried",
    "take_back_after": "taken back after",
    "per_call": "time a call takes",
    "within": "on time for",
    "by": "done by",
}
#: what holds where a file leaves a key out
_LEFT_OUT = {"by": Doer.OFFICER.value, "track": Track.NEW.value, "per_call": duration_text(PER_CALL_S)}
_WHEN = ("after", "on_day", "every", "before_expiry", "between")


class Change(msgspec.Struct, frozen=True):
    """One difference: of a step by its id, of a template's words, or, with neither, of what holds for all steps.

    `what` says of what kind it is; `before` and `after` are "" where there was, or is, nothing.
    """

    step: str
    what: str
    before: str
    after: str


def changes_between(old: Playbook, new: Playbook) -> list[Change]:
    """Return what is different, in the new one's order; what is gone comes last."""
    changes = _differing("", top_values(old), top_values(new))
    before = {step.step_id: step for step in old.steps}
    moved = _moved([s.step_id for s in old.steps], [s.step_id for s in new.steps])
    for place, step in enumerate(new.steps):
        known = before.pop(step.step_id, None)
        if known is None:
            changes.append(Change(step.step_id, "added", "", step_words(step)))
            continue
        changes += _step_changes(known, step)
        if step.step_id in moved:
            was = [s.step_id for s in old.steps].index(step.step_id)
            changes.append(Change(step.step_id, "order", _below(old.steps, was), _below(new.steps, place)))
    changes += [Change(step.step_id, "removed", step_words(step), "") for step in before.values()]
    return changes + _template_changes(old.templates, new.templates)


def change_words(change: Change) -> str:
    """Return a change as one line."""
    who = f"step “{change.step}”: " if change.step else ""
    if change.what.endswith(("added", "removed")):
        return f"{who}{change.what}: {change.after or change.before}"
    return f"{who}{change.what}: {change.before or 'none'} → {change.after or 'none'}"


def says_the_same(version: int) -> str:
    """Return what whoever publishes a file that is in force already is told."""
    return f"Version {version} says the same already; nothing was published."


def step_words(step: Step) -> str:
    """Return all a step asks for in one line: "call on day 5, 09:00-12:00"."""
    parts = [f"{step.channel} {when_words(step)}"]
    if step.within_s is not None:
        parts.append(f"on time for {duration_text(step.within_s)}")
    values = step_values(step)
    parts += [f"{key} {values[key]}" for key in ("template", "by", "track", "note") if values[key]]
    return ", ".join(parts)


def when_words(step: Step) -> str:
    """Return when a step is due: "30m after the start", "on day 5, 09:00-12:00", "every 14d"."""
    if step.after_s is not None:
        return f"{duration_text(step.after_s)} after the start" if step.after_s else "at once"
    if step.every_s is not None:
        letter = step.before_expiry_s
        before = "" if letter is None else f" and {duration_text(letter)} before the letter expires"
        return f"every {duration_text(step.every_s)}{before}"
    return f"on day {step.on_day}" + (f", {between_text(step.between)}" if step.between else "")


def _step_changes(old: Step, new: Step) -> list[Change]:
    when = [Change(new.step_id, "due", when_words(old), when_words(new))] if when_words(old) != when_words(new) else []
    rest = {key: value for key, value in step_values(new).items() if key not in _WHEN}
    return when + _differing(new.step_id, step_values(old), rest)


def _differing(step: str, old: Mapping[str, str | int], new: Mapping[str, str | int]) -> list[Change]:
    def said(key: str, value: str | int) -> str:
        return str(value) or _LEFT_OUT.get(key, "")

    return [
        Change(step, _WORDS.get(key, key), said(key, old[key]), said(key, value))
        for key, value in new.items()
        if value != old[key]
    ]


def _moved(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """Return the ids in both that stand elsewhere among those that are."""
    were, are = [one for one in old if one in new], [one for one in new if one in old]
    kept = SequenceMatcher(None, were, are, autojunk=False).get_matching_blocks()
    return set(are) - {one for block in kept for one in are[block.b : block.b + block.size]}


def _below(steps: Sequence[Step], place: int) -> str:
    return f"below {steps[place - 1].step_id}" if place else "first"


def _template_changes(old: Sequence[Template], new: Sequence[Template]) -> list[Change]:
    before = {template.name: template for template in old}
    changes: list[Change] = []
    for template in new:
        known = before.pop(template.name, None)
        if known is None:
            changes.append(Change("", f"template {template.name} added", "", _template_words(template)))
        elif known != template:
            was, now = _template_words(known), _template_words(template)
            changes.append(Change("", f"template {template.name}", was, now))
    gone = [Change("", f"template {name} removed", _template_words(one), "") for name, one in before.items()]
    return changes + gone


def _template_words(template: Template) -> str:
    return " · ".join(line for line in [template.subject, *template.body.splitlines()] if line.strip())
