"""The beginning of a file: its kind, what its columns are taken for, and how sure that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import UnreadableFile
from app.leadfiles.columns import Columns
from app.leadfiles.families import FAMILIES, TABLE, format_words
from app.leadfiles.guessing import CHOICES, Guess, Sureness, words_for
from app.leadfiles.headers import Column, Field, Whose, column_of
from app.leadfiles.mending import rejected_table
from app.leadfiles.peeking import FIRST_ROWS, peek_lead_file
from app.leadfiles.rows import AS_IT_STANDS, Mapping
from tests.app.leadfiles.reads import NOW, ZONE, read

SAMPLES = Path(__file__).parents[2] / "data" / "leads"


def guesses(text: str, mapping: Mapping | None = None) -> dict[str, Guess]:
    peek = peek_lead_file(text.encode(), now=NOW, zone=ZONE, mapping=mapping)
    return {one.header: one for one in peek.guesses}


def test_no_sample_of_a_known_family_leaves_anything_to_decide() -> None:
    for path in SAMPLES.iterdir():
        if path.suffix and path.suffix != ".md":
            peek = peek_lead_file(path.read_bytes(), now=NOW, zone=ZONE)
            assert not peek.is_doubtful, path.name
            assert format_words(peek.format) != peek.format or peek.format == "table", path.name


def test_every_family_has_a_name_for_people() -> None:
    assert FAMILIES["table"] is TABLE
    assert all(format_words(name) for name in FAMILIES)


def test_every_choice_names_a_column_of_its_own() -> None:
    taken = [column_of(words) for words in CHOICES]
    assert None not in taken
    assert len(set(taken)) == len(taken)
    assert [words_for(column) for column in taken if column] == list(CHOICES)


def test_a_column_is_as_sure_as_its_header_and_values_make_it() -> None:
    found = guesses(
        "Name,Phone,Email,State,What is your loan goal?,Favourite colour,SSN\n"
        "Ada,4235550111,none,TN,refinance,red,1\nBo,4235550112,none either,TN,purchase,red,2\n"
    )
    assert {header: one.sureness for header, one in found.items()} == {
        "Name": Sureness.SURE,
        "Phone": Sureness.SURE,
        "Email": Sureness.CHECK,
        "State": Sureness.SURE,
        "What is your loan goal?": Sureness.LIKELY,
        "Favourite colour": Sureness.SURE,
    }
    assert found["Email"].why == "holds no e-mail address"
    assert (found["Favourite colour"].words, found["Favourite colour"].samples) == (AS_IT_STANDS, ("red",))


def test_a_strange_column_is_a_number_only_where_no_other_is() -> None:
    assert guesses("Name,Phone,Case\nAda,4235550111,4235550112\n")["Case"].words == AS_IT_STANDS
    told = guesses("Name,Email,Case\nAda,a@example.com,4235550112\n")["Case"]
    assert (told.words, told.why) == ("Phone", "looks like a phone number")


def test_a_table_of_strange_columns_is_asked_for_and_anything_else_refused() -> None:
    assert guesses("Wer;Kontakt\nAda;ada@example.com\n")["Kontakt"].words == "Email"
    for text in ("one,two\n1,2\n", "Ada,ada@example.com\nBo,bo@example.com\n", "* text=auto\n", "Name,Phone\n"):
        with pytest.raises(UnreadableFile):
            guesses(text)


def test_what_a_person_chose_is_taken_at_its_word() -> None:
    mapping = Mapping(name="m", columns={"Colour": "", "Case": AS_IT_STANDS, "Best": "Phone"})
    found = guesses("Name,Best,Case,colour\nAda,4235550111,4235550112,red\n", mapping)
    assert {one.sureness for header, one in found.items() if header != "Name"} == {Sureness.CHOSEN}
    assert [found[header].words for header in ("Best", "Case", "colour")] == ["Phone", AS_IT_STANDS, ""]


def test_a_rare_column_has_words_though_it_is_not_offered() -> None:
    assert words_for(Column(Field.STREET, Whose.BUSINESS)) == "Business Street"
    assert words_for(Column(Field.CAMPAIGN_ID)) == "Campaign Id"
    assert words_for(Columns(TABLE, None).of("Evening Phone")) == "Home Phone"


def test_only_the_first_rows_are_looked_at() -> None:
    text = "Name,Email\n" + "".join(f"Person {n},p{n}@example.com\n" for n in range(1000))
    assert len(peek_lead_file(text.encode(), now=NOW, zone=ZONE).rows) == FIRST_ROWS


# -- rejected rows


def test_rejected_rows_come_back_whole_once_they_are_mended() -> None:
    rows = ('Ada,,"says ""hi"", twice",F', "Bo,+1 423-555-0112,x,M,more", "Cy,,'quoted,F")
    table = rejected_table(read("Name,Phone,Note,Gender\n" + "\n".join(rows) + "\n"))
    lines = table.splitlines()
    assert lines[0] == "Name,Phone,Note,Column 5,Why it was not imported [table]"
    assert lines[2] == "Bo,+1 423-555-0112,x,more,5 cells where the header has 4"
    mended = table.replace("Ada,,", "Ada,4235550111,").replace("Cy,,", "Cy,4235550113,").replace(",more,", ",,")
    again = read(mended)
    assert [row.reason for row in again.rejected] == []
    assert [draft.source_fields for draft in again.drafts] == [
        {"Note": 'says "hi", twice'},
        {"Note": "x"},
        {"Note": "'quoted"},
    ] or [draft.source_fields.get("Comments") for draft in again.drafts] == ['says "hi", twice', "x", "'quoted"]


def test_a_card_without_a_number_is_mended_as_a_card() -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\n{}END:VCARD\n"
    text = card.format("Ada Example", "TEL:4235550111\n") + card.format("Bo Other", "")
    table = rejected_table(read(text))
    header, row = table.splitlines()
    assert header.endswith("Phone,Email,Why it was not imported [vcard]")
    again = read("\n".join([header, row.replace("Bo Other,", "Bo Other,", 1).replace(",,", ",4235550112,", 1)]) + "\n")
    assert again.format == "vcard"
    assert [draft.borrower.name for draft in again.drafts] == ["Bo Other"]


def test_a_row_whose_quotation_mark_never_closes_is_handed_back_as_it_stands() -> None:
    table = rejected_table(read('Name,Phone\nAda,4235550111\n"Bo,4235550112\n'))
    assert table.splitlines()[1].startswith('"""Bo",4235550112,"a quotation mark is opened')
