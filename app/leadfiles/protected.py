"""Fields no ranking may read and no lead needs: told by their header, dropped before anything is stored."""

from __future__ import annotations

import re

from app.leadfiles.wording import squashed, words_of

#: a header with one of these words is about the person, whatever else it says
_TELLTALE = """
    ss ssn itin tin dob birth birthday birthdate birthplace born anniversary
    gender sex pronoun pronouns race races racial ethnicity ethnic hispanic latino religion religious faith nationality
    citizen citizenship immigration alien marital married unmarried divorced widowed maiden spouse spouses husband wife
    children kids dependents dependants familial pregnant pregnancy maternity disability disabled handicap
    language languages locale hmda demographic demographics photo photos photograph picture avatar headshot alimony
    ssi ssdi tanf welfare
    edad idade nascimento nacimiento naissance geburtsdatum geburtstag nascita sexo sexe geschlecht genero
    idioma langue sprache estadocivil familienstand ciudadania nacionalidad
    password apikey secret
"""
#: run together or in several words
_TELLTALE_PHRASES = re.compile(
    r"socialsec|taxid|taxpayer|taxidentification|dateofbirth|birthdate|birthday|birthyear|yearofbirth|"
    r"marital|maritial|estadocivil|etatcivil|ethnicity|citizenship|permanentresident|residencystatus|greencard|"
    r"visastatus|nationalorigin|countryoforigin|governmentmonitor|monitoringinfo|familystatus|familysize|"
    r"householdsize|numberofchild|numofchild|numberofdependen|dependentcount|dependentsage|childsupport|"
    r"incomesource|sourceofincome|incometype|publicassistance|supplementalsecurity|foodstamp|preferredlanguage|howoldareyou|"
    r"governmentid|googlekey|apikey|relationshipstatus"
)
#: with dots or blanks between the letters
_SPELLED_OUT = re.compile(r"\b(?:d[.\s/-]?o[.\s/-]?b|s[.\s/-]?s[.\s/-]?n)\b", re.IGNORECASE)
#: these words stand beside "age" when a person's is meant; "Lead Age" and "Property Age" are the lead's and a house's
_AGE_OF_PERSON = """
    age ages your my borrower borrowers coborrower co applicant coapplicant customer client contact person buyer user
    group range bracket band years in of the current what is s consumer
"""
#: "TCPA language" is the wording of a consent, and proof of it
_WORDING_OF_CONSENT = frozenset({"tcpa", "consent", "disclosure", "disclaimer", "optin"})

#: a person's tax number as it is written, wherever in a sentence; no phone number has this rhythm
_TAX_NUMBER = re.compile(r"(?<![\d-])\d{3}([- ])\d{2}\1\d{4}(?![\d-])")
_LEFT_OUT = "[tax number left out]"

_TELLTALE_WORDS = frozenset(_TELLTALE.split())
_AGE_WORDS = frozenset(_AGE_OF_PERSON.split())


def is_protected(header: str) -> bool:
    """Return whether a column says something about a person that may not be stored.

    Vendors' keys and passwords, which form posts carry along, are dropped the same way.
    """
    words = words_of(header)
    told = _TELLTALE_WORDS.intersection(words)
    if told <= {"language"} and _WORDING_OF_CONSENT.intersection(words):
        return False
    if told or _TELLTALE_PHRASES.search(squashed(words)) or _SPELLED_OUT.search(header):
        return True
    return bool({"age", "ages"}.intersection(words)) and _AGE_WORDS.issuperset(words)


def without_tax_numbers(text: str) -> str:
    """Return free text without the social security numbers people write into notes."""
    return _TAX_NUMBER.sub(_LEFT_OUT, text)
