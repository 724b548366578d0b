"""A loan system's report taken in: every row accounted for, each new stage told to the desk of the lead's holder."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from zoneinfo import ZoneInfo

import msgspec

from app.domain.activity import Kind, standing
from app.domain.lead import Lead
from app.domain.loan_matching import Matched, MatchedBy, ToConfirm, Unmatched, match
from app.domain.loans import Loan, StageReport, Waiting, added, in_order, to_tell
from app.domain.matching import marks_of_all
from app.domain.stage import Stage
from app.errors import BadInput
from app.hub.arriving import keys_known_by
from app.hub.auditing import OPERATOR, note
from app.hub.ports import HubStore, Rows
from app.hub.records import HeldLead
from app.hub.stages import tell_stage
from app.leadfiles.batches import OnlyTried, Progress, in_batches, told_nobody
from app.leadfiles.loan_reports import LoanReading, LoanRow, OwnWords, read_loan_report
from app.leadfiles.wording import squash

_STAGES = frozenset(Stage)
#: rows in one transaction: a stage is told to a desk, and so takes longer than a row of leads
_BATCH = 100
_MICROSECOND = timedelta(microseconds=1)
#: half of a digest tells all loans of any company apart
_KEY_LETTERS = 32
_FORGOTTEN = "its borrower was forgotten: nothing is written"
_SEVERAL = "the lead has several loans, and the row does not say which"


class Outcome(StrEnum):
    """What became of a row; each is one of these."""

    ACCEPTED = "accepted"
    UNCHANGED = "unchanged"
    UNMATCHED = "unmatched"
    AMBIGUOUS = "ambiguous"
    REJECTED = "rejected"


class Line(msgspec.Struct, frozen=True):
    """One row of the file: what became of it, why, which loan it is of and which leads that is or may be."""

    line: int
    outcome: Outcome
    why: str
    loan: str = ""
    lead_ids: tuple[str, ...] = ()


class Taken(msgspec.Struct):
    """What became of a report; `matched` and `waiting` are of all loans there are, after it."""

    reading: LoanReading
    lines: list[Line]
    matched: int = 0
    waiting: int = 0


def import_stages(
    store: HubStore,
    data: bytes,
    own: OwnWords,
    *,
    now: datetime,
    dry_run: bool = False,
    progress: Progress = told_nobody,
) -> Taken:
    """Take a report in; the same file twice changes nothing. Raises UnreadableFile where it is none.

    Batches are written one by one, so one that was cut off is simply done again.
    """
    with store.reading() as rows:
        zone = rows.company().zone
    reading = read_loan_report(data, now=now, zone=zone, own=own)
    taken = Taken(reading, [])

    def take(rows: Rows, some: Sequence[LoanRow]) -> None:
        rows.lock_company()
        lines = _Batch(rows, some, now).take()
        accepted = sum(line.outcome is Outcome.ACCEPTED for line in lines)
        note(rows, now, OPERATOR, "loan stages imported", str(accepted))
        taken.lines += lines
        taken.matched, taken.waiting = rows.loans.counts()

    def write(some: Sequence[LoanRow]) -> None:
        with store.writing() as rows:
            take(rows, some)

    if dry_run:
        with suppress(OnlyTried), store.writing() as rows:
            in_batches(reading.rows, partial(take, rows), progress, lambda: None, _BATCH)
            raise OnlyTried
    else:
        in_batches(reading.rows, write, progress, store.give_way, _BATCH)
    return taken


def confirm(store: HubStore, loan: str, lead_id: str, now: datetime) -> Loan:
    """Make a waiting loan that lead's, on a person's word, and tell its stages. `loan` is its number or its key.

    Raises BadInput where no such loan waits, and where there is no such lead.
    """
    with store.writing() as rows:
        rows.lock_company()
        keys = {loan.strip(), _key_of(rows, loan)}
        waiting = next((one for one in rows.loans.waiting() if one.key in keys), None)
        if waiting is None:
            raise BadInput("No such loan waits for its lead.", "hub stages unmatched lists those that do.")
        held = None if "\x00" in lead_id else rows.leads.by_id(lead_id)
        if held is None or rows.leads.purged([lead_id]):
            raise BadInput(f"The hub has no lead {lead_id}.", "hub stages unmatched names those that may be meant.")
        if held.lead.is_test:
            raise BadInput(f"The lead {lead_id} is a test: nobody is behind it.", "Name the borrower's own lead.")
        made = _loan_for(rows, lead_id, waiting.key, waiting.number, MatchedBy.CONFIRMED, now)
        if made is None:
            raise BadInput(
                "That lead has several loans.", "Give the loans of the file their numbers, and import it again."
            )
        amount = made.amount if waiting.amount is None else waiting.amount
        made = msgspec.structs.replace(made, number=waiting.number or made.number, amount=amount)
        rows.loans.settle(waiting.key)
        if made.key != waiting.key:
            # the same row again is known, and does not ask again
            rows.loans.also_known_as(waiting.key, made.key)
        note(rows, now, OPERATOR, "loan confirmed", lead_id)
        return _report(rows, held, made, waiting.reports, now)


def _report(rows: Rows, held: HeldLead, loan: Loan, reports: Iterable[StageReport], now: datetime) -> Loan:
    """Keep what is new of a loan, and write what follows for its lead into the history and onto the holder's feed."""
    lead = held.lead
    news = added(loan.reports, reports)
    loan = msgspec.structs.replace(loan, reports=tuple(in_order([*loan.reports, *news])))
    others = [one.reports for one in rows.loans.of_leads([lead.lead_id]).get(lead.lead_id, []) if one.key != loan.key]
    rows.loans.put(loan)
    if not news:
        return loan
    kept = rows.activities.of_leads([lead.lead_id]).get(lead.lead_id, [])
    history = standing([one.activity for one in kept if one.activity.kind in (Kind.STAGE_REPORTED, Kind.RETRACTED)])
    told = [StageReport(Stage(one.stage), one.began_at, "") for one in history if one.stage in _STAGES]
    telling = to_tell(others, loan.reports, told, [_after(lead, one) for one in news])
    for n, report in enumerate(telling):
        # of stages of one instant the history keeps the order in which they were written down
        tell_stage(rows, held, report.stage, report.at, now + n * _MICROSECOND)
    return loan


