"""Finding, showing and entering leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from app.clock import Clock
from app.desktop.changes import Changed, Touched
from app.desktop.held import came_over_at
from app.desktop.leadbook import LeadBook
from app.desktop.lists import lists_taken
from app.desktop.nearby import Nearby
from app.desktop.outgoing import Outgoing, is_told
from app.desktop.own_leads import own_lead_remark, own_lead_words
from app.desktop.pictures import Picture
from app.desktop.ports import HeldLead, Store, Tx
from app.desktop.queue import Queue
from app.desktop.same_person import merged_stories
from app.desktop.timeline import standing_words, timeline
from app.desktop.views import LeadCard, LeadLine, NumberLine, PlanStep
from app.domain.activity import Kind, standing
from app.domain.cadence import Planned, plan
from app.domain.contact_rules import closed_numbers, missing_licence
from app.domain.handing_over import compliance_words
from app.domain.ids import new_id
from app.domain.known import Known
from app.domain.lead import Address, Channel, Consent, Lead, Origin, Partner, Person
from app.domain.listing_words import Standing, list_sentence, standings
from app.domain.matching import Match
from app.domain.noted import quoted
from app.domain.numbers import read_phones, shown
from app.domain.places import Place
from app.domain.playbook import Doer
from app.domain.search_words import ANYWHERE, parts_of
from app.domain.source_words import came_from, unnamed_source
from app.domain.spans import instant, moment
from app.domain.standing import Move, MovedBy
from app.domain.time_words import clock_words, until_words
from app.domain.wording import inner_words, reason_words
from app.errors import BadInput
from app.leadfiles.states import read_state
from app.leadfiles.values import read_zip

#: a desk that has not pulled for so long says so before it shows a number (domain page, section 2)
HEARD_WITHIN = timedelta(hours=24)


class NewLead(msgspec.Struct, frozen=True):
    """What ten seconds are enough to type: a name and one phone or mail."""

    name: str = ""
    phone: str = ""
    email: str = ""
    origin: Origin = Origin.PHONE_IN
    state: str = ""
    zip: str = ""
    note: str = ""
    #: who sent them, and who else is in it, by name
    referred_by: str = ""
    co_borrower: str = ""


class Added(msgspec.Struct, frozen=True):
    """The lead entered; or, in `duplicate_of`, the one that was there already, and then nothing was entered.

    `alike` are leads that may be the same person's: they share a number or address that does not say who it is.
    """

    lead_id: str
    duplicate_of: str | None
    alike: tuple[Match, ...] = ()


#: no form of a lender's takes longer ones (an address: RFC 5321)
LONGEST_NAME, LONGEST_EMAIL = 200, 254


class Leads:
    """Reads leads for lists and cards, and enters new ones."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook, outgoing: Outgoing, queue: Queue) -> None:
        self._store, self._clock, self._book = store, clock, book
        self._outgoing, self._queue = outgoing, queue

    def search(self, words: str = "", limit: int = 50) -> list[LeadLine]:
        """Return leads in which every word occurs (name, number, address, city), newest first."""
        with self._store.reading() as tx:
            found = tx.search(words, limit)
            said = self._said_states(tx, found)
            return [self._line(tx, held, said[held.lead.lead_id]) for held in found]

    def find(self, words: str, limit: int = 50) -> list[LeadLine]:
        """Return leads as `search` does, and behind them those that only what was written about them fits, quoted."""
        with self._store.reading() as tx:
            named = tx.search(words, limit)
            room, ids = limit - len(named), [held.lead.lead_id for held in named]
            noted = tx.search_notes(words, room, ids) if room > 0 else []
            away = tx.merged_away([*ids, *(held.lead.lead_id for held, _ in noted)])
            # whoever was merged is found as the lead that goes on
            named = [held for held in named if held.lead.lead_id not in away]
            noted = [(held, note) for held, note in noted if held.lead.lead_id not in away]
            said = self._said_states(tx, [*named, *(held for held, _ in noted)])
            lines = [self._line(tx, held, said[held.lead.lead_id]) for held in named]
            terms = [part for part in parts_of(words) if len(part) >= ANYWHERE]
            for held, note in noted:
                line = self._line(tx, held, said[held.lead.lead_id])
                lines.append(replace(line, quote=quoted(note, terms)))
            return lines

    def line(self, lead_id: str) -> LeadLine:
        """Return one lead as a search result shows it, and where its borrower says to be."""
        with self._store.reading() as tx:
            held = self._book.held(tx, lead_id)
            return self._line(tx, held, self._said_states(tx, [held])[held.lead.lead_id])

    def card(self, lead_id: str) -> LeadCard:
        """Return everything the card shows, as of now."""
        with self._store.reading() as tx:
            picture = self._book.picture(tx, self._book.held(tx, lead_id), self._clock.now())
            return self._card(tx, picture)

    def own_words(self) -> str:
        """Return what anybody else gets to see of a lead that is entered here."""
        with self._store.reading() as tx:
            return own_lead_words(self._book.identity(tx))

    def add(self, new: NewLead) -> tuple[Added, Changed]:
        """Enter a lead; a person already known is found instead. Raises BadInput without a number or address."""
        now = self._clock.now()
        with self._store.writing() as tx:
            lead = self._read(new, now)
            same, alike = Nearby(tx, [lead]).find(lead)
            if same is not None:
                return Added(same.lead_id, same.lead_id), Changed(Touched.NOTHING)
            version = self._book.playbook_row(tx, 0).version
            lead = msgspec.structs.replace(lead, playbook_version=version)
            self._book.put_lead(tx, lead, from_hub=False)
            self._outgoing.lead_added(tx, lead)
            self._book.replan(tx, [lead.lead_id], now)
            # who types it in has them on the line
            self._book.remind_if_forgotten(tx, lead.lead_id, now)
        touched = Touched.QUEUE | Touched.LEAD | Touched.REMINDERS
        return Added(lead.lead_id, None, tuple(alike)), Changed(touched, frozenset({lead.lead_id}))

    def _read(self, new: NewLead, now: datetime) -> Lead:
        phones = tuple(read_phones(new.phone)) if new.phone.strip() else ()
        email = new.email.strip()
        longest_name = max(map(len, (new.name, new.referred_by, new.co_borrower)))
        if longest_name > LONGEST_NAME or len(email) > LONGEST_EMAIL:
            what, most = ("name", LONGEST_NAME) if longest_name > LONGEST_NAME else ("e-mail address", LONGEST_EMAIL)
            raise BadInput(f"That {what} is longer than {most} characters.", "The rest belongs in a note.")
        if new.phone.strip() and not phones:
            raise BadInput("That is no telephone number.", "Ten digits are enough.")
        if email and "@" not in email:
            raise BadInput("That is no e-mail address.", "One has an @ in it.")
        state, zip_code = read_state(new.state), read_zip(new.zip)
        if (new.state.strip() and not state) or (new.zip.strip() and not zip_code):
            raise BadInput("That is no state or ZIP of the United States.", "Write them like KY and 40202.")
        if not phones and not email:
            raise BadInput("A lead needs one phone number or e-mail address.", "Give it with --phone or --email.")
        fields = {"Note": new.note.strip()} if new.note.strip() else {}
        co_borrower, partner = new.co_borrower.strip(), new.referred_by.strip()
        return Lead(
            lead_id=new_id(now),
            received_at=now,
            arrived_at=now,
            assigned_at=now,
            borrower=Person(name=new.name.strip(), phones=phones, emails=(email,) if email else ()),
            co_borrowers=(Person(name=co_borrower),) if co_borrower else (),
            partner=Partner(name=partner) if partner else None,
            address=Address(state=state, zip=zip_code),
            origin=new.origin,
            source=unnamed_source(new.origin),
            source_fields=fields,
        )

    # -- rows and cards --------------------------------------------------------------------------------

    def _said_states(self, tx: Tx, many: Sequence[HeldLead]) -> dict[str, str]:
        """Return in which state each borrower last said to be, "" for none; one query, and of what was said alone.

        To read all that happened to the leads of a long list would take seconds.
        """
        now = self._clock.now()
        told = tx.histories([held.lead.lead_id for held in many], (Kind.SAID_PLACE, Kind.RETRACTED))
        return {
            held.lead.lead_id: next(
                (
                    a.place
                    for a in reversed(standing(told.get(held.lead.lead_id, [])))
                    if a.kind is Kind.SAID_PLACE and a.began_at <= now
                ),
                "",
            )
            for held in many
        }

    def _line(self, tx: Tx, held: HeldLead, said_state: str) -> LeadLine:
        lead = held.lead
        place = self._book.rules.place(lead, Known(said_state=said_state))
        return LeadLine(
            lead_id=lead.lead_id,
            name=lead.name,
            phones=[p.number for p in lead.phones],
            emails=list(lead.emails),
            stage=held.bearings.stage,
            source=lead.source,
            origin=lead.origin.value,
            received_at=lead.received_at,
            officer=self._book.identity(tx).officer.name,
            state=lead.address.state,
            zip=lead.address.zip,
            zones=place.zones,
            states=place.states,
            city=lead.address.city,
        )

    def _card(self, tx: Tx, picture: Picture) -> LeadCard:
        rules, lead = self._book.rules, picture.lead
        place = rules.place(lead, picture.known)
        planned = self._book.stood(picture)
        where = planned.where
        may = {channel: self._book.may(picture, channel) for channel in Channel}
        local = picture.at.astimezone(ZoneInfo(place.clock_zone))
        return LeadCard(
            lead=lead,
            stage=where.stage,
            zone=place.clock_zone,
            zones=place.zones,
            states=place.states,
            local_now=local,
            window_words=self._window_words(picture, place),
            may=may,
            openings={channel: self._book.opening(picture, channel, answer) for channel, answer in may.items()},
            next=self._queue.row_of(tx, planned),
            standing_words=standing_words(where.next, picture.at, picture.officer.zone),
            ahead=self.ahead(picture),
            timeline=timeline(
                lead,
                tx.activities(lead.lead_id),
                tx.clocks(lead.lead_id),
                picture.officer,
                self._source_words(lead),
                merged_stories(tx, lead.lead_id),
                came_over_at(tx, lead.lead_id),
            ),
            numbers=number_lines(picture, asked=self._book.is_asked_for(picture, Channel.CALL)),
            emails=email_lines(picture),
            warnings=self._warnings(tx, picture, place),
            private_note=(tx.private_note(lead.lead_id) or ("",))[0],
        )

    def ahead(self, picture: Picture) -> list[PlanStep]:
        """Return every step still ahead, in the playbook's order."""
        p = picture
        planned = plan(p.playbook, p.lead, p.history, self._book.rules, p.known, p.officer, p.at)

        def licence(at: datetime) -> str:
            missing = missing_licence(self._book.rules, p.lead, p.officer, at)
            return inner_words(missing) if missing else ""

        return plan_steps(planned, licence)

    def _window_words(self, picture: Picture, place: Place) -> str:
        """Return whether a call is open where the borrower is, and when that changes."""
        purpose, named = picture.known.asked.purpose_of(Channel.CALL, picture.at)
        # the time they named is open whatever the hour is; what is said of the day is what holds without it
        calendar = self._book.rules.open_hours(place, Channel.CALL, purpose)
        now = instant(picture.at)
        zone = ZoneInfo(place.clock_zone)
        where = picture.lead.address.city or (place.states[0] if place.is_known and place.states else "")
        where = f" in {where}" if where else ""
        if calendar.is_open(now):
            closes = calendar.closes_at(now)
            return "Calls are open" + (
                f" until {until_words(moment(closes), picture.at, zone)}{where}" if closes else where
            )
        if named and self._book.rules.open_hours(place, Channel.CALL, purpose, named_time=True).is_open(now):
            return f"Calls are open{where} for the time they asked for"
        opens = calendar.next_open(now)
        closed_by = self._book.rules.why_closed(place, Channel.CALL, now, purpose)
        reason = reason_words(closed_by)
        if opens is None:
            return f"Calls are closed{where}: {reason}"
        return f"Calls open {clock_words(moment(opens), picture.at, zone)}{where} ({reason})"

    def _warnings(self, tx: Tx, picture: Picture, place: Place) -> list[str]:
        lead, out = picture.lead, []
        if picture.known.do_not_call:
            out.append("Do not call or text: this person asked not to be contacted.")
        if kept_id := tx.merged_away([lead.lead_id]).get(lead.lead_id):
            kept = self._book.held(tx, kept_id).lead
            came = came_from(kept.source) or " from nobody named"
            out.append(f"Merged into {kept.name}, received{came}: work goes on there.")
        out += self.list_words(picture, Channel.CALL)
        out += self._unheard(tx, picture)
        lacking = missing_licence(self._book.rules, lead, picture.officer, picture.at)
        if picture.officer.licences is None:
            out.append("Your licences have not been recorded, so no state is checked.")
        elif lacking is not None:
            out.append(f"{reason_words(lacking)}; hand this lead to somebody who holds one.")
        out += [words for activity in picture.history if (words := compliance_words(activity))]
        if not place.is_known:
            out.append("Where this borrower is is unknown, so the strictest hours of all states apply.")
        if lead.origin.is_own and (remark := own_lead_remark(self._book.identity(tx))):
            out.append(remark)
        if not picture.held.from_hub and lists_taken(tx) and not is_told(tx, lead.lead_id):
            out.append(
                "Its numbers are compared with the company's own do-not-call numbers, not with the lists it keeps."
            )
        return out

    def _unheard(self, tx: Tx, picture: Picture) -> list[str]:
        """Return what stands before the number on a desk that has not heard for a day who asked for no more calls."""
        identity = self._book.identity(tx)
        heard = identity.last_sync_at
        if not identity.hub_id or (heard is not None and picture.at - heard < HEARD_WITHIN):
            return []
        since = "yet" if heard is None else f"for {max((picture.at - heard).days, 1)} d"
        return [f"This desk has not heard from the hub {since}: this person may have asked somebody else for no calls."]

    def on_lists(self, picture: Picture, channel: Channel) -> list[Standing]:
        """Return which lists the lead's numbers are on, and what that means for a channel."""
        if not picture.known.listings:
            return []
        asked = self._book.is_asked_for(picture, channel)
        return standings(picture.lead, picture.known, channel, picture.at, asked=asked)

    def list_words(self, picture: Picture, channel: Channel) -> list[str]:
        """Return the same as a sentence each, days on the officer's calendar."""
        now = picture.at.astimezone(ZoneInfo(picture.officer.zone))
        return [list_sentence(one, channel, now) for one in self.on_lists(picture, channel)]

    def _source_words(self, lead: Lead) -> str:
        return f"Received{came_from(lead.source)}"


