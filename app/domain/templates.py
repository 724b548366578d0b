"""E-mail and text templates: fixed placeholders only, no template language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from app.domain.lead import Address, Channel, Lead, Person
from app.domain.numbers import shown
from app.domain.officer import Officer
from app.errors import BadInput

OPT_OUT, NMLS_ID = "opt_out", "nmls_id"
#: what may stand between braces, and what fills it
PLACEHOLDERS = (
    "first_name", "officer_name", "officer_phone", "officer_email", NMLS_ID, "company", "city", "purpose", OPT_OUT,
)  # fmt: skip
#: the first written communication must carry the originator's NMLS id (12 CFR 1008.103 and state rules)
REQUIRED = (NMLS_ID,)
#: what an officer says of themselves in every first contact, by where it stands
OFFICERS_OWN = {"officer_name": "your name", "company": "your company", NMLS_ID: "your NMLS id"}
#: how a borrower says no more, by channel: texts are stopped by the network's own word
OPT_OUT_WORDS = {
    Channel.EMAIL: 'If you would rather not hear from me by e-mail, reply "no more e-mail" and I will stop.',
    Channel.TEXT: "Reply STOP to opt out.",
}
#: what to say in a call, and the text for where no step names one
CALL_SCRIPT, FIRST_TEXT = "call-script", "first-text"
TEMPLATE_KEYS = ("subject", "body")
#: characters of a text: alone, or a segment of several; fewer where one of them is none of the short alphabet
_SHORT, _SHORT_OF_MANY, _WIDE, _WIDE_OF_MANY = 160, 153, 70, 67
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_PLACE = re.compile(r"\{(\w+)\}")
_GSM_TWICE = frozenset("^{}\\[~]|€")


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """A template as written; `subject` is "" for a text."""

    name: str
    subject: str
    body: str

    @property
    def channel(self) -> Channel:
        return Channel.EMAIL if self.subject else Channel.TEXT


def read_templates(text: str) -> dict[str, Template]:
    """Read a file of `[name]` tables with `subject` and `body`. Raises BadInput naming the template that is wrong."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"The templates are not valid TOML: {error}.", "Mend that line.") from error
    out: dict[str, Template] = {}
    for name, raw in tables.items():
        template, problems = template_of(name, raw)
        problems += [] if template is None else faults_of(template)
        if template is None or problems:
            raise BadInput(f"Template “{name}”: {problems[0][1]}.", f"There are {', '.join(PLACEHOLDERS)}.")
        out[name] = template
    return out


def template_of(name: str, raw: Any) -> tuple[Template | None, list[tuple[str, str]]]:
    """Return the template a table holds, None where it is none, and (key, what is wrong) for each problem."""
    if not isinstance(raw, dict):
        return None, [("", "is no table of a subject and a body")]
    problems = [(key, f"unknown key “{key}”") for key in sorted(set(raw) - set(TEMPLATE_KEYS))]
    subject, body = raw.get("subject", ""), raw.get("body", "")
    if not isinstance(subject, str) or ("subject" in raw and not subject.strip()):
        problems.append(("subject", "the subject must be words; leave it out for a text"))
    elif "\n" in subject.strip():
        problems.append(("subject", "the subject must be one line"))
    if not isinstance(body, str) or not body.strip():
        problems.append(("body", "has no body"))
    if problems:
        return None, problems
    return Template(name=name, subject=subject.strip(), body=body.strip() + "\n"), []


def faults_of(template: Template) -> list[tuple[str, str]]:
    """Return (key, what is wrong) for each fault of a template's words."""
    faults: list[tuple[str, str]] = []
    for key in TEMPLATE_KEYS:
        words = str(getattr(template, key))
        unknown = [w for w in dict.fromkeys(re.findall(r"\{([^{}]*)\}", words)) if w not in PLACEHOLDERS]
        faults += [(key, f"has an unknown placeholder {{{w}}}; there are {', '.join(PLACEHOLDERS)}") for w in unknown]
        if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", words)):
            faults.append((key, "has a brace without its other half"))
    lacking = [word for word in REQUIRED if f"{{{word}}}" not in template.body]
    return faults + [("body", f"lacks {{{word}}}, which every first message must carry") for word in lacking]


