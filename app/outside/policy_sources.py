"""Where this system keeps what IT has set, read without ever failing: files, the registry, or managed preferences."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import msgspec

from app.desktop.policy import MACHINE, USER, Source, put_together, read_json
from app.desktop.settings import CA_FILE, IDLE_LOCK, LOG_DIR, Policy
from app.outside.screen import has_session
from app.paths import APPLICATION_ID, policy_files

KEY = r"Software\Policies\Followthrough"
_HIVES = ((MACHINE, "HKEY_LOCAL_MACHINE"), (USER, "HKEY_CURRENT_USER"))
MANAGED = Path("/Library/Managed Preferences")


class Registry(Protocol):
    """As much of winreg as is used."""

    def OpenKey(self, key: Any, sub_key: str) -> Any: ...  # noqa: N802 - winreg's name
    def EnumValue(self, key: Any, index: int) -> tuple[str, Any, int]: ...  # noqa: N802 - winreg's name
    def EnumKey(self, key: Any, index: int) -> str: ...  # noqa: N802 - winreg's name


def company_policy() -> Policy:
    """Return what holds on this machine for who sits here; a policy that cannot be read keeps nobody from calling."""
    return with_what_can_be_used(put_together(sources()))


def sources() -> list[Source]:
    """Return every place there is, the one that wins first."""
    if sys.platform == "win32":
        import winreg

        return list(of_registry(winreg))
    if sys.platform == "darwin":
        import getpass

        return list(of_preferences(MANAGED, getpass.getuser()))
    return [of_file(level, path) for level, path in zip((MACHINE, USER), policy_files(), strict=True)]


def of_file(level: str, file: Path) -> Source:
    """Read a file of policies; where there is none nothing is set."""
    try:
        return read_json(_content(file).decode("utf-8-sig"), level, str(file))
    except (FileNotFoundError, NotADirectoryError):
        return Source(level, str(file))
    except OSError as error:
        return Source(level, str(file), faults=(f"{file}: it cannot be read: {_why(error)}.",))
    except UnicodeDecodeError:
        return Source(level, str(file), faults=(f"{file}: it is no UTF-8 text, so nothing of it holds.",))


def _content(file: Path) -> bytes:
    """Return what a file holds: a pipe or a device in its place would keep every start waiting."""
    if why := _of_no_file(file):
        raise OSError(errno.EINVAL, why)
    return file.read_bytes()


def _of_no_file(file: Path) -> str:
    return "" if stat.S_ISREG(file.stat().st_mode) else "it is no file"


def of_registry(registry: Registry) -> Iterator[Source]:
    """Read what group policy wrote, for the machine and for who sits here."""
    for level, hive in _HIVES:
        place = f"{hive}\\{KEY}"
        try:
            told = _told_by(registry, registry.OpenKey(getattr(registry, hive), KEY))
        except FileNotFoundError:
            yield Source(level, place)
        except OSError as error:
            yield Source(level, place, faults=(f"{place}: it cannot be read: {_why(error)}.",))
        else:
            yield Source(level, place, told)


def _told_by(registry: Registry, key: Any) -> dict[str, Any]:
    told: dict[str, Any] = {name: value for name, value, _kind in _each(registry.EnumValue, key)}
    for name in _each(registry.EnumKey, key):
        inner = registry.OpenKey(key, name)
        told[name] = {part: value for part, value, _kind in _each(registry.EnumValue, inner)}
    return told


def _each(ask: Any, key: Any) -> Iterator[Any]:
    """Give what winreg has by number, until it says that there is no more."""
    index = 0
    while True:
        try:
            found = ask(key, index)
        except OSError:
            return
        yield found
        index += 1


def of_preferences(folder: Path, user: str) -> Iterator[Source]:
    """Read what a configuration profile wrote, for the machine and for who sits here."""
    import plistlib

    name = f"{APPLICATION_ID}.plist"
    for level, file in ((MACHINE, folder / name), (USER, folder / user / name)):
        try:
            told = plistlib.loads(_content(file))
        except (FileNotFoundError, NotADirectoryError):
            yield Source(level, str(file))
        except OSError as error:
            yield Source(level, str(file), faults=(f"{file}: it cannot be read: {_why(error)}.",))
        except Exception:  # noqa: BLE001 - the library raises what its parsers do; each means the same
            yield Source(level, str(file), faults=(f"{file}: it is no property list, so nothing of it holds.",))
        else:
            own = {name: value for name, value in told.items() if not name.startswith("Payload")}
            yield Source(level, str(file), own)


def with_what_can_be_used(policy: Policy) -> Policy:
    """Take out again what this machine cannot do: as without it the program goes on, and that is told."""
    checks: dict[str, Callable[[str], str]] = {CA_FILE: _of_certificates, LOG_DIR: _of_folder}
    lock = policy.said.get(IDLE_LOCK)
    if has_session():
        checks[IDLE_LOCK] = _of_idle_lock
    elif lock is not None:
        told = f"{lock.place}: {IDLE_LOCK}: whether it does anything can be told in a session with a screen only."
        policy = msgspec.structs.replace(policy, untold=(told,))
    faults = {}
    for name, check in checks.items():
        said = policy.said.get(name)
        if said is not None and (why := check(said.value)):
            faults[name] = f"{said.place}: {name}: {said.value} does nothing here: {why}."
    rest = {name: each for name, each in policy.said.items() if name not in faults}
    return msgspec.structs.replace(policy, said=rest, faults=(*policy.faults, *faults.values())) if faults else policy


def _of_certificates(path: str) -> str:
    import ssl

    try:
        file = Path(path).expanduser()
        if why := _of_no_file(file):
            return why
        ssl.create_default_context().load_verify_locations(file)
    except ssl.SSLError:
        return "it holds no certificates"
    except (OSError, RuntimeError) as error:
        return _why(error)
    return ""


def _of_folder(path: str) -> str:
    try:
        folder = Path(path).expanduser()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (OSError, RuntimeError) as error:
        return _why(error)
    return "" if os.access(folder, os.W_OK) else "nobody may write there"


def _of_idle_lock(_minutes: str) -> str:
    from app.outside.idle_lock import system_idle_lock

    return "" if system_idle_lock().idle_s() is not None else "this system does not tell how long nobody was there"


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__
