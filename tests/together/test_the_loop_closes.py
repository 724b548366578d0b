"""A lead arrives, the officer is reminded, the outcome is logged, the manager sees it: by commands alone."""

from __future__ import annotations

import io
import json
import re
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import main
from app.clock import SystemClock
from tests.hubs import BOTH
from tests.postgres import cluster_of

ROOT = Path(__file__).parents[2]
LEADS = ROOT / "tests" / "data" / "leads"


@dataclass
class Company:
    """A hub on one database and desks in folders of their own, the hub as a process of its own."""

    folder: Path
    database: list[str]
    url: str = ""

    def run(self, who: str, *words: object, fails: bool = False) -> dict[str, Any]:
        """Run one command of a person, or of the hub's operator, and return its one JSON object."""
        out, err = io.StringIO(), io.StringIO()
        where = ["--data-dir", self.folder / who, "--key-file", self.folder / f"{who}.key"]
        with redirect_stdout(out), redirect_stderr(err):
            code = main.main([str(word) for word in (*where, *words, "--json")])
        assert (code != 0) is fails, err.getvalue()
        assert "Traceback" not in err.getvalue()
        answer: dict[str, Any] = json.loads(out.getvalue())
        return answer

    def hub(self, *words: object, fails: bool = False) -> dict[str, Any]:
        return self.run("hub", "hub", *words, *self.database, fails=fails)

    def joins(self, who: str, role: str, branch: str) -> None:
        self.hub("person", "add", who, "--role", role, "--branch", branch)
        code = self.hub("invite", who)["code"]
        self.run(who, "enroll", "--hub", self.url, "--code", code)


#: the whole loop is gone round on both databases every time; what branches off it on PostgreSQL in the long run
SELDOM_BOTH = ["sqlite", pytest.param("postgres", marks=[pytest.mark.system("postgres"), pytest.mark.long])]


