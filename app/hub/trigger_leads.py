"""Trigger leads: people whose credit inquiry elsewhere was sold, and the proof without which none is taken."""

from __future__ import annotations

import re

from app.leadfiles.draft import Draft
from app.leadfiles.values import read_flag
from app.leadfiles.wording import squash, words_of

#: fields that say of which kind a lead is
_KIND = re.compile(r"(?:lead|product|record|list|data|program|source|inquiry)?(?:type|kind|category)")
_TRIGGER = re.compile(r"\btriggers?\b", re.IGNORECASE)
#: since March 2026 15 U.S.C. 1681b(c) lets such a report be furnished to whoever makes a firm offer of credit and has
#: the consumer's documented authorization, or originated or services the present loan, or holds a current account. A
#: vendor's certificate of a web form's wording (TrustedForm, Jornaya) is none: the consumer never saw a form of theirs
_DOCUMENT = re.compile(
    r"(?:trigger|hppa|fcra|consumer|borrower|documented|firmoffer)*(?:authorization|authorisation|authorized)"
    r"(?:id|number|no|url|link|document|documentation|record|reference|proof|date|at|on|certificate)?"
    r"|(?:trigger|hppa|fcra)(?:proof|consent|permission|basis|exception)(?:id|url|document|reference|date)?"
    r"|(?:documented|proofof)(?:consent|authorization)(?:id|url|document|reference|date)?"
)
_RELATION = re.compile(
    r"(?:existing|current|prior)?(?:customer|client|consumer|lender|business|borrower)?relationship(?:type|basis|proof)?"
)
_RELATED = re.compile(r"originat|servic|account|deposit|bank|credit union|current (?:customer|lender)", re.IGNORECASE)


def is_trigger(draft: Draft) -> bool:
    """Return whether a lead says of itself that it is one."""
    for header, value in draft.source_fields.items():
        if "trigger" in words_of(header) and not _is_proof(header) and read_flag(value) is not False:
            return True
        if _KIND.fullmatch(squash(header)) and _TRIGGER.search(value):
            return True
    return False


def has_proof(draft: Draft) -> bool:
    """Return whether a lead says on what its vendor was allowed to sell it; the words are kept with it."""
    for header, value in draft.source_fields.items():
        name = squash(header)
        # a plain yes documents nothing
        if _DOCUMENT.fullmatch(name) and read_flag(value) is None:
            return True
        if _RELATION.fullmatch(name) and _RELATED.search(value):
            return True
    return False


def _is_proof(header: str) -> bool:
    return _DOCUMENT.fullmatch(squash(header)) is not None
