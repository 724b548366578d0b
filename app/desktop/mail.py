"""Filling an e-mail for the officer's own mail program; a person presses send."""

from __future__ import annotations

from app.clock import Clock
from app.desktop.leadbook import LeadBook
from app.desktop.ports import Store
from app.desktop.views import CallScript, MailDraft
from app.domain.answers import Code
from app.domain.contact_rules import Blocked, closed_numbers
from app.domain.lead import Channel
from app.domain.standing import Due
from app.domain.templates import CALL_SCRIPT, FIRST_TEXT, Template, fill, spoken, unsaid, with_own
from app.domain.wording import inner_words
from app.errors import BadInput


class Mail:
    """Drafts e-mails in the words of the lead's own version of the playbook, else in the shipped ones."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook, templates: dict[str, Template]) -> None:
        self._store, self._clock, self._book, self._templates = store, clock, book, templates

    def names(self, lead_id: str = "") -> list[str]:
        """Return the e-mail templates there are for a lead, or for new ones, the shipped first."""
        with self._store.reading() as tx:
            version = self._book.held(tx, lead_id).lead.playbook_version if lead_id else 0
            own = self._book.playbook(tx, version).templates
        return list(self._emails(own))

    def draft(self, lead_id: str, template: str = "") -> MailDraft:
        """Return a filled e-mail: the named template, else the due step's, else the first one.

        Raises BadInput when no address is left that may be written to, and where the officer has no licence.
        """
        with self._store.reading() as tx:
            picture = self._book.picture(tx, self._book.held(tx, lead_id), self._clock.now())
            company = self._book.identity(tx).company
            where = self._book.where(picture)
        following = where.next
        step = following.step if isinstance(following, Due) and following.channel is Channel.EMAIL else None
        emails = self._emails(where.playbook.templates)
        chosen = emails.get(template or (step.template if step else "")) or next(iter(emails.values()))
        answer = self._book.may(picture, Channel.EMAIL)
        if isinstance(answer, Blocked):
            raise BadInput(f"No e-mail may go to this lead: {inner_words(answer.reason)}.")
        address = next(a for a in picture.lead.emails if a not in picture.known.dead)
        subject, body = fill(chosen, picture.lead, picture.officer, company)
        return MailDraft(address, subject, body, unsaid(chosen, picture.officer, company))

    def text_draft(self, lead_id: str) -> MailDraft:
        """Return a filled text to the first number that may be texted: the due step's words, else the first text's.

        Raises BadInput where no text may go to this lead.
        """
        with self._store.reading() as tx:
            picture = self._book.picture(tx, self._book.held(tx, lead_id), self._clock.now())
            company = self._book.identity(tx).company
            where = self._book.where(picture)
        answer = self._book.may(picture, Channel.TEXT)
        if isinstance(answer, Blocked):
            remedy = "Note a consent first, if they gave one." if answer.reason.code is Code.CONSENT else ""
            raise BadInput(f"No text may go to this lead now: {inner_words(answer.reason)}.", remedy)
        following = where.next
        step = following.step if isinstance(following, Due) and following.channel is Channel.TEXT else None
        found = with_own(self._templates, where.playbook.templates)
        chosen = found.get(step.template if step else "") or found[FIRST_TEXT]
        closed = closed_numbers(picture.known, Channel.TEXT, picture.at)
        numbers = [p.number for p in picture.lead.phones if p.number not in picture.known.dead]
        number = next((n for n in numbers if n not in closed), "")
        _, body = fill(chosen, picture.lead, picture.officer, company)
        return MailDraft(number, "", body.strip(), unsaid(chosen, picture.officer, company))

    def script(self, lead_id: str) -> CallScript:
        """Return what to say in a call to this lead: what the due step notes, then the script with its gaps filled."""
        with self._store.reading() as tx:
            picture = self._book.picture(tx, self._book.held(tx, lead_id), self._clock.now())
            identity = self._book.identity(tx)
            where = self._book.where(picture)
        following, officer, company = where.next, picture.officer, identity.company
        step = following.step if isinstance(following, Due) and following.channel is Channel.CALL else None
        script = with_own(self._templates, where.playbook.templates)[CALL_SCRIPT]
        said = spoken(script, picture.lead, officer, company)
        words = "\n\n".join(part for part in (step.note if step else "", said) if part)
        return CallScript(words, unsaid(script, officer, company), bool(identity.hub_id))

    def _emails(self, own: tuple[Template, ...]) -> dict[str, Template]:
        found = with_own(self._templates, own)
        return {name: template for name, template in found.items() if template.channel is Channel.EMAIL}
