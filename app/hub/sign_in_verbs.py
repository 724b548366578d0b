"""The hub's verbs for a company's own sign-in: whose it is, and who is bound to it."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from msgspec.structs import replace

from app.clock import Clock
from app.errors import BadInput
from app.hub.auditing import OPERATOR, note
from app.hub.people import person_named
from app.hub.ports import HubStore, Rows
from app.hub.records import Subject
from app.protocol.company_sign_in import is_safe

Answer = dict[str, Any]


def run(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    """Do what `hub sign-in` is asked for."""
    match args.what:
        case "set":
            return put(store, clock, args.issuer, args.client_id)
        case "off":
            return put(store, clock, "", "")
        case "bind":
            return bind(store, clock, args.name, args.subject)
        case "unbind":
            return unbind(store, clock, args.name)
        case _:
            with store.reading() as rows:
                return _shown(rows)


def put(store: HubStore, clock: Clock, issuer: str, client_id: str) -> Answer:
    """`hub sign-in set --issuer URL --client-id ID` and `off`: devices that are in stay in."""
    if issuer and not is_safe(issuer):
        raise BadInput(f"“{issuer}” is no provider's address.", "Write it like https://login.example.com.")
    if issuer and not client_id:
        raise BadInput("A provider knows the hub's desks by a client id.", "Name it with --client-id.")
    with store.writing() as rows:
        rows.lock_company()
        rows.put_company(replace(rows.company(), oidc_issuer=issuer, oidc_client_id=client_id))
        what = "company sign-in set" if issuer else "company sign-in ended"
        note(rows, clock.now(), OPERATOR, what, rows.company().company_id)
        return _shown(rows)


def bind(store: HubStore, clock: Clock, name: str, subject: str) -> Answer:
    """`hub sign-in bind NAME --subject S`: without a code, for IT that knows the provider's own ids.

    One subject is one person, and the last word counts: whose it was until now is said.
    """
    with store.writing() as rows:
        person, issuer = person_named(rows, name), rows.company().oidc_issuer
        if not issuer or not subject.strip():
            raise BadInput("There is no sign-in of the company's to bind to.", "Say whose with hub sign-in set.")
        known_there = Subject(issuer, subject.strip())
        before = rows.people.bound_to(known_there)
        rows.people.bind(known_there, person.person_id, clock.now())
        if before is not None and before.person_id != person.person_id:
            note(rows, clock.now(), OPERATOR, "company sign-in unbound", before.person_id)
            taken = {"taken_from": before.name}
        else:
            taken = {}
        note(rows, clock.now(), OPERATOR, "company sign-in bound", person.person_id)
        return {**_shown(rows), **taken}


def unbind(store: HubStore, clock: Clock, name: str) -> Answer:
    """`hub sign-in unbind NAME`: from now on a code is needed again; devices that are in stay in."""
    with store.writing() as rows:
        person = person_named(rows, name)
        rows.people.unbind(person.person_id)
        note(rows, clock.now(), OPERATOR, "company sign-in unbound", person.person_id)
        return _shown(rows)


def _shown(rows: Rows) -> Answer:
    company = rows.company()
    names = {person.person_id: person.name for person in rows.people.all()}
    return {
        "issuer": company.oidc_issuer or None,
        "client_id": company.oidc_client_id or None,
        "bound": sorted(names[person_id] for person_id in rows.people.bound()),
    }
