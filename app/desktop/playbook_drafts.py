"""The playbook on the work bench: a draft that outlives the program, judged as it is typed, published with a why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

import msgspec

from app.clock import Clock
from app.desktop.changes import Changed, Touched
from app.desktop.leadbook import LeadBook
from app.desktop.playbook_preview import Foreseen, Inquiry, foresee
from app.desktop.playbook_sheet import Sheet
from app.desktop.playbooks import Playbooks
from app.desktop.ports import Identity, PlaybookRow, Store, Tx
from app.desktop.publishers import note_publisher, publisher_of
from app.domain.playbook import Playbook
from app.domain.playbook_changes import Change, changes_between, says_the_same
from app.domain.playbook_file import look_through, read_published
from app.domain.playbook_problems import Problem
from app.domain.playbook_writing import write_playbook
from app.domain.templates import INVENTED_COMPANY, INVENTED_LEAD, INVENTED_OFFICER, Template, fill, with_own
from app.errors import BadInput, BadPlaybook
from app.protocol.feed import PlaybookPublished
from app.protocol.wire import PlaybookTaken, PublishAnswer, PublishPlaybook

DRAFT = "playbook.draft"
#: who may publish through a hub; the hub asks again
PUBLISHING = frozenset({"manager", "regional", "marketing", "admin"})


class PlaybookLink(Protocol):
    """Where a company's playbook is published."""

    def publish_playbook(self, message: PublishPlaybook) -> PublishAnswer: ...


class Version(msgspec.Struct, frozen=True):
    """A published playbook; `by` and `why` are "" where nobody told."""

    version: int
    name: str
    text: str
    published_at: datetime
    by: str
    why: str


class Bench(msgspec.Struct, frozen=True):
    """What editing begins from: every version this desk knows, the one in force last, and the draft if there is one.

    `templates` are the names a step may take its words from.
    """

    versions: list[Version]
    draft: Sheet | None
    templates: list[str]
    may_edit: bool
    has_hub: bool

    @property
    def in_force(self) -> Version:
        return self.versions[-1]


class Judged(msgspec.Struct, frozen=True):
    """What is to be said of a sheet. `playbook` is as much of it as can be read, `places` the rows of its steps.

    `foreseen` is its plan for the inquiry asked about, or `unforeseen` why there is none. `words` are its templates,
    the shipped ones too, as (subject, body) filled for an invented lead.
    """

    problems: list[Problem]
    warnings: list[Problem]
    playbook: Playbook | None
    places: list[int]
    foreseen: Foreseen | None
    unforeseen: str
    words: dict[str, tuple[str, str]]

    @property
    def leaves_out(self) -> bool:
        """Whether a step could not be read, and so is not in the plan."""
        return any(problem.number is not None and problem.number not in self.places for problem in self.problems)


class Overtaken(msgspec.Struct, frozen=True):
    """Nothing was published: somebody else published this version meanwhile."""

    version: Version


