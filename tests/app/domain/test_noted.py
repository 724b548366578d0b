"""What is searched of what somebody wrote, and how it is quoted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domain.activity import Activity, Kind
from app.domain.lead import Lead, Person
from app.domain.noted import QUOTED, Hand, Noted, quoted, remarked_in, written_with

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


def logged(kind: Kind, note: str = "", reason: str = "") -> Activity:
    return Activity(
        activity_id="a", lead_id="lead-1", kind=kind, actor_id="me", began_at=NOW, logged_at=NOW, note=note,
        reason=reason,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("activity", "words"),
    [
        (logged(Kind.NO_ANSWER), ""),
        (logged(Kind.NO_ANSWER, " sister   picked\nup "), "sister picked up"),
        (logged(Kind.NOTE, "has a boat loan"), "has a boat loan"),
        (logged(Kind.NOT_INTERESTED, reason="rate or fees"), ""),
        (logged(Kind.NOT_INTERESTED, "for good", "went with a cousin"), "went with a cousin for good"),
        (logged(Kind.INBOUND, reason="nothing"), ""),
        (logged(Kind.INQUIRED_AGAIN, "Fall V-1000002", "Portal"), ""),
        (logged(Kind.RETRACTED), ""),
    ],
)
def test_notes_and_reasons_in_own_words_are_searched_and_what_a_vendor_wrote_is_not(
    activity: Activity, words: str
) -> None:
    assert written_with(activity) == words


def test_a_remark_is_a_column_called_so_or_a_sentence() -> None:
    fields = {
        "Comments": "evenings",
        "form_id": "77123",
        "Anything else?": "we sell  the cabin first",
        "Best time": "after six",
    }
    lead = Lead(lead_id="lead-1", received_at=NOW, borrower=Person(), source_fields=fields)
    assert remarked_in(lead) == "evenings we sell the cabin first"


def quote(words: str, *terms: str) -> tuple[str, list[str]]:
    found = quoted(Noted(Hand.ACTIVITY, NOW, words), terms)
    assert (found.hand, found.at) == (Hand.ACTIVITY, NOW)
    return found.words, [found.words[at : at + length] for at, length in found.hits]


def test_a_short_note_is_quoted_whole_with_every_hit() -> None:
    assert quote("Has a Boat loan", "boat", "loan") == ("Has a Boat loan", ["Boat", "loan"])


def test_a_long_one_is_cut_between_words_around_the_first_hit() -> None:
    long = "word " * 20 + "keeps the boat in Knoxville " + "more " * 30
    words, hits = quote(long.strip(), "boat")
    assert words.startswith("… word")
    assert words.endswith("more …")
    assert hits == ["boat"]
    assert len(words) <= QUOTED + 4


def test_letters_without_an_end_are_cut_all_the_same() -> None:
    words, hits = quote("x" * 200 + "boat" + "y" * 200, "boat")
    assert words.startswith("… boat")
    assert hits == ["boat"]


def test_what_the_index_folds_otherwise_is_quoted_from_the_beginning() -> None:
    assert quote("Straße und Haus", "STRASSE") == ("Straße und Haus", [])
