"""The OpenAPI page, with the very types the wire is read and written by."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.hub.vendor_answers import IntakeAnswer
from app.protocol.drilled import LeadsBehind, LeadStory, LeaksBehind, OneToOne, Signals
from app.protocol.handover import HandedLeads, HandOver
from app.protocol.live import Done, Excuse, GiveLeads, GivenLeads, LiveNow, Moves, Nudge
from app.protocol.wire import (
    Alive,
    Claim,
    Enroll,
    Enrolled,
    Fork,
    Hello,
    LeadNotYours,
    LeadYours,
    MovedPart,
    MovePlaybook,
    PlaybookOvertaken,
    PlaybookTaken,
    PublishPlaybook,
    PullAnswer,
    PullRequest,
    PushRequest,
    Ready,
    Receipt,
    Refusal,
    Renew,
    Renewed,
    Rewind,
    Stranger,
)


class Officers(msgspec.Struct, frozen=True, kw_only=True):
    """The `team` report, and the `officer` report with its one row; each row as the interfaces page has it."""

    officers: list[dict[str, Any]]


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """The `sources` report; a row a source, campaign and month received, and how many loans have their lead."""

    sources: list[dict[str, Any]]
    match_rate: dict[str, int]
    definitions: dict[str, str]


class Leaks(msgspec.Struct, frozen=True, kw_only=True):
    """The `leaks` report; a row a way in which leads were lost."""

    leaks: list[dict[str, Any]]


class Promises(msgspec.Struct, frozen=True, kw_only=True):
    """The `promises` report; a row a promise."""

    promises: list[dict[str, Any]]


class Cohorts(msgspec.Struct, frozen=True, kw_only=True):
    """The `cohorts` report; as `sources`, open months with what they are to bring, and a row a month for all."""

    cohorts: list[dict[str, Any]]
    match_rate: dict[str, int]


class AdjustedSources(msgspec.Struct, frozen=True, kw_only=True):
    """The `adjusted` report; a row a source, with what its leads come to when all are followed up alike."""

    adjusted: list[dict[str, Any]]


class CreditClaims(msgspec.Struct, frozen=True, kw_only=True):
    """The `claims` report; a row a bad lead, with what was tried when, and nothing of whose it is."""

    claims: list[dict[str, Any]]


class Costs(msgspec.Struct, frozen=True, kw_only=True):
    """The `costs` report; a row as of `sources`."""

    costs: list[dict[str, Any]]
    match_rate: dict[str, int]
    definitions: dict[str, str]


class BadLeads(msgspec.Struct, frozen=True, kw_only=True):
    """The `returns` report; a row a source and month received: bad leads, what may be claimed back and until when."""

    returns: list[dict[str, Any]]
    definitions: dict[str, str]


class Acceptance(msgspec.Struct, frozen=True, kw_only=True):
    """The `acceptance` report; a row a source, campaign and month received: taken up by sales, sent back and why."""

    acceptance: list[dict[str, Any]]
    definitions: dict[str, str]


class Partners(msgspec.Struct, frozen=True, kw_only=True):
    """The `partners` report; a row a partner, by company alone for whoever sees no lead."""

    partners: list[dict[str, Any]]
    match_rate: dict[str, int]
    definitions: dict[str, str]


class MarketingDue(msgspec.Struct, frozen=True, kw_only=True):
    """The `marketing-due` report; a row a source and step of marketing's: how many are due, and what came of them."""

    marketing_due: list[dict[str, Any]]
    definitions: dict[str, str]


#: the report that answers under each name
PAGES: dict[str, type[msgspec.Struct]] = {
    "officers": Officers,
    "sources": Sources,
    "leaks": Leaks,
    "promises": Promises,
    "cohorts": Cohorts,
    "adjusted": AdjustedSources,
    "claims": CreditClaims,
    "costs": Costs,
    "returns": BadLeads,
    "acceptance": Acceptance,
    "partners": Partners,
    "marketing_due": MarketingDue,
}
_TEMPLATE = "#/components/schemas/{name}"
_WORDS = {
    401: "no token or key, or one that is not let in",
    403: "not for this person, or a code that does not hold",
    408: "did not come to its end in time",
    413: "larger than the hub takes",
    422: "not as the protocol says",
    429: "more than this caller may in a minute; Retry-After says when again",
    503: "the database does not answer; try again",
}
#: these are asked by desks that have no token, or none that still holds
_WITHOUT_A_TOKEN = ("/v1/hello", "/v1/enroll", "/v1/renew")
#: asked by vendors, who have a key of their own
_OF_VENDORS = "/v1/intake/"
#: every message an address of the hub takes or gives
_MESSAGES = (
    Alive,
    Claim,
    Enroll,
    Enrolled,
    Fork,
    Hello,
    LeadNotYours,
    LeadYours,
    MovedPart,
    MovePlaybook,
    PlaybookOvertaken,
    PlaybookTaken,
    PublishPlaybook,
    PullAnswer,
    PullRequest,
    PushRequest,
    Ready,
    Receipt,
    Refusal,
    Renew,
    Renewed,
    Rewind,
    Stranger,
    HandedLeads,
    HandOver,
    IntakeAnswer,
    Done,
    Excuse,
    GivenLeads,
    GiveLeads,
    LiveNow,
    Moves,
    Nudge,
    LeadsBehind,
    LeadStory,
    LeaksBehind,
    OneToOne,
    Signals,
    *PAGES.values(),
)


def takes(kind: Any) -> dict[str, Any]:
    """Return what a route's decorator is told of the body it reads."""
    return {"openapi_extra": {"requestBody": {"required": True, "content": _json(kind)}}}


def says(kind: Any, *refusals: int) -> dict[str, Any]:
    """Return what a route's decorator is told of its answers; `kind` None is an event stream."""
    good = {"text/event-stream": {"schema": {"type": "string"}}} if kind is None else _json(kind)
    responses = {status: {"description": _WORDS[status], "content": _json(Refusal)} for status in refusals}
    return {"responses": {200: {"description": "done", "content": good}, **responses}, "response_model": None}


def describe(app: FastAPI) -> None:
    """Make the application show its own page; it is worked out when it is first asked for."""

    def page() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, routes=app.routes)
            _, components = msgspec.json.schema_components(_MESSAGES, ref_template=_TEMPLATE)
            parts = schema.setdefault("components", {})
            parts["schemas"] = {**parts.get("schemas", {}), **components}
            parts["securitySchemes"] = {
                "device": {"type": "http", "scheme": "bearer"},
                "source": {"type": "apiKey", "in": "header", "name": "X-Api-Key"},
            }
            for path, methods in schema["paths"].items():
                for method in methods.values():
                    if path.startswith("/v1/") and path not in _WITHOUT_A_TOKEN:
                        method.setdefault("security", [{"source" if path.startswith(_OF_VENDORS) else "device": []}])
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = page  # type: ignore[method-assign]  # FastAPI's documented way to replace the page


def _json(kind: Any) -> dict[str, Any]:
    members = get_args(kind) or (kind,)
    refs = [{"$ref": _TEMPLATE.format(name=member.__name__)} for member in members]
    return {"application/json": {"schema": refs[0] if len(refs) == 1 else {"oneOf": refs}}}
