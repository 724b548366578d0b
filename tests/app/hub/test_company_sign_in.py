"""What a hub believes of a company's provider, and what it does not."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from queue import SimpleQueue
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from app.clock import FixedClock
from app.errors import BadInput, WorldFailed
from app.hub import company_sign_in, letting_in, people, sign_in_verbs
from app.hub.records import Company, Subject
from app.outside.web import fetch
from app.protocol.company_sign_in import nonce_of
from app.protocol.device_key import new_key, public_of, sign, words_to_join
from app.protocol.wire import Enroll, Enrolled
from storage.hub.store import SqlHubStore
from tests.hubs import NOW
from tests.provider import CLIENT, Provider, provider

NONCE = "the nonce"
ADA, BEN = "subject-of-ada", "subject-of-ben"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def theirs(clock: FixedClock) -> Iterator[Provider]:
    with provider(clock) as made:
        yield made


@pytest.fixture
def ours(clock: FixedClock) -> company_sign_in.Provider:
    return company_sign_in.Provider(fetch, clock)


def company(theirs: Provider, issuer: str | None = None) -> Company:
    return Company(
        company_id="c",
        hub_id="h",
        name="",
        zone="America/Chicago",
        own_leads="private",
        cap=3,
        person_key=b"",
        feed_epoch="e",
        made_at=NOW,
        oidc_issuer=theirs.issuer if issuer is None else issuer,
        oidc_client_id=CLIENT,
    )


def test_who_the_provider_signed_in_is_known_by_issuer_and_subject(
    theirs: Provider, ours: company_sign_in.Provider
) -> None:
    token = theirs.id_token(NONCE, email="somebody.else@example.com")
    assert ours.check(company(theirs), token, NONCE) == Subject(theirs.issuer, ADA)


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://login.example.com"},
        {"aud": "another program"},
        {"aud": [CLIENT, "another program"]},
        {"aud": [CLIENT, "another program"], "azp": "another program"},
        {"azp": "another program"},
        {"aud": []},
        {"nonce": "another nonce"},
        {"nonce": None},
        {"sub": ""},
        {"sub": 7},
        {"exp": int(NOW.timestamp()) - 121},
        {"iat": int(NOW.timestamp()) + 121},
        {"nbf": int(NOW.timestamp()) + 121},
        {"exp": "soon"},
    ],
)
def test_a_token_that_is_not_for_this_hub_now_lets_nobody_in(
    theirs: Provider, ours: company_sign_in.Provider, lie: dict[str, Any]
) -> None:
    assert ours.check(company(theirs), theirs.id_token(NONCE, **lie), NONCE) is None


@pytest.mark.parametrize("lie", [{"exp": int(NOW.timestamp()) - 119}, {"iat": int(NOW.timestamp()) + 119}])
def test_a_clock_that_is_two_minutes_off_locks_nobody_out(
    theirs: Provider, ours: company_sign_in.Provider, lie: dict[str, Any]
) -> None:
    assert ours.check(company(theirs), theirs.id_token(NONCE, **lie), NONCE) is not None


def test_a_token_that_says_it_needs_no_signature_or_one_with_a_public_secret_is_nothing(
    theirs: Provider, ours: company_sign_in.Provider
) -> None:
    head, body, seal = theirs.id_token(NONCE).split(".")
    none = base64.urlsafe_b64encode(json.dumps({"alg": "none"}).encode()).decode().rstrip("=")
    assert ours.check(company(theirs), f"{none}.{body}.", NONCE) is None
    shared = OctKey.import_key(theirs.key.as_pem(private=False).hex())
    forged = jwt.encode({"alg": "HS256"}, {"iss": theirs.issuer, "sub": ADA, "aud": CLIENT}, shared)
    assert ours.check(company(theirs), forged, NONCE) is None
    assert ours.check(company(theirs), f"{head}.{body}.{seal[:-6]}AAAAAA", NONCE) is None
    assert ours.check(company(theirs), "nonsense", NONCE) is None


def test_keys_are_kept_and_fetched_anew_when_the_provider_changed_them_but_not_at_everybodys_will(
    theirs: Provider, ours: company_sign_in.Provider, clock: FixedClock
) -> None:
    of = company(theirs)
    for _ in range(3):
        assert ours.check(of, theirs.id_token(NONCE), NONCE) is not None
    assert theirs.asked.count("/keys") == 1
    for _ in range(5):
        ours.check(of, "nonsense", NONCE)
    assert theirs.asked.count("/keys") == 1
    theirs.changes_key()
    clock.at += timedelta(minutes=2)
    assert ours.check(of, theirs.id_token(NONCE), NONCE) is not None
    assert theirs.asked.count("/keys") == 2
    # while they are kept nobody waits for a provider that is down
    theirs.is_down = True
    assert ours.check(of, theirs.id_token(NONCE), NONCE) is not None
    clock.at += timedelta(hours=13)
    with pytest.raises(WorldFailed):
        ours.check(of, theirs.id_token(NONCE), NONCE)


def test_a_provider_that_does_not_answer_is_asked_once_in_ten_seconds_whoever_sends_what(
    theirs: Provider, clock: FixedClock
) -> None:
    asked: list[str] = []

    def counted(url: str, form: dict[str, str] | None = None) -> bytes:
        asked.append(url)
        return fetch(url, form)

    ours = company_sign_in.Provider(counted, clock)
    theirs.is_down = True
    for _ in range(5):
        with pytest.raises(WorldFailed):
            ours.check(company(theirs), "nonsense", NONCE)
    assert len(asked) == 1
    theirs.is_down = False
    clock.at += timedelta(seconds=10)
    assert ours.check(company(theirs), theirs.id_token(NONCE), NONCE) is not None


def test_while_a_provider_is_slow_no_more_than_a_few_wait_for_it(theirs: Provider, clock: FixedClock) -> None:
    answers, asked = threading.Event(), threading.Semaphore(0)

    def slowly(url: str, form: dict[str, str] | None = None) -> bytes:
        asked.release()
        assert answers.wait(20)
        return fetch(url, form)

    ours = company_sign_in.Provider(slowly, clock)
    of, token = company(theirs), theirs.id_token(NONCE)
    who: SimpleQueue[Subject | WorldFailed | None] = SimpleQueue()

    def sign_in() -> None:
        try:
            who.put(ours.check(of, token, NONCE))
        except WorldFailed as refused:
            who.put(refused)

    waiting = [threading.Thread(target=sign_in) for _ in range(company_sign_in.SEATS + 3)]
    for one in waiting:
        one.start()
    assert asked.acquire(timeout=20)
    turned_away = [who.get(timeout=20) for _ in range(3)]
    answers.set()
    for one in waiting:
        one.join(20)
    assert all(isinstance(one, WorldFailed) for one in turned_away)
    assert [who.get() for _ in range(company_sign_in.SEATS)] == [Subject(theirs.issuer, ADA)] * company_sign_in.SEATS
    assert theirs.asked.count("/keys") == 1


def test_a_provider_that_calls_itself_otherwise_is_not_asked_for_keys(
    theirs: Provider, ours: company_sign_in.Provider
) -> None:
    theirs.issuer += "/"
    of = company(theirs, theirs.issuer.rstrip("/"))
    with pytest.raises(WorldFailed):
        ours.check(of, theirs.id_token(NONCE), NONCE)
    assert "/keys" not in theirs.asked


# -- joining -------------------------------------------------------------------------------------------


def joins(store: SqlHubStore, theirs: Provider, ours: company_sign_in.Provider, code: str = "") -> Enrolled:
    key = new_key()
    public = public_of(key)
    token = theirs.id_token(nonce_of(public))
    message = Enroll(
        code=code,
        device_name="a laptop",
        protocol=[3],
        device_key=public,
        proof=sign(key, words_to_join(code, token)),
        id_token=token,
    )
    return letting_in.enroll(store, message, NOW, ours.check)


def test_the_first_sign_in_with_a_code_binds_and_later_ones_need_none(
    store: SqlHubStore, theirs: Provider, ours: company_sign_in.Provider, clock: FixedClock
) -> None:
    sign_in_verbs.put(store, clock, theirs.issuer, CLIENT)
    with pytest.raises(letting_in.NotLetIn) as refused:
        joins(store, theirs, ours)
    assert refused.value.why == "not_bound"
    code, _ = letting_in.invite(store, "Ada", NOW)
    assert joins(store, theirs, ours, code).officer.name == "Ada"
    assert joins(store, theirs, ours).officer.name == "Ada"
    theirs.who = BEN
    with pytest.raises(letting_in.NotLetIn):
        joins(store, theirs, ours)
    # Ada's code was used up by the first sign-in
    with pytest.raises(letting_in.NotLetIn) as refused:
        joins(store, theirs, ours, code)
    assert refused.value.why == "code_used"


def test_who_left_or_was_unbound_is_not_let_in_by_the_company_either(
    store: SqlHubStore, theirs: Provider, ours: company_sign_in.Provider, clock: FixedClock
) -> None:
    sign_in_verbs.put(store, clock, theirs.issuer, CLIENT)
    for _ in range(2):
        bound = sign_in_verbs.bind(store, clock, "Ada", ADA)
        assert (bound["bound"], "taken_from" in bound) == (["Ada"], False)
    assert joins(store, theirs, ours).officer.name == "Ada"
    answer = sign_in_verbs.bind(store, clock, "Ben", ADA)
    assert (answer["bound"], answer["taken_from"]) == (["Ben"], "Ada")
    assert joins(store, theirs, ours).officer.name == "Ben"
    sign_in_verbs.unbind(store, clock, "Ben")
    with pytest.raises(letting_in.NotLetIn) as refused:
        joins(store, theirs, ours)
    assert refused.value.why == "not_bound"
    sign_in_verbs.bind(store, clock, "Ada", ADA)
    people.leave(store, "Ada", NOW)
    with pytest.raises(letting_in.NotLetIn) as refused:
        joins(store, theirs, ours)
    assert refused.value.why == "device_revoked"


def test_who_comes_back_after_leaving_is_bound_anew_with_the_code_of_who_they_are_now(
    store: SqlHubStore, theirs: Provider, ours: company_sign_in.Provider, clock: FixedClock
) -> None:
    sign_in_verbs.put(store, clock, theirs.issuer, CLIENT)
    sign_in_verbs.bind(store, clock, "Ada", ADA)
    left = people.leave(store, "Ada", NOW)
    back = people.add_person(store, people.Newcomer(name="Ada", role="officer", branch="Memphis"), NOW)
    code, _ = letting_in.invite(store, "Ada", NOW)
    assert joins(store, theirs, ours, code).officer.officer_id == back.person_id != left.person_id
    assert joins(store, theirs, ours).officer.officer_id == back.person_id


def test_a_hub_without_one_and_a_sign_in_for_another_key_let_nobody_in(
    store: SqlHubStore, theirs: Provider, ours: company_sign_in.Provider, clock: FixedClock
) -> None:
    with pytest.raises(letting_in.NotLetIn) as refused:
        joins(store, theirs, ours)
    assert refused.value.why == "not_signed_in"
    sign_in_verbs.put(store, clock, theirs.issuer, CLIENT)
    sign_in_verbs.bind(store, clock, "Ada", ADA)
    key, token = new_key(), theirs.id_token(nonce_of(public_of(new_key())))
    stolen = Enroll(
        code="",
        device_name="x",
        protocol=[3],
        id_token=token,
        device_key=public_of(key),
        proof=sign(key, words_to_join("", token)),
    )
    with pytest.raises(letting_in.NotLetIn) as refused:
        letting_in.enroll(store, stolen, NOW, ours.check)
    assert refused.value.why == "not_signed_in"
    with pytest.raises(BadInput):
        letting_in.enroll(store, Enroll(code="", device_name="x", protocol=[1], id_token=token), NOW, ours.check)
    sign_in_verbs.put(store, clock, "", "")
    with pytest.raises(letting_in.NotLetIn):
        joins(store, theirs, ours)


@pytest.mark.parametrize(
    ("issuer", "client"), [("http://login.example.com", "x"), ("login", "x"), ("https://l.example", "")]
)
def test_a_provider_without_tls_or_client_id_is_refused(
    store: SqlHubStore, clock: FixedClock, issuer: str, client: str
) -> None:
    with pytest.raises(BadInput):
        sign_in_verbs.put(store, clock, issuer, client)
