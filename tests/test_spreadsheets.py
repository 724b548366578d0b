"""What a stranger typed into a vendor's form is never a formula in what the product writes."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import main
from app.leadfiles.handover_files import claims_table, exhausted_table
from app.terminal_words import value_words

ROOT = Path(__file__).parents[1]
#: how cells begin that a spreadsheet runs, asks the network for, or hands to another program
PAYLOADS = (
    "=1+1",
    "=2+5+cmd|' /C calc'!A0",
    "=cmd|'/C powershell IEX(wget 127.0.0.1/x)'!A1",
    '=HYPERLINK("http://127.0.0.1/?x="&A1,"Open")',
    '=IMPORTXML(CONCAT("http://127.0.0.1/?v=",CONCATENATE(A2:E2)),"//a")',
    '=IMPORTDATA("http://127.0.0.1/x.csv")',
    '=IMPORTHTML("http://127.0.0.1/","table",1)',
    '=IMPORTFEED("http://127.0.0.1/")',
    '=IMPORTRANGE("1x","A1:Z9")',
    '=IMAGE("http://127.0.0.1/?"&B2)',
    '=WEBSERVICE("http://127.0.0.1/?"&A1)',
    '=FILTERXML(WEBSERVICE("http://127.0.0.1/"),"//x")',
    '=DDE("cmd";"/C calc";"__DdeLink")',
    "=MSEXCEL|'\\..\\..\\..\\Windows\\System32\\cmd.exe /c calc.exe'!''",
    "=rundll32|'URL.dll,OpenURL calc.exe'!A",
    "='file:///etc/passwd'#$passwd.A1",
    "=SUM(A1:A9)*cmd|' /C calc'!A0",
    '=EXEC("calc.exe")',
    '=CALL("Shell32","ShellExecuteA","JJCCCCJ",0,"open","calc","",0,0)',
    '=REGISTER("urlmon","URLDownloadToFileA","JJCCJJ")',
    "+1+1",
    "+cmd|' /C calc'!A0",
    "+2+5+cmd|' /C notepad'!'A1'",
    '+HYPERLINK("http://127.0.0.1/","x")',
    "-1+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C notepad'!A1",
    '-HYPERLINK("http://127.0.0.1/","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '@HYPERLINK("http://127.0.0.1/","x")',
    "@A1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\x0b=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff20SUM(1)",
    "%0A=1+1",
    ';=1+1;"',
    '",=1+1,"',
    "'=1+1",
)
_STARTS = "=+-@\uff1d\uff0b\uff0d\uff20\t\r\n"
#: numbers, and what stands for nothing
_HARMLESS = re.compile(r"[+-][\d .,()/-]*")


def begins_a_formula(cell: str) -> bool:
    bare = cell.strip().strip("\u200b\ufeff").strip()
    return bare.startswith(tuple(_STARTS)) and not _HARMLESS.fullmatch(bare)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_value_on_a_terminal_is_no_formula_when_it_is_pasted(payload: str) -> None:
    for value in (payload, [payload, payload], {"source": payload}, [[payload]]):
        assert not begins_a_formula(value_words("source", value))


@pytest.mark.parametrize("kept", ["+1 423 555 0142", "+14235550142", "-5", "- 3", "Dana", "a=b", "-"])
def test_a_number_stays_as_it_is(kept: str) -> None:
    assert value_words("number", kept) == kept


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_goes_to_a_vendor_or_to_marketing_is_no_formula(payload: str) -> None:
    at = "2026-11-02T15:00:00+00:00"
    texts = dict.fromkeys(("lead_id", "vendor_id", "source", "campaign", "reason", "name", "phone", "email"), payload)
    nothing = {"until": None, "price": None, "first_received_at": None, "sent_state": payload, "said_state": payload}
    proof = [{"at": at, "channel": "call", "what": payload, "evidence": "self"}]
    claim = {**texts, **nothing, "received_at": at, "proof": proof}
    dates = {"received_at": at, "returned_at": at, "restart_on": "2027-01-31"}
    exhausted = {**texts, **dates, "attempts": {"call": 2}, "may": ["call"]}
    for table in (claims_table([claim], "UTC"), exhausted_table([exhausted], "UTC")):
        for row in list(csv.reader(io.StringIO(table)))[1:]:
            assert [cell for cell in row if begins_a_formula(cell)] == []


def cells_of(shown: str) -> Iterator[str]:
    """Yield what a spreadsheet would make cells of: parted by tabs, by two blanks, or by a colon."""
    for line in shown.splitlines():
        yield from re.split(r"\t| {2,}|: ", line.strip())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A lead file in which every payload is a name, a source, a campaign and a column of its own; half of it broken."""
    named = tmp_path / "leads.csv"
    with named.open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(["Name", "Phone", "Source", "Campaign", "City", "=Own Column", "Comments"])
        for n, payload in enumerate(PAYLOADS):
            table.writerow([payload, f"423-555-01{n:02d}", payload, payload, payload, payload, payload])
            table.writerow([payload, payload, payload, payload, payload, payload, payload])
    return named