def _loan_for(rows: Rows, lead_id: str, key: str, number: str, by: str, now: datetime) -> Loan | None:
    """Return which loan of a lead's a row is of, a new one where it has none; None where nobody can tell.

    What came without a number is the lead's only loan, until a second one tells otherwise.
    """
    loans = rows.loans.of_leads([lead_id]).get(lead_id, [])
    nameless = next((loan for loan in loans if not loan.number), None)
    if number and nameless is not None:
        rows.loans.rename(nameless.key, key)
        return msgspec.structs.replace(nameless, key=key)
    if not number and loans:
        return loans[0] if len(loans) == 1 else None
    return Loan(key=key, lead_id=lead_id, matched_by=by, matched_at=now, reports=())


def _after(lead: Lead, report: StageReport) -> StageReport:
    """Return the report as the lead's history may have it: nothing happened to a lead before it came."""
    return msgspec.structs.replace(report, at=max(report.at, lead.received_at))


class _Batch:
    """Rows matched against what the hub has, and against each other, in one transaction."""

    def __init__(self, rows: Rows, batch: Sequence[LoanRow], now: datetime) -> None:
        self._rows, self._batch, self._now = rows, batch, now
        self._zone = ZoneInfo(rows.company().zone)
        keys = sorted({self._key(row) for row in batch})
        known = rows.loans.by_keys(keys)
        self._waiting = {one.key: one for one in rows.loans.waiting(keys)}
        people = [row.borrower for row in batch]
        known_by = {key for one in people for key in keys_known_by(one.email_keys, one.phone_keys)}
        self._owners = rows.leads.owners_of(sorted(known_by))
        ids = {lead_id for ids in self._owners.values() for lead_id in ids}
        ids |= {one.lead_id for one in people if one.lead_id and "\x00" not in one.lead_id}
        ids |= {loan.lead_id for loan in known.values()}
        self._held = rows.leads.by_ids(sorted(ids))
        self._purged = rows.leads.purged(sorted(self._held)) if self._held else set()
        self._at_zip: dict[str, dict[str, list[Lead]]] = {}

    def take(self) -> list[Line]:
        return [self._take(row) for row in self._batch]

    def _take(self, row: LoanRow) -> Line:
        if row.reason:
            return Line(row.line, Outcome.REJECTED, row.reason, row.loan_number)
        by_id = self._held.get(row.borrower.lead_id)
        if by_id is not None and by_id.lead.is_test:
            # nobody is behind it
            by_id = None
        key = self._key(row)
        # a row before this one may have told of it, or given it its number
        loan = self._rows.loans.by_keys([key]).get(key)
        if loan is not None:
            if by_id is not None and by_id.lead.lead_id != loan.lead_id:
                why = f"the loan is lead {loan.lead_id}'s already"
                return Line(row.line, Outcome.REJECTED, why, row.loan_number, (loan.lead_id,))
            if loan.key != key and self._is_news_of_several(row, loan):
                return self._wait(row, ToConfirm((loan.lead_id,), _SEVERAL))
            return self._known(row, loan, MatchedBy.LOAN_NUMBER if row.loan_number else MatchedBy(loan.matched_by))
        answer = match(row.borrower, by_id.lead if by_id else None, self._leads_of, self._leads_at, self._zone)
        if isinstance(answer, Matched):
            return self._matched(row, answer)
        return self._wait(row, answer)

    def _is_news_of_several(self, row: LoanRow, loan: Loan) -> bool:
        """Return whether a row without a number tells something new of a lead that has several loans by now."""
        loans = self._rows.loans.of_leads([loan.lead_id])[loan.lead_id]
        return not row.loan_number and len(loans) > 1 and bool(added(loan.reports, row.reports))

    def _matched(self, row: LoanRow, answer: Matched) -> Line:
        lead_id = answer.lead_id
        if lead_id in self._purged:
            return Line(row.line, Outcome.UNCHANGED, _FORGOTTEN, row.loan_number, (lead_id,))
        loan = _loan_for(self._rows, lead_id, self._key(row), row.loan_number, answer.by, self._now)
        return self._wait(row, ToConfirm((lead_id,), _SEVERAL)) if loan is None else self._known(row, loan, answer.by)

    def _known(self, row: LoanRow, loan: Loan, by: MatchedBy) -> Line:
        """Take in what a row says of a loan whose lead is known."""
        if loan.lead_id in self._purged:
            return Line(row.line, Outcome.UNCHANGED, _FORGOTTEN, row.loan_number, (loan.lead_id,))
        # a loan that is known waits no more, so it can only be under the row's own key
        waiting = self._waiting.pop(self._key(row), None)
        reports = [*row.reports, *(waiting.reports if waiting else ())]
        news = added(loan.reports, reports)
        whole = msgspec.structs.replace(
            loan,
            number=loan.number or row.loan_number,
            amount=loan.amount if row.amount is None else row.amount,
        )
        is_same = not news and whole == loan
        if waiting:
            self._rows.loans.settle(waiting.key)
        if not is_same:
            whole = _report(self._rows, self._held[loan.lead_id], whole, reports, self._now)
        outcome = Outcome.UNCHANGED if is_same else Outcome.ACCEPTED
        told = ", ".join(report.stage.words.lower() for report in news) or ("" if is_same else "its number or amount")
        return Line(row.line, outcome, f"by {by}{': ' if told else ''}{told}", row.loan_number, (loan.lead_id,))

    def _wait(self, row: LoanRow, answer: ToConfirm | Unmatched) -> Line:
        """Keep a loan for a person to say whose it is; what an earlier file told of it stays."""
        lead_ids = answer.lead_ids if isinstance(answer, ToConfirm) else ()
        key = self._key(row)
        before = self._waiting.get(key)
        known = before.reports if before else ()
        waiting = self._waiting[key] = Waiting(
            key=key,
            reports=tuple(in_order([*known, *added(known, row.reports)])),
            reason=answer.reason,
            line=row.line,
            at=before.at if before else self._now,
            # one whose number is gone may be a borrower's who was forgotten
            number=before.number if before else row.loan_number,
            amount=row.amount if row.amount is not None or before is None else before.amount,
            lead_ids=lead_ids,
        )
        self._rows.loans.wait(waiting)
        outcome = Outcome.AMBIGUOUS if lead_ids else Outcome.UNMATCHED
        return Line(row.line, outcome, answer.reason, row.loan_number or key, lead_ids)

    def _key(self, row: LoanRow) -> str:
        """Return what a loan is known by: its number, or for want of one its borrower, both hashed."""
        if row.loan_number:
            return _key_of(self._rows, row.loan_number)
        who = row.borrower
        said = [*sorted(who.email_keys), *sorted(who.phone_keys), *who.said_names, who.zip, who.lead_id]
        return _hashed(self._rows, "row", *said)

    def _leads_of(self, keys: Iterable[str]) -> list[Lead]:
        found = {lead_id for key in keys_known_by(keys, keys) for lead_id in self._owners.get(key, ())}
        leads = (self._held[lead_id].lead for lead_id in sorted(found))
        return [lead for lead in leads if not lead.is_test]

    def _leads_at(self, zip_code: str, names: Sequence[str]) -> list[Lead]:
        if zip_code not in self._at_zip:
            there = self._at_zip[zip_code] = {}
            for lead in self._rows.leads.at_zip(zip_code):
                for mark in marks_of_all(person.name for person in lead.borrowers) if not lead.is_test else ():
                    there.setdefault(mark, []).append(lead)
        # a company has more leads of one ZIP code than a row can be compared with one by one
        there = self._at_zip[zip_code]
        found = {lead.lead_id: lead for mark in marks_of_all(names) for lead in there.get(mark, ())}
        return list(found.values())


def _key_of(rows: Rows, number: str) -> str:
    """Return what a loan's number is known by: spreadsheets eat zeros, and people write dashes."""
    return _hashed(rows, "loan", squash(number).lstrip("0"))


def _hashed(rows: Rows, *said: str) -> str:
    return hmac.digest(rows.company().person_key, "\x1f".join(said).encode(), "sha256").hex()[:_KEY_LETTERS]
