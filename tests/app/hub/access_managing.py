"""Asking what is red and acting on it as somebody, and putting what came back into a word of the table."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

import httpx
import msgspec

from app.hub import people
from app.hub.intake import keys_of
from app.hub.managing import RUNS_THE_HUB
from app.hub.nudging import nudge
from app.protocol.live import Nudge
from tests.app.hub.access_world import CLOCK, PLACES, World
from tests.hubs import give_lead, lead

OF_MANAGERS = ("/v1/live", "/v1/moves", "/v1/leads/give", "/v1/nudge", "/v1/excuse")
_fresh = count(9000)


def manages(hub: World, role: str, address: str, asked_for: str) -> str:
    match address.split():
        case ["GET", path]:
            return _sees(hub, role, path)
        case [_, "/v1/leads/give"]:
            return _gives(hub, role, asked_for)
        case [_, path]:
            return _acts_on(hub, role, path, asked_for)
    return "nobody asks this yet"


def _ask(hub: World, role: str, method: str, path: str, body: object = None) -> httpx.Response:
    headers = {"Authorization": f"Bearer {hub.desks[role].enrolled.token}"}
    content = None if body is None else msgspec.json.encode(body)
    return hub.client.request(method, path, headers=headers, content=content)


def _person_of(hub: World, word: str) -> str:
    return hub.feeds[f"the {word} officer's feed"].removeprefix("officer:")


def _fresh_lead(hub: World, word: str = "") -> Any:
    """Return a lead an hour old nobody called, held by the officer of that place, or by nobody."""
    waiting = lead(next(_fresh), CLOCK.now() - timedelta(hours=1))
    if word:
        # whom another row of the table sent away is back
        people.change_person(hub.store, PLACES[word][1], people.Changes(off=""), "the table", CLOCK.now())
        return give_lead(hub.store, waiting, PLACES[word][1], CLOCK.now() - timedelta(hours=1))
    with hub.store.writing() as rows:
        rows.leads.add(waiting, keys_of(waiting))
    return waiting


def _sees(hub: World, role: str, path: str) -> str:
    made = {word: _fresh_lead(hub, word) for word in PLACES}
    for word in PLACES:
        asked = Nudge(lead_id=made[word].lead_id, words="call")
        nudge(hub.store, RUNS_THE_HUB, asked, CLOCK.now())
    answer = _ask(hub, role, "GET", path)
    if answer.status_code == 403:
        return "no"
    assert not any(one.borrower.name in answer.text for one in made.values())
    told = {word for word in PLACES if made[word].lead_id in answer.text}
    assert told == {word for word in PLACES if PLACES[word][1] in answer.text}
    return "all" if told == PLACES.keys() else ", ".join(word for word in PLACES if word in told)


def _gives(hub: World, role: str, asked_for: str) -> str:
    word = next((word for word in PLACES if asked_for.startswith(f"the {word} officer's")), "")
    word = word or ("own" if asked_for == "to the sibling officer" else "")
    waiting = _fresh_lead(hub, word)
    to = "sibling" if asked_for == "to the sibling officer" else "own"
    # from the own officer it goes to a colleague, who is the one who manages
    to_id = hub.desks["manager"].person_id if word == to == "own" else _person_of(hub, to)
    answer = _ask(hub, role, "POST", "/v1/leads/give", {"to_id": to_id, "lead_ids": [waiting.lead_id], "why": "x"})
    assert waiting.borrower.name not in answer.text
    if answer.status_code != 200:
        return {403: "no", 422: "unknown"}[answer.status_code]
    with hub.store.reading() as rows:
        held = rows.leads.by_id(waiting.lead_id)
    assert held is not None
    assert (held.holder_id == to_id) is (waiting.lead_id in answer.json()["given"])
    return "given" if answer.json()["given"] else "nothing"


def _acts_on(hub: World, role: str, path: str, asked_for: str) -> str:
    word = next(word for word in PLACES if f"the {word} officer's" in asked_for)
    waiting = _fresh_lead(hub, word)
    more = {"words": "call"} if path == "/v1/nudge" else {"why": "ill"}
    answer = _ask(hub, role, "POST", path, {"lead_id": waiting.lead_id, **more})
    assert waiting.borrower.name not in answer.text
    nobody = _ask(hub, role, "POST", path, {"lead_id": "no-such", **more})
    if answer.status_code == 422:
        same = ("code", "happened", "remedy")
        assert [answer.json()[key] for key in same] == [nobody.json()[key] for key in same]
    return {200: "done", 403: "no", 422: "unknown"}[answer.status_code]
