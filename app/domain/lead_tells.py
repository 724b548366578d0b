"""What reports of sources, of money and of marketing ask about one lead, kept beside what it adds to the sums."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import msgspec

from app.domain.acceptance import Standing, standing_of, taken_up_s
from app.domain.activity import Kind
from app.domain.case import Case
from app.domain.stage import Stage

#: of its own, so that a lead that adds nothing tells nothing
NOT_GIVEN = Standing.NOT_GIVEN


class Turned(msgspec.Struct, frozen=True):
    """How a lead stands with sales once it is later than `after` (microseconds since 1970), if nothing happens."""

    standing: Standing
    why: str
    after: int


class Tells(msgspec.Struct, frozen=True):
    """`fee` is what the lead came with, `again` what its later inquiries cost; None where nobody said.

    `is_company`: it was bought, `is_timed`: how quick its first call was is known. `tries` are attempts until it was
    reached. `was_bad`: it was called bad, whatever came after. `turned` is what time alone makes of its standing.
    """

    fee: Decimal | None = None
    again: Decimal | None = None
    applied_at: datetime | None = None
    funded_at: datetime | None = None
    is_company: bool = False
    is_timed: bool = False
    was_bad: bool = False
    has_partner: bool = False
    attempt_s: float | None = None
    tries: int = 0
    standing: Standing = NOT_GIVEN
    why: str = ""
    taken_up_s: float | None = None
    turned: Turned | None = None

    def standing_at(self, at: int) -> tuple[Standing, str]:
        """Return how it stands with sales at an instant (microseconds since 1970), and why it was sent back."""
        if self.turned is not None and self.turned.after < at:
            return self.turned.standing, self.turned.why
        return self.standing, self.why


NOTHING_TOLD = Tells()


def tells_of(case: Case, ended: tuple[Case, int] | None) -> Tells:
    """Return what a lead tells; `ended` is the case as it will have ended by itself, and later than when."""
    lead, standing, why = case.lead, *standing_of(case)
    costs = [activity.cost for activity in case.history if activity.cost is not None]
    return Tells(
        fee=lead.cost,
        again=sum(costs, Decimal()) if costs else None,
        applied_at=case.reached_at(Stage.APPLICATION_SUBMITTED),
        funded_at=case.reached_at(Stage.FUNDED),
        is_company=not lead.origin.is_own,
        is_timed=not case.is_borrower_first and not case.is_doubtful(case.first_call),
        was_bad=case.where.stage is Stage.BAD_LEAD or any(a.kind is Kind.BAD_LEAD for a in case.history),
        has_partner=lead.partner is not None,
        attempt_s=case.attempt_s,
        tries=len(case.tried_until_reached),
        standing=standing,
        why=why,
        taken_up_s=taken_up_s(case),
        turned=None if ended is None else _turned(*ended, (standing, why)),
    )


def _turned(case: Case, after: int, before: tuple[Standing, str]) -> Turned | None:
    then = standing_of(case)
    return None if then == before else Turned(*then, after)
