"""The families of files: how each is recognised and what goes without saying in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from app.domain.lead import Origin
from app.leadfiles.rows import Family
from app.leadfiles.wording import squash

TABLE = Family("table")
FACEBOOK = Family("facebook_lead_ads", usual_source="Facebook", prefixes=True)
GOOGLE = Family("google_ads_leads", usual_source="Google Ads")
HUBSPOT = Family("hubspot_contacts")
SALESFORCE = Family("salesforce_leads_report")
#: an officer's own address book, not something the company assigned
OUTLOOK = Family("outlook_contacts", usual_origin=Origin.OWN_LIST)
GOOGLE_CONTACTS = Family("google_contacts", usual_origin=Origin.OWN_LIST)
VCARD = Family("vcard", usual_origin=Origin.OWN_LIST, is_certain=True)

FORM_POSTS = Family("form_posts", is_post=True)
#: its "Price" is what the lead costs the receiver; elsewhere a price is more likely a house's
FREERATEUPDATE = Family(
    "freerateupdate_posts", usual_source="FreeRateUpdate", also={"Price": "Lead Cost"}, is_post=True
)
JSON = Family("json_leads", is_post=True)
VELOCIFY = Family("velocify_import_post", is_post=True)

ADF = Family("adf_xml", is_post=True)
LEAD_XML = Family("lead_xml")
FREERATEUPDATE_XML = Family(
    "freerateupdate_xml", usual_source="FreeRateUpdate", also={"Price": "Lead Cost"}, is_post=True
)
VELOCIFY_SOAP = Family("velocify_soap", is_post=True)

#: applications out of a loan system, one loan a record
MISMO = Family("mismo_xml", is_certain=True)
FANNIE_MAE = Family("fannie_mae_32", is_certain=True)

#: every name of a group has to be there; of the names in one line any will do
_TABLES: tuple[tuple[Family, tuple[str, ...]], ...] = (
    (
        GOOGLE_CONTACTS,
        (
            "first name|given name|name",
            "phone 1 - value|phone 1 - label|phone 1 - type|e-mail 1 - value|e-mail 1 - label|e-mail 1 - type",
        ),
    ),
    (FACEBOOK, ("created_time", "ad_id|ad_name|campaign_id|campaign_name|form_id|form_name|platform|is_organic")),
    (GOOGLE, ("gclid|gcl id|google click id|google_key", "lead id|lead submit time|form id|campaign|campaign id")),
    (
        HUBSPOT,
        (
            "record id|record id - contact|hs_object_id",
            "lifecycle stage|lead status|hs_lead_status|contact owner|hubspot owner|hubspot_owner_id",
        ),
    ),
    (OUTLOOK, ("first name|last name", "e-mail address", "e-mail 2 address|home street|business street|categories")),
    (SALESFORCE, ("lead owner", "last name|company / account|company|lead source|lead status")),
)
_FREERATEUPDATE_MARKS = frozenset(map(squash, ("UniversalLeadid", "RequestId", "rid", "DesiredRateType")))


#: what a person calls each of them
_CALLED = (
    (TABLE, "table"),
    (FACEBOOK, "Facebook lead ads"),
    (GOOGLE, "Google lead forms"),
    (HUBSPOT, "HubSpot contacts"),
    (SALESFORCE, "Salesforce leads"),
    (OUTLOOK, "Outlook contacts"),
    (GOOGLE_CONTACTS, "Google contacts"),
    (VCARD, "vCard contacts"),
    (FORM_POSTS, "form posts"),
    (FREERATEUPDATE, "FreeRateUpdate posts"),
    (JSON, "webhook leads (JSON)"),
    (VELOCIFY, "Velocify import posts"),
    (ADF, "ADF leads"),
    (LEAD_XML, "XML leads"),
    (FREERATEUPDATE_XML, "FreeRateUpdate posts"),
    (VELOCIFY_SOAP, "Velocify import posts"),
    (MISMO, "MISMO applications"),
    (FANNIE_MAE, "Fannie Mae 3.2 applications"),
)
FAMILIES = {family.name: family for family, _ in _CALLED}
_WORDS = {family.name: words for family, words in _CALLED}


def format_words(name: str) -> str:
    """Return what a person calls a family, of which `name` is the program's own word."""
    return _WORDS.get(name, name)


#: what a person calls a table, by the ending of its file
_TABLES_CALLED = {".csv": "spreadsheet (CSV)", ".tsv": "table (tab-separated)", ".xlsx": "spreadsheet (Excel)"}


def kind_words(name: str, file: str) -> str:
    """Return what a person calls a file of a family: of one that is none in particular, what kind of table it is."""
    ending = PurePath(file).suffix.lower()
    return _TABLES_CALLED.get(ending, format_words(name)) if name == TABLE.name else format_words(name)


def family_of_table(headers: Iterable[str]) -> Family:
    names = {squash(header) for header in headers}
    for family, groups in _TABLES:
        if all(any(squash(name) in names for name in group.split("|")) for group in groups):
            return family
    return TABLE


def is_freerateupdate(headers: Iterable[str]) -> bool:
    """Return whether a post's fields are that vendor's: two of its own names together are nobody else's."""
    return len(_FREERATEUPDATE_MARKS.intersection(map(squash, headers))) >= 2
