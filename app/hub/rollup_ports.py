"""What sums that are kept ready need of the hub's database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import datetime
from typing import Protocol

from app.domain.lead_sums import Turn
from app.domain.shares import Adds, Share
from app.hub.rollup_records import (
    Cohort,
    DaySums,
    KeptArrival,
    KeptFollowed,
    KeptFollowUp,
    KeptLead,
    KeptLoss,
    KeptPromise,
    KeptSum,
    KeptTurn,
    LossSums,
    Mark,
    Place,
    Ready,
    Rollup,
    SourceSums,
    StandingSums,
    TakenUp,
)
from app.hub.touched import Touched

#: an officer, and when what waits for a shift of theirs is due
Opening = tuple[str, int]


class KeptLeads(Protocol):
    """What is kept of the leads of a cohort; `at` is in microseconds since 1970. No list is in an order."""

    def promised(self, cohort: Cohort) -> list[KeptPromise]: ...
    def by_source(self, cohort: Cohort) -> list[SourceSums]: ...
    def by_day(self, cohort: Cohort) -> list[DaySums]: ...
    def arrived(self, cohort: Cohort, sources: Set[str]) -> list[KeptArrival]:
        """Return the leads that came from some sources."""
        ...

    def arrived_as(self, cohort: Cohort, lead_ids: Sequence[str]) -> list[KeptArrival]:
        """Return those of some leads that are of the cohort."""
        ...

    def kept(self, cohort: Cohort) -> list[KeptLead]: ...
    def followed(self, cohort: Cohort, since: int) -> list[KeptFollowed]:
        """Return the leads received from an instant on, and those before that came to an application or more."""
        ...

    def none_came(self, cohort: Cohort, before: int) -> dict[str, int]:
        """Return how many more of each source were received before an instant."""
        ...

    def losses(self, cohort: Cohort, at: int) -> list[LossSums]: ...
    def lost(self, cohort: Cohort, at: int) -> list[KeptLoss]: ...
    def followed_up(self, cohort: Cohort) -> list[KeptFollowUp]:
        """Return the company's leads of which is known how soon they were called."""
        ...

    def standings(self, cohort: Cohort, at: int) -> list[StandingSums]: ...
    def taken_up(self, cohort: Cohort, at: int) -> list[TakenUp]:
        """Return of the accepted leads by source, campaign and month the middle one, or the middle two."""
        ...

    def called_bad(self, cohort: Cohort) -> list[str]:
        """Return the leads that were called bad, whatever came after."""
        ...

    def referred(self, cohort: Cohort) -> list[str]:
        """Return the leads a partner referred."""
        ...


class Rollups(KeptLeads, Protocol):
    """Sums that are kept ready. What was changed under them is marked by whatever part of the store changed it."""

    def state(self) -> Rollup | None: ...
    def lock(self) -> Rollup | None:
        """Return how far sums are, with nobody else working on them until this transaction ends."""
        ...

    def put_state(self, state: Rollup) -> None: ...
    def marks(self, limit: int) -> list[Mark]: ...
    def drop_marks(self, marks: Sequence[Mark]) -> None: ...
    def outdate(self, touched: Touched) -> None:
        """Have the sums of all leads be judged again that what was changed may concern."""
        ...

    def begin(self, after: str, limit: int) -> str | None:
        """Have the next leads by id be judged again; return the last of them, None behind the last there is."""
        ...

    def is_behind(self, now: datetime) -> bool:
        """Return whether the sums of any lead are out of date, or something was changed that was not looked at yet."""
        ...

    def outdated(self, now: datetime, limit: int) -> list[str]:
        """Return leads whose sums are to be judged again, those first that were to be longest ago."""
        ...

    def drop(self, lead_ids: Sequence[str]) -> None:
        """Keep no sums of leads there are none of."""
        ...

    def put(self, sums: Sequence[KeptSum]) -> tuple[set[Place], set[Opening]]:
        """Keep these leads' sums; return in whose shares they are or were, and where their steps wait or waited."""
        ...

    def turns(self, openings: Iterable[Opening]) -> list[KeptTurn]: ...
    def turns_of(self, lead_ids: Sequence[str]) -> list[KeptTurn]: ...
    def give_turns(self, turns: Sequence[KeptTurn]) -> None: ...
    def leads_at(self, place: Place) -> list[tuple[int, Adds]]:
        """Return what each lead in a share adds, with its day."""
        ...

    def turns_at(self, place: Place) -> list[KeptTurn]: ...
    def shares_at(self, place: Place) -> list[Share]: ...
    def places(self) -> list[Place]:
        """Return every holder's months that leads were received in."""
        ...

    def ready(self, lead_ids: Sequence[str]) -> dict[str, Ready]:
        """Return what is kept of these leads."""
        ...

    def put_shares(self, place: Place, shares: Sequence[Share]) -> None: ...
    def shares(self, cohort: Cohort, at: int, *, with_speeds: bool) -> tuple[list[Share], list[list[Share]]]:
        """Return the shares of a cohort, officer by officer: of whole months, and by the day of each that is cut.

        What time brings is in them as far as it has by an instant (microseconds since 1970).
        """
        ...

    def cut_turns(self, cohort: Cohort, at: int) -> list[tuple[Turn, int]]:
        """Return the cohort's steps that waited with leads outside of it, each with its end by its turn among all.

        Of those are enough with which a turn among fewer may change what they count as at an instant (microseconds).
        """
        ...
