"""What is learnt of a borrower without trying to reach anybody: where they are, until when their letter holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.clock import Clock
from app.desktop.activities import check_length, checked_time
from app.desktop.changes import Changed, Touched
from app.desktop.leadbook import LeadBook
from app.desktop.leads import LONGEST_NAME
from app.desktop.outgoing import Outgoing
from app.desktop.pictures import Picture
from app.desktop.ports import Store
from app.domain.activity import Activity, Kind
from app.domain.correcting import PHONES, Fact, corrected, fact_words, value_of
from app.domain.ids import new_id
from app.domain.numbers import read_phones
from app.domain.spans import instant, moment
from app.domain.when_words import read_when
from app.domain.zone_clock import local_date, local_instant
from app.errors import BadInput
from app.leadfiles.states import read_state
from app.leadfiles.values import read_money, read_zip

#: letters hold for a month or three; a loan may be on its way for longer, but not for years
LONGEST_LETTER = timedelta(days=3 * 366)


#: facts of which a person may have one more
SEVERAL = (Fact.PHONE, Fact.EMAIL)
_EMAILS = (Fact.EMAIL, Fact.CO_BORROWER_EMAIL)
_STATES, _ZIPS = (Fact.STATE, Fact.PROPERTY_STATE), (Fact.ZIP, Fact.PROPERTY_ZIP)


def read_fact(fact: Fact, words: str) -> str:
    """Return a fact as it is kept, however it was typed; raises BadInput for what it cannot be."""
    words = " ".join(words.split())
    if len(words) > LONGEST_NAME:
        raise BadInput(f"That is longer than {LONGEST_NAME} characters.", "The rest belongs in a note.")
    if not words and fact is not Fact.NAME:
        return ""
    read = words
    if fact in PHONES:
        phones = read_phones(words)
        read = phones[0].number if len(phones) == 1 else ""
    elif fact in _EMAILS:
        read = words if "@" in words and " " not in words else ""
    elif fact in _STATES:
        read = read_state(words)
    elif fact in _ZIPS:
        read = read_zip(words)
    elif fact is Fact.AMOUNT:
        amount, _ = read_money(words)
        read = "" if amount is None else str(amount)
    if not read:
        raise BadInput(f"“{words}” is no {fact_words(fact)}.", "Look at how it is written.")
    return read


class Facts:
    """Notes facts as activities: dated, sent up like every other, and taken back by a correction that names its id.

    Each returns that id with what it touched.
    """

    def __init__(self, store: Store, clock: Clock, book: LeadBook, outgoing: Outgoing) -> None:
        self._store, self._clock, self._book, self._outgoing = store, clock, book, outgoing

    def says_place(self, lead_id: str, state: str, at: datetime | None = None) -> tuple[str, Changed]:
        """Note in which state (two letters) the borrower says to be from `at` on, now if not given.

        It stands in for what their area codes say; addresses and property count as before (domain page, section 5).
        Raises BadInput for what is no state, and for a time that cannot be.
        """
        code = state.strip().upper()
        if code not in self._book.rules.gazetteer.states:
            raise BadInput(f"“{state}” is no state or territory.", "Write it like KY.")
        return self._note(lead_id, Kind.SAID_PLACE, at, lambda _picture: {"place": code})

    def noted(self, lead_id: str, words: str, at: datetime | None = None) -> tuple[str, Changed]:
        """Note something that came of no call; the company reads it where it has the lead.

        Raises BadInput for an empty or an endless one, and for a time that cannot be.
        """
        words = words.strip()
        if not words:
            raise BadInput("There is nothing in that note.", "Write what is to be remembered.")
        check_length(words)
        return self._note(lead_id, Kind.NOTE, at, lambda _picture: {"note": words})

    def letter_expires(self, lead_id: str, on: date, at: datetime | None = None) -> tuple[str, Changed]:
        """Note the last day of the borrower's pre-approval letter, on their clock; a later word stands in its place.

        A step with `before_expiry` falls due so many days ahead of it. Raises BadInput for a day
        before the lead came or years after it.
        """

        def last_day(before: Picture) -> dict[str, Any]:
            zone = self._book.rules.place(before.lead, before.known).clock_zone
            came = local_date(zone, instant(before.lead.received_at))
            if not came <= on <= came + LONGEST_LETTER:
                raise BadInput(f"{on} is no day a letter to this lead ends on.", "Write its last day like 2027-02-28.")
            # noon, so that officers in other zones read the same day
            return {"when": moment(local_instant(zone, on, 12 * 60))}

        return self._note(lead_id, Kind.LETTER, at, last_day)

    def correct(self, lead_id: str, fact: Fact, value: str, was: str = "") -> tuple[str, Changed]:
        """Put a fact right; what it was stays on record, and is back once the correction is taken back.

        `was` says which number, address or person's name is meant; a number or address without it is one more.
        Raises BadInput for a value that cannot be one, and where nothing would change.
        """
        now = self._clock.now()
        with self._store.writing() as tx:
            held = self._book.held(tx, lead_id)
            before = was if fact in SEVERAL else was or value_of(held.lead, fact)
            said = Activity(
                activity_id=new_id(now),
                lead_id=held.lead.lead_id,
                kind=Kind.CORRECTED,
                actor_id=self._book.identity(tx).officer.officer_id,
                began_at=max(now, held.lead.received_at),
                logged_at=now,
                fact=fact.value,
                was=before,
                value=read_fact(fact, value),
            )
            if corrected(held.lead, [said]) == held.lead:
                raise BadInput("That is what is known already.", "Write what it should be.")
            tx.add_activity(said)
            # an own lead that the company is told of only now goes up as it was, and the correction behind it
            self._outgoing.activity(tx, held, said)
            lead = self._book.put_right(tx, held.lead.lead_id)
            touched = {*self._book.replan_person(tx, held.lead, now), *self._book.replan_person(tx, lead, now)}
        return said.activity_id, Changed(Touched.QUEUE | Touched.LEAD | Touched.REMINDERS, frozenset(touched))

    def read_day(self, lead_id: str, words: str) -> date:
        """Return the day to come that a few words mean on the borrower's clock; raises BadInput with an example."""
        with self._store.reading() as tx:
            before = self._book.picture(tx, self._book.held(tx, lead_id), self._clock.now())
        zone = self._book.rules.place(before.lead, before.known).clock_zone
        return local_date(zone, instant(read_when(words, before.at, zone)))

    def _note(
        self, lead_id: str, kind: Kind, at: datetime | None, told: Callable[[Picture], dict[str, Any]]
    ) -> tuple[str, Changed]:
        now = self._clock.now()
        began = (at or now).astimezone(UTC)
        with self._store.writing() as tx:
            held = self._book.held(tx, lead_id)
            began = checked_time(began, now, held.lead.received_at)
            said = Activity(
                activity_id=new_id(now),
                lead_id=held.lead.lead_id,
                kind=kind,
                actor_id=self._book.identity(tx).officer.officer_id,
                began_at=began,
                logged_at=now,
                **told(self._book.picture(tx, held, began)),
            )
            tx.add_activity(said)
            self._outgoing.activity(tx, held, said)
            touched = self._book.replan_person(tx, held.lead, now)
        return said.activity_id, Changed(Touched.QUEUE | Touched.LEAD | Touched.REMINDERS, frozenset(touched))
