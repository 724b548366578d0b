"""Asking one address of the hub as somebody, and putting what came back into a word of the table."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from datetime import timedelta
from itertools import count
from typing import Any

import httpx
import msgspec

from app.domain.activity import Kind
from app.domain.ids import new_id
from app.domain.lead import Origin
from app.hub import letting_in, people
from app.hub.intake import keys_of
from app.hub.records import HeldLead, Offer
from app.protocol.chain import GENESIS
from app.protocol.device_key import new_key
from app.protocol.feed import COMPANY, LIVE, LeadGone
from app.protocol.wire import LEAD_ADDED, Claim, PullRequest, PushRequest, Taking
from tests.app.hub.access_drilling import DRILLED, drilled
from tests.app.hub.access_managing import OF_MANAGERS, manages
from tests.app.hub.access_world import CLOCK, PLACES, World
from tests.hubs import PLAYBOOK, Desk, give_lead, lead, renewal

#: what an address answers that asks nobody for a name
_OPEN = ("GET /healthz", "GET /readyz", "GET /openapi.json", "GET /v1/hello")
#: reports whose rows name a source, or a partner called after one
_OF_SOURCES = ("/costs", "/returns", "/acceptance", "/partners", "/marketing-due", "/cohorts", "/adjusted", "/claims")
#: addresses that are asked in a file of their own
_APART = {**dict.fromkeys(OF_MANAGERS, manages), **dict.fromkeys(DRILLED, drilled)}
#: numbers of people nobody else in the table is
_fresh = count(200)


def ask(hub: World, role: str, address: str, asked_for: str) -> str:
    """Ask as somebody who is let in; return the word for the answer."""
    desk = hub.desks[role]
    match address.split():
        case ["GET", path] if address in (*_OPEN, "GET /metrics"):
            return _looked_at(hub, path, desk.enrolled.token)
        case ["POST", "/v1/push" | "/v1/claim" as path]:
            return (_push if path == "/v1/push" else _claim)(hub, role, asked_for)
        case [_, path] if path in _APART:
            return _APART[path](hub, role, address, asked_for)
        case ["POST", "/v1/enroll" | "/v1/renew" as path]:
            if path == "/v1/renew":
                return _renew(hub, desk, "", desk.key)
            return _enroll(hub, letting_in.invite(hub.store, f"{role} of Own", CLOCK.now())[0], role)
        case ["POST", "/v1/pull"]:
            return _pulled(hub, desk, _feed(hub, desk, asked_for))
        case ["GET", "/v1/wake"]:
            is_live = asked_for.startswith("live: ")
            return _hears_live(hub, role, asked_for) if is_live else _hears(hub, role, _feed(hub, desk, asked_for))
        case ["POST", "/v1/playbook" | "/v1/playbook/move" | "/v1/exhausted" as path]:
            if path.endswith("/move"):
                return _move(hub, role, only_asks=asked_for != "a move")
            return _done_or_not(hub, path, role)
        case [method, "/v1/intake/{source}"]:
            return _intake_word(hub, method, desk, asked_for)
        case ["GET", path]:
            return _report(hub, role, path, asked_for)
    return "nobody asks this yet"


def _done_or_not(hub: World, path: str, role: str) -> str:
    token = hub.desks[role].enrolled.token
    if path == "/v1/exhausted":
        return {200: "handed on", 403: "no"}[_send(hub, "POST", path, token, {}).status_code]
    return {200: "published", 403: "no"}[_publish(hub, token, role).status_code]


def ask_as_outsider(hub: World, kind: str, role: str, address: str) -> str:
    """Ask as somebody who is not, or no longer, let in; return the word for the answer."""
    token = hub.token(kind, role)
    match address.split():
        case ["POST", "/v1/enroll"]:
            return _enroll(hub, _code(hub, kind, role), role)
        case ["POST", "/v1/renew"]:
            return _renew_as_outsider(hub, kind, role)
        case ["POST", "/v1/push"]:
            desk = hub.outsiders.get((kind, role), hub.desks[role])
            desk.logs(hub.leads[role], Kind.NO_ANSWER, CLOCK.now())
            answer = _send(hub, "POST", "/v1/push", token, desk.request())
            desk.log.pop()
            return (
                "log taken" if answer.status_code == 200 and answer.json()["answer"] == "receipt" else _refusal(answer)
            )
        case ["POST", "/v1/pull"]:
            return _told(hub, token, hub.outsiders.get((kind, role), hub.desks[role]))
        case ["POST", "/v1/claim"]:
            return _refusal(_send(hub, "POST", "/v1/claim", token, _wish(hub, Taking.NEXT)))
        case ["POST", "/v1/playbook"]:
            return _refusal(_publish(hub, token, role))
        case ["POST", "/v1/playbook/move"]:
            return _refusal(_send(hub, "POST", "/v1/playbook/move", token, {"to": 1, "only_asks": True}))
        case [method, "/v1/intake/{source}"]:
            return _refusal(_intake(hub, method, token))
        case [method, path]:
            is_metrics = path == "/metrics"
            answer = _metrics(hub, token) if is_metrics else _send(hub, method, path, token)
            return "answers" if answer.status_code == 200 else _refusal(answer)
    return "nobody asks this yet"


def _send(hub: World, method: str, path: str, token: str | None, body: object = None, **query: str) -> httpx.Response:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    content = None if body is None else msgspec.json.encode(body)
    return hub.client.request(method, path, params=query, headers=headers, content=content)


def _looked_at(hub: World, path: str, token: str) -> str:
    if path == "/metrics":
        return {200: "answers", 403: "no"}[_metrics(hub, token).status_code]
    return "answers" if _send(hub, "GET", path, token).status_code == 200 else "no"


def _metrics(hub: World, token: str | None) -> httpx.Response:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return hub.client.get("/metrics", headers={**headers, "X-Forwarded-For": "192.0.2.7"})


def _refusal(answer: httpx.Response) -> str:
    """Return the status of a refusal; one with anything of the hub's in it is no refusal."""
    assert set(answer.json()) == {"code", "happened", "remedy", "server_time"}, answer.text
    return str(answer.status_code)


