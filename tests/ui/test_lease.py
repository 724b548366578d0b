"""A window that is open when the lease ends shows no lead any more, and the way to sign in again."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from app.clock import FixedClock
from app.desktop.desk import Desk
from tests.ui.driver import OfficerAtWindow
from ui.office import take_seat
from ui.opening import _open
from ui.reminding import Reminding


def leases(desk: Desk, clock: FixedClock) -> None:
    """Make this a desk of a hub whose access was renewed just now."""
    with desk.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        home = {"hub_url": "https://hub.example.com", "hub_id": "ours", "token": "t", "refresh_token": "r"}
        tx.put_identity(msgspec.structs.replace(identity, **home, renewed_at=clock.now(), lease_days=30))


def test_the_names_go_and_the_form_to_sign_in_is_there_and_back_again(
    dana: OfficerAtWindow, desk: Desk, clock: FixedClock
) -> None:
    leases(desk, clock)
    window = dana.window
    reminding = Reminding(window.office, window)
    reminding.tick()
    assert dana.lead
    clock.at += timedelta(days=30, seconds=1)
    reminding.tick()
    reminding.tick()
    dana.qtbot.waitUntil(window.settings.isVisible)
    assert "30 days" in window.notice.told[0]
    assert window.settings._join is not None
    window.show_today()
    assert not dana.lead
    leases(desk, clock)
    reminding.tick()
    window.show_today()
    assert window.notice.isHidden()
    dana.qtbot.waitUntil(lambda: bool(dana.lead))


def test_a_window_still_opens_for_who_comes_back_after_the_lease_is_over(desk: Desk, clock: FixedClock) -> None:
    leases(desk, clock)
    clock.at += timedelta(days=30, seconds=1)
    assert not _open(desk).is_new
    assert take_seat(desk).takes_leads
