"""E-mail and text templates: fixed placeholders only, no template language."""

from __future__ import annotations

import re
import tomllib

import msgspec

from app.domain.lead import Lead
from app.domain.officer import Officer
from app.errors import BadInput

#: what may stand between braces, and what fills it
PLACEHOLDERS = ("first_name", "officer_name", "officer_phone", "officer_email", "nmls_id", "company", "city", "purpose")
#: the first written communication must carry the originator's NMLS id (12 CFR 1008.103 and state rules)
REQUIRED = ("nmls_id",)


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """A template as written; `subject` is "" for a text."""

    name: str
    subject: str
    body: str


def read_templates(text: str) -> dict[str, Template]:
    """Read a file of `[name]` tables with `subject` and `body`. Raises BadInput naming the template that is wrong."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"The templates are not valid TOML: {error}.", "Mend that line.") from error
    out: dict[str, Template] = {}
    for name, raw in tables.items():
        if not isinstance(raw, dict):
            raise BadInput(f"“{name}” is no template.", "Write it as a table with a subject and a body.")
        template = Template(
            name=name, subject=str(raw.get("subject", "")), body=str(raw.get("body", "")).strip() + "\n"
        )
        used = re.findall(r"\{(\w*)\}", template.subject + template.body)
        for word in used:
            if word not in PLACEHOLDERS:
                raise BadInput(
                    f"Template “{name}” has an unknown placeholder {{{word}}}.", f"There are {', '.join(PLACEHOLDERS)}."
                )
        for word in REQUIRED:
            if word not in used:
                raise BadInput(
                    f"Template “{name}” lacks {{{word}}}, which every first message must carry.", "Add it to the body."
                )
        out[name] = template
    return out


def fill(template: Template, lead: Lead, officer: Officer, company: str) -> tuple[str, str]:
    """Return (subject, body) with every placeholder filled; what is not known becomes a neutral word."""
    values = {
        "first_name": lead.borrower.first_name or "there",
        "officer_name": officer.name,
        "officer_phone": officer.phone,
        "officer_email": officer.email,
        "nmls_id": officer.nmls_id or "(NMLS id not set)",
        "company": company or "our company",
        "city": lead.subject_property.city or lead.address.city or "your area",
        "purpose": lead.loan_purpose.lower() or "mortgage",
    }

    def put(match: re.Match[str]) -> str:
        return values[match[1]]

    return re.sub(r"\{(\w+)\}", put, template.subject), re.sub(r"\{(\w+)\}", put, template.body)