def fill(template: Template, lead: Lead, officer: Officer, company: str) -> tuple[str, str]:
    """Return (subject, body) with every placeholder filled; what is not known becomes a neutral word.

    Only an officer's own number and address, which stand alone in a signature, are left out where there is none. A
    body without a place for it has the way to opt out as its last line.
    """
    put = _filler(lead, officer, company, template.channel)
    body = template.body
    if f"{{{OPT_OUT}}}" not in body:
        # an e-mail has paragraphs, a text is paid for by the character
        body += f"\n{{{OPT_OUT}}}\n" if template.channel is Channel.EMAIL else f"{{{OPT_OUT}}}\n"
    return _PLACE.sub(put, template.subject), _PLACE.sub(put, body)


def spoken(template: Template, lead: Lead, officer: Officer, company: str) -> str:
    """Return what to say in a call with every placeholder filled; nobody opts out of a call by a sentence of ours."""
    put = _filler(lead, officer, company, template.channel)
    lacking = unsaid(template, officer, company)

    def say(match: re.Match[str]) -> str:
        # what is not known of whoever reads it out they know themselves, once they see that it belongs there
        own = OFFICERS_OWN.get(match[1])
        return f"[{own}]" if own in lacking else put(match)

    return _PLACE.sub(say, template.body).strip()


def unsaid(template: Template, officer: Officer, company: str) -> tuple[str, ...]:
    """Return what a template says of the officer and nobody has set, in words for the officer."""
    known = {"officer_name": officer.is_named, "company": company, NMLS_ID: officer.nmls_id}
    return tuple(own for place, own in OFFICERS_OWN.items() if not known[place] and f"{{{place}}}" in template.body)


def _filler(lead: Lead, officer: Officer, company: str, channel: Channel) -> Callable[[re.Match[str]], str]:
    values = {
        "first_name": lead.borrower.first_name or "there",
        "officer_name": officer.name if officer.is_named else "[your name]",
        "officer_phone": shown(officer.phone),
        "officer_email": officer.email,
        NMLS_ID: officer.nmls_id or "(NMLS id not set)",
        "company": company or "our company",
        "city": lead.subject_property.city or lead.address.city or "your area",
        "purpose": lead.loan_purpose.lower() or "mortgage",
        OPT_OUT: OPT_OUT_WORDS[channel],
    }

    def put(match: re.Match[str]) -> str:
        # a newer hub may have more of them: better seen by who presses send than gone
        return values.get(match[1], match[0])

    return put


def segments(text: str) -> int:
    """Return in how many parts a network sends a text."""
    if set(text) <= _GSM | _GSM_TWICE:
        length = len(text) + sum(character in _GSM_TWICE for character in text)
        return 1 if length <= _SHORT else -(-length // _SHORT_OF_MANY)
    length = len(text.encode("utf-16-le")) // 2
    return 1 if length <= _WIDE else -(-length // _WIDE_OF_MANY)


def with_own(shipped: Mapping[str, Template], own: tuple[Template, ...]) -> dict[str, Template]:
    """Return the templates there are under a playbook: the shipped ones, its own instead where they share a name."""
    return {**shipped, **{template.name: template for template in own}}


#: who a template is shown with where nobody is named
INVENTED_LEAD = Lead(
    lead_id="example",
    received_at=datetime(2026, 1, 5, 15, 0, tzinfo=UTC),
    borrower=Person(name="Dana Whitlock"),
    loan_purpose="Refinance",
    address=Address(city="Louisville", state="KY"),
)
INVENTED_OFFICER = Officer(
    officer_id="example", name="Ada Marsh", nmls_id="1234567", email="ada@example.com", phone="(423) 555-0142"
)
INVENTED_COMPANY = "Riverside Home Loans"
