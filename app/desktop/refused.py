"""Own leads that the hub has as somebody else's: they left this desk, and its officer is told for a while."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from app.desktop.ports import Tx

#: long enough for somebody who was away over a weekend
TOLD_FOR = timedelta(days=7)
_REFUSED = "leads.refused"


class _Refused(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    at: datetime


def note_refused(tx: Tx, lead_id: str, now: datetime) -> None:
    """Remember what a lead that is about to leave is called; nothing else of it is here then."""
    held = tx.lead(lead_id)
    if held is not None:
        _put(tx, {**_all(tx), lead_id: _Refused(name=held.lead.name, at=now)})


def forget_refused(tx: Tx, lead_id: str) -> None:
    """Say no more of a lead: it is this desk's again, or its person is to be forgotten."""
    found = _all(tx)
    if found.pop(lead_id, None) is not None:
        _put(tx, found)


def forget_told(tx: Tx, now: datetime) -> None:
    """Keep no name of whom the officer was told of for long enough."""
    lately = _lately(tx, now)
    if lately != _all(tx):
        _put(tx, lately)


def refused_lately(tx: Tx, now: datetime) -> tuple[str, ...]:
    """Return the names of the leads that were refused, the last one first."""
    lately = _lately(tx, now).values()
    return tuple(one.name for one in sorted(lately, key=lambda one: one.at, reverse=True))


def _lately(tx: Tx, now: datetime) -> dict[str, _Refused]:
    return {lead_id: one for lead_id, one in _all(tx).items() if now - one.at < TOLD_FOR}


def _all(tx: Tx) -> dict[str, _Refused]:
    raw = tx.fact(_REFUSED)
    return {} if raw is None else msgspec.json.decode(raw, type=dict[str, _Refused])


def _put(tx: Tx, found: dict[str, _Refused]) -> None:
    if found:
        tx.put_fact(_REFUSED, msgspec.json.encode(found))
    else:
        tx.drop_fact(_REFUSED)
