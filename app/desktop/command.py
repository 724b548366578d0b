"""From the words of the desktop's command line to the verb."""

from __future__ import annotations

import socket
from argparse import Namespace
from typing import Any

from app.command_line import day_of, instant_of
from app.desktop import playbook_verbs, verbs
from app.desktop.activities import Note
from app.desktop.desk import Desk
from app.desktop.leads import NewLead
from app.desktop.taking import Wish
from app.desktop.verbs import Answer
from app.domain.lead import Channel
from app.domain.officer import NAMELESS, read_days, read_hours, read_licences
from app.errors import BadUsage
from app.leadfiles.batches import Watched, unwatched
from app.protocol.wire import Taking


def run(args: Namespace, desk: Desk, watched: Watched = unwatched) -> Answer:
    """Do what the command line says and return the answer; raises BadInput for words that make no sense.

    Long work is `watched`: whoever waits for it sees how far it is and may end it.
    """
    at = instant_of(getattr(args, "at", None))
    match args.verb:
        case "import":
            return verbs.import_files(
                desk, verbs.Import(args.files, args.source, args.map, args.rejected), watched, dry_run=args.dry_run
            )
        case "add":
            typed = {
                key: getattr(args, key) for key in ("name", "phone", "email", "state", "referred_by", "co_borrower")
            }
            return verbs.add(desk, NewLead(**typed, origin=verbs.origin_of(args.origin), zip=args.zip_code))
        case "leads":
            return verbs.leads(desk, args.search, args.limit)
        case "lead":
            return verbs.lead(desk, args.lead_id)
        case "queue":
            return verbs.queue(desk, at)
        case "plan":
            return verbs.plan(desk, args.lead, at)
        case "may-contact":
            return verbs.may_contact(desk, args.lead_id, Channel(args.channel), at)
        case _:
            return _say(args, desk)


def _say(args: Namespace, desk: Desk) -> Answer:
    at = instant_of(getattr(args, "at", None))
    match args.verb:
        case "log":
            return verbs.log(desk, _note(args))
        case "note":
            return verbs.note(desk, args.lead_id, args.words, at)
        case "place":
            return verbs.place(desk, args.lead_id, args.state, at)
        case "letter":
            return verbs.letter(desk, args.lead_id, day_of(args.day), at)
        case "undo":
            return verbs.undo(desk, args.activity_id)
        case _:
            return _company(args, desk)


def _company(args: Namespace, desk: Desk) -> Answer:
    match args.verb:
        case "me":
            return verbs.me(desk, _facts(args))
        case "working-now":
            return verbs.working_now(desk, on=args.switch == "on")
        case "enroll":
            return verbs.enroll(desk, args.hub, args.code, socket.gethostname())
        case "sign-in":
            return verbs.sign_in(desk, args.hub, args.code, socket.gethostname())
        case "sync":
            return verbs.sync(desk)
        case "take":
            return verbs.take(desk, _wish(args))
        case "report":
            return verbs.report(desk, day_of(args.start), day_of(args.end))
        case _:
            return playbook_verbs.run(args, desk)


def _wish(args: Namespace) -> Wish | None:
    """Return what is to be taken, None to list what is on offer."""
    if args.next:
        if args.lead_id:
            raise BadUsage("The next lead is the hub's to choose.", "Say either --next or a lead's id.")
        return Wish(Taking.NEXT)
    if not args.lead_id:
        if args.over:
            raise BadUsage("Which lead?", "Write its id: take LEAD --over.")
        # of whom one covers for the hub chooses, as of the pool
        return Wish(Taking.COVER) if args.cover else None
    taking = Taking.TAKE_OVER if args.over else Taking.COVER if args.cover else Taking.LEAD
    why = args.why.strip()
    if args.over and not why:
        raise BadUsage("A lead is taken over with a reason.", "Say it with --why; it is listed with it.")
    return Wish(taking, args.lead_id, why if args.over else "")


def _facts(args: Namespace) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for said, fact in (("nmls", "nmls_id"), ("phone", "phone"), ("email", "email"), ("company", "company")):
        if getattr(args, said) is not None:
            facts[fact] = getattr(args, said).strip()
    if args.name is not None:
        facts["name"] = args.name.strip() or NAMELESS
    if args.zone is not None:
        facts["zone"] = args.zone
    if args.hours is not None:
        facts["hours"] = read_hours(args.hours) if args.hours else None
    if args.licensed is not None:
        facts["licences"] = read_licences(args.licensed) if args.licensed else None
    if args.off is not None:
        facts["days_off"] = read_days(args.off)
    return facts


def _note(args: Namespace) -> Note:
    return Note(
        lead_id=args.lead_id,
        kind=verbs.outcome_of(args.outcome),
        channel=Channel(args.channel) if args.channel else None,
        number=args.number,
        began_at=instant_of(args.at),
        when=instant_of(args.when),
        reason=args.reason,
        note=args.note,
    )
