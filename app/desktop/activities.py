"""Logging what happened: one transaction for the activity, what follows from it, the next reminder and the event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from app.clock import Clock
from app.desktop.changes import Changed, Touched
from app.desktop.leadbook import LeadBook
from app.desktop.outgoing import Outgoing
from app.desktop.pictures import Picture, Planned
from app.desktop.ports import Store, Tx
from app.desktop.queue import Queue
from app.desktop.views import Logged, Promised
from app.domain.activity import Activity, Evidence, Kind
from app.domain.contact_rules import Allowed, Blocked, Code, Purpose, closed_numbers, may_contact
from app.domain.handing_over import compliance_words, is_handed_over
from app.domain.ids import new_id
from app.domain.known import CONSENT_SAID
from app.domain.lead import Channel
from app.domain.numbers import email_key, phone_key, read_phone
from app.domain.outcome import OUTCOMES, Needs, Outcome, is_attempt
from app.domain.shift import next_working_morning
from app.domain.spans import instant, moment
from app.domain.standing import Due
from app.domain.time_words import clock_words
from app.domain.when_words import read_when
from app.domain.wording import reason_words
from app.errors import BadInput

#: stated this long after it began, an entry is marked back-dated; it still counts at its stated time
BACK_DATED_AFTER = timedelta(minutes=5)
#: a clock that is this little ahead is no lie
FUTURE_GRACE = timedelta(seconds=5)
#: a promise or a wake-up farther off is a slip of the keyboard
FARTHEST = timedelta(days=50 * 366)
#: a longer one would not travel to the hub in one event
LONGEST_NOTE = 10_000
NO_MORE_VOICEMAILS = "Two voicemails are enough: no more on this lead."
PROPOSE_BAD_LEAD = "No number is left that works. Log it as a bad lead (B) to claim it back from the vendor."
#: an inbound contact that leads to nothing more says so with this reason
NOTHING_AGREED = "nothing"
_NOUNS = {Channel.CALL: "a call", Channel.TEXT: "a text", Channel.EMAIL: "an e-mail"}


class Note(msgspec.Struct, frozen=True):
    """What an officer says happened. `began_at` None means now. `when` is the promised or wake-up time."""

    lead_id: str
    kind: Kind
    channel: Channel | None = None
    number: str = ""
    began_at: datetime | None = None
    when: datetime | None = None
    reason: str = ""
    note: str = ""
    evidence: Evidence = Evidence.SELF


class Activities:
    """Logs outcomes and takes them back."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook, outgoing: Outgoing, queue: Queue) -> None:
        self._store, self._clock, self._book = store, clock, book
        self._outgoing, self._queue = outgoing, queue

    def log(self, note: Note) -> tuple[Logged, Changed]:
        """Save an outcome durably and return what follows. A contact outside the rules is saved and marked.

        Raises BadInput for a future time, one before the lead was received, or the outcome's one missing field.
        """
        now = self._clock.now()
        began = (note.began_at or now).astimezone(UTC)
        check_length(note.note, note.reason)
        with self._store.writing() as tx:
            held = self._book.held(tx, note.lead_id)
            began = checked_time(began, now, held.lead.received_at)
            before = self._book.picture(tx, held, began)
            make = self._consent if note.kind in CONSENT_SAID else self._activity
            activity = msgspec.structs.replace(make(tx, note, before, now), rang_at=rang_at(tx, note.lead_id))
            tx.add_activity(activity, held.lead)
            self._outgoing.activity(tx, held, activity)
            if activity.kind is Kind.DO_NOT_CALL:
                for phone in held.lead.phones:
                    tx.block_number(phone_key(phone.number), activity.activity_id)
            seen = self._book.seen_after(tx, before, activity, now)
            touched = self._book.replan_person(tx, held.lead, now, seen)
            came_to = touched[held.lead.lead_id]
            if began > now:
                # a clock that is behind must not ask once more for what was just done
                came_to = self._book.replan(tx, [held.lead.lead_id], began).get(held.lead.lead_id)
            seen_at = max(began, note.began_at or now)
            if came_to is None or came_to.picture.at != seen_at:
                came_to = self._book.stood(self._book.picture(tx, held, seen_at))
            logged = self._logged(tx, activity, came_to)
        return logged, Changed(Touched.QUEUE | Touched.LEAD | Touched.REMINDERS, frozenset(touched))

    def undo(self, activity_id: str) -> Changed:
        """Take an activity back by a correction that names it; the old one stays on record."""
        now = self._clock.now()
        with self._store.writing() as tx:
            old = tx.activity(activity_id)
            if old is None or old.kind is Kind.RETRACTED:
                raise BadInput("There is nothing to take back under this id.", "The timeline of the lead shows ids.")
            held = self._book.held(tx, old.lead_id)
            officer_id = self._book.identity(tx).officer.officer_id
            if old.actor_id != officer_id and (held.from_hub or not old.actor_id):
                raise BadInput("Only what you logged yourself can be taken back.", "Ask who logged it.")
            if any(a.corrects == activity_id for a in tx.activities(old.lead_id)):
                raise BadInput("This was taken back already.", "Log again what happened, if it did.")
            retraction = Activity(
                activity_id=new_id(now),
                lead_id=old.lead_id,
                kind=Kind.RETRACTED,
                actor_id=officer_id,
                began_at=now,
                logged_at=now,
                corrects=activity_id,
            )
            tx.add_activity(retraction)
            self._outgoing.activity(tx, held, retraction)
            lead = self._book.put_right(tx, old.lead_id) if old.kind is Kind.CORRECTED else held.lead
            touched = sorted({*self._book.replan_person(tx, held.lead, now), *self._book.replan_person(tx, lead, now)})
        return Changed(Touched.QUEUE | Touched.LEAD | Touched.REMINDERS, frozenset(touched))

    def clock_zone(self, lead_id: str) -> str:
        """Return the zone of the borrower's clock."""
        with self._store.reading() as tx:
            picture = self._book.picture(tx, self._book.held(tx, lead_id), self._clock.now())
        return self._book.rules.place(picture.lead, picture.known).clock_zone

    def read_when(self, lead_id: str, text: str) -> datetime:
        """Return the instant a few words mean on the borrower's clock; raises BadInput with an example."""
        return read_when(text, self._clock.now(), self.clock_zone(lead_id))

    def foresee(self, lead_id: str, text: str) -> Promised:
        """Return what a promise in these words would be, before it is made; raises BadInput as `read_when` does."""
        with self._store.reading() as tx:
            picture = self._book.picture(tx, self._book.held(tx, lead_id), self._clock.now())
        when = read_when(text, picture.at, self._book.rules.place(picture.lead, picture.known).clock_zone)
        answer = self._may_then(picture, when)
        if isinstance(answer, Blocked):
            return Promised(when, reason_words(answer.reason), answer.until)
        return Promised(when)

    # -- making the activity ---------------------------------------------------------------------------

    def _activity(self, tx: Tx, note: Note, before: Picture, now: datetime) -> Activity:
        lead, outcome = before.lead, _outcome(note)
        channel = self._channel(note, outcome, before)
        when = self._when(note, outcome, before)
        number = _own_number(note.number, before) or self._default_number(before, channel, outcome)
        arrived = lead.arrived_at or lead.received_at
        return Activity(
            activity_id=new_id(now),
            lead_id=lead.lead_id,
            kind=note.kind,
            actor_id=self._book.identity(tx).officer.officer_id,
            began_at=before.at,
            logged_at=now,
            channel=channel,
            number=number,
            when=when,
            reason=_reason(note, outcome),
            note=note.note.strip(),
            evidence=note.evidence,
            back_dated=now - before.at > BACK_DATED_AFTER or before.at < arrived,
            outside_rules=self._outside(before, channel, number) if outcome.attempt else "",
        )

    def _channel(self, note: Note, outcome: Outcome, before: Picture) -> Channel:
        """Return the channel that was named, else that of what is due, else the outcome's first."""
        if note.channel is not None:
            if note.channel not in outcome.channels and note.kind is not Kind.INBOUND:
                allowed = " or ".join(_NOUNS[channel] for channel in outcome.channels)
                raise BadInput(
                    f"“{outcome.words}” is logged for {allowed}, not for {_NOUNS[note.channel]}.",
                    _logged_for(note.channel),
                )
            return note.channel
        # what is due takes longest of all to find out, and most outcomes are those of one channel
        due = self._book.where(before).next if len(outcome.channels) > 1 else None
        return due.channel if isinstance(due, Due) and due.channel in outcome.channels else outcome.channels[0]

    def _outside(self, before: Picture, channel: Channel, number: str) -> str:
        """Return by which rule a contact was not allowed, "" when it was: at that time, and at that number."""
        blocked = self._book.may(before, channel)
        if isinstance(blocked, Blocked):
            return blocked.reason.code.value
        if before.known.asked.purpose_of(channel, before.at)[0] is not Purpose.SOLICIT:
            return ""
        return Code.DO_NOT_CALL.value if number in closed_numbers(before.known, channel, before.at) else ""

    def _default_number(self, before: Picture, channel: Channel, outcome: Outcome) -> str:
        """Return the number or address meant when none is named: the first that reaches somebody and may be used."""
        if not (is_attempt(outcome.kind) or outcome.kind is Kind.BOUNCED):
            return ""
        values = before.lead.emails if channel is Channel.EMAIL else tuple(p.number for p in before.lead.phones)
        alive = [value for value in values if value not in before.known.dead]
        closed = closed_numbers(before.known, channel, before.at)
        return next((v for v in alive if v not in closed), next(iter([*alive, *values]), ""))

    def _consent(self, tx: Tx, note: Note, before: Picture, now: datetime) -> Activity:
        """Return what the borrower said about one channel: a fact, neither an attempt nor a contact."""
        if note.channel is None:
            raise BadInput("Consent is for one channel.", f"Say which: --channel {', '.join(Channel)}.")
        if note.when is not None or note.number.strip():
            raise BadInput("Consent takes no time to come and no number.", "--at says when it was given.")
        arrived = before.lead.arrived_at or before.lead.received_at
        return Activity(
            activity_id=new_id(now),
            lead_id=before.lead.lead_id,
            kind=note.kind,
            actor_id=self._book.identity(tx).officer.officer_id,
            began_at=before.at,
            logged_at=now,
            channel=note.channel,
            reason=note.reason.strip(),
            note=note.note.strip(),
            back_dated=now - before.at > BACK_DATED_AFTER or before.at < arrived,
        )

    def _when(self, note: Note, outcome: Outcome, before: Picture) -> datetime | None:
        when = note.when.astimezone(UTC) if note.when else None
        if when is not None and not _takes_time(outcome):
            with_time = ", ".join(kind for kind, one in OUTCOMES.items() if _takes_time(one))
            raise BadInput(f"“{outcome.words}” takes no time.", f"A time goes with {with_time}.")
        if when is not None and when > before.at + FARTHEST:
            raise BadInput("That time is too far away.", "Within fifty years is enough.")
        if when is not None and when <= before.at:
            raise BadInput("The time asked for lies before the call.", "Give one that is still to come.")
        if outcome.needs in (Needs.WHEN, Needs.UNTIL) and when is None:
            word = "when" if outcome.needs is Needs.WHEN else "until when"
            raise BadInput(
                f"{outcome.words} needs a time: {word}?", "On the command line: --when 2026-12-01T10:00-05:00"
            )
        if note.kind is Kind.INBOUND and when is None and note.reason.strip() != NOTHING_AGREED:
            asked = self._book.where(before).next
            if isinstance(asked, Due) and asked.is_promise and asked.planned_at > before.at:
                return None  # what they were promised before stands
            # Enter on "what did they ask for?" means the next working morning (domain page, section 2)
            place = self._book.rules.place(before.lead, before.known)
            morning = next_working_morning(before.officer, instant(before.at), place.clock_zone)
            # nobody named this time: it is one at which a call is allowed
            answer = self._may_then(before, moment(morning))
            return (answer.until if isinstance(answer, Blocked) else None) or moment(morning)
        return when

    # -- telling what follows --------------------------------------------------------------------------

    def _logged(self, tx: Tx, activity: Activity, came_to: Planned) -> Logged:
        return Logged(
            activity_id=activity.activity_id,
            stage=came_to.where.stage,
            next=self._queue.row_of(tx, came_to),
            outside_rules=activity.outside_rules,
            hint=self._hint(activity, came_to.picture),
        )

    def _hint(self, activity: Activity, after: Picture) -> str:
        voicemails = sum(a.kind is Kind.LEFT_VOICEMAIL for a in after.history)
        if activity.kind is Kind.LEFT_VOICEMAIL and voicemails >= 2:
            return NO_MORE_VOICEMAILS
        none_left = all(p.number in after.known.dead for p in after.lead.phones)
        if activity.kind in (Kind.WRONG_NUMBER, Kind.DISCONNECTED) and none_left:
            return PROPOSE_BAD_LEAD
        if is_handed_over(activity):
            return f"{compliance_words(activity)} Telling a borrower no may be adverse action: enter it there."
        if activity.when is not None and activity.kind in (Kind.APPOINTMENT, Kind.CALL_BACK, Kind.INBOUND):
            return self._blocked_promise(after, activity.when)
        return ""

    def _blocked_promise(self, after: Picture, when: datetime) -> str:
        answer = self._may_then(after, when)
        if not isinstance(answer, Blocked):
            return ""
        why = reason_words(answer.reason)
        if answer.reason.code is Code.LICENCE:
            return f"{why}: hand this lead to somebody who may call then."
        if answer.until is None:
            return f"{why}: no time opens it."
        place = self._book.rules.place(after.lead, after.known)
        opens = clock_words(answer.until, after.at, ZoneInfo(place.clock_zone))
        return f"The rules do not allow a call then ({why}); it moves to {opens} there."

    def _may_then(self, picture: Picture, when: datetime) -> Allowed | Blocked:
        """Return whether a call promised for an instant could be made then, by what is known now."""
        p = picture
        return may_contact(
            self._book.rules, p.lead, p.known, p.officer, Channel.CALL, when, Purpose.REQUESTED, named_time=True
        )


