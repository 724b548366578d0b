"""A lead's story, newest first, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from app.desktop.views import TimelineRow
from app.domain.activity import Activity, Evidence, Kind
from app.domain.clock_grade import Clocked, ClockGrade
from app.domain.correcting import PHONES, fact_words
from app.domain.daily_queue import step_name, step_words
from app.domain.excusing import Excusable
from app.domain.lead import Channel, Lead
from app.domain.numbers import shown
from app.domain.officer import Officer
from app.domain.outcome import OUTCOMES
from app.domain.standing import Due, Finished, Next, Paused, Wait
from app.domain.time_words import clock_words, day_words
from app.domain.wording import CHANNEL_WORDS

_ICONS = {
    Kind.NO_ANSWER: "phone-missed",
    Kind.LEFT_VOICEMAIL: "voicemail",
    Kind.VOICEMAIL_FULL: "voicemail",
    Kind.BUSY: "phone-off",
    Kind.APPOINTMENT: "calendar",
    Kind.CALL_BACK: "clock",
    Kind.SENDING_APPLICATION: "file-text",
    Kind.INBOUND: "phone-incoming",
    Kind.SENT: "mail",
    Kind.REPLIED: "mail",
    Kind.DO_NOT_CALL: "bell-off",
    Kind.NOTE: "pencil",
    Kind.CORRECTED: "pencil",
    Kind.EXCUSED: "circle-check",
    Kind.LETTER: "file-text",
    Kind.CONSENTED: "circle-check",
    Kind.WITHDREW: "bell-off",
    Kind.ASSIGNED: "user",
    Kind.INQUIRED_AGAIN: "bell",
    Kind.STAGE_REPORTED: "info",
    Kind.RETRACTED: "undo-2",
}
_FACTS = {
    Kind.RETRACTED: "Taken back",
    Kind.INQUIRED_AGAIN: "Inquired again",
    Kind.ASSIGNED: "Assigned",
    Kind.STAGE_REPORTED: "Loan system: {stage}",
    Kind.SAID_PLACE: "Says they are in {place}",
    Kind.CONSENTED: "Consented to {things}",
    Kind.WITHDREW: "Took consent to {things} back",
    Kind.NOTE: "Note",
}
#: said of what was logged on a lead that was merged into this one
MERGED = "on the other lead"
CAME_OVER = "Came to you from another officer"
_CLOCKS = {ClockGrade.DERIVED: "time worked out", ClockGrade.POOR: "time uncertain"}
_WAITS = {
    Wait.NURTURE: "Not now: the playbook starts again {until}.",
    Wait.LANGUAGE: "With the pool for somebody who speaks the language; back here {until} if nobody takes it.",
    Wait.LAST_WINDOW: "Everything was tried; the playbook ends {until}.",
    Wait.NO_WAY_TO_REACH: "No number or address works; look again {until}.",
    Wait.LOAN_SYSTEM: "Handed to the loan system for credit or income; look again {until} unless it reports an end.",
}


def timeline(
    lead: Lead,
    activities: Sequence[Activity],
    clocks: Mapping[str, Clocked],
    officer: Officer,
    received_words: str,
    merged: tuple[Set[str], Sequence[Activity]] = (frozenset(), ()),
    came_over_at: datetime | None = None,
) -> list[TimelineRow]:
    """Return what happened, newest first, the arrival last. What was taken back stays, marked.

    `merged` names what came from leads merged into this one, and what stands beside its story: taken back there alone.
    `came_over_at` is since when it is this officer's, where another had it before.
    """
    came, beside = merged
    taken_back = {a.corrects for a in activities if a.kind is Kind.RETRACTED}
    rows = [_row(a, clocks.get(a.activity_id), officer, retracted=a.activity_id in taken_back) for a in activities]
    rows = [replace(row, marks=(*row.marks, MERGED)) if row.activity_id in came else row for row in rows]
    rows += [replace(_row(a, None, officer, retracted=False), activity_id="", marks=(MERGED,)) for a in beside]
    if came_over_at is not None:
        rows.append(TimelineRow("", came_over_at, _ICONS[Kind.ASSIGNED], CAME_OVER, ""))
    rows.sort(key=lambda row: row.at, reverse=True)
    rows.append(TimelineRow("", lead.received_at, "inbox", received_words, ""))
    return rows


def _row(activity: Activity, clock: Clocked | None, officer: Officer, *, retracted: bool) -> TimelineRow:
    marks = []
    if activity.back_dated:
        marks.append("back-dated")
    elif clock is not None and clock.grade in _CLOCKS:
        # of a time somebody stated it does not matter
        marks.append(_CLOCKS[clock.grade])
    if activity.evidence is not Evidence.SELF:
        marks.append(activity.evidence.value.replace("_", " "))
    if activity.outside_rules:
        marks.append("outside the rules")
    return TimelineRow(
        activity_id=activity.activity_id,
        at=activity.began_at,
        icon=_ICONS.get(activity.kind, "message-square" if activity.channel is Channel.TEXT else "phone"),
        words=_words(activity, officer),
        by=officer.name if activity.actor_id == officer.officer_id else "",
        note=activity.note,
        marks=tuple(marks),
        retracted=retracted,
    )


def _words(activity: Activity, officer: Officer) -> str:
    if activity.kind is Kind.LETTER and activity.when is not None:
        zone = ZoneInfo(officer.zone)
        last_day, noted_on = activity.when.astimezone(zone).date(), activity.began_at.astimezone(zone).date()
        return f"The letter's last day is {day_words(last_day, noted_on)}"
    if activity.kind is Kind.CORRECTED:
        return _corrected_words(activity)
    if activity.kind is Kind.EXCUSED:
        return _excused_words(activity, officer)
    if activity.kind in _FACTS:
        things = CHANNEL_WORDS[activity.channel or Channel.CALL]
        return _FACTS[activity.kind].format(stage=activity.stage.replace("_", " "), place=activity.place, things=things)
    words = OUTCOMES[activity.kind].words
    if activity.kind is Kind.SENT:
        words = "Texted" if activity.channel is Channel.TEXT else "Mailed"
    if activity.when is not None:
        words += f" {clock_words(activity.when, activity.began_at, ZoneInfo(officer.zone))}"
    return words + (f": {activity.reason}" if activity.reason else "")


def _excused_words(activity: Activity, officer: Officer) -> str:
    if activity.corrects:
        return "Your manager took an excusal back"
    if activity.fact == Excusable.PROMISE and activity.when is not None:
        return f"Excused: the call promised {clock_words(activity.when, activity.began_at, ZoneInfo(officer.zone))}"
    what = step_name(activity.value) if activity.fact == Excusable.STEP else "all that was due by then"
    return f"Excused: {what}"


def _corrected_words(activity: Activity) -> str:
    what = fact_words(activity.fact)
    if activity.fact in PHONES:
        was, value = shown(activity.was), shown(activity.value)
    else:
        was, value = activity.was, activity.value
    if not was:
        return f"Noted the {what}: {value}"
    return f"Corrected the {what}: {was} → {value}" if value else f"Took the {what} out: {was}"


def standing_words(following: Next, now: datetime, zone: str) -> str:
    """Return one sentence of where the lead stands, times on the officer's clock."""
    tz = ZoneInfo(zone)
    match following:
        case Due():
            what = "Promise" if following.is_promise else f"Next: {step_words(following)},"
            return f"{what} {clock_words(following.due_at, now, tz)}."
        case Paused():
            return _WAITS[following.wait].format(until=clock_words(following.until, now, tz))
        case Finished():
            return f"{following.stage.words} since {clock_words(following.at, now, tz)}."
