"""Publishing the company's playbook: numbered versions, the newest in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from app.domain.playbook import Doer, Playbook
from app.domain.playbook_changes import Change, changes_between
from app.domain.playbook_checks import Terms, checked
from app.domain.playbook_file import read_published
from app.domain.publications import published
from app.errors import BadInput
from app.hub.auditing import OPERATOR, note
from app.hub.ports import HubStore, Rows
from app.hub.records import PUBLISHES, Published, Role
from app.protocol import feed

_BEGINNING, _END = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


def publish(
    store: HubStore, text: str, terms: Terms, *, why: str, now: datetime, by: str = "", name: str = "the playbook"
) -> tuple[Published, bool]:
    """Publish a playbook file as the next version, in the name of a person if one is said.

    Returns the version in force and whether it is new: a file that is in force already makes none. Raises BadPlaybook
    with its problems.
    """
    checked(text, terms, name=name)
    _need(why)
    with store.writing() as rows:
        return _publish_if_new(rows, text, by=who(rows, by), why=why.strip(), now=now)


def roll_back(
    store: HubStore, *, why: str, now: datetime, to: int | None = None, by: str = ""
) -> tuple[Published, bool]:
    """Publish an older version's text again, the one before the present one if none is named; returns as `publish`.

    It is not judged anew: what was in force once may be again, whatever the rules have become.
    """
    with store.writing() as rows:
        rows.lock_company()
        before = [version.version for version in rows.playbooks.all()[:-1] if version.tried_until is None]
        wanted = to if to is not None else max(before, default=0)
        if to is None and wanted < 1:
            raise BadInput("The playbook in force is the first; there is none before it.", "Publish another one.")
        old = version_of(rows, wanted)
        reason = why.strip() or f"back to version {wanted}"
        return _publish_if_new(rows, old.text, by=who(rows, by), why=reason, now=now)


def _publish_if_new(rows: Rows, text: str, *, by: str, why: str, now: datetime) -> tuple[Published, bool]:
    rows.lock_company()
    newest = rows.playbooks.all()[-1]
    # the text and not what it says: comments are for people, and worth a version
    if newest.text == text:
        return newest, False
    return publish_in(rows, text, by=by, why=why, now=now), True


def publish_in(rows: Rows, text: str, *, by: str, why: str, now: datetime) -> Published:
    """Publish inside a transaction that is already open."""
    rows.lock_company()
    if rows.experiments.running() is not None:
        raise BadInput(
            "Two versions of the playbook are being tried side by side; a third would end that unread.",
            "Stop the experiment first: hub experiment stop.",
        )
    version = max((v.version for v in rows.playbooks.all()), default=0) + 1
    published = Published(version, text, now, by, why)
    # as desks will: what cannot be read at all must not reach them
    playbook_of(published)
    rows.playbooks.add(published)
    rows.feeds.append(
        feed.COMPANY, feed.PlaybookPublished(version=version, text=text, published_at=now, by=by, why=why)
    )
    note(rows, now, by, "playbook published", str(version))
    return published


def version_of(rows: Rows, version: int) -> Published:
    """Return one version; raises BadInput when there is none of that number."""
    found = next((v for v in rows.playbooks.all() if v.version == version), None)
    if found is None:
        raise BadInput(f"There is no version {version} of the playbook.", "hub playbook list shows them.")
    return found


def playbook_of(published: Published) -> Playbook:
    return read_published(published.text, published.version)


def books_of(versions: Iterable[Published]) -> dict[int, Playbook]:
    """Return the playbooks by version, each with those that follow it."""
    return published((one.version, one.text, one.published_at, one.tried_until) for one in versions)


def changes(store: HubStore, first: int | None, second: int | None) -> tuple[int, int, list[Change]]:
    """Return two versions and what changed from the one to the other: the two newest where none are named.

    With one named, it is compared with the newest.
    """
    with store.reading() as rows:
        versions = [v.version for v in rows.playbooks.all()]
        after = versions[-1] if second is None else second
        before = max(1, after - 1) if first is None else first
        old, new = version_of(rows, before), version_of(rows, after)
    return before, after, changes_between(playbook_of(old), playbook_of(new))


def leads_on(rows: Rows) -> Counter[int]:
    """Return how many leads are pinned to each version."""
    return Counter(held.lead.playbook_version for held in rows.leads.received(_BEGINNING, _END))


def who(rows: Rows, name: str) -> str:
    """Return who does it: the person named as the company writes the name, else whoever is at the command line.

    Raises BadInput for a stranger, and for a person who could not do it at a desk of their own either.
    """
    if not name:
        return OPERATOR
    person = rows.people.named(name)
    if person is None:
        raise BadInput(f"Nobody here is called {name}.", "hub person list shows everybody.")
    if person.role not in PUBLISHES:
        *some, last = (role.value for role in Role if role in PUBLISHES)
        raise BadInput(
            f"{person.name} is {person.role.value} here; the playbook is for {', '.join(some)} or {last} to decide on.",
            "Name one of those with --by.",
        )
    return person.name


def _need(why: str) -> None:
    if not why.strip():
        raise BadInput("A playbook is published with a reason.", "Say it with --why.")


def leaves_steps_to_marketing(rows: Rows) -> bool:
    """Return whether any version does, of whichever a lead may be."""
    return any(step.by is Doer.MARKETING for book in books_of(rows.playbooks.all()).values() for step in book.steps)
