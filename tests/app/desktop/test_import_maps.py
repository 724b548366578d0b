"""Saved maps: found by the columns of a file, used in a terminal by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.desktop import verbs
from app.desktop.import_maps import map_for
from app.desktop.looking import look_at
from app.errors import BadInput
from app.leadfiles.batches import unwatched
from tests.desks import TestDesk

HEADERS = ["Wer", "Kontakt A", "Geburtstag"]
STRANGE = "Wer,Kontakt A\nNell New,423-555-0177\nTom New,423-555-0178\n"


def test_a_map_is_for_the_same_columns_in_any_order_and_spelling(ada: TestDesk) -> None:
    ada.desk.maps.keep("Vendor", HEADERS, {"Wer": "Name"})
    maps = ada.desk.maps.all()
    assert map_for(maps, ["kontakt_a", "WER"]) == maps[0]
    assert map_for(maps, ["Why it was not imported [table]", "Wer", "Kontakt A"]) == maps[0]
    assert map_for(maps, ["Wer"]) is None


def test_a_newer_map_of_a_name_or_of_the_same_columns_takes_the_place_of_the_older(ada: TestDesk) -> None:
    ada.desk.maps.keep("Vendor", HEADERS, {"Wer": "Name"})
    ada.desk.maps.keep("vendor", ["Other"], {"Other": "Phone"})
    ada.desk.maps.keep("Third", ["other"], {"Other": "Email"})
    assert [one.name for one in ada.desk.maps.all()] == ["Third"]
    ada.desk.maps.remove("third")
    assert ada.desk.maps.all() == []
    with pytest.raises(BadInput, match="no saved map"):
        ada.desk.maps.remove("third")


@pytest.mark.parametrize("name", ["", " ", "x" * 81])
def test_a_map_needs_a_name_that_can_be_listed(ada: TestDesk, name: str) -> None:
    with pytest.raises(BadInput, match="name"):
        ada.desk.maps.keep(name, HEADERS, {})


def test_a_terminal_imports_by_the_name_of_a_map_and_keeps_what_was_rejected(ada: TestDesk, tmp_path: Path) -> None:
    path = tmp_path / "strange.csv"
    path.write_text(STRANGE + "Nobody,\n", encoding="utf-8")
    ada.desk.maps.keep("Vendor", HEADERS, {"Wer": "Name", "Kontakt A": "Phone"})
    asked = verbs.Import([path], map="vendor", rejected=tmp_path / "mend")
    for n in range(2):
        answer = verbs.import_files(ada.desk, asked, unwatched, dry_run=False)
        assert answer["files"][0]["imported"] == (0 if n else 2)
    assert [Path(one).name for one in answer["to_mend"]] == ["strange-rejected-2.csv"]
    assert (tmp_path / "mend" / "strange-rejected.csv").read_text(encoding="utf-8-sig").splitlines() == [
        "Wer,Kontakt A,Why it was not imported [table]",
        "Nobody,,no phone and no e-mail",
    ]
    with pytest.raises(BadInput) as caught:
        verbs.import_files(ada.desk, verbs.Import([path], map="Other"), unwatched, dry_run=False)
    assert caught.value.remedy == "Use one of: Vendor."


def test_a_file_is_looked_at_under_the_map_for_its_columns(ada: TestDesk, tmp_path: Path) -> None:
    path = tmp_path / "strange.csv"
    path.write_text(STRANGE, encoding="utf-8")
    now = ada.clock.now()
    assert look_at(path, [], now, "America/New_York").is_doubtful
    ada.desk.maps.keep("Vendor", HEADERS, {"Wer": "Name", "Kontakt A": "Phone"})
    looked = look_at(path, ada.desk.maps.all(), now, "America/New_York")
    assert looked.peek is not None
    assert [row.draft.borrower.name for row in looked.peek.rows if row.draft] == ["Nell New", "Tom New"]
    assert not looked.is_doubtful
