"""The phone system's records at the hub: whose calls are confirmed, what nobody logged, what is kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.clock import FixedClock
from app.command_line import read_words
from app.domain.activity import Evidence, Kind
from app.domain.clock_grade import Clocked, ClockGrade
from app.domain.lead import Lead, Person, Phone
from app.domain.phone_system import Span
from app.errors import BadInput, StoreBusy, UnreadableFile
from app.hub import call_records, call_verbs, people, reports, verbs
from app.hub.checking import verify
from app.hub.forgetting import Whom, purge
from app.hub.ports import HubStore
from app.hub.reports import Question, Report
from app.hub.sums import ScoredSums
from tests.hubs import Desk, DeskOf, give_lead, in_place, later, lead
from tests.shipped import shipped_rules

NOW = datetime(2026, 3, 4, 15, tzinfo=UTC)
DATA = Path(__file__).parents[2] / "data" / "calls"
#: numbers of leads 0 and 1 of tests.hubs
ZERO, ONE = "615-555-0100", "615-555-0101"


def run(store: HubStore, *words: str) -> Any:
    return call_verbs.run(read_words(["hub", "calls", *words]), store, FixedClock(NOW))


def take(store: HubStore, tmp_path: Path, *calls: tuple[str, str, str]) -> Any:
    """Take calls in: who called, which number, at which time of the 2nd of March in Chicago; each lasts 90 seconds."""
    file = tmp_path / "calls.csv"
    lines = [f"{who},{number},2026-03-02 {at},1:30" for who, number, at in calls]
    file.write_text("\n".join(["Officer,Phone Number,Started,Length", *lines]), encoding="utf-8")
    answer = run(store, "import", str(file))
    counted = (answer[one] for one in ("recorded", "known", "not_of_a_lead"))
    assert answer["rows"] == sum(counted) + sum(answer["left_out"].values()) + len(answer["rejected"])
    return answer


def team(store: HubStore) -> dict[str, Any]:
    found = reports.report_of(store, ScoredSums(shipped_rules()), Question(Report.TEAM), NOW)
    return {row["officer"]: row for row in found["officers"]}


def called(ada: Desk, one: Lead, minutes: int, **more: Any) -> str:
    """Have Ada log a call so many minutes after nine in Chicago."""
    return ada.logs(one.lead_id, Kind.NO_ANSWER, later(minutes), **more).activity_id


def test_a_logged_call_with_a_record_is_confirmed_and_the_share_stands_by_officer(
    store: HubStore, desk: DeskOf, tmp_path: Path
) -> None:
    one = give_lead(store, lead(0), "Ada")
    ada = desk("Ada")
    called(ada, one, 3)
    called(ada, one, 60, evidence=Evidence.HANDED_OFF)
    called(ada, one, 120)
    ada.pushes()
    assert team(store)["Ada"]["confirmed_calls"] == {"n": 0, "of": 0}
    answer = take(store, tmp_path, ("Ada", ZERO, "9:02"), ("Ada", ZERO, "10:00"), ("Ada", "423-555-0199", "12:00"))
    assert (answer["recorded"], answer["not_of_a_lead"], answer["confirmed"], answer["nobody_logged"]) == (2, 1, 2, 0)
    row = team(store)["Ada"]
    assert row["evidence"] == {"self": 1, "handed_off": 0, "confirmed": 2, "not_coverable": 0}
    assert row["confirmed_calls"] == {"n": 2, "of": 3}
    assert row["unlogged_calls"] == 0
    told = verbs.lead(store, FixedClock(NOW), one.lead_id)["timeline"]
    assert [entry["evidence"] for entry in told] == ["confirmed", "confirmed", "self"]


def test_the_grade_stands_beside_the_activity_and_its_event_is_as_it_was(
    store: HubStore, desk: DeskOf, tmp_path: Path
) -> None:
    one = give_lead(store, lead(0), "Ada")
    ada = desk("Ada")
    activity_id = called(ada, one, 3)
    ada.pushes()
    take(store, tmp_path, ("Ada", ZERO, "9:02"))
    with store.reading() as rows:
        kept = rows.activities.by_id(activity_id)
    assert kept is not None
    assert kept.evidence is Evidence.SELF
    assert verify(store).is_ok


def test_calls_after_the_last_record_are_in_no_share_yet(store: HubStore, desk: DeskOf, tmp_path: Path) -> None:
    one = give_lead(store, lead(0), "Ada")
    ada = desk("Ada")
    called(ada, one, 3)
    called(ada, one, 300)
    ada.pushes()
    take(store, tmp_path, ("Ada", "423-555-0199", "9:00"), ("Ada", ZERO, "9:02"), ("Eve", ZERO, "9:30"))
    row = team(store)["Ada"]
    assert row["evidence"]["self"] == 1
    assert row["confirmed_calls"] == {"n": 1, "of": 1}


def test_a_call_nobody_logged_is_its_makers(store: HubStore, desk: DeskOf, tmp_path: Path) -> None:
    give_lead(store, lead(0), "Ada")
    answer = take(store, tmp_path, ("Eve", ZERO, "9:02"), ("Somebody Else", ZERO, "9:30"))
    assert answer["nobody_logged"] == 2
    assert answer["not_of_the_company"] == {"Somebody Else": 1}
    assert take(store, tmp_path, ("423-555-0198", ZERO, "9:45"))["not_of_the_company"] == {"nobody named": 1}
    rows = team(store)
    assert (rows["Eve"]["unlogged_calls"], rows["Ada"]["unlogged_calls"]) == (1, 0)


def test_the_same_file_again_finds_what_was_handed_in_since(store: HubStore, desk: DeskOf, tmp_path: Path) -> None:
    one = give_lead(store, lead(0), "Ada")
    first = take(store, tmp_path, ("Ada", ZERO, "9:02"), ("Ada", ZERO, "9:02"))
    assert (first["recorded"], first["known"], first["nobody_logged"]) == (1, 1, 1)
    ada = desk("Ada")
    late = called(ada, one, 3)
    ada.pushes()
    again = take(store, tmp_path, ("Ada", ZERO, "9:02"))
    assert (again["recorded"], again["known"], again["confirmed"]) == (0, 1, 1)
    assert team(store)["Ada"]["unlogged_calls"] == 0
    # and what is taken back leaves its record
    ada.logs(one.lead_id, Kind.RETRACTED, later(200), corrects=late, channel=None)
    ada.pushes(after=1)
    assert take(store, tmp_path, ("Ada", ZERO, "9:02"))["confirmed"] == 0
    assert team(store)["Ada"]["unlogged_calls"] == 1


def test_who_called_is_known_once_a_file_after_it_finds_them_in_the_company(store: HubStore, tmp_path: Path) -> None:
    one = give_lead(store, lead(0), "Ada")
    call = ("Carl", ZERO, "09:10:00")
    assert take(store, tmp_path, call)["not_of_the_company"] == {"Carl": 1}
    carl = people.add_person(store, people.Newcomer(name="Carl", role="officer", branch="Nashville"), NOW)
    assert take(store, tmp_path, call)["known"] == 1
    with store.reading() as rows:
        (record,) = rows.calls.of_leads([one.lead_id])[one.lead_id]
    assert record.officer_id == carl.person_id
    assert team(store)["Carl"]["unlogged_calls"] == 1


def test_a_long_export_is_taken_in_parts_that_share_no_lead_and_few_statements(
    store: HubStore, desk: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = "615-555-0160"
    both = [
        msgspec.structs.replace(lead(n), borrower=Person(phones=(Phone(number=number), Phone(number=shared))))
        for n, number in ((60, "615-555-0161"), (61, "615-555-0162"))
    ]
    given = [give_lead(store, one, "Ada") for one in (*both, *(lead(n) for n in range(30)))]
    ada = desk("Ada")
    for n, one in enumerate(given):
        called(ada, one, n)
    ada.pushes()
    numbers = ["615-555-0161", "615-555-0162", *(f"615-555-01{n:02}" for n in range(30))]
    calls = [("Ada", number, f"09:{n:02}:10") for n, number in enumerate(numbers)]
    calls += [("Ada", shared, "12:00:00"), ("Ada", "615-555-0199", "12:00:00")]
    asked: list[None] = []
    store.on_statement(lambda: asked.append(None))
    whole = take(store, tmp_path, *calls)
    assert (whole["recorded"], whole["confirmed"], whole["nobody_logged"], whole["not_of_a_lead"]) == (33, 32, 1, 1)
    assert len(asked) < len(calls)
    ways: list[None] = []
    monkeypatch.setattr(call_records, "PART", 2)
    monkeypatch.setattr(store, "give_way", lambda: ways.append(None))
    again = take(store, tmp_path, *calls)
    assert (again["known"], again["confirmed"], again["nobody_logged"], again["not_of_a_lead"]) == (33, 32, 1, 1)
    # the two of one number are one part of three calls
    assert len(ways) == 15


def test_two_leads_of_one_number_have_one_record_between_them(store: HubStore, desk: DeskOf, tmp_path: Path) -> None:
    first, second = (give_lead(store, lead(0, vendor_id=str(n)), "Ada") for n in range(2))
    ada = desk("Ada")
    called(ada, first, 3)
    called(ada, second, 4)
    ada.pushes()
    assert take(store, tmp_path, ("Ada", ZERO, "9:02"))["confirmed"] == 1
    assert team(store)["Ada"]["evidence"]["confirmed"] == 1


def test_a_call_before_the_lead_came_is_nobodys_business_here(store: HubStore, tmp_path: Path) -> None:
    give_lead(store, lead(0), "Ada")
    assert take(store, tmp_path, ("Ada", ZERO, "8:59"))["not_of_a_lead"] == 1
    assert in_place(store, "SELECT count(*) FROM call_record")[0][0] == 0


@pytest.mark.parametrize(
    ("minutes", "clock", "more", "confirmed"),
    [
        # by its own clock nine minutes late, and known to be eight minutes ahead
        (11, Clocked(ClockGrade.GOOD, -8 * 60_000), {}, 1),
        (11, Clocked(ClockGrade.GOOD), {}, 0),
        # nobody can tell what it showed, or a person said when
        (11, Clocked(ClockGrade.POOR), {}, 1),
        (11, Clocked(ClockGrade.GOOD), {"back_dated": True}, 1),
        (30, Clocked(ClockGrade.POOR), {}, 0),
    ],
)
def test_the_time_of_a_call_is_as_good_as_its_clock(
    store: HubStore, desk: DeskOf, tmp_path: Path, minutes: int, clock: Clocked, more: Any, confirmed: int
) -> None:
    one = give_lead(store, lead(0), "Ada")
    ada = desk("Ada")
    activity_id = called(ada, one, minutes, **more)
    ada.pushes()
    grade = "UPDATE activity SET clock = ?, clock_offset_ms = ? WHERE activity_id = ?"
    in_place(store, grade, clock.grade.value, clock.offset_ms, activity_id)
    assert take(store, tmp_path, ("Ada", ZERO, "9:02"))["confirmed"] == confirmed


def test_who_calls_from_a_phone_of_their_own_is_outside_the_share_while_they_do(
    store: HubStore, desk: DeskOf, tmp_path: Path
) -> None:
    one = give_lead(store, lead(0), "Ada")
    ada = desk("Ada")
    called(ada, one, 3)
    called(ada, one, 60)
    ada.pushes()
    take(store, tmp_path, ("Eve", "423-555-0199", "9:00"), ("Ada", ZERO, "9:02"), ("Eve", ZERO, "11:00"))
    answer = run(store, "personal", "Ada", "on", "--since", "2026-03-02T15:30:00+00:00", "--why", "field work")
    assert answer["personal_phone"] is True
    row = team(store)["Ada"]
    assert row["evidence"] == {"self": 0, "handed_off": 0, "confirmed": 1, "not_coverable": 1}
    assert row["confirmed_calls"] == {"n": 1, "of": 1}
    with pytest.raises(BadInput, match="already"):
        run(store, "personal", "Ada", "on", "--why", "again")
    run(store, "personal", "Ada", "off", "--why", "a desk phone")
    assert team(store)["Ada"]["evidence"]["not_coverable"] == 1
    with store.reading() as rows:
        assert "calls from a phone of their own: field work" in [line.what for line in rows.audit.all()]
        assert [span.end for span in rows.calls.personal()[ada.person_id]] == [NOW]


@pytest.mark.parametrize(
    "words", [("Nobody", "on", "--why", "x"), ("Ada", "off", "--why", "x"), ("Ada", "on", "--why", " ")]
)
def test_a_phone_of_ones_own_is_noted_of_somebody_once_and_with_a_reason(
    store: HubStore, words: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput):
        run(store, "personal", *words)
    tomorrow = (NOW + timedelta(days=1)).isoformat()
    with pytest.raises(BadInput, match="still to come"):
        run(store, "personal", "Ada", "on", "--since", tomorrow, "--why", "x")


def test_a_phone_of_ones_own_is_noted_anew_from_the_same_instant(store: HubStore) -> None:
    since = ("--since", (NOW - timedelta(days=3)).isoformat(), "--why", "by mistake")
    run(store, "personal", "Ada", "on", *since)
    run(store, "personal", "Ada", "off", "--why", "has a desk phone")
    answer = run(store, "personal", "Ada", "on", *since)
    with store.reading() as rows:
        assert rows.calls.personal() == {answer["person_id"]: [Span(NOW - timedelta(days=3), None)]}


@pytest.mark.parametrize("name", ["ringcentral", "zoom", "teams", "generic"])
def test_an_export_of_each_system_confirms_the_call_it_has(
    store: HubStore, desk: DeskOf, tmp_path: Path, name: str
) -> None:
    one = give_lead(store, lead(0), "Ada")
    in_place(store, 'UPDATE person SET profile = replace(profile, \'"name":"Ada"\', ?)', _ADA)
    ada = desk("Ada")
    called(ada, one, 3)
    ada.pushes()
    answer = run(store, "import", str(DATA / f"{name}.csv"))
    assert (answer["format"], answer["confirmed"], answer["not_of_the_company"]) == (name, 1, {})


_ADA = '"name":"Ada","email":"ada@example.com","phone":"+16155550190"'


def test_a_number_is_kept_as_the_companys_hash_and_no_more_once_its_lead_is_forgotten(
    store: HubStore, desk: DeskOf, tmp_path: Path
) -> None:
    one = give_lead(store, lead(0), "Ada")
    ada = desk("Ada")
    called(ada, one, 3)
    ada.pushes()
    take(store, tmp_path, ("Ada", ZERO, "9:02"), ("Ada", ZERO, "9:40"))
    kept = in_place(store, "SELECT * FROM call_record")
    assert len(kept) == 2
    assert "6155550100" not in repr(kept)
    purge(store, Whom(lead_id=one.lead_id), "ticket 5", NOW)
    assert {bytes(row[0]) for row in in_place(store, "SELECT number_hash FROM call_record")} == {b""}
    row = team(store)["Ada"]
    assert (row["evidence"]["confirmed"], row["unlogged_calls"]) == (1, 1)
    assert take(store, tmp_path, ("Ada", ZERO, "9:02"))["not_of_a_lead"] == 1


def test_an_answer_names_no_number_and_no_borrower(store: HubStore, tmp_path: Path) -> None:
    one = give_lead(store, lead(0), "Ada")
    answer = json.dumps(
        take(store, tmp_path, ("Ada", ZERO, "9:02"), ("Ada", ONE, "noon"), ("Ada", "423-555-0199", "10:00"))
    )
    for said in (ZERO, ONE, "0199", one.borrower.name):
        assert said not in answer


def test_a_call_is_never_a_test_leads(store: HubStore, tmp_path: Path) -> None:
    give_lead(store, lead(0, is_test=True), "Ada")
    answer = take(store, tmp_path, ("Ada", ZERO, "10:00"))
    assert (answer["recorded"], answer["not_of_a_lead"]) == (0, 1)


def test_a_log_with_columns_of_its_own_is_read_as_one_says_and_the_map_is_kept_for_the_next(
    store: HubStore, desk: DeskOf, tmp_path: Path
) -> None:
    one = give_lead(store, lead(0), "Ada")
    ada = desk("Ada")
    called(ada, one, 3)
    ada.pushes()
    file, saved = tmp_path / "own.csv", tmp_path / "own.toml"
    file.write_text(f"Werk,Rufnummer,Los ging,Dauer\nAda,{ZERO},2026-03-02 9:03,1:30\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="no columns say to which number"):
        run(store, "import", str(file))
    said = ["--column", "Werk=who", "--column", "Rufnummer=number", "--column", "Los ging=began"]
    looked = run(store, "import", str(file), *said, "--column", "Dauer=seconds", "--dry-run")
    assert looked["columns"] == {"Werk": "who", "Rufnummer": "number", "Los ging": "began", "Dauer": "seconds"}
    assert (looked["calls"], looked["rejected"]) == (1, [])
    assert team(store)["Ada"]["confirmed_calls"] == {"n": 0, "of": 0}, "nothing was taken in by looking"
    first = run(store, "import", str(file), *said, "--column", "Dauer=seconds", "--save-map", str(saved))
    assert (first["recorded"], first["confirmed"]) == (1, 1)
    again = run(store, "import", str(file), "--map", str(saved))
    assert (again["known"], again["columns"]) == (1, looked["columns"])
    kept = saved.read_bytes()
    assert run(store, "import", str(file), "--map", str(saved), "--save-map", str(saved))["known"] == 1
    with pytest.raises(BadInput, match="says something else"):
        run(store, "import", str(file), *said, "--save-map", str(saved))
    assert saved.read_bytes() == kept


def test_an_import_that_failed_is_asked_for_again_in_the_same_words(
    store: HubStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, saved = tmp_path / "own.csv", tmp_path / "own.toml"
    file.write_text(f"Werk,Ruf,Los\nAda,{ZERO},2026-03-02 9:03\n", encoding="utf-8")
    words = ("import", str(file), "--column", "Ruf=number", "--column", "Los=began", "--save-map", str(saved))

    def is_busy(*_: object) -> None:
        raise StoreBusy("Two waited for each other.")

    with monkeypatch.context() as patched:
        patched.setattr(call_verbs, "import_calls", is_busy)
        with pytest.raises(StoreBusy):
            run(store, *words)
    assert not saved.exists()
    assert run(store, *words)["rows"] == 1
    assert run(store, *words)["rows"] == 1, "the map is there, and says the same"


@pytest.mark.parametrize(
    ("words", "name", "refused"),
    [
        (("--column", "Ruf=number", "--dry-run"), "own.toml", "keeps nothing"),
        ((), "own.toml", "Nothing was said of any column"),
        (("--column", "Ruf=number"), "none/own.toml", "no such folder"),
    ],
)
def test_a_map_that_could_not_be_kept_is_refused_before_the_import(
    store: HubStore, tmp_path: Path, words: tuple[str, ...], name: str, refused: str
) -> None:
    file = tmp_path / "own.csv"
    file.write_text(f"Ruf,Started\n{ZERO},2026-03-02 9:03\n", encoding="utf-8")
    with pytest.raises(BadInput, match=refused):
        run(store, "import", str(file), *words, "--save-map", str(tmp_path / name))
    assert not list(tmp_path.glob("*.toml"))


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("Rufnummer", "says of no column"),
        ("Rufnummer=telefon", "nothing a call record says"),
        ("Phone=number", "The file has no column “Phone”"),
    ],
)
def test_a_column_that_is_not_there_or_means_nothing_is_refused_by_name(
    store: HubStore, tmp_path: Path, said: str, refused: str
) -> None:
    file = tmp_path / "own.csv"
    file.write_text(f"Rufnummer,Started,Number\n{ZERO},2026-03-02 9:03,{ZERO}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=refused):
        run(store, "import", str(file), "--column", said)


@pytest.mark.parametrize("text", ["", "[columns]", "[columns]\nA = 1", "columns = 3", "[columns"])
def test_a_file_that_is_no_map_is_refused_by_name(store: HubStore, tmp_path: Path, text: str) -> None:
    file, saved = tmp_path / "own.csv", tmp_path / "own.toml"
    file.write_text(f"Started,Number\n2026-03-02 9:03,{ZERO}\n", encoding="utf-8")
    saved.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"own\.toml is no map of columns"):
        run(store, "import", str(file), "--map", str(saved))


def test_a_column_one_names_takes_the_place_of_the_one_that_is_known(store: HubStore, tmp_path: Path) -> None:
    file = tmp_path / "two.csv"
    file.write_text(f"Started,Phone Number,Dialed\n2026-03-02 9:03,x101,{ZERO}\n", encoding="utf-8")
    assert run(store, "import", str(file), "--dry-run")["left_out"] == {"no number outside": 1}
    looked = run(store, "import", str(file), "--column", "Dialed=number", "--dry-run")
    assert (looked["calls"], looked["columns"]["Phone Number"]) == (1, "")
    moved = run(store, "import", str(file), "--column", "Started=nothing", "--column", "Dialed=began", "--dry-run")
    assert moved["columns"] == {"Started": "", "Phone Number": "number", "Dialed": "began"}
