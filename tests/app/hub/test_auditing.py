"""Who did what is written down, can be checked outside, and one changed byte of it or of an event is found."""

from __future__ import annotations

import ast
import hashlib
import json
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.clock import FixedClock
from app.command_line import read_words
from app.domain.activity import Kind
from app.domain.stage import Stage
from app.errors import BadInput, StoreUnusable
from app.hub import checking, letting_in, people, stages, verbs
from app.hub.command import run
from app.hub.forgetting import Whom, purge
from app.hub.intake import LeadFile, import_leads
from app.hub.records import KeptActivity
from app.hub.reports import Question, Report, report_for
from app.hub.sums import ScoredSums
from app.protocol.wire import ACTIVITY
from storage.hub.store import SqlHubStore
from storage.hub.tables import metadata
from tests.hubs import NOW, TERMS, DeskOf, give_lead, in_place, later, lead
from tests.shipped import shipped_rules

CLOCK = FixedClock(later(3 * 24 * 60))
Line = dict[str, Any]


@pytest.fixture
def sums() -> ScoredSums:
    return ScoredSums(shipped_rules())


def hub(store: SqlHubStore, *words: str) -> dict[str, Any]:
    return run(read_words(["hub", *words]), store, CLOCK, ScoredSums(shipped_rules()), TERMS)


def noted(store: SqlHubStore) -> list[tuple[str, str, str]]:
    with store.reading() as rows:
        return [(line.by, line.what, line.subject) for line in rows.audit.all()]


# -- what is written down ------------------------------------------------------------------------------


def test_whoever_sees_others_by_name_is_in_the_audit_and_whoever_sees_sums_is_not(
    store: SqlHubStore, sums: ScoredSums, desk: DeskOf
) -> None:
    ada, ben = desk("Ada"), desk("Ben")
    before = len(noted(store))
    for report in Report:
        whose = "" if report is Report.EXPERIMENTS else "Ada"
        report_for(store, sums, ben.caller(), Question(report, officer=whose), NOW)
    report_for(store, sums, ben.caller(), Question(Report.TEAM), NOW)
    report_for(store, sums, ben.caller(), Question(Report.OFFICER), NOW)
    report_for(store, sums, ada.caller(), Question(Report.OFFICER), NOW)
    hub(store, "report", "team", "--from", "2026-03-01")
    hub(store, "report", "leaks")
    with store.reading() as rows:
        nashville = rows.people.branch_named("Nashville")
    assert nashville is not None
    assert noted(store)[before:] == [
        (ben.person_id, "saw the team report", ada.person_id),
        (ben.person_id, "saw the officer report", ada.person_id),
        (ben.person_id, "saw the promises report", ada.person_id),
        (ben.person_id, "saw the partners report", ada.person_id),
        (ben.person_id, "saw the team report", nashville.branch_id),
        ("operator", "saw the team report, days 2026-03-01..", "every branch"),
    ]


