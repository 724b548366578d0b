"""The hub's verbs for what goes out to vendors and to marketing."""

from __future__ import annotations

from argparse import Namespace
from datetime import timedelta
from typing import Any

import msgspec

from app.clock import Clock
from app.command_line import day_of
from app.errors import BadInput
from app.hub import exhausted_leads, webhook
from app.hub.auditing import OPERATOR
from app.hub.exhausted_leads import Cases, Which
from app.hub.gathering import Days
from app.hub.ports import HubStore
from app.hub.reports import Question, Report, Sums, report_of
from app.hub.webhook import Post
from app.leadfiles.handover_files import claims_table, exhausted_table
from app.named_files import make_named_folder, write_new

Answer = dict[str, Any]

_RESTS = range(1, 3651)


def claims(args: Namespace, store: HubStore, clock: Clock, sums: Sums, _post: Post | None) -> Answer:
    """`hub claims export`: the bad leads of a source that its vendor is to give credit for, each with its proof."""
    make_named_folder(args.out, "the claims")
    now = clock.now()
    found = report_of(store, sums, Question(Report.CLAIMS, Days(day_of(args.start), day_of(args.end))), now)["claims"]
    source = args.source.strip().casefold()
    mine = [row for row in found if row["source"].casefold() == source]
    wanted = [row for row in mine if args.all or row["state"] == "open"]
    with store.reading() as rows:
        zone = rows.company().zone
    file = write_new(args.out, f"claims-{_plain(source)}-{now:%Y-%m-%d}.csv", claims_table(wanted, zone))
    soonest = min((row["days_left"] for row in wanted if row["days_left"] is not None), default=None)
    return {"file": str(file), "claims": len(wanted), "left_out": len(mine) - len(wanted), "days_left": soonest}


def exhausted(args: Namespace, store: HubStore, clock: Clock, cases: Cases, post: Post | None) -> Answer:
    """`hub exhausted ...`: hand leads of which all was tried to marketing, as a file or to an address."""
    now = clock.now()
    match args.what:
        case "allow":
            address, secret = webhook.allow(store, args.address, now)
            return {"address": address, "secret": secret, "note": "The secret is shown this once."}
        case "deny":
            return {"denied": webhook.deny(store, args.address, now)}
        case "list":
            with store.reading() as rows:
                allowed = rows.handovers.allowed()
            return {"addresses": [{"address": one.address, "since": one.added_at.isoformat()} for one in allowed]}
        case "export":
            return _export(args, store, clock, cases)
    if post is None:
        raise BadInput("Nothing is sent from here.", "Send from the hub's own command line.")
    sent = webhook.send(store, cases, clock, post, args.url, _which(args))
    return {"sent": sent.leads, "messages": sent.messages, "held_back": dict(sent.held_back)}


def _export(args: Namespace, store: HubStore, clock: Clock, cases: Cases) -> Answer:
    make_named_folder(args.out, "exhausted leads")
    now = clock.now()
    waiting = exhausted_leads.waits(store, cases, _which(args), now)
    told = {"leads": len(waiting.leads), "held_back": waiting.held_back, "batch": waiting.batch}
    if not waiting.leads:
        return {"file": None, **told}
    exhausted_leads.note_handing(store, waiting, now, OPERATOR, "a file")
    with store.reading() as rows:
        zone = rows.company().zone
    file = write_new(
        args.out, f"exhausted-{now:%Y-%m-%d}.csv", exhausted_table(msgspec.to_builtins(waiting.leads), zone)
    )
    # only now: what was not written is handed over the next time
    exhausted_leads.keep(store, waiting, now)
    return {"file": str(file), **told}


def _which(args: Namespace) -> Which:
    if args.rest_days not in _RESTS:
        raise BadInput("A borrower rests for 1 to 3650 days.", "Say it with --rest-days.")
    return Which(Days(day_of(args.start), day_of(args.end)), timedelta(days=args.rest_days), args.again)


def _plain(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name).split())[:60] or "source"