def plan_steps(planned: list[Planned], licence: Callable[[datetime], str] = lambda _due_at: "") -> list[PlanStep]:
    """Return a plan as it is shown, without what neither comes nor is left out.

    `licence` says in words which one is missing at a time, "" for none.
    """
    return [
        PlanStep(
            step=item.step.step_id,
            channel=item.step.channel,
            due_at=item.due.due_at if item.due else None,
            on_time_until=item.due.on_time_until if item.due else None,
            moved_by=tuple(_move_words(move) for move in item.due.moves) if item.due else (),
            skipped=item.skipped,
            by=item.by.value,
            licence=licence(item.due.due_at) if item.due and item.by is not Doer.MARKETING else "",
        )
        for item in planned
        if item.due or item.skipped or item.by is Doer.MARKETING
    ]


def _move_words(move: Move) -> str:
    """Return what moved a due time."""
    if move.reason is not None:
        return inner_words(move.reason)
    return {
        MovedBy.SPACING: "spacing from the attempt before",
        MovedBy.SHIFT: "off shift",
        MovedBy.CAP: "as many calls and texts as are allowed",
        MovedBy.RULES: "contact rules",
    }[move.by]


def number_lines(picture: Picture, *, asked: bool) -> list[NumberLine]:
    """Return every number with its state; a person who may not be called has only closed ones.

    A registry closes its number to calls nobody `asked` for.
    """
    known, out = picture.known, []
    all_closed = known.do_not_call or known.litigator is not None
    registered = {} if asked else closed_numbers(known, Channel.CALL, picture.at)
    for person in picture.lead.borrowers:
        for phone in person.phones:
            is_closed = all_closed or (phone.number in registered and phone.number not in known.dead)
            state = "closed" if is_closed else "dead" if phone.number in known.dead else "live"
            kind = "unusual number" if phone.doubtful and not phone.kind else phone.kind
            out.append(NumberLine(phone.number, shown(phone.number), person.name, state, kind))
    return out


def email_lines(picture: Picture) -> list[NumberLine]:
    """Return every e-mail address with its state."""
    known, out = picture.known, []
    closed = known.consent.get(Channel.EMAIL) is Consent.WITHDRAWN
    for person in picture.lead.borrowers:
        for address in person.emails:
            state = "closed" if closed else "dead" if address in known.dead else "live"
            out.append(NumberLine(address, address, person.name, state, "e-mail"))
    return out
