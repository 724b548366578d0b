"""Reports handed to the company's own mail server: encrypted on the way, and what went wrong in words of our own."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from ipaddress import ip_address

from app.errors import BadInput, WorldFailed
from app.hub.schedule_records import MailServer
from app.reportfiles.files import ReportFile

#: a server that is silent for so long is as good as gone
_WITHIN_S = 30.0
_FOR_GOOD = range(500, 600)
#: a server that does not know the password says so for good, and may be told the right one in an hour
_ABOUT_SIGN_IN = frozenset({530, 534, 535, 538})
#: what mail servers take in one message, by and large
MOST_BYTES = 20 * 1024 * 1024
Password = Callable[[str], str]


def no_password(_kept_in: str) -> str:
    """Stand in where nobody said how a password is read. Raises WorldFailed."""
    raise WorldFailed("This program was not told how to read a mail password.")


class NotMailed(WorldFailed):
    """The server did not take a message; `is_final` when another try would be answered the same."""

    def __init__(self, happened: str, remedy: str = "", *, is_final: bool = False) -> None:
        super().__init__(happened, remedy)
        self.is_final = is_final


def message_of(
    sender: str, to: str, subject: str, words: str, files: Sequence[ReportFile], *, at: datetime, message_id: str
) -> EmailMessage:
    """Return a message with its files. Raises NotMailed for an address that is none, and for too large ones.

    Its id is that of the report and the receiver, so that a second copy of it is known for one.
    """
    if sum(len(file.content) for file in files) > MOST_BYTES:
        raise NotMailed("The report is too large for a mail.", "Save it to a folder instead.", is_final=True)
    message = EmailMessage()
    try:
        message["From"], message["To"], message["Subject"] = sender, address_of(to), subject
    except (ValueError, IndexError) as error:
        raise NotMailed("The receiver's mail address is none.", "Put it right.", is_final=True) from error
    message["Date"], message["Message-ID"] = format_datetime(at), message_id
    # no holiday note of anybody's comes back
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(words)
    for file in files:
        kind, _, of_it = file.media.partition("/")
        message.add_attachment(file.content, maintype=kind, subtype=of_it, filename=file.name)
    return message


def address_of(text: str) -> Address:
    """Read an address; raises ValueError for none, and for one that goes on on a second line."""
    if any(not letter.isprintable() for letter in text):
        raise ValueError("an address is one line")
    return Address(addr_spec=text.strip())


def check_server(server: MailServer) -> None:
    """Raises BadInput for a server to which nothing may be handed: in clear only what stays on this machine."""
    if server.tls == "none" and not _is_here(server.host):
        raise BadInput("Mail goes to another machine encrypted only.", "Use --tls starttls or --tls tls.")
    if server.tls == "none" and server.user:
        raise BadInput("A password is not sent in clear.", "Leave --user out, or use --tls starttls.")
    if bool(server.user) != bool(server.password_in):
        raise BadInput("A user and where their password lies go together.", "Use --user with --password-file.")
    try:
        address_of(server.sender)
    except (ValueError, IndexError):
        raise BadInput(f"“{server.sender}” is no mail address.", "Write it like reports@example.com.") from None


def send(server: MailServer, message: EmailMessage, password: Password) -> None:
    """Hand a message over; raises NotMailed, and WorldFailed where the password is not to be had."""
    secret = password(server.password_in) if server.user else ""
    try:
        trust = ssl.create_default_context(cafile=server.ca_file or None)
        with _connected(server, trust) as smtp:
            if server.tls == "starttls":
                smtp.starttls(context=trust)
            if server.user:
                smtp.login(server.user, secret)
            smtp.send_message(message)
    except smtplib.SMTPException as error:
        raise _refused(error) from None
    except ssl.SSLError:
        # from None: what the library says may quote the server, which may quote the receiver
        raise NotMailed("The mail server's certificate is not trusted.", "Name its authority with --ca.") from None
    except OSError:
        raise NotMailed(f"The mail server {server.host} cannot be reached.", "It is tried again by itself.") from None


def _connected(server: MailServer, trust: ssl.SSLContext) -> smtplib.SMTP:
    if server.tls == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_WITHIN_S, context=trust)
    return smtplib.SMTP(server.host, server.port, timeout=_WITHIN_S)


def _refused(error: smtplib.SMTPException) -> NotMailed:
    """Return what a refusal is told as: its number and nothing a server wrote, which quotes what it was sent."""
    codes = [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    code = codes[0] if codes else 0
    if code in _ABOUT_SIGN_IN:
        return NotMailed(f"The mail server takes neither user nor password ({code}).", "See hub mail set.")
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return NotMailed("The mail server does not offer what was asked of it: encryption or sign-in.", "See --tls.")
    if not code:
        return NotMailed("The mail server broke off.", "It is tried again by itself.")
    is_final = code in _FOR_GOOD
    remedy = "It does not take this receiver, or this sender." if is_final else "It is tried again by itself."
    return NotMailed(f"The mail server answered {code}.", remedy, is_final=is_final)


def _is_here(host: str) -> bool:
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"
