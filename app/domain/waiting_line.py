"""The floor's core held against theory: calls that come at random, taken by whoever is free."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from random import Random

import msgspec

from app.domain.call_floor import Ask, CallFloor
from app.domain.erlang import mean_wait_s
from app.domain.simulation import Service
from app.domain.spans import ALWAYS


class Line(msgspec.Struct, frozen=True):
    """What came of a line of calls, in seconds: when each came, waited and took, how long it all took, and theory."""

    arrived: array[float]
    waits: array[float]
    lengths: array[float]
    officer_s: float
    erlang_c_wait_s: float | None


def random_line(calls_per_hour: float, calls: int, officers: int, per_call_s: int, service: Service, seed: int) -> Line:
    """Play calls that come at random (Poisson) without playbook, rules or shifts, first come first served."""
    random = Random(seed)  # noqa: S311 - chance in a model guards nothing
    per_second = calls_per_hour / 3600
    arrived, waits, lengths = array("d"), array("d"), array("d")
    ended = 0.0

    def arrivals() -> Iterator[Ask]:
        at = 0.0
        for _ in range(calls):
            at += random.expovariate(per_second)
            arrived.append(at)
            yield Ask(at, at)

    def begin(ask: Ask, at: float, _officer: int) -> float:
        # first come, first served: they begin in the order they came
        waits.append(at - ask.due)
        length = random.expovariate(1 / per_call_s) if service is Service.EXPONENTIAL else float(per_call_s)
        lengths.append(length)
        return length

    def done(_ask: Ask, at: float, _officer: int) -> None:
        nonlocal ended
        ended = at

    CallFloor([ALWAYS] * officers, begin, done).run(arrivals(), 0.0)
    return Line(arrived, waits, lengths, ended * officers, mean_wait_s(officers, per_second, per_call_s))
