"""Invented borrowers on the phone: after how many calls one is reached, and what they say then."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from app.demo.cards import Cards, odds
from app.demo.hours import working_moment
from app.desktop.activities import Note
from app.domain.activity import Kind
from app.domain.handing_over import Told, reason_with
from app.domain.lead import Lead

MOST_VOICEMAILS = 2


class Borrower(msgspec.Struct):
    """`silent` calls reach nobody; the ones after it end with what `says` holds, in turn, and then nobody again.

    `reason` goes with a no. `mail_bounces`: no e-mail reaches them either. `buys`: not one who refinances.
    """

    silent: int = 0
    says: tuple[Kind, ...] = ()
    reason: str = ""
    mail_bounces: bool = False
    buys: bool = False
    spoken_to: bool = False
    voicemails: int = 0


_LATER, _MEET, _APPLY, _NO = Kind.CALL_BACK, Kind.APPOINTMENT, Kind.SENDING_APPLICATION, Kind.NOT_INTERESTED
_NOBODY = Borrower()
#: Who is behind an officer's first leads, those in the middle, and the last ones. Made up, and more eager than
#: borrowers are: three weeks are to show every stage. Those who apply come early, for a loan takes its time.
_THIRDS = (
    (
        Borrower(0, (_APPLY,)),
        Borrower(0, (_LATER, _APPLY)),
        Borrower(1, (_LATER, _MEET, _APPLY)),
        Borrower(1, (_MEET, _APPLY)),
        Borrower(1, (Kind.NOT_NOW,)),
        Borrower(0, (Kind.DISCONNECTED,), mail_bounces=True),
        _NOBODY,
        _NOBODY,
        _NOBODY,
    ),
    (
        Borrower(0, (_LATER, _MEET, _APPLY)),
        Borrower(1, (_MEET, _APPLY)),
        Borrower(1, (_MEET,)),
        Borrower(1, (_NO,), reason="chose another lender"),
        Borrower(1, (_NO,), reason=reason_with("credit or income", Told.APPLIED)),
        Borrower(1, (Kind.DO_NOT_CALL,)),
        Borrower(0, (Kind.DISCONNECTED,)),
        _NOBODY,
        _NOBODY,
    ),
    (Borrower(0, (_APPLY,)), Borrower(0, (_LATER,)), Borrower(0, (_LATER,)), *[_NOBODY] * 6),
)
#: how calls end that reach nobody who was asked for
_UNANSWERED = (
    *[Kind.NO_ANSWER] * 20,
    *[Kind.LEFT_VOICEMAIL] * 9,
    Kind.BUSY,
    Kind.VOICEMAIL_FULL,
    Kind.THIRD_PARTY,
)
#: in how many hours somebody wants to be called, in how many days to be asked again
_SOON, _ONE_DAY = (2, 4, 22, 26, 50), (30, 60, 90)


def _one_after_another(chance: random.Random) -> Iterator[Borrower]:
    """Hand out everybody of each third before the next; the last one comes again."""
    packs = [Cards(third, chance) for third in _THIRDS]
    for pack, third in zip(packs, _THIRDS, strict=True):
        for _ in third:
            yield pack.deal()
    while True:
        yield packs[-1].deal()


class Crowd:
    """The people behind one officer's leads."""

    def __init__(self, chance: random.Random) -> None:
        self._somebody = _one_after_another(chance)
        self._unanswered = Cards(_UNANSWERED, chance)
        self._answers_again = Cards(odds(2, 3), chance)
        self._soon, self._one_day = Cards(_SOON, chance), Cards(_ONE_DAY, chance)
        self._behind: dict[str, Borrower] = {}

    def somebody(self) -> Borrower:
        """Return who inquires next."""
        return next(self._somebody)

    def meet(self, lead: Lead, borrower: Borrower) -> None:
        """Let a borrower stand behind a lead."""
        self._behind[lead.lead_id] = replace(borrower, buys=lead.loan_purpose == "Purchase")

    def behind(self, lead_id: str) -> Borrower:
        return self._behind[lead_id]

    def called(self, lead_id: str, at: datetime) -> Note:
        """Return what comes of a call that ends at an instant."""
        borrower = self._behind[lead_id]
        kind = self._kind(borrower)
        when: datetime | None = None
        if kind in (_LATER, _MEET):
            when = working_moment(at + timedelta(hours=self._soon.deal()))
        if kind is Kind.NOT_NOW:
            when = working_moment(at + timedelta(days=self._one_day.deal()))
        return Note(lead_id, kind, when=when, reason=borrower.reason if kind is _NO else "")

    def _kind(self, borrower: Borrower) -> Kind:
        """Return how a call ends. Whoever was spoken to before is reached by two calls of three."""
        if borrower.silent > 0:
            borrower.silent -= 1
        elif borrower.says and (not borrower.spoken_to or self._answers_again.deal()):
            kind, *rest = borrower.says
            borrower.says, borrower.spoken_to = tuple(rest), True
            return kind
        kind = self._unanswered.deal()
        if kind is Kind.LEFT_VOICEMAIL:
            borrower.voicemails += 1
        # the desk says so: two are enough
        return Kind.NO_ANSWER if borrower.voicemails > MOST_VOICEMAILS else kind
