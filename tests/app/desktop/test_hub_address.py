"""The address of a hub as a person types it."""

from __future__ import annotations

import pytest

from app.desktop.hub_address import read_hub_address
from app.errors import BadInput


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("http://127.0.0.1:8787", "http://127.0.0.1:8787"),
        (" https://hub.example.com/ ", "https://hub.example.com"),
        ("http://[::1]:8787", "http://[::1]:8787"),
        ("hub.example.com", "https://hub.example.com"),
        ("hub.example.com:8787/", "https://hub.example.com:8787"),
        ("127.0.0.1:8787", "http://127.0.0.1:8787"),
    ],
)
def test_an_address_is_taken_as_it_is_pasted(typed: str, address: str) -> None:
    assert read_hub_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ftp://hub.example.com",
        "http://",
        "http://a b",
        "http://hub:99999",
        "http://hub:x",
        "http://[::1",
        "http://hüb.example.com",
        "http://" + "h" * 600,
    ],
)
def test_what_no_hub_can_be_asked_under_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="no address of a hub"):
        read_hub_address(typed)
