"""Leads given in turn: whose it is is worked out from what the hub knows now, and is written down with the reasons."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.distributing import Candidate, Passed, Turn, full, passed_over, whose_turn
from app.domain.lead import Address, Lead
from app.domain.lead import Person as Borrower
from app.domain.presence import There
from app.hub.pool import Look, Rules
from app.hub.ports import Rows
from app.hub.presence import all_there
from app.hub.records import Assigns, Decision, HeldLead, KeptSeat, Person, Role

#: somebody's own day began no longer ago than this
_A_DAY = timedelta(hours=26)
#: so long it is told of each lead that somebody is not there any more, and that is why
_TOLD_OF = timedelta(days=30)
#: what nobody is asked for before then does not count among the leads somebody has open
OPEN_WITHIN = timedelta(days=2)


def turns_for(rows: Rows, rules: Rules | None, said: Assigns | None, now: datetime) -> Distribution | None:
    """Return whose turn new leads are, where they are given in turn: as is said of their source, or of the company."""
    if rules is None or (said or rows.company().assigns) != "push":
        return None
    return Distribution(rows, rules, now)


def is_open(look: Look, now: datetime) -> bool:
    """Return whether a lead counts among those its holder has open: it is asked for before long."""
    wakes = look.wakes_at(now)
    return wakes is not None and wakes <= now + OPEN_WITHIN


class Distribution:
    """Who may be given leads at this moment: asked once, under the company's lock, for all leads of a transaction.

    Without the lock it only shows whose turn leads would be.
    """

    def __init__(self, rows: Rows, rules: Rules, now: datetime) -> None:
        self._rows, self._rules, self._now = rows, rules, now
        self._seats = rows.seats.all()
        # who is longest here is first among those owed the same
        there = sorted(rows.people.all(), key=lambda one: (one.added_at, one.person_id))
        self.people = [one for one in there if self._is_asked(one)]
        self._reached = {device.person_id for device in rows.devices.all() if device.revoked_at is None}
        self._there = all_there(rows, now)
        self._given = {one: self._today(one, at) for one, at in rows.leads.given_since(now - _A_DAY).items()}
        is_capped = any(kept.seat.cap_open is not None for kept in self._seats.values())
        self._open = rows.leads.awake(now + OPEN_WITHIN) if is_capped else {}
        self._counted: set[str] = set()
        #: what somebody has open since this was asked, be it written by now or only looked at
        self._taken: dict[str, set[str]] = {}
        self._places: dict[tuple[Address, Address], bool] = {}

    def is_anybody_there(self) -> bool:
        """Return whether a lead that asks for nothing could be given to anybody now."""
        bare = Lead(lead_id="", received_at=self._now, borrower=Borrower())
        return bool(whose_turn(self.candidates(), bare, self._now, lambda *_: True).chosen)

    def could_be_given(self, lead: Lead) -> bool:
        """Return whether anybody could have had the lead at the beginning; asked once for all of the same place."""
        place = lead.address, lead.subject_property
        if place not in self._places:
            may_have = self._rules.may_be_given
            asked = (passed_over(one, lead, self._now, may_have) for one in self.candidates())
            self._places[place] = any(why is None for why in asked)
        return self._places[place]

    def candidates(self) -> list[Candidate]:
        """Return everybody leads are for, and what they had so far."""
        return [self._candidate(one, frozenset()) for one in self.people]

    def room(self, person: Person) -> Passed | None:
        """Return why this person is to be given nothing more today, also where they ask for it; None for room."""
        one = self._candidate(person, frozenset())
        until = one.seat.no_new_until
        return Passed.NO_NEW_LEADS if until is not None and self._now < until else full(one)

    def choose(
        self,
        lead: Lead,
        why: str,
        *,
        among: Sequence[Person] | None = None,
        had_it: Set[str] = frozenset(),
        languages: frozenset[str] | None = None,
    ) -> Person | None:
        """Return whose turn the lead is and note that with the reasons; nobody's is noted once, however often asked."""
        asked = self.people if among is None else among
        turn = self.take_turn(lead, among=asked, had_it=had_it, languages=languages)
        if not turn.chosen and self._rows.seats.was_nobodys(lead.lead_id):
            return None
        self.note(lead, why, turn)
        self._rows.seats.owe(turn.owed)
        return next((one for one in asked if one.person_id == turn.chosen), None)

    def take_turn(
        self,
        lead: Lead,
        *,
        among: Sequence[Person],
        had_it: Set[str] = frozenset(),
        languages: frozenset[str] | None = None,
        opens: bool = True,
    ) -> Turn:
        """Return whose turn the lead is, and look at the next as if it were theirs; nothing is written.

        One that `opens` nothing, as it is asked for in a month, leaves as much room among those they have open.
        """
        turn = self._turn(among, lead, had_it, languages)
        for person_id, parts in turn.owed.items():
            self._seats[person_id] = KeptSeat(self._seat(person_id).seat, parts)
        if turn.chosen:
            self._given[turn.chosen] = self._given.get(turn.chosen, 0) + 1
        if turn.chosen and opens:
            self._open[turn.chosen] = self._open.get(turn.chosen, 0) + 1
            self._taken.setdefault(turn.chosen, set()).add(lead.lead_id)
        return turn

    def note(self, lead: Lead, why: str, turn: Turn) -> None:
        """Write down whose turn the lead was and why not the others'; what all are owed by then is written apart."""
        self._rows.seats.decide(Decision(lead.lead_id, self._now, why, turn.chosen or None, turn.passed))

    def _turn(self, asked: Sequence[Person], lead: Lead, had_it: Set[str], languages: frozenset[str] | None) -> Turn:
        candidates = [self._candidate(one, had_it) for one in asked]
        return whose_turn(candidates, lead, self._now, self._rules.may_be_given, languages=languages)

    def _is_asked(self, person: Person) -> bool:
        """Return whether leads are for this person: officers, and managers of whom it was said what they are to get."""
        if person.left_at is not None and self._now - person.left_at > _TOLD_OF:
            return False
        return person.role is Role.OFFICER or (person.role is Role.MANAGER and person.person_id in self._seats)

    def _seat(self, person_id: str) -> KeptSeat:
        return self._seats.get(person_id, KeptSeat())

    def _candidate(self, person: Person, had_it: Set[str]) -> Candidate:
        person_id, kept = person.person_id, self._seat(person.person_id)
        return Candidate(
            officer=person.officer,
            seat=kept.seat,
            owed=kept.owed,
            given_today=self._given.get(person_id, 0),
            open_leads=self._open_leads(person_id, kept.seat.cap_open),
            has_left=person.left_at is not None,
            has_desk=person_id in self._reached,
            had_it=person_id in had_it,
            there=self._there.get(person_id, There()),
        )

    def _open_leads(self, person_id: str, cap: int | None) -> int:
        """Return how many leads somebody has open: exactly only where by a quick count there is no room."""
        if cap is not None and self._open.get(person_id, 0) >= cap and person_id not in self._counted:
            self._counted.add(person_id)
            taken = self._taken.get(person_id, set())
            # the company's alone, as by the quick count: it leaves own and test leads to rest
            held = [
                HeldLead(lead, person_id)
                for lead in self._rows.leads.held_by(person_id)
                if not (lead.origin.is_own or lead.is_test or lead.lead_id in taken)
            ]
            looks = self._rules.looks(self._rows, held, self._now).values()
            self._open[person_id] = len(taken) + sum(is_open(look, self._now) for look in looks)
        return self._open.get(person_id, 0)

    def _today(self, person_id: str, given: Sequence[datetime]) -> int:
        person = next((one for one in self.people if one.person_id == person_id), None)
        if person is None:
            return 0
        zone = ZoneInfo(person.officer.zone)
        today = self._now.astimezone(zone).date()
        return sum(at.astimezone(zone).date() == today for at in given)
