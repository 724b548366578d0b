"""Which of the sums that are kept ready a question is about, and what months and money are kept as."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.domain.lead_sums import micros
from app.hub.gathering import Period
from app.hub.rollup_records import Cohort

_LAST_DAY = 31
_MILLIONTHS = 1_000_000


def cohort_of(period: Period, holders: frozenset[str] | None, at: datetime, officer_id: str = "") -> Cohort:
    """Return the leads of some whole days by the months they were received in, of these holders or of everybody."""
    tz = ZoneInfo(period.zone)
    end = min(period.end, at + timedelta(microseconds=1))
    first = period.start.astimezone(tz).date()
    last = (period.end - timedelta(microseconds=1)).astimezone(tz).date()
    from_month, to_month = _month(first), _month(last)
    days = _LAST_DAY if last == _end_of_month(last) or period.end > at else last.day
    cut = []
    whole = [from_month, to_month]
    if from_month == to_month:
        if first.day > 1 or days < _LAST_DAY:
            cut, whole = [(from_month, first.day, days)], [from_month, from_month - 1]
    else:
        if first.day > 1:
            cut.append((from_month, first.day, _LAST_DAY))
            whole[0] += 1
        if days < _LAST_DAY:
            cut.append((to_month, 1, days))
            whole[1] -= 1
    return Cohort((whole[0], whole[1]), tuple(cut), micros(period.start), micros(end), holders, officer_id)


def first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def dollars_of(millionths: int | None) -> Decimal | None:
    return None if millionths is None else Decimal(millionths) / _MILLIONTHS


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
