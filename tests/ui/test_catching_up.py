"""An officer comes back after days away and catches up by keys."""

from __future__ import annotations

from datetime import timedelta

from app.clock import FixedClock
from app.desktop.activities import Note
from app.desktop.catching_up import Choice, Matter
from app.desktop.desk import Desk
from app.desktop.leads import NewLead
from app.domain.activity import Kind
from app.domain.standing import Next
from tests.ui.driver import OfficerAtWindow
from tests.ui.late_store import LateStore
from ui.catching_up import CatchingUpDialog

WEEK = timedelta(days=7)


def stands(desk: Desk, leads: dict[str, str]) -> dict[str, Next]:
    with desk.store.reading() as tx:
        return {name: desk.book.held(tx, lead_id).bearings.next for name, lead_id in leads.items()}


def skips(desk: Desk, lead_id: str) -> list[str]:
    with desk.store.reading() as tx:
        return [a.reason for a in tx.activities(lead_id) if a.kind is Kind.SKIP]


def opened(dana: OfficerAtWindow, clock: FixedClock) -> CatchingUpDialog:
    clock.at += WEEK
    dana.presses("Ctrl+B")
    return dana.dialog(CatchingUpDialog)


def test_what_fell_due_is_told_by_what_it_is_with_a_promise_kept(
    dana: OfficerAtWindow, clock: FixedClock, leads: dict[str, str]
) -> None:
    dialog = opened(dana, clock)
    names = [box.accessibleName() for box in dialog.choices.values()]
    assert names == ["1 promise missed", "3 leads never called", "1 lead with missed steps"]
    assert dialog.chosen() == {
        Matter.PROMISES: Choice.KEEP,
        Matter.FIRST_CALLS: Choice.KEEP,
        Matter.STEPS: Choice.MERGE,
    }


def test_one_enter_carries_it_out_and_one_undo_takes_all_of_it_back(
    dana: OfficerAtWindow, desk: Desk, clock: FixedClock, leads: dict[str, str]
) -> None:
    dialog = opened(dana, clock)
    before = stands(desk, leads)
    # from the promises, which are kept, to the leads never called: drop them
    dana.presses("Tab", "End", "Enter")
    assert not dialog.isVisible()
    assert "steps skipped" in dana.toast
    assert set(skips(desk, leads["Grace"])) == {"away"}
    assert skips(desk, leads["Brook"]) == []
    assert stands(desk, leads) != before
    with dana.qtbot.waitActive(dana.window):
        dana.window.activateWindow()
    dana.presses("Ctrl+Z")
    assert dana.toast == "Taken back"
    assert stands(desk, leads) == before


def test_escape_leaves_everything_as_it_is(
    dana: OfficerAtWindow, desk: Desk, clock: FixedClock, leads: dict[str, str]
) -> None:
    opened(dana, clock)
    before = stands(desk, leads)
    dana.presses("Escape")
    assert stands(desk, leads) == before


def test_with_nothing_overdue_there_is_nothing_to_do(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    for name in ("Ada", "Grace"):
        desk.activities.log(Note(leads[name], Kind.NO_ANSWER))
    dana.presses("Ctrl+B")
    dialog = dana.dialog(CatchingUpDialog)
    assert not dialog.go.isEnabled()
    assert dialog.told.text() == "Nothing is overdue from before today."


def reload(dana: OfficerAtWindow) -> None:
    with dana.qtbot.waitCallback() as filled:
        dana.window.reload(filled)


def test_catching_up_is_offered_once_after_days_away_with_more_than_a_day_holds(
    dana: OfficerAtWindow, desk: Desk, clock: FixedClock, leads: dict[str, str]
) -> None:
    for n in range(81):
        lead_id = desk.leads.add(NewLead(f"Sam Nr{n}", f"(502) 555-{n:04}", "", state="KY", zip="40202"))[0].lead_id
        desk.activities.log(Note(lead_id, Kind.NO_ANSWER))
    reload(dana)
    clock.at += WEEK
    reload(dana)
    assert "You were away: 86 leads fell due before today." in dana.toast
    dana.presses("Ctrl+Z")
    dialog = dana.dialog(CatchingUpDialog)
    assert dialog.chosen()[Matter.STEPS] is Choice.DROP
    dialog.reject()
    dana.window.toast.close_now()
    reload(dana)
    assert dana.toast == ""


def test_closed_while_it_is_done_it_waits_for_the_part_in_hand_and_still_offers_the_way_back(
    late: OfficerAtWindow, store: LateStore, desk: Desk, clock: FixedClock, leads: dict[str, str]
) -> None:
    clock.at += WEEK
    late.presses("Ctrl+B")
    dialog = late.dialog(CatchingUpDialog)
    late.presses("Enter")
    assert dialog.told.text() == "Looking …"
    store.settle()
    late.presses("Enter", "Escape")
    assert dialog.isVisible()
    assert dialog.told.text() == "Stopping after the part in hand"
    store.settle()
    assert not dialog.isVisible()
    assert "Caught up: 3 steps skipped" in late.toast
    assert skips(desk, leads["Ada"]) == ["away"] * 3