# -- joining, pushing, pulling -------------------------------------------------------------------------


def _enroll(hub: World, code: str, role: str) -> str:
    message = {"code": code, "device_name": "a laptop", "protocol": [1]}
    answer = _send(hub, "POST", "/v1/enroll", None, message)
    if answer.status_code == 200:
        return "joins" if answer.json()["role"] == role else "joins as somebody else"
    return "no" if answer.status_code == 403 else str(answer.status_code)


def _renew(hub: World, desk: Desk, header: str, key: bytes, refresh_token: str | None = None) -> str:
    """Ask with a key; a desk of before there were any hands in its first one with the token it has."""
    held = desk.enrolled.refresh_token if refresh_token is None else refresh_token
    wish = renewal(held, key) if held else renewal("", b"", next_key=key or new_key())
    answer = _send(hub, "POST", "/v1/renew", header or (desk.enrolled.token if not held else None), wish)
    if answer.status_code != 200:
        return _refusal(answer)
    with hub.store.reading() as rows:
        caller = letting_in.known_by(rows, answer.json()["token"], CLOCK.now())
    assert caller.device.device_id == desk.enrolled.device_id
    return "renews" if caller.out_since is None else "for last words"


def _renew_as_outsider(hub: World, kind: str, role: str) -> str:
    desk = hub.outsiders.get((kind, role), hub.desks[role])
    match kind:
        case "no token":
            return _refusal(_send(hub, "POST", "/v1/renew", None, renewal("", b"", next_key=new_key())))
        case "nonsense":
            return _renew(hub, desk, "ft1.nonsense", new_key(), "ft2.nonsense.nonsense")
        case "right device, wrong secret":
            # the refresh token is the right one, and another key signed
            return _renew(hub, desk, hub.token(kind, role) or "", new_key())
    return _renew(hub, desk, "", desk.key)


def _code(hub: World, kind: str, role: str) -> str:
    """Return the code an outsider comes with."""
    name, now = f"{role} of Own", CLOCK.now()
    match kind:
        case "no token" | "nonsense":
            return "" if kind == "no token" else "nonsense"
        case "another company's token":
            return letting_in.invite(hub.outsiders[kind, role].store, role, now)[0]
        case "right device, wrong secret":
            return letting_in.invite(hub.store, name, now)[0][:5] + "0000-0000-0000-0000"
        case "person who left":
            return hub.left_codes[role]
        case "shut out 31 days ago":
            return letting_in.invite(hub.store, name, now - timedelta(hours=73))[0]
    return letting_in.invite(hub.store, name, now)[0]


