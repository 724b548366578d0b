"""Reads what a vendor posts as the hub does."""

from __future__ import annotations

import contextlib

from app.errors import UnreadableFile
from app.leadfiles.draft import Draft
from app.leadfiles.rows import Mapping, Row
from app.leadfiles.web_posts import PostReading, WebPost, read_post
from tests.app.leadfiles.reads import NOW, ZONE

#: a number of nobody, and an address
P, M = "4235550142", "dana@example.com"


def posted(
    body: str | bytes, content_type: str = "", query: str = "", columns: dict[str, str] | None = None
) -> PostReading:
    data = body.encode() if isinstance(body, str) else body
    mapping = Mapping(name="a vendor", columns=columns or {})
    return read_post(WebPost(data, content_type, query), now=NOW, zone=ZONE, mapping=mapping)


def only(body: str | bytes, content_type: str = "", query: str = "", columns: dict[str, str] | None = None) -> Draft:
    (row,) = posted(body, content_type, query, columns).rows
    assert row.draft is not None, row.reason
    return row.draft


def rows_or_none(post: WebPost) -> list[Row]:
    """Return the post's rows; none of one that is refused as it should be."""
    with contextlib.suppress(UnreadableFile):
        return read_post(post, now=NOW, zone=ZONE).rows
    return []
