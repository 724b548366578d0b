"""The hub's verbs: people, playbooks, what a lead's history says, and whether the chains hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from app.clock import FixedClock
from app.domain.activity import Kind
from app.errors import BadInput, SignInRefused, StoreDamaged
from app.hub import people, verbs
from app.hub.gathering import Days, Facts
from app.hub.people import Newcomer
from app.hub.reports import Question, Report
from app.protocol import feed
from storage.engine import writing
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, DeskOf, give_lead, later, lead
from tests.marked import MARKED

CLOCK = FixedClock(NOW)


def test_people_are_added_listed_and_leave(store: SqlHubStore, desk: DeskOf) -> None:
    newcomer = Newcomer(
        name="Mia  Long", role="Officer", branch="nashville", licensed="tn, KY:2027-12-31", hours="Mon-Fri 09:00-18:00"
    )
    mia_id = verbs.person_add(store, CLOCK, newcomer)["person_id"]
    (mia,) = [p for p in verbs.person_list(store, CLOCK)["people"] if p["person_id"] == mia_id]
    assert (mia["name"], mia["branch"], mia["licensed"]) == ("Mia Long", "Nashville", ["KY", "TN"])
    assert mia["zone"] == "America/Chicago"
    with store.reading() as rows:
        person = rows.people.by_id(mia_id)
    assert person is not None
    assert person.officer.licences == {"TN": None, "KY": date(2027, 12, 31)}

    mias, held = desk("mia long"), give_lead(store, lead(), "Mia Long")
    verbs.person_leave(store, CLOCK, "MIA LONG")
    with pytest.raises(SignInRefused):
        mias.caller()
    with store.reading() as rows:
        after = rows.leads.by_id(held.lead_id)
        assert after is not None
        assert after.holder_id is None
    with pytest.raises(BadInput, match="Nobody here"):
        verbs.invite(store, CLOCK, "Mia Long")
    verbs.person_add(store, CLOCK, newcomer)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": "ada"}, "already"),
        ({"name": "  "}, "needs a name"),
        ({"role": "boss"}, "no role"),
        ({"branch": ""}, "belongs to a branch"),
        ({"licensed": "Kentuckee"}, "no state"),
        ({"licensed": "ZZ"}, "no state or territory"),
        ({"licensed": "TN,US"}, "no state or territory"),
        ({"licensed": "KY:soon"}, "no day"),
        ({"hours": "nine to five"}, "could not be read"),
        ({"zone": "Mars/Olympus"}, "no time zone"),
        ({"zone": "../../etc/passwd"}, "no time zone"),
    ],
)
def test_what_cannot_be_used_of_a_person_is_named(store: SqlHubStore, change: dict[str, str], says: str) -> None:
    before = verbs.person_list(store, CLOCK)
    with pytest.raises(BadInput, match=says):
        people.add_person(store, Newcomer(**{"name": "Mia", "role": "officer", "branch": "Nashville", **change}), NOW)
    assert verbs.person_list(store, CLOCK) == before


def test_a_code_is_long_readable_and_kept_as_a_hash(store: SqlHubStore) -> None:
    answer = verbs.invite(store, CLOCK, "Ada")
    groups = answer["code"].split("-")
    assert [len(group) for group in groups] == [4] * 5
    assert answer["expires_at"] == "2026-03-05T15:00:00+00:00"
    with store.reading() as rows:
        found = rows.invites.lock(groups[0])
    assert found is not None
    assert len(found.secret_hash) == 32


def test_a_company_tells_every_desk_what_changed(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    ada.pulls()
    answer = verbs.company(store, CLOCK, name="Cumberland Lending", zone="America/New_York", own_leads="company")
    assert (answer["name"], answer["zone"]) == ("Cumberland Lending", "America/New_York")
    (row,) = ada.pulls()
    item = feed.read(row.kind, row.body)
    assert item == feed.CompanyFacts(name="Cumberland Lending", zone="America/New_York", own_leads="company", cap=3)
    verbs.company(store, CLOCK)
    assert ada.pulls() == []
    for wrong in ({"zone": "Nowhere"}, {"own_leads": "some"}):
        with pytest.raises(BadInput):
            verbs.company(store, CLOCK, **wrong)


def test_a_leads_history_names_the_event_behind_each_thing(store: SqlHubStore, desk: DeskOf) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.NO_ANSWER, later(1))
    ada.logs(mine.lead_id, Kind.CALL_BACK, later(30), when=later(300))
    ada.pushes()
    answer = verbs.lead(store, CLOCK, mine.lead_id)
    assert answer["officer"] == "Ada"
    assert answer["lead"]["borrower"]["name"].endswith(MARKED)
    assert [(row["kind"], row["officer"], row["seq"], row["chain"], row["evidence"]) for row in answer["timeline"]] == [
        ("no_answer", "Ada", 1, "ok", "self"),
        ("call_back", "Ada", 2, "ok", "self"),
    ]
    assert answer["chain"] == {"ok": True, "broken": []}
    with pytest.raises(BadInput, match="no lead"):
        verbs.lead(store, CLOCK, "unknown")


@pytest.mark.parametrize("body", ["", "{", '{"lead_id": 7}', "[" * 5000])
def test_a_lead_whose_row_was_changed_into_none_is_told_of_in_a_sentence(
    store: SqlHubStore, desk: DeskOf, body: str
) -> None:
    desk("Ada")
    mine = give_lead(store, lead(), "Ada")
    with writing(store._engine) as conn:
        conn.execute(
            sa.text("UPDATE lead SET body = :body WHERE lead_id = :lead"), {"body": body, "lead": mine.lead_id}
        )
    with pytest.raises(StoreDamaged, match="not what it wrote") as told:
        verbs.lead(store, CLOCK, mine.lead_id)
    assert "hub verify" in told.value.remedy
    assert verbs.verify(store)["unreadable"] == [f"lead {mine.lead_id}"]


CHANGES: dict[str, str] = {
    "a payload": "UPDATE event SET payload = {bytes} WHERE seq = 2",
    "a salt": "UPDATE event SET salt = {bytes} WHERE seq = 2",
    "a time": "UPDATE event SET wall_utc = wall_utc + 1 WHERE seq = 2",
    "an actor": "UPDATE event SET actor_id = 'x' WHERE seq = 2",
    "a hash": "UPDATE event SET hash = {bytes} WHERE seq = 2",
    "a purge of the salt alone": "UPDATE event SET salt = NULL WHERE seq = 2",
    "an activity": "UPDATE activity SET body = replace(body, 'busy', 'replied') WHERE seq = 2",
    "an activity taken out": "DELETE FROM activity WHERE seq = 2",
    "an event taken out": "DELETE FROM event WHERE seq = 2",
}


@pytest.mark.parametrize("change", CHANGES)
def test_one_change_is_found_and_named(store: SqlHubStore, desk: DeskOf, change: str) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    for minute in range(3):
        ada.logs(mine.lead_id, Kind.BUSY, later(minute))
    ada.pushes()
    assert verbs.verify(store) == {"ok": True, "chains": 1, "audit": True, "broken": [], "laid_aside": {}}
    alter(store, CHANGES[change])
    answer = verbs.verify(store)
    assert not answer["ok"]
    assert answer["audit"]
    assert answer["broken"][0]["device"] == ada.enrolled.device_id
    assert [broken["seq"] for broken in answer["broken"]] == [2]
    assert not verbs.lead(store, CLOCK, mine.lead_id)["chain"]["ok"]


def test_events_missing_at_the_end_are_noticed(store: SqlHubStore, desk: DeskOf) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    for minute in range(3):
        ada.logs(mine.lead_id, Kind.BUSY, later(minute))
    ada.pushes()
    alter(store, "DELETE FROM activity WHERE seq = 3")
    alter(store, "DELETE FROM event WHERE seq = 3")
    assert verbs.verify(store)["broken"] == [{"device": ada.enrolled.device_id, "seq": 3}]


@pytest.mark.parametrize("change", ["UPDATE audit SET subject = 'x' WHERE n = 2", "DELETE FROM audit WHERE n = 2"])
def test_a_change_in_the_audit_is_noticed(store: SqlHubStore, change: str) -> None:
    alter(store, change)
    assert verbs.verify(store) == {
        "ok": False,
        "chains": 0,
        "audit": False,
        "broken": [],
        "laid_aside": {},
        "audit_broken_at": 2,
    }


def test_devices_are_listed_and_shut_out(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    (device,) = verbs.device_list(store)["devices"]
    assert (device["person"], device["name"], device["events"]) == ("Ada", "a laptop", 0)
    verbs.device_revoke(store, CLOCK, ada.enrolled.device_id)
    assert verbs.device_list(store)["devices"][0]["revoked_at"] == NOW.isoformat()
    with pytest.raises(BadInput, match="no device"):
        verbs.device_revoke(store, CLOCK, "unknown")


class Kept:
    """Sums that keep what they were handed."""

    def __init__(self) -> None:
        self.facts: list[Facts] = []

    def rows(self, report: Report, facts: Facts, at: object, officer_id: str = "") -> list[dict[str, Any]]:
        self.facts.append(facts)
        return []


def test_the_facts_of_a_report_are_those_of_the_branch_and_the_days(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    mine = give_lead(store, lead(), "Ada")
    give_lead(store, lead(1), "Eve")
    old = give_lead(store, lead(2, at=later(-60 * 24 * 10)), "Ada")
    wrong = ada.logs(mine.lead_id, Kind.NO_ANSWER, later(1))
    ada.logs(mine.lead_id, Kind.RETRACTED, later(2), channel=None, corrects=wrong.activity_id)
    good = ada.logs(mine.lead_id, Kind.BUSY, later(3))
    ada.logs(mine.lead_id, Kind.BUSY, later(90))
    ada.pushes()

    def facts(days: Days, branch: str, minutes: float = 60) -> Facts:
        kept = Kept()
        verbs.report(store, CLOCK, kept, Question(Report.TEAM, days, branch=branch, at=later(minutes)))
        return kept.facts[0]

    day = date(2026, 3, 2)
    found = facts(Days(day, day), "nashville")
    assert [held.lead.lead_id for held in found.leads] == [mine.lead_id]
    assert found.activities[mine.lead_id] == [good]
    assert [h.holder_id for h in found.holdings[mine.lead_id]] == [ada.person_id]
    assert {p.name for p in found.people.values()} == {"Ada", "Ben", "Eve"}
    assert [held.lead.lead_id for held in facts(Days(), "Nashville").leads] == [old.lead_id, mine.lead_id]
    assert len(facts(Days(), "").leads) == 3
    assert facts(Days(), "", -1).leads == [held for held in facts(Days(), "").leads if held.lead.lead_id == old.lead_id]
    with pytest.raises(BadInput, match="no branch"):
        facts(Days(), "Knoxville")
    with pytest.raises(BadInput, match="after its last"):
        facts(Days(day, date(2026, 3, 1)), "")


def test_a_day_is_the_companys_day(store: SqlHubStore) -> None:
    # the second of March begins at six in the morning UTC in Chicago
    for minutes in (-60 * 9 - 1, -60 * 9, 60 * 15 - 1, 60 * 15):
        give_lead(store, lead(int(minutes) % 90, at=later(minutes)), "Ada")
    kept = Kept()
    day = date(2026, 3, 2)
    verbs.report(store, CLOCK, kept, Question(Report.TEAM, Days(day, day), at=later(60 * 48)))
    assert [held.lead.received_at for held in kept.facts[0].leads] == [later(-60 * 9), later(60 * 15 - 1)]


def alter(store: SqlHubStore, statement: str) -> None:
    is_postgres = store._engine.dialect.name == "postgresql"
    with writing(store._engine) as conn:
        done = conn.execute(sa.text(statement.format(bytes=r"'\x00'::bytea" if is_postgres else "x'00'")))
        assert done.rowcount == 1
