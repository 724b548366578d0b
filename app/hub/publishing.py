"""A playbook published from somebody's desk: who may, and nobody over another's head."""

from __future__ import annotations

from datetime import datetime

from app.domain.playbook_changes import says_the_same
from app.domain.playbook_checks import Terms, checked
from app.errors import BadInput, BadPlaybook
from app.hub.letting_in import Caller
from app.hub.playbooks import publish_in
from app.hub.ports import HubStore
from app.hub.records import PUBLISHES, Published
from app.hub.reports import NotForThisRole
from app.protocol.feed import PlaybookPublished
from app.protocol.wire import PlaybookOvertaken, PlaybookTaken, PublishAnswer, PublishPlaybook


def publish_from(
    store: HubStore, terms: Terms, caller: Caller, message: PublishPlaybook, now: datetime
) -> PublishAnswer:
    """Put a playbook in force if the version it was made from still is.

    A request that is repeated, because its answer was lost, finds its own version and is told so. What was in force
    once may be again without being judged anew. Raises NotForThisRole, and BadInput that names the steps at fault
    or says that the version in force is that very file.
    """
    if caller.person.role not in PUBLISHES:
        raise NotForThisRole("Officers follow the playbook; managers publish it.", "Ask your manager.")
    why = message.why.strip()
    if not why:
        raise BadInput("A playbook is published with a reason.", "Write in a few words why.")
    with store.writing() as rows:
        rows.lock_company()
        versions = rows.playbooks.all()
        newest = versions[-1]
        is_repeated = (newest.text, newest.by, newest.why) == (message.text, caller.person.name, why)
        if is_repeated and newest.version == message.onto + 1:
            return PlaybookTaken(playbook=_told(newest), server_time=now)
        if newest.version != message.onto:
            return PlaybookOvertaken(playbook=_told(newest), server_time=now)
        if newest.text == message.text:
            raise BadInput(says_the_same(newest.version), "Change something first, or leave it as it is.")
        if message.text not in {version.text for version in versions}:
            _judge(message.text, terms)
        published = publish_in(rows, message.text, by=caller.person.name, why=why, now=now)
    return PlaybookTaken(playbook=_told(published), server_time=now)


def _judge(text: str, terms: Terms) -> None:
    try:
        checked(text, terms, name="The playbook")
    except BadPlaybook as bad:
        # a refusal on the wire is two sentences, and the steps have to be in one of them
        raise BadInput(f"{bad.happened} {'; '.join(bad.problems)}.", bad.remedy) from bad


def _told(published: Published) -> PlaybookPublished:
    return PlaybookPublished(
        version=published.version,
        text=published.text,
        published_at=published.published_at,
        by=published.by,
        why=published.why,
    )
