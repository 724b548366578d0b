"""Which reports go out by themselves: said at the hub, shown with what became of the last, and the mail server."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from app.clock import Clock
from app.domain.ids import new_id
from app.domain.officer import wall_clock
from app.domain.rhythm import read_rhythm
from app.errors import BadInput
from app.hub.auditing import OPERATOR, note
from app.hub.mailing import Password, address_of, check_server
from app.hub.people import person_named
from app.hub.ports import HubStore, Rows
from app.hub.records import Person
from app.hub.reports import NotForThisRole, Question, Report, Sums, check_scope, officer_called, scope_of
from app.hub.schedule_records import TO_FOLDER, Delivery, MailServer, Plan, Schedule
from app.hub.sending_out import Sender

Answer = dict[str, Any]


def run(args: Namespace, store: HubStore, clock: Clock, sums: Sums, password: Password) -> Answer:
    """Do what `hub schedule` is asked for."""
    now = clock.now()
    match args.what:
        case "add":
            return add(store, _plan(args, store), now)
        case "remove":
            return remove(store, args.schedule_id, now)
        case "run":
            schedule = _named(store, args.schedule_id)
            sent = Sender(store, sums, password).send_now(schedule, now)
            with store.reading() as rows:
                names = _names(rows)
            told = [_delivery(one, names) for one in sent]
            return {"ok": all(one.state == "sent" for one in sent), "sent": told}
        case _:
            return listed(store)


def mail(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    """Do what `hub mail` is asked for."""
    if args.what == "show":
        with store.reading() as rows:
            return _server(rows.schedules.mail_server())
    server = _said_server(args) if args.what == "set" else None
    if server is not None:
        check_server(server)
    with store.writing() as rows:
        rows.schedules.put_mail_server(server)
        note(rows, clock.now(), OPERATOR, "mail server named" if server else "mail server taken out", "mail")
    return _server(server)


def add(store: HubStore, plan: Plan, now: datetime) -> Answer:
    """Add a schedule. Raises BadInput, also for a receiver who may not see the report."""
    with store.reading() as rows:
        zone, people = rows.company().zone, [rows.people.by_id(person_id) for person_id in plan.person_ids]
    for person in people:
        if person is not None:
            _check_receiver(store, person, plan)
    schedule = Schedule(new_id(now), plan, now, plan.rhythm.following(now, zone))
    with store.writing() as rows:
        rows.schedules.add(schedule)
        told = f"schedule added: the {plan.report} report, {plan.rhythm.every} {wall_clock(plan.rhythm.minute)}"
        note(rows, now, OPERATOR, told, schedule.schedule_id)
        for person_id in plan.person_ids:
            note(rows, now, OPERATOR, f"the {plan.report} report goes to them by mail", person_id)
    return {"schedule_id": schedule.schedule_id, "next_at": schedule.next_at.isoformat()}


def remove(store: HubStore, schedule_id: str, now: datetime) -> Answer:
    schedule = _named(store, schedule_id)
    with store.writing() as rows:
        rows.schedules.remove(schedule.schedule_id)
        note(rows, now, OPERATOR, "schedule removed", schedule.schedule_id)
    return {"schedule_id": schedule.schedule_id}


def listed(store: HubStore) -> Answer:
    """Each schedule with when it is due next and what became of the last time, failures in words."""
    with store.reading() as rows:
        schedules, last, names = rows.schedules.all(), rows.schedules.last(), _names(rows)
    return {
        "schedules": [
            {
                "schedule_id": schedule.schedule_id,
                "report": schedule.plan.report,
                "every": schedule.plan.rhythm.every,
                "at": wall_clock(schedule.plan.rhythm.minute),
                "period": schedule.plan.period,
                "branch": schedule.plan.branch or None,
                "officer": schedule.plan.officer or None,
                "formats": list(schedule.plan.formats),
                "to": [names.get(to_id, to_id) for to_id in schedule.plan.person_ids],
                "folder": schedule.plan.folder or None,
                "next_at": schedule.next_at.isoformat(),
                "last": [_delivery(one, names) for one in last if one.schedule_id == schedule.schedule_id],
            }
            for schedule in schedules
        ]
    }


def _named(store: HubStore, schedule_id: str) -> Schedule:
    with store.reading() as rows:
        found = [one for one in rows.schedules.all() if one.schedule_id == schedule_id]
    if not found:
        raise BadInput(f"There is no schedule {schedule_id}.", "hub schedule list shows them.")
    return found[0]


def _plan(args: Namespace, store: HubStore) -> Plan:
    if bool(args.to) == (args.folder is not None):
        raise BadInput("A report goes to people or to a folder.", "Use --to NAME, once for each, or --folder DIR.")
    folder = "" if args.folder is None else str(args.folder.expanduser().absolute())
    if folder and not Path(folder).is_dir():
        raise BadInput(f"{args.folder} is no folder.", "Make it first, where the hub may write.")
    formats = tuple(dict.fromkeys(args.formats or ["xlsx"]))
    # what would fail at every delivery, which nobody waits for, is told to who asks for it
    check_scope(Question(Report(args.report), branch=args.branch, officer=args.officer))
    with store.reading() as rows:
        people = [person_named(rows, name) for name in dict.fromkeys(args.to)]
        branch = rows.people.branch_named(args.branch) if args.branch else None
        if args.branch and branch is None:
            raise BadInput(f"There is no branch {args.branch}.", "hub branch list shows them.")
        officer_called(rows, args.officer, None if branch is None else {branch.branch_id})
    if args.report == Report.OFFICER and folder and not args.officer:
        raise BadInput("An officer's report needs a name.", "Give it with --officer NAME.")
    return Plan(
        report=args.report,
        rhythm=read_rhythm(args.every, args.at),
        period=args.period,
        branch=args.branch,
        officer=args.officer,
        formats=formats,
        for_excel=args.for_excel,
        person_ids=tuple(person.person_id for person in people),
        folder=folder,
    )


def _check_receiver(store: HubStore, person: Person, plan: Plan) -> None:
    """Refuse whoever may not see the report: what is mailed is what their own desk would be answered."""
    try:
        address_of(person.officer.email)
    except (ValueError, IndexError):
        raise BadInput(f"{person.name} has no mail address here.", "Give it with hub person set --email.") from None
    try:
        scope_of(store, person, Question(Report(plan.report), branch=plan.branch, officer=plan.officer))
    except NotForThisRole as refused:
        happened = f"{person.name} may not see this report: they are {person.role} here."
        raise BadInput(happened, "Send them one that their own desk would be answered.") from refused


def _names(rows: Rows) -> dict[str, str]:
    return {person.person_id: person.name for person in rows.people.all()}


def _delivery(delivery: Delivery, names: Mapping[str, str]) -> Answer:
    def iso(at: datetime | None) -> str | None:
        return None if at is None else at.isoformat()

    return {
        "to": "folder" if delivery.to_id == TO_FOLDER else names.get(delivery.to_id, delivery.to_id),
        "due_at": iso(delivery.due_at),
        "state": delivery.state,
        "tries": delivery.tries,
        "sent_at": iso(delivery.done_at),
        "next_try_at": iso(delivery.next_try_at),
        "why": delivery.why or None,
    }


def _said_server(args: Namespace) -> MailServer:
    kept_in = f"keyring:{args.password_keyring}" if args.password_keyring else ""
    if args.password_file is not None:
        kept_in = f"file:{args.password_file.expanduser().absolute()}"
    port = args.port or {"tls": 465, "starttls": 587, "none": 25}[args.tls]
    ca_file = "" if args.ca is None else str(args.ca.expanduser().absolute())
    return MailServer(
        host=args.host,
        port=port,
        tls=args.tls,
        sender=args.sender,
        user=args.user,
        password_in=kept_in,
        ca_file=ca_file,
    )


def _server(server: MailServer | None) -> Answer:
    if server is None:
        return {"host": None}
    return {
        "host": server.host,
        "port": server.port,
        "tls": server.tls,
        "from": server.sender,
        "user": server.user or None,
        "password_in": server.password_in or None,
        "ca": server.ca_file or None,
    }
