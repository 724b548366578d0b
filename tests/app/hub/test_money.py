"""What leads cost, told by files and verbs, and what reports make of it; on either database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.domain.activity import Kind
from app.domain.lead import Address, Origin, Partner
from app.errors import BadInput, UnreadableFile
from app.hub.forgetting import Whom, purge
from app.hub.ports import HubStore
from tests.app.hub.money_words import NOW, happened, run, take
from tests.app.leadfiles.workbooks import sheet, workbook
from tests.hubs import give_lead, later, lead

COSTS = "Source,Campaign,Month,Amount,Cost per Lead,Lead ID,Vendor Lead ID,Invoice"


def rows_of(store: HubStore, report: str = "costs", *more: str) -> list[dict[str, Any]]:
    answer = run(store, "report", report, *more)
    found: list[dict[str, Any]] = next(iter(answer.values()))
    return found


def told(answer: Any) -> tuple[int, int, int, list[str]]:
    return answer["taken"], answer["replaced"], answer["unchanged"], [one["reason"] for one in answer["rejected"]]


def test_rows_that_do_not_fit_are_named_and_the_rest_goes_in(store: HubStore, tmp_path: Path) -> None:
    mine = give_lead(store, lead(1, source="Rates", vendor_id="A-1"), "Ada")
    rows = (
        "Rates,,2026-03,100,,,,",
        "Rates,fall,Mar 2026,$20.50,,,,",
        "Rates,,,,42,,,",
        f",,,7,,{mine.lead_id},,",
        "Rates,,,8,,,A-1,77",
        ",,2026-03,5,,,,",
        "Rates,,,5,,,,",
        "Rates,,2026-03,minus one,,,,",
        "Rates,,2026-03,-5,,,,",
        "Rates,,2026-13,5,,,,",
        "Rates,,2026-03,5,5,,,",
        "Rates,,,5,,nobody,,",
        "Rates,,,5,,,A-2,",
        "Rates,,2026-03,,,,,",
    )
    assert told(take(store, tmp_path, "costs", COSTS, *rows)) == (
        5,
        0,
        0,
        [
            "no source",
            "no month",
            "“minus one” is no amount of dollars",
            "“-5” is no amount of dollars",
            "“2026-13” is no month",
            "it says a price per lead and an amount of a month: leave one of them out",
            "there is no such lead",
            "no lead came with this id of the source's",
            "no amount",
        ],
    )


def test_the_same_file_again_changes_nothing_and_a_mended_one_replaces(store: HubStore, tmp_path: Path) -> None:
    rows = ("Rates,,2026-03,60,,,,", "Rates,,2026-03,40,,,,", "Rates,,2026-03,9,,,,INV-2")
    assert told(take(store, tmp_path, "costs", COSTS, *rows)) == (3, 0, 0, [])
    assert told(take(store, tmp_path, "costs", COSTS, *rows)) == (0, 0, 3, [])
    assert told(take(store, tmp_path, "costs", COSTS, "RATES,,March 2026,90,,,,", rows[2])) == (0, 1, 1, [])
    kept = run(store, "costs", "list")["costs"]
    assert sorted((one["amount"], one["reference"]) for one in kept) == [("9", "INV-2"), ("90", None)]


def test_a_dry_run_tells_and_keeps_nothing(store: HubStore, tmp_path: Path) -> None:
    answer = take(store, tmp_path, "costs", COSTS, "Rates,,2026-03,60,,,,", more=("--dry-run",))
    assert answer["dry_run"]
    assert answer["taken"] == 1
    assert run(store, "costs", "list")["costs"] == []


def test_a_file_about_something_else_is_refused_by_name(store: HubStore, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"costs\.csv: No costs were found"):
        take(store, tmp_path, "costs", "Name,Phone", "Dana,423-555-0101")


def test_a_workbook_is_read_as_a_table_is(store: HubStore, tmp_path: Path) -> None:
    table = sheet(["Platform", "Campaign", "Day", "Amount Spent"], ["Ads", "fall", "2026-03-02", "12.5"])
    file = tmp_path / "spend.xlsx"
    file.write_bytes(workbook({"Spend": table}))
    assert told(run(store, "spend", "import", file)) == (1, 0, 0, [])
    assert run(store, "spend", "list")["spend"][0]["on"] == "2026-03-02"


def test_a_month_and_its_days_are_never_both_counted(store: HubStore, tmp_path: Path) -> None:
    header = "Source,Month,Date,Amount"
    days = ("Ads,,2026-03-01,10", "Ads,2026-03,2026-03-02,11", "ads,2026-03,,21")
    assert told(take(store, tmp_path, "spend", header, *days)) == (
        2,
        0,
        0,
        ["days of its month are here, and would count twice"],
    )
    with pytest.raises(BadInput, match="would count twice"):
        run(store, "spend", "add", "--source", "Ads", "--month", "2026-03", "--amount", "21")
    run(store, "spend", "add", "--source", "Ads", "--month", "2026-04", "--amount", "21")
    with pytest.raises(BadInput, match="its month is here as a whole"):
        run(store, "spend", "add", "--source", "ADS", "--day", "2026-04-03", "--amount", "1")


def test_one_thing_is_said_by_a_verb_listed_and_taken_back(store: HubStore) -> None:
    run(store, "costs", "add", "--source", "Rates", "--month", "2026-03", "--amount", "100")
    run(store, "costs", "add", "--source", "Rates", "--per-lead", "40", "--from", "2026-03-01")
    assert (
        run(store, "costs", "add", "--source", "rates", "--month", "3/2026", "--amount", "100")["outcome"] == "replaced"
    )
    fee, price = sorted(run(store, "costs", "list", "--source", "RATES")["costs"], key=lambda one: one["for"])
    assert (fee["for"], fee["amount"], price["for"], price["on"]) == ("month", "100", "per_lead", "2026-03-01")
    run(store, "costs", "remove", fee["id"])
    assert len(run(store, "costs", "list")["costs"]) == 1
    with pytest.raises(BadInput, match="There are no costs"):
        run(store, "costs", "remove", fee["id"])
    with pytest.raises(BadInput, match="no month"):
        run(store, "costs", "add", "--source", "Rates", "--month", "soon", "--amount", "1")


def test_a_months_money_is_spread_and_reports_add_up_to_it(store: HubStore, tmp_path: Path) -> None:
    tennessee = Address(state="TN", zip="37201")
    for n, name in ((1, "Ada"), (2, "Ada"), (3, "Eve")):
        give_lead(store, lead(n, source="Rates", address=tennessee, received_at=later(n)), name)
    give_lead(store, lead(4, source="Rates", cost=Decimal(30), is_test=True), "Ada")
    take(store, tmp_path, "costs", COSTS, "rates,,2026-03,100,,,,", "Rates,,,,40,,,", "Portal,,2026-03,12,,,,")
    take(store, tmp_path, "spend", "Source,Date,Amount", "Rates,3/1/2026,1.00", "Rates,3/2/2026,0.01")
    portal, rates = rows_of(store)
    assert (portal["leads"], portal["month_fees"], portal["cost"], portal["cost_per_lead"]) == (0, 12.0, 12.0, None)
    assert (rates["fees"], rates["month_fees"], rates["spend"], rates["cost"]) == (120.0, 100.0, 1.01, 221.01)
    branches = [rows_of(store, "costs", "--branch", branch) for branch in ("Nashville", "Memphis")]
    assert [[row["cost"] for row in rows] for rows in branches] == [[147.35], [73.66]]
    assert rows_of(store, "costs", "--officer", "Eve")[0]["month_fees"] == 33.33
    # the days asked for bear their leads' part of the month, and what no lead bears began before them
    assert rows_of(store, "costs", "--from", "2026-03-02")[0]["cost"] == 221.01
    assert rows_of(store, "sources") == rows_of(store)


def test_credits_take_from_a_leads_cost_once_they_are_granted(store: HubStore, tmp_path: Path) -> None:
    bad = give_lead(store, lead(1, source="Rates", cost=Decimal(40), vendor_id="A-1"), "Ada")
    worse = give_lead(store, lead(2, source="Rates", cost=Decimal(40)), "Ada")
    header = "Vendor Lead ID,Lead ID,Source,Month,Status,Amount,Reason,Date"
    rows = (
        "A-1,,Rates,,Claimed,,Bad Number,",
        f",{worse.lead_id},,,Denied,40,call me Dana,3/8/2026",
        ",,Rates,2026-03,Approved,5,,",
        ",,Rates,2026-03,,5,,",
        ",,Rates,2026-03,Approved,,,",
    )
    answer = take(store, tmp_path, "credits", header, *rows)
    assert told(answer) == (
        3,
        0,
        0,
        [
            "nothing says whether it was granted, refused or only claimed",
            "no amount, and no lead whose fee it could be",
        ],
    )
    (row,) = rows_of(store)
    assert (row["fees"], row["credits"], row["refused"], row["cost"]) == (80.0, 5.0, 40.0, 75.0)
    run(store, "credits", "add", "--lead", bad.lead_id, "--state", "granted", "--on", "2026-03-08")
    (row,) = rows_of(store)
    assert (row["credits"], row["cost"]) == (45.0, 35.0)
    kept = {one["lead"]: one for one in run(store, "credits", "list")["credits"]}
    assert (kept[bad.lead_id]["state"], kept[bad.lead_id]["decided_on"]) == ("granted", "2026-03-08")
    # a vendor's own words may name somebody, and are not kept
    assert kept[worse.lead_id]["reason"] == "other"


def test_a_credit_memos_amounts_may_stand_below_nought(store: HubStore, tmp_path: Path) -> None:
    rows = (",Rates,2026-03,granted,-5", "A,Rates,2026-03,granted,($6.50)", "B,Rates,2026-03,refused,− 1")
    assert told(take(store, tmp_path, "credits", "Invoice,Source,Month,Status,Amount", *rows)) == (3, 0, 0, [])
    assert sorted(one["amount"] for one in run(store, "credits", "list")["credits"]) == ["1", "5", "6.5"]


def test_an_officers_own_bad_lead_is_claimed_from_nobody(store: HubStore) -> None:
    (one,) = bad_leads(store, 1, origin=Origin.WALK_IN)
    happened(store, one, Kind.BAD_LEAD, reason="fake")
    assert run(store, "credits", "due", "--all")["bad_leads"] == []


def bad_leads(store: HubStore, count: int, **more: Any) -> list[Any]:
    leads = [lead(n, source="Rates", cost=Decimal(40), received_at=later(n), **more) for n in range(count)]
    for one in leads:
        give_lead(store, one, "Ada")
    return leads


def test_a_bad_lead_says_how_long_it_may_be_claimed(store: HubStore) -> None:
    run(store, "intake", "add", "rates", "--no-key", "--return-within", "9d")
    leads = bad_leads(store, 2)
    happened(store, leads[0], Kind.BAD_LEAD, reason="bad number")
    (due,) = run(store, "credits", "due")["bad_leads"]
    assert (due["claim"], due["days_left"], due["until"]) == ("2 days left to claim", 2, "2026-03-11")
    for days, words in ((1, "1 day left to claim"), (2, "last day to claim")):
        (due,) = run(store, "credits", "due", at=NOW + timedelta(days=days))["bad_leads"]
        assert due["claim"] == words
    assert run(store, "credits", "due", at=NOW + timedelta(days=3))["bad_leads"] == []
    (late,) = run(store, "credits", "due", "--all", at=NOW + timedelta(days=3))["bad_leads"]
    assert late["claim"] == "too late to claim: it was possible until March 11"
    (row,) = rows_of(store, "returns")
    assert (row["bad"], row["open"], row["words"]) == ({"n": 1, "of": 2}, 1, "2 days left to claim")


def test_no_more_of_a_month_is_claimed_than_the_source_takes_back(store: HubStore) -> None:
    run(store, "intake", "add", "Rates", "--no-key", "--return-within", "30d", "--max-return-share", "40%")
    leads = bad_leads(store, 7)
    for one in leads[:5]:
        happened(store, one, Kind.BAD_LEAD, reason="fake")
    run(store, "credits", "add", "--lead", leads[0].lead_id, "--state", "granted")
    run(store, "credits", "add", "--lead", leads[1].lead_id, "--state", "refused", "--amount", "40")
    (row,) = rows_of(store, "returns")
    assert (row["may_return"], row["returned"]) == (2, 1)
    assert {name: row[name] for name in ("open", "granted", "refused", "over_cap")} == {
        "open": 1,
        "granted": 1,
        "refused": 1,
        "over_cap": 2,
    }
    (due,) = run(store, "credits", "due")["bad_leads"]
    assert due["lead_id"] == leads[2].lead_id
    every = run(store, "credits", "due", "--all", "--source", "RATES")["bad_leads"]
    assert [one["claim"] for one in every if one["lead_id"] == leads[4].lead_id] == [
        "over what may be returned of its month"
    ]


def test_a_source_that_agreed_to_nothing_names_no_day(store: HubStore) -> None:
    (one,) = bad_leads(store, 1)
    happened(store, one, Kind.BAD_LEAD, reason="duplicate")
    (due,) = run(store, "credits", "due")["bad_leads"]
    assert (due["claim"], due["until"]) == ("no return terms are recorded of its source", None)


def test_terms_are_told_with_the_source_and_refused_where_they_are_none(store: HubStore) -> None:
    run(store, "intake", "add", "Rates", "--no-key")
    told = run(store, "intake", "set", "Rates", "--return-within", "7", "--max-return-share", "0.15")
    assert (told["return_within"], told["max_return_share"]) == (7, "0.15")
    told = run(store, "intake", "set", "Rates", "--return-within", "none", "--max-return-share", "none")
    assert (told["return_within"], told["max_return_share"]) == (None, None)
    for words in (("--return-within", "a week"), ("--max-return-share", "150%"), ("--max-return-share", "some")):
        with pytest.raises(BadInput):
            run(store, "intake", "set", "Rates", *words)


def test_what_sales_made_of_leads_is_told_by_source_with_its_reasons(store: HubStore) -> None:
    leads = bad_leads(store, 4)
    happened(store, leads[0], Kind.NO_ANSWER, later(10))
    happened(store, leads[1], Kind.BAD_LEAD, reason="out of state")
    with store.writing() as rows:
        rows.leads.add(lead(9, source="Rates"), [])
    (row,) = rows_of(store, "acceptance")
    assert (row["accepted"]["n"], row["accepted"]["of"]) == (1, 4)
    assert (row["sent_back"]["n"], row["reasons"]) == (1, {"out of state": 1})
    assert (row["waiting"], row["not_given"], row["accepted_after_s"]) == (2, 1, 600.0)


def test_partners_leads_and_their_results_are_told_by_name_and_never_ranked(store: HubStore) -> None:
    whom = Partner(name="Pat Partner", company="Example Realty", phone="+14235550190")
    leads = [lead(n, source="Referral", partner=whom) for n in (1, 2)]
    for one in leads:
        give_lead(store, one, "Ada")
    give_lead(store, lead(3, partner=Partner(name="Al Able")), "Ada")
    happened(store, leads[0], Kind.CALL_BACK, when=NOW + timedelta(days=1))
    able, pat = rows_of(store, "partners")
    assert (able["partner"], pat["partner"], pat["leads"]) == ("Al Able", "Pat Partner", 2)
    assert (pat["contacted"]["n"], pat["owed_a_word"]["first_contact"]) == (1, 1)


def test_a_forgotten_borrowers_lead_keeps_its_cost_and_loses_the_invoices_words(store: HubStore) -> None:
    (one,) = bad_leads(store, 1)
    run(store, "costs", "add", "--lead", one.lead_id, "--amount", "50", "--reference", "for Dana")
    purge(store, Whom(lead_id=one.lead_id), "a ticket", NOW)
    (kept,) = run(store, "costs", "list")["costs"]
    assert (kept["amount"], kept["reference"]) == ("50", None)
    assert rows_of(store)[0]["cost"] == 50.0


def test_a_month_that_has_not_begun_is_in_no_report_yet(store: HubStore) -> None:
    run(store, "costs", "add", "--source", "Rates", "--month", "2026-04", "--amount", "100")
    assert rows_of(store) == rows_of(store, "costs", "--to", "2026-12-31") == []
    assert [row["month"] for row in rows_of(store, "costs", "--at", datetime(2026, 4, 2, tzinfo=UTC).isoformat())] == [
        "2026-04"
    ]
