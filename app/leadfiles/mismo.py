"""MISMO 3 loan files: the borrowers of each deal, how they are reached, what they borrow for which house."""

from __future__ import annotations

from collections.abc import Iterator

from app.leadfiles.families import MISMO
from app.leadfiles.markup import Node
from app.leadfiles.rows import Cell, Found, Record

#: before a person's columns, in the order of the borrowers; who comes after these is named and no more
BORROWER_NAMES = ("", "Co-Borrower ", "Co-Borrower 2 ", "Co-Borrower 3 ")
_NAME = {
    "firstname": "First Name",
    "middlename": "Middle Name",
    "lastname": "Last Name",
    "suffixname": "Suffix",
    "fullname": "Name",
}
_PHONE_NAMES = {"home": "Home Phone", "mobile": "Mobile Phone", "work": "Work Phone"}
_BORROWERS = frozenset({"borrower", "coborrower"})
_NO_CALLS = frozenset({"fax", "pager"})
_ADDRESS = {
    "addresslinetext": "Street",
    "addressadditionallinetext": "Street 2",
    "cityname": "City",
    "statecode": "State",
    "postalcode": "Zip",
}
#: what is taken of a loan and its house beside what a lead has a place for. Nothing of the borrower's declarations,
#: income or monitoring is: a deal holds hundreds of such fields, so these are named and all others are left
_TERMS = {
    "loanpurposetype": "Loan Purpose",
    "mortgagetype": "Mortgage Type",
    "noteratepercent": "Note Rate",
    "lienprioritytype": "Lien Priority",
}
_HOUSE = {
    "propertyusagetype": "Property Usage",
    "propertyestimatedvalueamount": "Property Value",
    "financedunitcount": "Units",
}
#: elements nobody may choose by, told as left out where a deal has them; their words are never looked at
_PROTECTED = {
    "taxpayeridentifiervalue": "Taxpayer Identifier",
    "borrowerbirthdate": "Birth Date",
    "borrowerageatapplicationyearscount": "Borrower Age",
    "maritalstatustype": "Marital Status",
    "dependentcount": "Dependents",
    "dependentageyearscount": "Dependents",
    "citizenshipresidencytype": "Citizenship",
    "government_monitoring": "Government Monitoring (race, ethnicity, sex)",
    "languagecode": "Preferred Language",
}


def deals_of(root: Node) -> list[Node]:
    return [node for node in root.descendants() if node.tag == "deal" and node.first("parties")]


def read_mismo(root: Node, broken_at: int | None, total: int) -> Found:
    """Return a record for each deal; one the file breaks off in is not whole and is named."""
    return Found(MISMO, _records(root, broken_at, total), total)


def _records(root: Node, broken_at: int | None, total: int) -> Iterator[Record]:
    deals = deals_of(root)
    for n, deal in enumerate(deals, 1):
        if deal.closed:
            # many files have no line ends at all
            yield Record(deal.line, total, list(_deal(deal)), "", f"deal {n}" if len(deals) > 1 else "")
    if broken_at is not None:
        yield Record(broken_at, total, [], "the XML breaks off here; nothing below could be read")


def _deal(deal: Node) -> Iterator[Cell]:
    borrowers = [party for party in _parties(deal) if _BORROWERS & _roles(party)]
    # the file's order where none is said to come first
    borrowers.sort(key=lambda party: _first_text(party, "borrowerclassificationtype").lower() != "primary")
    for n, party in enumerate(borrowers):
        yield from _borrower(party, n)
    for party in _parties(deal):
        if "loanoriginator" in _roles(party):
            yield "Loan Officer", _full_name(party)
    # a house that a borrower owns already is a property too, but no collateral of this loan
    collaterals = [node for node in deal.descendants() if node.tag == "collateral"]
    houses = [node for one in collaterals for node in one.descendants() if node.tag in ("subject_property", "property")]
    for house in houses[:1]:
        yield from _house(house)
    yield from _loan(deal)
    tags = {node.tag for node in deal.descendants()}
    yield from ((name, "") for tag, name in _PROTECTED.items() if tag in tags)


