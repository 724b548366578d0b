"""Versions of the playbook that are tried beside the one in force, as the hub told, kept beside their files."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from app.domain.publications import OPEN

if TYPE_CHECKING:
    from app.desktop.ports import Tx
    from app.protocol.feed import PlaybookTried

_TRIED = "playbook.tried"


def note_tried(tx: Tx, item: PlaybookTried) -> None:
    """Keep until when a version is tried."""
    known = {**tried_until(tx), item.version: item.until or OPEN}
    tx.put_fact(_TRIED, msgspec.json.encode(known))


def tried_until(tx: Tx) -> dict[int, datetime]:
    """Return by version until when it is tried, or was."""
    raw = tx.fact(_TRIED)
    return {} if raw is None else msgspec.json.decode(raw, type=dict[int, datetime])


def forget_tried(tx: Tx) -> None:
    tx.drop_fact(_TRIED)
