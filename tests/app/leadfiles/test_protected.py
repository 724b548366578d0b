"""What no lead may carry is dropped, and nothing else is."""

from __future__ import annotations

import pytest

from app.leadfiles.protected import is_protected
from app.leadfiles.reading import Mapping
from tests.app.leadfiles.reads import read

PROTECTED = """
SSN|SS#|SS Number|S.S.N.|D.O.B.|d o b|Government ID Number|Borrower SS#
SSN|Social Security Number|BorrowerSSN|ssn_last_4|SSN4|Tax ID|TaxID|ITIN|DOB|Date of Birth|date_of_birth|BirthDate
Birthday|CoBorrowerDOB|Age|Your Age|borrower_age|age_range|what_is_your_age?|How old are you?
Marital Status|maritalstatus|Spouse
Spouse's Name|what_is_your_marital_status?|Anniversary|Children|Dependents|Number of Dependents|Citizenship|US Citizen?
Race|HMDA Race|Ethnicity|Sex|Gender|Government Monitoring Info|Language|Preferred Language|language_preference
preferredlanguage|Religion|National Origin|Income Source|Source of Income|Photo|Photo URL|estado_civil|género
data_de_nascimento|Immigration Status|Family Size|Pronouns|Preferred Pronouns|pronoun|SSI|Receives SSI|SSDI Income|TANF
Supplemental Security Income|Welfare Benefits|Food Stamps
"""
HARMLESS = """
Message|Page|Web Page|Stage|Lead Stage|Ad Set|adset_name|Percentage|Mortgage Balance|Lead Age|Property Age|Package
Trace ID|Essex County|Manager's Name|Mileage|Keywords|Annual Income|Employment Status|TCPA Language
Citizens Bank Customer|Usage
VeteranMilitary|PropertyUse|Title|Location|Coverage|Image Quality|Account Age|Contacted
Bob|Class|Bossness
Profession|Session ID|SSID|Pronounced Name|Snap Ad ID
"""


@pytest.mark.parametrize("header", PROTECTED.replace("\n", "|").strip("|").split("|"))
def test_a_protected_header_is_known(header: str) -> None:
    assert is_protected(header)


@pytest.mark.parametrize("header", HARMLESS.replace("\n", "|").strip("|").split("|"))
def test_a_header_that_only_looks_like_one_is_left_alone(header: str) -> None:
    assert not is_protected(header)


def test_protected_fields_are_named_and_their_values_are_nowhere() -> None:
    reading = read(
        "Name,Phone,SSN,Date of Birth,Marital Status,Page\nDana,423-555-0142,078-05-1120,1/1/1980,Married,7\n"
    )
    assert reading.dropped_fields == ["SSN", "Date of Birth", "Marital Status"]
    assert reading.drafts[0].source_fields == {"Page": "7"}
    assert "SSN" not in reading.columns
    assert not any(secret in str(reading.rows) for secret in ("078-05-1120", "1980", "Married"))


def test_a_protected_column_is_reported_even_where_nobody_filled_it_in() -> None:
    assert read("Name,Phone,Gender\nDana,423-555-0142,\n").dropped_fields == ["Gender"]


def test_protected_elements_of_xml_are_dropped_too() -> None:
    reading = read("<lead><FirstName>Dana</FirstName><Phone>4235550142</Phone><DateOfBirth>1980</DateOfBirth></lead>")
    assert reading.dropped_fields == ["DateOfBirth"]
    assert "1980" not in str(reading.drafts)


def test_no_map_brings_a_protected_field_in() -> None:
    mapping = Mapping(name="sly", columns={"SSN": "Comments", "Tel": "Phone"})
    reading = read("Tel,SSN\n423-555-0142,078-05-1120\n", mapping=mapping)
    assert reading.dropped_fields == ["SSN"]
    assert "078-05-1120" not in str(reading.drafts)


@pytest.mark.parametrize("written", ["000-12-3456", "000 12 3456"])
def test_a_tax_number_somebody_wrote_into_a_note_is_left_out_and_told(written: str) -> None:
    (row,) = read(f"Name,Phone,Notes\nDana,423-555-0142,his number is {written} he says\n").rows
    assert row.draft is not None
    assert row.draft.source_fields["Comments"] == "his number is [tax number left out] he says"
    assert "a tax number in “Comments” was left out" in row.warning


def test_other_numbers_in_a_note_stay() -> None:
    note = "loan 1000-12-3456, call 423-555-0142 or 423 555 0142 on 2026-11-27"
    (row,) = read(f'Name,Phone,Notes\nDana,423-555-0142,"{note}"\n').rows
    assert row.draft is not None
    assert row.draft.source_fields["Comments"] == note
    assert row.warning == ""
