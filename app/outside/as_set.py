"""What a program begins and ends with as a company has set it: its log, its way to the hub, what it leaves behind."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.desktop.settings import AUTOSTART, LOG_DIR, LOG_LEVEL, NO_POLICY, VOLATILE, Policy
from app.errors import WorldFailed
from app.logs import FILE_NAME, start_logs
from app.outside.policy_sources import company_policy

if TYPE_CHECKING:
    from app.desktop.desk import Desk
    from app.outside.erasing import Eraser
    from app.outside.hub_link import HttpHubLink
    from app.paths import Paths


def logs_as_set(args: Namespace, folder: Path | None) -> ExitStack:
    """Start the log of one run; a policy is about desks, so a hub's is as its command line says."""
    place = getattr(args, "place", 0)
    file = f"followthrough-{place}.log" if place else FILE_NAME
    policy = NO_POLICY if args.verb == "hub" or folder is None else company_policy()
    level, wanted = policy.word(LOG_LEVEL, args.log_level), policy.word(LOG_DIR)
    if wanted:
        # a folder that cannot be used keeps nobody from calling; the doctor tells of it
        with suppress(WorldFailed):
            return start_logs(Path(wanted).expanduser(), level, form=args.log_format, file_name=file)
    return start_logs(folder, level, form=args.log_format, file_name=file)


@lru_cache(maxsize=4)
def link_to(url: str, token: str) -> HttpHubLink:
    """Return the way to a hub with one token; kept while the token is, as a desk asks often."""
    from app.outside.hub_link import HttpHubLink
    from app.outside.way_out import way_of

    return HttpHubLink(url, token, way=way_of(company_policy()))


def way_fault() -> str:
    """Return what is wrong with finding the way to the hub, as far as it was looked for; loads nothing for that."""
    if not link_to.cache_info().currsize:
        return ""
    from app.outside.way_out import last_fault

    return last_fault()


def stays_closed(args: Namespace, policy: Policy) -> bool:
    """Return whether a window that comes up with the session is not wanted."""
    return bool(args.autostart) and not policy.is_on(AUTOSTART, default=True)


def tidy_up(policy: Policy, open_desk: Callable[[], Desk], eraser: Eraser, paths: Paths) -> None:
    """Do what a policy wants done once a window is closed."""
    if policy.is_on(VOLATILE, default=False):
        from app.outside.leaving import leave_nothing

        leave_nothing(open_desk, eraser, paths)