def loans_of(folder: Path) -> Path:
    """Return a loan system's report in which every payload is a loan's number, a name, and half the time a stage."""
    named = folder / "loans.csv"
    with named.open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(["Loan Number", "Name", "Stage", "Stage Date", "=Own Column"])
        for payload in PAYLOADS:
            table.writerow([payload, payload, "Funded", "2026-11-02", payload])
            table.writerow([f"9{payload}", payload, payload, "2026-11-02", payload])
    return named


def calls_of(folder: Path) -> Path:
    """Return a call log in which every payload is who called, and half the time no number and no direction."""
    named = folder / "calls.csv"
    with named.open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(["Officer", "Number", "Direction", "Start Time"])
        for n, payload in enumerate(PAYLOADS):
            table.writerow([payload, f"423-555-01{n:02d}", "Outbound", "2026-11-02 09:00"])
            table.writerow([payload, payload, payload, "2026-11-02 09:00"])
    return named


def money_of(folder: Path) -> Path:
    """Return a bill in which every payload is a source, a campaign and an invoice, and half the time an amount."""
    named = folder / "money.csv"
    with named.open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(["Source", "Campaign", "Month", "Amount", "Invoice", "Status", "=Own Column"])
        for payload in PAYLOADS:
            table.writerow([payload, payload, "2026-11", "5", payload, "granted", payload])
            table.writerow([payload, payload, payload, payload, payload, payload, payload])
    return named


def test_no_table_report_or_list_of_rejected_rows_holds_a_formula(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: object) -> str:
        main.main(["--data-dir", str(tmp_path / "data"), "--key-file", str(tmp_path / "key"), *map(str, words)])
        return capsys.readouterr().out

    asked = [
        run("import", file),
        run("leads", "--limit", "200"),
        run("queue"),
        run("plan"),
        run("report"),
        run("me", "--name", PAYLOADS[0], "--company", PAYLOADS[3]),
        run("hub", "company", "--name", PAYLOADS[1]),
        run("hub", "person", "add", PAYLOADS[3], "--role", "officer", "--branch", PAYLOADS[0]),
        run("hub", "leads", "import", file, "--source", PAYLOADS[0], "--assign", PAYLOADS[3]),
        run("hub", "person", "list"),
        run("hub", "branch", "list"),
        *(run("hub", "report", name) for name in ("team", "sources", "leaks", "promises")),
        run("hub", "costs", "import", money_of(tmp_path), "--rejected", tmp_path / "mend"),
        run("hub", "costs", "list"),
        run("hub", "credits", "import", money_of(tmp_path)),
        run("hub", "credits", "due", "--all"),
        *(run("hub", "report", name) for name in ("costs", "returns", "acceptance", "partners", "marketing-due")),
        run("hub", "audit", "export"),
        run("hub", "stages", "import", loans_of(tmp_path), "--rejected", tmp_path / "mend"),
        run("hub", "stages", "unmatched"),
        run("hub", "calls", "import", calls_of(tmp_path)),
    ]
    told = "\n".join(asked)
    # they came through, and are read as words
    assert "HYPERLINK" in told
    assert "rejected" in asked[0]
    assert [cell for shown in asked for cell in cells_of(shown) if begins_a_formula(cell)] == []
    leads = json.loads(run("leads", "--limit", "1", "--json"))["leads"]
    lead_id = leads[0]["lead_id"]
    assert [cell for cell in cells_of(run("lead", lead_id)) if begins_a_formula(cell)] == []


