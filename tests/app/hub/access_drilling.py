"""Taking a number of the hub apart as somebody, and putting what came back into a word of the table."""

from __future__ import annotations

import httpx

from tests.app.hub.access_world import PLACES, World

DRILLED = ("/v1/reports/{report}/leads", "/v1/leads/{lead_id}", "/v1/reports/signals", "/v1/reports/one_to_one")


def drilled(hub: World, role: str, address: str, asked_for: str) -> str:
    """Ask as somebody who is let in; return the word for the answer."""
    desk, path = hub.desks[role], address.removeprefix("GET ")
    own = f"{role} of Own"
    word = next((word for word in PLACES if f"the {word} officer" in asked_for), "")
    officer = PLACES[word][1] if word else own
    if path == "/v1/leads/{lead_id}":
        answer = _get(hub, f"/v1/leads/{hub.leads[word]}", desk.enrolled.token)
    elif asked_for == "the leads that were lost":
        answer = _get(hub, "/v1/reports/leaks/leads", desk.enrolled.token)
        return _refused(answer) or _lost(answer)
    elif path.endswith("/leads"):
        answer = _get(hub, "/v1/reports/team/leads", desk.enrolled.token, figure="leads", officer=officer)
    else:
        answer = _get(hub, path, desk.enrolled.token, officer=officer)
    refused = _refused(answer)
    if refused:
        return refused
    _has_no_number(answer)
    told = answer.json()
    if path == "/v1/leads/{lead_id}":
        return word if told["lead_id"] == hub.leads[word] and officer in answer.text else "another's"
    if path.endswith("/leads"):
        leads = {one["part"]["lead_id"] for one in told["leads"]}
        asked = hub.leads[word or role]
        return (word or "own row") if asked in leads else "another's"
    name = told["officer"] if isinstance(told["officer"], str) else told["officer"]["officer"]
    return (word or "own row") if name == officer else "another's"


def _lost(answer: httpx.Response) -> str:
    """Return whose leads are among those lost, by the bit that each place's cost."""
    rows = answer.json()["lost"]
    bits = {int(row["cost"]) for row in rows if row["cost"] is not None}
    found = [word for word, place in PLACES.items() if place[2] in bits]
    named = [row for row in rows if row.get("name") or row.get("officer")]
    assert not named or len(named) == len(rows)
    words = "all" if len(found) == len(PLACES) else ", ".join(found) or "nothing"
    return words if named else f"{words}, unnamed"


def _has_no_number(answer: httpx.Response) -> None:
    """A number or an address is the holder's alone."""
    assert "+1615555" not in answer.text
    assert "@example.com" not in answer.text


def _refused(answer: httpx.Response) -> str:
    if answer.status_code == 200:
        return ""
    assert set(answer.json()) == {"code", "happened", "remedy", "server_time"}, answer.text
    return {403: "no", 422: "unknown"}[answer.status_code]


def _get(hub: World, path: str, token: str, **query: str) -> httpx.Response:
    return hub.client.get(path, params=query, headers={"Authorization": f"Bearer {token}"})
