"""All that a desk asks of its hub."""

from __future__ import annotations

from typing import Protocol

from app.desktop.drilling import DrillLink
from app.desktop.live import LiveLink
from app.desktop.marketing import MarketingLink
from app.desktop.moves import MoveLink
from app.desktop.numbers import NumbersLink
from app.desktop.playbook_drafts import PlaybookLink
from app.desktop.rounds import HubLink
from app.desktop.taking import ClaimLink
from app.desktop.team import ReportLink


class DeskLink(
    HubLink, ReportLink, NumbersLink, PlaybookLink, MoveLink, ClaimLink, LiveLink, DrillLink, MarketingLink, Protocol
):
    """One connection for all of them."""
