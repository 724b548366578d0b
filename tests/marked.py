"""The invented surname of test borrowers: a log line that holds it has leaked a borrower."""

from __future__ import annotations

#: give it to every borrower of a test that could be logged: ``f"Ada {MARKED}"``
MARKED = "Zzyzxborrower"
