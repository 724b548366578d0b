"""What somebody wrote about a lead in own words: what of it is searched, and how it is quoted where it is found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.lead import Lead
from app.domain.outcome import OUTCOMES, Needs

#: as much of a note as says why it was found, in letters
QUOTED = 90
#: what stands in front of the hit of these
_BEFORE = 30
#: what such columns are called; one that is called otherwise is a remark by its length
_REMARKS = frozenset({"comment", "comments", "note", "notes", "remark", "remarks", "message", "question", "questions"})
_SENTENCE = 4
#: what these carry in `note` is a vendor's campaign and id, or names what they take back
_NOT_WRITTEN = frozenset({Kind.INQUIRED_AGAIN, Kind.RETRACTED, Kind.ASSIGNED, Kind.STAGE_REPORTED})


class Hand(StrEnum):
    """Who wrote it, and for whom."""

    ACTIVITY = "activity"
    PRIVATE = "private"
    BORROWER = "borrower"


class Noted(msgspec.Struct, frozen=True):
    """A note as it is kept for searching, its words one space apart; `at` is when what it is about began."""

    hand: Hand
    at: datetime
    words: str


class Quote(msgspec.Struct, frozen=True):
    """A part of a note with the hits in it, each as first letter and length."""

    hand: Hand
    at: datetime
    words: str
    hits: tuple[tuple[int, int], ...]


def written_with(activity: Activity) -> str:
    """Return what an officer wrote with an activity: a reason that is on no list, and the note; "" for neither."""
    if activity.kind in _NOT_WRITTEN:
        return ""
    outcome = OUTCOMES.get(activity.kind)
    asks_why = outcome is not None and outcome.needs is Needs.REASON and activity.reason not in outcome.reasons
    return " ".join([*(activity.reason.split() if asks_why else ()), *activity.note.split()])


def remarked_in(lead: Lead) -> str:
    """Return what the borrower, or whoever wrote the lead down, remarked: sentences among the source's own columns."""
    said = (
        value
        for name, value in lead.source_fields.items()
        if name.casefold().strip() in _REMARKS or len(value.split()) >= _SENTENCE
    )
    return " ".join(word for value in said for word in value.split())


def quoted(noted: Noted, terms: Sequence[str]) -> Quote:
    """Return the part of a note around the first of what was asked for, cut between words, the hits marked."""
    words = noted.words
    first = min((at for term in terms if (at := _find(words, term)) >= 0), default=0)
    start = 0 if first <= _BEFORE else words.find(" ", first - _BEFORE, first) + 1 or first
    end = len(words) if len(words) - start <= QUOTED else words.rfind(" ", first, start + QUOTED)
    end = start + QUOTED if end < 0 else end
    told = ("… " if start else "") + words[start:end] + (" …" if end < len(words) else "")
    found = {(at, len(term)) for term in terms if (at := _find(told, term)) >= 0}
    return Quote(noted.hand, noted.at, told, tuple(sorted(found)))


def _find(words: str, term: str) -> int:
    # lower case alone keeps the places of letters; a sharp s folded would become two
    return words.lower().find(term.lower())
