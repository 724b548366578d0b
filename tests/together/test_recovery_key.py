"""IT makes a recovery key, a desk loses its keyring with calls that were never sent, and they reach the hub yet."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from app.desktop.desk import Desk, build_desk
from app.desktop.rounds import READ_AS
from app.hub import recovery_keys
from app.paths import recovery_file
from app.protocol import versions, wire
from app.protocol.recovery_key import read_file
from app.protocol.sealed_key import read_sealed, unseal
from storage.engine import writing
from tests.desks import KEY, a_lead, shipped
from tests.together.test_one_story_one_row import ZONE, Branch, Link, branch
from tests.together.test_the_loop_closes import LEADS, Company, company

__all__ = ["branch", "company"]


def test_what_was_never_sent_reaches_the_hub_though_the_key_was_lost(company: Company, tmp_path: Path) -> None:
    company.hub("person", "add", "Ann", "--role", "admin", "--branch", "North")
    company.hub("recovery-key", "make", "--out", tmp_path / "no.pem", "--by", "Ada", fails=True)
    made = company.hub("recovery-key", "make", "--out", tmp_path / "one.pem", "--by", "Ann")
    company.hub("leads", "import", LEADS / "facebook_lead_ads.csv", "--source", "Facebook", "--assign", "Ada")
    company.run("Ada", "sync")
    checks = {check["name"]: check for check in company.run("Ada", "doctor")["checks"]}
    assert made["key_id"] in checks["recovery key"]["detail"]
    dana = company.run("Ada", "leads", "--search", "whitlock")["leads"][0]["lead_id"]
    company.run("Ada", "log", dana, "left_voicemail")

    (tmp_path / "Ada.key").unlink()
    told = company.run("Ada", "sync", fails=True)
    assert f"recover --recovery-key FILE, with recovery key {made['key_id']}" in told["remedy"]
    assert company.run("Ada", "recover", "--recovery-key", tmp_path / "one.pem")["recovered"]
    assert company.run("Ada", "sync")["pending"] == 0
    story = company.hub("lead", dana)["timeline"]
    assert [(thing["kind"], thing["chain"]) for thing in story] == [("left_voicemail", "ok")]
    assert company.hub("verify")["ok"]


def test_after_a_rotation_only_the_new_key_opens_and_a_retired_last_one_leaves_nothing(
    company: Company, tmp_path: Path
) -> None:
    company.hub("recovery-key", "make", "--out", tmp_path / "one.pem")
    company.run("Ada", "sync")
    second = company.hub("recovery-key", "make", "--out", tmp_path / "two.pem")
    company.run("Ada", "sync")
    assert next(key for key in second["keys"] if key["key_id"] == second["key_id"])["desks_seen_since"]["n"] == 0
    assert company.hub("recovery-key", "list")["keys"][-1]["desks_seen_since"] == {"n": 1, "of": 3}
    key = (tmp_path / "Ada.key").read_text()
    (tmp_path / "Ada.key").unlink()
    refused = company.run("Ada", "recover", "--recovery-key", tmp_path / "one.pem", fails=True)
    assert second["key_id"] in refused["remedy"]
    company.run("Ada", "recover", "--recovery-key", tmp_path / "two.pem")
    assert (tmp_path / "Ada.key").read_text() == key
    for row in second["keys"]:
        company.hub("recovery-key", "retire", row["key_id"], "--why", "the safe was opened")
    company.run("Ada", "sync")
    assert not recovery_file(tmp_path / "Ada" / "desktop.db").exists()
    exported = tmp_path / "audit.jsonl"
    company.hub("audit", "export", "--out", exported)
    noted = [line["what"] for line in map(json.loads, exported.read_text().splitlines())]
    assert [what.partition(":")[0] for what in noted if "recovery" in what] == [
        "recovery key made",
        "recovery key made",
        "recovery key retired",
        "recovery key retired",
    ]


# -- desks and hubs of before ----------------------------------------------------------------------------


@dataclass
class OldDesksLink(Link):
    """What a desk of before `V5_RECOVERY` makes of a page: it passes over the rows it does not know."""

    asked: list[wire.PullRequest] = field(default_factory=list)
    reads: Callable[[wire.FeedRow], bool] = lambda _row: True

    def pull(self, request: wire.PullRequest, within_s: float | None = None) -> wire.PullAnswer:
        self.asked.append(request)
        answer = super().pull(msgspec.structs.replace(request, protocol=versions.V4_KEYS))
        assert isinstance(answer, wire.PullAnswer)
        kept = [msgspec.structs.replace(p, rows=[r for r in p.rows if self.reads(r)]) for p in answer.pages]
        return msgspec.structs.replace(answer, pages=kept)


@pytest.fixture
def ada(branch: Branch) -> Desk:
    return branch.desks["Ada"]


def made(branch: Branch, name: str = "one.pem") -> Path:
    file = branch.folder / name
    recovery_keys.make(branch.hub, branch.clock, file)
    return file


def opens(branch: Branch, file: Path, name: str = "Ada") -> bool:
    sealed = read_sealed(recovery_file(branch.folder / f"{name}.db").read_bytes(), "")
    return unseal(sealed, read_file(file.read_bytes(), ""), "") == KEY


def test_a_desk_that_passed_the_key_over_reads_it_once_it_knows_what_it_is(branch: Branch, ada: Desk) -> None:
    branch.gives(a_lead("lead"), "Ada")
    file = made(branch)
    as_it_was: list[wire.PullRequest] = []
    as_it_is: list[wire.PullRequest] = []
    links = [
        OldDesksLink(branch.hub, branch.clock, "", as_it_was, lambda row: row.kind != "recovery_key"),
        OldDesksLink(branch.hub, branch.clock, "", as_it_is),
    ]

    def desk_with(link: OldDesksLink) -> Desk:
        def link_to(_url: str, token: str) -> Link:
            link.token = token
            return link

        return build_desk(ada.store, branch.clock, shipped(), link_to, machine_zone=ZONE)

    desk_with(links[0]).sync.round()
    assert not recovery_file(branch.folder / "Ada.db").exists()
    with ada.store.writing() as tx:
        # what such a desk noted of itself
        tx.put_fact(READ_AS, b"2")
    desk_with(links[1]).sync.round()
    assert opens(branch, file)
    assert "company" in as_it_is[0].anew
    with ada.store.reading() as tx:
        assert tx.lead_ids() == ["lead"]


def test_a_hub_that_knows_of_no_key_any_more_changes_nothing_for_the_desk(branch: Branch, ada: Desk) -> None:
    file = made(branch)
    ada.sync.round()
    before = recovery_file(branch.folder / "Ada.db").read_bytes()
    with writing(branch.hub._engine) as conn:
        conn.exec_driver_sql("DELETE FROM feed_row WHERE kind = 'recovery_key'")
        conn.exec_driver_sql("UPDATE feed SET last_seq = last_seq - 1 WHERE feed = 'company'")
    with branch.hub.writing() as rows:
        # put back to a state that knows nothing of it, whose feed begins anew
        rows.put_company(replace(rows.company(), recovery_keys=(), feed_epoch="another life"))
    branch.clock.at += timedelta(days=1)
    ada.sync.round()
    assert recovery_file(branch.folder / "Ada.db").read_bytes() == before
    assert opens(branch, file)


def test_every_desk_of_the_company_seals_its_own(branch: Branch) -> None:
    file = made(branch)
    branch.syncs()
    assert opens(branch, file, "Ada")
    assert opens(branch, file, "Eve")
    contents = {recovery_file(branch.folder / f"{name}.db").read_bytes() for name in ("Ada", "Eve")}
    assert len(contents) == 2
