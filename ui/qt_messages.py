"""What Qt itself has to say goes to the log, but for what it says on every window of a screen that is none."""

from __future__ import annotations

import logging
import re

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = logging.getLogger(__name__)

#: a platform without windows says this of each one it is asked to place; there is nothing to be done about it
_NO_WINDOWS = "This plugin does not support "
#: a cell that is being edited and is asked to be, by the key that began it; it stays as it is
_EDITING = "edit: editing failed"
#: where a message begins to quote: a label, or the address it could not open, which holds a whole draft. All that
#: follows is left out, for the words quoted may have quotes in them
_QUOTED = re.compile(r"""(?<!\w)['"“‘].*|\b(?:mailto|tel|sms):.*""", re.DOTALL | re.IGNORECASE)
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
    if not message.startswith((_NO_WINDOWS, _EDITING)):
        log.log(_LEVELS[kind], "Qt: %s", _QUOTED.sub("[left out]", message))
