"""What is heard of Qt."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from app.desktop.views import MailDraft
from tests.marked import MARKED
from ui.elsewhere import mail_address
from ui.qt_messages import listen_to_qt


@pytest.fixture
def listening() -> Iterator[None]:
    before = qInstallMessageHandler(None)
    listen_to_qt()
    yield
    qInstallMessageHandler(before)


@pytest.mark.usefixtures("listening")
def test_a_screen_that_is_none_is_not_complained_of(caplog: pytest.LogCaptureFixture) -> None:
    qWarning("This plugin does not support propagateSizeHints()")
    qWarning("QLayout: something of ours is wrong")
    assert caplog.record_tuples == [("ui.qt_messages", logging.WARNING, "Qt: QLayout: something of ours is wrong")]


@pytest.mark.usefixtures("listening")
def test_a_draft_that_qt_could_not_hand_on_leaves_no_name_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    draft = MailDraft("ada@example.com", "Your purchase", f"Hi Ada {MARKED},\nit's Dana.")
    # as Qt words it: percents taken out again, in quotes
    shown = f"mailto:{draft.to}?subject={draft.subject}&body={draft.body}"
    for address in (shown, mail_address(draft)):
        qWarning(f"Unable to detect a launcher for '{address}'")
        qWarning(f"Failed to open {address}")
    assert [record.getMessage() for record in caplog.records] == [
        "Qt: Unable to detect a launcher for [left out]",
        "Qt: Failed to open [left out]",
    ] * 2


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize("address", ["tel:+15025550142", "sms:+15025550142", "MAILTO:ada@example.com"])
def test_no_address_that_qt_names_is_logged(address: str, caplog: pytest.LogCaptureFixture) -> None:
    qWarning(f"Cannot open {address} now")
    assert [record.getMessage() for record in caplog.records] == ["Qt: Cannot open [left out]"]


@pytest.mark.usefixtures("listening")
def test_what_qt_quotes_is_not_logged_and_an_apostrophe_is_no_quote(caplog: pytest.LogCaptureFixture) -> None:
    qWarning(f'QLabel: there\'s no pixmap in "Ada {MARKED}" here')
    assert [record.getMessage() for record in caplog.records] == ["Qt: QLabel: there's no pixmap in [left out]"]
