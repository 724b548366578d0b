"""Leads as they arrive, from a file or a vendor's post: whoever is known already is found, the others are entered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
from msgspec.structs import replace

from app.domain.activity import Activity
from app.domain.ids import new_id
from app.domain.lead import Lead
from app.domain.matching import Register, candidate_of, names_agree
from app.domain.merging import known_again
from app.hub.assigning import give, tell_changed
from app.hub.distributing import Distribution
from app.hub.ports import Rows
from app.hub.records import HeldLead, KeptActivity, Person
from app.leadfiles.reading import Draft, Row, to_lead
from app.protocol.feed import LIVE

#: within this the same post is the same inquiry
POSTED_ONCE_MORE = timedelta(hours=24)
_STAMP = "%Y%m%dT%H%M%S"


class Touch(msgspec.Struct, frozen=True):
    """What fills rows that say nothing of it; `why` stands in the history of whom they are given to."""

    source: str
    campaign: str = ""
    cost: Decimal | None = None
    consent_required: bool = False
    why: str = "imported"


class Arrived(msgspec.Struct, frozen=True):
    """What a row became: a lead of its own, or one that `is_known` already, which may have learnt something.

    `doubt` is why somebody new may be somebody known.
    """

    line: int
    lead_id: str
    is_known: bool
    has_changed: bool = False
    is_test: bool = False
    doubt: str = ""


class Arrivals(msgspec.Struct):
    """Rows that are matched against what the hub has, and against each other, in one transaction.

    A test lead is nobody: it is matched against test leads alone, for asking with one who is a customer here would cost
    nothing, and no real inquiry is ever taken for one of its own, which no sum counts.
    """

    rows: Rows
    touch: Touch
    holder: Person | None
    now: datetime
    #: whose turn each of them is, where they are given in turn
    turns: Distribution | None = None
    given: int = 0
    _held: dict[str, HeldLead] = msgspec.field(default_factory=dict)
    _owners: dict[str, list[str]] = msgspec.field(default_factory=dict)
    _real: Register = msgspec.field(default_factory=Register)
    _tests: Register = msgspec.field(default_factory=Register)

    def take(self, good: Sequence[Row]) -> list[Arrived]:
        inquiries = [(row.line, row.draft, self._lead(row.draft)) for row in good if row.draft is not None]
        keys = {key for _, _, lead in inquiries for key in keys_of(lead) | _partners_of(candidate_of(lead).phone_keys)}
        self._owners = self.rows.leads.owners_of(sorted(keys))
        self._held = self.rows.leads.by_ids(sorted({lead_id for ids in self._owners.values() for lead_id in ids}))
        # the first of several leads of one person is the one that is found
        for known in sorted(self._held.values(), key=lambda held: (held.lead.received_at, held.lead.lead_id)):
            self._register(known.lead)
        return [self._take_one(line, draft, lead) for line, draft, lead in inquiries]

    def _lead(self, draft: Draft) -> Lead:
        touch = self.touch
        return to_lead(
            draft,
            new_id(self.now),
            received_at=self.now,
            source=touch.source,
            campaign=touch.campaign,
            cost=touch.cost,
            consent_required=touch.consent_required,
        )

    def _take_one(self, line: int, draft: Draft, lead: Lead) -> Arrived:
        candidate = candidate_of(lead, lead.lead_id)
        owners = self._owners.get(candidate.vendor_key, []) if candidate.vendor_key else []
        by_vendor = next((one for one in owners if _may_be_one(self._held[one].lead, lead)), None)
        register = self._tests if lead.is_test else self._real
        # the vendor's id was asked of already
        person = replace(candidate, vendor_key="")
        match = register.find(person)
        lead_id = by_vendor or (match.lead_id if match else None)
        if lead_id is not None:
            has_changed = self._known_again(self._held[lead_id], draft, lead, is_known_id=by_vendor is not None)
            return Arrived(line, lead_id, is_known=True, has_changed=has_changed, is_test=lead.is_test)
        # whom a number does not tell is somebody new, and a person is asked whether that is so
        doubt = next((alike.reason for alike in register.lookalikes(candidate)), "")
        self.rows.leads.add(lead, keys_of(lead))
        holder = self._holder_of(lead)
        if holder is not None:
            lead = self._give(lead, holder)
        else:
            self.rows.feeds.hint(LIVE)
        self._remember(HeldLead(lead, holder.person_id if holder else None))
        register.add(candidate)
        return Arrived(line, lead.lead_id, is_known=False, is_test=lead.is_test, doubt=doubt)

    def _known_again(self, held: HeldLead, draft: Draft, again: Lead, *, is_known_id: bool) -> bool:
        """Return whether the lead learnt anything by it."""
        again = _as_heard(held.lead, again, self.now)
        lead, inquiry = known_again(
            held.lead,
            again,
            draft.received_at,
            lambda: self._happened_to(held.lead.lead_id),
            self.now,
            is_known_id=is_known_id,
        )
        has_changed = lead != held.lead
        if has_changed:
            self.rows.leads.put(lead)
            self.rows.leads.add_zips(lead)
        if has_changed or inquiry is not None:
            self.rows.leads.add_keys(lead.lead_id, keys_of(lead) | keys_of(again))
        if inquiry is not None:
            self.rows.activities.add(KeptActivity(inquiry))
        # who handed a file in twice said nothing new of those that wait or have ended
        waits = held.holder_id is None and (self.holder is not None or inquiry is not None)
        holder = self._holder_of(lead) if waits else None
        if holder is not None:
            held = HeldLead(self._give(lead, holder), holder.person_id)
        else:
            tell_changed(self.rows, held, lead, inquiry, self.now)
            held = HeldLead(lead, held.holder_id)
        self._remember(held)
        # as a later batch would find it in the store, with all that it is known by now
        self._register(held.lead)
        for key in keys_of(again):
            self._owners.setdefault(key, [lead.lead_id])
        return has_changed

    def _holder_of(self, lead: Lead) -> Person | None:
        """Return who gets a lead that nobody holds; a test of the vendor's takes nobody's turn."""
        if self.holder is not None or self.turns is None or lead.is_test or lead.origin.is_own:
            return self.holder
        return self.turns.choose(lead, self.touch.why)

    def _give(self, lead: Lead, holder: Person) -> Lead:
        self.given += 1
        why = self.touch.why if self.holder is not None else f"{self.touch.why}, and given in turn"
        return give(self.rows, lead, holder, self.now, why=why)

    def _happened_to(self, lead_id: str) -> list[Activity]:
        kept = self.rows.activities.of_leads([lead_id]).get(lead_id, [])
        return [one.activity for one in kept]

    def _register(self, lead: Lead) -> None:
        (self._tests if lead.is_test else self._real).add(candidate_of(lead, lead.lead_id))

    def _remember(self, held: HeldLead) -> None:
        self._held[held.lead.lead_id] = held
        for key in keys_of(held.lead):
            self._owners.setdefault(key, []).append(held.lead.lead_id)


def _may_be_one(held: Lead, again: Lead) -> bool:
    """Return whether two leads of one vendor's id may be the same: some put one number under all they send."""
    is_named_so = names_agree(held.borrower.name, again.borrower.name)
    shared = candidate_of(held).keys & candidate_of(again).keys
    return held.is_test == again.is_test and bool(shared or is_named_so)


