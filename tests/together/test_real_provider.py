"""The same against a provider that others wrote: npm's oidc-provider (`make oidc` brings it; this takes a while)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest

from app.clock import SystemClock
from app.hub import company_sign_in, letting_in
from app.hub.sign_in_verbs import put
from app.outside.browser_sign_in import BrowserSignIn
from app.outside.web import fetch
from app.protocol.company_sign_in import SignInOffer, nonce_of
from app.protocol.device_key import new_key, public_of, sign, words_to_join
from app.protocol.wire import Enroll
from storage.hub.store import SqlHubStore
from tests.hubs import company_store
from tests.provider import CLIENT

PLACE = Path(os.environ.get("FOLLOWTHROUGH_OIDC_PROVIDER", Path(__file__).parents[2] / "out" / "oidc-provider"))
SCRIPT = Path(__file__).with_name("provider.mjs")
pytestmark = pytest.mark.long


@pytest.fixture
def issuer() -> Iterator[str]:
    node = shutil.which("node")
    if node is None or not (PLACE / "node_modules" / "oidc-provider").is_dir():
        pytest.skip("needs part: oidc-provider (make oidc brings it; node and npm are needed for that)")
    # modules are looked up from where the script lies
    here = shutil.copy(SCRIPT, PLACE / SCRIPT.name)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen([node, here], **pipes) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.kill()


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlHubStore]:
    with company_store("sqlite", tmp_path, request.config) as store:
        yield store


def signs_in(url: str, name: str) -> None:
    """Be a person at a browser: fill the provider's forms in until it sends one back to the desk."""
    with httpx.Client(follow_redirects=True, timeout=20) as browser:
        page = browser.get(url)
        for _ in range(4):
            action = re.search(r'<form[^>]* action="([^"]+)"', page.text)
            if action is None or page.url.path == "/signed-in":
                return
            fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)"', page.text))
            page = browser.post(
                page.url.join(unescape(action.group(1))), data={**fields, "login": name, "password": "any"}
            )


def test_somebody_signs_in_at_a_real_provider_and_the_hub_knows_them_again(store: SqlHubStore, issuer: str) -> None:
    clock = SystemClock()
    put(store, clock, issuer, CLIENT)
    checks = company_sign_in.Provider(fetch, clock).check

    def open_url(url: str) -> None:
        threading.Thread(target=signs_in, args=(url, "ada"), daemon=True).start()

    def joins(code: str) -> str:
        key = new_key()
        offer = SignInOffer(issuer=issuer, client_id=CLIENT)
        token = BrowserSignIn(open_url, wait_s=30).id_token(offer, nonce_of(public_of(key)))
        proof = sign(key, words_to_join(code, token))
        message = Enroll(
            code=code, device_name="a laptop", protocol=[3], device_key=public_of(key), proof=proof, id_token=token
        )
        return letting_in.enroll(store, message, clock.now(), checks).officer.name

    assert json.loads(fetch(f"{issuer}/.well-known/openid-configuration"))["issuer"] == issuer
    with pytest.raises(letting_in.NotLetIn) as refused:
        joins("")
    assert refused.value.why == "not_bound"
    code, _ = letting_in.invite(store, "Ada", clock.now())
    assert joins(code) == "Ada"
    assert joins("") == "Ada"
