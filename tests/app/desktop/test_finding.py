"""Leads found by what they are called, by how a word begins, and by what was written about them."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from app.desktop.activities import Note
from app.desktop.views import LeadLine
from app.domain.activity import Activity, Kind
from app.domain.correcting import Fact
from app.domain.noted import Hand
from tests.desks import MONDAY, TestDesk, a_lead


@pytest.fixture
def branch(ada: TestDesk) -> TestDesk:
    """Three leads, the last of them received first."""
    for n, name in enumerate(("Bo Vaughan", "Cy Boatman", "Li Avon")):
        received = MONDAY - timedelta(days=n)
        phone, email = f"+1423555011{n}", f"{name.split()[0].lower()}@example.com"
        ada.put(a_lead(f"lead-{n}", name, received_at=received, phones=(phone,), emails=(email,)))
    return ada


def found(desk: TestDesk, words: str, limit: int = 12) -> list[str]:
    return [line.lead_id for line in desk.desk.leads.find(words, limit)]


def quotes(desk: TestDesk, words: str) -> list[tuple[str, str, Hand, list[str]]]:
    lines: list[LeadLine] = desk.desk.leads.find(words)
    return [
        (
            line.lead_id,
            line.quote.words,
            line.quote.hand,
            [line.quote.words[at : at + length] for at, length in line.quote.hits],
        )
        for line in lines
        if line.quote
    ]


def says(desk: TestDesk, lead_id: str, note: str) -> str:
    desk.pass_time(minutes=1)
    return desk.desk.activities.log(Note(lead_id, Kind.NO_ANSWER, note=note))[0].activity_id


def index_holds(desk: TestDesk, letters: str) -> bool:
    """Return whether three letters stand in any page of the index, whether anything finds them or not."""
    with desk.store.database.reading() as conn:
        pages = conn.ask_each("SELECT block FROM note_search_data")
        kept = conn.ask_each("SELECT c0 || c1 FROM note_search_content")
    return letters.encode() in b"".join(pages) or any(letters in words.lower() for words in kept)


# -- by name and number


def test_one_or_two_letters_are_what_a_word_begins_with(branch: TestDesk) -> None:
    assert found(branch, "v") == ["lead-0"]
    assert found(branch, "bo") == ["lead-0", "lead-1"]
    assert found(branch, "li") == ["lead-2"]
    assert found(branch, "ia") == []


def test_from_three_letters_on_they_may_stand_anywhere_and_the_newest_is_first(branch: TestDesk) -> None:
    assert found(branch, "aug") == ["lead-0"]
    assert found(branch, "example.com") == ["lead-0", "lead-1", "lead-2"]
    assert found(branch, "(423) 555-0112") == ["lead-2"]
    assert found(branch, "chatt v") == ["lead-0"]


def test_who_is_typed_with_signs_the_index_has_a_use_for_is_looked_for_as_written(branch: TestDesk) -> None:
    for words in ('"', "a*", "NOT bo", "bo AND", "(", "^bo", "\0", "%%%", "bo@"):
        found(branch, words)
    assert found(branch, "bo@") == ["lead-0"]


# -- by notes


def test_a_lead_is_found_by_the_note_of_an_outcome_and_says_so(branch: TestDesk) -> None:
    says(branch, "lead-2", "Sister says he sells the tractor first")
    assert quotes(branch, "tractor") == [
        ("lead-2", "Sister says he sells the tractor first", Hand.ACTIVITY, ["tractor"])
    ]


def test_names_come_before_notes_and_nobody_twice(branch: TestDesk) -> None:
    says(branch, "lead-2", "boatman of Knoxville is the cousin")
    says(branch, "lead-1", "boatman himself was out")
    assert found(branch, "boatman") == ["lead-1", "lead-2"]
    assert [line.quote is None for line in branch.desk.leads.find("boatman")] == [True, False]
    assert found(branch, "boatman", 1) == ["lead-1"]


def test_the_newest_note_is_quoted_and_the_lead_with_it_comes_first(branch: TestDesk) -> None:
    says(branch, "lead-0", "tractor one")
    says(branch, "lead-2", "tractor two")
    says(branch, "lead-0", "tractor three")
    assert [quote[:2] for quote in quotes(branch, "tractor")] == [
        ("lead-0", "tractor three"),
        ("lead-2", "tractor two"),
    ]


def test_a_word_of_the_name_and_one_of_a_note_find_the_lead_together(branch: TestDesk) -> None:
    says(branch, "lead-0", "sells the tractor")
    says(branch, "lead-2", "sells the tractor")
    assert found(branch, "vaughan tractor") == ["lead-0"]
    assert found(branch, "v tractor") == ["lead-0"]
    assert found(branch, "tractor sells") == ["lead-2", "lead-0"]
    assert found(branch, "tractor nowhere") == []
    assert found(branch, "vaughan chattanooga") == ["lead-0"]
    assert [line.quote for line in branch.desk.leads.find("vaughan")] == [None]


def test_two_letters_alone_are_looked_for_in_no_note(branch: TestDesk) -> None:
    says(branch, "lead-2", "ox")
    assert found(branch, "ox") == []


def test_notes_without_an_outcome_and_reasons_in_own_words_are_found(branch: TestDesk) -> None:
    branch.desk.facts.noted("lead-1", "waits for the tractor")
    branch.desk.activities.log(Note("lead-2", Kind.NOT_INTERESTED, reason="bought a tractor instead"))
    assert sorted(found(branch, "tractor")) == ["lead-1", "lead-2"]


def test_a_private_note_is_found_as_it_is_now(branch: TestDesk) -> None:
    branch.desk.private_notes.keep("lead-1", "mentions his tractor")
    assert quotes(branch, "tractor") == [("lead-1", "mentions his tractor", Hand.PRIVATE, ["tractor"])]
    branch.desk.private_notes.keep("lead-1", "mentions his barn")
    assert found(branch, "tractor") == []
    assert found(branch, "barn") == ["lead-1"]
    branch.desk.private_notes.keep("lead-1", "")
    assert found(branch, "barn") == []
    assert not index_holds(branch, "barn")


def test_the_borrowers_remark_is_found_and_follows_the_lead(branch: TestDesk) -> None:
    lead = msgspec.structs.replace(a_lead("lead-9", "Di Else"), source_fields={"Comments": "please no calls at dawn"})
    branch.put(lead, from_hub=True)
    assert quotes(branch, "dawn") == [("lead-9", "please no calls at dawn", Hand.BORROWER, ["dawn"])]
    branch.put(msgspec.structs.replace(lead, source_fields={"Comments": "evenings are better"}), from_hub=True)
    assert found(branch, "dawn") == []
    assert found(branch, "evenings") == ["lead-9"]


# -- kept up


def test_what_was_taken_back_is_found_no_more(branch: TestDesk) -> None:
    activity_id = says(branch, "lead-2", "sells the tractor")
    branch.desk.activities.undo(activity_id)
    assert found(branch, "tractor") == []
    assert not index_holds(branch, "rac")


def test_a_note_that_comes_after_it_was_taken_back_is_not_found(branch: TestDesk) -> None:
    """A feed that is read anew tells of both in the order they began."""
    at = branch.clock.now()
    note = Activity(
        activity_id="said", lead_id="lead-2", kind=Kind.NOTE, actor_id="me", began_at=at, logged_at=at, note="tractor"
    )
    back = msgspec.structs.replace(note, activity_id="back", kind=Kind.RETRACTED, note="", corrects="said")
    with branch.store.writing() as tx:
        for activity in (back, note, note):
            tx.add_activity(activity)
    assert found(branch, "tractor") == []


def test_a_note_that_comes_twice_is_kept_once(branch: TestDesk) -> None:
    activity_id = says(branch, "lead-2", "sells the tractor")
    with branch.store.writing() as tx:
        activity = tx.activity(activity_id)
        assert activity is not None
        assert not tx.add_activity(activity)
    assert found(branch, "tractor") == ["lead-2"]


def test_a_name_put_right_is_found_and_the_notes_stay(branch: TestDesk) -> None:
    says(branch, "lead-2", "sells the tractor")
    branch.desk.facts.correct("lead-2", Fact.NAME, "Lia Avonlea")
    assert found(branch, "avonlea") == ["lead-2"]
    assert found(branch, "lia tractor") == ["lead-2"]


def test_a_forgotten_lead_leaves_no_letter_of_its_notes_behind(branch: TestDesk) -> None:
    says(branch, "lead-2", "sells the zqxtractor")
    says(branch, "lead-1", "has a pony")
    branch.desk.private_notes.keep("lead-2", "knows the zqxmayor")
    assert index_holds(branch, "zqx")
    with branch.store.writing() as tx:
        tx.forget_lead("lead-2")
    assert found(branch, "zqx") == []
    assert not index_holds(branch, "zqx")
    assert found(branch, "pony") == ["lead-1"]
    with branch.store.database.reading() as conn:
        assert conn.ask_one("SELECT count(*) FROM note") == 1


def test_a_lead_handed_on_and_given_back_is_found_by_what_the_hub_tells_again(branch: TestDesk) -> None:
    says(branch, "lead-2", "sells the tractor")
    with branch.store.writing() as tx:
        held, story = tx.lead("lead-2"), tx.activities("lead-2")
        assert held is not None
        tx.remove_lead("lead-2")
    assert found(branch, "tractor") == []
    branch.put(held.lead, from_hub=True)
    with branch.store.writing() as tx:
        for activity in story:
            tx.add_activity(activity)
    assert found(branch, "tractor") == ["lead-2"]
