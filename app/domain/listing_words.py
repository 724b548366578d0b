"""What the lists say of a lead's numbers at an instant, and why they close a call or do not."""

from __future__ import annotations

from datetime import datetime, tzinfo

import msgspec

from app.domain.known import Known
from app.domain.lead import Channel, Consent, Lead
from app.domain.listings import INQUIRY_CITATIONS, REGISTRIES, Listing, ListKind, is_stale, reaches_others
from app.domain.numbers import phone_key, shown
from app.domain.spans import instant, moment
from app.domain.wording import CHANNEL_WORDS, date_words

#: what answers for a number on a registry; "" for nothing
CONSENT, INQUIRY, ASKED = "consent", "inquiry", "asked"


class Standing(msgspec.Struct, frozen=True):
    """One number of the lead on one list. `closes`: nobody may use it unasked at that instant.

    `answered_by` says why a registry closes nothing, `until` when that ends as far as is known.
    """

    number: str
    listing: Listing
    closes: bool
    answered_by: str = ""
    until: datetime | None = None


def standings(lead: Lead, known: Known, channel: Channel, at: datetime, *, asked: bool = False) -> list[Standing]:
    """Return the lists that have a say in the calls or texts to a lead. `asked`: they named the time, or applied."""
    out: list[Standing] = []
    # no list has a say in mail
    for phone in () if channel is Channel.EMAIL else lead.phones:
        for listing in (one for one in known.listings if one.number == phone_key(phone.number)):
            if listing.kind in REGISTRIES:
                out.append(_registered(phone.number, listing, known, channel, at, asked=asked))
            elif listing.kind is ListKind.LITIGATOR or reaches_others(listing, lead):
                out.append(Standing(phone.number, listing, closes=True))
    return out


def _registered(
    number: str, listing: Listing, known: Known, channel: Channel, at: datetime, *, asked: bool
) -> Standing:
    if known.consent.get(channel) is Consent.GIVEN:
        return Standing(number, listing, closes=False, answered_by=CONSENT)
    if asked:
        return Standing(number, listing, closes=False, answered_by=ASKED)
    now = instant(at)
    if not known.is_answered(now):
        return Standing(number, listing, closes=True)
    ends = max(end for start, end in known.answered if start <= now)
    return Standing(number, listing, closes=False, answered_by=INQUIRY, until=moment(ends))


def list_sentence(standing: Standing, channel: Channel, now: datetime) -> str:
    """Return a sentence for the screen, with its full stop; days are those of the clock `now` is told on."""
    listing, today = standing.listing, now.date()
    words = f"{shown(standing.number)} is on the {listing.words}"
    words += f"; {_answer(standing, channel, now.tzinfo)}" if standing.answered_by else f": {_WHAT[listing.kind]}"
    if is_stale(listing.as_of, today):
        words += f". The list is {(today - listing.as_of).days} days old"
    return f"{words}."


_WHAT = {
    ListKind.NATIONAL: "not to be called unasked",
    ListKind.STATE: "not to be called unasked",
    ListKind.LITIGATOR: "nobody of this lead is to be called or texted",
    ListKind.REASSIGNED: "it reaches somebody else",
}


def _answer(standing: Standing, channel: Channel, clock: tzinfo | None) -> str:
    if standing.answered_by == CONSENT:
        return f"consent to {CHANNEL_WORDS[channel]} was given"
    if standing.until is None:
        return "they asked for it"
    until, cited = date_words(standing.until.astimezone(clock)), ", ".join(INQUIRY_CITATIONS)
    return f"that they came to us themselves answers for {CHANNEL_WORDS[channel]} until {until} ({cited})"
