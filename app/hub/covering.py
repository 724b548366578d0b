"""Leads worked by a colleague while their holder is away, and given back when the holder is here again."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from app.domain.officer import LONGEST_ABSENCE, Officer
from app.hub.assigning import move
from app.hub.auditing import note
from app.hub.ports import HubStore, Rows
from app.hub.records import Covering, HeldLead, Person


def is_covered_by(holder: Person, person: Person, now: datetime) -> bool:
    """Return whether the holder is away today, by the holder's own calendar, and named this person as cover."""
    cover = holder.officer.cover
    return cover is not None and cover.officer_id == person.person_id and _today(holder.officer, now) is not None


def back_at(officer: Officer, now: datetime) -> datetime:
    """Return when an absent officer's first day begins that is not a day off; now where they are not away."""
    today = _today(officer, now)
    if today is None:
        return now
    days = (today + timedelta(days=n) for n in range(1, LONGEST_ABSENCE + 2))
    first = next((day for day in days if day not in officer.days_off), today + timedelta(days=LONGEST_ABSENCE))
    return datetime.combine(first, time(), ZoneInfo(officer.zone))


def _tomorrow(officer: Officer, now: datetime) -> datetime:
    zone = ZoneInfo(officer.zone)
    return datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time(), zone)


def _today(officer: Officer, now: datetime) -> date | None:
    """Return today's date where the officer works, if it is one of the days off."""
    day = now.astimezone(ZoneInfo(officer.zone)).date()
    return day if day in officer.days_off else None


def begin_cover(rows: Rows, held: HeldLead, person: Person, now: datetime) -> None:
    """Note to whom the lead goes back: who it is taken from, or, where that one covers for somebody, to that one."""
    covered = [one for one in rows.claims.covered(lead_id=held.lead.lead_id) if one.cover_id == held.holder_id]
    if covered:
        rows.claims.cover(replace(covered[0], cover_id=person.person_id))
        return
    holder = rows.people.by_id(held.holder_id) if held.holder_id is not None else None
    if holder is not None:
        # what an assistant works for somebody who is here goes back overnight
        until = max(back_at(holder.officer, now), _tomorrow(holder.officer, now))
        rows.claims.cover(Covering(held.lead.lead_id, holder.person_id, person.person_id, until))


def absence_changed(rows: Rows, holder: Person, now: datetime) -> None:
    """Have what is covered for this person go back when they are here again by the days off they have now."""
    for covering in rows.claims.covered(holder_id=holder.person_id):
        rows.claims.cover(Covering(covering.lead_id, holder.person_id, covering.cover_id, back_at(holder.officer, now)))


def give_back(store: HubStore, now: datetime) -> None:
    """Give every lead back whose holder is here again; done whenever a desk has handed its log in.

    In a transaction of its own, and asked once more in it: several desks come at the same moment.
    """
    with store.writing() as rows:
        rows.lock_company()
        for covering in rows.claims.covered(over_by=now):
            rows.claims.end_cover(covering.lead_id)
            held, holder = rows.leads.by_id(covering.lead_id), rows.people.by_id(covering.holder_id)
            if held is None or holder is None or holder.left_at is not None or rows.leads.purged([covering.lead_id]):
                continue
            # one that somebody took over meanwhile stays theirs; one whose cover left waits for nobody else
            if held.holder_id in (covering.cover_id, None):
                move(rows, held, holder, now, why="back from cover", gone="back from cover")
                note(rows, now, covering.cover_id, "lead given back from cover", covering.lead_id)
