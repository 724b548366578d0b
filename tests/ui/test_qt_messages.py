"""What is heard of Qt."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

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
