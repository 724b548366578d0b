"""A hub of before anybody told it what leads cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from app.domain.lead import Channel
from app.domain.marketing_steps import Result, Touch
from app.domain.money import CostEntry, CostKind, CreditState, VendorCredit
from storage.engine import open_postgres, open_sqlcipher
from storage.hub.store import VERSION_TABLE, open_hub_store
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


def test_a_company_that_paid_for_nothing_keeps_a_fee_a_credit_and_a_step_of_a_lead_it_has(
    engine: Engine, tmp_path: Path
) -> None:
    migrate(engine, _scripts_up_to("0020", tmp_path / "before"), VERSION_TABLE)
    store = open_hub_store(engine)
    found_company(store)
    one, march = lead(1), date(2026, 3, 1)
    fee = CostEntry(kind=CostKind.MONTH, amount=Decimal("99.90"), source="Rates", on=march, reference="INV-1")
    own = CostEntry(kind=CostKind.LEAD, amount=Decimal(7), lead_id=one.lead_id)
    credit = VendorCredit(state=CreditState.GRANTED, month=march, source="Rates", lead_id=one.lead_id, decided_on=march)
    touch = Touch(
        touch_id="t",
        lead_id=one.lead_id,
        step_id="m-1",
        channel=Channel.EMAIL,
        begun_at=NOW,
        due_at=NOW,
        handed_at=NOW,
        result=Result.DONE,
        at=NOW,
    )
    with store.writing() as rows:
        rows.leads.add(one, [])
        assert rows.money.ledger().is_empty
        rows.money.put_costs({"a": fee, "b": own}, NOW)
        rows.money.put_credits({"c": credit}, NOW)
        rows.touches.add(touch)
    with store.reading() as rows:
        assert rows.money.costs() == {"a": fee, "b": own}
        assert rows.money.credits() == {"c": credit}
        assert rows.touches.of_leads([one.lead_id]) == {one.lead_id: [touch]}
        assert rows.touches.by_ids(["t", "u"]) == {"t": touch}
    with store.writing() as rows:
        rows.money.drop("a")
        assert set(rows.money.costs()) == {"b"}
