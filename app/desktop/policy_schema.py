"""Every policy a company may set, each declared once: templates, documentation and what is read are made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

import msgspec

from app.desktop.hub_address import LONGEST
from app.desktop.own_leads import FROM_LOOSEST
from app.desktop.settings import (
    AUTOSTART,
    BACKUP_DAYS,
    CA_FILE,
    CALLS_BY,
    EXPORT,
    HUB_URL,
    IDLE_LOCK,
    IMPORT_ALLOWED,
    LEASE_DAYS,
    LOCALE,
    LOG_DIR,
    LOG_LEVEL,
    MAIL_BY,
    NAMES_SHOWN,
    OWN_LEADS,
    QUIET_HOURS,
    SNOOZE_MINUTES,
    SOUND,
    UPDATE_PIN,
    VOLATILE,
    Setting,
)


class Kind(Enum):
    """What a policy's value is."""

    CHOICE = "one of"
    WHOLE = "whole number"
    YES_NO = "true or false"
    TEXT = "text"
    ADDRESS = "address"
    PATH = "path"
    HOURS = "hours"
    GROUP = "group"


class Area(Enum):
    """Where a policy stands in a template."""

    NETWORK = "Hub and network"
    PRIVACY = "Data and privacy"
    WORK = "Reminders and calls"
    MACHINE = "The program on this machine"


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """One policy. `says` is what it does, and for whom; `default` is what holds without it, in words.

    `locks` is the setting nobody changes where it is set; `means` are that setting's own words for its values, where
    they are others. A GROUP has `parts` in place of a value. `idle` says why this version does not act on it, and
    `idle_at` why it does not on one of its values: a line that is set and does nothing is told as a fault, since
    whoever set it believes that it holds. `stricter` names its values from the loosest on where it can only
    make what the hub says stricter.
    """

    name: str
    title: str
    area: Area
    kind: Kind
    says: str
    default: str
    example: str
    choices: Mapping[str, str] = msgspec.field(default_factory=dict)
    low: int = 0
    high: int = 0
    locks: Setting | None = None
    means: Mapping[str, str] = msgspec.field(default_factory=dict)
    parts: tuple[Declared, ...] = ()
    idle: str = ""
    idle_at: Mapping[str, str] = msgspec.field(default_factory=dict)
    stricter: tuple[str, ...] = ()

    @property
    def values(self) -> str:
        """Return what may be written, for people."""
        told = {
            Kind.CHOICE: ", ".join(self.choices),
            Kind.WHOLE: f"{self.low} to {self.high}",
            Kind.GROUP: ", ".join(part.name for part in self.parts),
        }
        return told.get(self.kind) or str(self.kind.value)


PROXY = "Proxy"
MODE, URL, PAC = "mode", "url", "pac"
YES, NO = "on", "off"
LONGEST_TEXT = LONGEST

_NO_UPDATES = (
    "This program never updates itself: the system's package tool, or a device management, brings a new version."
)