@pytest.fixture(params=SELDOM_BOTH)
def company(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Company]:
    """A served hub with Ada and her manager Ben in one branch, and Eve in another."""
    kind = request.param
    database = ["--database", cluster_of(request.config).new_database()] if kind == "postgres" else []
    company = Company(tmp_path, database)
    words = ["--data-dir", tmp_path / "hub", "--key-file", tmp_path / "hub.key", "hub", "serve"]
    served = subprocess.Popen(
        [sys.executable, "main.py", *map(str, words), *database, "--listen", "127.0.0.1:0", "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert served.stdout is not None
    assert select.select([served.stdout], [], [], 30)[0], "the hub did not start"
    company.url = json.loads(served.stdout.readline())["listening"]
    for who, role, branch in (("Ada", "officer", "North"), ("Ben", "manager", "North"), ("Eve", "officer", "South")):
        company.joins(who, role, branch)
    yield company
    served.terminate()
    _, said = served.communicate(timeout=20)
    assert served.returncode == 0, said
    for name in ("Whitlock", "Oyelaran", "example.com", "5550142"):
        assert name not in said


@pytest.mark.parametrize("company", BOTH, indirect=True)
def test_from_a_vendors_file_to_the_managers_table(company: Company) -> None:
    file = LEADS / "facebook_lead_ads.csv"
    taken = company.hub("leads", "import", file, "--source", "Facebook", "--cost", "42.50", "--assign", "Ada")
    assert taken["files"][0]["imported"] == 4
    assert company.run("Ada", "sync")["pulled"] >= 4
    leads = {lead["name"]: lead["lead_id"] for lead in company.run("Ada", "leads")["leads"]}
    assert len(leads) == 4
    rows = company.run("Ada", "queue")
    assert {item["lead_id"] for part in ("now", "later", "blocked") for item in rows[part]} == set(leads.values())

    company.run("Ada", "log", leads["Dana Whitlock"], "no_answer")
    company.run("Ada", "log", leads["Marcus Oyelaran"], "call_back", "--when", "2036-12-01T15:00:00-05:00")
    first, second = company.run("Ada", "sync"), company.run("Ada", "sync")
    assert (first["pushed"], first["pending"]) == (2, 0)
    assert (second["pushed"], second["acked_seq"], second["hub_seq"]) == (0, 2, 2)

    (row,) = company.hub("report", "team", "--branch", "North")["officers"]
    assert (row["officer"], row["leads"]) == ("Ada", 4)
    assert row["attempts"] == {"call": 2, "email": 0, "text": 0}
    assert row["contacted"]["n"] == 1
    assert [r["officer"] for r in company.hub("report", "team")["officers"]] == ["Ada"]
    assert company.run("Ada", "report")["attempts"]["call"] == 2

    company.run("Eve", "sync")
    assert company.run("Eve", "leads")["leads"] == []
    verdict = company.hub("verify")
    assert verdict["ok"]
    assert verdict["broken"] == []
    story = company.hub("lead", leads["Dana Whitlock"])
    assert [(thing["kind"], thing["chain"]) for thing in story["timeline"]] == [("no_answer", "ok")]


def test_the_same_file_twice_gives_nobody_a_lead_twice(company: Company) -> None:
    file = LEADS / "facebook_lead_ads.csv"
    for imported in (4, 0):
        taken = company.hub("leads", "import", file, "--source", "Facebook", "--assign", "Ada")
        assert taken["files"][0]["imported"] == imported
    company.run("Ada", "sync")
    assert len(company.run("Ada", "leads")["leads"]) == 4


def test_a_do_not_call_on_one_desk_closes_the_number_on_the_others(company: Company) -> None:
    company.hub("leads", "import", LEADS / "facebook_lead_ads.csv", "--source", "Facebook", "--assign", "Ada")
    company.run("Ada", "sync")
    dana = company.run("Ada", "leads", "--search", "whitlock")["leads"][0]
    company.run("Ada", "log", dana["lead_id"], "do_not_call")
    company.run("Ada", "sync")
    own = company.run("Eve", "add", "Dana Whitlock", "--phone", dana["phones"][0], "--state", "TN")
    company.run("Eve", "sync")
    answer = company.run("Eve", "may-contact", own["lead_id"], "call")
    assert (answer["allowed"], answer["code"]) == (False, "do_not_call")


def test_a_do_not_call_taken_back_opens_the_number_everywhere(company: Company) -> None:
    company.hub("leads", "import", LEADS / "facebook_lead_ads.csv", "--source", "Facebook", "--assign", "Ada")
    company.run("Ada", "sync")
    dana = company.run("Ada", "leads", "--search", "whitlock")["leads"][0]
    logged = company.run("Ada", "log", dana["lead_id"], "do_not_call")
    company.run("Ada", "sync")
    company.run("Ada", "undo", logged["activity_id"])
    company.run("Ada", "sync")
    for who in ("Ada", "Eve"):
        company.run(who, "sync")
    own = company.run("Eve", "add", "Dana Whitlock", "--phone", dana["phones"][0], "--state", "TN")
    for who, lead_id in (("Ada", dana["lead_id"]), ("Eve", own["lead_id"])):
        assert company.run(who, "may-contact", lead_id, "call")["code"] != "do_not_call"


def test_a_list_taken_in_by_command_reaches_the_desk_and_its_doctor(company: Company, tmp_path: Path) -> None:
    company.hub("leads", "import", LEADS / "facebook_lead_ads.csv", "--source", "Facebook", "--assign", "Ada")
    company.run("Ada", "sync")
    dana = company.run("Ada", "leads", "--search", "whitlock")["leads"][0]
    file = tmp_path / "litigators.csv"
    file.write_text(f"area,line\n{dana['phones'][0][2:5]},{dana['phones'][0][5:]}\n423,5559999\n")
    today = SystemClock().now().date()
    old, older = today - timedelta(days=60), today - timedelta(days=61)
    taken = company.hub("dnc", "import", file, "--kind", "litigator", "--as-of", old)
    assert (taken["imported"], taken["entries"], taken["rejected"], taken["stale"]) == (2, 2, [], True)
    company.run("Ada", "sync")
    answer = company.run("Ada", "may-contact", dana["lead_id"], "call")
    assert (answer["allowed"], answer["reason"]) == (False, f"On the litigator list of {old}")
    assert company.hub("dnc", "list")["lists"][0]["entries"] == 2
    company.hub("dnc", "import", file, "--kind", "litigator", "--as-of", older, fails=True)
    checks = company.run("Ada", "doctor", fails=True)["checks"]
    assert [check["name"] for check in checks if not check["ok"]] == ["do-not-call lists"]


def test_what_was_logged_before_joining_stays_the_officers_own(company: Company) -> None:
    company.hub("person", "add", "Fay", "--role", "officer", "--branch", "North")
    own = company.run("Fay", "add", "Old Friend", "--phone", "4235550111")
    company.run("Fay", "log", own["lead_id"], "no_answer")
    company.run("Fay", "enroll", "--hub", company.url, "--code", company.hub("invite", "Fay")["code"])
    assert company.run("Fay", "sync")["pushed"] == 0
    company.run("Fay", "log", own["lead_id"], "no_answer")
    assert company.run("Fay", "sync")["pushed"] == 1
    assert company.hub("verify")["ok"]
    assert company.run("Fay", "leads")["leads"][0]["name"] == "Old Friend"


def test_a_second_desk_of_the_same_officer_knows_what_was_done(company: Company) -> None:
    company.hub("leads", "import", LEADS / "facebook_lead_ads.csv", "--source", "Facebook", "--assign", "Ada")
    company.run("Ada", "sync")
    dana = company.run("Ada", "leads", "--search", "whitlock")["leads"][0]["lead_id"]
    company.run("Ada", "log", dana, "wrong_number")
    company.run("Ada", "sync")
    company.run("new-laptop", "enroll", "--hub", company.url, "--code", company.hub("invite", "Ada")["code"])
    company.run("new-laptop", "sync")
    lead = company.run("new-laptop", "lead", dana)
    assert [thing["kind"] for thing in lead["timeline"]] == ["wrong_number"]
    assert company.run("new-laptop", "may-contact", dana, "call")["code"] == "no_number"


def test_a_code_works_once_and_a_wrong_one_never(company: Company) -> None:
    company.hub("person", "add", "Fay", "--role", "officer", "--branch", "North")
    code = company.hub("invite", "Fay")["code"]
    assert re.fullmatch(r"[A-Z0-9-]{13,}", code)
    wrong = company.run("Fay", "enroll", "--hub", company.url, "--code", "AAAA-AAAA-AAAA-AAAA", fails=True)
    assert wrong["error"]
    company.run("Fay", "enroll", "--hub", company.url, "--code", code)
    again = company.run("Gil", "enroll", "--hub", company.url, "--code", code, fails=True)
    assert again["error"]
    used = company.run("Fay", "enroll", "--hub", company.url, "--code", code, fails=True)
    assert "used already" in used["error"]


def test_a_desk_that_was_shut_out_hands_in_what_waits_and_then_says_that_it_is_out(company: Company) -> None:
    company.hub("leads", "import", LEADS / "facebook_lead_ads.csv", "--source", "Facebook", "--assign", "Ada")
    company.run("Ada", "sync")
    lead = company.run("Ada", "leads")["leads"][0]["lead_id"]
    company.run("Ada", "log", lead, "no_answer")
    device = next(d for d in company.hub("device", "list")["devices"] if d["person"] == "Ada")
    company.hub("device", "revoke", device["device_id"])
    last = company.run("Ada", "sync")
    assert (last["pushed"], last["pending"]) == (1, 0)
    assert "no longer lets this desk in" in last["shut_out"]
    assert company.run("Ada", "leads")["leads"] == []
    refused = company.run("Ada", "sync", fails=True)
    assert refused["pending"] == 0
    assert "no longer let in" in refused["error"]
    doctor = company.run("Ada", "doctor", fails=True)
    assert [check["name"] for check in doctor["checks"] if not check["ok"]] == ["hub"]


def test_plain_http_is_offered_on_this_machine_only(tmp_path: Path) -> None:
    company = Company(tmp_path, [])
    refused = company.hub("serve", "--listen", "0.0.0.0:0", fails=True)
    assert "others could read along" in refused["error"]


def test_an_emergency_closes_a_state_on_every_desk_until_it_is_called_off(company: Company) -> None:
    company.hub("emergency", "on", "tn", "--why", "a flood")
    assert "lasts already" in company.hub("emergency", "on", "TN", "--why", "again", fails=True)["error"]
    company.run("Ada", "sync")
    company.run("Ada", "add", "Dana Whitlock", "--phone", "423-555-0142", "--state", "TN")
    [closed] = company.run("Ada", "may-contact", "all", "call")["leads"]
    assert (closed["allowed"], closed["until"]) == (False, None)
    assert "emergency" in closed["reason"]
    [lasting] = company.hub("emergency", "off", "TN", "--why", "the water fell")["emergencies"]
    assert lasting["state"] == "TN"
    assert lasting["until"] >= lasting["from"]
    company.run("Ada", "sync")
    [now] = company.run("Ada", "may-contact", "all", "call")["leads"]
    assert "emergency" not in (now["reason"] or "")
    assert "no state" in company.hub("emergency", "on", "Atlantis", "--why", "a flood", fails=True)["error"]


def test_a_company_may_have_people_called_less_often_than_three_times_a_day(company: Company) -> None:
    assert company.hub("company", "--cap", 1)["cap"] == 1
    company.run("Ada", "sync")
    lead = company.run("Ada", "add", "Dana Whitlock", "--phone", "423-555-0142", "--state", "TN")["lead_id"]
    company.run("Ada", "log", lead, "no_answer")
    now = datetime.fromisoformat(company.run("Ada", "may-contact", "all", "call")["at"])
    noon = now.replace(hour=18, minute=0, second=0, microsecond=0)
    noon += timedelta(days=noon < now)
    [once] = company.run("Ada", "may-contact", "all", "call", "--at", noon.isoformat())["leads"]
    assert (once["code"], once["reason"]) == ("cap", "One call or text within 24 hours")
    assert "cap of 4" in company.hub("company", "--cap", 4, fails=True)["error"]


def test_a_persons_hours_and_cover_reach_the_desk_and_are_the_hubs_to_change(company: Company) -> None:
    company.hub("person", "add", "Carl", "--role", "officer", "--branch", "North", "--hours", "Mon-Sun 08:00-20:00")
    days = ("--off", "2026-12-24..2026-12-26", "--cover", "Carl")
    told = company.hub("person", "set", "Ada", "--hours", "Mon-Fri 09:00-18:00", *days, "--why", "Christmas")
    assert told["cover"] == "Carl"
    company.run("Ada", "sync")
    mine = company.run("Ada", "me")
    assert (mine["cover"], len(mine["off"])) == ("Carl", 3)
    assert "hub keeps" in company.run("Ada", "me", "--hours", "Mon-Fri 10:00-11:00", fails=True)["error"]
    for odd in (("--cover", "Ada"), ("--cover", "Nobody"), ("--off", "soon"), ()):
        company.hub("person", "set", "Ada", *odd, "--why", "a test", fails=True)


def test_who_leaves_hands_in_the_last_call_and_keeps_no_borrower(company: Company) -> None:
    company.hub("leads", "import", LEADS / "facebook_lead_ads.csv", "--source", "Facebook", "--assign", "Ada")
    company.run("Ada", "sync")
    dana = company.run("Ada", "leads", "--search", "whitlock")["leads"][0]
    company.run("Ada", "log", dana["lead_id"], "no_answer")
    company.hub("person", "leave", "Ada")
    last = company.run("Ada", "sync")
    assert (last["pushed"], last["pending"]) == (1, 0)
    assert "no longer lets this desk in" in last["shut_out"]
    assert company.run("Ada", "leads")["leads"] == []
    (call,) = company.hub("lead", dana["lead_id"])["timeline"]
    assert (call["kind"], call["chain"]) == ("no_answer", "ok")
    company.run("Ada", "sync", fails=True)
    assert company.run("Ada", "leads")["leads"] == []
