"""What works as reports: each table of it, and experiments, in the files and mails that other reports go by."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.hub import experiments
from app.hub.gathering import gather, period_of
from app.hub.ports import HubStore
from app.hub.reports import Question, Report, Scope, Sums, check_scope
from app.hub.works import check_field, tables_from
from app.reportfiles.works_rows import experiment_rows, made_of, works_rows

Answer = dict[str, Any]


def works_answer(store: HubStore, sums: Sums, asked: Question, scope: Scope, at: datetime) -> Answer:
    """Return a table over the leads that are in the scope, or every experiment; raises BadInput for an odd question."""
    report = asked.report
    if report is Report.EXPERIMENTS:
        check_scope(asked)
        return {report.answers_with: experiment_rows(experiments.show(store, sums, at))}
    with store.reading(scope.reader) as rows:
        facts = gather(rows, period_of(rows.company().zone, scope.days, at), scope.branch_ids, at)
    held = [case for case in sums.cases(facts, at) if scope.officer_id in ("", case.holder_id)]
    tables = tables_from(held, asked.by, ("fields", *made_of(report.value)))
    check_field(tables, asked.by)
    return {report.answers_with: works_rows(report.value, tables, asked.by)}
