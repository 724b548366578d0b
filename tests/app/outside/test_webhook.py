"""Posting to a company's own receiver."""

from __future__ import annotations

import httpx
import pytest

from app.errors import WorldFailed
from app.outside.webhook import post

URL = "https://crm.example.com/leads"


def test_a_body_is_posted_as_it_is_and_the_status_comes_back() -> None:
    asked: list[httpx.Request] = []

    def took(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(204)

    assert post(URL, b"{}", {"Idempotency-Key": "b"}, httpx.MockTransport(took)) == 204
    (one,) = asked
    assert (one.method, str(one.url), one.content, one.headers["Idempotency-Key"]) == ("POST", URL, b"{}", "b")


def test_a_redirect_is_not_followed() -> None:
    asked: list[str] = []

    def elsewhere(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(307, headers={"Location": "https://elsewhere.example.com/"})

    assert post(URL, b"{}", {}, httpx.MockTransport(elsewhere)) == 307
    assert asked == [URL]


def test_who_does_not_answer_is_said_without_the_address() -> None:
    def down(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError(f"no {request.url}")

    with pytest.raises(WorldFailed) as failed:
        post(URL, b"{}", {}, httpx.MockTransport(down))
    assert "crm.example.com" not in str(failed.value)
