"""A report of the hub's as files: for who asks at its command line, and for who is sent it."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from app.clock import Clock
from app.hub.auditing import OPERATOR, note
from app.hub.mailing import Password, no_password
from app.hub.ports import HubStore
from app.hub.records import Person
from app.hub.reports import Question, Sums, report_of, report_to
from app.reportfiles.files import Pdf, ending_of, files_of, no_pdf, write_files
from app.reportfiles.sheet import About, Sheet, matched
from app.reportfiles.works_rows import beside_of

Answer = dict[str, Any]
#: who asks when it is the hub's own command line, or a schedule that saves to a folder
_OPERATOR_WORDS = "the hub's operator"


class Means(msgspec.Struct, frozen=True):
    """What reports need of outside the hub: the mail server's password, and a PDF where Qt is installed."""

    password: Password = no_password
    pdf: Pdf = no_pdf


NO_MEANS = Means()


def sheet_for(store: HubStore, sums: Sums, asked: Question, now: datetime, person: Person | None = None) -> Sheet:
    """Return a report as a person may see it, or all of it for None; raises NotForThisRole."""
    answer = report_of(store, sums, asked, now) if person is None else report_to(store, sums, person, asked, now)
    with store.reading() as rows:
        company = rows.company()
    about = About(
        company=company.name,
        zone=company.zone,
        as_of=asked.at or now,
        asked_by=_OPERATOR_WORDS if person is None else person.name,
        start=asked.days.first,
        end=asked.days.last,
        branch=asked.branch,
        officer=asked.officer,
    )
    beside = (*matched(answer.get("match_rate", {})), *beside_of(asked.report.value, asked.by))
    return Sheet(asked.report.value, answer[asked.report.answers_with], about, beside)


def save(args: Namespace, store: HubStore, clock: Clock, sums: Sums, asked: Question, means: Means) -> Answer:
    """`hub report NAME --out FILE`: a new file as its ending says; `--for-excel` marks a CSV as UTF-8 for Excel."""
    where: Path = args.out.expanduser().absolute()
    # before the sums, which take a while
    ending = ending_of(where.name)
    now = clock.now()
    sheet = sheet_for(store, sums, asked, now)
    files = files_of(sheet, where.name, for_excel=args.for_excel, pdf=means.pdf)
    written = write_files(where.parent, files)
    with store.writing() as rows:
        note(rows, now, OPERATOR, f"saved the {asked.report} report as {ending}", asked.report.value)
    return {"files": [path.name for path in written], "rows": len(sheet.rows), "as_of": sheet.about.as_of.isoformat()}
