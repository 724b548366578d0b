"""What Qt itself has to say goes to the log, but for what it says on every window of a screen that is none."""

from __future__ import annotations

import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = logging.getLogger(__name__)

#: a platform without windows says this of each one it is asked to place; there is nothing to be done about it
_EXPECTED = "This plugin does not support "
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def listen_to_qt() -> None:
    """Take Qt's messages from now on."""
    qInstallMessageHandler(_heard)


def _heard(kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
    if not message.startswith(_EXPECTED):
        log.log(_LEVELS[kind], "Qt: %s", message)
