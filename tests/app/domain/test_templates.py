"""E-mail templates: placeholders and nothing else."""

from __future__ import annotations

import msgspec
import pytest

from app.domain.lead import Address, Channel, Lead, Person
from app.domain.officer import NAMELESS, Officer
from app.domain.templates import fill, read_templates, segments, spoken, unsaid
from app.errors import BadInput
from app.paths import resources
from tests.app.domain.story import sample, wall

ADA = Officer(officer_id="ada", name="Ada Marsh", nmls_id="123456", email="ada@example.com", phone="(423) 555-0142")
LEAD = Lead(
    lead_id="lead-1",
    received_at=wall("20 10:00"),
    borrower=Person(name="Dana Whitlock"),
    loan_purpose="Refinance",
    subject_property=Address(city="Louisville", state="KY"),
)
ONE = """
[hello]
subject = "Hello {first_name}"
body = \"\"\"
{officer_name} of {company} about your {purpose} in {city}, NMLS {nmls_id}, {officer_phone} {officer_email}
\"\"\"
"""


def test_every_placeholder_is_filled() -> None:
    subject, body = fill(read_templates(ONE)["hello"], LEAD, ADA, "Riverside Home Loans")
    assert subject == "Hello Dana"
    assert body == (
        "Ada Marsh of Riverside Home Loans about your refinance in Louisville, NMLS 123456, "
        "(423) 555-0142 ada@example.com\n\n"
        'If you would rather not hear from me by e-mail, reply "no more e-mail" and I will stop.\n'
    )


def test_what_is_not_known_becomes_a_neutral_word() -> None:
    nobody = msgspec.structs.replace(LEAD, borrower=Person(), loan_purpose="", subject_property=Address())
    bare = Officer(officer_id="ada", name="Ada Marsh")
    subject, body = fill(read_templates(ONE)["hello"], nobody, bare, "")
    assert subject == "Hello there"
    assert body.startswith("Ada Marsh of our company about your mortgage in your area, NMLS (NMLS id not set),")


def test_what_an_officer_has_not_set_is_named_and_left_open_where_it_is_read_out() -> None:
    hello, bare = read_templates(ONE)["hello"], Officer(officer_id="ada", name=NAMELESS)
    assert unsaid(hello, bare, "") == ("your name", "your company", "your NMLS id")
    assert spoken(hello, LEAD, bare, "").startswith("[your name] of [your company] about your refinance in Louisville")
    assert "NMLS [your NMLS id]," in spoken(hello, LEAD, bare, "")
    assert fill(hello, LEAD, bare, "")[1].startswith("[your name] of our company about")
    assert unsaid(hello, ADA, "Riverside Home Loans") == ()
    assert unsaid(read_templates('[a]\nbody = "{nmls_id}"')["a"], bare, "") == ("your NMLS id",)


def test_the_city_is_the_propertys_or_the_borrowers() -> None:
    home = msgspec.structs.replace(LEAD, subject_property=Address(), address=Address(city="Nashville"))
    assert "in Nashville," in fill(read_templates(ONE)["hello"], home, ADA, "")[1]


def test_a_name_that_looks_like_a_placeholder_stays_a_name() -> None:
    odd = msgspec.structs.replace(LEAD, borrower=Person(name="{officer_email} Whitlock"))
    assert fill(read_templates(ONE)["hello"], odd, ADA, "")[0] == "Hello {officer_email}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[a]\nsubject = "{frist_name}"\nbody = "{nmls_id}"', "“a”: has an unknown placeholder {frist_name}"),
        ('[a]\nbody = "hello {} {nmls_id}"', "unknown placeholder {}"),
        ('[a]\nbody = "hello"', "“a”: lacks {nmls_id}"),
        ("a = 3", "“a”: is no table"),
        ('[a]\nbody = "hi {first name} {nmls_id}"', "unknown placeholder {first name}"),
        ('[a]\nbody = "hi {nmls_id} {"', "brace without its other half"),
        ('[a]\nsubject = "{nmls_id}"\nbody = "hi"', "“a”: lacks {nmls_id}"),
        ("[a", "not valid TOML"),
    ],
)
def test_a_template_that_is_wrong_is_named(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words.replace("{", r"\{").replace("}", r"\}")):
        read_templates(text)


def test_the_shipped_playbooks_templates_are_all_there() -> None:
    text = (resources() / "templates" / "emails.toml").read_text(encoding="utf-8")
    templates = read_templates(text)
    assert {step.template for step in sample().steps if step.template} <= set(templates)
    for template in templates.values():
        subject, body = fill(template, LEAD, ADA, "Riverside Home Loans")
        assert "{" not in subject + body
        assert "123456" in body


def test_the_way_to_opt_out_stands_where_the_author_put_it() -> None:
    own = read_templates('[a]\nsubject = "Hi"\nbody = "{opt_out}\\nNMLS {nmls_id}"')["a"]
    assert fill(own, LEAD, ADA, "")[1].endswith("and I will stop.\nNMLS 123456\n")


def test_a_text_says_stop_in_the_networks_own_word() -> None:
    text = read_templates('[a]\nbody = "Ada here, NMLS {nmls_id}."')["a"]
    assert text.channel is Channel.TEXT
    assert fill(text, LEAD, ADA, "") == ("", "Ada here, NMLS 123456.\nReply STOP to opt out.\n")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("…" + "a" * 69, 1),
        ("…" + "a" * 70, 2),
        ("😀" * 35, 1),
        ("😀" * 68, 3),
    ],
)
def test_a_text_is_counted_in_the_parts_a_network_sends(text: str, parts: int) -> None:
    assert segments(text) == parts


def test_what_to_say_in_a_call_is_filled_and_offers_no_way_out_of_texts() -> None:
    shipped = read_templates((resources() / "templates" / "emails.toml").read_text(encoding="utf-8"))
    said = spoken(shipped["call-script"], LEAD, ADA, "Riverside Home Loans")
    assert "Riverside Home Loans, NMLS 123456" in said
    assert "{" not in said
    assert "STOP" not in said
