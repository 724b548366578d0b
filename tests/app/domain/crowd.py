"""A crowd of made-up leads with all sorts of pasts, drawn from one seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.known import Known, known_of
from app.domain.lead import Address, Channel, Consent, Lead, Origin, Partner, Person, Phone
from app.domain.listings import Listing, ListKind
from app.domain.numbers import phone_key
from app.domain.officer import Cover, Officer, read_hours
from app.domain.places import STATE_NAMES
from app.domain.playbook import Doer, OnExhausted, Playbook, Step, Track
from app.domain.stage import Stage

CALL, TEXT, EMAIL = Channel.CALL, Channel.TEXT, Channel.EMAIL
#: days around which clocks change, years end and holidays crowd
ANCHORS = (
    datetime(2026, 10, 30, tzinfo=UTC),
    datetime(2026, 11, 24, tzinfo=UTC),
    datetime(2026, 12, 29, tzinfo=UTC),
    datetime(2027, 3, 12, tzinfo=UTC),
    datetime(2027, 7, 1, tzinfo=UTC),
)
ZIPS = ("40202", "57532", "86045", "89883", "36867", "37402", "19103", "96813", "33130", "99501", "00901", "")
AREA_CODES = ("423", "502", "212", "310", "305", "808", "800", "907")
_TWO_WEEKS = frozenset(date(2026, 12, 24) + timedelta(days=n) for n in range(14))
BY_DAY = read_hours("Mon-Fri 09:00-18:00")
IN_TWO = read_hours("Mon-Fri 07:00-11:30; Mon-Fri 12:30-20:00; Sat 09:00-12:00")
OFFICERS = (
    Officer(officer_id="ada", name="Ada"),
    Officer(officer_id="ben", name="Ben", hours=BY_DAY),
    Officer(officer_id="cy", name="Cy", zone="America/Chicago", hours=IN_TWO, days_off=frozenset({date(2026, 11, 26)})),
    Officer(officer_id="dee", name="Dee", zone="America/Los_Angeles", hours=BY_DAY, days_off=_TWO_WEEKS),
    Officer(
        officer_id="eve",
        name="Eve",
        zone="America/Denver",
        hours=BY_DAY,
        days_off=_TWO_WEEKS,
        cover=Cover(officer_id="fay", name="Fay", zone="America/New_York", hours=IN_TWO),
    ),
    Officer(officer_id="gil", name="Gil", hours=read_hours("Sun-Sat 20:00-24:00; Sun-Sat 00:00-03:00")),
    # evenings and a Sunday worked off shift, night and day
    Officer(
        officer_id="hal",
        name="Hal",
        hours=BY_DAY,
        working=tuple((int(day.timestamp()), int(day.timestamp()) + 40 * 3600) for day in ANCHORS),
    ),
)
#: the steps of one's day and what may be asked of them
_WITHIN = (None, None, 0, 300, 1800, 3600, 4 * 3600, 86400, 5 * 86400 + 17)
_BETWEEN = (None, None, (540, 720), (480, 1020), (1200, 1260), (0, 1440), (1380, 1440), (60, 180))
_SILENT = (
    *(Kind.NO_ANSWER, Kind.LEFT_VOICEMAIL, Kind.VOICEMAIL_FULL, Kind.BUSY, Kind.BUSY, Kind.BUSY, Kind.THIRD_PARTY),
    *(Kind.NO_ANSWER, Kind.NO_ANSWER, Kind.SENT, Kind.SENT, Kind.SENT, Kind.NOTE, Kind.ASSIGNED, Kind.SAID_PLACE),
)
_CLOSING = (
    *(Kind.WRONG_NUMBER, Kind.DISCONNECTED, Kind.FAILED, Kind.BOUNCED, Kind.OPTED_OUT, Kind.STOP, Kind.CONSENTED),
    Kind.WITHDREW,
)
_ENDING = (Kind.NOT_INTERESTED, Kind.DO_NOT_CALL, Kind.BAD_LEAD, Kind.REPLIED, Kind.INBOUND)
_OTHER = tuple(kind for kind in Kind if kind not in {*_SILENT, *_CLOSING, *_ENDING, Kind.RETRACTED})
_CHANNEL_OF = {Kind.SENT: EMAIL, Kind.BOUNCED: EMAIL, Kind.FAILED: TEXT, Kind.REPLIED: EMAIL}


class Member(msgspec.Struct, frozen=True):
    """One lead and all that is asked about it."""

    playbook: Playbook
    lead: Lead
    history: list[Activity]
    known: Known
    officer: Officer


def a_step(chance: Random, n: int) -> Step:
    channel = chance.choice((CALL, CALL, CALL, EMAIL, EMAIL, TEXT))
    sort = chance.choice(("after", "after", "day", "day", "every"))
    if sort == "every" and n < 5:
        sort = "after"
    return Step(
        step_id=f"step-{n}",
        channel=channel,
        after_s=chance.choice((0, 1200, 1800, 3600, 7200, 86400, 3 * 86400 + 600)) if sort == "after" else None,
        on_day=chance.choice((1, 1, 2, 3, 4, 6, 9)) if sort == "day" else None,
        every_s=chance.choice((86400, 3 * 86400, 14 * 86400)) if sort == "every" else None,
        before_expiry_s=10 * 86400 if sort == "every" and chance.random() < 0.3 else None,
        within_s=chance.choice(_WITHIN),
        between=chance.choice(_BETWEEN) if sort != "after" else None,
        by=Doer.MARKETING if chance.random() < 0.1 else Doer.OFFICER,
        track=Track.APPLICATION if chance.random() < 0.05 else Track.NEW,
    )


def a_playbook(chance: Random) -> Playbook:
    return Playbook(
        name="Drawn",
        version=1,
        steps=tuple(a_step(chance, n) for n in range(chance.randrange(0, 9))),
        give_up_after_s=chance.choice((None, 86400, 9 * 86400, 30 * 86400)),
        on_exhausted=chance.choice((OnExhausted.RETURN, OnExhausted.RETURN, OnExhausted.KEEP)),
    )


def an_address(chance: Random) -> Address:
    code = chance.choice(ZIPS) if chance.random() < 0.5 else ""
    return Address(state=chance.choice(("", *sorted(STATE_NAMES))), zip=code)


def a_lead(chance: Random, n: int, address: Address, anchor: datetime) -> Lead:
    said = (Consent.GIVEN, Consent.GIVEN, Consent.NOT_GIVEN, Consent.WITHDRAWN)
    codes = chance.choice((("800",), ("800",), ("800",), (), ("800", "502"), (chance.choice(AREA_CODES),)))
    person = Person(
        name="Dana Whitlock",
        phones=tuple(Phone(number=f"+1{code}55501{n % 100:02d}") for code in codes),
        emails=("dana@example.com",) if chance.random() < 0.9 else (),
        consent={TEXT: chance.choice(said)} if chance.random() < 0.7 else {},
    )
    return Lead(
        lead_id=f"lead-{n}",
        received_at=anchor + timedelta(seconds=chance.randrange(4 * 86400), microseconds=chance.choice((0, 999_999))),
        borrower=person,
        co_borrowers=(person,) if chance.random() < 0.05 else (),
        address=address,
        origin=Origin.OWN_LIST if chance.random() < 0.1 else Origin.COMPANY,
        partner=Partner(name="Pat") if chance.random() < 0.05 else None,
        consent_required=chance.random() < 0.1,
    )


def a_past(chance: Random, lead: Lead, officer: Officer) -> Iterator[Activity]:
    """Return what happened to a lead: mostly nothing told, at odd times, many of them close together."""
    at = lead.received_at
    sorts = (_SILENT, *chance.choice(((), (), (_CLOSING,), (_ENDING, _CLOSING), (_OTHER,))))
    for n in range(chance.choice((0, 1, 3, 5, 5, 8, 14))):
        gap = chance.choice((0, 60, 600, 1500, 3600, 4000, 30_000, 86400, 200_000))
        at += timedelta(seconds=gap + chance.randrange(900))
        kind = chance.choice(chance.choice(sorts) if chance.random() < 0.3 else _SILENT)
        channel = chance.choice((CALL, TEXT, EMAIL, None)) if chance.random() < 0.3 else _CHANNEL_OF.get(kind, CALL)
        yield Activity(
            activity_id=f"{lead.lead_id}-{n}",
            lead_id=lead.lead_id,
            kind=kind,
            actor_id=officer.officer_id,
            began_at=at,
            logged_at=at,
            channel=channel,
            when=None if chance.random() < 0.3 else at + timedelta(hours=chance.randrange(1, 90)),
            number=lead.phones[-1].number if channel is CALL and lead.phones and chance.random() < 0.7 else "",
            reason=chance.choice(("just looking", "credit or income")) if kind is Kind.NOT_INTERESTED else "",
            stage=chance.choice(list(Stage)).value if kind is Kind.STAGE_REPORTED else "",
            place=chance.choice(sorted(STATE_NAMES)) if kind is Kind.SAID_PLACE else "",
        )


def crowd(seed: int, size: int) -> tuple[list[Member], datetime]:
    """Return leads of a few places and playbooks and all officers, and the instant to ask about."""
    chance = Random(seed)
    playbooks = [a_playbook(chance) for _ in range(3)]
    anchor, addresses = chance.choice(ANCHORS), [an_address(chance) for _ in range(4)]
    now = anchor + timedelta(seconds=chance.randrange(40 * 86400))
    out = []
    for n in range(size):
        lead, officer = a_lead(chance, n, chance.choice(addresses), anchor), chance.choice(OFFICERS)
        history = [activity for activity in a_past(chance, lead, officer) if activity.began_at <= now]
        often = chance.choice((0, 0, 0, 2, 6))
        elsewhere = [now - timedelta(seconds=chance.randrange(9 * 86400)) for _ in range(often)]
        listings = _listings(chance, lead) if chance.random() < 0.05 else ()
        known = known_of(lead, history, elsewhere=elsewhere, listed=chance.random() < 0.03, listings=listings)
        out.append(Member(chance.choice(playbooks), lead, history, known, officer))
    return out, now


def _listings(chance: Random, lead: Lead) -> tuple[Listing, ...]:
    keys = [phone_key(phone.number) for phone in lead.phones]
    return tuple(
        Listing(number=key, kind=chance.choice(list(ListKind)), as_of=date(2026, 10, 20), gone_on=date(2026, 10, 1))
        for key in keys
    )
