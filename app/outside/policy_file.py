"""The policy file of this machine, as IT left it."""

from __future__ import annotations

from pathlib import Path

from app.desktop.policy import read_policy
from app.desktop.settings import NO_POLICY, Policy


def company_policy(file: Path) -> Policy:
    """Read it; where there is none nothing is set. One that cannot be read keeps nobody from calling, and says so."""
    try:
        return read_policy(file.read_bytes().decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return NO_POLICY
    except OSError as error:
        return Policy(faults=(f"It cannot be read: {error.strerror or type(error).__name__}.",))
    except UnicodeDecodeError:
        return Policy(faults=("It is no UTF-8 text, so nothing of it holds.",))
