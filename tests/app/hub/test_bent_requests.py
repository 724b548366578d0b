"""Whatever is sent to an address of the hub, it answers with a sentence and never makes a mistake of its own."""

from __future__ import annotations

import base64
import gzip
import json
import logging
from collections.abc import Iterator
from typing import Any

import httpx
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.activity import Activity, Kind
from app.domain.ids import new_id
from app.domain.lead import Channel, Origin
from app.hub.mistakes import log
from app.hub.reports import Report
from app.protocol.feed import COMPANY
from app.protocol.wire import ACTIVITY, LEAD_ADDED, LEAD_KEPT, OWN_COUNT, OWN_DO_NOT_CALL, OwnCount, OwnDoNotCall
from tests.app.hub.access_world import CLOCK, ROLES, World, world
from tests.effort import examples
from tests.hubs import BOTH, PLAYBOOK, lead, renewal

#: who asks: everybody who is let in, and some who are not
WHO = (*ROLES, "no token", "revoked device", "nonsense")
#: what stands where something else is expected
ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    2**53,
    2**63,
    -(2**63) - 1,
    10**400,
    1e308,
    1e-320,
    "",
    " ",
    "\x00",
    "a\x00b",
    "\u202e",
    "\U0010ffff",
    "'; DROP TABLE lead; --",
    "%00%n%s{0}",
    "x" * 20_000,
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59.999999-14:00",
    "2026-02-30",
    "2026-03-02T15:00:00",
    "AA==",
    "====",
    base64.b64encode(bytes(32)).decode(),
    [],
    {},
    [[]],
    {"": None},
    {"\x00": "\x00"},
]
#: bodies that are no message at all
NO_MESSAGES = (
    b"",
    b"\x00",
    b"{",
    b"null",
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b'"\\ud800"',
    b"\xff\xfe{}",
    b"1" * 5_000,
)
#: what a desk may say wrongly in an event's header
HEADER = ("tz", "boot_id", "event_id", "monotonic_ms", "hub_offset_ms", "lead_id", "type_version")
EACH = settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


class Mistakes(logging.Handler):
    """Keeps what the hub says of its own mistakes: where, since the answer does not tell."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@pytest.fixture(scope="module", params=BOTH)
def hub(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(request.param, tmp_path_factory.mktemp("bent"), request.config, keyed=False) as found:
        yield found


@pytest.fixture
def mistakes() -> Iterator[Mistakes]:
    heard = Mistakes()
    log.addHandler(heard)
    yield heard
    log.removeHandler(heard)


def places_of(message: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return where in a message something can be bent: every field, every item, and the whole."""
    inside = message.items() if isinstance(message, dict) else enumerate(message) if isinstance(message, list) else ()
    return [at, *(place for key, part in inside for place in places_of(part, (*at, key)))]


def bent(message: Any, at: tuple[Any, ...], odd: Any) -> Any:
    """Return the message with something else at one place."""
    if not at:
        return odd
    changed = dict(message) if isinstance(message, dict) else list(message)
    changed[at[0]] = bent(changed[at[0]], at[1:], odd)
    return changed


def some_bent(draw: st.DrawFn, message: Any) -> Any:
    """Bend up to three places of a message."""
    for _ in range(draw(st.integers(1, 3))):
        odd = draw(st.sampled_from(ODD) | st.text(max_size=30) | st.integers())
        message = bent(message, draw(st.sampled_from(places_of(message))), odd)
    return message


def told_well(answer: httpx.Response, mistakes: Mistakes) -> None:
    """Check that this was answered as the interfaces say, whatever it was."""
    assert answer.status_code < 500, (answer.text[:300], mistakes.said)
    assert not mistakes.said
    if answer.status_code >= 400:
        refusal = answer.json()
        assert set(refusal) == {"code", "happened", "remedy", "server_time"}
        assert refusal["happened"].endswith((".", "!", "?"))


