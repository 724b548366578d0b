"""Trigger leads: people whose credit inquiry elsewhere was sold, and the proof without which none is taken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from app.leadfiles.draft import Draft
from app.leadfiles.instants import is_no_date, read_instant
from app.leadfiles.values import read_flag
from app.leadfiles.wording import squash, words_of

#: fields that say so by a yes, or by saying when or where; what fires a marketer's workflow is called a trigger as well
_SAYS_SO = re.compile(r"(?:is)?(?:credit|mortgage|bureau)?trigger(?:lead)?")
_SAYS_WHEN = re.compile(r"(?:credit|mortgage|bureau|lead)?trigger(?:inquiry|pull)?(?:date|bureau)")
#: fields that say of which kind a lead is, or where it comes from
_KIND = re.compile(
    r"(?:lead|product|list|data|inquiry)(?:type|kind|category|program)|product|list(?:name)?"
    r"|(?:lead|sub|original|data|list|marketing|traffic)*source(?:name|type|detail)?"
    r"|(?:lead|sub|ad|marketing)*campaign(?:name|type|title)?"
)
_PLAIN_KIND = ("type", "kind", "category")
_IS_ONE = re.compile(
    r"\b(?:(?:credit|mortgage|bureau|inquiry|equifax|experian|trans ?union) triggers?|triggers? leads?)\b"
)
#: what says it stands at the beginning
_LONGEST = 200
#: since March 2026 15 U.S.C. 1681b(c) lets such a report be furnished to whoever makes a firm offer of credit and has
#: the consumer's documented authorization, or originated or services the present loan, or holds a current account. A
#: vendor's certificate of a web form's wording (TrustedForm, Jornaya) is none: the consumer never saw a form of theirs
_DOCUMENT = re.compile(
    r"(?:(?:trigger|hppa|fcra|consumer|borrower|documented|firmoffer)*(?:authorization|authorisation|authorized)"
    r"|(?:trigger|hppa|fcra)(?:proof|consent|permission|basis|exception)|(?:documented|proofof)consent"
    r"|proofofauthorization)"
    r"(?:(?P<link>url|link)|(?P<date>date|at|on)|id|number|no|document|documentation|record|reference|proof|certificate)?"
)
_RELATION = re.compile(
    r"(?:existing|current|prior)?(?:customer|client|consumer|lender|business|borrower)?relationship(?:type|basis|proof)?"
)
#: a bank's mere name is no account with it
_RELATED = re.compile(
    r"originat|\bservic(?:er|ed|ing)|\bservices? (?:the|their|his|her|this|present|current)\b|\baccount|\bdeposit"
    r"|^(?:bank(?:ing)?|credit union)(?: (?:customer|client|member))?$|\bcurrent (?:customer|lender)\b"
)
#: words by which a field says that it has nothing to say, or the contrary
_SAYING_NOTHING = """
    no not none never nil null na nobody nothing without unknown unavailable unspecified undefined undisclosed missing
    blank empty pending awaiting requested tbd tba todo denied declined refused rejected withdrawn revoked expired
    invalid failed false former formerly closed elsewhere other test sample example placeholder
"""
_NOTHING = frozenset(_SAYING_NOTHING.split())
_NOT_APPLICABLE = re.compile(r"\bn\s*[/.\\]\s*a\b", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_NUMBER_SIGN = re.compile(r"\bno\b[.:\s#]*(?=\w*\d)", re.IGNORECASE)
_LINK = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
#: a document's number has a word or two before it; what is longer is a form's wording
_MOST_WORDS = 3
_MOST_WORDS_OF_RELATION = 10
#: that it is a date counts, not on whose clocks
_ANYWHERE = ZoneInfo("UTC")


def is_trigger(draft: Draft) -> bool:
    """Return whether a lead says of itself that it is one."""
    said = [*draft.source_fields.items(), ("source", draft.source), ("campaign", draft.campaign)]
    return any(_says_trigger(squash(header), value) for header, value in said)


def _says_trigger(name: str, value: str) -> bool:
    if _SAYS_WHEN.fullmatch(name) or (_SAYS_SO.fullmatch(name) and read_flag(value)):
        return True
    is_kind = _KIND.fullmatch(name) is not None
    if not is_kind and name not in _PLAIN_KIND:
        return False
    words = " ".join(words_of(value[:_LONGEST]))
    return _IS_ONE.search(words) is not None or (is_kind and words in ("trigger", "triggers"))


def has_proof(draft: Draft) -> bool:
    """Return whether a lead says on what its vendor was allowed to sell it; the words are kept with it."""
    return any(
        ((found := _DOCUMENT.fullmatch(name)) and _names_a_document(found, value.strip()))
        or (_RELATION.fullmatch(name) and _is_related(value))
        for name, value in ((squash(header), value) for header, value in draft.source_fields.items())
    )


def _names_a_document(field: re.Match[str], value: str) -> bool:
    """Return whether a field names what could be asked for: an address, a date or a number, and no plain yes."""
    if len(value) > _LONGEST and not _LINK.fullmatch(value):
        return False
    if field["link"] or "://" in value:
        return _LINK.fullmatch(value) is not None
    if field["date"]:
        return not is_no_date(value) and read_instant(value, _ANYWHERE) is not None
    is_number = any("1" <= c <= "9" for c in value) and len(value.split()) <= _MOST_WORDS
    # a number's own letters may be anything, and "No. 77" is one
    words = _BETWEEN_WORDS.split(_NUMBER_SIGN.sub("", value).casefold())
    return is_number and read_flag(value) is None and not _says_nothing(value, words)


def _is_related(value: str) -> bool:
    words = words_of(value[:_LONGEST])
    is_short = len(value) <= _LONGEST and len(words) <= _MOST_WORDS_OF_RELATION
    return is_short and _RELATED.search(" ".join(words)) is not None and not _says_nothing(value, words)


def _says_nothing(value: str, words: Iterable[str]) -> bool:
    return not _NOTHING.isdisjoint(words) or _NOT_APPLICABLE.search(value) is not None