POLICIES: tuple[Declared, ...] = (
    Declared(
        name=HUB_URL,
        title="The hub to join",
        area=Area.NETWORK,
        kind=Kind.ADDRESS,
        says="The one hub a desk of this machine joins: it is filled in for the officer, and no other is taken.",
        default="the officer types it",
        example="https://hub.example.com",
    ),
    Declared(
        name=CA_FILE,
        title="The company's root certificates",
        area=Area.NETWORK,
        kind=Kind.PATH,
        says="A PEM file with root certificates that are trusted beside the system's, for a hub with an internal CA.",
        default="the operating system's store alone",
        example="/etc/ssl/certs/example-root.pem",
    ),
    Declared(
        name=PROXY,
        title="The way out of the network",
        area=Area.NETWORK,
        kind=Kind.GROUP,
        says="The way to the hub for every desk; a hub on the same machine is always asked straight.",
        default="system",
        example="",
        parts=(
            Declared(
                name=MODE,
                title="Mode",
                area=Area.NETWORK,
                kind=Kind.CHOICE,
                says="Whether there is a proxy, and who names it.",
                default="system",
                example="manual",
                choices={
                    "system": "As the operating system and its environment say",
                    "none": "No proxy",
                    "manual": "The proxy at url",
                    "pac": "As the PAC script at pac says",
                },
            ),
            Declared(
                name=URL,
                title="Address of the proxy",
                area=Area.NETWORK,
                kind=Kind.ADDRESS,
                says="The proxy of mode manual.",
                default="none",
                example="http://proxy.example.com:3128",
            ),
            Declared(
                name=PAC,
                title="Address of the PAC script",
                area=Area.NETWORK,
                kind=Kind.ADDRESS,
                says="The script of mode pac, by its http, https or file address; fetched and run by the desk itself.",
                default="none",
                example="https://proxy.example.com/proxy.pac",
            ),
        ),
    ),
    Declared(
        name=OWN_LEADS,
        title="What the company hears of own leads",
        area=Area.PRIVACY,
        kind=Kind.CHOICE,
        says="What leaves the desk of officers' own leads; it can only hold back more than the hub's own setting does.",
        default="as the hub says",
        example="private",
        choices={
            "company": "The whole lead",
            "private": "Counts and do-not-call hashes only",
            "off": "Nothing",
        },
        stricter=FROM_LOOSEST,
    ),
    Declared(
        name=LEASE_DAYS,
        title="Days without the hub",
        area=Area.PRIVACY,
        kind=Kind.WHOLE,
        says="How long a desk shows its leads without having been at its hub; it can only be shorter than the hub's.",
        default="as the hub says",
        example="14",
        low=1,
        high=365,
    ),
    Declared(
        name="ExportAllowed",
        title="Saving to files",
        area=Area.PRIVACY,
        kind=Kind.YES_NO,
        says=(
            "Whether numbers and leads may be saved as files from a desk (reports, claims, leads to approach again); "
            "it says nothing of paper, of the screen, or of what the hub's own command line writes."
        ),
        default="true",
        example="true",
        locks=EXPORT,
    ),
    Declared(
        name=IMPORT_ALLOWED,
        title="Importing files of leads",
        area=Area.PRIVACY,
        kind=Kind.YES_NO,
        says="Whether officers may bring leads in from files; one lead typed in by hand is always possible.",
        default="true",
        example="true",
    ),
    Declared(
        name="RetentionDays",
        title="Days leads are kept",
        area=Area.PRIVACY,
        kind=Kind.WHOLE,
        says="How long a desk keeps leads nobody works any more.",
        default="as long as the hub keeps them",
        example="730",
        low=30,
        high=3650,
        idle="A desk removes nothing by its age: what is purged at the hub goes from its desks with their next round.",
    ),
    Declared(
        name=VOLATILE,
        title="Leave nothing behind",
        area=Area.PRIVACY,
        kind=Kind.YES_NO,
        says=(
            "For desktops that are thrown away: the data folder is removed as the window closes, once the hub has all "
            "of it; what no hub has stays, and is told."
        ),
        default="false",
        example="false",
    ),
    Declared(
        name="DialMethod",
        title="What dials",
        area=Area.WORK,
        kind=Kind.CHOICE,
        says="What an officer's calls are made with.",
        default="the officer chooses; tel",
        example="tel",
        choices={
            "tel": "The system's phone program",
            "softphone": "Microsoft Teams",
            "copy": "A person: the number is copied",
        },
        locks=CALLS_BY,
        means={"tel": "phone", "softphone": "teams", "copy": "copy"},
    ),
    Declared(
        name="MailMethod",
        title="What writes e-mails",
        area=Area.WORK,
        kind=Kind.CHOICE,
        says="What an officer's e-mails are written with.",
        default="the officer chooses; mailto",
        example="mailto",
        choices={"mailto": "The system's mail program", "copy": "A person: the words are copied"},
        locks=MAIL_BY,
        means={"mailto": "program", "copy": "copy"},
    ),
    Declared(
        name=QUIET_HOURS,
        title="Quiet hours",
        area=Area.WORK,
        kind=Kind.HOURS,
        says="When no reminder comes up or sounds at any officer's desk; what is due waits in the list.",
        default="none",
        example="20:00-07:30",
    ),
    Declared(
        name="NotificationNames",
        title="Names in reminders",
        area=Area.WORK,
        kind=Kind.CHOICE,
        says="Whether reminders on officers' screens name the borrower.",
        default="the officer chooses; hidden_when_locked",
        example="hidden_when_locked",
        choices={
            "shown": "Always",
            "hidden": "Never",
            "hidden_when_locked": "While the screen is not locked",
        },
        locks=NAMES_SHOWN,
    ),
    Declared(
        name="SnoozeMinutes",
        title="Minutes of a snooze",
        area=Area.WORK,
        kind=Kind.WHOLE,
        says="How long a reminder rests that an officer snoozes.",
        default="the officer chooses; 15",
        example="15",
        low=SNOOZE_MINUTES.low or 0,
        high=SNOOZE_MINUTES.high or 0,
        locks=SNOOZE_MINUTES,
    ),
    Declared(
        name="ReminderSound",
        title="A sound with reminders",
        area=Area.WORK,
        kind=Kind.YES_NO,
        says="Whether a short sound comes with each reminder at an officer's desk.",
        default="the officer chooses; false",
        example="false",
        locks=SOUND,
    ),
    Declared(
        name=IDLE_LOCK,
        title="Minutes until the screen is locked",
        area=Area.MACHINE,
        kind=Kind.WHOLE,
        says="After how long without key or mouse an open window has the operating system lock the screen.",
        default="never by this program",
        example="15",
        low=1,
        high=240,
    ),
    Declared(
        name=AUTOSTART,
        title="Open with the session",
        area=Area.MACHINE,
        kind=Kind.YES_NO,
        says="Whether the window comes up with each session where the package opens it; false keeps it closed.",
        default="true",
        example="true",
    ),
    Declared(
        name=LOCALE,
        title="Language of the window",
        area=Area.MACHINE,
        kind=Kind.TEXT,
        says="The language all windows speak, such as de or en-US; one without a translation is English.",
        default="as the operating system says",
        example="en-US",
    ),
    Declared(
        name=LOG_LEVEL,
        title="How much is logged",
        area=Area.MACHINE,
        kind=Kind.CHOICE,
        says="How much the desk writes into its log, for IT; a log never has borrowers' names.",
        default="warning, or what --log-level says",
        example="warning",
        choices={"debug": "Everything", "info": "What is done", "warning": "What is odd", "error": "What failed"},
    ),
    Declared(
        name=LOG_DIR,
        title="Where the log is written",
        area=Area.MACHINE,
        kind=Kind.PATH,
        says="The folder of a desk's log, one for each person: ~ stands for the home folder.",
        default="logs in the data folder",
        example="~/.cache/followthrough",
    ),
    Declared(
        name=BACKUP_DAYS,
        title="Days of backups",
        area=Area.MACHINE,
        kind=Kind.WHOLE,
        says="Of how many days a desk keeps backups of its database, beside it and under its key.",
        default="3",
        example="3",
        low=1,
        high=30,
    ),
    Declared(
        name="UpdateMode",
        title="Updates",
        area=Area.MACHINE,
        kind=Kind.CHOICE,
        says="Who brings new versions: none and manual are both what this program does anyway.",
        default="manual",
        example="manual",
        choices={"none": "Nobody", "manual": "IT", "auto": "The program"},
        idle_at={"auto": _NO_UPDATES},
    ),
    Declared(
        name=UPDATE_PIN,
        title="The version to stay at",
        area=Area.MACHINE,
        kind=Kind.TEXT,
        says="The version every desk is to have: doctor says where it is another one. Nothing is installed by it.",
        default="none",
        example="0.1.0",
    ),
)


def lines(policies: tuple[Declared, ...] = POLICIES, within: str = "") -> Iterator[tuple[str, Declared]]:
    """Give every policy that has a value, by its whole name: a group's parts are "Proxy.mode"."""
    for one in policies:
        if one.kind is Kind.GROUP:
            yield from lines(one.parts, f"{one.name}.")
        else:
            yield within + one.name, one


BY_NAME: dict[str, Declared] = dict(lines())
