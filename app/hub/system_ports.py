"""What the hub needs of its database for what other systems of the company tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from app.domain.call_matching import CallRecord
from app.domain.loans import Loan, Waiting
from app.domain.phone_system import Span


class Loans(Protocol):
    """Loans of which the loan system told, by the keyed hash of their number."""

    def by_keys(self, keys: Sequence[str]) -> dict[str, Loan]:
        """Return loans by the keys asked for, each of which may be one it came under before."""
        ...

    def of_leads(self, lead_ids: Sequence[str]) -> dict[str, list[Loan]]: ...
    def put(self, loan: Loan) -> None: ...
    def rename(self, key: str, new_key: str) -> None:
        """Keep a loan under another key; it is found by the one before, too."""
        ...

    def also_known_as(self, key: str, loan_key: str) -> None:
        """Have a loan be found by this key, too."""
        ...

    def wait(self, waiting: Waiting) -> None:
        """Keep a loan whose lead is not known, in place of what was kept under its key."""
        ...

    def waiting(self, keys: Sequence[str] | None = None) -> list[Waiting]: ...
    def settle(self, key: str) -> None:
        """End the waiting of a loan, if it waits."""
        ...

    def counts(self) -> tuple[int, int]:
        """Return how many have their lead, and how many wait for it."""
        ...

    def forget(self, lead_id: str) -> None:
        """Keep of the lead's loans what sums are made of, and name it as nobody's any more."""
        ...


class Calls(Protocol):
    """What the phone system recorded of calls to leads, of which times, and who calls from a phone of their own."""

    def add(self, records: Sequence[CallRecord]) -> set[str]:
        """Keep records; return the ids of those that were new."""
        ...

    def put_all(self, records: Sequence[CallRecord]) -> None: ...
    def of_leads(self, lead_ids: Sequence[str]) -> dict[str, list[CallRecord]]: ...
    def forget(self, lead_id: str) -> None:
        """Keep that the lead was called, and no number."""
        ...

    def cover(self, span: Span, at: datetime) -> None: ...
    def covered(self) -> list[Span]: ...
    def personal(self) -> dict[str, list[Span]]: ...
    def begin_personal(self, person_id: str, at: datetime) -> None: ...
    def end_personal(self, person_id: str, at: datetime) -> None: ...
