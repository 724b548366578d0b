"""Marketing's own steps handed out to a file and taken back from one, and what that tells officers."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.activity import Kind
from app.domain.lead import Address, Channel, Lead, Person, Phone
from app.errors import BadInput
from app.hub import handing_out, people
from app.hub.checking import verify
from app.hub.forgetting import Whom, purge
from app.hub.ports import HubStore
from app.protocol import feed
from tests.app.hub.money_words import NOW, happened, run, take
from tests.hubs import TERMS, DeskOf, give_lead, later, lead

PLAYBOOK = """
name = "Calls, and marketing's e-mails"
summary = "Two calls, two e-mails"

[[step]]
id = "call-1"
channel = "call"
after = "0m"
within = "5m"

[[step]]
id = "m-1"
channel = "email"
after = "1h"
template = "hello"
by = "marketing"

[[step]]
id = "m-9"
channel = "email"
on_day = 9
between = "09:00-17:00"
template = "still"
by = "marketing"
"""
_PHONE = Phone(number="+16155550198")
TENNESSEE = Address(state="TN", zip="37201")
HEADER = "Handed Out As,To,Result,Date"


@pytest.fixture(autouse=True)
def book(store: HubStore, tmp_path: Path) -> None:
    file = tmp_path / "book.toml"
    file.write_text(PLAYBOOK, encoding="utf-8")
    run(store, "playbook", "publish", file, "--why", "the test", at=NOW - timedelta(days=20))


def given(store: HubStore, number: int, name: str = "Ada", **more: Any) -> Lead:
    return give_lead(store, lead(number, received_at=later(number), address=TENNESSEE, source="Ads", **more), name)


def handed(store: HubStore, folder: Path, *more: str, name: str = "due.csv") -> list[dict[str, str]]:
    answer = run(store, "marketing", "due", "--out", folder / name, *more)
    if answer["file"] is None:
        assert answer["handed_out"] == 0
        return []
    text = Path(answer["file"]).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_each_step_is_handed_out_once_with_whom_it_goes_to(store: HubStore, tmp_path: Path) -> None:
    one = given(store, 1)
    (row,) = handed(store, tmp_path)
    # the first e-mail was passed by when the second fell due
    assert (row["Step"], row["Template"], row["To"], row["Name"]) == ("m-1", "hello", one.emails[0], one.name)
    assert handed(store, tmp_path) == []
    with store.reading() as rows:
        (kept,) = rows.touches.of_leads([one.lead_id])[one.lead_id]
    assert kept.touch_id == row["Handed Out As"]


def test_who_opted_out_on_any_lead_of_theirs_is_left_out_and_counted(store: HubStore, tmp_path: Path) -> None:
    one = given(store, 1)
    other = given(store, 2, borrower=Person(name="Nobody Else", phones=(_PHONE,), emails=one.emails))
    happened(store, other, Kind.OPTED_OUT, channel=Channel.EMAIL)
    answer = run(store, "marketing", "due")
    assert (answer["due"], sum(answer["withheld"].values())) == (0, 2)
    assert answer["withheld"]["asked on another lead to be left alone"] == 1
    assert handed(store, tmp_path) == []


def test_every_handing_out_is_in_the_audit_and_by_whom(store: HubStore, tmp_path: Path) -> None:
    given(store, 1)
    person_id = people.add_person(
        store, people.Newcomer(name="Mo", role="marketing", branch="Nashville"), NOW
    ).person_id
    handed(store, tmp_path, "--by", "Mo")
    with store.reading() as rows:
        (line,) = [one for one in rows.audit.all() if one.what.startswith("marketing's steps handed out")]
    assert (line.by, line.subject) == (person_id, "1")
    with pytest.raises(BadInput):
        run(store, "marketing", "due", "--out", tmp_path / "x.csv", "--by", "Nobody")


def test_a_file_that_cannot_be_written_hands_nothing_out(store: HubStore, tmp_path: Path) -> None:
    given(store, 1)

    def fails(_steps: object) -> None:
        raise BadInput("no room")

    with pytest.raises(BadInput):
        handing_out.hand_out(store, TERMS.rules, fails, NOW)
    assert len(handed(store, tmp_path)) == 1


def test_a_step_that_was_sent_counts_and_the_same_file_again_changes_nothing(store: HubStore, tmp_path: Path) -> None:
    given(store, 1)
    (row,) = handed(store, tmp_path)
    back = f"{row['Handed Out As']},{row['To']},Sent,3/9/2026"
    answer = take(store, tmp_path, "steps", HEADER, back)
    assert (answer["taken"], answer["results"]) == (1, {"done": 1})
    assert take(store, tmp_path, "steps", HEADER, back)["unchanged"] == 1
    (sums,) = run(store, "report", "marketing-due")["marketing_due"]
    assert (sums["source"], sums["done"], sums["handed_out"]) == ("Ads", 1, 0)


def test_a_bounce_an_opt_out_and_an_answer_are_told_to_the_holders_desk(
    store: HubStore, desk: DeskOf, tmp_path: Path
) -> None:
    leads = [given(store, n) for n in (1, 2, 3)]
    rows = {row["To"]: row["Handed Out As"] for row in handed(store, tmp_path)}
    ada = desk("Ada")
    ada.pulls()
    results = ("hard bounce", "Unsubscribed", "replied")
    back = [f"{rows[one.emails[0]]},{one.emails[0]},{said}," for one, said in zip(leads, results, strict=True)]
    assert take(store, tmp_path, "steps", HEADER, *back)["taken"] == 3
    with store.reading() as read:
        kept = read.activities.of_leads([one.lead_id for one in leads])
    kinds = [kept[one.lead_id][-1].activity for one in leads]
    assert [one.kind for one in kinds] == [Kind.BOUNCED, Kind.OPTED_OUT, Kind.REPLIED]
    assert kinds[0].number == leads[0].emails[0]
    told = [feed.read(one.kind, one.body) for one in ada.pulls()]
    assert [one.activity.kind for one in told if isinstance(one, feed.HubActivity)] == [one.kind for one in kinds]
    assert verify(store).is_ok
    # what they said holds for marketing as well
    assert run(store, "marketing", "due", at=NOW + timedelta(days=5))["due"] <= 1


def test_rows_that_do_not_fit_are_named_and_the_rest_is_taken(store: HubStore, tmp_path: Path) -> None:
    given(store, 1)
    (row,) = handed(store, tmp_path)
    name = row["Handed Out As"]
    rows = (
        f"{name},,who knows,",
        "nothing,,sent,",
        f"{name},,sent,12/1/2026",
        f"{name},,sent,someday",
        f"{name},,sent,",
    )
    answer = take(store, tmp_path, "steps", HEADER, *rows, more=("--rejected", tmp_path / "mend"))
    assert [one["reason"] for one in answer["rejected"]] == [
        "nothing says what became of it: sent, bounced, opted out, replied or failed",
        "no step was handed out as this",
        "its day is still to come",
        "“someday” is no date",
    ]
    assert answer["taken"] == 1
    assert Path(answer["to_mend"]).exists()


def test_a_dry_run_writes_nothing(store: HubStore, tmp_path: Path) -> None:
    given(store, 1)
    (row,) = handed(store, tmp_path)
    back = f"{row['Handed Out As']},,bounced,"
    assert take(store, tmp_path, "steps", HEADER, back, more=("--dry-run",))["taken"] == 1
    assert take(store, tmp_path, "steps", HEADER, back)["taken"] == 1


def test_a_forgotten_borrower_is_handed_out_to_nobody_and_their_step_still_comes_back(
    store: HubStore, tmp_path: Path
) -> None:
    one = given(store, 1)
    (row,) = handed(store, tmp_path)
    purge(store, Whom(lead_id=one.lead_id), "a ticket", NOW)
    assert take(store, tmp_path, "steps", HEADER, f"{row['Handed Out As']},{row['To']},opted out,")["taken"] == 1
    with store.reading() as rows:
        kept = rows.activities.of_leads([one.lead_id]).get(one.lead_id, [])
    assert not [k for k in kept if k.activity.kind is Kind.OPTED_OUT]


def test_a_formula_in_a_name_stays_words_in_the_file(store: HubStore, tmp_path: Path) -> None:
    person = Person(name="=HYPERLINK(1)", phones=(Phone(number="+16155550199"),), emails=("f@example.com",))
    given(store, 1, borrower=person)
    (row,) = handed(store, tmp_path)
    assert row["Name"] == "'=HYPERLINK(1)"
