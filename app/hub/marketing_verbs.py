"""The hub's verbs about marketing's own steps, and about the bad leads it may claim back."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from app.clock import Clock
from app.domain.contact_rules import ContactRules
from app.domain.lead import Lead
from app.domain.marketing_steps import MarketingStep
from app.domain.money import name_key
from app.domain.playbook_checks import Terms
from app.domain.returns import BadLead, Claimable
from app.errors import UnreadableFile
from app.hub import money_verbs
from app.hub.again import again
from app.hub.auditing import OPERATOR, note
from app.hub.gathering import ALL_DAYS, gather, period_of
from app.hub.handing_out import Handed, Outcome, due, hand_out, take_back
from app.hub.money_facts import Asked, with_money
from app.hub.money_sums import returns_of
from app.hub.ports import HubStore
from app.hub.sums import ScoredSums
from app.leadfiles.mending import table_of
from app.named_files import make_named_folder, read_named, shown_name, with_name, write_new

Answer = dict[str, Any]

#: of what is handed out: by the first it is taken back, the last two are for marketing to fill in
HEADERS = (
    "Handed Out As", "Step", "Channel", "Template", "To", "First Name", "Name", "State", "Source", "Campaign",
    "Due On", "Result", "Date",
)  # fmt: skip


def run(args: Namespace, store: HubStore, clock: Clock, terms: Terms) -> Answer:
    """`hub marketing due|done` and `hub credits ...`, of which `due` asks the playbook and the rules."""
    if args.hub_verb == "credits":
        is_due = args.what == "due"
        return credits_due(args, store, clock, terms.rules) if is_due else money_verbs.run(args, store, clock)
    return _due(args, store, clock, terms.rules) if args.what == "due" else _done(args, store, clock)


def credits_due(args: Namespace, store: HubStore, clock: Clock, rules: ContactRules) -> Answer:
    """Return the bad leads that may be claimed, the most urgent first, by id: nothing of a borrower is in it."""
    now = clock.now()
    with store.reading() as rows:
        facts = gather(rows, period_of(rows.company().zone, ALL_DAYS, now), None, now)
        facts = with_money(rows, facts, now, Asked(of_all=True, of_returns=True))
    found = returns_of(ScoredSums(rules).cases(facts, now), facts, now)
    asked = name_key(args.source)
    bad = [one for one in found.bad if asked in ("", name_key(one.source))]
    with store.writing() as rows:
        note(rows, now, OPERATOR, "saw the bad leads that may be claimed", str(len(bad)))
    vendor_ids = {held.lead.lead_id: held.lead.vendor_id for held in facts.leads}
    return {"bad_leads": [_bad(one, vendor_ids) for one in bad if args.all or one.state is Claimable.OPEN]}


def _bad(one: BadLead, vendor_ids: dict[str, str]) -> Answer:
    return {
        "lead_id": one.lead_id,
        "vendor_id": vendor_ids.get(one.lead_id) or None,
        "source": one.source,
        "campaign": one.campaign,
        "received_on": one.received_on.isoformat(),
        "reason": one.reason,
        "claim": one.words,
        "until": None if one.until is None else one.until.isoformat(),
        "days_left": one.days_left,
    }


def _due(args: Namespace, store: HubStore, clock: Clock, rules: ContactRules) -> Answer:
    now = clock.now()
    if args.out is None:
        return _counted(due(store, rules, now))
    make_named_folder(args.out.parent, "the steps")
    written: list[Path] = []

    def write(handed: Sequence[Handed]) -> None:
        written.append(write_new(args.out.parent, args.out.name, table_of(HEADERS, map(_cells, handed))))

    try:
        handed = hand_out(store, rules, write, now, args.by)
    except BaseException:
        # nothing was handed out: with the file somebody might send it all the same
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return {
        "handed_out": len(handed),
        "file": str(written[0]) if written else None,
        "steps": dict(Counter(one.step.step.step_id for one in handed)),
    }


def _counted(found: Sequence[tuple[Lead, MarketingStep]]) -> Answer:
    withheld = Counter(step.withheld for _, step in found if step.withheld)
    steps = Counter(step.step.step_id for _, step in found if not step.withheld)
    return {"due": sum(steps.values()), "steps": dict(steps), "withheld": dict(sorted(withheld.items()))}


def _cells(one: Handed) -> list[str]:
    lead, step = one.lead, one.step.step
    person = lead.borrower
    return [
        one.touch_id,
        step.step_id,
        step.channel.value,
        step.template,
        one.step.to,
        person.first_name,
        person.name,
        lead.subject_property.state or lead.address.state,
        lead.source,
        lead.campaign,
        one.step.due_at.date().isoformat(),
        "",
        "",
    ]


def _done(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    if args.rejected is not None:
        make_named_folder(args.rejected, "the rejected rows", "--rejected")
    name = shown_name(args.file)
    try:
        # desks hand in meanwhile
        taking = partial(take_back, store, read_named(args.file), clock.now(), dry_run=args.dry_run)
        reading, lines = again(taking)
    except UnreadableFile as error:
        raise with_name(name, error) from error
    counts = Counter(outcome for _, outcome, _ in lines)
    rejected = [(row, why) for row, outcome, why in lines if outcome is Outcome.REJECTED]
    told = Counter(row.result.value for row, outcome, _ in lines if outcome is Outcome.TAKEN and row.result)
    return {
        **({"dry_run": True, "note": "Nothing was written."} if args.dry_run else {}),
        "file": name,
        "rows": len(lines),
        "taken": counts[Outcome.TAKEN],
        "unchanged": counts[Outcome.UNCHANGED],
        "results": dict(sorted(told.items())),
        "rejected": [{"line": row.line, "reason": why} for row, why in rejected],
        **money_verbs.to_mend(args.rejected, name, "steps", rejected, reading.headers),
    }
