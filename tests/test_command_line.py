"""The command line as scripts and people use it: one answer, one clear sentence, the right exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import main
from app.outside.erasing import Eraser
from app.outside.keychain import FileKey
from storage.engine import open_sqlcipher, writing
from tests.commands import Run, commands_in

LEADS = Path(__file__).parent / "data" / "leads"
SIX = [
    "facebook_lead_ads.csv",
    "freerateupdate_post_bodies.txt",
    "outlook_contacts.csv",
    "salesforce_leads_report_cp1252.csv",
    "velocify_import_post.txt",
    "adf_lead.xml",
]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return commands_in(tmp_path, capsys)


def test_all_six_sample_files_come_in_and_five_people_are_known(run: Run) -> None:
    code, answer, _ = run("import", *(LEADS / name for name in SIX))
    assert code == 0
    assert [f["rejected"] for f in answer["files"]] == [[]] * 6
    assert sum(f["imported"] for f in answer["files"]) == 5
    _, found, _ = run("leads")
    assert {lead["name"] for lead in found["leads"]} == {
        "Dana Whitlock",
        "Marcus Oyelaran",
        "Ji-woo Park-Ellis",
        "Renée O’Dell",
        "Tomás Ibáñez",
    }


def test_the_same_file_twice_changes_nothing(run: Run) -> None:
    run("import", LEADS / "facebook_lead_ads.csv")
    _, before, _ = run("leads")
    code, answer, _ = run("import", LEADS / "facebook_lead_ads.csv")
    assert code == 0
    (result,) = answer["files"]
    assert (result["imported"], result["updated"], result["duplicates"]) == (0, 0, 4)
    assert run("leads")[1] == before


def test_a_dry_run_keeps_nothing(run: Run) -> None:
    _, answer, _ = run("import", "--dry-run", LEADS / "facebook_lead_ads.csv")
    assert answer["files"][0]["imported"] == 4
    assert answer["dry_run"]
    assert answer["note"] == "Nothing was written. Leads that would be imported: 4; updated: 0."
    assert run("leads")[1] == {"leads": []}
    _, answer, _ = run("import", LEADS / "facebook_lead_ads.csv")
    assert answer.keys() == {"files"}


def test_names_are_readable_in_no_file_of_the_data_folder(run: Run, tmp_path: Path) -> None:
    run("import", *(LEADS / name for name in SIX))
    lead = run("leads")[1]["leads"][0]
    run("log", lead["lead_id"], "no_answer", "--note", "ask for Whitlock")
    seen = 0
    for path in (tmp_path / "desk").rglob("*"):
        if path.is_file():
            seen += 1
            raw = path.read_bytes()
            for name in ("Whitlock", "Oyelaran", "Park-Ellis", "Ibáñez", "example.com", "5550142"):
                assert name.encode() not in raw, path
    assert seen >= 2


def test_the_database_is_not_a_plain_sqlite_file(run: Run, tmp_path: Path) -> None:
    run("leads")
    assert not (tmp_path / "desk" / "desktop.db").read_bytes().startswith(b"SQLite format 3")


def test_logging_answers_with_the_stage_and_the_next_step(run: Run) -> None:
    run("import", LEADS / "facebook_lead_ads.csv")
    lead = run("leads", "--search", "oyelaran")[1]["leads"][0]
    received = "2026-11-11T11:06:00-05:00"
    code, answer, _ = run("log", lead["lead_id"], "no_answer", "--at", received)
    assert code == 0
    assert answer["stage"] == "attempting"
    assert (answer["next"]["channel"], answer["next"]["step"]) == ("email", "email-1")


def test_an_abbreviated_lead_id_is_understood_when_only_one_begins_so(run: Run) -> None:
    added = run("add", "Ada Example", "--phone", "423 555 0111")[1]
    assert run("lead", added["lead_id"][:-4])[1]["lead_id"] == added["lead_id"]


def test_one_lead_has_every_field_of_its_row_in_the_list(run: Run) -> None:
    run("import", LEADS / "facebook_lead_ads.csv")
    run("add", "Ada Example", "--phone", "423 555 0111", "--origin", "walk_in")
    for row in run("leads")[1]["leads"]:
        whole = run("lead", row["lead_id"])[1]
        assert {name: whole[name] for name in row} == row
        assert {"borrower", "timeline", "next", "clock_zone"} <= set(whole)


def test_a_person_already_known_is_found_instead_of_entered_twice(run: Run) -> None:
    first = run("add", "Ada Example", "--phone", "(423) 555-0111")[1]
    again = run("add", "ada example", "--phone", "4235550111")[1]
    assert again == {"lead_id": first["lead_id"], "duplicate_of": first["lead_id"], "warnings": []}


def test_a_number_under_several_names_says_of_nobody_who_it_is_and_is_told(run: Run, tmp_path: Path) -> None:
    added = [run("add", name, "--phone", "4235550111")[1] for name in ("Ada Example", "Ben Other", "Cyd Third")]
    assert added[0]["warnings"] == []
    assert [warning["lead_id"] for warning in added[1]["warnings"]] == [added[0]["lead_id"]]
    assert "another name" in added[1]["warnings"][0]["reason"]
    again = run("add", "Ada Example", "--phone", "4235550111")[1]
    assert again["duplicate_of"] is None
    assert {w["lead_id"] for w in again["warnings"]} == {one["lead_id"] for one in added}
    assert all("several people use" in warning["reason"] for warning in again["warnings"])
    file = tmp_path / "more.csv"
    file.write_text("Name,Phone\nAda Example,423-555-0111\n")
    (result,) = run("import", file)[1]["files"]
    assert result["warnings"] == [
        {"line": 2, "reason": "entered as somebody new: a number or address that several people use"}
    ]


def test_may_contact_names_the_rows_it_asked(run: Run) -> None:
    run("add", "Ada Example", "--phone", "5025550111", "--state", "KY", "--zip", "40202")
    code, answer, _ = run("may-contact", "all", "call", "--at", "2026-11-23T09:30:00-05:00")
    assert code == 0
    (lead,) = answer["leads"]
    assert not lead["allowed"]
    assert lead["until"] == "2026-11-23T15:00:00+00:00"
    assert {rule["state"] for rule in lead["rules"]} == {"US", "KY"}


def test_the_first_verb_after_a_wipe_says_why_the_desk_is_empty_and_the_next_does_not(run: Run, tmp_path: Path) -> None:
    run("add", "Ada Example", "--phone", "4235550111")
    Eraser(tmp_path / "desk" / "desktop.db", FileKey(tmp_path / "desk.key")).erase()
    code, answer, said = run("leads")
    assert (code, answer) == (0, {"leads": []})
    assert "This desk was wiped on its company's word" in said
    assert run("leads") == (0, {"leads": []}, "")


def test_global_options_may_stand_anywhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["leads", "--json", "--limit", "5", f"--data-dir={tmp_path}", "--key-file", str(tmp_path / "k")]
    assert main.main(words) == 0
    assert json.loads(capsys.readouterr().out) == {"leads": []}


def test_without_json_the_answer_is_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--data-dir", str(tmp_path), "--key-file", str(tmp_path / "k")]
    main.main([*words, "add", "Ada Example", "--phone", "4235550111"])
    capsys.readouterr()
    assert main.main([*words, "leads"]) == 0
    head, columns, row = capsys.readouterr().out.splitlines()
    assert head == "leads:"
    assert columns.split()[:2] == ["lead", "id"]
    assert "Ada Example" in row


def test_a_playbook_in_force_is_shown_and_can_be_replaced_where_there_is_no_hub(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('name = "Mine"\n[[step]]\nid = "call-1"\nchannel = "call"\nafter = "0m"\nwithin = "5m"\n')
    assert run("playbook", "show")[1]["version"] == 1
    code, used, _ = run("playbook", "use", file)
    assert (code, used["version"], used["name"]) == (0, 2, "Mine")
    assert [step["id"] for step in run("playbook", "show")[1]["steps"]] == ["call-1"]


def test_a_playbook_is_printed_in_its_usual_form_with_its_comments(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "house.toml"
    file.write_text('name = "Ours"  # kept\n[[step]]\nchannel = "call"\nid = "a"\nafter = "0s"\n', encoding="utf-8")
    code, told, _ = run("playbook", "format", str(file))
    assert (code, told["same"]) == (0, False)
    assert 'name = "Ours"  # kept\n' in told["text"]
    assert 'id = "a"\nchannel = "call"\nafter = "0m"\n' in told["text"]
    assert run("playbook", "show", "--canonical")[1]["text"].startswith("#")


def test_a_broken_playbook_is_refused_naming_the_step(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "broken.toml"
    file.write_text('name = "Broken"\n[[step]]\nid = "call-1"\nchannel = "fax"\nafter = "0m"\n')
    code, answer, _ = run("playbook", "check", file)
    assert code == 2
    assert not answer["ok"]
    assert "call-1" in answer["problems"][0]
    code, _, said = run("playbook", "use", file)
    assert code == 2
    assert "problem" in said


def test_a_playbook_that_names_no_template_of_ours_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    step = '[[step]]\nid = "{}"\nchannel = "{}"\nafter = "0m"\ntemplate = "{}"\n'
    file.write_text('name = "Mine"\n' + step.format("email-1", "email", "still-there"))
    assert run("playbook", "check", file)[0] == 0
    file.write_text('name = "Mine"\n' + step.format("email-1", "email", "nope"))
    for words in (["playbook", "check"], ["playbook", "use"], ["hub", "playbook", "publish", "--why", "try"]):
        code, answer, said = run(*words, file)
        assert code == 2, words
        assert "email-1" in answer["problems"][0], words
        assert words[1] == "check" or "email-1" in said


NINE = {
    "version", "data directory", "keyring", "database", "hub", "clock offset", "notifications", "time zone data",
    "pending events",
}  # fmt: skip


# -- bad input -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["log", "nobody", "no_answer"], 2, "There is no lead nobody"),
        (["lead", "nobody"], 2, "There is no lead"),
        (["queue", "--at", "noon"], 2, "is no instant"),
        (["queue", "--at", "2026-11-23T09:00"], 2, "names no offset"),
        (["add", "Nobody"], 2, "needs one phone number or e-mail"),
        (["add", "Nobody", "--phone", "12"], 2, "is no telephone number"),
        (["add", "N" * 201, "--phone", "4235550142"], 2, "name is longer than 200 characters"),
        (["add", "Nobody", "--phone", "4235550111", "--origin", "moon"], 2, "is no origin"),
        (["import", "/nowhere/leads.csv"], 2, "cannot be read"),
        (["playbook", "check", "/nowhere/p.toml"], 2, "cannot be read"),
        (["sync"], 2, "belongs to no hub"),
        (["queue", "--at", "0001-01-01T00:00:00+00:00"], 2, "too far away"),
        (["report", "--to", "9999-12-31"], 2, "too far away"),
        (["report", "--from", "2026-12-01", "--to", "2026-11-01"], 2, "first day lies after"),
        (["add", "Nobody", "--phone", "4235550111", "--zip", "abcde"], 2, "no state or ZIP"),
    ],
)
def test_bad_input_gets_one_sentence_and_no_traceback(run: Run, words: list[str], code: int, says: str) -> None:
    got, answer, said = run(*words)
    assert got == code
    assert says in said
    assert says in str(answer)
    assert "Traceback" not in said


def test_an_unknown_outcome_lists_those_there_are(run: Run) -> None:
    lead = run("add", "Ada Example", "--phone", "4235550111")[1]["lead_id"]
    code, _, said = run("log", lead, "hung_up")
    assert code == 2
    assert "no_answer" in said
    assert "retracted" not in said


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n" + bytes(200), b"Dear Sir,\n\nplease find my offer.\n"])
def test_a_file_that_holds_no_leads_is_refused_by_name(run: Run, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "holiday.dat"
    file.write_bytes(content)
    code, _, said = run("import", file)
    assert code == 2
    assert said.strip()
    assert "Traceback" not in said


def test_of_several_files_each_is_reported_and_only_nothing_at_all_is_a_failure(run: Run, tmp_path: Path) -> None:
    code, answer, _ = run("import", tmp_path, LEADS / "adf_lead.xml", "gone.csv")
    assert code == 0
    assert [(f["rows"], "error" in f) for f in answer["files"]] == [(0, True), (1, False), (0, True)]
    code, answer, said = run("import", tmp_path, "gone.csv")
    assert code == 2
    assert [f["file"] for f in answer["files"]] == [tmp_path.name, "gone.csv"]
    for name in (tmp_path.name, "gone.csv"):
        assert name in answer["error"]
        assert name in said


def test_a_half_broken_file_names_its_bad_rows_and_imports_the_rest(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "half.csv"
    file.write_text("Name,Phone,Email\nAda Example,423-555-0111,\nNobody,,\nBen Example,,ben@example.com\n")
    code, answer, _ = run("import", file)
    assert code == 0
    (result,) = answer["files"]
    assert result["imported"] == 2
    assert [row["line"] for row in result["rejected"]] == [3]


def test_a_rollback_puts_the_older_playbook_in_force_again(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('name = "Mine"\n[[step]]\nid = "call-1"\nchannel = "call"\nafter = "0m"\nwithin = "5m"\n')
    assert run("hub", "playbook", "publish", file, "--why", "shorter")[1]["version"] == 2
    code, answer, _ = run("hub", "playbook", "rollback", "1", "--why", "too short")
    assert (code, answer["version"]) == (0, 3)


def test_a_wrong_key_leaves_the_database_untouched(run: Run, tmp_path: Path) -> None:
    run("add", "Ada Example", "--phone", "4235550111")
    before = (tmp_path / "desk" / "desktop.db").read_bytes()
    (tmp_path / "other.key").write_text("ab" * 32)
    (tmp_path / "other.key").chmod(0o600)
    code, _, said = run("leads", key="other.key")
    assert code == 1
    assert "key" in said
    assert (tmp_path / "desk" / "desktop.db").read_bytes() == before


def test_no_keyring_and_no_key_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--data-dir", str(tmp_path), "leads"]) == 1
    assert "--key-file" in capsys.readouterr().err
    assert not (tmp_path / "desktop.db").exists()


def test_a_desk_asked_for_a_hubs_report_says_there_is_none_and_founds_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--data-dir", str(tmp_path), "--key-file", str(tmp_path / "k")]
    assert main.main([*words, "leads"]) == 0
    assert main.main([*words, "hub", "report", "team"]) == 2
    assert "is a desk's folder, with no hub in it" in capsys.readouterr().err
    assert not (tmp_path / "hub.db").exists()


def test_a_hub_tells_times_on_its_companys_clock_and_a_desk_on_its_officers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub = ["--data-dir", str(tmp_path / "hub"), "--key-file", str(tmp_path / "k")]
    desk = ["--data-dir", str(tmp_path / "desk"), "--key-file", str(tmp_path / "d")]
    (tmp_path / "out").mkdir()
    assert main.main([*hub, "hub", "company", "--zone", "Pacific/Honolulu"]) == 0
    capsys.readouterr()
    assert main.main([*hub, "hub", "schedule", "add", "team", "--at", "07:00", "--folder", str(tmp_path / "out")]) == 0
    assert "07:00 HST" in capsys.readouterr().out
    assert main.main([*desk, "me", "--zone", "Pacific/Honolulu"]) == 0
    assert main.main([*desk, "add", "Ada Example", "--phone", "4235550111"]) == 0
    capsys.readouterr()
    assert main.main([*desk, "leads"]) == 0
    assert "HST" in capsys.readouterr().out


def test_no_screen_is_told_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main.main(["--data-dir", str(tmp_path), "--key-file", str(tmp_path / "k")]) == 1
    assert "no screen" in capsys.readouterr().err


def test_a_database_from_a_newer_version_is_refused(run: Run, tmp_path: Path) -> None:
    run("leads")
    from storage.engine import open_sqlcipher, writing

    key = bytes.fromhex((tmp_path / "desk.key").read_text().strip())
    engine = open_sqlcipher(tmp_path / "desk" / "desktop.db", key)
    with writing(engine) as conn:
        conn.exec_driver_sql("UPDATE desktop_version SET version_num = '9999'")
    engine.dispose()
    code, _, said = run("leads")
    assert code == 1
    assert "newer version" in said


def test_doctor_says_what_is_wrong_and_what_to_do(run: Run, tmp_path: Path) -> None:
    code, answer, _ = run("doctor")
    assert code == 0
    assert {check["name"] for check in answer["checks"]} >= NINE
    run("leads")
    code, answer, _ = run("doctor")
    assert code == 0
    assert {check["name"] for check in answer["checks"]} >= NINE
    (tmp_path / "desk.key").write_text("cd" * 32)
    code, answer, _ = run("doctor")
    assert code == 1
    broken, *behind = [check for check in answer["checks"] if not check["ok"]]
    assert broken["name"] == "database"
    assert broken["fix"]
    assert [check["name"] for check in behind] == ["hub", "clock offset", "pending events"]
    assert all("database could not be used" in check["detail"] for check in behind)


def test_doctor_lists_all_its_checks_whatever_stands_in_their_way(run: Run, tmp_path: Path) -> None:
    (tmp_path / "short.key").write_text("abc")
    (tmp_path / "short.key").chmod(0o600)
    (tmp_path / "file").write_text("no folder")
    for words, first in (({"key": "short.key"}, "keyring"), ({"data": "file"}, "data directory")):
        code, answer, _ = run("doctor", **words)
        assert code == 1
        assert {check["name"] for check in answer["checks"]} >= NINE
        broken = [check for check in answer["checks"] if not check["ok"]]
        assert broken[0]["name"] == first
        assert all(check["detail"] and check["fix"] for check in broken)


@pytest.mark.parametrize("option", ["--data-dir", "--key-file"])
def test_an_empty_name_of_a_folder_is_not_the_one_stood_in(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main([option, "", "queue"]) == 2
    assert "its name is empty" in capsys.readouterr().err


def test_a_damaged_database_is_put_right_by_the_next_command_and_told(run: Run, tmp_path: Path) -> None:
    run("add", "Pat Example", "--phone", "5025550111")
    assert list((tmp_path / "desk").glob("desktop.db.backup-*"))
    run("add", "Sam Example", "--phone", "5025550112")
    database = tmp_path / "desk" / "desktop.db"
    with database.open("r+b") as file:
        file.seek(100)
        file.write(b"damage")
    code, answer, told = run("leads")
    assert code == 0
    assert {lead["name"] for lead in answer["leads"]} == {"Pat Example", "Sam Example"}
    assert "The database was damaged: the backup of " in told
    assert " and 1 lead were saved out of it" in told
    code, answer, told = run("doctor")
    checks = {check["name"]: check["detail"] for check in answer["checks"]}
    assert told == ""
    assert (code, answer["ok"]) == (1, False)
    assert checks["backup"].startswith("newest of today")
    assert "The database was damaged" in checks["recovery"]


def test_another_key_is_refused_as_ever_though_there_are_backups(run: Run, tmp_path: Path) -> None:
    run("add", "Pat Example", "--phone", "5025550111")
    (tmp_path / "other.key").write_text("ab" * 32)
    (tmp_path / "other.key").chmod(0o600)
    before = {file.name: file.read_bytes() for file in (tmp_path / "desk").glob("desktop.db*")}
    code, answer, _ = run("leads", key="other.key")
    assert code == 1
    assert "another key" in answer["error"]
    assert {file.name: file.read_bytes() for file in (tmp_path / "desk").glob("desktop.db*")} == before


def test_a_lost_database_keeps_its_key_and_comes_back_from_its_backup(run: Run, tmp_path: Path) -> None:
    run("add", "Pat Example", "--phone", "5025550111")
    (tmp_path / "desk" / "desktop.db").unlink()
    code, answer, _ = run("leads", key="nowhere.key")
    assert code == 1
    assert not (tmp_path / "nowhere.key").exists()
    code, answer, told = run("leads")
    assert [lead["name"] for lead in answer["leads"]] == ["Pat Example"]
    assert "The database was missing: the backup of " in told


def test_an_export_of_a_broken_audit_is_printed_all_the_same_and_ends_with_1(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("hub", "person", "add", "Ada Example", "--role", "officer")
    words = ["--data-dir", str(tmp_path / "desk"), "--key-file", str(tmp_path / "desk.key"), "hub", "audit", "export"]
    assert main.main(words) == 0
    assert capsys.readouterr().err == ""
    engine = open_sqlcipher(tmp_path / "desk" / "hub.db", bytes.fromhex((tmp_path / "desk.key").read_text()))
    with writing(engine) as conn:
        conn.exec_driver_sql("UPDATE audit SET what = 'nothing' WHERE n = 1")
    engine.dispose()
    assert main.main(words) == 1
    out, err = capsys.readouterr()
    assert json.loads(out.splitlines()[0])["what"] == "nothing"
    assert "audit broken at: 1\n" in err
    assert "A line was changed or taken out" in err
    code, answer, _ = run("hub", "audit", "export")
    assert (code, answer["ok"], answer["lines"][0]["what"]) == (1, False, "nothing")
