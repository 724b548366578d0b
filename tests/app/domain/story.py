"""A lead's story told in wall times: what happened to it, and what the engine asks for next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.cadence import Planned, Whereabouts, next_step, plan, whereabouts
from app.domain.contact_rules import ContactRules
from app.domain.known import Known, known_of
from app.domain.lead import Address, Channel, Consent, Lead, Origin, Person, Phone
from app.domain.listings import Listing
from app.domain.officer import Officer, read_hours
from app.domain.playbook import Playbook
from app.domain.playbook_file import read_playbook
from app.domain.standing import Due, Finished, Next, Paused
from app.paths import resources
from tests.shipped import shipped_rules

EASTERN = "America/New_York"
ALWAYS = Officer(officer_id="ada", name="Ada")
NINE_TO_SIX = Officer(officer_id="ben", name="Ben", hours=read_hours("Mon-Fri 09:00-18:00"))
CALL, TEXT, EMAIL = Channel.CALL, Channel.TEXT, Channel.EMAIL
PHONE, OTHER_PHONE = "+15025550142", "+15025550177"
#: Kentucky: calls from ten to nine in the evening, every day
LOUISVILLE = Address(state="KY", zip="40202", city="Louisville")
#: the federal hours, eight to nine
NASHVILLE = Address(state="TN", zip="37201", city="Nashville")


@cache
def sample() -> Playbook:
    text = (resources() / "playbooks" / "ultimate-contact.toml").read_text(encoding="utf-8")
    return read_playbook(text, version=1)


def playbook(*steps: str, **top: str) -> Playbook:
    """Return a playbook of steps written as inline tables: 'id="c1", channel="call", after="0m", within="5m"'."""
    lines = ['name = "A test\'s own"', *(f'{key} = "{value}"' for key, value in top.items())]
    lines += [f"[[step]]\n{step.replace(', ', chr(10))}" for step in steps]
    return read_playbook("\n".join(lines))


def wall(text: str, zone: str = EASTERN) -> datetime:
    """Return a wall time as an instant; "20 20:40" is in November 2026, where the 20th is a Friday."""
    full = text if text.count("-") == 2 else f"2026-11-{text.replace(' ', 'T')}"
    return datetime.fromisoformat(full).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


class Story:
    """One lead, received on Friday the 20th of November 2026 at 20:40 in Louisville unless told otherwise."""

    def __init__(
        self,
        received: str = "20 20:40",
        *,
        address: Address = LOUISVILLE,
        officer: Officer = ALWAYS,
        book: Playbook | None = None,
        phones: Iterable[str] = (PHONE,),
        emails: tuple[str, ...] = ("dana@example.com",),
        consent: dict[Channel, Consent] | None = None,
        rules: ContactRules | None = None,
        zone: str = EASTERN,
        **lead: object,
    ) -> None:
        people = Person(
            name="Dana Whitlock", phones=tuple(Phone(number=n) for n in phones), emails=emails, consent=consent or {}
        )
        self.zone, self.officer, self.rules = zone, officer, rules or shipped_rules()
        self.playbook = book or sample()
        received_at = wall(received, zone)
        self.lead = msgspec.structs.replace(
            Lead(lead_id="lead-1", received_at=received_at, borrower=people, address=address), **lead
        )
        self.history: list[Activity] = []
        self.elsewhere: tuple[datetime, ...] = ()
        self.listed = False
        self.listings: tuple[Listing, ...] = ()

    def did(
        self, kind: Kind, at: str, *, when: str | None = None, channel: Channel | None = None, **more: Any
    ) -> Story:
        """Let something happen at a wall time; calls need no channel."""
        began = wall(at, self.zone)
        self.history.append(
            Activity(
                activity_id=f"activity-{len(self.history)}",
                lead_id=self.lead.lead_id,
                kind=kind,
                actor_id=more.pop("by", self.officer.officer_id),
                began_at=began,
                logged_at=began,
                channel=channel or _CHANNELS.get(kind, CALL),
                when=wall(when, self.zone) if when else None,
                **more,
            )
        )
        return self

    def called(self, *at: str, **more: str) -> Story:
        for one in at:
            self.did(Kind.NO_ANSWER, one, **more)
        return self

    def mailed(self, *at: str) -> Story:
        for one in at:
            self.did(Kind.SENT, one, channel=EMAIL)
        return self

    @property
    def known(self) -> Known:
        return self._known(self.history)

    def _known(self, history: list[Activity]) -> Known:
        return known_of(self.lead, history, elsewhere=self.elsewhere, listed=self.listed, listings=self.listings)

    def next(self, at: str) -> Next:
        return self.next_at(wall(at, self.zone))

    def next_at(self, at: datetime) -> Next:
        before = [a for a in self.history if a.began_at <= at]
        return next_step(self.playbook, self.lead, before, self.rules, self._known(before), self.officer, at)

    def where(self, at: str) -> Whereabouts:
        now = wall(at, self.zone)
        return whereabouts(self.playbook, self.lead, self.history, self.rules, self.known, self.officer, now)

    def plan(self, at: str, *, when_due: bool = False) -> list[Planned]:
        now = wall(at, self.zone)
        return plan(
            self.playbook, self.lead, self.history, self.rules, self.known, self.officer, now, when_due=when_due
        )

    # -- in words ---------------------------------------------------------------------------------------

    def asks(self, at: str) -> str:
        """Return what is asked for at a wall time: "call-2 21 10:00 until 21 10:30", "waits: nurture 25 09:00"."""
        return self.words(self.next(at))

    def words(self, answer: Next) -> str:
        match answer:
            case Due():
                what = answer.step_id or "promise"
                return f"{what} {self.clock(answer.due_at)} until {self.clock(answer.on_time_until)}"
            case Paused(wait=wait, until=until):
                return f"waits: {wait} {self.clock(until)}"
            case Finished(stage=stage, at=at):
                return f"ended: {stage} {self.clock(at)}"

    def steps(self, at: str) -> dict[str, str]:
        """Return the plan as {step: when it is due, or why it is skipped}."""
        return {p.step.step_id: self.clock(p.due.due_at) if p.due else p.skipped or f"by {p.by}" for p in self.plan(at)}

    def clock(self, at: datetime) -> str:
        local = at.astimezone(ZoneInfo(self.zone))
        day = f"{local:%d}" if (local.year, local.month) == (2026, 11) else f"{local:%Y-%m-%d}"
        return f"{day} {local:%H:%M}" + (f":{local:%S}" if local.second else "")

    def own(self) -> Story:
        self.lead = msgspec.structs.replace(self.lead, origin=Origin.OWN_LIST)
        return self


_CHANNELS = {
    Kind.SENT: EMAIL,
    Kind.BOUNCED: EMAIL,
    Kind.REPLIED: EMAIL,
    Kind.OPTED_OUT: EMAIL,
    Kind.FAILED: TEXT,
    Kind.STOP: TEXT,
}
