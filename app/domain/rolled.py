"""Sums of many leads kept as a few bytes an officer and month, and the rows of the team that are read out of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.domain.intervals import wilson
from app.domain.lead_sums import EXCUSED, GRADES, MADE, Count, Counted, Speed
from app.domain.officer import Officer
from app.domain.rolled_speeds import NOBODYS, speed_row, speeds_of
from app.domain.shares import Adds, Share

Row = dict[str, Any]
Counts = NDArray[np.int64]

WIDTH = len(Count)
#: what is put together today is mostly put together again before this has passed (microseconds)
SOON = 2 * 86_400 * 1_000_000
_TOTALS = np.dtype("<i4")
_BY_DAY = np.dtype([("day", "u1"), ("count", "u1"), ("more", "<i4")])
_LATER = np.dtype([("day", "u1"), ("count", "u1"), ("more", "i1"), ("after", "<i8")])
_SPEED = np.dtype([("day", "u1"), ("asks", "u1"), ("attempt", "<f8"), ("contact", "<f8"), ("working", "<f8")])
_ASKS_ATTEMPT, _ASKS_CONTACT = 1, 2
_SPEEDS = (("attempt", _ASKS_ATTEMPT), ("contact", _ASKS_CONTACT), ("working", _ASKS_ATTEMPT))
_NONE = float("nan")


def pack(leads: Iterable[tuple[int, Adds]], waited: Iterable[tuple[int, Counted]], settled: int) -> list[Share]:
    """Return the shares of leads of one holder and month, each with its day; `waited` are steps with their turns."""
    by_day: dict[str, dict[tuple[int, int], int]] = defaultdict(lambda: defaultdict(int))
    later: dict[str, list[tuple[int, int, int, int]]] = defaultdict(list)
    speeds: dict[str, list[tuple[int, int, float, float, float]]] = defaultdict(list)

    def add(officer_id: str, day: int, count: int, more: int, after: int) -> None:
        if after < settled:
            by_day[officer_id][day, count] += more
        else:
            later[officer_id].append((day, count, more, after))

    for day, adds in leads:
        for one in adds.added:
            so_far = by_day[one.officer_id]
            for count, more in one.now.items():
                so_far[day, count] += more
            for count, more, after in one.later:
                add(one.officer_id, day, count, more, after)
        if adds.speed is not None:
            speeds[adds.speed.officer_id].append((day, *_as_kept(adds.speed)))
    for day, counted in waited:
        add(counted.officer_id, day, counted.count, counted.more, counted.after)
    return [
        _share(officer_id, by_day[officer_id], later[officer_id], speeds[officer_id], settled + SOON)
        for officer_id in sorted({*by_day, *later, *speeds})
    ]


def _as_kept(speed: Speed) -> tuple[int, float, float, float]:
    asks = _ASKS_ATTEMPT * speed.asks_attempt + _ASKS_CONTACT * speed.asks_contact
    attempt, contact, working = (_NONE if s is None else s for s in (speed.attempt_s, speed.contact_s, speed.working_s))
    return asks, attempt, contact, working


def _share(
    officer_id: str,
    by_day: Mapping[tuple[int, int], int],
    later: list[tuple[int, int, int, int]],
    speeds: list[tuple[int, int, float, float, float]],
    soon: int,
) -> Share:
    counts = np.zeros(WIDTH, _TOTALS)
    for (_, count), more in by_day.items():
        counts[count] += more
    far = [one for one in later if one[-1] >= soon]
    days = [(day, count, more) for (day, count), more in sorted(by_day.items()) if more]
    return Share(
        officer_id,
        counts.tobytes(),
        np.array([one for one in later if one[-1] < soon], _LATER).tobytes(),
        np.array(far, _LATER).tobytes(),
        min((one[-1] for one in far), default=None),
        np.array(speeds, _SPEED).tobytes(),
        np.array(days, _BY_DAY).tobytes(),
    )


class Cut(msgspec.Struct, frozen=True):
    """Shares of a month of which only some days are asked for, both included."""

    shares: Sequence[Share]
    first: int
    last: int


class Totals:
    """What each officer comes to over shares: of whole months, and of some days of others."""

    def __init__(self, whole: Sequence[Share], cut: Sequence[Cut], now: int) -> None:
        """`now` is the instant asked about, in microseconds since 1970."""
        everything = [whole, *(one.shares for one in cut)]
        ids = dict.fromkeys(share.officer_id for shares in everything for share in shares)
        self.place = {officer_id: n for n, officer_id in enumerate(ids)}
        self._now = now
        self._flat = np.zeros(len(ids) * WIDTH, np.int64)
        self._speeds: list[tuple[NDArray[np.int64], NDArray[Any]]] = []
        whose = self._whose(whole)
        if len(whole):
            totals = np.frombuffer(b"".join([share.counts for share in whole]), _TOTALS).reshape(-1, WIDTH)
            order = np.argsort(whose, kind="stable")
            starts = np.flatnonzero(np.diff(whose[order], prepend=-1))
            sums = np.add.reduceat(totals[order], starts, axis=0, dtype=np.int64)
            self._flat.reshape(-1, WIDTH)[whose[order][starts]] = sums
        self._take(whole, whose, None)
        for one in cut:
            self._take_days(one)
        self.counts: Counts = self._flat.reshape(-1, WIDTH)

    def _whose(self, shares: Sequence[Share]) -> NDArray[np.int64]:
        return np.array([self.place[share.officer_id] for share in shares], np.int64)

    def _take_days(self, cut: Cut) -> None:
        whose = self._whose(cut.shares)
        officers, days = _records([share.by_day for share in cut.shares], whose, _BY_DAY)
        asked = (days["day"] >= cut.first) & (days["day"] <= cut.last)
        self._add(officers[asked], days[asked])
        self._take(cut.shares, whose, cut)

    def _take(self, shares: Sequence[Share], whose: NDArray[np.int64], cut: Cut | None) -> None:
        officers, later = _records([share.soon + share.later for share in shares], whose, _LATER)
        asked = later["after"] < self._now
        if cut is not None:
            asked &= (later["day"] >= cut.first) & (later["day"] <= cut.last)
        self._add(officers[asked], later[asked])
        owners, speeds = _records([share.speeds for share in shares], whose, _SPEED)
        if cut is not None:
            kept = (speeds["day"] >= cut.first) & (speeds["day"] <= cut.last)
            owners, speeds = owners[kept], speeds[kept]
        self._speeds.append((owners, speeds))

    def _add(self, officers: NDArray[np.int64], records: NDArray[Any]) -> None:
        # exact: no count comes near what a float holds
        more = np.bincount(officers * WIDTH + records["count"], records["more"], len(self._flat))
        self._flat += more.astype(np.int64)

    def add(self, officer_id: str, count: int, more: int) -> None:
        """Add to an officer who has a share of what is asked for."""
        self.counts[self.place[officer_id], count] += more

    def rows(self, officers: Mapping[str, Officer], *, even_empty: bool = False) -> list[Row]:
        """Return a row for each of the officers of whom anything was counted, or for all, by name."""
        speeds = [speeds_of(self._speeds, len(self.place), name, bit) for name, bit in _SPEEDS]
        rows = []
        for officer_id, officer in officers.items():
            place = self.place.get(officer_id)
            counts = [0] * WIDTH if place is None else self.counts[place].tolist()
            theirs = [speed_row(*(NOBODYS if place is None else each[place])) for each in speeds]
            if even_empty or any(counts) or theirs[0]["within_5m"]["of"] or theirs[1]["within_5m"]["of"]:
                rows.append(_row(officer, counts, theirs))
        return sorted(rows, key=lambda row: (row["officer"], row["branch"]))


def _records(parts: list[bytes], whose: NDArray[np.int64], kind: Any) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """Return the records of all parts, each with whose it is."""
    lengths = np.array([len(part) for part in parts], np.int64) // kind.itemsize
    return np.repeat(whose, lengths), np.frombuffer(b"".join(parts), kind)


def adherence(counts: Sequence[int]) -> Row:
    excused = {why: counts[count] for why, count in sorted(EXCUSED.items()) if counts[count]}
    on_time = counts[Count.ON_TIME]
    return {"n": on_time, "of": on_time + counts[Count.MISSED], "excused": excused}


def _row(officer: Officer, counts: Sequence[int], speeds: Sequence[Row]) -> Row:
    attempt, contact, working = speeds
    leads, contacted = counts[Count.LEADS], counts[Count.CONTACTED]
    low, high = wilson(contacted, leads)
    made = {channel.value: counts[count] for channel, count in MADE.items()}
    return {
        "officer": officer.name,
        "branch": officer.branch,
        "leads": leads,
        "moved_in": counts[Count.MOVED_IN],
        "moved_out": counts[Count.MOVED_OUT],
        "never_called": counts[Count.NEVER_CALLED],
        "called_once": counts[Count.CALLED_ONCE],
        "first_attempt": {**attempt, "borrower_first": counts[Count.BORROWER_FIRST]},
        "first_contact": contact,
        "working_clock": working,
        "attempts": made,
        "attempts_per_lead": sum(made.values()) / leads if leads else None,
        "contacted": {"n": contacted, "of": leads, "low": low, "high": high},
        "adherence": adherence(counts),
        "promises": {"n": counts[Count.KEPT], "of": counts[Count.KEPT] + counts[Count.BROKEN]},
        "appointments": counts[Count.APPOINTMENTS],
        "applications": counts[Count.APPLICATIONS],
        "funded": counts[Count.FUNDED],
        "handed_over": counts[Count.HANDED_OVER],
        "open_overdue": counts[Count.OVERDUE],
        "first_calls_missed": counts[Count.FIRST_CALLS_MISSED],
        "evidence": {grade.value: counts[count] for grade, count in GRADES.items()},
        "confirmed_calls": {"n": counts[Count.CONFIRMED_OF_THEM], "of": counts[Count.CONFIRMABLE]},
        "unlogged_calls": counts[Count.UNLOGGED],
        "back_dated": {"n": counts[Count.BACK_DATED], "of": counts[Count.FIRST_CALLS]},
        "poor_clock": {"n": counts[Count.LEFT_OUT], "of": counts[Count.TIMED]},
    }
