"""vCards: 2.1, 3.0 and 4.0, folded, quoted-printable, several in a file, a name or a company alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.lead import Address, Origin, Phone
from app.leadfiles.draft import Draft
from tests.app.leadfiles.reads import only, read, read_sample


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


def of(*lines: str, version: str = "3.0") -> Draft:
    """Return what a card says that can at least be mailed to."""
    return only(card("EMAIL:d@example.com", *lines, version=version))


def test_the_sample_holds_a_card_of_each_version() -> None:
    reading = read_sample("contacts.vcf")
    assert reading.format == "vcard"
    assert not reading.rejected
    assert [draft.borrower.name for draft in reading.drafts] == [
        "Renée O’Dell",
        "Dana Rae Whitlock Jr.",
        "Ji-woo Park-Ellis",
        "Example Realty",
    ]
    renee, dana, jiwoo, _ = reading.drafts
    assert renee.borrower.phones == (
        Phone(number="+17015550188", kind="mobile"),
        Phone(number="+17015550189", kind="work"),
    )
    assert renee.address == Address(street="700 Fixture St", city="Dickinson", state="ND", zip="58601")
    assert renee.source_fields["Comments"] == "Asked about FHA.\r\nCall back after 5."
    assert dana.borrower.emails == ("dana.whitlock@example.com", "dana@example.net")
    assert dana.source_fields["Comments"].startswith("A long note that is folded, as every note of more than")
    assert jiwoo.borrower.phones == (Phone(number="+14425550163", kind="mobile"),)
    assert {draft.origin for draft in reading.drafts} == {Origin.OWN_LIST}


def test_what_no_lender_may_choose_by_is_left_out_and_told() -> None:
    reading = read_sample("contacts.vcf")
    assert reading.dropped_fields == ["Birthday", "Photo", "Anniversary", "Language", "Gender", "Spouse"]
    told = str(reading)
    assert not any(secret in told for secret in ("1980", "19800304", "/9j/4AAQ", "ko", "Alex"))


def test_cards_have_the_lines_they_begin_on_and_a_bad_one_costs_itself_only() -> None:
    cards = card("FN:A", "EMAIL:a@example.com") + "\r\n" + card("FN:B") + card("TEL:423-555-0142")
    reading = read(cards + "BEGIN:VCARD\r\nFN:C\r\n")
    assert [(row.line, row.reason) for row in reading.rows] == [
        (1, ""),
        (7, "no phone and no e-mail"),
        (11, ""),
        (15, "the card breaks off; it has a BEGIN and no END"),
    ]


def test_a_card_without_its_end_does_not_swallow_the_next() -> None:
    reading = read("BEGIN:VCARD\nFN:A\nTEL:4235550142\n" + card("FN:B", "TEL:8505550117"))
    assert [(row.line, bool(row.draft)) for row in reading.rows] == [(1, False), (4, True)]
    assert reading.drafts[0].borrower.name == "B"


def test_an_agents_card_within_a_card_is_not_the_leads() -> None:
    draft = only(card("FN:Dana", "TEL:4235550142", "AGENT:", card("FN:Pat", "TEL:8505550117").strip()))
    assert draft.borrower.name == "Dana"
    assert "8505550117" not in str(draft)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("N:Whitlock;Dana;;;", "FN:Dana Whitlock (refi)"), "Dana Whitlock"),
        (("N:Whitlock;Dana;Rae,Lee;Ms.;Jr.",), "Dana Rae Lee Whitlock Jr."),
        (("FN:Dana Whitlock",), "Dana Whitlock"),
        (("N:;;;;", "FN:Dana Whitlock"), "Dana Whitlock"),
        (("N:Dana;;;;", "FN:Dana"), "Dana"),
        (("ORG:Example Realty;Sales",), "Example Realty Sales"),
        (("N:;;;;", "ORG:Example Realty", "X-ABShowAs:COMPANY"), "Example Realty"),
        (("N:O\\;Dell;Ren\\,e\\\\;;;",), "Ren,e\\ O;Dell"),
        (("N;LANGUAGE=en:Whitlock;Dana",), "Dana Whitlock"),
        (("item1.FN:Dana Whitlock", "item1.X-ABLabel:_$!<Other>!$_"), "Dana Whitlock"),
        (("fn:Dana Whit", " lock"), "Dana Whitlock"),
        (('FN;X-A="b:c;d":Dana Whitlock',), "Dana Whitlock"),
        ((), ""),
    ],
)
def test_a_name_is_found_wherever_the_card_has_it(lines: tuple[str, ...], name: str) -> None:
    assert of(*lines).borrower.name == name


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("TEL;CELL:4235550142", "mobile"),
        ("TEL;HOME;VOICE:4235550142", "home"),
        ("TEL;TYPE=WORK,VOICE:4235550142", "work"),
        ("TEL;type=IPHONE;type=CELL;type=VOICE;type=pref:4235550142", "mobile"),
        ('TEL;VALUE=uri;TYPE="voice,home":tel:+1-423-555-0142', "home"),
        ('TEL;VALUE=uri;TYPE="cell,text,video":tel:+1-423-555-0142', "mobile"),
        ("TEL:(423) 555-0142", ""),
        ("TEL;VALUE=uri;TYPE=work:tel:+1-423-555-0142;ext=9", "work x9"),
    ],
)
def test_a_number_says_what_it_is(line: str, kind: str) -> None:
    assert only(card(line)).borrower.phones == (Phone(number="+14235550142", kind=kind),)


@pytest.mark.parametrize("types", ["FAX", "HOME;FAX", "TYPE=PAGER", 'TYPE="textphone"'])
def test_a_fax_or_pager_is_no_number_to_call(types: str) -> None:
    draft = of(f"TEL;{types}:4235550142")
    assert draft.borrower.phones == ()
    assert list(draft.source_fields.values()) == ["4235550142"]


def test_the_preferred_comes_first() -> None:
    draft = only(
        card("EMAIL:a@example.com", "EMAIL;TYPE=PREF:b@example.com", "TEL:4235550142", "TEL;PREF=1:8505550117")
    )
    assert draft.borrower.emails == ("b@example.com", "a@example.com")
    assert draft.borrower.phones[0].number == "+18505550117"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Ren=C3=A9e", "Renée"),
        ("FN;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Ren=E9e", "Renée"),
        ("FN;ENCODING=QUOTED-PRINTABLE:Ren=E9e", "Renée"),
        ("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=NO-SUCH:Ren=C3=A9e", "Renée"),
        ("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Ren=\r\n=C3=A9e=\r\n O=E2=80=99Dell", "RenéeO’Dell"),
        ("FN;ENCODING=QUOTED-PRINTABLE:Dana=3", "Dana=3"),
    ],
)
def test_quoted_printable_is_read_in_any_alphabet(value: str, name: str) -> None:
    assert of(value, version="2.1").borrower.name == name


def test_a_home_is_preferred_to_an_office() -> None:
    work = "ADR;TYPE=WORK:;Suite 9;1 Office Way;Pensacola;FL;32501;USA"
    draft = of(work, "ADR;TYPE=HOME:;;118 Sample Ridge Rd;Chattanooga;Tennessee;37402;United States")
    assert draft.address == Address(street="118 Sample Ridge Rd", city="Chattanooga", state="TN", zip="37402")
    assert of(work).address == Address(street="1 Office Way, Suite 9", city="Pensacola", state="FL", zip="32501")


def test_what_a_program_adds_is_kept_but_for_its_own_affairs() -> None:
    draft = of("X-LEAD-SOURCE:Open house", "X-Favourite-Colour:red", "X-ABUID:1", "UID:2", "TITLE:Fitter", "no colon")
    assert draft.source == "Open house"
    assert draft.source_fields == {"Favourite Colour": "red", "Job Title": "Fitter"}


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_any_line_end_ends_a_line(end: str) -> None:
    cards = card("FN:Dana", "TEL:4235550142") + card("FN:Al", " ex", "TEL:8505550117")
    reading = read(cards.replace("\r\n", end))
    assert [(row.line, row.draft and row.draft.borrower.name) for row in reading.rows] == [(1, "Dana"), (6, "Alex")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_card_may_come_in_any_usual_encoding(encoding: str) -> None:
    assert only(card("FN:Renée", "TEL:4235550142").encode(encoding)).borrower.name == "Renée"


@given(st.lists(st.text(st.sampled_from('N:;=\\,"TELFBGIVCARD \tQPé\n'), max_size=30), max_size=6))
def test_no_lines_break_the_reading(lines: list[str]) -> None:
    reading = read(card("EMAIL:d@example.com", *lines))
    assert all(bool(row.reason) != bool(row.draft) for row in reading.rows)