def _outcome(note: Note) -> Outcome:
    outcome = OUTCOMES.get(note.kind)
    if outcome is None:
        known = ", ".join(kind.value for kind in OUTCOMES)
        raise BadInput(f"“{note.kind}” is no outcome.", f"Use one of: {known}.")
    return outcome


def _logged_for(channel: Channel) -> str:
    """Return which outcomes there are for a channel."""
    kinds = [kind for kind, outcome in OUTCOMES.items() if channel in outcome.channels]
    return f"For {_NOUNS[channel]}: {', '.join(kinds)}."


def _takes_time(outcome: Outcome) -> bool:
    return outcome.needs in (Needs.WHEN, Needs.UNTIL) or outcome.kind is Kind.INBOUND


def _reason(note: Note, outcome: Outcome) -> str:
    """Return the reason as it is kept; raises BadInput where one is needed and this is none."""
    reason = outcome.read_reason(note.reason)
    if reason or outcome.needs is not Needs.REASON:
        return reason
    there_are = f"One of: {', '.join(outcome.reasons)}" if outcome.reasons else "Say it in your own words"
    own = ", or your own words" if outcome.reasons and outcome.own_words else ""
    happened = f"“{outcome.words}” has no such reason." if note.reason.strip() else f"{outcome.words} needs a reason."
    raise BadInput(happened, f"{there_are}{own}.")


