"""Where vendors post leads: who they are is told by their key alone, and they are answered in their own form."""

from __future__ import annotations

import base64
import binascii
import re
from functools import partial
from typing import Any
from urllib.parse import unquote_plus

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.clock import Clock
from app.hub.again import again
from app.hub.bodies import answer, read_bytes
from app.hub.metering import Meters
from app.hub.openapi import says
from app.hub.pool import Rules
from app.hub.ports import HubStore
from app.hub.records import Verdict
from app.hub.vendor_answers import XML, IntakeAnswer, as_import_results, in_json, in_xml
from app.hub.vendor_posts import Posted, take_post
from app.hub.vendors import NotAsked, NotAVendor, key_in, let_in
from app.leadfiles.web_posts import WebPost

_ADDRESS = "/v1/intake/{source}"
_SOURCE = {"name": "source", "in": "path", "required": True, "schema": {"type": "string"}}
#: a body longer than its lead shows its key at the beginning or in the head
_LOOKED_AT = 64 * 1024
#: what Meta sends to be given back is a number; nothing else is repeated to anybody
_CHALLENGE = re.compile(r"[\w-]{1,200}", re.ASCII)
_WANTS_RESULTS = re.compile(r"(?:^|&)xmlresponse=(?:true|1|yes)(?:&|$)", re.IGNORECASE)
_AS_XML = {"schema": {"type": "string"}}
_BODIES = (
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/json",
    "application/xml",
    "text/xml",
    "application/soap+xml",
)


def add_intake(app: FastAPI, store: HubStore, clock: Clock, meters: Meters, rules: Rules) -> None:
    told = says(IntakeAnswer, 401, 408, 413, 422, 429, 503)
    for status in (200, 422):
        told["responses"][status]["content"][XML] = _AS_XML
    # a lead that is not taken is answered as one that is; a body that is no message at all, as everywhere
    told["responses"][422]["content"]["application/json"] = {
        "schema": {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("IntakeAnswer", "Refusal")]}
    }
    content = {kind: {"schema": {"type": "object" if "json" in kind else "string"}} for kind in _BODIES}

    taken = {"requestBody": {"required": True, "content": content}, "parameters": [_SOURCE]}

    @app.post(_ADDRESS, **told, openapi_extra=taken)
    async def intake(request: Request) -> Response:
        body, source = await read_bytes(request), request.path_params["source"]
        query = request.url.query
        post = WebPost(body, request.headers.get("content-type", ""), query)
        key = _key_of(request, body)
        signature = request.headers.get("x-hub-signature-256", "")
        work = partial(take_post, store, source, key, post, clock.now(), rules, signature=signature)
        posted = await run_in_threadpool(again, work)
        meters.posted(posted)
        return _answered(request, posted, wants_results=_WANTS_RESULTS.search(query) is not None)

    @app.get(_ADDRESS, **_verification())
    async def verify(request: Request) -> Response:
        """Meta asks this once, when the address is entered there."""
        query, source = request.query_params, request.path_params["source"]
        key, challenge = key_in(query.get("hub.verify_token", "")), query.get("hub.challenge", "")

        def is_known() -> bool:
            with store.reading() as rows:
                let_in(rows, source, key, clock.now())
            return True

        try:
            is_asked = query.get("hub.mode") == "subscribe" and _CHALLENGE.fullmatch(challenge)
            if not is_asked or not await run_in_threadpool(is_known):
                raise NotAsked("Leads are posted to this address.", "Ask for it with POST.")
        except NotAVendor:
            raise NotAsked("The verify token is no key of this source.", "Enter the key as the verify token.") from None
        return Response(challenge, media_type="text/plain", headers={"X-Content-Type-Options": "nosniff"})


def _answered(request: Request, posted: Posted, *, wants_results: bool) -> Response:
    """Return the answer; a rejection is 422, but to those who take any other word than 200 for a hub that is down."""
    is_rejected = posted.verdict is Verdict.REJECTED
    if wants_results:
        return Response(as_import_results(posted), media_type=XML)
    status = 422 if is_rejected and not posted.is_notification else 200
    if posted.is_markup or _wants_xml(request):
        return Response(in_xml(posted), status_code=status, media_type=XML)
    return answer(request, in_json(posted), status)


def _wants_xml(request: Request) -> bool:
    accepted = request.headers.get("accept", "")
    return "xml" in accepted and not any(kind in accepted for kind in ("json", "html", "*/*"))


def _key_of(request: Request, body: bytes) -> str:
    """Return the first key that the vendor shows: in the head, in the address, or in the body, as Google does."""
    head = request.headers
    in_head = [head.get("authorization", ""), _basic(head.get("authorization", "")), *head.values()]
    return key_in(*in_head, unquote_plus(request.url.query), body[:_LOOKED_AT].decode("utf-8", "replace"))


def _basic(authorization: str) -> str:
    scheme, _, said = authorization.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(said, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _verification() -> dict[str, Any]:
    told = says(IntakeAnswer, 403, 429, 503)
    told["responses"][200]["content"] = {"text/plain": {"schema": {"type": "string"}}}
    parameters = [
        _SOURCE,
        *(
            {"name": f"hub.{name}", "in": "query", "required": False, "schema": {"type": "string"}}
            for name in ("mode", "challenge", "verify_token")
        ),
    ]
    # the key stands in the question itself
    return {**told, "openapi_extra": {"parameters": parameters, "security": []}}