def test_leads_seen_given_and_taken_back_are_in_the_audit(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    file = LeadFile(name="a.csv", data=b"Name,Phone\nDana,615-555-0101\nEd,615-555-0102\n", source="List")
    import_leads(store, file, now=NOW, assign="Ada")
    with store.reading() as rows:
        (seen, _) = rows.leads.held_by(ada.person_id)
    hub(store, "lead", seen.lead_id)
    people.leave(store, "Ada", NOW)
    assert noted(store)[-5:] == [
        ("operator", "leads imported", "2"),
        ("operator", "leads given: 2", ada.person_id),
        ("operator", "saw a lead", seen.lead_id),
        ("operator", "leads taken back: 2", ada.person_id),
        ("operator", "person left", ada.person_id),
    ]
    # naming nobody who is not there is no look at anybody
    with pytest.raises(BadInput):
        hub(store, "lead", "nobody")
    assert noted(store)[-1][1] == "person left"


# -- checked outside -----------------------------------------------------------------------------------


def follows(line: Line, prev: str) -> bool:
    """Check a line by docs/audit.md alone."""
    out = hashlib.sha256(b"followthrough audit 1\n")
    for part in (str(line["n"]), line["at"], line["by"], line["what"], line["subject"]):
        out.update(f"{len(part.encode())}:".encode() + part.encode() + b",")
    out.update(bytes.fromhex(line["prev"]))
    return bool(line["prev"] == prev and line["hash"] == out.hexdigest())


def chain_holds(lines: list[Line]) -> bool:
    before = [line["hash"] for line in lines[:-1]]
    return all(follows(line, prev) for line, prev in zip(lines, [lines[0]["prev"], *before], strict=True))


def test_an_export_can_be_checked_with_nothing_of_ours(store: SqlHubStore, desk: DeskOf, tmp_path: Path) -> None:
    desk("Ada")
    people.add_person(store, people.Newcomer(name="Zoë", role="officer", branch="Memphis"), later(24 * 60))
    file = tmp_path / "audit.jsonl"
    told = hub(store, "audit", "export", "--out", str(file))
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert (told["count"], told["first"], told["last"], told["hash"]) == (len(lines), 1, len(lines), lines[-1]["hash"])
    assert lines[0]["prev"] == "00" * 32
    assert chain_holds(lines)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    # an export is a look at everything, so the next one tells of it
    again = hub(store, "audit", "export")["lines"]
    assert again[:-1] == lines
    assert (again[-1]["what"], again[-1]["subject"]) == ("audit exported", f"1..{len(lines)}")
    for n, line in enumerate(lines):
        for change in ({"what": "x"}, {"by": "x"}, {"at": CLOCK.now().isoformat()}, {"n": 99}, {"prev": "11" * 32}):
            assert not chain_holds([*lines[:n], {**line, **change}, *lines[n + 1 :]])
    assert not chain_holds([lines[0], *lines[2:]])


def test_an_export_is_of_the_days_asked_for_and_replaces_no_file(store: SqlHubStore, tmp_path: Path) -> None:
    people.add_person(store, people.Newcomer(name="Zoe", role="officer", branch="Memphis"), NOW + timedelta(days=2))
    day = (NOW + timedelta(days=2)).date().isoformat()
    (line, *_) = hub(store, "audit", "export", "--from", day)["lines"]
    assert line["what"] == "person added as officer"
    assert chain_holds([line])
    assert all(row["at"] < day for row in hub(store, "audit", "export", "--to", "2026-03-03")["lines"])
    assert hub(store, "audit", "export", "--from", "2027-01-01", "--out", str(tmp_path / "none"))["count"] == 0
    with pytest.raises(BadInput, match="a file none already"):
        hub(store, "audit", "export", "--out", str(tmp_path / "none"))
    with pytest.raises(StoreUnusable, match="cannot be written"):
        hub(store, "audit", "export", "--out", str(tmp_path / "no" / "such"))


def check(tmp_path: Path, lines: list[Line], *more: str) -> subprocess.CompletedProcess[str]:
    """Run the program that docs/audit.md prints over an export."""
    told = (Path(__file__).parents[3] / "docs" / "audit.md").read_text(encoding="utf-8")
    program, export = tmp_path / "check.py", tmp_path / "checked.jsonl"
    program.write_text(told.split("```python\n")[1].split("```")[0], encoding="utf-8")
    export.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")
    words = [sys.executable, program, export, *more]
    return subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)


def test_the_check_in_the_docs_wants_the_beginning_or_what_the_export_stands_on(
    store: SqlHubStore, desk: DeskOf, tmp_path: Path
) -> None:
    desk("Ada")
    lines = hub(store, "audit", "export")["lines"]
    whole = check(tmp_path, lines)
    assert (whole.returncode, whole.stdout.split()[-1]) == (0, lines[-1]["hash"])
    beheaded = check(tmp_path, lines[1:])
    assert (beheaded.returncode, beheaded.stderr) == (1, "line 2 was changed, or one before it is missing\n")
    assert check(tmp_path, lines[1:], lines[0]["hash"]).returncode == 0
    assert check(tmp_path, lines[2:], lines[0]["hash"]).returncode == 1
    assert check(tmp_path, [*lines[:1], *lines[2:]]).returncode == 1
    assert check(tmp_path, [{**lines[0], "by": "x"}, *lines[1:]]).returncode == 1


def test_an_export_of_a_broken_audit_is_written_and_says_where_it_is_broken(
    store: SqlHubStore, desk: DeskOf, tmp_path: Path
) -> None:
    desk("Ada")
    assert hub(store, "audit", "export")["ok"]
    in_place(store, "UPDATE audit SET what = 'nothing' WHERE n = 2")
    file = tmp_path / "audit.jsonl"
    told = hub(store, "audit", "export", "--out", str(file))
    assert (told["ok"], told["audit_broken_at"]) == (False, 2)
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert (told["count"], lines[1]["what"]) == (len(lines), "nothing")
    # also where the days that are asked for are whole
    assert hub(store, "audit", "export", "--from", "2027-01-01")["audit_broken_at"] == 2


# -- one changed byte ----------------------------------------------------------------------------------


