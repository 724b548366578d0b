"""The hub's verbs about what the loan system told."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.clock import Clock
from app.domain.loans import OF_A_LOAN, Loan, StageReport, Waiting
from app.domain.stage import Stage
from app.errors import BadInput, UnreadableFile
from app.hub.loan_stages import Outcome, Taken, confirm, import_stages
from app.hub.ports import HubStore
from app.leadfiles.loan_reports import OwnWords
from app.leadfiles.mending import rejected_table
from app.leadfiles.rows import Reading, Row
from app.leadfiles.wording import squash
from app.named_files import make_named_folder, read_named, shown_name, with_name, write_new

Answer = dict[str, Any]

_NOTHING_WRITTEN = "Nothing was written."
_STAGES = ", ".join(stage.value for stage in Stage if stage in OF_A_LOAN)


def run(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    """Do what `hub stages import`, `unmatched` and `confirm` are asked for."""
    match args.what:
        case "import":
            return _import(args, store, clock)
        case "confirm":
            loan = confirm(store, args.loan, args.lead, clock.now())
            return {"lead_id": loan.lead_id, **_loan(loan)}
        case _:
            return unmatched(store)


def unmatched(store: HubStore) -> Answer:
    """`hub stages unmatched`: loans that wait for their lead, longest first, and how many have theirs."""
    with store.reading() as rows:
        waiting = rows.loans.waiting()
        matched, others = rows.loans.counts()
    return {"match_rate": {"n": matched, "of": matched + others}, "unmatched": [_waiting(one) for one in waiting]}


def loans_of(loans: Sequence[Loan]) -> list[Answer]:
    """Return the loans of a lead, as `hub lead` tells of them."""
    return [_loan(loan) for loan in loans]


def _import(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    own = _own_words(args.own_words)
    if args.rejected is not None:
        make_named_folder(args.rejected, "the rejected rows", "--rejected")
    name = shown_name(args.file)
    try:
        taken = import_stages(store, read_named(args.file), own, now=clock.now(), dry_run=args.dry_run)
    except UnreadableFile as error:
        raise with_name(name, error) from error
    counts = Counter(line.outcome for line in taken.lines)
    tried = {"dry_run": True, "note": _NOTHING_WRITTEN} if args.dry_run else {}
    return {
        **tried,
        "file": name,
        "format": taken.reading.format,
        "rows": len(taken.lines),
        "matched": counts[Outcome.ACCEPTED] + counts[Outcome.UNCHANGED],
        **{outcome.value: counts[outcome] for outcome in Outcome},
        "match_rate": {"n": taken.matched, "of": taken.matched + taken.waiting},
        "dropped_fields": taken.reading.dropped_fields,
        "lines": [
            {
                "line": line.line,
                "outcome": line.outcome.value,
                "loan": line.loan or None,
                "leads": list(line.lead_ids),
                "why": line.why,
            }
            for line in taken.lines
        ],
        **_to_mend(args.rejected, name, taken),
    }


def _to_mend(folder: Path | None, name: str, taken: Taken) -> Answer:
    """Write the rejected rows as they came, each with why, and return where."""
    read = taken.reading
    # one by one, for two sheets have the same lines
    rows = [
        Row(row.line, None, line.why, cells=row.cells)
        for row, line in zip(read.rows, taken.lines, strict=True)
        if line.outcome is Outcome.REJECTED
    ]
    if folder is None or not rows:
        return {}
    table = rejected_table(Reading(name, read.format, rows, read.dropped_fields, {}, read.headers))
    return {"to_mend": str(write_new(folder, f"{Path(name).stem}-rejected.csv", table))}


def _own_words(said: Sequence[str]) -> OwnWords:
    """Read what a company calls stages of its own. Raises BadInput for a stage there is not."""
    own: dict[str, Stage | None] = {}
    for one in said:
        words, _, stage = one.rpartition("=")
        name = squash(stage)
        known = {squash(stage.value): stage for stage in OF_A_LOAN}
        if not squash(words) or (name not in known and name != "none"):
            raise BadInput(
                f"“{one}” does not say which stage it is.", f"Write WORDS=STAGE, with one of {_STAGES}, none."
            )
        own[squash(words)] = known.get(name)
    return own


def _waiting(one: Waiting) -> Answer:
    return {
        "loan": one.number or one.key,
        **_stages(one.reports),
        "amount": None if one.amount is None else float(one.amount),
        "reason": one.reason,
        "leads": list(one.lead_ids),
        "line": one.line,
        "since": one.at.isoformat(),
    }


def _loan(loan: Loan) -> Answer:
    return {
        "loan": loan.number or None,
        **_stages(loan.reports),
        "amount": None if loan.amount is None else float(loan.amount),
        "matched_by": loan.matched_by,
    }


def _stages(reports: Sequence[StageReport]) -> Answer:
    return {"stages": [{"stage": report.stage.value, "on": report.said} for report in reports]}