def good_messages(hub: World, role: str) -> dict[str, Any]:
    """Return a body for each address that takes one, which it would take from this role if it may."""
    desk = hub.desks[role]
    desk.logs(hub.leads[role], Kind.NO_ANSWER, CLOCK.now())
    push = desk.request()
    desk.log.pop()
    cursor = {"epoch": "e", "seq": 1, "mark": "m"}
    feeds = [*desk.enrolled.feeds, COMPANY]
    messages = {
        "/v1/push": push,
        "/v1/pull": {
            "hub_id": desk.enrolled.hub_id,
            "cursors": dict.fromkeys(feeds, cursor),
            "protocol": 4,
            "anew": feeds,
        },
        "/v1/playbook": {"text": PLAYBOOK, "why": "a try", "onto": 1},
        "/v1/enroll": {
            "code": "ABCD-ABCD-ABCD-ABCD-ABCD",
            "device_name": "a laptop",
            "protocol": [4],
            "id_token": "a.b.c",
        },
        "/v1/experiments": {
            "former": 1,
            "tried": 2,
            "measure": "contact",
            "effect_permille": 50,
            "within_days": 14,
            "days": 91,
            "share_percent": 50,
            "name": "a try",
            "why": "a hope",
            "only_asks": True,
            "anyway": False,
        },
        "/v1/experiments/stop": {"why": "enough", "goes_on": "former"},
        "/v1/renew": renewal("ft2.a.b", b""),
        "/v1/leads/give": {"to_id": desk.person_id, "lead_ids": [hub.leads[role]], "why": "a try"},
        "/v1/nudge": {"lead_id": hub.leads[role], "words": "call"},
        "/v1/excuse": {
            "lead_id": hub.leads[role],
            "why": "a try",
            "what": "promise",
            "promised_at": CLOCK.now().isoformat(),
        },
    }
    return {path: json.loads(msgspec.json.encode(message)) for path, message in messages.items()}


@given(data=st.data())
@EACH
def test_a_bent_message_is_refused_with_a_sentence(hub: World, mistakes: Mistakes, data: st.DataObject) -> None:
    who = data.draw(st.sampled_from(WHO))
    role = who if who in ROLES else "officer"
    token = hub.desks[who].enrolled.token if who in ROLES else hub.token(who, role)
    messages = good_messages(hub, role)
    path = data.draw(st.sampled_from(sorted(messages)))
    body = data.draw(
        st.builds(lambda draw: json.dumps(draw).encode(), st.composite(some_bent)(messages[path]))
        | st.sampled_from(NO_MESSAGES)
        | st.binary(max_size=100)
    )
    packing = data.draw(st.sampled_from(["", "gzip", "gzip, badly", "br"]))
    headers = {"Content-Encoding": packing.split(",")[0]} if packing else {}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    content = gzip.compress(body, 1) if packing == "gzip" else body
    told_well(hub.client.post(path, content=content, headers=headers), mistakes)


def test_a_reason_that_could_not_be_kept_as_it_is_written_is_refused(hub: World, mistakes: Mistakes) -> None:
    """PostgreSQL keeps no NUL, and on a file a line of the audit with one would be none that the hub wrote."""
    for path, message in good_messages(hub, "manager").items():
        for field in {"why", "words", "text"} & message.keys():
            odd = json.dumps({**message, field: "a\x00b"})
            headers = {"Authorization": f"Bearer {hub.desks['manager'].enrolled.token}"}
            answer = hub.client.post(path, content=odd, headers=headers)
            told_well(answer, mistakes)
            assert answer.status_code == 422, (path, field)


def payloads_of(hub: World, role: str) -> dict[str, Any]:
    """Return what an event of each kind says when nothing is wrong with it."""
    desk, now = hub.desks[role], CLOCK.now()
    own = lead(80, now, origin=Origin.PHONE_IN)
    logged = Activity(
        activity_id=new_id(now),
        lead_id=hub.leads[role],
        kind=Kind.CALL_BACK,
        actor_id=desk.person_id,
        began_at=now,
        logged_at=now,
        channel=Channel.CALL,
        when=now,
        note="said so",
        number="+16155550101",
    )
    kinds = {
        ACTIVITY: logged,
        LEAD_ADDED: own,
        LEAD_KEPT: own,
        OWN_COUNT: OwnCount(on="2026-03-02", kind="no_answer"),
        OWN_DO_NOT_CALL: OwnDoNotCall(about="a", numbers=[bytes(32)]),
    }
    return {kind: json.loads(msgspec.json.encode(payload)) for kind, payload in kinds.items()}


