"""What a hub leaves out for a desk that speaks an older version and could not read a row with it."""

from __future__ import annotations

import re

import msgspec

from app.domain.activity import Kind
from app.protocol.versions import V2_LISTS, V7_CORRECTIONS, V8_LIVE
from app.protocol.wire import FeedRow

#: kinds of activities by the version that brought them
_SINCE = {
    Kind.CONSENTED.value: V2_LISTS,
    Kind.WITHDREW.value: V2_LISTS,
    Kind.CORRECTED.value: V7_CORRECTIONS,
    Kind.EXCUSED.value: V8_LIVE,
}
_NEWEST = max(_SINCE.values())
_MAY_BE_NEW = re.compile(b'"kind":"(?:%s)"' % "|".join(sorted(_SINCE)).encode())


def as_read_by(version: int, row: FeedRow) -> FeedRow | None:
    """Return the row as a desk of that version can read it, None when nothing of it is left.

    Such a desk refuses a whole page for one activity of a kind it does not know. What it misses it reads once it
    speaks this version: it then begins its feeds anew.
    """
    if version >= _NEWEST or not _MAY_BE_NEW.search(row.body):
        return row
    unknown = {kind for kind, since in _SINCE.items() if since > version}
    body = msgspec.json.decode(row.body)
    if row.kind == "activity" and body["activity"]["kind"] in unknown:
        return None
    if row.kind == "lead":
        body["history"] = [told for told in body["history"] if told["kind"] not in unknown]
        return msgspec.structs.replace(row, body=msgspec.json.encode(body))
    return row
