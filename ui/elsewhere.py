"""What is handed to other programs: a number to dial, a text, a mail, an appointment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QWidget

from app.desktop.views import MailDraft
from app.errors import WorldFailed
from ui.language import translate
from ui.office import Office

TEAMS, COPY = "teams", "copy"


def call_address(number: str, by: str) -> str:
    """Return the address that has a number dialled: by whatever takes telephone numbers, or by Teams."""
    if by == TEAMS:
        # "4:" says that it is a number of the telephone network; to the program itself, so that no browser keeps it
        return f"msteams://teams.microsoft.com/l/call/0/0?users=4:{_escaped(number)}"
    return f"tel:{number}"


def text_address(draft: MailDraft) -> str:
    """Return the sms: address of a draft (RFC 5724)."""
    return f"sms:{draft.to}?body={_escaped(draft.body)}"


def mail_address(draft: MailDraft) -> str:
    """Return the mailto: address of a draft, with everything escaped that a mail program would misread."""
    # a mail body's lines end in CRLF (RFC 6068)
    body = "\r\n".join(draft.body.splitlines())
    return f"mailto:{_escaped(draft.to)}?subject={_escaped(draft.subject)}&body={_escaped(body)}"


def _escaped(words: str) -> str:
    return bytes(QUrl.toPercentEncoding(words).data()).decode("ascii")


def add_to_calendar(office: Office, screen: QWidget, lead_id: str, say: Callable[[str], object]) -> None:
    """Have the system's calendar open a lead's promise, and say how that went."""

    def opened(file: Path) -> None:
        if office.open_url(QUrl.fromLocalFile(str(file)).toString()):
            # the system says that it looks for a program, and not whether one came up
            say(
                translate(
                    "calendar",
                    "Handed to your calendar: save it there. If none opens, your system lacks one for .ics files.",
                )
            )
        else:
            office.trouble.show(
                WorldFailed(
                    translate("calendar", "No calendar took the appointment."),
                    translate("calendar", "Choose a program for .ics files in your system's settings."),
                )
            )

    office.ask(screen, lambda: office.desk.promises.calendar_file(lead_id), opened)
