"""Asking what works, and for experiments, as somebody, and putting what came back into a word of the table."""

from __future__ import annotations

import httpx
import msgspec

from app.errors import BadInput
from app.hub import experiments, playbooks
from app.hub.sums import ScoredSums
from app.protocol.experiment_wire import PlanExperiment
from tests.app.hub.access_world import CLOCK, PLACES, World
from tests.hubs import PLAYBOOK, TERMS
from tests.shipped import shipped_rules

WORKS = ("/v1/works", "/v1/experiments", "/v1/experiments/stop")
_TRIED = PLAYBOOK.replace("Two calls", "Tried calls")
_SUMS = ScoredSums(shipped_rules())


def works_word(hub: World, role: str, address: str, asked_for: str) -> str:
    """Ask as somebody who is let in; return the word for the answer."""
    method, path = address.split()
    return _tables(hub, role, asked_for) if path == "/v1/works" else _experiments(hub, role, method, path, asked_for)


def _tables(hub: World, role: str, asked_for: str) -> str:
    """Return whose sources are in the tables; nobody is named in them."""
    word = next((word for word in PLACES if asked_for == f"the {word} branch"), "")
    query = {"branch": PLACES[word][0]} if word else {} if asked_for == "everything" else {"branch": "Nobody"}
    answer = _ask(hub, role, "GET", "/v1/works", **query)
    if answer.status_code != 200:
        return {403: "no", 422: "unknown"}[answer.status_code]
    assert not any(officer in answer.text for _, officer, _ in PLACES.values())
    found = [word for word in PLACES if f"Source of {word}" in answer.text]
    return "all" if len(found) == len(PLACES) else ", ".join(found) or "nothing"


def _experiments(hub: World, role: str, method: str, path: str, asked_for: str) -> str:
    """Return whether it may; what was begun for the question is over when this returns."""
    asked = _between_two(hub)
    if path.endswith("/stop"):
        experiments.start(hub.store, _SUMS, asked, "somebody", CLOCK.now())
        answer = _ask(hub, role, method, path, {"why": "enough"})
    elif method == "GET":
        answer = _ask(hub, role, method, path)
    else:
        only_asks = asked_for != "to begin one"
        answer = _ask(hub, role, method, path, msgspec.structs.replace(asked, only_asks=only_asks))
    _ends(hub)
    return {200: "answers", 403: "no"}[answer.status_code]


def _between_two(hub: World) -> PlanExperiment:
    with hub.store.reading() as rows:
        known = {one.text: one.version for one in rows.playbooks.all()}
    if _TRIED not in known:
        made, _ = playbooks.publish(hub.store, _TRIED, TERMS, why="to be tried", now=CLOCK.now())
        playbooks.roll_back(hub.store, why="not for all", now=CLOCK.now())
        known[_TRIED] = made.version
    return PlanExperiment(
        former=1,
        tried=known[_TRIED],
        measure="contact",
        effect_permille=50,
        within_days=14,
        days=91,
        why="a try",
        only_asks=False,
        anyway=True,
    )


def _ends(hub: World) -> None:
    try:
        experiments.stop(hub.store, _SUMS, "former", "enough", "somebody", CLOCK.now())
    except BadInput:
        # whoever may not begin one has begun none, and one that was stopped is over
        return


def _ask(hub: World, role: str, method: str, path: str, body: object = None, **query: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {hub.desks[role].enrolled.token}"}
    content = None if body is None else msgspec.json.encode(body)
    return hub.client.request(method, path, params=query, headers=headers, content=content)
