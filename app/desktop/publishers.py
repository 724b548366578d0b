"""Who put a version of the playbook in force and why, kept beside its file."""

from __future__ import annotations

import msgspec

from app.desktop.ports import Tx

_TOLD = "playbook.told."


class Publisher(msgspec.Struct, frozen=True, kw_only=True):
    """Both "" where nobody told, as of the shipped sample."""

    by: str = ""
    why: str = ""


def note_publisher(tx: Tx, version: int, by: str, why: str) -> None:
    """Keep who published a version and why."""
    tx.put_fact(f"{_TOLD}{version}", msgspec.json.encode(Publisher(by=by, why=why)))


def publisher_of(tx: Tx, version: int) -> Publisher:
    raw = tx.fact(f"{_TOLD}{version}")
    return Publisher() if raw is None else msgspec.json.decode(raw, type=Publisher)
