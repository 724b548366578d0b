"""Erlang's formula: how long a call waits where arrivals are random and any free officer takes the next one."""

from __future__ import annotations


def waiting_chance(officers: int, load: float) -> float:
    """Return the chance that a call has to wait (Erlang C); `load` is arrivals per second x seconds a call takes.

    Built up from Erlang B by its recursion, which stays exact where factorials overflow. 1.0 where the officers
    cannot keep up.
    """
    if load >= officers:
        return 1.0
    busy = 1.0
    for n in range(1, officers + 1):
        busy = load * busy / (n + load * busy)
    utilisation = load / officers
    return busy / (1 - utilisation * (1 - busy))


def mean_wait_s(officers: int, calls_per_second: float, seconds_a_call: float) -> float | None:
    """Return the mean wait in seconds of all calls; None where the line grows without end."""
    load = calls_per_second * seconds_a_call
    if load >= officers:
        return None
    return waiting_chance(officers, load) * seconds_a_call / (officers - load)
