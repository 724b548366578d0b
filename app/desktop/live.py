"""What is red now among a manager's people, and what is done about it: asked of the hub, kept nowhere here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from app.clock import Clock
from app.desktop.changes import NOTHING, Changed
from app.desktop.home import Greeter, check_home
from app.desktop.ports import Store
from app.desktop.taking import Takings, Wish
from app.desktop.team import Missed
from app.errors import BadInput, WorldFailed
from app.protocol.live import Done, Excuse, GiveLeads, GivenLeads, LiveNow, Moves, Nudge, Red, Why
from app.protocol.versions import V8_LIVE
from app.protocol.wire import Taking


class LiveLink(Greeter, Protocol):
    """The hub as a manager's page sees it."""

    def live(self) -> LiveNow: ...
    def give_leads(self, message: GiveLeads) -> GivenLeads: ...
    def nudge(self, message: Nudge) -> Done: ...
    def excuse(self, message: Excuse) -> Done: ...
    def moves(self) -> Moves: ...


class NoLivePage(BadInput):
    """The hub is from before there was one."""


class NoSpreading(BadInput):
    """The hub is from before it gave leads to a manager's people in turn."""


class Board(msgspec.Struct, frozen=True):
    """What the hub told, and by how much its clock is ahead of this desk's: time left is told by the hub's."""

    told: LiveNow
    ahead: timedelta

    def hub_time(self, now: datetime) -> datetime:
        return now + self.ahead

    def as_of(self, now: datetime) -> list[Red]:
        """Return what is red at an instant of this desk's, by time alone: what ran out since is missed by now."""
        at = self.hub_time(now)
        return [_by(one, at) for one in self.told.red]

    def missed(self, now: datetime) -> list[Missed]:
        """Return whose first calls were missed, as a manager is rung for them."""
        names = {one.officer_id: one.name for one in self.told.people}
        late = Counter(names.get(one.officer_id, "") for one in self.as_of(now) if one.why is Why.MISSED)
        return [Missed(name, count) for name, count in sorted(late.items()) if name]


def _by(one: Red, at: datetime) -> Red:
    is_over = one.until is not None and one.until <= at
    if is_over and one.why is Why.ABOUT_TO_MISS:
        return msgspec.structs.replace(one, why=Why.MISSED)
    if is_over and one.why is Why.PROMISE_AWAY:
        return msgspec.structs.replace(one, why=Why.PROMISE_MISSED)
    return one


def _giving(to_id: str, lead_ids: Sequence[str], why: str, from_id: str, *, in_turn: bool) -> GiveLeads:
    ids = [] if from_id else list(lead_ids)
    return GiveLeads(to_id=to_id, lead_ids=ids, from_id=from_id, why=why, in_turn=in_turn)


def _given(link: LiveLink, asked: GiveLeads) -> GivenLeads:
    """Have leads given; that a hub cannot spread them is told, and not the refusal of a person without an id."""
    try:
        return link.give_leads(asked)
    except BadInput as refused:
        if asked.in_turn and not _spreads(link):
            raise NoSpreading(
                "This hub is from before leads were spread over a team.",
                "Give them to one person after the other, or ask IT to update it.",
            ) from refused
        raise


def _spreads(link: LiveLink) -> bool:
    """Return whether a hub spreads leads: asked to spread none, there is nothing else that it could refuse."""
    try:
        link.give_leads(GiveLeads(to_id="", only_asks=True, in_turn=True))
    except BadInput:
        return False
    return True


class Live:
    """Asks the hub; for the network's thread. All raise HubUnreachable, WrongHub, SignInRefused, or BadInput."""

    def __init__(
        self, store: Store, clock: Clock, takings: Callable[[], Takings], link_to: Callable[[str, str], LiveLink]
    ) -> None:
        self._store, self._clock, self._takings, self._link_to = store, clock, takings, link_to

    def now(self) -> Board:
        """Return what is red now; raises NoLivePage for a hub that has none."""
        link = self._link()
        asked_at = self._clock.now()
        told = link.live()
        return Board(told, told.server_time - asked_at)

    def give(
        self, to_id: str, lead_ids: Sequence[str], why: str, *, from_id: str = "", in_turn: bool = False
    ) -> GivenLeads:
        """Have leads given to somebody, or with `from_id` all of that person's.

        With `in_turn` they are spread over the team, and `to_id` is "": that is said, and comes of no name left out.
        """
        return _given(self._link(), _giving(to_id, lead_ids, why, from_id, in_turn=in_turn))

    def would_give(
        self, to_id: str, lead_ids: Sequence[str], *, from_id: str = "", in_turn: bool = False
    ) -> GivenLeads:
        """Return which would go, and to whom where they are spread, and which stay and why; nothing is given."""
        asked = _giving(to_id, lead_ids, "", from_id, in_turn=in_turn)
        return _given(self._link(), msgspec.structs.replace(asked, only_asks=True))

    def give_back(self, given: GivenLeads, why: str) -> int:
        """Give leads back to whom they were taken from; those nobody held stay. Return how many went back."""
        back = 0
        for holder_id in sorted({holder_id for holder_id in given.given.values() if holder_id}):
            theirs = [lead_id for lead_id, was in given.given.items() if was == holder_id]
            back += len(self.give(holder_id, theirs, why).given)
        return back

    def nudge(self, lead_id: str, words: str) -> Done:
        return self._link().nudge(Nudge(lead_id=lead_id, words=words))

    def excuse(self, asked: Excuse) -> Done:
        return self._link().excuse(asked)

    def take_over(self, lead_id: str, why: str) -> Changed:
        """Take a lead over from who has it, with a reason; raises WorldFailed with why not."""
        taken, changed = self._takings().take(Wish(Taking.TAKE_OVER, lead_id, why))
        if taken.lead_id != lead_id:
            raise WorldFailed(taken.happened, taken.remedy)
        return changed or NOTHING

    def moves(self) -> Moves:
        """Return what was done and changed lately, with who and why."""
        return self._link().moves()

    def _link(self) -> LiveLink:
        with self._store.reading() as tx:
            identity = tx.identity()
        if identity is None or not identity.hub_id:
            raise BadInput("What is red now comes from a hub, and this desk belongs to none.")
        link = self._link_to(identity.hub_url, identity.token)
        hello = check_home(identity, link)
        if V8_LIVE not in hello.protocol:
            raise NoLivePage("This hub is from before there was a live page.", "Ask IT to update it.")
        return link
