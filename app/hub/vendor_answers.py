"""What a vendor is answered, in the form its post came in: JSON, XML, or Velocify's ImportResults."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import msgspec

from app.hub.records import Verdict
from app.hub.vendor_posts import Posted, PostedLead

XML = "text/xml"
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: by its own documents; what stands inside is this product's
_SOAP = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
    '<AddLeadsResponse xmlns="https://service.leads360.com"><AddLeadsResult>{inner}</AddLeadsResult></AddLeadsResponse>'
    "</soap:Body></soap:Envelope>"
)
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


class LeadAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One lead of a post. `lead_id` is our number of one that was accepted, `vendor_id` the vendor's own of any."""

    status: str
    code: str
    reason: str
    lead_id: str | None
    vendor_id: str | None
    is_test: bool
    notes: list[str]


class IntakeAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A post: its first lead's words for whoever posts one at a time, and all of them. `status` is the best of them.

    `message` says the reason once more, where Google looks for it.
    """

    status: str
    code: str
    reason: str
    message: str
    lead_id: str | None
    is_test: bool
    leads: list[LeadAnswer]


def in_json(posted: Posted) -> IntakeAnswer:
    best = next(lead for lead in posted.leads if lead.verdict is posted.verdict)
    reason = _because(best)
    return IntakeAnswer(
        status=posted.verdict.value,
        code=best.code,
        reason=reason,
        message=reason,
        lead_id=best.lead_id or None,
        is_test=best.is_test,
        leads=[_lead(lead) for lead in posted.leads],
    )


def in_xml(posted: Posted) -> str:
    """Return the answer to XML; to Velocify's SOAP in an envelope as its own service's."""
    answer = msgspec.to_builtins(in_json(posted))
    leads = answer.pop("leads")
    inside = "".join(_element(name, value) for name, value in answer.items() if name != "message")
    inside += "".join(f"<lead>{''.join(_element(k, v) for k, v in lead.items())}</lead>" for lead in leads)
    inner = f"<response>{inside}</response>"
    return _DECLARATION + (_SOAP.format(inner=inner) if posted.format == "velocify_soap" else inner)


def as_import_results(posted: Posted) -> str:
    """Return the answer as Velocify's Import.aspx gives it where it is asked with XmlResponse: an element a lead."""
    results = "".join(map(_import_result, posted.leads))
    return f"{_DECLARATION}<ImportResults>{results}</ImportResults>"


def _import_result(lead: PostedLead) -> str:
    said = {
        "result": "Success" if lead.verdict is Verdict.ACCEPTED else "Failure",
        "leadId": lead.lead_id,
        "refId": lead.vendor_id,
        "message": _because(lead) or lead.verdict.value,
    }
    return f"<ImportResult {' '.join(f'{name}={quoteattr(_fit(value))}' for name, value in said.items())} />"


def _because(lead: PostedLead) -> str:
    """Return why, with what the reader said of a post that it could not read."""
    said = " ".join(lead.said) if lead.verdict is Verdict.REJECTED else ""
    return f"{lead.reason} {_sentence(said)}".strip()


def _lead(lead: PostedLead) -> LeadAnswer:
    is_rejected = lead.verdict is Verdict.REJECTED
    return LeadAnswer(
        status=lead.verdict.value,
        code=lead.code,
        reason=_because(lead),
        lead_id=lead.lead_id or None,
        vendor_id=lead.vendor_id or None,
        is_test=lead.is_test,
        notes=[] if is_rejected else list(lead.said),
    )


def _sentence(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}".rstrip(".") + "." if said else ""


def _element(name: str, value: Any) -> str:
    match value:
        case None | []:
            return ""
        case list():
            return "".join(_element(name.removesuffix("s"), one) for one in value)
        case bool():
            return _element(name, "true" if value else "false")
        case _:
            return f"<{name}>{escape(_fit(str(value)))}</{name}>"


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)
