"""Settings, each declared once: its default, its bounds and its words; and what of them a company's policy has set."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from app.desktop.changes import Changed, Touched
from app.desktop.ports import Store
from app.errors import BadInput

#: why a setting cannot be changed here, and who can
LOCKED, LOCKED_REMEDY = "Set by your company", "Your IT has set this for every desk; ask them to have it changed."

#: where a policy says so
NOT_IMPORTED = "Your company has set that no files of leads are imported here."


class Setting(msgspec.Struct, frozen=True):
    """One setting. `choices` limits a word; `low` and `high` limit a number; "on" and "off" are words.

    Which of them a company may set stands in policy_schema.py.
    """

    name: str
    words: str
    default: str
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None

    def fault(self, value: str) -> str:
        """Return what is wrong with a value, "" where it will do."""
        if self.choices and value not in self.choices:
            return f"“{value}” is none of {', '.join(self.choices)}."
        low, high = self.low, self.high
        if low is not None and high is not None and not (value.isdecimal() and low <= int(value) <= high):
            return f"a whole number from {low} to {high}."
        return ""


THEME = Setting("look.theme", "Light or dark", "system", choices=("system", "light", "dark"))
CONTRAST = Setting("look.contrast", "High contrast", "system", choices=("system", "usual", "high"))
TEXT_SCALE = Setting("look.text_scale", "Size of text in per cent", "100", low=100, high=200)
SNOOZE_MINUTES = Setting("reminders.snooze", "Minutes a snooze lasts", "15", low=5, high=240)
NAMES_SHOWN = Setting(
    "reminders.names",
    "Borrowers' names in notifications",
    "hidden_when_locked",
    choices=("shown", "hidden", "hidden_when_locked"),
)
SOUND = Setting("reminders.sound", "A sound with each reminder", "off", choices=("on", "off"))
CALLS_BY = Setting("calls.by", "Calls are made with", "phone", choices=("phone", "teams", "copy"))
MAIL_BY = Setting("mail.by", "E-mails are written with", "program", choices=("program", "copy"))
#: nobody chooses it here; the company may say no
EXPORT = Setting("files.export", "Numbers and leads saved as files", "on", choices=("on", "off"))
#: whether the officer was told that a closed window does not end the program; nobody sets it by hand
TRAY_TOLD = Setting("tray.told", "Told of the tray", "off", choices=("on", "off"))

SETTINGS = (THEME, CONTRAST, TEXT_SCALE, SNOOZE_MINUTES, NAMES_SHOWN, SOUND, CALLS_BY, MAIL_BY, EXPORT)


#: policies by name, for what asks for one of them; all stand in policy_schema.py, which is much to load
HUB_URL, OWN_LEADS, LEASE_DAYS, IMPORT_ALLOWED = "HubUrl", "OwnLeads", "OfflineLeaseDays", "ImportAllowed"
BACKUP_DAYS, QUIET_HOURS, LOCALE, VOLATILE = "LocalBackupDays", "QuietHours", "Locale", "Volatile"
IDLE_LOCK, AUTOSTART, UPDATE_PIN = "IdleLockMinutes", "Autostart", "UpdatePin"
LOG_LEVEL, LOG_DIR, CA_FILE = "LogLevel", "LogDir", "CaFile"
PROXY_MODE, PROXY_URL, PROXY_PAC = "Proxy.mode", "Proxy.url", "Proxy.pac"


class Said(msgspec.Struct, frozen=True):
    """A policy's value as it was written, of what `level` ("machine" or "user") and at which place."""

    value: str
    level: str
    place: str


class Policy(msgspec.Struct, frozen=True):
    """What IT has set for this desk: `values` by the names of settings, and all that was `said` by names of policies.

    `faults` are sentences about what in it could not be used; the rest of it holds. `untold` are of what can only be
    told elsewhere whether it does anything.
    """

    values: Mapping[str, str] = msgspec.field(default_factory=dict)
    said: Mapping[str, Said] = msgspec.field(default_factory=dict)
    faults: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()

    @property
    def hub_url(self) -> str:
        """Return the one hub to join, "" where any will do."""
        return self.word(HUB_URL)

    def word(self, name: str, default: str = "") -> str:
        said = self.said.get(name)
        return default if said is None else said.value

    def number(self, name: str, default: int = 0) -> int:
        """Return a whole number that was set; `default` where none was."""
        return int(self.word(name, str(default)))

    def is_on(self, name: str, *, default: bool) -> bool:
        return self.word(name, "on" if default else "off") == "on"


NO_POLICY = Policy()


class Settings:
    """Reads and writes the settings of this desk; what a policy sets is read from that alone."""

    def __init__(self, store: Store, policy: Policy = NO_POLICY) -> None:
        self._store = store
        self.policy = policy

    def get(self, setting: Setting) -> str:
        if self.is_locked(setting):
            return self.policy.values[setting.name]
        with self._store.reading() as tx:
            raw = tx.fact(f"setting.{setting.name}")
        return setting.default if raw is None else raw.decode()

    def number(self, setting: Setting) -> int:
        return int(self.get(setting))

    def is_locked(self, setting: Setting) -> bool:
        """Return whether a policy sets it; asks nobody."""
        return setting.name in self.policy.values

    def allows(self, setting: Setting) -> bool:
        """Return whether no policy forbids something; asks nobody."""
        return self.policy.values.get(setting.name) != "off"

    def put(self, setting: Setting, value: str) -> Changed:
        """Keep a value; raises BadInput when it is out of bounds, and where a policy sets it."""
        if self.is_locked(setting):
            raise BadInput(f"{setting.words}: {LOCKED.lower()}.", LOCKED_REMEDY)
        if fault := setting.fault(value):
            raise BadInput(f"{setting.words}: {fault}")
        with self._store.writing() as tx:
            tx.put_fact(f"setting.{setting.name}", value.encode())
        return Changed(Touched.SETTINGS)