def _push(hub: World, role: str, asked_for: str) -> str:
    desk = hub.desks[role]
    have = len(desk.log)
    if asked_for == "another device's log":
        other = hub.desks["officer" if role != "officer" else "manager"].enrolled.device_id
        request = PushRequest(hub_id=desk.enrolled.hub_id, device_id=other, from_seq=1, prev_hash=GENESIS, events=[])
        answer = _send(hub, "POST", "/v1/push", desk.enrolled.token, request)
        return {200: "taken", 422: "refused"}[answer.status_code]
    if asked_for == "an own lead":
        own = lead(70, CLOCK.now(), origin=Origin.PHONE_IN)
        desk.writes(LEAD_ADDED, own.lead_id, msgspec.json.encode(own), CLOCK.now())
    elif asked_for == "in another person's name":
        with hub.store.reading() as rows:
            other_person = rows.people.named(PLACES["own"][1])
        assert other_person is not None
        desk.logs(hub.leads["own"], Kind.NO_ANSWER, CLOCK.now())
        desk.log.pop()
        desk.writes("activity", hub.leads["own"], b"{}", CLOCK.now(), actor_id=other_person.person_id)
    else:
        word = next((word for word in PLACES if asked_for == f"about a lead of the {word} officer"), role)
        desk.logs(hub.leads[word], Kind.NO_ANSWER, CLOCK.now())
    answer = _send(hub, "POST", "/v1/push", desk.enrolled.token, desk.request(have))
    assert answer.json()["have_seq"] == len(desk.log)
    with hub.store.reading() as rows:
        return "laid aside" if len(desk.log) in rows.events.laid_aside(desk.enrolled.device_id) else "taken"


def _feed(hub: World, desk: Desk, asked_for: str) -> str:
    own = {"one's own feed": f"officer:{desk.person_id}", "the company's feed": COMPANY}
    return {**hub.feeds, **own}[asked_for]


def _pull(hub: World, desk: Desk, feed: str, token: str = "") -> httpx.Response:
    request = PullRequest(hub_id=desk.enrolled.hub_id, cursors={feed: None})
    return _send(hub, "POST", "/v1/pull", token or desk.enrolled.token, request)


def _pulled(hub: World, desk: Desk, feed: str) -> str:
    answer = _pull(hub, desk, feed)
    assert answer.status_code == 200
    return "yes" if feed in [page["feed"] for page in answer.json()["pages"]] else "no"


def _told(hub: World, token: str | None, desk: Desk) -> str:
    """Ask twice: whoever is shut out is told once what to remove, and nothing else."""
    cursors: dict[str, Any] = {f"officer:{desk.person_id}": None, COMPANY: None}
    message = {"hub_id": hub.desks["officer"].enrolled.hub_id, "cursors": cursors}
    first = _send(hub, "POST", "/v1/pull", token, message)
    if first.status_code != 200:
        return _refusal(first)
    (page,) = first.json()["pages"]
    assert {row["kind"] for row in page["rows"]} <= {"lead_gone"}
    message["cursors"] = {page["feed"]: page["cursor"]}
    return "told once" if _refusal(_send(hub, "POST", "/v1/pull", token, message)) == "401" else "told again"


def _hears(hub: World, role: str, feed: str) -> str:
    heard = hub.heard.get(role) or hub.heard.setdefault(role, _listen(hub, hub.desks[role]))
    return "yes" if feed in heard else "no"


def _listen(hub: World, desk: Desk) -> set[str]:
    """Return which feeds somebody hears of when all have news; the company's comes last, and everybody hears that."""
    headers = {"Authorization": f"Bearer {desk.enrolled.token}"}
    heard: set[str] = set()
    with hub.client.stream("GET", "/v1/wake", headers=headers) as stream:
        for line in stream.iter_lines():
            if line.startswith("data: "):
                feeds = json.loads(line.removeprefix("data: "))
                if not feeds and not heard:
                    _news(hub, [*hub.feeds.values(), *(f"officer:{d.person_id}" for d in hub.desks.values())])
                    _news(hub, [COMPANY])
                heard |= set(feeds)
                if COMPANY in heard:
                    return heard
    return heard