def post_at(fingerprint: str, at: datetime) -> str:
    """Return the mark of a post that came at this moment, and not out of a file that may be handed in at any time."""
    return f"{fingerprint}@{at:{_STAMP}}"


def _as_heard(held: Lead, again: Lead, now: datetime) -> Lead:
    """Return the inquiry with the mark it came by before, where it is the very post that came a while ago.

    A vendor that was not answered posts once more within hours. The same words a month later are somebody who filled in
    the form once more, and waits to be called.
    """

    def heard(mark: str) -> str:
        fingerprint, at, _ = mark.partition("@")
        same = (post for post in held.posts if at and post.startswith(f"{fingerprint}@"))
        return next((post for post in same if now - _came_at(post) <= POSTED_ONCE_MORE), mark)

    return msgspec.structs.replace(again, posts=tuple(map(heard, again.posts)))


def _came_at(mark: str) -> datetime:
    return datetime.strptime(mark.partition("@")[2], _STAMP).replace(tzinfo=UTC)


def keys_of(lead: Lead) -> set[str]:
    """Return everything a lead may be found by: numbers, addresses, the vendor's id, and who referred it."""
    candidate = candidate_of(lead)
    own = {candidate.vendor_key} if candidate.vendor_key else set()
    return set(candidate.keys) | own | _partners_of(candidate.partner_keys)


def keys_known_by(email_keys: Iterable[str], phone_keys: Iterable[str]) -> set[str]:
    """Return the keys under which leads of these addresses and numbers stand, and those they are a partner's of."""
    return {*email_keys, *phone_keys} | _partners_of(phone_keys)


def _partners_of(phone_keys: Iterable[str]) -> set[str]:
    """Return the keys under which leads stand whose partner has one of these numbers; no vendor's key begins so."""
    return {f"\x1fpartner\x1f{key}" for key in phone_keys}