class PlaybookDrafts:
    """Keeps the draft, judges it and publishes it, here or through the hub."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        book: LeadBook,
        playbooks: Playbooks,
        templates: Mapping[str, Template],
        link_to: Callable[[str, str], PlaybookLink],
    ) -> None:
        self._store, self._clock, self._book = store, clock, book
        self._playbooks, self._templates, self._link_to = playbooks, templates, link_to

    def bench(self) -> Bench:
        with self._store.reading() as tx:
            identity = self._book.identity(tx)
            raw = tx.fact(DRAFT)
            own = self._book.playbook(tx, 0).templates
            return Bench(
                versions=self._versions(tx),
                draft=None if raw is None else msgspec.json.decode(raw, type=Sheet),
                templates=sorted(with_own(self._templates, own)),
                may_edit=not identity.hub_id or identity.role in PUBLISHING,
                has_hub=bool(identity.hub_id),
            )

    def keep(self, draft: Sheet | None) -> None:
        """Keep the draft for the next time this desk is opened, or forget it."""
        with self._store.writing() as tx:
            if draft is None:
                tx.drop_fact(DRAFT)
            else:
                tx.put_fact(DRAFT, msgspec.json.encode(draft))

    def judge(self, sheet: Sheet, inquiry: Inquiry) -> Judged:
        """Return what is wrong with a sheet by row and key, and what it would ask for one inquiry."""
        said = sheet.says()
        checked, look = self._playbooks.check(said), look_through(said, version=sheet.version)
        foreseen, unforeseen, zone = None, "", self._zone()
        if look.playbook is None or not look.playbook.steps:
            unforeseen = "There is no step to plan with."
        else:
            try:
                foreseen = foresee(look.playbook, inquiry, self._book.rules, self._clock.now(), zone)
            except BadInput as error:
                unforeseen = str(error)
        words = self._words_of(look.playbook)
        return Judged(checked.problems, checked.warnings, look.playbook, look.places, foreseen, unforeseen, words)

    def _words_of(self, playbook: Playbook | None) -> dict[str, tuple[str, str]]:
        there_are = with_own(self._templates, playbook.templates if playbook else ())
        return {
            name: fill(template, INVENTED_LEAD, INVENTED_OFFICER, INVENTED_COMPANY)
            for name, template in there_are.items()
        }

    def text_of(self, sheet: Sheet) -> str:
        """Return the file a sheet makes of the one it began from; raises BadPlaybook while it has problems."""
        checked = self._playbooks.check(sheet.says())
        if checked.playbook is None:
            count = len(checked.problems)
            raise BadPlaybook(
                f"The draft has {count} problem{'s' if count != 1 else ''}.", [p.words for p in checked.problems]
            )
        return write_playbook(checked.playbook, sheet.text)

    def warnings_of(self, text: str) -> list[Problem]:
        """Return what the author of a file should know before it is published; it stops nothing."""
        return self._playbooks.check(text).warnings

    def publish(self, text: str, why: str, onto: int, *, is_draft: bool = True) -> tuple[Version | Overtaken, Changed]:
        """Put a file in force as the version after `onto`, here or through the hub; a draft that was it is done with.

        Raises BadInput without a why, BadPlaybook, and what a hub that cannot be asked raises.
        """
        if not why.strip():
            raise BadInput("A playbook is published with a reason.", "Write in a few words why.")
        with self._store.reading() as tx:
            identity = self._book.identity(tx)
        if identity.hub_id:
            answer = self._publish_there(identity, PublishPlaybook(text=text, why=why.strip(), onto=onto))
        else:
            answer = self._publish_here(text, why.strip(), onto)
        if is_draft and isinstance(answer, Version):
            self.keep(None)
        return answer, Changed(Touched.PLAYBOOK | Touched.QUEUE)

    def _publish_here(self, text: str, why: str, onto: int) -> Version | Overtaken:
        with self._store.reading() as tx:
            newest = self._versions(tx)[-1]
            by = self._book.identity(tx).officer.name
        if newest.version != onto:
            return Overtaken(newest)
        if newest.text == text:
            raise BadInput(says_the_same(newest.version), "Change something first, or leave it as it is.")
        playbook, _ = self._playbooks.use(text, "The draft")
        with self._store.writing() as tx:
            note_publisher(tx, playbook.version, by, why)
        return Version(playbook.version, playbook.name, text, self._clock.now(), by, why)

    def _publish_there(self, identity: Identity, message: PublishPlaybook) -> Version | Overtaken:
        answer = self._link_to(identity.hub_url, identity.token).publish_playbook(message)
        found = _version(answer.playbook)
        with self._store.writing() as tx:
            # the feed brings it once more, which changes nothing
            tx.put_playbook(PlaybookRow(found.version, found.text, found.name, found.published_at))
            note_publisher(tx, found.version, found.by, found.why)
        return found if isinstance(answer, PlaybookTaken) else Overtaken(found)

    def _versions(self, tx: Tx) -> list[Version]:
        newest = self._book.playbook_row(tx, 0)
        rows = [row for number in range(1, newest.version) if (row := tx.playbook(number)) is not None]
        found: list[Version] = []
        for row in [*rows, newest]:
            who = publisher_of(tx, row.version)
            found.append(Version(row.version, row.name, row.text, row.in_force_at, who.by, who.why))
        return found

    def _zone(self) -> str:
        with self._store.reading() as tx:
            return self._book.identity(tx).officer.zone


def changes_of(version: Version, text: str) -> list[Change]:
    """Return what a file would change in a published version."""
    return changes_between(read_published(version.text, version.version), read_published(text, version.version + 1))


def _version(found: PlaybookPublished) -> Version:
    name = read_published(found.text, found.version).name
    return Version(found.version, name, found.text, found.published_at, found.by, found.why)