def _hears_live(hub: World, role: str, asked_for: str) -> str:
    """Listen for what a live page is woken by, while one officer's feed has news and then the company's."""
    officer = next(hub.feeds[f"the {word} officer's feed"] for word in PLACES if f"the {word} officer" in asked_for)
    headers, told = {"Authorization": f"Bearer {hub.desks[role].enrolled.token}"}, False
    with hub.client.stream("GET", "/v1/wake", params={"live": "yes"}, headers=headers) as stream:
        for line in stream.iter_lines():
            if line.startswith("data: "):
                feeds = json.loads(line.removeprefix("data: "))
                if not feeds:
                    _news(hub, [officer])
                    _news(hub, [COMPANY])
                assert officer not in feeds, "nobody is told whose feed it was"
                told = told or LIVE in feeds
                if COMPANY in feeds:
                    return "yes" if told else "no"
    return "no"


def _news(hub: World, feeds: Iterable[str]) -> None:
    with hub.store.writing() as rows:
        for feed in feeds:
            rows.feeds.append(feed, LeadGone(lead_id=new_id(CLOCK.now()), why="test"))


def _intake(hub: World, method: str, token: str | None) -> httpx.Response:
    """Post somebody nobody knows, or ask what Meta asks."""
    verification = {"hub.mode": "subscribe", "hub.challenge": "7", "hub.verify_token": token or ""}
    query = verification if method == "GET" else {}
    return _send(hub, method, "/v1/intake/rate-table", token, {"phone": f"423555{next(_fresh):04d}"}, **query)


def _intake_word(hub: World, method: str, desk: Desk, asked_for: str) -> str:
    is_vendor = asked_for.endswith("with the source's key")
    answer = _intake(hub, method, hub.intake_key if is_vendor else desk.enrolled.token)
    if answer.status_code != 200:
        return {401: "no", 403: "no"}[answer.status_code]
    return "answers" if method == "GET" else str(answer.json()["status"])


# -- taking leads --------------------------------------------------------------------------------------


def _wish(hub: World, taking: Taking, lead_id: str = "") -> Claim:
    claim_id = str(uuid.uuid4())
    return Claim(hub_id=hub.desks["officer"].enrolled.hub_id, claim_id=claim_id, taking=taking, lead_id=lead_id)


def _claim(hub: World, role: str, asked_for: str) -> str:
    """Ask for a lead of its own each time, so that no claim is in the way of the next one."""
    name, waiting = f"{role} of Own", lead(next(_fresh), CLOCK.now())
    word = next((word for word in PLACES if asked_for == f"to take over the {word} officer's"), "")
    if word or asked_for.startswith("to cover"):
        holder = PLACES[word or "own"][1]
        waiting = give_lead(hub.store, waiting, holder, CLOCK.now())
        cover = name if asked_for == "to cover for who named one" else ""
        away = people.Changes(off=CLOCK.now().date().isoformat() if not word else "", cover=cover)
        people.change_person(hub.store, holder, away, "the table", CLOCK.now())
    elif asked_for.startswith("to hand on"):
        # nobody else of the branch is licensed, so what may be asked for stays all the same
        waiting = give_lead(hub.store, waiting, name if "own" in asked_for else PLACES["own"][1], CLOCK.now())
    else:
        with hub.store.writing() as rows:
            rows.leads.add(waiting, keys_of(waiting))
    if asked_for == "an offered lead":
        with hub.store.writing() as rows:
            rows.claims.offer(Offer(waiting.lead_id, hub.desks[role].person_id, CLOCK.now()))
    taking = Taking.TAKE_OVER if word else Taking.COVER if "cover" in asked_for else Taking.LEAD
    taking = Taking.HAND_ON if "hand on" in asked_for else taking
    asked = _wish(hub, Taking.NEXT if "next" in asked_for else taking, waiting.lead_id)
    answer = _send(hub, "POST", "/v1/claim", hub.desks[role].enrolled.token, asked)
    with hub.store.writing() as rows:
        held = rows.leads.by_id(waiting.lead_id)
        assert held is not None
        if held.holder_id is None:
            # the next row of the table is about another lead
            rows.leads.hold(waiting.lead_id, hub.desks["auditor"].person_id, CLOCK.now(), "test")
    if answer.status_code != 200:
        return {"403": "no"}[_refusal(answer)]
    if answer.json()["answer"] == "yours":
        assert held.holder_id == hub.desks[role].person_id
        return "yes"
    assert waiting.borrower.name not in answer.text
    may = {"handed_on": "yes", "nobody_next": "yes"}
    return {"not_there": "nothing", "nothing_waits": "empty", **may}[answer.json()["why"]]


