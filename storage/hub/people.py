"""Queries on branches, people, invites and devices."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, type_coerce
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import NullType

from app.domain.officer import Officer
from app.errors import BadInput
from app.hub.records import Barred, Branch, Device, Invite, Person, Role, Subject
from app.protocol.chain import Mark
from storage.hub import tables as t
from storage.hub.kinds import NO_TEXT
from storage.hub.live_tables import presence
from storage.hub.part import Part, mine


def name_key(name: str) -> str:
    """Return what two spellings of a name, typed at a command line, have in common."""
    return " ".join(name.casefold().split())


_PERSON = select(t.person).where(mine(t.person, t.person.c.person_id == bindparam("asked")))
_DEVICE = select(t.device).where(mine(t.device, t.device.c.device_id == bindparam("asked")))
# the weaker of the two locks, as for others; a file is the writer's already, and there it is left out
_LOCKED_DEVICE = _DEVICE.with_for_update(key_share=True)
_TOOK_IN = (
    t.device.update()
    .where(mine(t.device, t.device.c.device_id == bindparam("asked")))
    .values(have_seq=bindparam("seq"), have_hash=bindparam("its_hash"), last_seen_at=bindparam("seen_at"))
)


class PeopleRows(Part):
    def add_branch(self, branch: Branch) -> None:
        self._insert(
            t.branch,
            branch_id=branch.branch_id,
            name=branch.name,
            name_key=name_key(branch.name),
            parent_id=branch.parent_id,
        )

    def put_branch(self, branch: Branch) -> None:
        where = self._mine(t.branch, t.branch.c.branch_id == branch.branch_id)
        self._conn.execute(t.branch.update().where(where).values(parent_id=branch.parent_id))

    def branch_named(self, name: str) -> Branch | None:
        return next((b for b in self.branches() if name_key(b.name) == name_key(name)), None)

    def branches(self) -> list[Branch]:
        query = select(t.branch).where(self._mine(t.branch)).order_by(t.branch.c.name)
        return [Branch(row.branch_id, row.name, row.parent_id) for row in self._conn.execute(query)]

    def add(self, person: Person) -> None:
        try:
            with self._conn.begin_nested():
                self._insert(t.person, **_person_values(person))
        except IntegrityError:
            raise BadInput(
                f"There is somebody called {person.name} already.", "Add a middle initial to tell them apart."
            ) from None

    def put(self, person: Person) -> None:
        self._touched.people.add(person.person_id)
        where = self._mine(t.person, t.person.c.person_id == person.person_id)
        self._conn.execute(t.person.update().where(where).values(**_person_values(person)))

    def by_id(self, person_id: str) -> Person | None:
        row = self._ask(_PERSON, asked=person_id).first()
        return None if row is None else _person(row)

    def named(self, name: str) -> Person | None:
        where = self._mine(t.person, t.person.c.name_key == name_key(name), t.person.c.left_at.is_(None))
        row = self._conn.execute(select(t.person).where(where)).first()
        return None if row is None else _person(row)

    def all(self) -> list[Person]:
        query = select(t.person).where(self._mine(t.person)).order_by(t.person.c.name_key, t.person.c.added_at)
        return [_person(row) for row in self._conn.execute(query)]

    def bind(self, subject: Subject, person_id: str, at: datetime) -> None:
        bound = t.bound_subject
        is_same = (bound.c.subject == subject.subject) | (bound.c.person_id == person_id)
        self._conn.execute(bound.delete().where(self._mine(bound, bound.c.issuer == subject.issuer, is_same)))
        self._insert(bound, issuer=subject.issuer, subject=subject.subject, person_id=person_id, at=at)

    def unbind(self, person_id: str) -> None:
        bound = t.bound_subject
        self._conn.execute(bound.delete().where(self._mine(bound, bound.c.person_id == person_id)))

    def bound(self) -> list[str]:
        query = select(t.bound_subject.c.person_id).where(self._mine(t.bound_subject)).distinct()
        return list(self._conn.execute(query).scalars())

    def bound_to(self, subject: Subject) -> Person | None:
        bound = t.bound_subject
        at = self._mine(bound, bound.c.issuer == subject.issuer, bound.c.subject == subject.subject)
        person_id = self._conn.execute(select(bound.c.person_id).where(at)).scalar()
        return None if person_id is None else self.by_id(person_id)


class InviteRows(Part):
    def add(self, invite: Invite) -> None:
        self._insert(t.invite, **_invite_values(invite))

    def lock(self, invite_id: str) -> Invite | None:
        where = self._mine(t.invite, t.invite.c.invite_id == invite_id)
        row = self._conn.execute(self._locked(select(t.invite).where(where))).first()
        if row is None:
            return None
        return Invite(row.invite_id, row.person_id, row.secret_hash, row.expires_at, row.tries_left, row.used_at)

    def put(self, invite: Invite) -> None:
        where = self._mine(t.invite, t.invite.c.invite_id == invite.invite_id)
        self._conn.execute(t.invite.update().where(where).values(**_invite_values(invite)))

    def void_open(self, now: datetime, person_id: str = "") -> int:
        whose = [t.invite.c.person_id == person_id] if person_id else []
        where = self._mine(t.invite, t.invite.c.used_at.is_(None), t.invite.c.expires_at > now, *whose)
        return self._conn.execute(t.invite.update().where(where).values(expires_at=now)).rowcount


class DeviceRows(Part):
    def add(self, device: Device) -> None:
        self._insert(t.device, **_device_values(device))

    def by_id(self, device_id: str) -> Device | None:
        row = self._ask(_DEVICE, asked=device_id).first()
        return None if row is None else _device(row)

    def lock(self, device_id: str) -> Device | None:
        row = self._ask(_LOCKED_DEVICE, asked=device_id).first()
        return None if row is None else _device(row)

    def put(self, device: Device) -> None:
        where = self._mine(t.device, t.device.c.device_id == device.device_id)
        self._conn.execute(t.device.update().where(where).values(**_device_values(device)))
        if device.revoked_at is not None:
            # nobody can take back there what it told last: whoever was away by it would be given nothing for two weeks
            heard = self._mine(presence, presence.c.device_id == device.device_id)
            self._conn.execute(presence.delete().where(heard))

    def took_in(self, device_id: str, have: Mark, at: datetime) -> None:
        self._ask(_TOOK_IN, asked=device_id, seq=have.seq, its_hash=have.hash, seen_at=at)

    def all(self) -> list[Device]:
        query = select(t.device).where(self._mine(t.device)).order_by(t.device.c.enrolled_at, t.device.c.device_id)
        return [_device(row) for row in self._conn.execute(query)]

    def looked_through(self) -> tuple[list[Device], list[str]]:
        d = t.device.c
        is_sound = self._sound(t.device).label("is_sound")
        asked = select(type_coerce(d.device_id, NullType).label("id"), is_sound).where(self._mine(t.device))
        found, lost = [], []
        for row in self._conn.execute(asked.order_by(d.enrolled_at, d.device_id)).all():
            device = self._readable(row.id) if row.is_sound else None
            if device is None:
                lost.append(row.id if isinstance(row.id, str) else repr(row.id))
            else:
                found.append(device)
        return found, lost

    def _readable(self, device_id: str) -> Device | None:
        try:
            device = self.by_id(device_id)
        except OverflowError:
            # one of its instants is none any more
            return None
        is_text = device is None or all(NO_TEXT not in word for word in _words_of(device))
        return device if is_text else None

    def bar(self, barred: Barred) -> None:
        self._insert_new(t.barred_device, device_id=barred.device_id, at=barred.at, wipe_at=barred.wipe_at)

    def barred(self, device_id: str) -> Barred | None:
        where = self._mine(t.barred_device, t.barred_device.c.device_id == device_id)
        row = self._conn.execute(select(t.barred_device).where(where)).first()
        return None if row is None else Barred(row.device_id, row.at, row.wipe_at)


def _person_values(person: Person) -> dict[str, Any]:
    return {
        "person_id": person.person_id,
        "name_key": name_key(person.name),
        "role": person.role.value,
        "branch_id": person.branch_id,
        "profile": person.officer,
        "added_at": person.added_at,
        "left_at": person.left_at,
    }


def _person(row: Row[Any]) -> Person:
    officer: Officer = row.profile
    return Person(row.person_id, Role(row.role), row.branch_id, officer, row.added_at, row.left_at)


def _invite_values(invite: Invite) -> dict[str, Any]:
    return {
        "invite_id": invite.invite_id,
        "person_id": invite.person_id,
        "secret_hash": invite.secret_hash,
        "expires_at": invite.expires_at,
        "tries_left": invite.tries_left,
        "used_at": invite.used_at,
    }


def _device_values(device: Device) -> dict[str, Any]:
    return {
        "device_id": device.device_id,
        "person_id": device.person_id,
        "name": device.name,
        "token_hash": device.token_hash,
        "have_seq": device.have.seq,
        "have_hash": device.have.hash,
        "safe_seq": device.safe_seq,
        "enrolled_at": device.enrolled_at,
        "last_seen_at": device.last_seen_at,
        "revoked_at": device.revoked_at,
        "forked_from": device.forked_from,
        "wipe_at": device.wipe_at,
        "key": device.key,
        "generation": device.generation,
        "next_id": device.next_id,
        "renewed_at": device.renewed_at,
        "wipe_now": device.wipe_now,
    }


def _words_of(device: Device) -> list[str]:
    return [value for value in _device_values(device).values() if isinstance(value, str)]


def _device(row: Row[Any]) -> Device:
    return Device(
        device_id=row.device_id,
        person_id=row.person_id,
        name=row.name,
        token_hash=row.token_hash,
        have=Mark(row.have_seq, row.have_hash),
        safe_seq=row.safe_seq,
        enrolled_at=row.enrolled_at,
        last_seen_at=row.last_seen_at,
        revoked_at=row.revoked_at,
        forked_from=row.forked_from,
        wipe_at=row.wipe_at,
        key=row.key,
        generation=row.generation,
        next_id=row.next_id,
        renewed_at=row.renewed_at,
        wipe_now=row.wipe_now,
    )
