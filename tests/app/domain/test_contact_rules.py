"""When a contact is allowed, and what is said when it is not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.domain.contact_rules import (
    COMPANY,
    Allowed,
    Blocked,
    Cap,
    Code,
    CompanyRules,
    ContactRules,
    Purpose,
    Reason,
    citations,
    closed_for_good,
    closed_last_by,
    may_contact,
)
from app.domain.emergencies import Emergency
from app.domain.known import Known
from app.domain.lead import Address, Channel, Consent, Lead
from app.domain.officer import NOBODY, Officer
from app.domain.places import STATE_NAMES, TERRITORIES, Place
from app.domain.rule_rows import Part, Row
from app.domain.spans import ALWAYS, instant
from app.domain.wording import blocked_words, reason_words
from tests.app.domain.asking import (
    ADA,
    DAY,
    GIVEN_TEXT,
    HOUR,
    LONG_AGO,
    ask,
    at_home,
    blocked,
    changed,
    local,
    spares,
    tried,
)
from tests.shipped import lead_at, shipped_rules

# -- examples a compliance officer can read -----------------------------------------------------------

OPEN, TEXT, CALL = "allowed", Channel.TEXT, Channel.CALL


@pytest.mark.parametrize(
    ("city", "asked", "channel", "why", "opens"),
    [
        # Kentucky begins at ten
        ("Louisville", "2026-11-20T09:59", CALL, "KY hours 10:00-21:00", "2026-11-20T10:00"),
        ("Louisville", "2026-11-20T10:00", CALL, OPEN, ""),
        ("Louisville", "2026-11-20T20:59:59", CALL, OPEN, ""),
        ("Louisville", "2026-11-20T21:00", CALL, "KY hours 10:00-21:00", "2026-11-21T10:00"),
        # the federal hours, where the state has none
        ("Los Angeles", "2026-11-20T07:59", CALL, "US hours 08:00-21:00", "2026-11-20T08:00"),
        ("Los Angeles", "2026-11-22T08:00", CALL, OPEN, ""),
        ("Hagatna", "2026-11-20T21:00", CALL, "US hours 08:00-21:00", "2026-11-21T08:00"),
        # both open at eight again; Florida's shorter day is the one that closed it
        ("Miami", "2026-11-20T22:00", CALL, "FL hours 08:00-20:00", "2026-11-21T08:00"),
        # a state that only repeats the federal hours that day is not blamed for them
        ("Salt Lake City", "2026-11-20T22:00", CALL, "US hours 08:00-21:00", "2026-11-21T08:00"),
        ("Salt Lake City", "2026-11-21T22:00", CALL, "UT hours 08:00-21:00", "2026-11-23T08:00"),
        # Alabama: no Sundays, no holidays
        ("Birmingham", "2026-11-21T20:00", CALL, "AL hours 08:00-20:00", "2026-11-23T08:00"),
        ("Birmingham", "2026-11-22T12:00", CALL, "AL no_calls_that_day Sunday", "2026-11-23T08:00"),
        ("Birmingham", "2026-11-26T12:00", CALL, "AL holiday Thanksgiving Day", "2026-11-27T08:00"),
        # a holiday on a Saturday is kept on the Friday before too, and Sunday follows: three days shut
        ("Birmingham", "2027-12-24T10:00", CALL, "AL holiday Christmas Day (observed)", "2027-12-27T08:00"),
        # Rhode Island is the strictest
        ("Providence", "2026-11-20T18:00", CALL, "RI hours 09:00-18:00", "2026-11-21T10:00"),
        ("Providence", "2026-11-21T17:00", CALL, "RI hours 10:00-17:00", "2026-11-23T09:00"),
        # Pennsylvania before and after its new act, texts too
        ("Philadelphia", "2026-10-17T20:30", CALL, OPEN, ""),
        ("Philadelphia", "2026-10-18T12:00", CALL, "PA no_calls_that_day Sunday", "2026-10-19T09:00"),
        ("Philadelphia", "2026-10-11T12:00", CALL, OPEN, ""),
        ("Philadelphia", "2026-10-19T19:00", TEXT, "PA hours 09:00-19:00", "2026-10-20T09:00"),
        ("Philadelphia", "2026-10-16T08:30", TEXT, OPEN, ""),
        ("Philadelphia", "2026-11-03T12:00", CALL, "PA holiday Election Day", "2026-11-04T09:00"),
        ("Philadelphia", "2027-03-26T12:00", CALL, "PA holiday Good Friday", "2027-03-27T09:00"),
        # Texas: noon on Sundays; its rule reached texts in September 2025
        ("Houston", "2026-11-22T11:00", CALL, "TX hours 12:00-21:00", "2026-11-22T12:00"),
        ("Houston", "2025-08-31T11:00", CALL, "TX hours 12:00-21:00", "2025-08-31T12:00"),
        ("Houston", "2025-08-31T11:00", TEXT, OPEN, ""),
        ("Houston", "2025-09-07T11:00", TEXT, "TX hours 12:00-21:00", "2025-09-07T12:00"),
        # the nights the clocks change: the wall clock counts, so the night is an hour longer or shorter
        ("Los Angeles", "2026-10-31T21:00", CALL, "US hours 08:00-21:00", "2026-11-01T08:00"),
        ("Los Angeles", "2027-03-13T21:00", CALL, "US hours 08:00-21:00", "2027-03-14T08:00"),
        ("Phoenix", "2026-10-31T21:00", CALL, "US hours 08:00-21:00", "2026-11-01T08:00"),
    ],
)
def test_an_example(city: str, asked: str, channel: Channel, why: str, opens: str) -> None:
    answer = ask(city, asked, channel)
    if why == OPEN:
        assert answer == Allowed()
        return
    state, code, detail = why.split(" ", 2)
    found = blocked(answer)
    assert (found.reason.state, found.reason.code.value, found.reason.detail) == (state, code, detail)
    assert found.reason.citation
    assert found.until == local(city, opens)


def test_the_night_of_the_autumn_change_is_an_hour_longer() -> None:
    evening = local("Los Angeles", "2026-10-31T21:00")
    assert blocked(ask("Los Angeles", "2026-10-31T21:00")).until == evening + 12 * HOUR
    spring = local("Los Angeles", "2027-03-13T21:00")
    assert blocked(ask("Los Angeles", "2027-03-13T21:00")).until == spring + 10 * HOUR


def test_number_zip_and_property_may_each_close_it() -> None:
    """A Rhode Island number, a home in Louisville and a house in Alabama: all three rules, on both clocks."""
    lead = lead_at("40202", "KY", "+14015550142", of_property=Address(state="AL", zip="35203"))

    def asked(text: str) -> Blocked:
        answer = may_contact(shipped_rules(), lead, Known(), ADA, Channel.CALL, local("Louisville", text))
        return blocked(answer)

    # ten o'clock in Alabama is eleven in Louisville; Kentucky's row holds on every clock the lead may live by
    assert asked("2026-11-20T10:30").reason == Reason(Code.HOURS, "KY", "10:00-21:00", "KRS 367.46955(16)")
    assert asked("2026-11-20T10:30").until == local("Louisville", "2026-11-20T11:00")
    # Rhode Island ends at six, by the earlier clock
    assert asked("2026-11-20T18:00").until == local("Louisville", "2026-11-21T11:00")
    assert asked("2026-11-22T12:00").until == local("Louisville", "2026-11-23T11:00")
    assert [state for state, _ in citations(shipped_rules(), shipped_rules().place(lead, Known()), 1795190400)] == [
        "US",
        "AL",
        "KY",
        "RI",
    ]


def test_an_unknown_place_has_the_strictest_hours_of_all() -> None:
    place = shipped_rules().gazetteer.nowhere
    hours = shipped_rules().open_hours(place, Channel.CALL)
    east, west = ZoneInfo("America/Puerto_Rico"), ZoneInfo("Pacific/Honolulu")

    def span(day: str) -> tuple[int, int]:
        """Return from ten in the last zone's morning to the end of the first zone's working day."""
        ends = 17 if date.fromisoformat(day).weekday() == 5 else 18
        opens = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=west)
        closes = datetime.fromisoformat(f"{day}T{ends}:00").replace(tzinfo=east)
        return instant(opens), instant(closes)

    for day in ("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-20", "2026-11-21"):
        start, end = span(day)
        midnight = start - start % 86400
        assert hours.open_seconds(midnight, midnight + 86400) == end - start
        assert hours.is_open(start)
        assert not hours.is_open(start - 1)
        assert not hours.is_open(end)
    sunday = span("2026-11-22")[0]
    assert hours.next_open(sunday) == span("2026-11-23")[0]


# -- what no time opens -------------------------------------------------------------------------------

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def answer_to(lead: Lead, known: Known, channel: Channel = Channel.CALL, officer: Officer = ADA) -> Allowed | Blocked:
    return may_contact(shipped_rules(), lead, known, officer, channel, NOON)


@pytest.mark.parametrize(
    ("channel", "known", "reason"),
    [
        (Channel.CALL, Known(do_not_call=True), Reason(Code.DO_NOT_CALL)),
        (Channel.TEXT, Known(do_not_call=True, consent=GIVEN_TEXT), Reason(Code.DO_NOT_CALL)),
        (Channel.EMAIL, Known(do_not_call=True), None),
        (Channel.CALL, Known(), None),
        (Channel.TEXT, Known(), Reason(Code.CONSENT, detail="text")),
        (Channel.EMAIL, Known(), None),
        (Channel.TEXT, Known(consent=GIVEN_TEXT), None),
        (
            Channel.CALL,
            Known(consent={Channel.CALL: Consent.WITHDRAWN}),
            Reason(Code.CONSENT, detail="withdrawn call"),
        ),
        (
            Channel.EMAIL,
            Known(consent={Channel.EMAIL: Consent.WITHDRAWN}),
            Reason(Code.CONSENT, detail="withdrawn email"),
        ),
        (Channel.CALL, Known(consent={Channel.TEXT: Consent.WITHDRAWN}), None),
        (Channel.CALL, Known(dead=frozenset({"+15025550142"})), Reason(Code.NO_NUMBER, detail="call")),
        (
            Channel.TEXT,
            Known(consent=GIVEN_TEXT, no_texts_to=frozenset({"+15025550142"})),
            Reason(Code.NO_NUMBER, detail="text"),
        ),
        (Channel.CALL, Known(no_texts_to=frozenset({"+15025550142"})), None),
        (
            Channel.EMAIL,
            Known(dead=frozenset({"dana.whitlock@example.com"})),
            Reason(Code.NO_ADDRESS, detail="email"),
        ),
    ],
)
def test_what_closes_a_channel_for_good(channel: Channel, known: Known, reason: Reason | None) -> None:
    lead = lead_at("40202", "KY", "+15025550142")
    assert closed_for_good(lead, known, channel) == reason
    assert answer_to(lead, known, channel) == (Allowed() if reason is None else Blocked(reason, None))


def test_a_second_number_keeps_the_channel_open() -> None:
    lead = lead_at("40202", "KY", "+15025550142", "+15025550143")
    assert answer_to(lead, Known(dead=frozenset({"+15025550142"}))) == Allowed()


def test_a_bought_list_needs_consent_for_calls_too() -> None:
    lead = lead_at("40202", "KY", consent_required=True)
    assert blocked(answer_to(lead, Known())).reason == Reason(Code.CONSENT, detail="call")
    assert answer_to(lead, Known(consent={Channel.CALL: Consent.GIVEN})) == Allowed()
    assert answer_to(lead, Known(), Channel.EMAIL) == Allowed()


def test_what_blocks_is_cited_and_not_the_hours_that_would_have_been_open() -> None:
    rules = shipped_rules()
    place = rules.place(lead_at("40202", "KY"), Known())
    at = instant(local("Louisville", "2026-11-23T12:00"))

    def cited(reason: Reason | None) -> list[tuple[str, str]]:
        return citations(rules, place, at, Channel.CALL, reason)

    assert [state for state, _ in cited(None)] == ["US", "KY"]
    assert cited(Reason(Code.HOURS, "KY", "10:00-21:00", "KRS")) == cited(None)
    assert cited(Reason(Code.DO_NOT_CALL)) == [("US", "47 CFR 64.1200(d)")]
    assert cited(Reason(Code.CAP, "FL", "3 in 24 h", "Fla. Stat.")) == [("FL", "Fla. Stat.")]
    assert cited(Reason(Code.LICENCE, "KY")) == [("US", "12 USC 5103(a)")]
    assert cited(Reason(Code.CONSENT, detail="text")) == [("US", "47 CFR 64.1200(a)(1)")]
    assert cited(Reason(Code.CONSENT, detail="withdrawn call")) == [("US", "47 CFR 64.1200(a)(10)")]
    assert cited(Reason(Code.CONSENT, detail="withdrawn email")) == [("US", "15 USC 7704(a)(4)")]
    # what the company set itself stands in no row, and is said to be the company's
    assert cited(Reason(Code.CAP, detail="3 in 24 h")) == [(COMPANY, "own cap")]
    assert cited(Reason(Code.EMERGENCY, "KY")) == [(COMPANY, "emergency switch")]
    assert cited(Reason(Code.DO_NOT_CALL, detail="list of litigators")) == [(COMPANY, "own list")]
    # and that there is no number is no rule's doing
    assert cited(Reason(Code.NO_NUMBER)) == []


@pytest.mark.parametrize(
    ("at", "tried", "reason", "last", "until"),
    [
        # the hour first, and when it has come the cap
        ("2026-11-25T23:00", ("10:00", "10:30", "11:00"), Code.HOURS, "3 in 24 h", "2026-11-26T10:00"),
        # the hour alone, and the cap alone
        ("2026-11-25T23:00", (), Code.HOURS, None, "2026-11-26T08:00"),
        ("2026-11-25T12:00", ("10:00", "10:30", "11:00"), Code.CAP, None, "2026-11-26T10:00"),
    ],
)
def test_what_still_holds_when_the_first_reason_is_over_is_told_too(
    at: str, tried: tuple[str, ...], reason: Code, last: str | None, until: str
) -> None:
    rules, lead = shipped_rules(), lead_at("33101", "FL")
    times = tuple(local("Miami", f"2026-11-25T{one}") for one in tried)
    known = Known(attempts=times, solicits=times)
    answer = blocked(may_contact(rules, lead, known, NOBODY, Channel.CALL, local("Miami", at)))
    assert (answer.reason.code, answer.until) == (reason, local("Miami", until))
    found = closed_last_by(rules, lead, known, Channel.CALL, local("Miami", at), answer)
    assert (found and found.detail) == last
    assert ("; then three calls or texts within 24 hours" in blocked_words(answer.reason, found)) is (last is not None)


def test_nothing_is_last_where_no_time_opens_it() -> None:
    rules, lead = shipped_rules(), lead_at("40202", "KY")
    answer = Blocked(Reason(Code.DO_NOT_CALL), None)
    at = local("Louisville", "2026-11-25T12:00")
    assert closed_last_by(rules, lead, Known(do_not_call=True), Channel.CALL, at, answer) is None


@pytest.mark.parametrize(
    ("at", "code", "then", "until"),
    [
        # Christmas Eve at night; Christmas is a Friday
        ("2026-12-24T23:30", Code.HOURS, "No calls in Pennsylvania on a holiday: Christmas Day", "2026-12-26T09:00"),
        # Saturday night, and Sunday before dawn
        ("2026-11-28T20:00", Code.HOURS, "No calls on Sundays in Pennsylvania", "2026-11-30T09:00"),
        ("2026-11-29T04:00", Code.NO_CALLS_THAT_DAY, "Pennsylvania: 09:00-19:00", "2026-11-30T09:00"),
        # a holiday with a Sunday after it
        ("2027-12-25T12:00", Code.HOLIDAY, "No calls on Sundays in Pennsylvania", "2027-12-27T09:00"),
        ("2027-01-01T12:00", Code.HOLIDAY, "Pennsylvania: 09:00-19:00", "2027-01-02T09:00"),
        # an ordinary night, and the one before the clocks go on
        ("2026-11-18T20:00", Code.HOURS, None, "2026-11-19T09:00"),
        ("2027-03-13T20:00", Code.HOURS, "No calls on Sundays in Pennsylvania", "2027-03-15T09:00"),
    ],
)
def test_a_day_that_stays_closed_in_between_is_told(at: str, code: Code, then: str | None, until: str) -> None:
    rules, lead, asked = shipped_rules(), lead_at("19103", "PA"), local("Philadelphia", at)
    answer = blocked(may_contact(rules, lead, Known(), NOBODY, Channel.CALL, asked))
    assert (answer.reason.code, answer.until) == (code, local("Philadelphia", until))
    found = closed_last_by(rules, lead, Known(), Channel.CALL, asked, answer)
    assert (found and reason_words(found)) == then


def test_an_email_may_go_at_night() -> None:
    assert ask("Providence", "2026-11-22T03:00", Channel.EMAIL) == Allowed()
    assert shipped_rules().open_hours(shipped_rules().gazetteer.nowhere, Channel.EMAIL) is ALWAYS
    assert citations(shipped_rules(), shipped_rules().gazetteer.nowhere, 0, Channel.EMAIL) == []


# -- licences -----------------------------------------------------------------------------------------


def licensed(**last_days: date | None) -> Officer:
    return Officer(officer_id="ada", name="Ada", licences=last_days)


def test_a_licence_never_recorded_blocks_nothing() -> None:
    assert answer_to(lead_at("40202", "KY"), Known()) == Allowed()


def test_a_recorded_licence_closes_every_other_state_on_every_channel() -> None:
    lead = lead_at("40202", "KY", of_property=Address(state="FL"))
    for channel in (Channel.CALL, Channel.EMAIL):
        assert answer_to(lead, Known(), channel, licensed(FL=None)) == Allowed()
        assert answer_to(lead, Known(), channel, licensed(KY=None)) == Blocked(Reason(Code.LICENCE, "FL"), None)
    assert answer_to(lead_at("40202"), Known(), officer=licensed(KY=None)) == Allowed()


def test_a_property_nobody_can_place_needs_no_licence_yet() -> None:
    assert answer_to(lead_at("", "", "+15025550142"), Known(), officer=licensed()) == Allowed()


def test_a_licence_holds_to_the_end_of_its_last_day_where_it_was_given() -> None:
    officer = licensed(CA=date(2026, 11, 20))
    assert ask("Los Angeles", "2026-11-20T20:59", officer=officer) == Allowed()
    found = blocked(ask("Los Angeles", "2026-11-21T09:00", officer=officer))
    assert found == Blocked(Reason(Code.LICENCE, "CA", "2026-11-20"), None)


def test_a_call_that_would_open_after_the_licence_ends_never_opens() -> None:
    found = blocked(ask("Los Angeles", "2026-11-20T21:30", officer=licensed(CA=date(2026, 11, 20))))
    assert found.reason.code is Code.HOURS
    assert found.until is None


# -- emergencies, purposes, exemptions ----------------------------------------------------------------


def test_an_emergency_closes_calls_and_texts_of_every_lead_that_may_be_there() -> None:
    rules = changed(CompanyRules(emergencies=(Emergency("LA", LONG_AGO), Emergency("KY", LONG_AGO))))
    found = blocked(ask("Louisville", "2026-11-20T12:00", rules=rules))
    assert found.reason.code is Code.EMERGENCY
    assert (found.reason.state, found.until) == ("KY", None)
    assert ask("Louisville", "2026-11-20T12:00", Channel.EMAIL, rules=rules) == Allowed()
    assert ask("Houston", "2026-11-20T12:00", rules=rules) == Allowed()
    nowhere = rules.gazetteer.nowhere
    assert rules.open_hours(nowhere, Channel.CALL).next_open(instant(NOON)) is None
    assert rules.why_closed(nowhere, Channel.CALL, instant(NOON)).code is Code.EMERGENCY


def test_an_emergency_cites_what_bans_calls_in_one_and_never_the_hours() -> None:
    rules = changed(CompanyRules(emergencies=(Emergency("LA", LONG_AGO), Emergency("KY", LONG_AGO))))
    cited = {
        state: rules.emergency(rules.place(lead_at(at), Known()), instant(NOON))
        for state, at in (("KY", "40202"), ("LA", "70112"))
    }
    assert cited == {
        "KY": Reason(Code.EMERGENCY, "KY"),
        "LA": Reason(Code.EMERGENCY, "LA", "", "La. R.S. 45:844.31"),
    }


def test_an_emergency_spares_whom_its_text_spares() -> None:
    rules = changed(
        CompanyRules(emergencies=(Emergency("KY", LONG_AGO), Emergency("VI", LONG_AGO))),
        KY=spares(Part.EMERGENCY, Purpose.TRANSACTION),
    )
    assert ask("Louisville", "2026-11-20T12:00", rules=rules, purpose=Purpose.TRANSACTION) == Allowed()
    assert isinstance(ask("Louisville", "2026-11-20T12:00", rules=rules, purpose=Purpose.REQUESTED), Blocked)
    assert rules.emergency(rules.place(lead_at("00801"), Known()), instant(NOON)) == Reason(Code.EMERGENCY, "VI")


def test_an_emergency_that_was_called_off_opens_when_the_windows_do() -> None:
    begun, over = local("Louisville", "2026-11-20T11:30"), local("Louisville", "2026-11-21T22:00")
    rules = changed(CompanyRules(emergencies=(Emergency("KY", begun, over),)))
    assert ask("Louisville", "2026-11-20T11:29", rules=rules) == Allowed()
    closed = blocked(ask("Louisville", "2026-11-20T11:30", rules=rules))
    assert closed.reason.code is Code.EMERGENCY
    # Sunday the 22nd, when Kentucky opens at ten
    assert closed.until == local("Louisville", "2026-11-22T10:00")
    assert blocked(ask("Louisville", "2026-11-21T22:00", rules=rules)).reason.code is Code.HOURS


def test_an_emergency_changes_nothing_that_lies_before_it() -> None:
    begun = local("Louisville", "2026-11-20T11:30")
    rules = shipped_rules().of_company(CompanyRules(emergencies=(Emergency("KY", begun),)))
    assert rules.of_company(rules.company) is rules
    law = rules.open_hours(rules.place(lead_at("40202"), Known()), Channel.CALL)
    assert law.is_open(instant(begun) - 1)
    assert not law.is_open(instant(begun))
    assert law.next_open(instant(begun)) is None


def test_nothing_is_exempt_as_shipped() -> None:
    assert not any(row.exempts for rows in shipped_rules().rows.values() for row in rows)
    for purpose in Purpose:
        assert isinstance(ask("Birmingham", "2026-11-22T12:00", purpose=purpose), Blocked)


def test_an_exempted_window_leaves_the_federal_one() -> None:
    rules = changed(KY=spares(Part.HOURS, Purpose.REQUESTED))
    assert ask("Louisville", "2026-11-20T09:00", rules=rules, purpose=Purpose.REQUESTED) == Allowed()
    assert isinstance(ask("Louisville", "2026-11-20T09:00", rules=rules), Blocked)
    found = blocked(ask("Louisville", "2026-11-20T07:00", rules=rules, purpose=Purpose.REQUESTED))
    assert (found.reason.state, found.until) == ("US", local("Louisville", "2026-11-20T08:00"))


def test_an_exempted_sunday_holiday_or_cap_is_lifted_alone() -> None:
    asked = Purpose.REQUESTED
    sunday, holiday = "2026-11-22T12:00", "2026-11-26T12:00"
    rules = changed(AL=spares(Part.DAY, asked))
    assert ask("Birmingham", sunday, rules=rules, purpose=asked) == Allowed()
    assert isinstance(ask("Birmingham", holiday, rules=rules, purpose=asked), Blocked)
    rules = changed(AL=spares(Part.HOLIDAY, asked))
    assert ask("Birmingham", holiday, rules=rules, purpose=asked) == Allowed()
    assert isinstance(ask("Birmingham", sunday, rules=rules, purpose=asked), Blocked)
    known = tried("Miami", "2026-11-20T11:00", "2026-11-20T12:00", "2026-11-20T13:00")
    rules = changed(FL=spares(Part.CAP, asked))
    assert ask("Miami", "2026-11-20T14:00", known=known, rules=rules, purpose=asked) == Allowed()
    assert isinstance(ask("Miami", "2026-11-20T14:00", known=known, rules=rules), Blocked)


def test_a_time_the_borrower_named_lifts_the_federal_hours_and_no_states() -> None:
    asked = Purpose.REQUESTED
    assert ask("Hagatna", "2026-11-20T22:00", purpose=asked, named_time=True) == Allowed()
    assert isinstance(ask("Hagatna", "2026-11-20T22:00", purpose=asked), Blocked)
    found = blocked(ask("Los Angeles", "2026-11-20T22:00", purpose=asked, named_time=True))
    assert found.reason.state == "CA"


def test_a_company_may_set_a_lower_cap() -> None:
    rules = changed(CompanyRules(cap=1))
    known = tried("Louisville", "2026-11-20T11:00")
    found = blocked(ask("Louisville", "2026-11-20T12:00", known=known, rules=rules))
    assert (found.reason.detail, found.until) == ("1 in 24 h", local("Louisville", "2026-11-21T11:00"))
    miami = rules.place(lead_at("33130"), Known())
    noon = instant(local("Louisville", "2026-11-20T12:00"))
    assert rules.cap_for(miami, Purpose.SOLICIT, noon) == Cap(1, 24, counts_all=True)


# -- the rest -----------------------------------------------------------------------------------------


def test_the_same_question_has_the_same_calendar() -> None:
    rules = shipped_rules()
    place = rules.place(lead_at("40202"), Known())
    assert rules.open_hours(place, Channel.CALL) is rules.open_hours(place, Channel.CALL, Purpose.TRANSACTION)


def test_why_an_open_second_is_closed_is_no_question() -> None:
    rules = shipped_rules()
    with pytest.raises(ValueError, match="open"):
        rules.why_closed(rules.place(lead_at("40202"), Known()), Channel.CALL, instant(NOON))


def test_within_an_hour_another_row_may_come_to_decide() -> None:
    rows = [
        Row("US", ((480, 1260),) * 7, "federal"),
        Row("KY", ((600, 1230),) * 7, "from ten to half past eight"),
        Row("AL", ((540, 1215),) * 7, "from nine to a quarter past"),
    ]
    rules = ContactRules(rows, shipped_rules().gazetteer, lambda _state, _day: None)
    place = Place(("America/New_York",), ("AL", "KY"), "America/New_York", is_known=True)
    early, late = (instant(local("Louisville", f"2026-11-20T20:{minute}")) for minute in (20, 40))
    assert rules.why_closed(place, Channel.CALL, early).state == "AL"
    assert rules.why_closed(place, Channel.CALL, late).state == "KY"


def test_a_day_that_is_closed_is_named_from_its_first_second_on_and_not_before() -> None:
    rules = changed()
    place = rules.place(at_home("Birmingham"), Known())
    saturday, sunday = (instant(local("Birmingham", f"2026-11-2{day}")) for day in ("1T23:59:59", "2T00:00"))
    told = [rules.why_closed(place, Channel.CALL, at).code for at in (saturday, sunday)]
    assert told == [Code.HOURS, Code.NO_CALLS_THAT_DAY]


def test_answers_to_why_are_forgotten_some_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.domain.rule_book._REMEMBERED", 1)
    rules = changed()
    place = rules.place(lead_at("40202"), Known())
    night = instant(local("Louisville", "2026-11-20T22:00"))
    assert rules.why_closed(place, Channel.CALL, night) == rules.why_closed(place, Channel.CALL, night + 60)
    assert len(rules._why) == 1


def test_places_that_were_asked_about_are_forgotten_some_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.domain.rule_book._REMEMBERED", 1)
    rules = changed()
    for zip_code in ("40202", "37201"):
        place = rules.place(lead_at(zip_code), Known())
        assert rules.open_hours(place, Channel.CALL) is rules.open_hours(place, Channel.CALL)
    assert (len(rules._met), len(rules._laws)) == (1, 1)


def test_a_place_whose_row_begins_later_has_the_federal_one_alone() -> None:
    row = Row("KY", ((600, 1260),) * 7, "new", calls_from=date(2027, 1, 1))
    federal = Row("US", ((480, 1260),) * 7, "federal")
    rules = ContactRules([federal, row], shipped_rules().gazetteer, lambda _state, _day: None)
    assert ask("Louisville", "2026-12-31T08:00", rules=rules) == Allowed()
    assert isinstance(ask("Louisville", "2027-01-01T08:00", rules=rules), Blocked)
    place = rules.place(lead_at("40202"), Known())
    assert citations(rules, place, instant(local("Louisville", "2026-12-31T23:59"))) == [("US", "federal")]
    assert citations(rules, place, instant(local("Louisville", "2027-01-01T00:00"))) == [
        ("US", "federal"),
        ("KY", "new"),
    ]


def test_a_row_holds_to_the_end_of_its_last_day() -> None:
    row = Row("KY", ((600, 1260),) * 7, "old", until=date(2026, 12, 31))
    federal = Row("US", ((480, 1260),) * 7, "federal")
    rules = ContactRules([federal, row], shipped_rules().gazetteer, lambda _state, _day: None)
    found = blocked(ask("Louisville", "2026-12-31T08:00", rules=rules))
    assert found.until == local("Louisville", "2026-12-31T10:00")
    assert blocked(ask("Louisville", "2026-12-31T21:00", rules=rules)).until == local("Louisville", "2027-01-01T08:00")


def test_a_rule_that_never_opens_has_no_until() -> None:
    federal = Row("US", ((480, 1260),) * 7, "federal")
    row = Row("KY", (None,) * 7, "never")
    rules = ContactRules([federal, row], shipped_rules().gazetteer, lambda _state, _day: None)
    found = blocked(ask("Louisville", "2026-11-20T12:00", rules=rules))
    assert found == Blocked(Reason(Code.NO_CALLS_THAT_DAY, "KY", "Friday", "never"), None)


def test_a_state_closed_for_two_weeks_opens_after_them() -> None:
    federal = Row("US", ((480, 1260),) * 7, "federal")
    row = Row("KY", ((480, 1260),) * 7, "ky", holidays_banned=True)
    closed = {date(2026, 12, 21) + i * DAY for i in range(14)}
    rules = ContactRules(
        [federal, row], shipped_rules().gazetteer, lambda _state, day: "Closure" if day in closed else None
    )
    found = blocked(ask("Louisville", "2026-12-21T08:00", rules=rules))
    assert found.reason == Reason(Code.HOLIDAY, "KY", "Closure", "ky")
    assert found.until == local("Louisville", "2027-01-04T08:00")


def test_an_instant_given_in_a_zone_is_counted_in_true_hours() -> None:
    """Three calls on the eve of the change: a day is 24 hours, whatever the wall clock says."""
    zone = ZoneInfo("America/Los_Angeles")
    known = tried("Los Angeles", "2026-10-31T12:00", "2026-10-31T12:10", "2026-10-31T12:20")
    lead = at_home("Los Angeles")
    early, free, late = (
        datetime(2026, 11, 1, hour, minute, tzinfo=zone) for hour, minute in ((10, 59), (11, 0), (11, 30))
    )
    found = may_contact(shipped_rules(), lead, known, ADA, Channel.CALL, early)
    assert blocked(found).until == free.astimezone(UTC)
    assert may_contact(shipped_rules(), lead, known, ADA, Channel.CALL, late) == Allowed()


@pytest.mark.parametrize("fold", [0, 1])
def test_an_instant_given_in_the_hour_that_comes_twice_is_counted_too(fold: int) -> None:
    """No instant of that hour equals one of another zone; asked whether it is free it has to be compared in one."""
    rows = [Row("US", ((0, 1440),) * 7, "always open")]
    rules = ContactRules(rows, shipped_rules().gazetteer, lambda _state, _day: None)
    at = datetime(2026, 11, 1, 1, 30, fold=fold, tzinfo=ZoneInfo("America/Los_Angeles"))
    day = timedelta(days=1)
    for ago, answer in ((day, Allowed()), (day - timedelta(minutes=1), at.astimezone(UTC) + timedelta(minutes=1))):
        times = (at.astimezone(UTC) - ago,) * 3
        known = Known(attempts=times, solicits=times)
        found = may_contact(rules, at_home("Los Angeles"), known, ADA, Channel.CALL, at)
        assert (found.until if isinstance(found, Blocked) else found) == answer


def test_every_state_but_the_territories_has_a_row_today() -> None:
    rules = shipped_rules()
    today = instant(NOON)
    for state in STATE_NAMES.keys() - TERRITORIES:
        place = rules.place(lead_at("", state), Known())
        assert [row.state for row in rules.in_force(place, today)] == ["US", state]
    for state in TERRITORIES:
        place = rules.place(lead_at("", state), Known())
        assert [row.state for row in rules.in_force(place, today)] == ["US"]


def test_the_rows_are_told_from_others_by_what_they_say_and_not_by_what_the_company_adds() -> None:
    shipped = shipped_rules()
    assert changed().digest == changed().digest == shipped.digest
    stricter = shipped.of_company(CompanyRules(cap=2))
    assert stricter is not shipped
    assert stricter.digest == shipped.digest
    assert changed(KY=spares(Part.HOURS, Purpose.TRANSACTION)).digest != shipped.digest
