"""The live page's lines: what is red, who is on, and what managers did, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QItemSelectionModel

from app.desktop.live import Board
from app.domain.daily_queue import step_name
from app.domain.presence import State
from app.protocol.live import Move, OfTheTeam, Red, Why
from ui import wording
from ui.language import counted, from_app, marked, translate
from ui.lines import Line, LineList

_ICONS = {
    Why.ABOUT_TO_MISS: "alarm-clock",
    Why.MISSED: "phone-missed",
    Why.PROMISE_MISSED: "calendar",
    Why.PROMISE_AWAY: "moon",
    Why.UNASSIGNED: "inbox",
}
_WORDS = {
    Why.ABOUT_TO_MISS: marked("live", "First call about to be missed"),
    Why.MISSED: marked("live", "First call missed"),
    Why.PROMISE_MISSED: marked("live", "Promised call missed"),
    Why.PROMISE_AWAY: marked("live", "Promised, and the officer is away"),
    Why.UNASSIGNED: marked("live", "Nobody has this lead"),
}
#: what a manager did, in words; what changed about a person stands in `_CHANGES`
_DID = {
    "gave": marked("live", "Gave a lead"),
    "took_over": marked("live", "Took a lead over"),
    "nudged": marked("live", "Nudged about a lead"),
    "excused": marked("live", "Excused what was missed of a lead"),
    "unexcused": marked("live", "Took an excusal back"),
}
_CHANGES = {
    "absence": marked("live", "Away, or without new leads, by their own word"),
    "hours": marked("live", "Hours changed"),
    "days_off": marked("live", "Days off changed"),
    "licences": marked("live", "Licences changed"),
    "cover": marked("live", "Cover changed"),
    "zone": marked("live", "Time zone changed"),
}
_MOVE_ICONS = {"gave": "arrow-right", "took_over": "arrow-right", "nudged": "bell", "excused": "circle-check"}


def key_of(one: Red) -> str:
    return f"{one.lead_id} {one.due_at.isoformat()}"


def red_lines(reds: Iterable[Red], people: Mapping[str, OfTheTeam], at: datetime, zone: str) -> list[Line]:
    """Return a line for each thing that is red, time left by the hub's clock."""
    return [_red_line(one, people.get(one.officer_id), at, zone) for one in reds]


def _red_line(one: Red, holder: OfTheTeam | None, at: datetime, zone: str) -> Line:
    came = translate("live", "came {}").format(wording.moment(one.received_at, at, zone))
    whose = holder.name if holder is not None else ""
    step = from_app(step_name(one.step_id)) if one.step_id else ""
    rung = "" if one.nudged_at is None else wording.moment(one.nudged_at, at, zone)
    nudged = translate("live", "nudged {}").format(rung) if rung else ""
    about = [part for part in (nudged, wording.source(one.source), one.state, came, step) if part]
    return Line(
        key=key_of(one),
        icon=_ICONS[one.why],
        words=f"{whose}: {translate('live', _WORDS[one.why])}" if whose else translate("live", _WORDS[one.why]),
        aside=_time_left(one, at, zone),
        detail=" · ".join(about),
        tone="warn" if one.why in (Why.ABOUT_TO_MISS, Why.PROMISE_AWAY) else "bad",
    )


def in_one_line(line: Line) -> str:
    """Return a line as a dialog says it, whose it is and which lead: the dialog covers the list."""
    return " · ".join(part for part in (line.words, line.detail) if part)


def _time_left(one: Red, at: datetime, zone: str) -> str:
    if one.why is Why.UNASSIGNED:
        return translate("live", "waits for {}").format(wording.duration(at - one.received_at))
    if one.why is Why.PROMISE_AWAY:
        return wording.moment(one.due_at, at, zone)
    until = one.until or one.due_at
    if until > at:
        return translate("live", "{} left").format(wording.ticking(until - at))
    return translate("live", "{} late").format(wording.duration(at - until))


def people_lines(board: Board, reds: Sequence[Red], at: datetime, zone: str) -> list[Line]:
    """Return a line for each of the manager's people, who is on first."""
    many = Counter(one.officer_id for one in reds)
    shown = sorted(board.told.people, key=lambda one: (not is_on(one), one.name))
    return [_person_line(one, many[one.officer_id], at, zone) for one in shown]