def _parties(deal: Node) -> list[Node]:
    parties = deal.first("parties")
    return parties.every("party") if parties else []


def _roles(party: Node) -> set[str]:
    return {node.text.lower() for node in party.descendants() if node.tag == "partyroletype"}


def _borrower(party: Node, n: int) -> Iterator[Cell]:
    if n >= len(BORROWER_NAMES):
        yield f"Borrower {n + 1}", _full_name(party)
        return
    whose = BORROWER_NAMES[n]
    for tag, part in _name_parts(party):
        yield whose + _NAME[tag], part
    individual = party.first("individual")
    # those of an employer and a landlord stand elsewhere in the party
    for point in individual.descendants() if individual else ():
        if point.tag == "contact_point":
            yield from _contact_point(point, whose)
    if n == 0:
        for place in _homes(party):
            yield from _address(place, "")
            return


def _name_parts(party: Node) -> list[tuple[str, str]]:
    individual = party.first("individual")
    name = individual.first("name") if individual else None
    return [(part.tag, part.text) for part in name.children if part.tag in _NAME] if name else []


def _full_name(party: Node) -> str:
    parts = dict(_name_parts(party))
    joined = " ".join(parts[tag] for tag in ("firstname", "middlename", "lastname", "suffixname") if parts.get(tag))
    return joined or parts.get("fullname", "")


def _contact_point(point: Node, whose: str) -> Iterator[Cell]:
    kind = point.text_of("contact_point_detail", "contactpointroletype").lower()
    yield f"{whose}Email", point.text_of("contact_point_email", "contactpointemailvalue")
    number = point.text_of("contact_point_telephone", "contactpointtelephonevalue")
    extension = point.text_of("contact_point_telephone", "contactpointtelephoneextensionvalue")
    number = f"{number} x{extension}" if number and extension else number
    # a number that is only faxed to is kept as it stands
    yield (f"{whose}{kind} number" if kind in _NO_CALLS else whose + _PHONE_NAMES.get(kind, "Phone")), number


def _homes(party: Node) -> list[Node]:
    """Return where the borrower lives, what is current first, and the mailing address for want of any."""
    residences = [node for node in party.descendants() if node.tag == "residence"]
    residences.sort(key=lambda node: node.text_of("residence_detail", "borrowerresidencytype").lower() != "current")
    current = [place for node in residences if (place := node.first("address"))]
    addresses = party.first("addresses")
    return current + (addresses.every("address") if addresses else [])


def _address(place: Node, whose: str) -> Iterator[Cell]:
    for line in place.children:
        if line.tag in _ADDRESS:
            yield whose + _ADDRESS[line.tag], line.text


def _house(subject: Node) -> Iterator[Cell]:
    for place in subject.every("address")[:1]:
        yield from _address(place, "Property ")
    for node in subject.descendants():
        if node.tag in _HOUSE:
            yield _HOUSE[node.tag], node.text


def _loan(deal: Node) -> Iterator[Cell]:
    loans = [node for node in deal.descendants() if node.tag == "loan"]
    subject = [node for node in loans if node.attributes.get("loanroletype", "").lower() == "subjectloan"]
    for loan in (subject or loans)[:1]:
        yield "Loan Amount", _first_text(loan, "baseloanamount") or _first_text(loan, "noteamount")
        for tag, name in _TERMS.items():
            yield name, _first_text(loan, tag)
        yield "Received At", _first_text(loan, "applicationreceiveddate")
        yield "Vendor Id", _loan_number(loan)


def _loan_number(loan: Node) -> str:
    """Return the lender's own number for the loan, else any that the file gives it."""
    numbers = [node for node in loan.descendants() if node.tag == "loan_identifier"]
    numbers.sort(key=lambda node: node.text_of("loanidentifiertype").lower() != "lenderloan")
    return next((text for node in numbers if (text := node.text_of("loanidentifier"))), "")


def _first_text(node: Node, tag: str) -> str:
    return next((below.text for below in node.descendants() if below.tag == tag and below.text), "")