def test_an_export_and_json_are_objects_a_line_in_which_no_cell_stands_alone(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--data-dir", str(tmp_path / "data"), "--key-file", str(tmp_path / "key")]
    out = tmp_path / "audit.jsonl"
    main.main([*where, "hub", "person", "add", PAYLOADS[3], "--role", "officer", "--branch", PAYLOADS[0]])
    main.main([*where, "hub", "leads", "import", str(file), "--source", PAYLOADS[0], "--assign", PAYLOADS[3]])
    main.main([*where, "hub", "audit", "export", "--out", str(out)])
    capsys.readouterr()
    main.main([*where, "hub", "report", "sources", "--json"])
    for line in [*out.read_text(encoding="utf-8").splitlines(), *capsys.readouterr().out.splitlines()]:
        assert line.startswith("{")
        assert isinstance(json.loads(line), dict)


#: everything that opens a file to write, and what it writes: none of it a spreadsheet's but the rejected rows
WRITERS = {
    "app/desktop/doctor.py": "an empty file, to see whether it may",
    "app/hub/oversight_verbs.py": "the audit's lines, JSON each",
    "app/hub/recovery_keys.py": "the private half of a recovery key",
    "app/hub/call_maps.py": "what columns of a call log are, as TOML",
    "app/logs.py": "the log, and crash reports",
    "app/support_files.py": "a zip for support: JSON and logs, gone through for secrets",
    "app/named_files.py": "rejected rows, claims, exhausted leads and marketing's steps; `app/formulas.py` guards",
    "app/reportfiles/files.py": "reports, whose cells `app/formulas.py` guards in CSV, workbook and page",
    "app/outside/chime.py": "a short sound, made here",
    "app/outside/keychain.py": "a key file",
    "app/outside/ledger.py": "the hub's list of who is shut out, JSON lines",
    "main.py": "nothing: what is left of standard output",
    "storage/desktop/calendar_files.py": "one appointment as a calendar file, its text escaped by calendar_entry.py",
    "storage/desktop/recovery_file.py": "the sealed database key",
    "storage/sqlcipher_file.py": "a new database",
    "storage/files.py": "databases and their backups",
    "ui/printing.py": "a page as a PDF: words on paper, no cell of which is anything else",
    "ui/shots.py": "a made-up lead file to take pictures of, gone with them",
}
_WRITES = {"write_text", "write_bytes", "O_WRONLY", "O_RDWR"}
_SPREADSHEETS = {"writer", "DictWriter", "openpyxl", "xlsxwriter", "xlwt", "odf", "pandas", "to_csv", "to_excel"}


def names_in(tree: ast.AST) -> set[str]:
    """Return every name, attribute and imported module of a file."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name):
                found.add(name.partition(".")[0])
            case ast.ImportFrom(module=str(name)):
                found.add(name.partition(".")[0])
            case ast.Call(
                func=ast.Attribute(attr="open") | ast.Name(id="open"), args=[*_, ast.Constant(value=str(mode))]
            ):
                found.update({"O_WRONLY"} if set(mode) <= set("rwxab+t") and set(mode) & set("wxa+") else set())
            case _:
                pass
    return found


def test_rejected_rows_hold_no_formula_and_come_back_as_they_were(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = tmp_path / "leads.csv"
    with named.open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(["Name", "Phone", "=Own Column"])
        table.writerows([payload, "nowhere", payload] for payload in PAYLOADS)
    where = ["--data-dir", str(tmp_path / "data"), "--key-file", str(tmp_path / "key")]
    main.main([*where, "import", str(named), "--rejected", str(tmp_path / "mend")])
    capsys.readouterr()
    (written,) = (tmp_path / "mend").iterdir()
    with written.open(newline="", encoding="utf-8-sig") as held:
        cells = [cell for row in csv.reader(held) for cell in row]
    assert [cell for cell in cells if begins_a_formula(cell)] == []
    assert sum("HYPERLINK" in cell for cell in cells) > 1
    mended = tmp_path / "mended.csv"
    numbers = (f"423-555-01{n:02d}" for n in range(100))
    # with a number each, for people of one number and like names would be one person
    mended.write_text(re.sub("nowhere", lambda _: next(numbers), written.read_text("utf-8-sig")), encoding="utf-8")
    main.main([*where, "import", str(mended)])
    capsys.readouterr()
    main.main([*where, "leads", "--limit", "200", "--json"])
    names = {line["name"] for line in json.loads(capsys.readouterr().out)["leads"]}
    assert {payload.strip() for payload in PAYLOADS if payload.startswith(("=", "+", "-", "@"))} <= names


def test_a_loan_reports_rejected_rows_hold_no_formula_and_come_back_as_they_were(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--data-dir", str(tmp_path / "data"), "--key-file", str(tmp_path / "key"), "hub", "stages"]
    main.main([*where, "import", str(loans_of(tmp_path)), "--rejected", str(tmp_path / "mend")])
    capsys.readouterr()
    (written,) = (tmp_path / "mend").iterdir()
    with written.open(newline="", encoding="utf-8-sig") as held:
        header, *rows = csv.reader(held)
    assert [cell for row in (header, *rows) for cell in row if begins_a_formula(cell)] == []
    assert len(rows) == len(PAYLOADS)
    mended = tmp_path / "mended.csv"
    with mended.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([header, *([*row[:2], "Funded", *row[3:]] for row in rows)])
    main.main([*where, "import", str(mended), "--json"])
    assert json.loads(capsys.readouterr().out)["unmatched"] == len(PAYLOADS)


def test_rejected_bills_hold_no_formula(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--data-dir", str(tmp_path / "data"), "--key-file", str(tmp_path / "key"), "hub", "costs"]
    main.main([*where, "import", str(money_of(tmp_path)), "--rejected", str(tmp_path / "mend")])
    capsys.readouterr()
    (written,) = (tmp_path / "mend").iterdir()
    with written.open(newline="", encoding="utf-8-sig") as held:
        header, *rows = csv.reader(held)
    assert [cell for row in (header, *rows) for cell in row if begins_a_formula(cell)] == []
    assert len(rows) == len(PAYLOADS)


def test_no_other_place_writes_a_file_and_none_writes_a_spreadsheet() -> None:
    """Whoever adds an export adds a line here, and what keeps its cells from being formulas above."""
    files = [*(file for folder in ("app", "storage", "ui") for file in (ROOT / folder).rglob("*.py")), ROOT / "main.py"]
    named = {file.relative_to(ROOT).as_posix(): names_in(ast.parse(file.read_text(encoding="utf-8"))) for file in files}
    assert {file for file, names in named.items() if names & _WRITES} == set(WRITERS)
    assert {file for file, names in named.items() if names & _SPREADSHEETS} == {"app/leadfiles/mending.py"}
