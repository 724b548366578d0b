"""How long a desk shows its leads without having been at its hub: a machine that was taken away falls silent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from app.errors import SignInRefused

if TYPE_CHECKING:
    from app.clock import Clock
    from app.desktop.ports import CalendarFiles, Identity, RecoveryFile, Store, Tx

LEASE_OVER = "lease_over"


def is_over(identity: Identity | None, now: datetime) -> bool:
    """Return whether the desk's access was not renewed for longer than its company allows; 0 days are no limit."""
    days = 0 if identity is None else days_of(identity)
    if identity is None or identity.renewed_at is None or not days:
        return False
    return now - identity.renewed_at > timedelta(days=days)


def days_of(identity: Identity) -> int:
    """Return the shorter of the hub's lease and of the policy's of this machine, 0 where neither has one."""
    return min((days for days in (identity.lease_days, identity.lease_at_most) if days), default=0)


def over_for(identity: Identity) -> SignInRefused:
    return SignInRefused(
        f"This desk was not at its hub for {days_of(identity)} days, so its leads are not shown.",
        "Sign in again, or connect with a new code: nothing is lost.",
        LEASE_OVER,
    )


class LeasedStore:
    """The officer's store as long as the lease runs; afterwards each transaction is refused with the remedy.

    What signs in, syncs and sets up has the store itself.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    @contextmanager
    def reading(self) -> Iterator[Tx]:
        with self._store.reading() as tx:
            self._check(tx)
            yield tx

    @contextmanager
    def writing(self) -> Iterator[Tx]:
        with self._store.writing() as tx:
            self._check(tx)
            yield tx

    def _check(self, tx: Tx) -> None:
        identity = tx.identity()
        if identity is not None and is_over(identity, self._clock.now()):
            raise over_for(identity)

    @contextmanager
    def alone(self, at: str) -> Iterator[None]:
        with self._store.alone(at):
            yield

    def stamp(self) -> tuple[int, int]:
        return self._store.stamp()

    def give_way(self) -> None:
        self._store.give_way()

    def check(self) -> None:
        self._store.check()

    def back_up(self, on: date, keep: int = 3) -> None:
        self._store.back_up(on, keep)

    def backups(self) -> list[date]:
        return self._store.backups()

    def recovery_file(self) -> RecoveryFile:
        return self._store.recovery_file()

    def calendar_files(self) -> CalendarFiles:
        return self._store.calendar_files()

    def close(self) -> None:
        self._store.close()
