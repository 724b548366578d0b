"""Logs without names."""

from __future__ import annotations

import io
import json
import logging
import stat
import sys
from pathlib import Path

import pytest

from app.errors import BadInput, StoreUnusable, WorldFailed
from app.logs import FILE_NAME, OLD_FILES, scrub, start_logs

ours = logging.getLogger("app.desktop.sync")
theirs = logging.getLogger("sqlalchemy.engine")


@pytest.mark.parametrize(
    "number",
    [
        "(423) 555-0142",
        "423-555-0142",
        "423.555.0142",
        "423 555 0142",
        "4235550142",
        "14235550142",
        "+1 423 555 0142",
        "+14235550142",
        "1-423-555-0142",
        "+44 20 7946 0958",
    ],
)
def test_a_phone_number_is_blanked_however_it_is_written(number: str) -> None:
    assert scrub(f"dialling {number} now") == "dialling [number] now"


def test_a_mail_address_is_blanked() -> None:
    assert scrub("draft for dana.w+loan@mail.example.com, sent") == "draft for [mail], sent"


@pytest.mark.parametrize(
    "line",
    [
        "2027-03-04T05:06:07.123+00:00 pushed events=500 seq=1234567",
        "lead 019a8c1e-4235-7555-8142-42355501429a",
        "listening on 127.0.0.1:8787 after 0.5551234 s",
        "hash 9f4235550142ab",
        "took 1700 ms for 50,000 rows",
    ],
)
def test_times_ids_and_counts_stay_readable(line: str) -> None:
    assert scrub(line) == line


def test_a_line_tells_when_how_bad_where_and_what(tmp_path: Path) -> None:
    stream = io.StringIO()
    with start_logs(tmp_path, stream=stream):
        ours.info("pushed events=%d", 5)
    line = stream.getvalue()
    assert line.endswith("+00:00 info    app.desktop.sync  pushed events=5\n")
    assert (tmp_path / FILE_NAME).read_text(encoding="utf-8") == line


def test_an_argument_with_a_number_is_scrubbed_in_file_and_stream(tmp_path: Path) -> None:
    stream = io.StringIO()
    with start_logs(tmp_path, stream=stream):
        ours.warning("no answer from %s", "423-555-0142")
    assert "0142" not in stream.getvalue() + (tmp_path / FILE_NAME).read_text(encoding="utf-8")


def test_our_lines_follow_the_level_and_strangers_are_heard_from_warnings_on() -> None:
    stream = io.StringIO()
    with start_logs(None, level="debug", stream=stream):
        ours.debug("a detail of ours")
        theirs.info("INSERT with its parameters")
        theirs.warning("a pool ran dry")
    assert "a detail of ours" in stream.getvalue()
    assert "INSERT" not in stream.getvalue()
    assert "a pool ran dry" in stream.getvalue()


def test_a_strangers_error_is_told_by_kind_and_place_but_not_in_its_words() -> None:
    stream = io.StringIO()
    with start_logs(None, stream=stream):
        try:
            int("Dana Whitlock")
        except ValueError:
            ours.exception("a row was not read")
    assert "builtins.ValueError" in stream.getvalue()
    assert "test_logs.py" in stream.getvalue()
    assert "Whitlock" not in stream.getvalue()


def test_our_own_error_is_told_in_its_words_after_what_led_to_it() -> None:
    stream = io.StringIO()
    with start_logs(None, stream=stream):
        try:
            try:
                raise PermissionError(13, "Permission denied", "/home/dana-whitlock/x")
            except OSError as failure:
                raise StoreUnusable("The database cannot be read.") from failure
        except StoreUnusable:
            ours.exception("not opened")
    told = stream.getvalue()
    assert "whitlock" not in told
    assert told.index("PermissionError: Permission denied") < told.index("StoreUnusable: The database cannot be read.")


def test_what_was_started_ends_and_can_be_started_again() -> None:
    first, second = io.StringIO(), io.StringIO()
    start_logs(None, stream=first).close()
    with start_logs(None, stream=second):
        ours.info("once")
    assert first.getvalue() == ""
    assert second.getvalue().count("once") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in access lists, not in modes")
def test_old_files_are_few_and_all_are_their_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.logs.FILE_BYTES", 200)
    with start_logs(tmp_path, stream=io.StringIO()):
        for number in range(100):
            ours.info("line %d of many that fill a file", number)
    files = list(tmp_path.iterdir())
    assert len(files) == OLD_FILES + 1
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_an_unknown_level_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(BadInput, match="debug, info, warning, error"):
        start_logs(None, level="loud")


def test_a_log_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("", encoding="utf-8")
    with pytest.raises(WorldFailed, match="log folder"):
        start_logs(tmp_path / "logs")


def test_as_json_a_line_is_one_object_with_the_fields_it_was_given_and_no_other() -> None:
    stream = io.StringIO()
    with start_logs(None, stream=stream, form="json"):
        ours.info("GET %s", "/v1/wake", extra={"route": "/v1/wake", "status": 200, "ms": 1.5, "token": "ft1.x.y"})
        ours.info("two\nlines")
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert first.pop("time").endswith("+00:00")
    assert first == {
        "level": "info",
        "logger": "app.desktop.sync",
        "message": "GET /v1/wake",
        "route": "/v1/wake",
        "status": 200,
        "ms": 1.5,
    }
    assert second["message"] == "two\nlines"


def test_as_json_an_error_is_told_without_a_strangers_words_and_numbers_are_blanked() -> None:
    stream = io.StringIO()
    with start_logs(None, stream=stream, form="json"):
        try:
            int("Dana Whitlock")
        except ValueError:
            ours.exception("no answer from %s", "423-555-0142")
    (line,) = stream.getvalue().splitlines()
    told = json.loads(line)
    assert told["message"] == "no answer from [number]"
    assert told["error"][-1] == "builtins.ValueError"
    assert "test_logs.py" in told["error"][0]
    assert "Whitlock" not in line


def test_an_unknown_format_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(BadInput, match="text, json"):
        start_logs(None, form="xml")
