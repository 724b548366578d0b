"""What a dispute asks after is not forgotten, on either database, until the hold is lifted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.clock import FixedClock
from app.command_line import read_words
from app.errors import BadInput
from app.hub import letting_in, people
from app.hub.backups import begin_anew, keep_shut_out
from app.hub.command import run
from app.outside.ledger import FileLedger
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, TERMS, DeskOf, NoSums, give_lead, in_place, lead

Hub = Callable[..., dict[str, Any]]
YEARS = NOW + timedelta(days=1200)


@pytest.fixture
def hub(store: SqlHubStore) -> Hub:
    clock = FixedClock(YEARS)
    return lambda *words: run(read_words(["hub", *map(str, words)]), store, clock, NoSums(), TERMS)


def audited(store: SqlHubStore) -> list[tuple[str, str]]:
    with store.reading() as rows:
        return [(line.what, line.subject) for line in rows.audit.all()]


def test_a_lead_on_hold_is_passed_over_by_name_and_by_age_and_that_is_said(store: SqlHubStore, hub: Hub) -> None:
    kept, other = give_lead(store, lead(1), "Ada"), give_lead(store, lead(2), "Ada")
    placed = hub("hold", "add", kept.lead_id, "--why", "matter 17")
    assert (placed["on"], placed["leads"]) == ("lead", 1)
    held = [{"lead_id": kept.lead_id, "hold_id": placed["hold_id"]}]
    assert hub("purge", kept.lead_id, "--why", "asked") == {"ok": False, "purged": [], "kept_by_a_legal_hold": held}
    assert hub("purge", "--untouched-for", 1095, "--why", "three years") == {
        "purged": [other.lead_id],
        "kept_by_a_legal_hold": held,
    }
    assert audited(store).count(("leads not purged: 1, by legal hold", placed["hold_id"])) == 2

    hub("hold", "lift", placed["hold_id"], "--why", "settled")
    assert hub("purge", "--untouched-for", 1095, "--why", "three years") == {"purged": [kept.lead_id]}
    told = [what for what, subject in audited(store) if subject == placed["hold_id"]]
    assert told[0] == f"legal hold on lead {kept.lead_id}: matter 17"
    assert told[-1] == "legal hold lifted: settled"


@pytest.mark.parametrize("words", [("--number", "(615) 555-0101"), ("--email", "BORROWER1@example.com")])
def test_a_borrower_on_hold_is_kept_by_number_or_address_in_every_lead_later_ones_too(
    store: SqlHubStore, hub: Hub, words: tuple[str, str]
) -> None:
    hub("hold", "add", *words, "--why", "matter 17")
    later = give_lead(store, lead(1), "Ada")
    assert hub("purge", later.lead_id, "--why", "asked")["purged"] == []
    (shown,) = hub("hold", "list")["holds"]
    assert (shown["on"], shown["of"], shown["lifted_at"]) == ("borrower", None, None)
    with store.reading() as rows:
        (kept,) = rows.holds.all()
    assert "615" not in kept.subject[:3]
    assert "@" not in kept.subject


def test_an_officer_on_hold_keeps_all_they_ever_held_and_what_their_device_has_not_handed_in(
    store: SqlHubStore, hub: Hub, desk: DeskOf
) -> None:
    device_id = desk("Ada").enrolled.device_id
    mine, bens = give_lead(store, lead(1), "Ada"), give_lead(store, lead(2), "Ben")
    people.leave(store, "Ada", NOW)
    placed = hub("hold", "add", "--officer", "ada", "--why", "matter 18")
    assert placed["leads"] == 1
    assert hub("hold", "list")["holds"][0]["of"] == "Ada"
    told = hub("purge", "--untouched-for", 1095, "--why", "three years")
    assert told["purged"] == [bens.lead_id]
    assert [one["lead_id"] for one in told["kept_by_a_legal_hold"]] == [mine.lead_id]
    with pytest.raises(BadInput, match="may not be lost"):
        letting_in.revoke(store, device_id, YEARS, wipe=True, at_once=True)
    assert letting_in.revoke(store, device_id, YEARS, wipe=True)[0].wipe_at == YEARS


def test_a_hold_placed_after_the_backup_holds_when_that_is_put_back(
    store: SqlHubStore, hub: Hub, tmp_path: Path
) -> None:
    one = give_lead(store, lead(1), "Ada")
    ledger = FileLedger(tmp_path / "revoked.jsonl")
    hold_id = hub("hold", "add", one.lead_id, "--why", "matter 19")["hold_id"]
    keep_shut_out(store, ledger)
    assert "matter" not in (tmp_path / "revoked.jsonl").read_text(encoding="utf-8")
    in_place(store, "DELETE FROM legal_hold")
    assert hub("hold", "list")["holds"] == []
    assert begin_anew(store, ledger, NOW).holds == [hold_id]
    assert begin_anew(store, ledger, NOW).holds == []
    assert hub("purge", one.lead_id, "--why", "asked")["purged"] == []
    hub("hold", "lift", hold_id, "--why", "settled")
    keep_shut_out(store, ledger)
    in_place(store, "DELETE FROM legal_hold")
    begin_anew(store, ledger, NOW)
    assert hub("purge", one.lead_id, "--why", "asked")["purged"] == [one.lead_id]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--why", "x"], "What is to be kept"),
        (["nothing", "--why", "x"], "no such lead"),
        (["--number", "12", "--why", "x"], "no telephone number"),
        (["--officer", "Nobody", "--why", "x"], "Nobody here"),
        (["LEAD", "--why", " "], "with a reason"),
        (["LEAD", "--why", "the case of Borrower1"], "names the person"),
    ],
)
def test_a_hold_on_nobody_or_that_names_somebody_is_refused(
    store: SqlHubStore, hub: Hub, words: list[str], says: str
) -> None:
    one = give_lead(store, lead(1), "Ada")
    with pytest.raises(BadInput, match=says):
        hub("hold", "add", *[one.lead_id if word == "LEAD" else word for word in words])
    assert hub("hold", "list")["holds"] == []


def test_a_hold_is_placed_once_and_lifted_once(store: SqlHubStore, hub: Hub) -> None:
    one = give_lead(store, lead(1), "Ada")
    hold_id = hub("hold", "add", one.lead_id, "--why", "matter 17")["hold_id"]
    with pytest.raises(BadInput, match="already"):
        hub("hold", "add", one.lead_id, "--why", "matter 17")
    hub("hold", "lift", hold_id, "--why", "settled")
    for why, says in (("again", "No hold"), ("", "with a reason")):
        with pytest.raises(BadInput, match=says):
            hub("hold", "lift", hold_id, "--why", why)
