"""Every alert is raised by what the hub really tells of itself, and says what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from app.clock import FixedClock
from app.domain.activity import Kind
from app.hub.http import build_app
from app.hub.records import Verdict
from app.hub.schedule_records import STATES
from app.hub.serving import HubServer, Listen
from app.outside.hub_link import HttpHubLink
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, TERMS, NoSums, company_store, desk_of, give_lead, lead
from tests.packaging.served import ROOT

GROUPS = yaml.safe_load((ROOT / "packaging" / "hub" / "alerts.yml").read_text(encoding="utf-8"))["groups"]
RULES: list[dict[str, Any]] = [rule for group in GROUPS for rule in group["rules"]]
OUR_METRIC = re.compile(r"(followthrough_\w+)(?:\{([^}]*)\})?")
MATCHER = re.compile(r'(\w+)(=~|=|!~|!=)"([^"]*)"')
#: what a hub that had no vendor and no quarantine yet has no line of
KINDS = {"verdict": {verdict.value for verdict in Verdict}, "state": set(STATES)}
#: Prometheus' own, and not of any page
OF_PROMETHEUS = {"up"}


@pytest.fixture
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SqlHubStore]:
    with company_store("sqlite", tmp_path, request.config) as store:
        yield store


@pytest.fixture
def told(store: SqlHubStore) -> dict[str, dict[str, set[str]]]:
    """Return what a hub that was at work tells: metric -> label -> the values seen."""
    server = HubServer(build_app(store, FixedClock(NOW), NoSums(), TERMS), Listen(port=0))
    server.start()
    ada = desk_of(store, "Ada")
    ada.logs(give_lead(store, lead(), "Ada").lead_id, Kind.NO_ANSWER)
    link = HttpHubLink(server.url, ada.enrolled.token)
    link.push(ada.request())
    link.close()
    page = httpx.get(f"{server.url}/metrics").text
    server.stop()
    found: dict[str, dict[str, set[str]]] = {}
    for family in text_string_to_metric_families(page):
        # one that has no line yet is there by its head alone
        names = {family.name, f"{family.name}_total"} if family.type == "counter" else {family.name}
        for name in names | {sample.name for sample in family.samples}:
            found.setdefault(name, {})
        for sample in family.samples:
            for label, value in sample.labels.items():
                found[sample.name].setdefault(label, set()).add(value)
    return found


def test_every_metric_of_a_rule_is_one_the_hub_tells(told: dict[str, dict[str, set[str]]]) -> None:
    for rule in RULES:
        named = {name for name, _ in OUR_METRIC.findall(rule["expr"])}
        assert named <= told.keys(), rule["alert"]
        assert named or rule["expr"].split("{")[0] in OF_PROMETHEUS, rule["alert"]


def test_every_label_of_a_rule_may_have_the_value_it_is_asked_for(
    store: SqlHubStore, told: dict[str, dict[str, set[str]]]
) -> None:
    routes = {getattr(route, "path", "") for route in build_app(store, FixedClock(NOW), NoSums(), TERMS).routes}
    known = {**KINDS, "route": routes, "status": {"200", "401", "500"}}
    for rule in RULES:
        for metric, matchers in OUR_METRIC.findall(rule["expr"]):
            for label, how, value in MATCHER.findall(matchers):
                values = known.get(label) or told[metric].get(label, set())
                pattern = value if "~" in how else re.escape(value)
                assert any(re.fullmatch(pattern, one) for one in values), (rule["alert"], label, value)


def test_every_alert_says_what_is_wrong_what_to_do_and_whom_to_wake() -> None:
    assert len({rule["alert"] for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert {"summary", "action"} <= rule["annotations"].keys(), rule["alert"]
        assert rule["labels"]["severity"] in ("page", "ticket"), rule["alert"]
        assert rule["expr"].count("(") == rule["expr"].count(")"), rule["alert"]
