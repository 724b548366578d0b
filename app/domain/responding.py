"""What borrowers respond to: the first contact of each lead by the step it answers and by channel."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.campaigns import campaign_words
from app.domain.case import Case, channel_of
from app.domain.intervals import wilson
from app.domain.lead import Channel
from app.domain.outcome import is_attempt
from app.domain.spans import instant
from app.domain.telling_who import reaches_somebody

INBOUND, NO_CONTACT = "inbound", "none"
#: who sent a lead, and a code of two letters; any other field may hold what a borrower wrote, their name too
_NEVER_FREE = frozenset({"", "source", "state"})
#: what stands in such a field of fewer leads than this may tell who somebody is
LEAST_ALIKE = 5
RARE = f"said of fewer than {LEAST_ALIKE} leads"
#: and this tells it of however many leads: of a couple, or of whoever asks at five vendors
REACHES = "a phone number or a mail address"
Row = dict[str, Any]


class AnsweredTo(msgspec.Struct, frozen=True, order=True):
    """How a lead was first in contact: a channel, `inbound` or `none`; `step_id` is the step, "" of none."""

    channel: str
    step_id: str = ""


def answered_to(case: Case) -> AnsweredTo:
    """Return what a lead's first contact answers.

    A conversation is of the call it was had on, and of the step that call did. A reply is of the channel it came by,
    and of the step the last try there did. That they called or wrote of their own accord is of no step.
    """
    first = case.first_contact
    if first is None:
        return AnsweredTo(NO_CONTACT)
    if first.kind is Kind.INBOUND:
        return AnsweredTo(INBOUND)
    channel = channel_of(first)
    asked_at = first.began_at if is_attempt(first.kind) else _last_try(case, first, channel)
    return AnsweredTo(channel.value, _step_done(case, channel, asked_at))


def _last_try(case: Case, reply: Activity, channel: Channel) -> datetime | None:
    tries = [a.began_at for a in case.attempts if channel_of(a) is channel and a.began_at <= reply.began_at]
    return tries[-1] if tries else None


def _step_done(case: Case, channel: Channel, at: datetime | None) -> str:
    """Return the step an attempt did; an extra one did none."""
    if at is None:
        return ""
    done = (r for r in case.where.records if r.step.channel is channel and r.done_at == instant(at))
    return next((record.step.step_id for record in done), "")


def response_rows(cases: Iterable[Case], split_by: str = "") -> list[Row]:
    """Return a row a value of the field that is split by, a step and a channel: how many leads first answered to it.

    `split_by` is `source`, `campaign`, `state`, `loan_purpose` or the name of any column the source file had; "" is
    one group of all. `of` are all leads of the group, those without a contact too. What only a few leads have in a
    field that may hold anything is put together, and so are numbers and addresses: these are sums, and whose lead one
    is, its holder's desk alone is told.
    """
    grouped: dict[str, Counter[AnsweredTo]] = defaultdict(Counter)
    for case in cases:
        if not case.lead.is_test:
            grouped[_value(case, split_by)][answered_to(case)] += 1
    for value in list(grouped):
        shown = _shown(value, grouped[value].total(), split_by)
        if shown != value:
            grouped[shown].update(grouped.pop(value))
    return [
        _row(value, answered, n, counts.total())
        for value, counts in sorted(grouped.items())
        for answered, n in sorted(counts.items())
    ]


def _shown(value: str, leads: int, split_by: str) -> str:
    """Return a value as it may be told of so many leads."""
    if not value or split_by in _NEVER_FREE:
        return value
    if leads < LEAST_ALIKE:
        return RARE
    # an advertiser's form sends its campaign as a bare number, of ten digits too
    is_a_campaigns = split_by == "campaign" and campaign_words(value) != value
    return REACHES if reaches_somebody(value) and not is_a_campaigns else value


def _row(value: str, answered: AnsweredTo, n: int, of: int) -> Row:
    low, high = wilson(n, of)
    told = {"value": value, "channel": answered.channel, "step": answered.step_id or None}
    return {**told, "n": n, "of": of, "low": low, "high": high}


def _value(case: Case, split_by: str) -> str:
    lead = case.lead
    match split_by:
        case "":
            return ""
        case "source" | "campaign" | "loan_purpose" | "timeframe":
            return str(getattr(lead, split_by))
        case "state":
            return lead.subject_property.state or lead.address.state
    return lead.source_fields.get(split_by, "")
