"""ADF 1.0, the mail format of auto leads that rate tables borrowed."""

from __future__ import annotations

from collections.abc import Iterator

from app.leadfiles.families import ADF
from app.leadfiles.markup import Node
from app.leadfiles.rows import Cell, Found, Record

_NAME_PARTS = {"first": "First Name", "middle": "Middle Name", "last": "Last Name", "suffix": "Suffix", "full": "Name"}
_PHONE_NAMES = {"cellphone": "Mobile Phone", "mobile": "Mobile Phone", "voice": "Phone", "": "Phone"}
_ADDRESS = {"city": "City", "regioncode": "State", "postalcode": "Zip", "country": "Country", "apartment": "Apartment"}
_WHEN = ("description", "earliestdate", "latestdate")


def prospects_of(root: Node) -> list[Node]:
    return [node for node in root.descendants() if node.tag == "prospect"]


def read_adf(root: Node, broken_at: int | None, total: int) -> Found:
    """Return a record for each prospect; one the file breaks off in is not whole and is named."""
    return Found(ADF, _records(root, broken_at, total), total)


def _records(root: Node, broken_at: int | None, total: int) -> Iterator[Record]:
    for prospect in prospects_of(root):
        if prospect.closed:
            yield Record(prospect.line, total, list(_prospect(prospect)))
    if broken_at is not None:
        yield Record(broken_at, total, [], "the XML breaks off here; nothing below could be read")


def _prospect(prospect: Node) -> Iterator[Cell]:
    """Name each part as a plain column would be; the vendor is ourselves and says nothing of the borrower."""
    provider = prospect.first("provider")
    ids = prospect.every("id")
    for first in ids[:1]:
        yield "Vendor Id", first.text
    yield "Received At", prospect.text_of("requestdate")
    name = _provider_name(provider)
    if name:
        yield "Source", name
    for one in ids:
        # whoever numbered the lead; without a provider that is where it came from
        yield "Id Source" if name else "Source", one.attributes.get("source", "")
    yield "Prospect Status", prospect.attributes.get("status", "")
    for customer in prospect.every("customer"):
        yield from _customer(customer)
    for other in prospect.children:
        if other.tag not in ("id", "requestdate", "customer", "vendor", "provider"):
            yield from _leaves(other, other.name)


def _provider_name(provider: Node | None) -> str:
    if provider is None:
        return ""
    return next((node.text for node in provider.every("name") if node.text), "") or provider.text_of("service")


def _customer(customer: Node) -> Iterator[Cell]:
    contacts = customer.every("contact")
    contacts.sort(key=lambda contact: contact.attributes.get("primarycontact") != "1")
    for index, contact in enumerate(contacts):
        yield from _contact(contact, "Co-Borrower " if index else "")
    yield "Comments", customer.text_of("comments")
    for when in customer.every("timeframe"):
        for tag in _WHEN:
            yield "Timeframe", when.text_of(tag)
    for other in customer.children:
        if other.tag not in ("contact", "comments", "timeframe"):
            yield from _leaves(other, other.name)


def _contact(contact: Node, whose: str) -> Iterator[Cell]:
    for name in contact.every("name"):
        part = name.attributes.get("part", "full").lower()
        yield whose + _NAME_PARTS.get(part, f"Name {part}"), name.text
    for email in contact.every("email"):
        yield f"{whose}Email", email.text
    for phone in contact.every("phone"):
        kind = phone.attributes.get("type", "").lower()
        yield whose + _phone_name(kind, phone.attributes.get("time", "").lower()), phone.text
    for address in contact.every("address"):
        for street in address.every("street"):
            yield f"{whose}Street", street.text
        for piece in address.children:
            if piece.tag in _ADDRESS:
                yield whose + _ADDRESS[piece.tag], piece.text
    for other in contact.children:
        if other.tag not in ("name", "email", "phone", "address"):
            yield from _leaves(other, f"{whose}{other.name}")


def _phone_name(kind: str, time: str) -> str:
    """Return what the number's column would be called; a fax or pager is no number to call and stays as it is."""
    if kind not in _PHONE_NAMES:
        return f"{kind} number".capitalize()
    if _PHONE_NAMES[kind] == "Phone" and time in ("day", "morning", "afternoon", "evening"):
        return "Evening Phone" if time == "evening" else "Day Phone"
    return _PHONE_NAMES[kind]


def _leaves(node: Node, name: str) -> Iterator[Cell]:
    if node.text:
        yield name, node.text
    for key, value in node.attributes.items():
        yield f"{name} {key}", value
    for child in node.children:
        yield from _leaves(child, f"{name} {child.name}")
