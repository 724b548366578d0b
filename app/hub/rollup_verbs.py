"""The hub's verbs for sums that are kept ready: whether they are what they should be, and making them anew."""

from __future__ import annotations

from argparse import Namespace

from app.clock import Clock
from app.errors import BadInput
from app.hub.auditing import OPERATOR, note
from app.hub.ports import HubStore
from app.hub.reports import Answer, Judge, Sums


def run(args: Namespace, store: HubStore, clock: Clock, sums: Sums) -> Answer:
    """Do what `hub rollups` is asked for; `ok` False is for exit code 1."""
    # brings numpy, which other verbs need not load
    from app.hub import rolling_up, rollup_checking

    if not isinstance(sums, Judge):
        raise BadInput("This hub works its sums out anew each time.", "There is nothing kept to look at.")
    now = clock.now()
    if args.what == "remake":
        rolling_up.remake(store, now)
        with store.writing() as rows:
            rows.lock_company()
            note(rows, now, OPERATOR, "sums are made anew", rows.company().company_id)
        rolling_up.roll_up(store, sums, now)
    found = rollup_checking.check(store, sums, now)
    differ = {"leads_differ": found.leads_differ, "shares_differ": found.shares_differ}
    return {"ok": found.is_ok, "leads": found.leads, "shares": found.shares, **{k: v for k, v in differ.items() if v}}
