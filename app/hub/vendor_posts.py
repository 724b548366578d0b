"""A vendor's post taken in: each of its leads accepted, found to be known already, or rejected and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from app.domain.ids import new_id
from app.errors import UnreadableFile
from app.hub.arriving import Arrivals, Arrived, Touch, post_at
from app.hub.distributing import turns_for
from app.hub.pool import Rules
from app.hub.ports import HubStore, Rows
from app.hub.records import HOLDERS, IntakePost, IntakeSource, Person, Verdict
from app.hub.trigger_leads import has_proof, is_trigger
from app.hub.vendors import KEY, NotAVendor, is_signed, let_in
from app.leadfiles.assembly import UNREACHABLE
from app.leadfiles.draft import Draft
from app.leadfiles.reading import Row
from app.leadfiles.rows import Mapping
from app.leadfiles.web_posts import PostReading, WebPost, read_post

#: how long what became of a post is kept, and counted
COUNTED = timedelta(days=30)
#: of what is older so many go with each post: more than it adds, and never a wait
_GO_AT_ONCE = 200
#: and of a source that posts no more, at each look
_GO_OF_A_SILENT_ONE = 5_000
_LOOKED_AFTER = timedelta(hours=1)
#: what names a lead that is to be fetched, and what has it: Meta's and LinkedIn's
_NOTIFICATIONS = (b'"leadgen_id"', b'"leadGenFormResponse"')
_ANSWERS = (b'"field_data"', b'"formResponse"')
#: what a vendor is told, by the code that stands in our own book
REASONS = {
    "known": "This person's inquiry is with us already.",
    "unreadable": "Nothing of the post could be read as a lead.",
    "unreachable": "There is no phone number and no e-mail address in it.",
    "trigger_without_proof": (
        "A trigger lead is taken only with the consumer's documented authorization or an existing relationship."
    ),
    "no_answers": (
        "The notification was understood, and there is nothing to take of it: it names a lead and has none of its "
        "answers. Post the lead with its field_data (Meta) or its formResponse (LinkedIn)."
    ),
}


class PostedLead(msgspec.Struct, frozen=True):
    """What one lead came to. `lead_id` is of one accepted alone: of a known one the vendor learns nothing.

    `code` is "" for one accepted; `said` is what the reader said of the post itself, to its sender alone.
    """

    verdict: Verdict
    code: str = ""
    lead_id: str = ""
    vendor_id: str = ""
    is_test: bool = False
    said: Sequence[str] = ()

    @property
    def reason(self) -> str:
        return REASONS.get(self.code, "")


class Posted(msgspec.Struct, frozen=True):
    """What a post came to, lead by lead, and how it was read."""

    leads: Sequence[PostedLead]
    format: str = ""
    is_markup: bool = False
    #: Meta and LinkedIn stop sending to whoever answers one with another word than 200
    is_notification: bool = False

    @property
    def verdict(self) -> Verdict:
        """Return the best of them: who posted one good lead among bad ones was heard."""
        told = {lead.verdict for lead in self.leads}
        return next(v for v in (Verdict.ACCEPTED, Verdict.DUPLICATE, Verdict.REJECTED) if v in told)


def take_post(
    store: HubStore,
    slug: str,
    key: str,
    post: WebPost,
    now: datetime,
    rules: Rules | None = None,
    *,
    signature: str = "",
) -> Posted:
    """Take in what a vendor posted, and give it in turn by `rules` where its source or the company says so.

    Raises NotAVendor and TooMany before anything of it is kept.
    """
    with store.reading() as rows:
        source, zone = let_in(rows, slug, key, now), rows.company().zone
    if not is_signed(source, post.body, signature):
        raise NotAVendor("The post is not signed with this source's secret.", "Sign it, or enter the secret anew.")
    is_notification = any(mark in post.body for mark in _NOTIFICATIONS)
    mapping = Mapping(name=source.slug, columns=source.settings.columns)
    try:
        reading = read_post(post, now=now, zone=zone, mapping=mapping, unsaid=KEY)
    except UnreadableFile as error:
        reading = PostReading("", [], post.body.lstrip()[:1] == b"<")
        refused = [PostedLead(Verdict.REJECTED, "unreadable", said=[error.happened])]
    else:
        refused = []
    with store.writing() as rows:
        rows.lock_company()
        # what others posted since, or a key that ended, is known only now that they wait
        source = let_in(rows, slug, key, now, leads=max(1, len(reading.rows)))
        is_bare = is_notification and not any(mark in post.body for mark in _ANSWERS)
        taken = _Taking(rows, source, now, is_bare=is_bare, rules=rules)
        taken.take(reading.rows)
        leads = [*refused, *taken.leads]
        rows.intake.forget_posts(source.source_id, now - COUNTED, _GO_AT_ONCE)
        rows.intake.add_posts([_noted(lead, source, now) for lead in leads])
    return Posted(leads, reading.format, reading.is_markup, is_notification=is_notification)


def forget_old_posts(store: HubStore, now: datetime) -> None:
    """Forget what became of posts of before, also of a source that fell silent; looked at once an hour."""
    with store.writing() as rows:
        if rows.seats.begin("posts", now, _LOOKED_AFTER):
            for source in rows.intake.all():
                rows.intake.forget_posts(source.source_id, now - COUNTED, _GO_OF_A_SILENT_ONE)


class _Taking(msgspec.Struct):
    rows: Rows
    source: IntakeSource
    now: datetime
    #: a notification that names a lead and says nothing of it
    is_bare: bool
    rules: Rules | None = None
    leads: list[PostedLead] = msgspec.field(default_factory=list)

    def take(self, rows: Sequence[Row]) -> None:
        named = [msgspec.structs.replace(row, draft=self._named(row.draft)) if row.draft else row for row in rows]
        good = [row for row in named if row.draft is not None and not self._why_not(row.draft)]
        holder, said = self._holder(), self.source.settings.assigns
        turns = None if holder is not None else turns_for(self.rows, self.rules, said, self.now)
        arrivals = Arrivals(self.rows, self._touch(), holder, self.now, turns)
        # one place of a post holds one lead; two prospects of an ADF may stand in one line
        arrived = iter(arrivals.take(good))
        for row in named:
            code = self._unread(row) if row.draft is None else self._why_not(row.draft)
            self.leads.append(
                _refused(row, code) if code or row.draft is None else _told(row, row.draft, next(arrived))
            )

    def _touch(self) -> Touch:
        settings = self.source.settings
        return Touch(
            source=self.source.name,
            campaign=settings.campaign,
            cost=settings.cost,
            consent_required=settings.consent_required,
            why="posted by the vendor",
        )

    def _named(self, draft: Draft) -> Draft:
        """Return the draft as the source's whose key came with it; what it calls its source itself is kept beside."""
        fields = draft.source_fields
        if draft.source and draft.source != self.source.name:
            fields = {**fields, "Lead Source": draft.source}
        post = post_at(draft.post, self.now) if draft.post else ""
        return msgspec.structs.replace(draft, source=self.source.name, source_fields=fields, post=post)

    def _why_not(self, draft: Draft) -> str:
        is_one = self.source.settings.sells_triggers or is_trigger(draft)
        return "trigger_without_proof" if is_one and not has_proof(draft) else ""

    def _unread(self, row: Row) -> str:
        if self.is_bare:
            return "no_answers"
        return "unreachable" if row.reason.startswith(UNREACHABLE) else "unreadable"

    def _holder(self) -> Person | None:
        """Return who gets the new ones; of somebody who left since the others, in turn or from the pool."""
        holder_id = self.source.settings.holder_id
        person = self.rows.people.by_id(holder_id) if holder_id else None
        return person if person is not None and person.left_at is None and person.role in HOLDERS else None


def _refused(row: Row, code: str) -> PostedLead:
    draft = row.draft
    if draft is None:
        said = row.reason.removeprefix(UNREACHABLE).removeprefix(": ")
        return PostedLead(Verdict.REJECTED, code, said=[said] if said else [])
    return PostedLead(Verdict.REJECTED, code, vendor_id=draft.vendor_id, is_test=draft.is_test)


def _told(row: Row, draft: Draft, arrived: Arrived) -> PostedLead:
    return PostedLead(
        Verdict.DUPLICATE if arrived.is_known else Verdict.ACCEPTED,
        "known" if arrived.is_known else "",
        lead_id="" if arrived.is_known else arrived.lead_id,
        vendor_id=draft.vendor_id,
        is_test=arrived.is_test,
        said=[row.warning] if row.warning else [],
    )


def _noted(lead: PostedLead, source: IntakeSource, now: datetime) -> IntakePost:
    return IntakePost(new_id(now), source.source_id, now, lead.verdict, lead.code, lead.is_test)
