"""Two kinds of failure: the world's, which a person can mend, and ours, which only we can.

    FollowthroughError
        WorldFailed       a disk, a network, a server, a keyring: says what to do; exit code 1
            HubUnreachable
            WrongHub
            SignInRefused
            StoreUnusable
                StoreBusy
                StoreDamaged
                StoreUnreadable
            NoKey
                KeyLost
            NoScreen
        BadInput          a file, a row, a word on the command line; exit code 2
            BadUsage
            NotHere
            UnreadableFile
            BadPlaybook
        Stopped           Ctrl+C, heard in the middle of long work; exit code 130

Anything else that is raised is ours: it becomes a crash report without borrower data.
"""

from __future__ import annotations

from typing import Any


class FollowthroughError(Exception):
    """One sentence of what happened and, where there is something to do, one of what to do.

    Messages are shown to people and written to logs, so they never carry a borrower's data. `details` are what a
    script is told beside the two, such as what became of each file.
    """

    exit_code = 1

    def __init__(self, happened: str, remedy: str = "") -> None:
        self.happened = happened
        self.remedy = remedy
        self.details: dict[str, Any] = {}
        super().__init__(happened, remedy)

    def __str__(self) -> str:
        return f"{self.happened} {self.remedy}".strip()


def told_of_ours(error: Exception) -> FollowthroughError:
    """Return what a person is told of a mistake of ours; what the error itself says may quote a borrower."""
    return FollowthroughError(
        f"Followthrough made a mistake ({type(error).__name__}); nothing that was saved is lost.",
        "The log in the data folder says where; please send it to us.",
    )


class WorldFailed(FollowthroughError):
    """Something outside the program failed; the same action may work later."""


class HubUnreachable(WorldFailed):
    """No answer from the hub, or one that is not a hub's. ``retry_after_s`` is what the hub asked for, if it did."""

    def __init__(self, happened: str, remedy: str = "", *, retry_after_s: float | None = None) -> None:
        super().__init__(happened, remedy)
        self.retry_after_s = retry_after_s


class WrongHub(WorldFailed):
    """The server at this address is another hub; borrowers' data never goes there."""


class SignInRefused(WorldFailed):
    """The hub does not know this device, or no longer lets it in; `why` is the hub's word for programs."""

    def __init__(self, happened: str, remedy: str = "", why: str = "") -> None:
        super().__init__(happened, remedy)
        self.why = why


class StoreUnusable(WorldFailed):
    """The database is missing, damaged, locked, from a newer version, or the key is wrong."""


class StoreBusy(StoreUnusable):
    """Two transactions waited for each other, and the database ended this one; nothing of it was kept."""


class StoreDamaged(StoreUnusable):
    """The database cannot be read whole, and its key is not the reason."""


class StoreUnreadable(StoreUnusable):
    """Nothing of the database opens with this key: either it is another one, or the file is damaged."""


class NoKey(WorldFailed):
    """Neither a keyring nor a key file could give the database key."""


class KeyLost(NoKey):
    """The keyring answers, or the key file could be there: the key of this database is not in it."""


class NoScreen(WorldFailed):
    """A window was asked for where none can be shown."""


class BadInput(FollowthroughError):
    """What was handed in cannot be used; says which file, row or word."""

    exit_code = 2


class BadUsage(BadInput):
    """The command line itself makes no sense."""


class NotHere(BadInput):
    """A lead that is not on this desk, or no longer: it went to somebody else while one stood on it."""


class UnreadableFile(BadInput):
    """Nothing of the file could be read as leads."""


class Stopped(FollowthroughError):
    """Long work was ended in good order by whoever began it; the message says what of it is kept."""

    exit_code = 130


def import_stopped(kept: int, answer: dict[str, Any]) -> Stopped:
    """Return what is said of an import that was stopped; `answer` is what it would have said of its files."""
    stopped = Stopped(
        f"The import was stopped; {kept:,} new leads are kept.", "Import the same file again for the rest."
    )
    stopped.details = answer
    return stopped


class BadPlaybook(BadInput):
    """A playbook file with problems; ``problems`` holds one line each, naming the step."""

    def __init__(self, happened: str, problems: list[str]) -> None:
        super().__init__(happened, "Mend what is listed and try again.")
        self.problems = problems
        self.details = {"problems": problems}