# -- the playbook and the reports ----------------------------------------------------------------------


def _publish(hub: World, token: str | None, role: str) -> httpx.Response:
    with hub.store.reading() as rows:
        newest = rows.playbooks.all()[-1].version
    # one that says what is in force already would make no version
    text = f"{PLAYBOOK}\n# by {role}, onto {newest}\n"
    return _send(hub, "POST", "/v1/playbook", token, {"text": text, "why": f"{role} {newest}", "onto": newest})


def _move(hub: World, role: str, *, only_asks: bool) -> str:
    """Ask for all that go on to be moved, or what that would change; they are put back for whoever asks next."""
    before = _leads(hub)
    with hub.store.reading() as rows:
        to = rows.playbooks.all()[-1].version
    message = {"to": to, "only_asks": only_asks, "why": "quicker"}
    answer = _send(hub, "POST", "/v1/playbook/move", hub.desks[role].enrolled.token, message)
    if answer.status_code != 200:
        return {"403": "no"}[_refusal(answer)]
    told = answer.json()
    assert not [held.lead.name for held in before.values() if held.lead.name in answer.text]
    after = _leads(hub)
    moved = {held.holder_id for held in after.values() if held.lead.playbook_version == to}
    assert bool(moved) is not only_asks
    with hub.store.writing() as rows:
        for held in before.values():
            rows.leads.put(held.lead)
        holders = {person.name for person in rows.people.all() if person.person_id in moved}
    if only_asks and not told["leads"]:
        return "counts" if told["moved"] > 0 else "nothing"
    officers = {row["officer"] for row in told["leads"]}
    found = [w for w, place in PLACES.items() if place[1] in (officers if only_asks else holders)]
    return "all" if len(found) == len(PLACES) else ", ".join(found) or "nothing"


def _leads(hub: World) -> dict[str, HeldLead]:
    with hub.store.reading() as rows:
        return {held.lead.lead_id: held for held in rows.leads.following("", 1000)}


def _report(hub: World, role: str, path: str, asked_for: str) -> str:
    answer = _send(hub, "GET", path, hub.desks[role].enrolled.token, **_query(role, asked_for))
    if answer.status_code != 200:
        return {"403": "no", "422": "unknown"}[_refusal(answer)]
    rows = next(iter(answer.json().values()))
    assert not [one for one in hub.secrets if one in answer.text]
    if role in ("marketing", "admin"):
        assert "Polly Partner" not in answer.text
    if asked_for == "oneself":
        return "own row" if [row["officer"] for row in rows] == [f"{role} of Own"] else "another's row"
    found = [word for word, place in PLACES.items() if _tells_of(word, place, path, rows, answer.text)]
    return "all" if len(found) == len(PLACES) else ", ".join(found) or "nothing"


def _query(role: str, asked_for: str) -> dict[str, str]:
    if asked_for == "everything":
        return {}
    if asked_for == "oneself":
        return {"officer": f"{role} of Own"}
    _, word, what = asked_for.split(" ", 2) if asked_for.startswith("the ") else ("", "", asked_for)
    if what == "branch":
        return {"branch": PLACES[word][0]}
    if what == "officer":
        return {"officer": PLACES[word][1]}
    return {"branch" if "branch" in what else "officer": "Nobody"}


def _tells_of(word: str, place: tuple[str, str, int], path: str, rows: list[dict[str, Any]], text: str) -> bool:
    """Return whether there is anything of a place in a report; sums without names have no officer's name in them."""
    _, officer, bit = place
    if path.endswith(("/sources", "/leaks", *_OF_SOURCES)):
        assert officer not in text
    if path.endswith(("/sources", *_OF_SOURCES)):
        return f"Source of {word}" in text
    if path.endswith("/leaks"):
        return bool(int(sum(row["cost"] for row in rows)) & bit)
    return officer in text
