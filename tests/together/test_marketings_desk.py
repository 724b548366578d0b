"""A marketing desk and a real hub: what it is told, what it saves, and that each lead is handed to it once."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.clock import FixedClock
from app.desktop.exporting import NoExport
from app.desktop.marketing import Marketing
from app.desktop.policy import read_policy
from app.desktop.settings import Settings
from app.domain.activity import Kind
from app.domain.lead import Address
from app.errors import BadInput, SignInRefused
from app.hub import playbooks
from app.hub.http import build_app
from app.hub.people import Newcomer, add_person
from app.hub.serving import HubServer, Listen
from app.hub.sums import ScoredSums
from app.outside.hub_link import HttpHubLink
from storage.hub.store import SqlHubStore
from tests.app.hub.test_exhausted_leads import RETURNS
from tests.desks import TestDesk as DeskOfTest
from tests.hubs import NOW, TERMS, company_store, desk_of, give_lead, later, lead
from tests.shipped import shipped_rules

CLOCK = FixedClock(NOW + timedelta(days=60))
FIRST, LAST = date(2026, 1, 1), date(2026, 5, 31)


@pytest.fixture
def hub(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[SqlHubStore, str]]:
    """A hub with a bad lead and two of which all was tried."""
    with company_store("sqlite", tmp_path, request.config) as store:
        playbooks.publish(store, RETURNS, TERMS, why="gives leads back", now=NOW)
        ada = desk_of(store, "Ada")
        for n in (1, 2, 3):
            told = {"source": "Rate Table", "vendor_id": f"v-{n}", "address": Address(state="TN", zip="37201")}
            one = give_lead(store, lead(n, later(n / 60), **told), "Ada")
            # a made-up desk has a clock nobody can vouch for; a time that was stated stands by itself
            ada.logs(one.lead_id, Kind.NO_ANSWER, later(2), back_dated=True)
            if n == 3:
                ada.logs(one.lead_id, Kind.BAD_LEAD, later(3), reason="bad number")
        ada.pushes(now=later(10))
        server = HubServer(build_app(store, CLOCK, ScoredSums(shipped_rules()), TERMS), Listen(port=0))
        server.start()
        yield store, server.url
        server.stop()


def marketing_of(role: str, hub: tuple[SqlHubStore, str], folder: Path) -> Marketing:
    store, url = hub
    add_person(store, Newcomer(name="Mia", role=role, branch="Nashville"), NOW)
    enrolled = desk_of(store, "Mia", CLOCK.now()).enrolled
    (folder / "desk").mkdir()
    desk = DeskOfTest(folder / "desk")
    told = {"hub_url": url, "hub_id": enrolled.hub_id, "token": enrolled.token, "role": role}
    with desk.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        tx.put_identity(replace(identity, company_zone="America/Chicago", **told))
    return Marketing(desk.store, CLOCK, HttpHubLink, Settings(desk.store))


def test_the_page_is_told_three_reports_at_once(hub: tuple[SqlHubStore, str], tmp_path: Path) -> None:
    report = marketing_of("marketing", hub, tmp_path).report(FIRST, LAST)
    assert [(row["source"], row["leads"]) for row in report.cohorts] == [(None, 3), ("Rate Table", 3)]
    assert [row["verdict"] for row in report.adjusted] == ["too_few"]
    assert [row["vendor_id"] for row in report.claims] == ["v-3"]
    assert report.not_compared == ""


def test_claims_are_saved_for_one_vendor(hub: tuple[SqlHubStore, str], tmp_path: Path) -> None:
    marketing = marketing_of("marketing", hub, tmp_path)
    claims = marketing.report(FIRST, LAST).claims
    path = marketing.save_claims(tmp_path, "Rate Table", claims)
    assert path.name == "claims-rate-table-2026-05-01.csv"
    (row,) = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    assert (row["Your id"], row["Reason"]) == ("v-3", "bad number")
    assert row["Proof"].endswith("2026-03-02 09:03 CST call: Bad lead")


def test_leads_are_handed_over_once_and_only_when_they_are_safe(hub: tuple[SqlHubStore, str], tmp_path: Path) -> None:
    marketing = marketing_of("marketing", hub, tmp_path)
    nowhere = tmp_path / "nowhere"
    with pytest.raises(BadInput, match="cannot be written"):
        marketing.take_exhausted(nowhere)
    handed = marketing.take_exhausted(tmp_path)
    assert handed.path is not None
    rows = list(csv.DictReader(handed.path.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["Vendor's id"] for row in rows] == ["v-1", "v-2"]
    assert marketing.take_exhausted(tmp_path).path is None


def test_where_the_company_wants_no_files_nothing_is_handed_over(hub: tuple[SqlHubStore, str], tmp_path: Path) -> None:
    marketing = marketing_of("marketing", hub, tmp_path)
    marketing._settings.policy = read_policy('{"ExportAllowed": false}')
    with pytest.raises(NoExport, match="Your company has decided"):
        marketing.take_exhausted(tmp_path)
    with pytest.raises(NoExport):
        marketing.save_claims(tmp_path, "Rate Table", marketing.report(FIRST, LAST).claims)
    assert list(tmp_path.glob("*.csv")) == []
    marketing._settings.policy = read_policy("")
    assert marketing.take_exhausted(tmp_path).leads == 2, "none was handed over before"


def test_an_admin_sees_the_sums_and_is_handed_nobody(hub: tuple[SqlHubStore, str], tmp_path: Path) -> None:
    marketing = marketing_of("admin", hub, tmp_path)
    assert marketing.report(FIRST, LAST).cohorts
    with pytest.raises(SignInRefused):
        marketing.take_exhausted(tmp_path)


def test_a_desk_without_a_hub_says_so(tmp_path: Path) -> None:
    desk = DeskOfTest(tmp_path)
    alone = Marketing(desk.store, CLOCK, HttpHubLink, Settings(desk.store))
    with pytest.raises(BadInput, match="belongs to none"):
        alone.report(FIRST, LAST)