def is_on(one: OfTheTeam) -> bool:
    """Return whether somebody is there to be given leads."""
    is_here = one.state != State.AWAY and one.off_until is None
    return is_here and (one.on_shift or one.state == State.WORKING)


def _person_line(one: OfTheTeam, red: int, at: datetime, zone: str) -> Line:
    seen = (
        translate("live", "never seen")
        if one.seen_at is None
        else translate("live", "seen {}").format(wording.ago(one.seen_at, at, zone))
    )
    parts = [_state_words(one, at, zone), seen, one.branch]
    return Line(
        key=one.officer_id,
        icon=_state_icon(one),
        words=one.name,
        aside=counted("live", "%n red", "%n red", red) if red else "",
        detail=" · ".join(part for part in parts if part),
        tone="text" if is_on(one) else "text_soft",
    )


def _state_icon(one: OfTheTeam) -> str:
    if one.off_until is not None or one.state == State.AWAY:
        return "moon"
    if one.call_since is not None:
        return "phone"
    if one.state == State.NO_NEW_LEADS:
        return "ban"
    return "user" if is_on(one) else "clock"


def _state_words(one: OfTheTeam, at: datetime, zone: str) -> str:
    until = "" if one.until is None else wording.moment(one.until, at, zone)
    if one.off_until is not None:
        return translate("live", "off until {}").format(wording.coming_day(one.off_until, at, zone))
    if one.state == State.AWAY:
        return translate("live", "away until {}").format(until)
    if one.call_since is not None:
        return translate("live", "on a call since {}").format(wording.moment(one.call_since, at, zone))
    if one.state == State.NO_NEW_LEADS:
        return translate("live", "no new leads until {}").format(until)
    if one.state == State.WORKING:
        return translate("live", "working now, off shift")
    return translate("live", "on shift") if one.on_shift else translate("live", "off shift")


def move_lines(moves: Iterable[Move], now: datetime, zone: str) -> list[Line]:
    """Return a line for everything that was done or changed, the why with each."""
    return [_move_line(n, one, now, zone) for n, one in enumerate(moves)]


def _move_line(n: int, one: Move, now: datetime, zone: str) -> Line:
    did = _DID.get(one.what) or _CHANGES.get(one.what)
    words = translate("live", did) if did is not None else one.what.replace("_", " ")
    whose = " → ".join(part for part in (one.officer, one.to) if part)
    about = from_app(step_name(one.about)) if one.what == "excused" and one.about else ""
    parts = [translate("live", "by {}").format(one.by) if one.by else "", about]
    detail = "\n".join(part for part in (" · ".join(part for part in parts if part), one.why) if part)
    return Line(
        key=str(n),
        icon=_MOVE_ICONS.get(one.what, "clock"),
        words=f"{words}: {whose}" if whose else words,
        aside=wording.moment(one.at, now, zone),
        detail=detail,
    )


def retell(listed: LineList, lines: list[Line]) -> None:
    """Show lines in the place of those before; who stands on one, or chose some, goes on with them.

    Where the line one stands on is gone, the next one has the keys: the first would be somebody else's, far from it.
    """
    shown = listed.lines
    if [one.key for one in lines] == [one.key for one in shown.lines]:
        if lines != shown.lines:
            shown.lines = lines
            shown.dataChanged.emit(shown.index(0), shown.index(len(lines) - 1))
        return
    at, stood = listed.current_line(), listed.currentIndex().row()
    chosen = {shown.lines[index.row()].key for index in listed.selectedIndexes()}
    listed.show_lines(lines)
    selection = listed.selectionModel()
    if at is not None and lines and at.key not in {one.key for one in lines}:
        next_one = shown.index(min(stood, len(lines) - 1))
        selection.setCurrentIndex(next_one, QItemSelectionModel.SelectionFlag.NoUpdate)
    for row, one in enumerate(lines):
        index = shown.index(row)
        if at is not None and one.key == at.key:
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        if one.key in chosen:
            selection.select(index, QItemSelectionModel.SelectionFlag.Select)
