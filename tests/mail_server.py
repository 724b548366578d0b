"""A mail server on this machine, as real as a client can tell: STARTTLS or TLS, sign-in, refusals."""

from __future__ import annotations

import base64
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import IO

USER, PASSWORD = "reports", "correct horse"


def certificate(folder: Path, *others: str) -> tuple[Path, Path]:
    """Make a certificate of 127.0.0.1, and of other names, that signs itself."""
    cert, key = folder / "mail-cert.pem", folder / "mail-key.pem"
    openssl = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    alt = ["-addext", f"subjectAltName={','.join(['IP:127.0.0.1', *(f'DNS:{name}' for name in others)])}"]
    subprocess.run([*openssl, *alt, "-keyout", str(key), "-out", str(cert)], check=True, capture_output=True)
    return cert, key


@dataclass
class TestMailServer:
    """Keeps what was handed over. `answers` are given to RCPT in turn, before it takes receivers again."""

    __test__ = False
    trust: ssl.SSLContext | None
    from_first_byte: bool = False
    answers: list[str] = field(default_factory=list)
    taken: list[EmailMessage] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)
    port: int = 0

    def talk(self, connection: socket.socket) -> None:
        with ExitStack() as closing:
            self._talk(connection, closing)

    def _encrypted(self, connection: socket.socket, closing: ExitStack) -> ssl.SSLSocket:
        assert self.trust is not None
        # from here on it closes what it was made of
        wrapped = self.trust.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        closing.enter_context(wrapped)
        wrapped.do_handshake()
        return wrapped

    def _talk(self, connection: socket.socket, closing: ExitStack) -> None:
        is_encrypted = self.from_first_byte
        if self.from_first_byte:
            connection = self._encrypted(connection, closing)
        lines = closing.enter_context(connection.makefile("rb"))
        self._say(connection, "220 mail.example.com")
        is_known = False
        while line := lines.readline():
            word, _, rest = line.decode().strip().partition(" ")
            match word.upper():
                case "EHLO" | "HELO":
                    offers = ["mail.example.com"]
                    offers += ["STARTTLS"] if self.trust is not None and not is_encrypted else []
                    offers += ["AUTH PLAIN"] if is_encrypted else []
                    told = [f"250-{one}" for one in offers[:-1]] + [f"250 {offers[-1]}"]
                    self._say(connection, "\r\n".join(told))
                case "STARTTLS" if self.trust is not None:
                    self._say(connection, "220 go on")
                    connection = self._encrypted(connection, closing)
                    lines, is_encrypted = closing.enter_context(connection.makefile("rb")), True
                case "AUTH":
                    said = base64.b64decode(rest.split()[1]).decode().split("\0")
                    is_known = said[1:] == [USER, PASSWORD]
                    self._say(connection, "235 welcome" if is_known else "535 who is that")
                case "RCPT":
                    self._say(connection, self.answers.pop(0) if self.answers else "250 yes")
                case "DATA":
                    self._say(connection, "354 go on")
                    self._take(lines, is_encrypted=is_encrypted)
                    self._say(connection, "250 taken")
                case "QUIT":
                    self._say(connection, "221 bye")
                    return
                case _:
                    self._say(connection, "250 yes")

    def _say(self, connection: socket.socket, words: str) -> None:
        connection.sendall(f"{words}\r\n".encode())

    def _take(self, lines: IO[bytes], *, is_encrypted: bool) -> None:
        body = bytearray()
        while (line := lines.readline()) not in (b".\r\n", b""):
            body += line[1:] if line.startswith(b".") else line
        self.taken.append(message_from_bytes(bytes(body), policy=policy.default))  # type: ignore[arg-type]
        self.was_encrypted.append(is_encrypted)


@contextmanager
def mail_server(pair: tuple[Path, Path] | None, *, from_first_byte: bool = False) -> Iterator[TestMailServer]:
    """Serve until the end of the block."""
    trust = None
    if pair is not None:
        trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trust.load_cert_chain(*map(str, pair))
    server = TestMailServer(trust, from_first_byte)
    listening = socket.create_server(("127.0.0.1", 0))
    server.port = listening.getsockname()[1]

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                try:
                    server.talk(connection)
                except OSError:
                    # whoever distrusts the certificate hangs up
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)
