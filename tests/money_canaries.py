"""How the verbs of money and of sources are asked about somebody: for tests/test_canaries.py."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.canaries import ALL, MAILS, NAMES, STREETS

TOLD = " ".join(ALL)
N, M, S = NAMES[0], MAILS[0], STREETS[0]
OF_MONEY = {
    "hub intake list": [],
    "hub intake add": [N, "--campaign", S, "--cost", M],
    "hub intake set": [N, "--assign", N, "--map", f"{S}={N}"],
    "hub intake key": [N],
    "hub intake revoke": [N, "--key", M],
    "hub intake posts": [N],
    "hub costs import": ["MONEY", "--source", N, "--rejected", "MEND"],
    "hub costs add": ["--source", N, "--month", S, "--lead", N, "--reference", M],
    "hub costs list": ["--source", N],
    "hub costs remove": [N],
    "hub credits import": ["MONEY", "--source", N, "--state", "granted", "--rejected", "MEND"],
    "hub credits add": ["--lead", N, "--state", "granted", "--reason", S],
    "hub credits list": [],
    "hub credits remove": [M],
    "hub credits due": ["--source", N],
    "hub spend import": ["MONEY", "--source", N, "--rejected", "MEND"],
    "hub spend add": ["--source", N, "--day", S, "--amount", M],
    "hub spend list": [],
    "hub spend remove": [S],
    "hub marketing due": ["--out", "MEND/due.csv", "--by", N],
    "hub marketing done": ["MONEY", "--rejected", "MEND"],
}


def write_bills(file: Path) -> None:
    """Write a file that each of these verbs can read, with everybody in every column."""
    with file.open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(["Source", "Month", "Amount", "Lead ID", "Handed Out As", "To", "Status", "Reason", "Invoice"])
        table.writerows([name, "2026-11", "5", "", name, MAILS[0], "granted", TOLD, name] for name in NAMES)
        table.writerows([name, TOLD, TOLD, name, TOLD, TOLD, TOLD, TOLD, TOLD] for name in NAMES)