def flips(column: str, value: Any) -> list[Any]:
    """Return a value with one bit of it turned, low and, of a long number, high; none for what is not there."""
    match value:
        case None | "":
            return []
        case bool():
            return [not value]
        case int():
            # a neighbouring number is taken
            return (
                [value ^ 64]
                if column in ("seq", "n")
                else [value ^ 1, value ^ 1 << 61]
                if value > 2**32
                else [value ^ 1]
            )
        case bytes():
            return [bytes([value[0] ^ 1]) + value[1:], value[:-1] + bytes([value[-1] ^ 128])]
        case _:
            return [chr(ord(value[0]) ^ 1) + value[1:]]


def each_flip(store: SqlHubStore, table: str, key: str, value: int) -> Iterator[str]:
    """Change the row of this number, one bit at a time; what was there is put back before the next."""
    for column in [c.name for c in metadata.tables[table].columns]:
        ((old,),) = in_place(store, f'SELECT "{column}" FROM {table} WHERE {key} = ?', value)
        for new in flips(column, old):
            now = new if column == key else value
            assert in_place(store, f'UPDATE {table} SET "{column}" = ? WHERE {key} = ?', new, value) == [1]
            yield column
            assert in_place(store, f'UPDATE {table} SET "{column}" = ? WHERE {key} = ?', old, now) == [1]


def test_events_of_a_device_that_is_not_there_are_named(store: SqlHubStore, desk: DeskOf) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    for minute in range(2):
        ada.logs(mine.lead_id, Kind.BUSY, later(minute))
    ada.pushes()
    in_place(store, "UPDATE event SET device_id = 'nobodys' WHERE seq = 2")
    assert checking.verify(store).broken == [(ada.enrolled.device_id, 2), ("nobodys", 2)]


def test_one_changed_byte_of_an_event_is_named_by_device_and_number(store: SqlHubStore, desk: DeskOf) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    for minute in range(3):
        said = ada.logs(mine.lead_id, Kind.BUSY, later(minute))
        ada.log.pop()
        ada.writes(ACTIVITY, mine.lead_id, msgspec.json.encode(said), hub_offset_ms=70, hub_offset_age_s=9)
    ada.pushes()
    assert checking.verify(store).is_ok
    columns = set()
    for seq in (1, 2, 3):
        for column in each_flip(store, "event", "seq", seq):
            columns.add(column)
            assert {s for _, s in checking.verify(store).broken} - {seq ^ 64} == {seq}, column
            assert checking.verify(store).broken[0][0] == ada.enrolled.device_id
    assert columns == set(metadata.tables["event"].columns.keys())
    assert checking.verify(store).is_ok


def test_a_clock_that_was_made_better_or_worse_beside_an_activity_is_named_by_its_event(
    store: SqlHubStore, desk: DeskOf
) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.BUSY)
    ada.pushes()
    is_found = (ada.enrolled.device_id, 1)
    for column, value in (("clock", "good"), ("clock", None), ("clock", "none"), ("clock_offset_ms", 60_000)):
        for table in ("activity", "event"):
            ((old,),) = in_place(store, f"SELECT {column} FROM {table}")
            in_place(store, f"UPDATE {table} SET {column} = ?", value)
            assert checking.verify(store).broken == [is_found], (table, column, value)
            in_place(store, f"UPDATE {table} SET {column} = ?", old)
    # both at once, as somebody would who knows
    for table in ("activity", "event"):
        in_place(store, f"UPDATE {table} SET clock = 'good'")
    assert checking.verify(store).broken == [is_found]
    for table in ("activity", "event"):
        in_place(store, f"UPDATE {table} SET clock = 'poor'")
    assert checking.verify(store).is_ok


def test_one_changed_byte_of_the_audit_is_named_by_its_line(store: SqlHubStore, desk: DeskOf) -> None:
    desk("Ada")
    columns = set()
    for n in range(1, len(noted(store)) + 1):
        for column in each_flip(store, "audit", "n", n):
            columns.add(column)
            answer = verbs.verify(store)
            assert (answer["ok"], answer["audit"], answer["audit_broken_at"]) == (False, False, n), column
    assert columns == set(metadata.tables["audit"].columns.keys())
    assert verbs.verify(store)["ok"]


def test_lines_cut_off_at_the_end_of_the_audit_are_noticed(store: SqlHubStore, desk: DeskOf) -> None:
    desk("Ada")
    n = len(noted(store))
    in_place(store, "DELETE FROM audit WHERE n >= ?", n - 1)
    assert verbs.verify(store)["audit_broken_at"] == n - 1


