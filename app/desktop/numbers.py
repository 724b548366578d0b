"""The officer's own sums, by the same definitions as the manager's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from app.clock import Clock
from app.desktop.held import held_before
from app.desktop.home import check_home
from app.desktop.leadbook import LeadBook
from app.desktop.outgoing import is_told
from app.desktop.pictures import Picture
from app.desktop.ports import Store, Tx
from app.desktop.views import MyNumbers, NumberPart
from app.domain.case import Case, Holding
from app.domain.explaining import parts_of
from app.domain.more_sums import row_in_full
from app.domain.officer import Officer
from app.domain.one_to_one import ToDiscuss, to_discuss
from app.domain.scorecard import Share, share_of
from app.errors import BadInput
from app.protocol.wire import Hello


class NumbersLink(Protocol):
    """Where the manager's sums of oneself come from."""

    def hello(self, within_s: float | None = None) -> Hello: ...
    def own_report(self, start: date, end: date) -> dict[str, Any]: ...


class Numbers:
    """Adds up what this desk knows; leads it no longer holds are the hub's to count."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook, link_to: Callable[[str, str], NumbersLink]) -> None:
        self._store, self._clock, self._book, self._link_to = store, clock, book, link_to

    def mine(self, start: date | None, end: date | None) -> dict[str, Any]:
        """Return the sums of leads received from `start` to `end`, both included, on the company's calendar.

        `here_only` counts those leads among them that the hub is not told of, which its own sums therefore lack.
        """
        share, officer, here_only, _ = self._share(start, end)
        return {**row_in_full(share, officer), "here_only": here_only}

    def explained(self, start: date, end: date) -> MyNumbers:
        """Return the same sums with what each of them is made of."""
        share, officer, here_only, names = self._share(start, end)
        parts = {
            figure: [NumberPart(names.get(part.lead_id, ""), part) for part in parts]
            for figure, parts in parts_of(share).items()
        }
        return MyNumbers(row_in_full(share, officer), parts, here_only, start, end, self._clock.now())

    def to_discuss(self, start: date, end: date) -> tuple[dict[str, Any], list[tuple[ToDiscuss, str]]]:
        """Return the same sums and the leads to talk about one to one, each with its name."""
        share, officer, _, names = self._share(start, end)
        return row_in_full(share, officer), [(one, names.get(one.lead_id, "")) for one in to_discuss(share)]

    def at_the_hub(self, start: date, end: date) -> dict[str, Any] | None:
        """Return the row of these days as the hub adds it up, which is what a manager sees; None without a hub.

        Raises HubUnreachable, WrongHub, SignInRefused.
        """
        with self._store.reading() as tx:
            identity = tx.identity()
        if identity is None or not identity.hub_id:
            return None
        link = self._link_to(identity.hub_url, identity.token)
        check_home(identity, link)
        return link.own_report(start, end)

    def _share(self, start: date | None, end: date | None) -> tuple[Share, Officer, int, dict[str, str]]:
        """Return what is the officer's of a cohort, who that is, how many of its leads the hub lacks, and their names.

        The same for the sums and for what explains them, so that no number can say something else than its leads.
        """
        now = self._clock.now()
        if start is not None and end is not None and start > end:
            raise BadInput("The report's first day lies after its last.", "Swap --from and --to.")
        with self._store.reading() as tx:
            identity = self._book.identity(tx)
            zone = ZoneInfo(identity.company_zone or identity.officer.zone)
            first = datetime.combine(start, time(), zone).astimezone(UTC) if start else None
            last = datetime.combine(end + timedelta(days=1), time(), zone).astimezone(UTC) if end else None
            received = tx.received(first, last)
            cohort = [held for held in received if held.lead.received_at <= now and not held.lead.is_test]
            # by the hours as recorded: what was worked off shift is no excuse and no duty
            pictures = self._book.pictures(tx, cohort, now, identity.officer)
            cases = [self._case(tx, picture) for picture in pictures]
            here_only = sum(not held.from_hub and not is_told(tx, held.lead.lead_id) for held in cohort)
        names = {held.lead.lead_id: held.lead.name for held in cohort}
        return share_of(cases, identity.officer), identity.officer, here_only, names

    def _case(self, tx: Tx, picture: Picture) -> Case:
        """Return the lead as the sums see it. Earlier holders' hours are not this desk's to know: own ones stand in."""
        lead = picture.lead
        holdings = [Holding(h.officer_id, h.from_at) for h in held_before(tx, lead.lead_id)]
        return Case(
            lead=lead,
            history=picture.history,
            known=picture.known,
            playbook=picture.playbook,
            officer=picture.officer,
            holdings=holdings or [Holding(picture.officer.officer_id, lead.assigned_at or lead.received_at)],
            rules=self._book.rules,
            now=picture.at,
            clocks=tx.clocks(lead.lead_id),
        )
