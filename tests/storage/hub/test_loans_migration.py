"""A hub of before the loan system was heard of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from app.domain.lead import Address
from app.domain.loans import Loan, StageReport, Waiting
from app.domain.stage import Stage
from storage.engine import open_postgres, open_sqlcipher, writing
from storage.hub.store import VERSION_TABLE, open_hub_store
from storage.instants import to_micros
from storage.migrating import migrate
from tests.hubs import BOTH, KEY, NOW, found_company, lead
from tests.postgres import cluster_of
from tests.storage.hub.test_store import _scripts_up_to


@pytest.fixture(params=BOTH)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        made = open_sqlcipher(tmp_path / "hub.db", KEY)
    else:
        made = open_postgres(cluster_of(request.config).new_database())
    yield made
    made.dispose()


def test_a_company_that_heard_of_no_loan_takes_one_for_a_lead_it_has(engine: Engine, tmp_path: Path) -> None:
    migrate(engine, _scripts_up_to("0018", tmp_path / "before"), VERSION_TABLE)
    store = open_hub_store(engine)
    found_company(store)
    one, report = lead(1), StageReport(Stage.FUNDED, NOW, "2026-03-02")
    loan = Loan(key="k", lead_id=one.lead_id, matched_by="e-mail", matched_at=NOW, reports=(report,))
    waiting = Waiting(key="w", reports=(report,), reason="nobody", line=2, at=NOW, lead_ids=(one.lead_id,))
    with store.writing() as rows:
        rows.leads.add(one, [])
        assert rows.loans.counts() == (0, 0)
        rows.loans.put(loan)
        rows.loans.wait(waiting)
    with store.reading() as rows:
        assert rows.loans.of_leads([one.lead_id]) == {one.lead_id: [loan]}
        assert rows.loans.waiting() == rows.loans.waiting(["w"]) == [waiting]


def test_leads_that_were_there_are_found_by_their_zip_codes(engine: Engine, tmp_path: Path) -> None:
    migrate(engine, _scripts_up_to("0020", tmp_path / "before"), VERSION_TABLE)
    one = lead(1, address=Address(zip="37201"), subject_property=Address(zip="40202"))
    there = [one, lead(2), lead(3, address=Address(zip="40202"))]
    company = sa.text(
        "INSERT INTO company (company_id, hub_id, name, zone, own_leads, cap, person_key, feed_epoch, made_at)"
        " VALUES ('c', 'h', 'Example', 'America/New_York', 'private', 3, :key, 'e', 0)"
    )
    words = sa.text(
        "INSERT INTO lead (company_id, lead_id, body, received_at, source, campaign)"
        " VALUES ('c', :lead_id, :body, :at, '', '')"
    )
    with writing(engine) as conn:
        conn.execute(company, {"key": b"k" * 32})
        for each in there:
            body = msgspec.json.encode(each).decode()
            conn.execute(words, {"lead_id": each.lead_id, "body": body, "at": to_micros(each.received_at)})
        # a row that is no lead any more stops nothing
        conn.execute(words, {"lead_id": "broken", "body": "{", "at": 0})
    store = open_hub_store(engine)
    with store.reading() as rows:
        assert [found.lead_id for found in rows.leads.at_zip("37201")] == [one.lead_id]
        assert len(rows.leads.at_zip("40202")) == 2
