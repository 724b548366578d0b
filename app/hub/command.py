"""From the words of a `hub` command line to its verb."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from app.clock import Clock
from app.command_line import day_of, dollars_of, instant_of
from app.domain.playbook_checks import Terms
from app.errors import BadInput
from app.hub import (
    call_verbs,
    experiment_verbs,
    giving,
    giving_out,
    handover_verbs,
    hold_verbs,
    intake_verbs,
    list_verbs,
    live_verbs,
    loan_verbs,
    marketing_verbs,
    money_verbs,
    oversight_verbs,
    people_verbs,
    playbook_verbs,
    pool_verbs,
    recovery_keys,
    report_files,
    rollup_verbs,
    scheduling,
    seats,
    sign_in_verbs,
    spreading,
    support_verbs,
    verbs,
)
from app.hub.gathering import Days
from app.hub.intake import LeadFile
from app.hub.people import Changes, Newcomer
from app.hub.pool import PoolRules
from app.hub.ports import HubStore
from app.hub.report_files import NO_MEANS, Means
from app.hub.reports import Question, Report, Sums
from app.hub.verbs import Answer
from app.hub.webhook import Post
from app.leadfiles.batches import Watched, unwatched
from app.named_files import read_named, shown_name

#: groups of verbs that read their own words
_GROUPS: dict[str, Callable[[Namespace, HubStore, Clock], Answer]] = {
    "dnc": list_verbs.run,
    "calls": call_verbs.run,
    "stages": loan_verbs.run,
    "costs": money_verbs.run,
    "spend": money_verbs.run,
    "intake": intake_verbs.run,
    "branch": oversight_verbs.run,
    "audit": oversight_verbs.export,
    "purge": oversight_verbs.purge,
    "sign-in": sign_in_verbs.run,
    "recovery-key": recovery_keys.run,
    "mail": scheduling.mail,
    "hold": hold_verbs.run,
    "support-bundle": support_verbs.run,
    "people": people_verbs.run,
    "lead": lambda args, store, clock: verbs.lead(store, clock, args.lead_id),
    "emergency": lambda args, store, clock: verbs.emergency(
        store, clock, args.what, getattr(args, "state", ""), getattr(args, "why", "")
    ),
}
#: and those that ask the playbook or the contact rules as well
_JUDGED = {
    "playbook": playbook_verbs.run,
    "credits": marketing_verbs.run,
    "marketing": marketing_verbs.run,
    **dict.fromkeys(live_verbs.VERBS, live_verbs.run),
}


#: verbs that add up what they tell, and groups that may post it
_OF_SUMS: dict[str, Callable[[Namespace, HubStore, Clock, Sums, Post | None], Answer]] = {
    "claims": handover_verbs.claims,
    "exhausted": handover_verbs.exhausted,
    "rollups": lambda args, store, clock, sums, _post: rollup_verbs.run(args, store, clock, sums),
    "works": lambda args, store, clock, sums, _post: experiment_verbs.works(args, store, clock, sums),
    "experiment": lambda args, store, clock, sums, _post: experiment_verbs.run(args, store, clock, sums),
}


def only_reads(args: Namespace) -> bool:
    """Return whether a verb tells of a hub and needs none to be made: in a desk's folder it has nothing to tell."""
    tells = ("report", "rollups", "works", "lead", "live", "moves", "verify", "audit", "backup", "expire-backups")
    return args.hub_verb in tells or getattr(args, "what", "") in ("list", "pool", "posts", "unmatched", "show", "plan")