def check_length(*words: str) -> None:
    """Raise BadInput for more than anybody reads again."""
    if sum(map(len, words)) > LONGEST_NOTE:
        raise BadInput(f"That note is longer than {LONGEST_NOTE:,} characters.", "Shorten it.")


def checked_time(began: datetime, now: datetime, received_at: datetime) -> datetime:
    """Return when it began; raises BadInput for the future and for before the lead was received.

    Where this clock says that the lead is still to come, one of the two clocks is off, and what was done with the
    lead was done after it came: nobody is kept from logging by a clock.
    """
    if began > now + FUTURE_GRACE:
        raise BadInput("That time is in the future.", "Log it once it has happened.")
    if now < received_at:
        return received_at
    if began < received_at:
        raise BadInput("That is before the lead was received.", "Give a time after it.")
    return began


def rang_at(tx: Tx, lead_id: str) -> datetime | None:
    """Return when the popup was shown that what is logged now answers, None where none was."""
    row = tx.reminder_of(lead_id)
    return None if row is None else row.shown_at


def _own_number(typed: str, before: Picture) -> str:
    """Return a number or address as the lead has it, however it was typed; a number of nobody's is kept as E.164.

    Raises BadInput when it is neither a number nor an address of the lead.
    """
    if not typed.strip():
        return ""
    for address in before.lead.emails:
        if email_key(address) == email_key(typed):
            return address
    for phone in before.lead.phones:
        if phone_key(phone.number) == phone_key(typed) != "":
            return phone.number
    found = read_phone(typed)
    if found is None:
        raise BadInput("That is no number or address of this lead.", "The lead verb lists them.")
    return found.number
