"""What a desk asks and is told of what works: tables, and versions of the playbook tried side by side."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec

from app.protocol.chain import WITHOUT_NUL

_Words = Annotated[str, msgspec.Meta(max_length=400, pattern=WITHOUT_NUL)]
_Days = Annotated[int, msgspec.Meta(ge=1, le=3650)]
_Version = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]


class PlanExperiment(msgspec.Struct, frozen=True, kw_only=True):
    """Two published versions to be tried side by side; `only_asks` tells whether that can answer the question.

    `effect_permille` is the least difference that would matter, in thousandths of the leads. One that cannot be
    answered is begun only `anyway`.
    """

    former: _Version
    tried: _Version
    measure: Annotated[str, msgspec.Meta(max_length=40)]
    effect_permille: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    within_days: _Days
    days: _Days
    share_percent: Annotated[int, msgspec.Meta(ge=1, le=99)] = 50
    name: _Words = ""
    why: _Words = ""
    only_asks: bool = True
    anyway: bool = False


class StopExperiment(msgspec.Struct, frozen=True, kw_only=True):
    """The experiment that runs is over; `goes_on` is former or tried, "" for what it told."""

    why: _Words
    goes_on: Annotated[str, msgspec.Meta(max_length=40)] = ""


class Experiments(msgspec.Struct, frozen=True, kw_only=True):
    """Every experiment there was, the newest first, or what is said of one that is planned; counts that name nobody."""

    experiments: list[dict[str, Any]]
    plan: dict[str, Any] | None = None
    server_time: datetime | None = None


class WorksTables(msgspec.Struct, frozen=True, kw_only=True):
    """What became of leads by how soon they were called, what they first answered to, and what speed seems to do."""

    called: list[dict[str, Any]]
    compared: list[dict[str, Any]]
    responses: list[dict[str, Any]]
    fields: list[str]
    speed_effects: list[dict[str, Any]]
    attempts: list[dict[str, Any]]
    caveat: str
    method: str
