"""Where files live: the data folder of one profile, and the resources that ship with the program."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import platformdirs

from app.errors import WorldFailed

PRIVATE = 0o700
#: what macOS and software shops know the program by; under the address of whoever publishes it, once there is one
APPLICATION_ID = "com.example.followthrough"


class Paths(msgspec.Struct, frozen=True):
    """The places of one profile; nothing is on disk before `make`."""

    data: Path

    @classmethod
    def chosen(cls, data: Path | None) -> Paths:
        """Take the folder named on the command line, or else the one this system keeps for programs' data."""
        if data is not None:
            return cls(data.expanduser().absolute())
        # not the roaming folder: a database with a write-ahead log must never be copied while it is open
        return cls(platformdirs.user_data_path("Followthrough", appauthor=False, roaming=False))

    @property
    def database(self) -> Path:
        return self.data / "desktop.db"

    @property
    def hub_database(self) -> Path:
        return self.data / "hub.db"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    def make(self) -> None:
        """Make the folders, open to their owner only; raise WorldFailed where that cannot be done.

        A folder that was there before keeps its parents as they are but is closed to others itself.
        """
        try:
            self.data.parent.mkdir(parents=True, exist_ok=True)
            for folder in (self.data, self.logs):
                folder.mkdir(mode=PRIVATE, exist_ok=True)
            if sys.platform != "win32":
                self.data.chmod(PRIVATE)
        except OSError as failure:
            raise WorldFailed(
                f"The data folder {self.data} cannot be used: {failure.strerror or failure}.",
                "Name another one with --data-dir, or ask for the right to write there.",
            ) from failure


def policy_files() -> tuple[Path, Path]:
    """Return where IT puts what holds for every desk of a Linux machine, and for one person's."""
    # the first is written out, and not asked of the environment: that is the officer's to change, and this file is not
    machine = Path("/etc/followthrough/policies.json")
    return machine, platformdirs.user_config_path("followthrough", appauthor=False) / "policies.json"


def wiped_note(database: Path) -> Path:
    """Return what is left of a wipe: an empty file that is as old as it."""
    return database.with_name(f"{database.stem}.emptied")


def recovery_file(database: Path) -> Path:
    """Return where a desk's database key lies, sealed to its company's recovery key."""
    return database.with_name(f"{database.name}.recovery")


def wiped_mark(database: Path) -> Path:
    """Return what is there from the moment a desk is wiped until its files are gone."""
    return database.with_name(f"{database.name}.wiped")


def resources() -> Path:
    """Return the folder of icons, fonts, rules and playbooks: in the source tree, or inside a frozen program."""
    bundle: str | None = getattr(sys, "_MEIPASS", None)
    return Path(bundle or Path(__file__).parents[1], "resources")