def test_lines_a_program_before_this_one_adds_are_no_change(store: SqlHubStore, desk: DeskOf) -> None:
    """It knows of no head, and runs beside this one while a hub is updated."""
    desk("Ada")
    in_place(store, "UPDATE audit_head SET n = n - 1, hash = (SELECT hash FROM audit WHERE n = audit_head.n - 1)")
    assert verbs.verify(store)["ok"]


def test_an_audit_whose_end_is_noted_nowhere_any_more_is_broken(store: SqlHubStore, desk: DeskOf) -> None:
    desk("Ada")
    n = len(noted(store))
    in_place(store, "DELETE FROM audit_head")
    assert (verbs.verify(store)["ok"], verbs.verify(store)["audit_broken_at"]) == (False, n + 1)
    in_place(store, "DELETE FROM audit WHERE n > ?", n - 2)
    assert (verbs.verify(store)["ok"], verbs.verify(store)["audit_broken_at"]) == (False, n - 1)


@pytest.mark.parametrize("cut", [1, 2, 1000])
@pytest.mark.parametrize("is_headless", [False, True])
def test_lines_cut_off_are_missed_whatever_is_noted_afterwards(
    store: SqlHubStore, desk: DeskOf, cut: int, is_headless: bool
) -> None:
    desk("Ada")
    left = max(0, len(noted(store)) - cut)
    in_place(store, "DELETE FROM audit WHERE n > ?", left)
    if is_headless:
        in_place(store, "DELETE FROM audit_head")
        if not left:
            return  # then nothing of it is left that could tell
    assert verbs.verify(store)["audit_broken_at"] == left + 1
    for _ in range(2):
        letting_in.invite(store, "Ada", NOW)
        assert verbs.verify(store)["audit_broken_at"] == left + 1


def test_an_activity_that_came_in_no_event_is_named(store: SqlHubStore, desk: DeskOf) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    said = ada.logs(mine.lead_id, Kind.BUSY)
    ada.pushes()
    stages.report_stage(store, mine.lead_id, Stage.APPLICATION_SUBMITTED, NOW)
    assert checking.verify(store).is_ok
    made_up = msgspec.structs.replace(said, activity_id="made up", kind=Kind.NO_ANSWER)
    for device_id, seq in ((None, None), ("no device", 1), (None, 7)):
        with store.writing() as rows:
            rows.activities.add(KeptActivity(made_up, device_id, seq))
        answer = verbs.verify(store)
        assert (answer["ok"], answer["came_in_no_event"]) == (False, ["made up"]), device_id
        in_place(store, "DELETE FROM activity WHERE activity_id = ?", "made up")
    with store.writing() as rows:
        rows.activities.add(KeptActivity(made_up, ada.enrolled.device_id, None))
    assert not verbs.verify(store)["ok"]


def test_an_event_emptied_though_nobody_was_forgotten_is_named(store: SqlHubStore, desk: DeskOf) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.BUSY)
    ada.logs(mine.lead_id, Kind.NO_ANSWER)
    ada.pushes()
    in_place(store, "UPDATE event SET payload = NULL, salt = NULL WHERE seq = ?", 1)
    assert checking.verify(store).broken == [(ada.enrolled.device_id, 1)]
    purge(store, Whom(mine.lead_id), "ticket 7", NOW)
    assert checking.verify(store).is_ok


def test_an_activity_that_is_filed_as_something_else_or_is_none_any_more_is_named_by_its_event(
    store: SqlHubStore, desk: DeskOf
) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.BUSY)
    ada.pushes()
    for column in ("activity_id", "lead_id", "kind", "actor_id", "began_at", "body"):
        ((old,),) = in_place(store, f"SELECT {column} FROM activity")
        for new in flips(column, old):
            in_place(store, f"UPDATE activity SET {column} = ?", new)
            assert checking.verify(store).broken == [(ada.enrolled.device_id, 1)], column
        in_place(store, f"UPDATE activity SET {column} = ?", old)
    assert checking.verify(store).is_ok


def words_noted() -> set[str]:
    """Return what every line of the audit that this program writes begins with, or has in it, as the source says it."""
    found: set[str] = set()
    for file in sorted((Path(__file__).parents[3] / "app" / "hub").glob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "note":
                texts = [one.value for one in ast.walk(call.args[3]) if isinstance(one, ast.Constant)]
                found |= {max((t for t in texts if isinstance(t, str)), key=len, default="").strip(" :(")}
    return found - {""}


def test_the_docs_name_every_kind_of_line() -> None:
    told = (Path(__file__).parents[3] / "docs" / "audit.md").read_text(encoding="utf-8")
    assert len(words_noted()) > 40
    assert sorted(words for words in words_noted() if words not in told) == []
