"""Bringing files in on a desk: the same person once, a new inquiry rung, a doubtful one told."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from pathlib import Path

import msgspec
import pytest

from app.desktop import verbs
from app.desktop.intake import NothingRead
from app.desktop.views import FileResult
from app.domain.activity import Kind
from app.domain.lead import Origin, Partner
from app.errors import Stopped
from app.leadfiles.batches import unwatched
from tests.desks import TestDesk, a_lead


def _import(ada: TestDesk, folder: Path, text: str, name: str = "leads.csv") -> FileResult:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    (result,), _ = ada.desk.intake.import_files([path])
    return result


HEAD = "Name,Phone,Email,Received At,Lead ID,Source\n"


def test_the_same_row_again_changes_nothing(ada: TestDesk, tmp_path: Path) -> None:
    row = "Ada Example,423-555-0111,ada@example.com,2026-11-20T10:00:00-05:00,V-1000001,Web\n"
    assert _import(ada, tmp_path, HEAD + row).imported == 1
    again = _import(ada, tmp_path, HEAD + row)
    assert (again.imported, again.updated, again.duplicates) == (0, 0, 1)
    (lead,) = ada.desk.leads.search()
    assert [r.words for r in ada.desk.leads.card(lead.lead_id).timeline] == ["Received from Web"]


def test_a_later_inquiry_of_the_same_person_rings_again_and_keeps_the_first_source(
    ada: TestDesk, tmp_path: Path
) -> None:
    _import(ada, tmp_path, HEAD + "Ada Example,423-555-0111,,2026-11-16T10:00:00-05:00,V-1000001,Web\n")
    result = _import(ada, tmp_path, HEAD + "Ada Example,423-555-0111,,2026-11-23T10:55:00-05:00,V-1000002,Portal\n")
    assert result.duplicates == 1
    (lead,) = ada.desk.leads.search()
    with ada.store.reading() as tx:
        (inquiry,) = tx.activities(lead.lead_id)
    assert (inquiry.kind, inquiry.reason) == (Kind.INQUIRED_AGAIN, "Portal")
    card = ada.desk.leads.card(lead.lead_id)
    assert card.lead.source == "Web"
    assert card.next is not None
    assert (card.next.step, card.next.due_at) == ("call-1", inquiry.began_at)


def test_what_only_the_second_file_knows_is_added(ada: TestDesk, tmp_path: Path) -> None:
    _import(ada, tmp_path, "Name,Phone\nAda Example,423-555-0111\n")
    result = _import(ada, tmp_path, "Name,Phone,Email,Zip\nAda Example,423-555-0111,ada@example.com,37402\n")
    assert (result.updated, result.duplicates) == (1, 1)
    (lead,) = ada.desk.leads.search("ada@example")
    assert lead.zip == "37402"


def test_one_number_under_another_name_is_somebody_new_and_told(ada: TestDesk, tmp_path: Path) -> None:
    _import(ada, tmp_path, "Name,Phone\nAda Example,423-555-0111\n")
    result = _import(ada, tmp_path, "Name,Phone\nBen Different,423-555-0111\n")
    assert result.imported == 1
    assert result.warnings == [(2, "entered as somebody new: a number or address, but another name")]


def test_an_import_can_be_cancelled_and_says_so(ada: TestDesk, tmp_path: Path) -> None:
    rows = "".join(f"Person {n},,person{n}@example.com\n" for n in range(1200))
    path = tmp_path / "many.csv"
    path.write_text("Name,Phone,Email\n" + rows)
    told: list[int] = []

    def progress(done: int, total: int) -> bool:
        told.append(done * 1000 // total)
        return done < 500

    (result,), _ = ada.desk.intake.import_files([path], progress=progress)
    assert result.cancelled
    assert 0 < result.imported < 1200
    assert result.imported == len(ada.desk.leads.search("", 5000))
    assert told == sorted(told)


def test_what_an_officer_with_a_hub_brings_in_is_his_own_list(ada: TestDesk, tmp_path: Path) -> None:
    import msgspec

    with ada.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        tx.put_identity(msgspec.structs.replace(identity, hub_id="a-hub", hub_url="http://127.0.0.1:1"))
    _import(ada, tmp_path, "Name,Phone\nAda Example,423-555-0111\n")
    (lead,) = ada.desk.leads.search()
    assert lead.origin == Origin.OWN_LIST


def test_a_file_that_cannot_be_read_hides_none_of_the_others(ada: TestDesk, tmp_path: Path) -> None:
    good = tmp_path / "good.csv"
    good.write_text("Name,Phone\nAda Example,423-555-0111\n", encoding="utf-8")
    results, changed = ada.desk.intake.import_files([tmp_path / "gone.csv", good, tmp_path])
    assert [(result.file, result.rows, result.imported) for result in results] == [
        ("gone.csv", 0, 0),
        ("good.csv", 1, 1),
        (tmp_path.name, 0, 0),
    ]
    assert "gone.csv cannot be read: there is no such file" in results[0].error
    assert "it is a folder" in results[2].error
    assert changed


def test_when_nothing_of_any_file_could_be_read_each_is_named(ada: TestDesk, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("")
    with pytest.raises(NothingRead) as caught:
        ada.desk.intake.import_files([empty, tmp_path / "gone.csv"])
    assert "empty.csv: The file is empty." in caught.value.happened
    assert "gone.csv cannot be read" in caught.value.happened
    assert [bool(result.error) for result in caught.value.results] == [True, True]


def test_a_post_without_time_and_id_rings_once_however_often_its_file_is_handed_in(
    ada: TestDesk, tmp_path: Path
) -> None:
    _import(ada, tmp_path, HEAD + "Ada Example,423-555-0111,,2026-11-16T10:00:00-05:00,V-1000001,Web\n")
    body = "FirstName=Ada&LastName=Example&Phone=4235550111&LeadSource=Portal&Campaign=Fall"
    post = f"POST https://x.example.com/Import.aspx HTTP/1.1\n\n{body}\n"
    for times in range(3):
        result = _import(ada, tmp_path, post, "post.txt")
        assert (result.duplicates, result.updated) == (1, int(times == 0))
        ada.pass_time(hours=1)
    (lead,) = ada.desk.leads.search()
    with ada.store.reading() as tx:
        (inquiry,) = tx.activities(lead.lead_id)
    assert (inquiry.kind, inquiry.reason, inquiry.note) == (Kind.INQUIRED_AGAIN, "Portal", "Fall")
    assert ada.desk.queue.today().now[0].why.startswith("Asked again")


def test_a_number_under_three_names_tells_nobody_and_its_rows_again_add_nobody(ada: TestDesk, tmp_path: Path) -> None:
    row = "{},423-555-0111,,2026-11-20T10:00:00-05:00,,Web\n"
    rows = "".join(map(row.format, ("Ada Example", "Bo Other", "Cy Third")))
    _import(ada, tmp_path, HEAD + rows)
    fourth = _import(ada, tmp_path, HEAD + row.format("Di Fourth"))
    assert fourth.warnings == [(2, "entered as somebody new: a number or address that several people use")]
    again = _import(ada, tmp_path, HEAD + rows)
    assert (again.imported, again.duplicates) == (0, 3)


def test_a_partners_number_tells_nobody_and_says_so(ada: TestDesk, tmp_path: Path) -> None:
    referred = a_lead(phones=("+14235550142",))
    ada.put(msgspec.structs.replace(referred, partner=Partner(name="Realtor", phone="+14235550199")))
    result = _import(ada, tmp_path, "Name,Phone\nRia Realtor,423-555-0199\n")
    assert (result.imported, result.warnings) == (1, [(2, "entered as somebody new: a partner's number or address")])


def test_an_import_stopped_at_a_terminal_says_what_is_kept_and_loses_none_of_it(ada: TestDesk, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("Name,Email\n" + "".join(f"Person {n},person{n}@example.com\n" for n in range(1200)))
    with pytest.raises(Stopped) as caught:
        verbs.import_files(
            ada.desk, verbs.Import([path]), lambda: nullcontext(lambda done, _of: done < 500), dry_run=False
        )
    (told,) = caught.value.details["files"]
    assert told["stopped"]
    assert 0 < told["imported"] < 1200
    assert f"{told['imported']:,} new leads are kept" in caught.value.happened
    again = verbs.import_files(ada.desk, verbs.Import([path]), unwatched, dry_run=False)["files"][0]
    assert told["imported"] + again["imported"] == 1200
    assert again["duplicates"] == told["imported"]


def test_a_long_import_lets_another_program_write_in_between(ada: TestDesk, tmp_path: Path) -> None:
    other = TestDesk(tmp_path)
    path = tmp_path / "many.csv"
    path.write_text("Name,Email\n" + "".join(f"Person {n},person{n}@example.com\n" for n in range(5000)))
    wrote_at: list[int] = []
    began = threading.Event()

    def write() -> None:
        began.wait()
        other.put(a_lead(lead_id="in-between"))
        wrote_at.append(len(told))

    told: list[int] = []

    def progress(done: int, _of: int) -> bool:
        told.append(done)
        began.set()
        return True

    writer = threading.Thread(target=write)
    writer.start()
    ada.desk.intake.import_files([path], progress=progress)
    written_while_importing = bool(wrote_at) and wrote_at[0] < len(told)
    writer.join()
    assert written_while_importing
