"""Whether a desk is at the hub its company named, and for how long it may be away, as the doctor tells."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.clock import SystemClock
from app.desktop.doctor import check_policy
from app.desktop.policy import read_policy
from app.errors import HubUnreachable
from app.outside import as_set, policy_sources
from app.protocol.wire import Hello
from storage.desktop.store import open_store
from tests.commands import Run, commands_in

HUB = "https://hub.example.com"


class HubThere:
    def hello(self, within_s: float | None = None) -> Hello:
        limits = {"push_events": 100, "body_bytes": 2**20, "inflated_bytes": 2**20}
        now = SystemClock().now()
        return Hello(product="followthrough", protocol=[1], server_time=now, hub_id="ours", **limits)


class NoHub:
    def hello(self, within_s: float | None = None) -> Hello:
        raise HubUnreachable(f"Nobody answers at {HUB}.", "Check the network.")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(as_set, "link_to", lambda _url, _token: HubThere())
    company_says(f'{{"HubUrl": "{HUB}", "Proxy": {{"mode": "none"}}}}', tmp_path, monkeypatch)
    return commands_in(tmp_path, capsys)


def company_says(policy: str, folder: Path, patch: pytest.MonkeyPatch) -> None:
    file = folder / "policies.json"
    file.write_text(policy, encoding="utf-8")
    patch.setattr(policy_sources, "policy_files", lambda: (file, folder / "none"))


def joined(run: Run, folder: Path, **known: Any) -> None:
    run("leads")
    key = bytes.fromhex((folder / "desk.key").read_text(encoding="ascii").strip())
    store = open_store(folder / "desk" / "desktop.db", key)
    with store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        tx.put_identity(msgspec.structs.replace(identity, hub_id="ours", **known))
    store.close()


def checks(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in answer["checks"]}


@pytest.mark.parametrize("has_opened", [True, False])
def test_before_a_desk_has_joined_the_way_to_the_hub_is_tried(
    run: Run, has_opened: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if has_opened:
        run("leads")
    code, answer, _ = run("doctor")
    told = checks(answer)
    assert code == 0
    assert told["policy HubUrl"]["detail"].startswith("not joined yet")
    assert told["hub connection"]["detail"] == f"{HUB} answers"
    assert told["proxy"]["ok"]
    monkeypatch.setattr(as_set, "link_to", lambda _url, _token: NoHub())
    code, answer, _ = run("doctor")
    assert code == 1
    assert checks(answer)["hub connection"]["detail"] == f"Nobody answers at {HUB}."


def test_another_hub_than_the_policys_is_named_with_both(run: Run, tmp_path: Path) -> None:
    joined(run, tmp_path, hub_url="https://old.example.com")
    code, answer, _ = run("doctor")
    told = checks(answer)["policy HubUrl"]
    assert code == 1
    assert told["detail"] == f"this desk belongs to https://old.example.com, and the policy names {HUB}"
    assert "Have IT mend HubUrl" in told["fix"]


@pytest.mark.parametrize("url", [HUB, f"{HUB}/", "https://Hub.example.com:443"])
def test_the_policys_own_hub_is_no_other_however_it_is_written(run: Run, tmp_path: Path, url: str) -> None:
    joined(run, tmp_path, hub_url=url)
    code, answer, _ = run("doctor")
    assert code == 0
    assert "policy HubUrl" not in checks(answer)


def test_a_lease_that_is_over_is_named_and_one_that_runs_told(run: Run, tmp_path: Path) -> None:
    now = SystemClock().now()
    joined(run, tmp_path, hub_url=HUB, lease_days=14, renewed_at=now - timedelta(days=2))
    code, answer, _ = run("doctor")
    assert code == 0
    assert checks(answer)["lease"]["detail"].startswith("14 days without the hub, renewed ")
    joined(run, tmp_path, hub_url=HUB, lease_days=14, renewed_at=now - timedelta(days=15))
    code, answer, _ = run("doctor")
    assert code == 1
    told = checks(answer)["lease"]
    assert "was not at its hub for 14 days, so its leads are not shown" in told["detail"]
    assert "Sign in again" in told["fix"]


@pytest.mark.parametrize("url", ["http://hub.example.com", "http://10.0.0.4:8787"])
def test_a_hub_without_tls_is_a_fault_of_the_policy_as_no_desk_joins_it(url: str) -> None:
    policy = read_policy(f'{{"HubUrl": "{url}"}}')
    assert policy.hub_url == ""
    told = check_policy(policy, "0.1.0")
    assert not told.ok
    assert "HubUrl: A hub is reached over https only." in told.detail
    assert read_policy('{"HubUrl": "http://127.0.0.1:8787"}').hub_url == "http://127.0.0.1:8787"
