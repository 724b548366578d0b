"""A loan system's reports taken in at the hub: matched, told, counted, confirmed, forgotten."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.clock import FixedClock
from app.command_line import read_words
from app.domain.activity import Kind
from app.domain.lead import Address, Lead
from app.errors import BadInput
from app.hub import loan_verbs, reports, verbs
from app.hub.arriving import keys_of
from app.hub.checking import verify
from app.hub.forgetting import Whom, purge
from app.hub.ports import HubStore
from app.hub.reports import Question, Report
from app.hub.sums import ScoredSums
from app.protocol import feed
from tests.app.leadfiles.workbooks import sheet, workbook
from tests.hubs import DeskOf, give_lead, lead
from tests.shipped import shipped_rules

#: when the file comes; leads of tests.hubs came on the 2nd of March
NOW = datetime(2026, 3, 20, 15, tzinfo=UTC)
HEADER = "Loan Number,Lead ID,Name,Email,Phone,Property Zip,Stage,Stage Date,Loan Amount"


def take(store: HubStore, tmp_path: Path, *rows: str, header: str = HEADER, more: tuple[str, ...] = ()) -> Any:
    file = tmp_path / "loans.csv"
    file.write_text("\n".join((header, *rows)), encoding="utf-8")
    return run(store, "import", str(file), *more)


def run(store: HubStore, *words: str) -> Any:
    args: Namespace = read_words(["hub", "stages", *words])
    return loan_verbs.run(args, store, FixedClock(NOW))


def row(number: str, *, zero: int | None = None, stage: str = "Processing", on: str = "3/12/2026", **more: str) -> str:
    """Return a row about borrower number so and so of tests.hubs, known by mail unless it says otherwise."""
    email = "" if zero is None else f"borrower{zero}@example.com"
    said = {"lead_id": "", "name": "", "email": email, "phone": "", "zip": "", "amount": "250000", **more}
    return ",".join(
        (number, said["lead_id"], said["name"], said["email"], said["phone"], said["zip"], stage, on, said["amount"])
    )


def outcomes(answer: Any) -> list[str]:
    assert (
        answer["rows"]
        == sum(answer[one] for one in ("accepted", "unchanged", "unmatched", "ambiguous", "rejected"))
        == len(answer["lines"])
    )
    return [line["outcome"] for line in answer["lines"]]


def stages_of(store: HubStore, one: Lead) -> list[tuple[str, datetime]]:
    with store.reading() as rows:
        kept = rows.activities.of_leads([one.lead_id]).get(one.lead_id, [])
    told = [k.activity for k in kept if k.activity.kind is Kind.STAGE_REPORTED]
    return [(a.stage, a.began_at) for a in sorted(told, key=lambda a: (a.began_at, a.logged_at))]


def sources(store: HubStore) -> Any:
    return reports.report_of(store, ScoredSums(shipped_rules()), Question(Report.SOURCES), NOW)


def test_a_stage_is_told_to_the_holders_desk_at_its_own_date(store: HubStore, desk: DeskOf, tmp_path: Path) -> None:
    mine, others = give_lead(store, lead(0), "Ada"), give_lead(store, lead(1), "Eve")
    ada = desk("Ada")
    ada.pulls()
    assert outcomes(take(store, tmp_path, row("1", zero=0), row("2", zero=1))) == ["accepted", "accepted"]
    told = [feed.read(one.kind, one.body) for one in ada.pulls()]
    [news] = [one for one in told if isinstance(one, feed.HubActivity)]
    assert (news.activity.lead_id, news.activity.stage) == (mine.lead_id, "processing")
    assert news.activity.began_at == datetime(2026, 3, 13, 4, 59, 59, tzinfo=UTC)
    assert others.lead_id not in json.dumps([body.body.decode() for _, body in ada.told])
    assert verify(store).is_ok


def test_a_loan_is_known_by_id_number_mail_and_phone_in_that_order(store: HubStore, tmp_path: Path) -> None:
    leads = [give_lead(store, lead(n), "Ada") for n in range(4)]
    answer = take(
        store,
        tmp_path,
        row("1", zero=1, lead_id=leads[0].lead_id),
        row("2", zero=1, phone="615-555-0102"),
        row("3", phone="(615) 555-0102"),
        # by now the number says whose it is, whatever else the row does
        row("3", zero=3, stage="Funded", on="3/15/2026"),
    )
    assert outcomes(answer) == ["accepted"] * 4
    assert [line["leads"] for line in answer["lines"]] == [
        [one.lead_id] for one in (leads[0], leads[1], leads[2], leads[2])
    ]
    by = [line["why"].partition(":")[0] for line in answer["lines"]]
    assert by == ["by lead id", "by e-mail", "by phone", "by loan number"]
    assert answer["match_rate"] == {"n": 3, "of": 3}


def test_the_same_file_twice_changes_nothing(store: HubStore, desk: DeskOf, tmp_path: Path) -> None:
    one = give_lead(store, lead(0), "Ada")
    rows = (row("1", zero=0), row("", zero=0, lead_id="unknown"), row("9", name="Nobody Known"))
    first = take(store, tmp_path, *rows)
    before, waiting = stages_of(store, one), run(store, "unmatched")
    ada = desk("Ada")
    ada.pulls()
    again = take(store, tmp_path, *rows)
    assert outcomes(first)[0] == "accepted"
    assert outcomes(again) == ["unchanged", "unchanged", "unmatched"]
    assert stages_of(store, one) == before
    assert ada.pulls() == []
    assert run(store, "unmatched") == waiting
    assert again["match_rate"] == {"n": 1, "of": 2}


def test_spreadsheets_eat_zeros_and_people_write_dashes(store: HubStore, tmp_path: Path) -> None:
    give_lead(store, lead(0), "Ada")
    take(store, tmp_path, row("00026-0300", zero=0))
    assert outcomes(take(store, tmp_path, row("260300"))) == ["unchanged"]


def test_a_second_loan_that_is_withdrawn_leaves_the_lead_where_the_first_one_is(
    store: HubStore, tmp_path: Path
) -> None:
    one = give_lead(store, lead(0), "Ada")
    answer = take(
        store,
        tmp_path,
        row("2", zero=0, stage="Withdrawn", on="3/14/2026"),
        row("1", zero=0, stage="Underwriting", on="3/12/2026"),
    )
    assert outcomes(answer) == ["accepted", "accepted"]
    assert [stage for stage, _ in stages_of(store, one)] == ["underwriting", "withdrawn", "underwriting"]
    take(store, tmp_path, row("1", zero=0, stage="Funded", on="3/16/2026"))
    take(store, tmp_path, row("3", zero=0, stage="Funded", on="3/17/2026", amount="50000.25"))
    (source,) = sources(store)["sources"]
    assert (source["funded"], source["funded_volume"]) == (1, 300000.25)


def test_what_is_not_certain_waits_until_a_person_says_whose_it_is(
    store: HubStore, desk: DeskOf, tmp_path: Path
) -> None:
    one = lead(0, subject_property=Address(zip="37402"))
    give_lead(store, one, "Ada")
    named = row("77", name=one.borrower.name, zip="37402", stage="Funded")
    answer = take(store, tmp_path, named, row("78", name="Nobody Known", email="x@example.com"))
    assert outcomes(answer) == ["ambiguous", "unmatched"]
    assert (stages_of(store, one), sources(store)["match_rate"]) == ([], {"n": 0, "of": 2})
    listed = run(store, "unmatched")["unmatched"]
    assert [(w["loan"], w["leads"], w["line"]) for w in listed] == [("77", [one.lead_id], 2), ("78", [], 3)]
    # nothing of the borrower is kept beside the number
    assert one.borrower.name not in json.dumps(listed)
    assert "x@example.com" not in json.dumps(listed)
    ada = desk("Ada")
    ada.pulls()
    confirmed = run(store, "confirm", "077", "--lead", one.lead_id)
    assert (confirmed["lead_id"], confirmed["matched_by"]) == (one.lead_id, "confirmed by a person")
    assert [stage for stage, _ in stages_of(store, one)] == ["funded"]
    assert len(ada.pulls()) == 1
    assert outcomes(take(store, tmp_path, named)) == ["unchanged"]
    assert sources(store)["match_rate"] == {"n": 1, "of": 2}
    with store.reading() as rows:
        assert ("loan confirmed", one.lead_id) in [(line.what, line.subject) for line in rows.audit.all()]


def test_a_loan_without_a_number_waits_under_a_name_of_its_own_and_is_confirmed_by_it(
    store: HubStore, tmp_path: Path
) -> None:
    one = give_lead(store, lead(0), "Ada")
    nameless = row("", name="Nobody Known", email="new@example.com")
    take(store, tmp_path, nameless)
    take(store, tmp_path, nameless)
    (waiting,) = run(store, "unmatched")["unmatched"]
    run(store, "confirm", waiting["loan"], "--lead", one.lead_id)
    assert outcomes(take(store, tmp_path, nameless)) == ["unchanged"]
    # its number comes later: still one loan
    assert outcomes(take(store, tmp_path, row("5", zero=0))) == ["accepted"]
    with store.reading() as rows:
        (loan,) = rows.loans.of_leads([one.lead_id])[one.lead_id]
    assert loan.number == "5"
    assert len(stages_of(store, one)) == 1


def test_a_loan_without_a_number_that_was_confirmed_waits_no_more_though_the_lead_had_another_file_tell_of_it(
    store: HubStore, tmp_path: Path
) -> None:
    one = give_lead(store, lead(0), "Ada")
    nameless = row("", name="Nobody Known", email="new@example.com")
    take(store, tmp_path, row("5", zero=0))
    take(store, tmp_path, nameless)
    (waiting,) = run(store, "unmatched")["unmatched"]
    run(store, "confirm", waiting["loan"], "--lead", one.lead_id)
    again = take(store, tmp_path, nameless)
    assert (outcomes(again), again["lines"][0]["leads"]) == (["unchanged"], [one.lead_id])
    # what it tells of later is that loan's, until a second one makes that anybody's guess
    funded = row("", name="Nobody Known", email="new@example.com", stage="Funded", on="3/16/2026")
    assert outcomes(take(store, tmp_path, funded)) == ["accepted"]
    denied = row("", name="Nobody Known", email="new@example.com", stage="Denied", on="3/17/2026")
    answer = take(store, tmp_path, row("6", zero=0), nameless, denied)
    assert outcomes(answer) == ["accepted", "unchanged", "ambiguous"]


def test_a_confirmed_loan_that_gets_its_number_later_is_known_by_what_it_came_under_before(
    store: HubStore, tmp_path: Path
) -> None:
    one = give_lead(store, lead(0), "Ada")
    nameless = row("", name="Nobody Known", email="new@example.com")
    take(store, tmp_path, nameless)
    (waiting,) = run(store, "unmatched")["unmatched"]
    run(store, "confirm", waiting["loan"], "--lead", one.lead_id)
    take(store, tmp_path, row("5", zero=0))
    answer = take(store, tmp_path, nameless)
    assert (outcomes(answer), run(store, "unmatched")["unmatched"]) == (["unchanged"], [])
    assert answer["lines"][0]["why"] == "by confirmed by a person"


def test_a_loan_that_may_be_somebodys_who_is_forgotten_waits_without_its_number(
    store: HubStore, tmp_path: Path
) -> None:
    one = give_lead(store, lead(0, subject_property=Address(zip="37402")), "Ada")
    other = give_lead(store, lead(0, subject_property=Address(zip="37402")), "Ada")
    named = row("987654", name=one.borrower.name, zip="37402")
    take(store, tmp_path, named)
    purge(store, Whom(one.lead_id), "ticket 5", NOW)
    for _ in range(2):
        (waiting,) = run(store, "unmatched")["unmatched"]
        assert (waiting["leads"], "987654" in json.dumps(waiting)) == ([other.lead_id], False)
        take(store, tmp_path, named)
    assert run(store, "confirm", "987654", "--lead", other.lead_id)["lead_id"] == other.lead_id


def test_a_lead_is_found_by_the_zip_code_it_names_by_now(store: HubStore, tmp_path: Path) -> None:
    one = give_lead(store, lead(0, subject_property=Address(zip="37402")), "Ada")
    there = lead(1, subject_property=Address(zip="37402"))
    give_lead(store, there, "Ada")
    with store.writing() as rows:
        moved = msgspec.structs.replace(one, subject_property=Address(zip="37403"))
        rows.leads.put(moved)
        rows.leads.add_zips(moved)
        assert [[found.lead_id for found in rows.leads.at_zip(code)] for code in ("37402", "37403", "37404")] == [
            [there.lead_id],
            [one.lead_id],
            [],
        ]
    purge(store, Whom(there.lead_id), "ticket 5", NOW)
    with store.reading() as rows:
        assert rows.leads.at_zip("37402") == []


def test_a_row_without_a_number_of_a_lead_with_several_loans_is_asked_about(store: HubStore, tmp_path: Path) -> None:
    one = give_lead(store, lead(0), "Ada")
    answer = take(store, tmp_path, row("1", zero=0), row("2", zero=0), row("", zero=0, stage="Funded"))
    assert outcomes(answer) == ["accepted", "accepted", "ambiguous"]
    (waiting,) = run(store, "unmatched")["unmatched"]
    with pytest.raises(BadInput, match="several loans"):
        run(store, "confirm", waiting["loan"], "--lead", one.lead_id)


def test_a_lead_that_comes_later_gets_the_loan_that_waited(store: HubStore, tmp_path: Path) -> None:
    take(store, tmp_path, row("1", zero=0))
    one = give_lead(store, lead(0), "Ada")
    answer = take(store, tmp_path, row("1", zero=0, stage="Funded", on="3/16/2026"))
    assert outcomes(answer) == ["accepted"]
    assert [stage for stage, _ in stages_of(store, one)] == ["processing", "funded"]
    assert run(store, "unmatched")["unmatched"] == []


def test_a_loan_is_not_moved_to_another_lead_behind_anybodys_back(store: HubStore, tmp_path: Path) -> None:
    one, other = give_lead(store, lead(0), "Ada"), give_lead(store, lead(1), "Ada")
    take(store, tmp_path, row("1", zero=0))
    answer = take(store, tmp_path, row("1", lead_id=other.lead_id))
    assert outcomes(answer) == ["rejected"]
    assert one.lead_id in answer["lines"][0]["why"]


@pytest.mark.parametrize(("loan", "named"), [("nobody's", "own"), ("7", "none"), ("7", "\x00")])
def test_only_a_loan_that_waits_is_confirmed_and_only_for_a_lead_there_is(
    store: HubStore, tmp_path: Path, loan: str, named: str
) -> None:
    one = give_lead(store, lead(0), "Ada")
    take(store, tmp_path, row("7", name="Nobody Known"))
    with pytest.raises(BadInput):
        run(store, "confirm", loan, "--lead", one.lead_id if named == "own" else named)


def test_a_lead_of_the_pool_has_its_stage_and_nobody_is_told(store: HubStore, tmp_path: Path) -> None:
    one = lead(0)
    with store.writing() as rows:
        rows.leads.add(one, keys_of(one))
    assert outcomes(take(store, tmp_path, row("1", zero=0))) == ["accepted"]
    assert len(stages_of(store, one)) == 1


def test_a_stage_from_before_the_lead_came_counts_from_when_it_came(store: HubStore, tmp_path: Path) -> None:
    one = give_lead(store, lead(0), "Ada")
    take(store, tmp_path, row("1", lead_id=one.lead_id, on="2/1/2026"))
    assert stages_of(store, one) == [("processing", one.received_at)]
    by_mail = give_lead(store, lead(1), "Ada")
    answer = take(store, tmp_path, row("2", zero=1, on="2/1/2026"))
    assert outcomes(answer) == ["ambiguous"]
    assert "before the lead came" in answer["lines"][0]["why"]
    assert stages_of(store, by_mail) == []


def test_rejected_rows_come_back_as_a_file_that_can_be_mended_and_imported(store: HubStore, tmp_path: Path) -> None:
    give_lead(store, lead(0), "Ada")
    rows = (row("1", zero=0), row("2", zero=0, stage="Lunch"), "3,,,,,,Processing,someday,")
    answer = take(store, tmp_path, *rows, more=("--rejected", str(tmp_path / "mend")))
    assert outcomes(answer) == ["accepted", "rejected", "rejected"]
    mend = Path(answer["to_mend"])
    table = mend.read_text("utf-8-sig")
    assert ("Lunch" in table, "someday" in table, len(table.splitlines())) == (True, True, 3)
    mend.write_text(table.replace("Lunch", "Processing").replace("someday", "3/1/2026"), encoding="utf-8")
    again = run(store, "import", str(mend))
    assert outcomes(again) == ["accepted", "unmatched"]
    assert "to_mend" not in take(store, tmp_path, row("1", zero=0), more=("--rejected", str(tmp_path / "mend")))


def test_a_company_tells_its_own_words_at_the_import(store: HubStore, tmp_path: Path) -> None:
    one = give_lead(store, lead(0), "Ada")
    take(store, tmp_path, row("1", zero=0, stage="Welcome call"), more=("--stage", "Welcome Call=processing"))
    assert [stage for stage, _ in stages_of(store, one)] == ["processing"]
    for wrong in ("Welcome", "=processing", "Lunch=nurture"):
        with pytest.raises(BadInput, match="which stage"):
            take(store, tmp_path, row("1", zero=0), more=("--stage", wrong))


def test_a_dry_run_counts_and_keeps_nothing(store: HubStore, tmp_path: Path) -> None:
    one = give_lead(store, lead(0), "Ada")
    answer = take(store, tmp_path, row("1", zero=0), row("1", zero=0), row("2"), more=("--dry-run",))
    assert outcomes(answer) == ["accepted", "unchanged", "unmatched"]
    assert (answer["dry_run"], answer["match_rate"]) == (True, {"n": 1, "of": 2})
    assert stages_of(store, one) == []
    assert run(store, "unmatched")["unmatched"] == []


def test_a_forgotten_borrowers_loan_has_no_number_stays_in_the_sums_and_is_written_to_no_more(
    store: HubStore, tmp_path: Path
) -> None:
    one, other = (give_lead(store, lead(n, subject_property=Address(zip="37402")), "Ada") for n in range(2))
    take(store, tmp_path, row("123456", zero=0, stage="Funded"))
    take(store, tmp_path, row("9", name=one.borrower.name, zip="37402"))
    take(store, tmp_path, row("8", name="Nobody Known", zip="37402"))
    assert any(waiting["leads"] == [one.lead_id] for waiting in run(store, "unmatched")["unmatched"])
    purge(store, Whom(lead_id=one.lead_id), "ticket 5", NOW)
    assert "123456" not in json.dumps(verbs.lead(store, FixedClock(NOW), one.lead_id), default=str)
    assert all(not waiting["leads"] for waiting in run(store, "unmatched")["unmatched"])
    (source,) = sources(store)["sources"]
    assert source["funded_volume"] == 250000
    before = stages_of(store, one)
    for again in (row("123456", zero=0, stage="Funded", on="3/18/2026"), row("55", lead_id=one.lead_id)):
        answer = take(store, tmp_path, again)
        assert outcomes(answer) == ["unchanged"]
        assert "forgotten" in answer["lines"][0]["why"]
    assert stages_of(store, one) == before
    assert verify(store).is_ok
    assert other.lead_id


def test_a_lead_tells_of_its_loans(store: HubStore, tmp_path: Path) -> None:
    one = give_lead(store, lead(0), "Ada")
    take(store, tmp_path, row("1", zero=0))
    assert verbs.lead(store, FixedClock(NOW), one.lead_id)["loans"] == [
        {
            "loan": "1",
            "stages": [{"stage": "processing", "on": "2026-03-12"}],
            "amount": 250000.0,
            "matched_by": "e-mail",
        }
    ]


def test_of_a_workbook_with_two_sheets_the_rejected_rows_alone_come_back(store: HubStore, tmp_path: Path) -> None:
    give_lead(store, lead(0), "Ada")
    header = ("Loan Number", "Email", "Stage", "Stage Date")
    good, bad = ("1", "borrower0@example.com", "Funded", "2026-03-12"), ("2", "", "Lunch", "2026-03-12")
    file = tmp_path / "loans.xlsx"
    file.write_bytes(workbook({"North": sheet(header, bad), "South": sheet(header, good)}))
    answer = run(store, "import", str(file), "--rejected", str(tmp_path / "mend"))
    assert outcomes(answer) == ["rejected", "accepted"]
    assert answer["lines"][0]["why"].startswith("sheet “North”: ")
    table = Path(answer["to_mend"]).read_text("utf-8-sig")
    assert "Lunch" in table
    assert "borrower0" not in table


def test_a_loan_is_never_a_test_leads(store: HubStore, tmp_path: Path) -> None:
    real, test = give_lead(store, lead(0), "Ada"), lead(1)
    give_lead(store, msgspec.structs.replace(test, borrower=real.borrower, is_test=True), "Ada")
    assert outcomes(take(store, tmp_path, row("1", zero=0), row("2", lead_id=test.lead_id))) == [
        "accepted",
        "unmatched",
    ]
    assert stages_of(store, test) == []
    with pytest.raises(BadInput, match="nobody is behind it"):
        run(store, "confirm", "2", "--lead", test.lead_id)
