"""Settings, each declared once: its default, its bounds, its words."""

from __future__ import annotations

from dataclasses import dataclass

from app.desktop.changes import Changed, Touched
from app.desktop.ports import Store
from app.errors import BadInput


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `choices` limits a word; `low` and `high` limit a number; "on" and "off" are words."""

    name: str
    words: str
    default: str
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None


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
CALLS_BY = Setting("calls.by", "Calls are made with", "phone", choices=("phone", "teams"))
#: whether the officer was told that a closed window does not end the program; nobody sets it by hand
TRAY_TOLD = Setting("tray.told", "Told of the tray", "off", choices=("on", "off"))

SETTINGS = {s.name: s for s in (THEME, CONTRAST, TEXT_SCALE, SNOOZE_MINUTES, NAMES_SHOWN, SOUND, CALLS_BY)}


class Settings:
    """Reads and writes the settings of this desk."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, setting: Setting) -> str:
        with self._store.reading() as tx:
            raw = tx.fact(f"setting.{setting.name}")
        return setting.default if raw is None else raw.decode()

    def number(self, setting: Setting) -> int:
        return int(self.get(setting))

    def put(self, setting: Setting, value: str) -> Changed:
        """Keep a value; raises BadInput when it is out of bounds."""
        if setting.choices and value not in setting.choices:
            raise BadInput(f"{setting.words}: “{value}” is none of {', '.join(setting.choices)}.")
        low, high = setting.low, setting.high
        if low is not None and high is not None and not (value.isdigit() and low <= int(value) <= high):
            raise BadInput(f"{setting.words}: a whole number from {low} to {high}.")
        with self._store.writing() as tx:
            tx.put_fact(f"setting.{setting.name}", value.encode())
        return Changed(Touched.SETTINGS)
