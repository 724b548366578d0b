"""The company's people from a directory's export: who comes, changes and leaves, and that a bad row harms no other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.clock import FixedClock
from app.command_line import read_words
from app.domain.officer import read_hours
from app.errors import BadInput, UnreadableFile
from app.hub.command import run
from app.hub.pool import PoolRules
from app.hub.records import Person
from storage.hub.store import SqlHubStore
from tests.app.hub.claims import TENNESSEE
from tests.hubs import NOW, TERMS, DeskOf, NoSums, give_lead, lead

HEAD = "Display Name,NMLS ID,Member Of,Office,Time Zone,Hours,Licensed,Account Enabled,Mail\n"
LICENSED = "TN:2027-12-31, KY:2026-03-01"
MIA = (
    'Mia Long,1234567,"CN=LO-All,OU=Groups,DC=example,DC=com",Nashville,America/Chicago,Mon-Fri 9am-6pm,'
    f'"{LICENSED}",TRUE,mia@example.com\n'
)
GROUPS = '"Branch Heads" = "manager"\n"LO-All" = "officer"\n'

Import = Callable[..., dict[str, Any]]


@pytest.fixture
def take(store: SqlHubStore, tmp_path: Path) -> Import:
    def take(text: str, *words: str, groups: str = GROUPS) -> dict[str, Any]:
        (tmp_path / "people.csv").write_text(text, encoding="utf-8")
        (tmp_path / "groups.toml").write_text(groups, encoding="utf-8")
        said = [
            "hub",
            "people",
            "import",
            str(tmp_path / "people.csv"),
            "--groups",
            str(tmp_path / "groups.toml"),
            *words,
        ]
        return run(read_words(said), store, FixedClock(NOW), NoSums(), TERMS)

    return take


def named(store: SqlHubStore, name: str) -> Person | None:
    with store.reading() as rows:
        return rows.people.named(name)


def test_somebody_new_comes_with_all_the_file_says_and_the_role_of_their_group(
    take: Import, store: SqlHubStore
) -> None:
    told = take(HEAD + MIA)
    assert (told["rows"], told["added"], told["rejected"]) == (1, 1, [])
    mia = named(store, "Mia Long")
    assert mia is not None
    assert (mia.role.value, mia.officer.branch, mia.officer.zone) == ("officer", "Nashville", "America/Chicago")
    assert mia.officer.hours == read_hours("Mon-Fri 09:00-18:00")
    assert mia.officer.licences == {"TN": date(2027, 12, 31), "KY": date(2026, 3, 1)}
    assert (mia.officer.nmls_id, mia.officer.email) == ("1234567", "mia@example.com")
    assert told["licences_over"] == ["Mia Long: KY"]
    assert told["here_and_not_in_the_file"] == ["Ada", "Ben", "Eve"]


def test_the_same_file_twice_changes_nothing(take: Import, store: SqlHubStore) -> None:
    take(HEAD + MIA)
    before = named(store, "Mia Long")
    told = take(HEAD + MIA)
    assert (told["unchanged"], told["added"], told["changed"], told["people"]) == (1, 0, 0, [])
    assert named(store, "Mia Long") == before


def test_a_licence_that_ended_no_longer_allows_its_state(take: Import, store: SqlHubStore) -> None:
    take(HEAD + MIA)
    mia = named(store, "Mia Long")
    assert mia is not None
    rules = PoolRules(TERMS.rules)
    assert rules.is_barred(lead(subject_property=TENNESSEE), mia.officer, NOW) is False
    take(HEAD + MIA.replace("TN:2027-12-31", "TN:2026-03-01"))
    mia = named(store, "Mia Long")
    assert mia is not None
    assert rules.is_barred(lead(subject_property=TENNESSEE), mia.officer, NOW) is True
    (row,) = [p for p in _listed(store) if p["name"] == "Mia Long"]
    assert (row["licences_over"], row["licences_until"]) == (["KY", "TN"], {"KY": "2026-03-01", "TN": "2026-03-01"})


def test_a_bad_row_is_named_with_its_reason_and_the_others_go_in(take: Import, store: SqlHubStore) -> None:
    told = take(
        HEAD
        + MIA
        + "Zoe Bad,,LO-All,Memphis,Mars/Olympus,,,TRUE,\n"
        + "Yan Bad,,Cleaners,Memphis,,,,TRUE,\n"
        + "Xia Bad,,LO-All,Memphis,,25 to 26,,TRUE,\n"
        + "Will Bad,,LO-All,Memphis,,,Kentuckee,TRUE,\n"
        + "Val Bad,,LO-All,Memphis,,,,perhaps,\n"
        + ",,LO-All,Memphis,,,,TRUE,\n"
        + "Ulf Bad,,LO-All,,,,,TRUE,\n"
        + "Ida Good,,Branch Heads;LO-All,Memphis,,,,TRUE,\n"
    )
    assert [(row["line"], row["name"]) for row in told["rejected"]] == [
        (3, "Zoe Bad"), (4, "Yan Bad"), (5, "Xia Bad"), (6, "Will Bad"), (7, "Val Bad"), (8, ""), (9, "Ulf Bad"),
    ]  # fmt: skip
    reasons = " / ".join(row["reason"] for row in told["rejected"])
    for said in (
        "no time zone",
        "None of their groups",
        "could not be read",
        "no state",
        "neither",
        "who it is",
        "which branch",
    ):
        assert said in reasons
    ida = named(store, "Ida Good")
    assert ida is not None
    assert ida.role == "manager"
    assert named(store, "Zoe Bad") is None


def test_who_is_disabled_there_has_left_here_with_leads_taken_back_and_what_the_desk_may_owe(
    take: Import, store: SqlHubStore, desk: DeskOf
) -> None:
    desk("Ada")
    held = give_lead(store, lead(), "Ada")
    told = take(HEAD + "Ada,,LO-All,Memphis,,,,FALSE,\nNobody Known,,LO-All,Memphis,,,,FALSE,\n")
    assert (told["left"], told["unchanged"]) == (1, 1)
    (gone,) = told["left_now"]
    assert gone["name"] == "Ada"
    assert "there alone" in gone["devices"][0]["unsent"]
    with store.reading() as rows:
        after = rows.leads.by_id(held.lead_id)
        devices = rows.devices.all()
    assert after is not None
    assert after.holder_id is None
    assert all(device.revoked_at is not None for device in devices)
    (row,) = [p for p in _listed(store) if p["name"] == "Ada"]
    assert "there alone" in row["unsent"]


def test_a_dry_run_says_all_of_it_and_keeps_nothing(take: Import, store: SqlHubStore) -> None:
    told = take(HEAD + MIA + "Ada,,LO-All,Memphis,,,,no,\n", "--dry-run")
    assert (told["dry_run"], told["added"], told["left"]) == (True, 1, 1)
    assert named(store, "Mia Long") is None
    assert named(store, "Ada") is not None


def test_a_row_a_licence_makes_one_person(take: Import, store: SqlHubStore) -> None:
    told = take(
        "Name,NMLS ID,Role,Branch,State,Expiration Date\n"
        "Mia Long,77,officer,Memphis,TN,12/31/2027\n"
        "Mia Long,77,officer,Memphis,Nevada,\n"
        "Mia Long,77,manager,Memphis,KY,\n"
    )
    assert (told["added"], told["rejected"][0]["reason"]) == (1, "line 2 says otherwise of the same person")
    mia = named(store, "Mia Long")
    assert mia is not None
    assert mia.officer.licences == {"TN": date(2027, 12, 31), "NV": None}


LICENCE_ROWS = "Name,NMLS ID,Email,Role,Member Of,Branch,Hours,State,Expiration Date\n"
KENTUCKY = 'Ada,77,ada@example.com,,"CN=LO-All,OU=Groups,DC=example,DC=com",Memphis,Mon-Fri 9am-6pm,KY,12/31/2027\n'


def licences_of(store: SqlHubStore, name: str) -> dict[str, date | None] | None:
    person = named(store, name)
    assert person is not None
    return person.officer.licences


@pytest.mark.parametrize(
    "second",
    [
        "Ada,77,ada@example.com,,LO-All,Memphis,,TN,12/31/2027\n",
        "ADA,77,Ada@Example.com,,lo-all,memphis,,TN,12/31/2027\n",
        "Ada,,,,,,,TN,12/31/2027\n",
        ",77,,,,,,TN,12/31/2027\n",
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_an_empty_cell_and_another_spelling_are_no_contradiction(
    take: Import, store: SqlHubStore, second: str, is_first: bool
) -> None:
    rows = (second, KENTUCKY) if is_first else (KENTUCKY, second)
    told = take(LICENCE_ROWS + "".join(rows))
    assert (told["rejected"], told["changed"], "ok" in told) == ([], 1, False)
    assert licences_of(store, "Ada") == {"KY": date(2027, 12, 31), "TN": date(2027, 12, 31)}
    ada = named(store, "Ada")
    assert ada is not None
    assert (ada.officer.hours, ada.officer.nmls_id) == (read_hours("Mon-Fri 09:00-18:00"), "77")


def test_a_state_in_two_rows_keeps_the_last_day_that_one_of_them_says(take: Import, store: SqlHubStore) -> None:
    take(LICENCE_ROWS + KENTUCKY + "Ada,77,,,,,,KY,\n")
    assert licences_of(store, "Ada") == {"KY": date(2027, 12, 31)}


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("Ada,77,,,,Memphis,Mon-Fri 1pm-6pm,TN,12/31/2027\n", "line 2 says otherwise of the same person"),
        ("Ada,77,,,,Memphis,,Tennessy,12/31/2027\n", "no state"),
    ],
)
def test_who_has_a_row_that_is_rejected_keeps_the_licences_and_the_timer_notices(
    take: Import, store: SqlHubStore, bad: str, why: str
) -> None:
    take(LICENCE_ROWS + KENTUCKY + "Ada,77,,,,,,TN,12/31/2027\n")
    told = take(LICENCE_ROWS + KENTUCKY + bad)
    assert why in told["rejected"][0]["reason"]
    assert told["ok"] is False
    assert licences_of(store, "Ada") == {"KY": date(2027, 12, 31), "TN": date(2027, 12, 31)}


def test_two_of_one_name_with_an_nmls_id_each_stay_two(take: Import) -> None:
    told = take(LICENCE_ROWS + KENTUCKY + "Ada,78,,,,Memphis,,TN,\n")
    assert "NMLS id 77" in told["rejected"][0]["reason"]


def test_a_person_is_known_by_nmls_id_under_a_new_name_and_moves_to_another_branch(
    take: Import, store: SqlHubStore
) -> None:
    take(HEAD + MIA)
    told = take(HEAD + MIA.replace("Mia Long", "Mia Short").replace("Nashville", "Knoxville"))
    assert [(row["name"], row["what"]) for row in told["people"]] == [("Mia Short", "branch, name")]
    mia = named(store, "Mia Short")
    assert mia is not None
    assert mia.officer.branch == "Knoxville"
    taken = take(HEAD + MIA.replace("Mia Long", "Eve"))
    assert "somebody else" in taken["rejected"][0]["reason"] or "already" in taken["rejected"][0]["reason"]


def test_who_becomes_one_that_holds_no_leads_hands_them_back(take: Import, store: SqlHubStore) -> None:
    held = give_lead(store, lead(), "Ada")
    take(HEAD + "Ada,,Look,Memphis,,,,yes,\n", groups='"Look" = "auditor"')
    with store.reading() as rows:
        after = rows.leads.by_id(held.lead_id)
        kinds = [line.what for line in rows.audit.all()]
    assert after is not None
    assert after.holder_id is None
    assert any(what.startswith("person changed (") and "role" in what for what in kinds)


def test_identities_are_bound_to_the_companys_sign_in_and_counted_where_there_is_none(
    take: Import, store: SqlHubStore
) -> None:
    rows_of = "Name,Role,Branch,Object Id\nAda,officer,Memphis,abc-1\n"
    assert take(rows_of)["identities_not_bound"] == 1
    words = ["hub", "sign-in", "set", "--issuer", "https://login.example.com", "--client-id", "x"]
    run(read_words(words), store, FixedClock(NOW), NoSums(), TERMS)
    assert take(rows_of)["people"][0]["what"] == "identity"
    assert take(rows_of)["unchanged"] == 1


@pytest.mark.parametrize(
    ("text", "groups", "says"),
    [
        ("Colour,Taste\nred,sweet\n", GROUPS, "No people were found"),
        (HEAD + MIA, "LO All = officer", "no TOML"),
        (HEAD + MIA, '"LO-All" = 3', "no role for each"),
        (HEAD + MIA, '"LO-All" = "boss"', "no role"),
    ],
)
def test_a_file_that_is_none_is_refused_by_name(take: Import, text: str, groups: str, says: str) -> None:
    with pytest.raises((BadInput, UnreadableFile), match=says):
        take(text, groups=groups)


BACK = HEAD + "Ada,,LO-All,Memphis,,,,{},ada@example.com\n"


def audited(store: SqlHubStore) -> list[str]:
    with store.reading() as rows:
        return [line.what for line in rows.audit.all()]


def test_who_is_enabled_again_is_the_same_person_whose_desk_waits_for_a_code(
    take: Import, store: SqlHubStore, desk: DeskOf
) -> None:
    desk("Ada")
    take(BACK.format("enabled"))
    before = named(store, "Ada")
    take(BACK.format("disabled"))
    assert named(store, "Ada") is None
    told = take(BACK.format("enabled"))
    assert (told["back"], told["added"], told["people"][0]["became"]) == (1, 0, "back")
    assert named(store, "Ada") == before
    with store.reading() as rows:
        assert all(device.revoked_at is not None for device in rows.devices.all())
    assert "person came back" in audited(store)
    assert take(BACK.format("enabled"))["unchanged"] == 1


@pytest.mark.parametrize(
    ("row", "is_the_same"),
    [
        ("Ada,,LO-All,Memphis,,,,yes,\n", True),
        ("ada,,LO-All,Nashville,,,,,ada@example.com\n", True),
        ("Ada Married,,LO-All,Memphis,,,,yes,ADA@example.com\n", True),
        ("Ada Married,77,LO-All,Memphis,,,,yes,ada.married@example.com\n", True),
        ("Ada,78,LO-All,Memphis,,,,yes,ada@example.com\n", False),
        ("Ada,,LO-All,Memphis,,,,yes,another.ada@example.com\n", False),
    ],
)
def test_who_comes_back_is_known_by_nmls_id_mail_or_name(
    take: Import, store: SqlHubStore, row: str, is_the_same: bool
) -> None:
    take(HEAD + "Ada,77,LO-All,Memphis,,,,yes,ada@example.com\n")
    before = named(store, "Ada")
    assert before is not None
    take(HEAD + "Ada,77,LO-All,Memphis,,,,no,ada@example.com\n")
    told = take(HEAD + row)
    assert (told["back"], told["added"]) == ((1, 0) if is_the_same else (0, 1))
    after = named(store, row.partition(",")[0])
    assert after is not None
    assert (after.person_id == before.person_id) is is_the_same


def test_who_comes_back_by_the_companys_sign_in_is_known_by_it(take: Import, store: SqlHubStore) -> None:
    words = ["hub", "sign-in", "set", "--issuer", "https://login.example.com", "--client-id", "x"]
    run(read_words(words), store, FixedClock(NOW), NoSums(), TERMS)
    rows_of = "Name,Role,Branch,Object Id,Status\n{},officer,Memphis,abc-1,{}\n"
    take(rows_of.format("Ada", "enabled"))
    before = named(store, "Ada")
    take(rows_of.format("Ada", "disabled"))
    assert take(rows_of.format("Ada Married", "enabled"))["back"] == 1
    after = named(store, "Ada Married")
    assert before is not None
    assert after is not None
    assert after.person_id == before.person_id


def _listed(store: SqlHubStore) -> list[dict[str, Any]]:
    people: list[dict[str, Any]] = run(read_words(["hub", "person", "list"]), store, FixedClock(NOW), NoSums(), TERMS)[
        "people"
    ]
    return people