def run(
    args: Namespace,
    store: HubStore,
    clock: Clock,
    sums: Sums,
    terms: Terms,
    watched: Watched = unwatched,
    post: Post | None = None,
    means: Means = NO_MEANS,
) -> Answer:
    """Do what the command line says and return the answer; every verb but `serve`, which has none.

    An answer with `ok` False is for exit code 1. `post` is how a company's own receiver is posted to, `means` what
    reports need of outside the hub.
    """
    if (group := _GROUPS.get(args.hub_verb)) is not None:
        return group(args, store, clock)
    if args.hub_verb in ("report", "schedule"):
        return _report(args, store, clock, sums, means)
    if (summed := _OF_SUMS.get(args.hub_verb)) is not None:
        return summed(args, store, clock, sums, post)
    if (judged := _JUDGED.get(args.hub_verb)) is not None:
        return judged(args, store, clock, terms)
    match args.hub_verb:
        case "company":
            changes = {key: getattr(args, key) for key in ("name", "zone", "own_leads", "cap", "lease_days", "assigns")}
            return verbs.company(store, clock, **changes)
        case "person":
            return _person(args, store, clock)
        case "invite":
            return verbs.invite(store, clock, args.name)
        case "device":
            return _device(args, store, clock)
        case "leads":
            return _leads(args, store, clock, terms, watched)
        case "verify":
            return verbs.verify(store)
        case _:
            raise BadInput("The hub has no such verb.", "hub --help lists them.")


def _report(args: Namespace, store: HubStore, clock: Clock, sums: Sums, means: Means) -> Answer:
    if args.hub_verb == "schedule":
        return scheduling.run(args, store, clock, sums, means.password)
    if args.out is None:
        return verbs.report(store, clock, sums, _question(args))
    return report_files.save(args, store, clock, sums, _question(args), means)


def _leads(args: Namespace, store: HubStore, clock: Clock, terms: Terms, watched: Watched) -> Answer:
    if args.what == "give" and args.in_turn:
        return spreading.run(args, store, clock, terms.rules)
    if args.what == "give":
        asked = giving.Handover(args.to, args.lead, args.holder, args.why)
        return giving.give(store, terms.rules, asked, clock.now(), dry_run=args.dry_run)
    if args.what == "distribute":
        return giving_out.run(args, store, clock, PoolRules(terms.rules))
    if args.what != "import":
        return pool_verbs.run(args, store, clock, terms.rules)
    file = LeadFile(
        name=shown_name(args.file),
        data=read_named(args.file),
        source=args.source,
        campaign=args.campaign,
        cost=dollars_of(args.cost),
    )
    to = {"assign": args.assign, "distribute": args.distribute, "rules": PoolRules(terms.rules)}
    return verbs.leads_import(store, clock, file, watched, dry_run=args.dry_run, **to)


def _device(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    if args.what == "list":
        return verbs.device_list(store)
    return verbs.device_revoke(store, clock, args.device_id, wipe=args.wipe, at_once=args.now)


def _question(args: Namespace) -> Question:
    if args.by and args.what != Report.WORKS_RESPONSES:
        raise BadInput("Only works-responses is split by a field.", "Leave --by out.")
    return Question(
        Report(args.what),
        Days(day_of(args.start), day_of(args.end)),
        branch=args.branch,
        officer=args.officer,
        at=instant_of(args.at),
        by=args.by,
    )


def _person(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    match args.what:
        case "add":
            newcomer = Newcomer(
                name=args.name,
                role=args.role,
                branch=args.branch,
                licensed=args.licensed or "",
                hours=args.hours or "",
                zone=args.zone or "",
                nmls_id=args.nmls,
                email=args.email,
                phone=args.phone,
                person_id=args.id,
            )
            return verbs.person_add(store, clock, newcomer)
        case "set":
            changes = Changes(
                hours=args.hours,
                zone=args.zone,
                licensed=args.licensed,
                off=args.off,
                cover=args.cover,
                nmls_id=args.nmls,
                email=args.email,
                phone=args.phone,
            )
            return verbs.person_set(store, clock, args.name, changes, args.why)
        case "seat":
            return seats.run(args, store, clock)
        case "leave":
            return verbs.person_leave(store, clock, args.name)
        case _:
            return verbs.person_list(store, clock)
