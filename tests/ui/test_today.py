"""The officer's day at the window, key by key."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.clock import FixedClock
from app.desktop.activities import Note
from app.desktop.desk import Desk
from app.desktop.leads import NewLead
from app.domain.activity import Activity, Evidence, Kind
from app.domain.contact_rules import CompanyRules
from app.domain.emergencies import Emergency
from app.domain.stage import Stage
from tests.ui.conftest import NOW
from tests.ui.driver import OfficerAtWindow
from ui.main_window import MainWindow
from ui.queue.model import Heading


def newest(desk: Desk, lead_id: str) -> Activity:
    with desk.store.reading() as tx:
        return tx.activities(lead_id)[-1]


def test_the_day_begins_on_the_lead_at_the_top(dana: OfficerAtWindow) -> None:
    assert dana.lead == "Katherine Johnson"
    assert dana.window.today.queue.current() == dana.window.today.queue.first()


def test_no_row_of_outcomes_is_cut_in_a_window_as_large_as_it_opens(dana: OfficerAtWindow) -> None:
    assert dana.window.today.card.bar._area.verticalScrollBar().maximum() == 0


def test_steps_are_called_on_the_card_what_they_are_called_in_the_list(dana: OfficerAtWindow) -> None:
    ahead = dana.window.today.card.ahead
    assert ahead._standing.text().startswith("Next: Call 1, ")
    assert [line.words for line in ahead._list.lines.lines][:3] == ["Call 1", "E-mail 1", "Call 2"]


def test_a_step_without_a_licence_says_so_on_the_card(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    with desk.store.writing() as tx:
        identity = desk.book.identity(tx)
        officer = msgspec.structs.replace(identity.officer, licences={"AK": None})
        tx.put_identity(msgspec.structs.replace(identity, officer=officer))
    dana.window.reload()
    dana.window.today.go_to(leads["Grace"])
    first = dana.window.today.card.ahead._list.lines.lines[0]
    assert first.detail.startswith("no licence for ")


def test_pressing_1_logs_no_answer_and_shows_the_next_lead(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.presses("1")
    assert newest(desk, leads["Katherine"]).kind is Kind.NO_ANSWER
    assert dana.lead == "Grace Hopper"
    assert dana.toast == "Saved: No answer"


def test_a_key_held_down_logs_once(window: MainWindow) -> None:
    for command in window.commands.all():
        if command.name.startswith("outcome."):
            assert not command.repeats


def test_undo_brings_the_lead_back(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("1", "Ctrl+Z")
    assert dana.lead == "Katherine Johnson"
    assert newest(desk, leads["Katherine"]).kind is Kind.RETRACTED
    assert [row.retracted for row in dana.story if row.words == "No answer"] == [True]


def test_undo_is_offered_for_ten_seconds_and_then_told_where_to_go(dana: OfficerAtWindow) -> None:
    dana.presses("1")
    for _ in range(10):
        dana.window.toast._count()
    dana.presses("Ctrl+Z")
    assert "Nothing to undo" in dana.toast
    assert dana.lead == "Grace Hopper"


def test_call_back_asks_when_and_shows_the_time_before_it_saves(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.presses("6")
    dana.types("tomorrow 3pm")
    asking = dana.window.today.card.bar.asking
    dana.qtbot.waitUntil(lambda: asking._told.text() == "tomorrow 3:00 pm Eastern time")
    dana.presses("Enter")
    logged = newest(desk, leads["Katherine"])
    assert logged.kind is Kind.CALL_BACK
    assert logged.when is not None
    assert logged.when.isoformat() == "2026-11-21T20:00:00+00:00"


def test_after_a_conversation_the_card_stays(dana: OfficerAtWindow) -> None:
    dana.presses("6")
    dana.types("in 20 min")
    dana.presses("Enter")
    assert dana.lead == "Katherine Johnson"
    assert dana.toast == "Saved: Call back"


def test_words_that_are_no_time_are_refused_beside_the_field(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.presses("5")
    dana.types("whenever it suits")
    dana.presses("Enter")
    assert dana.window.today.card.bar.asking.isVisible()
    assert dana.window.today.card.bar.asking._told.property("tone") == "bad"
    with desk.store.reading() as tx:
        assert tx.activities(leads["Katherine"]) == []


def test_an_outcome_that_needs_a_time_is_not_saved_without_one(dana: OfficerAtWindow) -> None:
    dana.presses("5", "Enter")
    assert "A time is needed" in dana.window.today.card.bar.asking._told.text()


def test_escape_logs_nothing_and_gives_the_keys_back(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("6", "Escape")
    with desk.store.reading() as tx:
        assert tx.activities(leads["Katherine"]) == []
    dana.presses("1")
    assert newest(desk, leads["Katherine"]).kind is Kind.NO_ANSWER


def test_a_reason_is_one_more_number_key(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("9", "2")
    logged = newest(desk, leads["Katherine"])
    assert (logged.kind, logged.reason) == (Kind.NOT_INTERESTED, "rate or fees")


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("1", "credit or income: they applied"),
        ("2", "credit or income: they were told they do not qualify"),
        ("3", "credit or income: they decided it themselves"),
        ("Enter", "credit or income"),
    ],
)
def test_a_no_for_credit_or_income_asks_one_question_and_is_handed_over(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str], key: str, reason: str
) -> None:
    dana.presses("9", "5")
    with desk.store.reading() as tx:
        assert tx.activities(leads["Katherine"]) == []
    dana.presses(key)
    logged = newest(desk, leads["Katherine"])
    assert (logged.kind, logged.reason) == (Kind.NOT_INTERESTED, reason)
    assert "Handed to the loan system" in dana.toast
    card = dana.window.today.card.card
    assert card is not None
    assert card.stage is not Stage.LOST


def test_escape_from_the_second_question_logs_nothing_and_the_next_begins_anew(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.presses("9", "5", "Escape", "9", "2")
    logged = newest(desk, leads["Katherine"])
    assert logged.reason == "rate or fees"


def test_credit_in_ones_own_words_asks_as_well(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("9")
    dana.window.today.card.bar.asking._field.setFocus()
    dana.types("income")
    dana.presses("Enter", "3")
    assert newest(desk, leads["Katherine"]).reason == "income: they decided it themselves"


def test_a_reason_may_be_in_ones_own_words(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("s")
    dana.window.today.card.bar.asking._field.setFocus()
    dana.types("met at the open house")
    dana.presses("Enter")
    assert newest(desk, leads["Katherine"]).reason == "met at the open house"


def test_digits_in_a_time_are_not_outcomes(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("6")
    dana.types("thu 10")
    assert dana.window.today.card.bar.asking._field.text() == "thu 10"
    with desk.store.reading() as tx:
        assert tx.activities(leads["Katherine"]) == []


def test_they_called_us_and_enter_means_the_next_working_morning(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.presses("r", "Enter")
    logged = newest(desk, leads["Katherine"])
    assert logged.kind is Kind.INBOUND
    assert logged.when is not None


def test_they_called_us_for_an_appointment_asks_when(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("r", "2")
    dana.types("tomorrow 11am")
    dana.presses("Enter")
    logged = newest(desk, leads["Katherine"])
    assert (logged.kind, logged.reason) == (Kind.INBOUND, "appointment")
    assert logged.when is not None
    assert logged.when.isoformat() == "2026-11-21T16:00:00+00:00"


def test_home_and_end_go_to_the_ends_of_the_list(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+L", "End")
    last, queue = dana.lead, dana.window.today.queue
    assert queue.current() != queue.first()
    dana.presses("Home")
    assert queue.current() == queue.first()
    dana.presses("End")
    assert dana.lead == last


def test_who_came_to_press_meanwhile_is_next_and_who_was_passed_over_is_not(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.window.today.go_to(leads["Grace"])
    desk.leads.add(NewLead(name="Radia Perlman", phone="(502) 555-0177", state="KY", zip="40202"))
    dana.window.today.queue.reload()
    dana.presses("1")
    assert dana.lead == "Radia Perlman"
    dana.window.today.go_to(leads["Ada"])
    dana.presses("1")
    assert dana.lead != "Radia Perlman"


@pytest.mark.parametrize(("presses", "minutes"), [(1, 5), (2, 10), (3, 20), (4, 0)])
def test_the_minus_key_says_when_the_call_began(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str], clock: FixedClock, presses: int, minutes: int
) -> None:
    dana.window.today.go_to(leads["Grace"])
    dana.presses(*"-" * presses, "1")
    assert newest(desk, leads["Grace"]).began_at == clock.at - timedelta(minutes=minutes)


def test_a_time_before_the_lead_arrived_is_said_and_nothing_is_logged(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.presses("-", "1")
    assert dana.window.notice.isVisible()
    with desk.store.reading() as tx:
        assert tx.activities(leads["Katherine"]) == []


def test_what_failed_is_read_away_by_escape_and_by_an_outcome_that_is_kept(dana: OfficerAtWindow) -> None:
    dana.presses("-", "1")
    assert dana.window.notice.isVisible()
    dana.presses("Escape")
    assert not dana.window.notice.isVisible()
    dana.presses("1")
    assert dana.window.notice.isVisible()
    dana.presses("-", "-", "-", "1")
    assert dana.toast == "Saved: No answer"
    assert not dana.window.notice.isVisible()


def test_a_call_hands_the_number_over_and_waits_with_its_timer(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str], clock: FixedClock, opened: list[str]
) -> None:
    dana.presses("c")
    assert opened == ["tel:+15025550145"]
    clock.at += timedelta(seconds=72)
    bar = dana.window.today.card.bar
    bar.calling.tell()
    assert bar.calling.words.text() == "Calling (502) 555-0145 · 1:12"
    dana.presses("1")
    logged = newest(desk, leads["Katherine"])
    assert logged.evidence is Evidence.HANDED_OFF
    assert logged.began_at == clock.at - timedelta(seconds=72)
    assert logged.number == "+15025550145"
    assert bar.call is None


def test_a_call_in_progress_is_one_click_away_from_another_card(dana: OfficerAtWindow) -> None:
    dana.presses("c", "j")
    bar = dana.window.today.card.bar
    assert bar.calling.words.text().startswith("Still calling Katherine Johnson")
    bar.calling.to_it.click()
    assert dana.lead == "Katherine Johnson"


def test_an_outcome_on_another_lead_is_not_taken_for_the_call(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.presses("c", "j", "1")
    assert newest(desk, leads["Grace"]).evidence is Evidence.SELF
    assert dana.window.today.card.bar.call is not None


def test_a_second_call_waits_until_the_first_has_its_outcome(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str], opened: list[str]
) -> None:
    dana.presses("c", "j", "c")
    assert opened == ["tel:+15025550145"]
    assert dana.toast.startswith("Still calling Katherine Johnson: how did it go?")
    dana.window.today.card.bar.calling.to_it.click()
    dana.presses("1", "c")
    assert newest(desk, leads["Katherine"]).evidence is Evidence.HANDED_OFF
    assert opened == ["tel:+15025550145", "tel:+15025550143"]


def test_a_call_that_was_none_makes_room_for_the_next(dana: OfficerAtWindow, opened: list[str]) -> None:
    dana.presses("c", "j")
    dana.window.today.card.bar.calling.no_call.click()
    dana.presses("c")
    assert opened == ["tel:+15025550145", "tel:+15025550143"]


def test_another_number_of_the_lead_waits_too_and_the_same_one_may_be_dialled_again(
    dana: OfficerAtWindow, opened: list[str]
) -> None:
    card = dana.window.today.card
    dana.presses("c", "c")
    assert opened == ["tel:+15025550145"] * 2
    assert card.card is not None
    card.dial(replace(card.card.numbers[0], value="+15025550177", shown="(502) 555-0177"))
    assert opened == ["tel:+15025550145"] * 2
    assert dana.toast.startswith("Still calling Katherine Johnson")


def test_no_number_is_dialled_while_its_window_is_shut(
    dana: OfficerAtWindow, leads: dict[str, str], opened: list[str]
) -> None:
    dana.window.today.go_to(leads["Mary"])
    dana.presses("c")
    assert opened == []
    assert dana.toast.startswith("No call now: ")
    assert "It opens" in dana.toast
    assert not dana.window.today.card.header.call.isEnabled()
    assert "Opens 8:00 am Hawaii time" in dana.window.today.card.header._window.text()


def test_an_emergency_says_on_the_card_what_it_closes_and_says_it_once(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    shut = CompanyRules(emergencies=(Emergency("KY", NOW - timedelta(hours=1)),))
    with desk.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        tx.put_identity(msgspec.structs.replace(identity, company_rules=shut))
    dana.window.reload()
    dana.window.today.go_to(leads["Grace"])
    assert dana.window.today.card.header._window.text() == "No calls in Kentucky while the emergency lasts"


def test_a_card_left_open_says_of_a_new_lead_how_old_it_is_by_now(
    dana: OfficerAtWindow, leads: dict[str, str], clock: FixedClock
) -> None:
    dana.window.today.go_to(leads["Katherine"])
    said = dana.window.today.card.ahead._why
    assert "minutes old" in said.text()
    clock.at += timedelta(minutes=10)
    dana.window.today.pass_time()
    assert "was never called" in said.text()


def test_a_card_left_open_shows_the_minute_it_is_and_dials_nothing_after_hours(
    dana: OfficerAtWindow, clock: FixedClock, opened: list[str]
) -> None:
    header = dana.window.today.card.header
    assert header.call.isEnabled()
    clock.at += timedelta(hours=12)
    # nobody touched the window since the morning, and its tick has not come yet
    dana.presses("c")
    assert opened == []
    dana.window.today.card.dial(dana.window.today.card.card.numbers[0])  # type: ignore[union-attr]
    assert opened == []
    clock.at -= timedelta(hours=12)
    dana.window.today.pass_time()
    assert header.call.isEnabled()
    clock.at += timedelta(hours=12)
    dana.window.today.pass_time()
    assert not header.call.isEnabled()
    assert "10:00 pm" in header._time.text()


def test_what_happened_outside_the_rules_is_saved_and_said(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.window.today.go_to(leads["Mary"])
    dana.presses("1")
    assert newest(desk, leads["Mary"]).outside_rules
    assert "Outside the rules" in dana.toast


def test_e_mail_opens_the_mail_program_with_a_filled_template(dana: OfficerAtWindow, opened: list[str]) -> None:
    dana.presses("e")
    assert opened[0].startswith("mailto:katherine%40example.com?subject=")
    assert " " not in opened[0]


def test_mailed_and_texted_tell_their_channel(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("m")
    assert newest(desk, leads["Katherine"]).channel == "email"
    dana.window.today.go_to(leads["Katherine"])
    dana.presses("t")
    assert newest(desk, leads["Katherine"]).channel == "text"


def test_a_note_goes_with_the_next_outcome(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("n")
    dana.types("wants 15 years, 2 kids at 10")
    dana.presses("Enter", "1")
    logged = newest(desk, leads["Katherine"])
    assert (logged.kind, logged.note) == (Kind.NO_ANSWER, "wants 15 years, 2 kids at 10")


def test_j_and_k_and_the_arrows_move_through_the_list(dana: OfficerAtWindow) -> None:
    dana.presses("j")
    assert dana.lead == "Grace Hopper"
    dana.presses("j")
    assert dana.lead == "Ada Lovelace"
    dana.presses("k", "k")
    assert dana.lead == "Katherine Johnson"
    dana.presses("Down")
    assert dana.lead == "Grace Hopper"
    dana.presses("Up")
    assert dana.lead == "Katherine Johnson"


def test_enter_goes_into_the_card(dana: OfficerAtWindow) -> None:
    dana.presses("Enter")
    assert dana.window.today.card.area.hasFocus()


def test_snooze_says_how_long(dana: OfficerAtWindow) -> None:
    dana.presses("z")
    assert dana.toast == "Rings again in 15 min"


def test_an_older_entry_is_taken_back_in_the_timeline(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.window.today.go_to(leads["Ada"])
    timeline = dana.window.today.card.timeline
    timeline._list.setCurrentIndex(timeline._list.lines.index(0))
    assert timeline._undo.isVisible()
    timeline._undo.click()
    assert newest(desk, leads["Ada"]).kind is Kind.RETRACTED


def test_outcome_keys_do_nothing_on_another_page(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.window.show_settings()
    QTest.keyClick(dana.window, Qt.Key.Key_1)
    with desk.store.reading() as tx:
        assert tx.activities(leads["Katherine"]) == []


def test_more_outcomes_have_a_menu(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    bar = dana.window.today.card.bar
    from ui.lead_card.outcome_bar import MORE

    bar.press(MORE[0])
    logged = newest(desk, leads["Katherine"])
    assert (logged.kind, logged.channel) == (Kind.REPLIED, "email")
    assert dana.lead == "Katherine Johnson"


def test_the_look_may_change_in_the_middle_of_a_call(dana: OfficerAtWindow) -> None:
    dana.presses("c")
    dana.window.office.look.choose(scale=1.5)
    assert dana.lead == "Katherine Johnson"
    assert dana.window.today.card.bar.call is not None
    dana.presses("1")
    assert dana.window.today.card.bar.call is None


def test_what_comes_later_stands_under_its_day(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str], clock: FixedClock
) -> None:
    desk.activities.log(Note(leads["Grace"], Kind.CALL_BACK, when=clock.at + timedelta(days=1)))
    desk.activities.log(Note(leads["Ada"], Kind.CALL_BACK, when=clock.at + timedelta(days=3)))
    dana.window.reload()
    model = dana.window.today.queue.model
    items = [model.item(row) for row in range(model.rowCount())]
    words = [item.words if isinstance(item, Heading) else item.name for item in items]
    later = words[words.index("Later today") : words.index("Blocked for now")]
    assert later == ["Later today", "Brook Taylor", "Tomorrow", "Grace Hopper", "Monday", "Ada Lovelace"]
