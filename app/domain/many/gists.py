"""The facts of leads as bytes to keep, a gist for each, so that planning them again reads no lead and no activity."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from hashlib import blake2b

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.domain.many.columns import CLOSED, KINDS, MEANS_AT, Activities, Facts
from app.domain.many.grounds import CHANNELS
from app.domain.many.openings import Flags, Ints
from app.domain.places import Said

#: to be raised whenever other facts follow from the same lead and activities: gists of before are made anew then
_MADE_LIKE = 2
_STAMP = zlib.crc32(repr((_MADE_LIKE, KINDS, CHANNELS, MEANS_AT.tolist())).encode())
_KEPT, _APART = 1, 2
#: behind the head come as many activities and times as it says, then where the lead may be; all in words of 8 bytes
_HEAD = np.dtype(
    [
        ("stamp", "<u4"),
        ("flags", "u1"),
        ("closed", "u1"),
        ("spare", "<u2"),
        ("received", "<i8"),
        ("latest", "<i8"),
        ("version", "<u4"),
        ("activities", "<u2"),
        ("times", "<u2"),
        ("where", "<u8"),
    ]
)
_PAST = np.dtype([("at", "<i8"), ("kind", "u1"), ("channel", "u1"), ("closed", "u1"), ("spare", "V5")])
_WORD, _HEAD_WORDS, _PAST_WORDS = 8, 5, 2
_MOST = np.iinfo(np.uint16).max
_said = msgspec.json.Decoder(Said)


class Gists(msgspec.Struct):
    """Facts of leads read from their gists, with the version of the playbook each is pinned to.

    `places` are what the leads say of where they are, for `said_in` to read, and `where` which of it each does.
    """

    facts: Facts
    version: Ints
    places: list[bytes]
    where: Ints


def gists_of(facts: Facts, versions: Sequence[int], said: Sequence[Said]) -> list[bytes]:
    """Return a gist of each lead; b"" of one with more past than a gist holds."""
    activities, count = facts.activities, len(facts.received)
    many, timed = np.diff(activities.first), np.diff(facts.times_first)
    heads = np.zeros(count, _HEAD)
    heads["stamp"] = _STAMP
    heads["flags"] = _KEPT * facts.is_kept + _APART * facts.apart
    heads["closed"] = (facts.is_closed << np.arange(len(CHANNELS))).sum(axis=1)
    heads["received"] = facts.received
    latest = np.full(count, np.iinfo(np.int64).min)
    np.maximum.at(latest, np.repeat(np.arange(count), many), activities.at)
    np.maximum.at(latest, np.repeat(np.arange(count), timed), facts.times)
    heads["latest"] = latest
    heads["version"] = np.array(versions)
    fits = np.maximum(many, timed) <= _MOST
    heads["activities"], heads["times"] = np.where(fits, many, 0), np.where(fits, timed, 0)
    pasts = np.zeros(len(activities.at), _PAST)
    for name in ("at", "kind", "channel", "closed"):
        pasts[name] = getattr(activities, name)
    times = (2 * facts.times + facts.is_solicit).astype("<i8").tobytes()
    places = {one: _padded(msgspec.json.encode(one)) for one in set(said)}
    # two places that differ do not agree in this, so that which are the same is seen without comparing their bytes
    digests = {one: blake2b(raw, digest_size=_WORD).digest() for one, raw in places.items()}
    heads["where"] = np.frombuffer(b"".join([digests[one] for one in said]), "<u8")
    head, past = heads.tobytes(), pasts.tobytes()
    rows = zip(said, fits.tolist(), *_bounds(activities.first, past), *_bounds(facts.times_first, times), strict=True)
    size = _HEAD.itemsize
    return [
        b"".join((head[n * size : (n + 1) * size], past[a:b], times[c:d], places[one])) if fit else b""
        for n, (one, fit, a, b, c, d) in enumerate(rows)
    ]


def _bounds(first: Ints, raw: bytes) -> tuple[list[int], list[int]]:
    """Return where in the bytes of a column each lead's begin and end."""
    at = (first * (len(raw) // max(int(first[-1]), 1))).tolist()
    return at[:-1], at[1:]


def _padded(raw: bytes) -> bytes:
    return raw + b" " * (-len(raw) % _WORD)


def is_good(raw: bytes, lengths: Ints, now: int) -> Flags:
    """Return which of the gists that lie end to end in `raw` tell all about their lead at an instant, in UTC seconds.

    The others are empty, were made by another program, are of leads the array engine does not follow, or tell of what
    lay ahead of that instant.
    """
    good: Flags = lengths >= _HEAD.itemsize
    heads = _heads(raw, (np.cumsum(lengths) - lengths)[good])
    tells = (heads["stamp"] == _STAMP) & ((heads["flags"] & _APART) == 0) & (heads["latest"] < now)
    good[good] = tells
    return good


def _heads(raw: bytes, begins: Ints) -> NDArray[np.void]:
    words = np.frombuffer(raw, "<i8")[begins[:, None] // _WORD + np.arange(_HEAD_WORDS)]
    heads: NDArray[np.void] = words.view(_HEAD)[:, 0]
    return heads


def read_gists(raw: bytes, lengths: Ints, good: Flags) -> Gists:
    """Read the good ones, at least one, of gists that lie end to end."""
    words, ends = np.frombuffer(raw, "<i8"), np.cumsum(lengths)[good]
    begins = ends - lengths[good]
    heads = _heads(raw, begins)
    many, timed = heads["activities"].astype(np.int64), heads["times"].astype(np.int64)
    past_at = begins // _WORD + _HEAD_WORDS
    times_at = past_at + _PAST_WORDS * many
    pasts = words[_words(past_at, _PAST_WORDS * many)].view(_PAST)
    times = words[_words(times_at, timed)]
    kind = pasts["kind"].astype(np.int64)
    _, first, where = np.unique(heads["where"], return_index=True, return_inverse=True)
    starts = ((times_at + timed)[first] * _WORD).tolist()
    places = [raw[start:end] for start, end in zip(starts, ends[first].tolist(), strict=True)]
    facts = Facts(
        received=heads["received"].astype(np.int64),
        is_kept=(heads["flags"] & _KEPT) != 0,
        is_closed=CLOSED[heads["closed"]],
        apart=np.zeros(len(heads), np.bool_),
        times=times >> 1,
        is_solicit=(times & 1) != 0,
        times_first=_firsts(timed),
        activities=Activities(
            first=_firsts(many),
            at=pasts["at"].astype(np.int64),
            kind=kind,
            means=MEANS_AT[kind],
            channel=pasts["channel"].astype(np.int64),
            closed=pasts["closed"].astype(np.int64),
        ),
    )
    return Gists(facts, heads["version"].astype(np.int64), places, where)


def said_in(place: bytes) -> Said:
    """Return what a lead says of where it is from one of the `places` of gists."""
    said: Said = _said.decode(place)
    return said


def _firsts(lengths: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(lengths)])


def _words(begins: Ints, lengths: Ints) -> Ints:
    """Return the places of words that lie in runs."""
    shift: Ints = np.repeat(begins - (np.cumsum(lengths) - lengths), lengths)
    return shift + np.arange(len(shift))
