"""Trigger leads: people whose credit inquiry elsewhere was sold, and the proof without which none is taken."""

from __future__ import annotations

import re

from app.leadfiles.draft import Draft
from app.leadfiles.values import read_flag
from app.leadfiles.wording import squash

#: fields that say so by a yes, or by saying when or where; what fires a marketer's workflow is called a trigger as well
_SAYS_SO = re.compile(r"(?:is)?(?:credit|mortgage|bureau)?trigger(?:lead)?")
_SAYS_WHEN = re.compile(r"(?:credit|mortgage|bureau|lead)?trigger(?:inquiry|pull)?(?:date|bureau)")
#: fields that say of which kind a lead is
_KIND = re.compile(r"(?:lead|product|list|data|inquiry)(?:type|kind|category|program)")
_IS_ONE = re.compile(r"\b(?:(?:credit|mortgage|bureau|inquiry) trigger|trigger leads?)\b", re.IGNORECASE)
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
        name = squash(header)
        if _SAYS_WHEN.fullmatch(name) or (_SAYS_SO.fullmatch(name) and read_flag(value)):
            return True
        is_kind = _KIND.fullmatch(name) is not None
        if _IS_ONE.search(value) and (is_kind or name in ("type", "kind", "category")):
            return True
        if is_kind and squash(value) in ("trigger", "triggers"):
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
