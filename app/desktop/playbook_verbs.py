"""The desktop's verbs about the playbook: judging, showing, using and previewing one, and moving leads to it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from app.desktop.changes import NOTHING
from app.desktop.desk import Desk
from app.desktop.moves import Move
from app.domain.lead import Channel
from app.domain.moving import moved_answer
from app.domain.playbook import Playbook
from app.domain.playbook_canonical import canonical
from app.domain.playbook_changes import says_the_same
from app.domain.playbook_checks import Terms, check
from app.domain.templates import segments
from app.errors import BadInput
from app.named_files import read_named_text, shown_name

Answer = dict[str, Any]


def run(args: Namespace, desk: Desk) -> Answer:
    """Do what `playbook` is asked for; judging a file alone needs no desk and is `playbook_check`."""
    match args.what:
        case "show":
            text = desk.playbooks.text()
            shown = canonical(text) if args.canonical else text
            return {**_playbook_json(desk.playbooks.current()), "text": shown}
        case "use":
            return _use(desk, read_named_text(args.file), shown_name(args.file))
        case "preview":
            return _preview(desk, args)
        case _:
            return _move(desk, args)


def playbook_check(path: Path, terms: Terms) -> Answer:
    """Answer with the problems of a playbook file, each naming its step; none means it can be used."""
    found = check(read_named_text(path), terms)
    answer: Answer = {
        "ok": found.playbook is not None,
        "problems": [problem.words for problem in found.problems],
        "warnings": [problem.words for problem in found.warnings],
    }
    if found.playbook is not None:
        answer |= {"name": found.playbook.name, "steps": len(found.playbook.steps)}
    return answer


def playbook_format(path: Path) -> Answer:
    """Answer with a file's usual form, its comments kept; nothing is written. Raises BadPlaybook."""
    given = read_named_text(path)
    text = canonical(given, name=shown_name(path))
    return {"same": text == given, "text": text}


def _use(desk: Desk, text: str, name: str) -> Answer:
    playbook, changed = desk.playbooks.use(text, name)
    # last, so that on a terminal they are not scrolled away by the steps
    answer = {**_playbook_json(playbook), "warnings": [one.words for one in desk.playbooks.check(text).warnings]}
    return {**answer, "said": says_the_same(playbook.version)} if changed == NOTHING else answer


def _preview(desk: Desk, args: Namespace) -> Answer:
    text = read_named_text(args.file) if args.file else ""
    shown = desk.playbooks.preview(args.template, text=text, lead_id=args.lead)
    answer: Answer = {
        "template": shown.template.name,
        "channel": shown.template.channel.value,
        "invented": shown.is_invented,
        "subject": shown.subject or None,
        "body": shown.body,
    }
    if shown.template.channel is Channel.TEXT:
        answer["parts"] = segments(shown.body.strip())
    return answer


def _move(desk: Desk, args: Namespace) -> Answer:
    asked = Move(to=args.to or 0, lead_id=args.lead, of_version=args.from_version or 0, why=args.why)
    if not (args.lead or args.from_version or args.all):
        raise BadInput("Which leads are to be moved?", "Say --lead ID, --from VERSION or --all.")
    return moved_answer(desk.moves.here(asked, dry_run=args.dry_run), dry_run=args.dry_run)


def _playbook_json(playbook: Playbook) -> Answer:
    return {
        "name": playbook.name,
        "version": playbook.version,
        "summary": playbook.summary,
        "source": playbook.source,
        "caveat": playbook.caveat,
        "first_call_within_s": playbook.first_call_within_s,
        "give_up_after_s": playbook.give_up_after_s,
        "on_exhausted": playbook.on_exhausted.value,
        "take_back_after_s": playbook.take_back_after_s,
        "per_call_s": playbook.per_call_s,
        "steps": [
            {
                "id": step.step_id,
                "channel": step.channel.value,
                "track": step.track.value,
                "by": step.by.value,
                "after_s": step.after_s,
                "on_day": step.on_day,
                "every_s": step.every_s,
                "before_expiry_s": step.before_expiry_s,
                "within_s": step.within_s,
                "between": list(step.between) if step.between else None,
                "template": step.template or None,
                "note": step.note or None,
            }
            for step in playbook.steps
        ],
        "templates": [
            {"name": own.name, "channel": own.channel.value, "subject": own.subject or None, "body": own.body}
            for own in playbook.templates
        ],
    }
