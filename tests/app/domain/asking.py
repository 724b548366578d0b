"""Questions about a call, asked in a city and its wall time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.contact_rules import (
    Allowed,
    Blocked,
    CompanyRules,
    ContactRules,
    Purpose,
    may_contact,
)
from app.domain.known import Known
from app.domain.lead import Channel, Consent, Lead
from app.domain.officer import Officer
from app.domain.rule_rows import Exempt, Part, Row
from tests.shipped import lead_at, shipped_rules

ADA = Officer(officer_id="ada", name="Ada")
GIVEN_TEXT = {Channel.TEXT: Consent.GIVEN}
#: an emergency that was called out before anything happened
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BY_PLACE = {
    "Louisville": ("40202", "America/New_York"),
    "Providence": ("02903", "America/New_York"),
    "Philadelphia": ("19103", "America/New_York"),
    "Birmingham": ("35203", "America/Chicago"),
    "Houston": ("77002", "America/Chicago"),
    "Richmond": ("23220", "America/New_York"),
    "Phoenix": ("85001", "America/Phoenix"),
    "Hagatna": ("96910", "Pacific/Guam"),
    "Los Angeles": ("90001", "America/Los_Angeles"),
    "Salt Lake City": ("84101", "America/Denver"),
    "Miami": ("33130", "America/New_York"),
}


def local(city: str, text: str) -> datetime:
    """Return a wall time in a city as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(BY_PLACE[city][1])).astimezone(UTC)


def at_home(city: str, **more: object) -> Lead:
    return lead_at(BY_PLACE[city][0], "", **more)  # type: ignore[arg-type]


def ask(
    city: str,
    text: str,
    channel: Channel = Channel.CALL,
    known: Known | None = None,
    purpose: Purpose = Purpose.SOLICIT,
    officer: Officer = ADA,
    rules: ContactRules | None = None,
    *,
    named_time: bool = False,
) -> Allowed | Blocked:
    return may_contact(
        rules or shipped_rules(),
        at_home(city),
        known or Known(consent=GIVEN_TEXT),
        officer,
        channel,
        local(city, text),
        purpose,
        named_time=named_time,
    )


def blocked(answer: Allowed | Blocked) -> Blocked:
    assert isinstance(answer, Blocked)
    return answer


def tried(city: str, *texts: str, asked_for: bool = False) -> Known:
    times = tuple(local(city, text) for text in texts)
    return Known(attempts=times, solicits=() if asked_for else times, consent=GIVEN_TEXT)


def changed(company: CompanyRules | None = None, **by_state: tuple[Exempt, ...]) -> ContactRules:
    """Return the shipped rules with other company settings and some rows' exemptions."""
    shipped = shipped_rules()
    rows = []
    for row in (row for found in shipped.rows.values() for row in found):
        fields = {name: getattr(row, name) for name in Row.__slots__}
        rows.append(Row(**fields | {"exempts": by_state.get(row.state, ())}))
    return ContactRules(rows, shipped.gazetteer, shipped._holiday_name, company or CompanyRules())


def spares(part: Part, *purposes: Purpose) -> tuple[Exempt, ...]:
    return (Exempt(part, frozenset(purposes), "a section"),)
