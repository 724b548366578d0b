"""The hub's tables of sums kept ready: what each lead adds, and what an officer's leads of a month come to."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    and_,
)

from app.domain.lead_sums import Promised
from app.hub.touched import Touched
from storage.columns import Body, Instant
from storage.hub.tables import _company, activity, metadata

# how far sums are kept ready, and by which release's formula; remade_to is null once all leads are
rollup = Table(
    "rollup",
    metadata,
    _company(),
    Column("stamp", Text, nullable=False),
    Column("judged_at", Instant, nullable=False),
    Column("whole_at", Instant),
    Column("remade_to", Text),
    PrimaryKeyConstraint("company_id"),
)

# what a transaction changed that sums are made of, until that is worked into them
unjudged = Table(
    "unjudged",
    metadata,
    _company(),
    Column("mark_id", Text, nullable=False),
    Column("touched", Body(Touched), nullable=False),
    PrimaryKeyConstraint("company_id", "mark_id"),
)

# what a lead adds, good until an instant; holder_id is "" where nobody ever held it, dollars are in millionths
lead_sum = Table(
    "lead_sum",
    metadata,
    _company(),
    Column("lead_id", Text, nullable=False),
    Column("holder_id", Text, nullable=False),
    Column("month", Integer, nullable=False),
    Column("day", Integer, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("good_until", Instant, nullable=False),
    Column("is_asleep", Boolean, nullable=False),
    Column("is_real", Boolean, nullable=False),
    Column("source", Text, nullable=False),
    Column("campaign", Text, nullable=False),
    Column("is_contacted", Integer, nullable=False),
    Column("has_appointment", Integer, nullable=False),
    Column("has_application", Integer, nullable=False),
    Column("is_funded", Integer, nullable=False),
    Column("volume", BigInteger),
    Column("lost_kind", Text),
    Column("lost_step", Text),
    Column("lost_at", BigInteger),
    Column("lost_after", BigInteger),
    Column("fee", BigInteger),
    Column("again", BigInteger),
    Column("applied_at", BigInteger),
    Column("funded_at", BigInteger),
    Column("is_company", Boolean, nullable=False),
    Column("is_timed", Boolean, nullable=False),
    Column("was_bad", Boolean, nullable=False),
    Column("has_partner", Boolean, nullable=False),
    Column("attempt_s", Double),
    Column("tries", Integer, nullable=False),
    Column("standing", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("taken_up_s", Double),
    Column("turned_standing", Text),
    Column("turned_why", Text),
    Column("turned_after", BigInteger),
    Column("promised", Body(tuple[Promised, ...])),
    Column("adds", LargeBinary, nullable=False),
    PrimaryKeyConstraint("company_id", "lead_id"),
)
Index("lead_sum_share", lead_sum.c.company_id, lead_sum.c.holder_id, lead_sum.c.month)
Index("lead_sum_good", lead_sum.c.company_id, lead_sum.c.good_until)
Index("lead_sum_received", lead_sum.c.company_id, lead_sum.c.received_at)

# which leads have a number, by its keyed hash: a list names no more
lead_number = Table(
    "lead_number",
    metadata,
    _company(),
    Column("number_hash", LargeBinary, nullable=False),
    Column("lead_id", Text, nullable=False),
    PrimaryKeyConstraint("company_id", "number_hash", "lead_id"),
)
Index("lead_number_lead", lead_number.c.company_id, lead_number.c.lead_id)

# a step that takes its turn with an officer's others due at the same opening of a shift; on time until turn_until by
# its turn among all of them, which were received from first_at until span microseconds later
waiting_step = Table(
    "waiting_step",
    metadata,
    _company(),
    Column("officer_id", Text, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("lead_id", Text, nullable=False),
    Column("n", Integer, nullable=False),
    Column("holder_id", Text, nullable=False),
    Column("month", Integer, nullable=False),
    Column("day", Integer, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("on_time_until", BigInteger, nullable=False),
    Column("done_at", BigInteger),
    Column("is_first", Boolean, nullable=False),
    Column("per_call_s", Integer, nullable=False),
    Column("turn_until", BigInteger, nullable=False),
    Column("first_at", BigInteger, nullable=False),
    Column("span", BigInteger, nullable=False),
    Column("is_mixed", Boolean, nullable=False),
    PrimaryKeyConstraint("company_id", "officer_id", "due_at", "lead_id", "n"),
)
Index("waiting_step_lead", waiting_step.c.company_id, waiting_step.c.lead_id)
Index("waiting_step_share", waiting_step.c.company_id, waiting_step.c.holder_id, waiting_step.c.month)
# its turn alone tells whether such a step was done on time, or when that is known
_IS_TOLD_BY_TURN = and_(
    waiting_step.c.done_at > waiting_step.c.on_time_until, waiting_step.c.done_at <= waiting_step.c.turn_until
)
Index(
    "waiting_step_told",
    waiting_step.c.company_id,
    waiting_step.c.received_at,
    sqlite_where=_IS_TOLD_BY_TURN,
    postgresql_where=_IS_TOLD_BY_TURN,
)
_WAITS_FOR_TURN = waiting_step.c.turn_until > waiting_step.c.on_time_until
Index(
    "waiting_step_turn",
    waiting_step.c.company_id,
    waiting_step.c.turn_until,
    sqlite_where=_WAITS_FOR_TURN,
    postgresql_where=_WAITS_FOR_TURN,
)

# what leads of one holder, received in one month, add for one officer; see app/domain/rolled.py
share = Table(
    "share",
    metadata,
    _company(),
    Column("holder_id", Text, nullable=False),
    Column("month", Integer, nullable=False),
    Column("officer_id", Text, nullable=False),
    Column("counts", LargeBinary, nullable=False),
    Column("soon", LargeBinary, nullable=False),
    Column("later", LargeBinary, nullable=False),
    Column("later_from", BigInteger),
    Column("speeds", LargeBinary, nullable=False),
    Column("by_day", LargeBinary, nullable=False),
    PrimaryKeyConstraint("company_id", "holder_id", "month", "officer_id"),
)
Index("share_month", share.c.company_id, share.c.month)
Index("share_officer", share.c.company_id, share.c.officer_id)

# activities lie in the order they came in, so a summary of each stretch of them finds a week's
Index("activity_began", activity.c.company_id, activity.c.began_at, postgresql_using="brin").ddl_if("postgresql")
