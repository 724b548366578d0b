"""One window for each profile: a second start knocks at the first, which comes up, and ends."""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

#: a running window answers at once; one that hangs must not keep a second from opening
PATIENCE_MS = 2000
_HERE = b"here"


class Door(QObject):
    """`knocked` carries the page the second start was to open on."""

    knocked = Signal(str)

    def __init__(self, profile: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # a socket's name is short on some systems, a folder's may not be
        self._name = f"followthrough-{hashlib.sha256(profile.encode()).hexdigest()[:24]}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._open)

    def knock(self, page: str) -> bool:
        """Ask the window that has this profile open to come up; False when none answers."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(PATIENCE_MS):
            return False
        socket.write(page.encode() + b"\n")
        socket.flush()
        answered = socket.waitForReadyRead(PATIENCE_MS) and bytes(socket.readAll().data()) == _HERE
        socket.disconnectFromServer()
        return answered

    def stand_by(self) -> None:
        """Answer whoever knocks from now on."""
        # what a run that was killed left behind
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)

    def close(self) -> None:
        self._server.close()

    def _open(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda one=socket: self._hear(one))
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if socket.canReadLine():
            page = bytes(socket.readLine().data()).decode(errors="replace").strip()
            socket.write(_HERE)
            socket.flush()
            self.knocked.emit(page)
