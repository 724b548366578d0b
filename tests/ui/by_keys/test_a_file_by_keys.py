"""A vendor's file of five hundred rows is taken without a mouse: its name typed, its doubts decided, the rest Enter."""

from __future__ import annotations

import csv
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desks import MONDAY
from tests.ui.by_keys.officer import Officer
from tests.ui.by_keys.people import people, take_in
from tests.ui.by_keys.telling import tell

pytestmark = pytest.mark.system("keyboard")

ROWS = 500


def vendors_file(path: Path) -> None:
    """Write rows whose column of e-mails holds none; one has the number of somebody here under another name."""
    head = ["First Name", "Last Name", "Phone", "Email", "State", "Zip", "Loan Purpose"]
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(head)
        for n in range(ROWS):
            phone = "(423) 555-0100" if n == 7 else f"(615) 555-{1000 + n:04d}"
            rows.writerow([f"First{n}", f"Last{n}", phone, "yes", "TN", "37203", "Purchase"])


def test_five_hundred_leads_are_taken_by_keys(officer: Officer) -> None:
    desk = officer.prepares()
    with closing(desk.store):
        take_in(desk, people(3, MONDAY - timedelta(hours=1)))
    file = officer.folder.parent / "web.csv"
    vendors_file(file)
    officer.sits_down()
    with officer.at_task("import 500 leads") as counted:
        officer.opens("ctrl+i", "Import leads")
        officer.opens("Return", "Choose lead files")
        officer.types(str(file))
        officer.opens("Return", "Import leads")
        # the column of e-mails that holds none is left out; then whose number it is, kept apart; then all of it
        officer.presses("Return", "End", "Return")
        officer.presses("Return", "k", "Return")
        officer.waits_for(lambda: officer.file.leads() == ROWS + 3, "all rows")
        officer.presses("Return", seen=False)
        officer.screen.in_front("Today")
    tell(*counted)
    assert officer.file.lead("First7 Last7")["borrower"]["phones"][0]["number"] == "+14235550100"
    officer.leaves()