@given(data=st.data())
@EACH
def test_an_event_that_says_something_odd_is_kept_or_refused(
    hub: World, mistakes: Mistakes, data: st.DataObject
) -> None:
    role = data.draw(st.sampled_from(ROLES))
    desk, have = hub.desks[role], len(hub.desks[role].log)
    for _ in range(data.draw(st.integers(1, 3))):
        kinds = payloads_of(hub, role)
        kind = data.draw(st.sampled_from(sorted(kinds)))
        payload = kinds[kind]
        said = data.draw(st.composite(some_bent)(payload)) if data.draw(st.booleans()) else payload
        odd = data.draw(
            st.dictionaries(st.sampled_from(["tz", "boot_id", "event_id", "monotonic_ms"]), st.sampled_from(ODD))
        )
        about = payload.get("lead_id", "")
        raw = data.draw(st.sampled_from([json.dumps(said).encode()] * 3 + list(NO_MESSAGES[:5])))
        try:
            desk.writes(kind, odd.pop("lead_id", about), raw, CLOCK.now(), **odd)
        except (TypeError, AttributeError, ValueError):
            # a desk cannot even seal it
            continue
    answer = hub.client.post(
        "/v1/push",
        content=msgspec.json.encode(desk.request(have)),
        headers={"Authorization": f"Bearer {desk.enrolled.token}"},
    )
    if answer.status_code != 200:
        del desk.log[have:]
    told_well(answer, mistakes)
    # and what was kept goes down again
    pull = {"hub_id": desk.enrolled.hub_id, "cursors": dict.fromkeys(desk.enrolled.feeds), "protocol": 1}
    told_well(
        hub.client.post("/v1/pull", json=pull, headers={"Authorization": f"Bearer {desk.enrolled.token}"}), mistakes
    )


#: a number taken apart; ids and reports that are none stand in the address itself
DRILLED = (
    "/v1/reports/signals",
    "/v1/reports/one_to_one",
    *(f"/v1/reports/{report}/leads" for report in ("team", "officer", "leaks", "sources", "none", "%00")),
    *(f"/v1/leads/{lead_id}" for lead_id in ("none", "%00", "%FF", "01900000-0000-7000-8000-000000000000")),
)
WORDS = st.sampled_from([word for word in ODD if isinstance(word, str) and len(word) < 100]) | st.text(max_size=20)


@given(
    who=st.sampled_from(ROLES),
    path=st.sampled_from([*(f"/v1/reports/{report.value}" for report in Report), *DRILLED, "/v1/hello", "/metrics"]),
    query=st.dictionaries(st.sampled_from(["from", "to", "at", "branch", "officer", "figure", "step", "x"]), WORDS),
    forwarded=st.booleans(),
)
@EACH
def test_a_strange_question_is_answered_or_refused(
    hub: World, mistakes: Mistakes, who: str, path: str, query: dict[str, str], *, forwarded: bool
) -> None:
    headers = {"Authorization": f"Bearer {hub.desks[who].enrolled.token}"}
    if forwarded:
        headers["Via"] = "1.1 proxy"
    told_well(hub.client.get(path, params=query, headers=headers), mistakes)


@given(
    method=st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FETCH"]),
    path=st.sampled_from(["/", "/v1/push", "/v1/wake", "/v1/pull", "/v1/reports/team", "/readyz", "/openapi.json"])
    | st.text("a1/%.;?&=~@:+,!()*-_", max_size=20).map(lambda text: "/" + text.lstrip("/")),
    token=st.sampled_from(["", "Bearer", "Bearer ft1", "Bearer ft1..", "Bearer ft1.a%00.b", "Basic YTpi"])
    | st.text(st.characters(codec="ascii", min_codepoint=33, max_codepoint=126), max_size=60).map(
        "Bearer ft2.{}".format
    ),
)
@EACH
def test_a_strange_address_or_token_is_refused(
    hub: World, mistakes: Mistakes, method: str, path: str, token: str
) -> None:
    sent = httpx.Request(method, httpx.URL(hub.url).copy_with(raw_path=path.encode()), headers={"Authorization": token})
    answer = hub.client.send(sent)
    assert answer.status_code < 500, mistakes.said
    assert not mistakes.said


def test_what_an_address_does_not_take_is_refused_with_what_it_takes(hub: World) -> None:
    answer = hub.client.delete("/v1/push")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert answer.json()["code"] == "not_this_way"
    # one that is asked in two ways names both
    assert hub.client.delete("/v1/intake/web").headers["Allow"] == "GET, POST"
    # and one with a name of its own is no lead that is called so
    assert hub.client.delete("/v1/leads/give").headers["Allow"] == "POST"
