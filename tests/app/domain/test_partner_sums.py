"""What came of the leads partners referred: a row each by name, whose they are and what they are owed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from app.domain.activity import Kind
from app.domain.intervals import wilson
from app.domain.lead import Origin, Partner
from app.domain.money import Bill, Bills
from app.domain.partner_sums import partner_rows
from app.domain.stage import Stage
from tests.app.domain.story import Story
from tests.app.domain.test_scorecard import case, story

NOW = "2027-01-15 10:00"
PAT = Partner(name="Pat Partner", company="Example Realty", phone="+14235550190")
AL = Partner(name="Al Able", company="Able Homes")


def referred(by: Partner | None, lead_id: str, received: str = "20 10:00", **more: Any) -> Story:
    return story(received, lead_id=lead_id, partner=by, origin=Origin.PARTNER, **more)


def came_to(told: Story, *stages: Stage) -> Story:
    for day, stage in enumerate(stages, start=21):
        told.did(Kind.STAGE_REPORTED, f"{day} 10:00", stage=stage.value, by="hub")
    return told


def rows(*told: Story, **more: Any) -> list[dict[str, Any]]:
    return partner_rows([case(one, NOW) for one in told], **more)


def test_partners_stand_in_the_order_of_their_names_however_well_their_leads_did() -> None:
    zoe = Partner(name="zoe Zimmer", phone="+14235550191")
    told = [came_to(referred(zoe, f"z{n}"), Stage.FUNDED) for n in range(3)]
    found = rows(*told, referred(PAT, "p"), referred(AL, "a"))
    assert [(row["partner"], row["leads"], row["funded"]) for row in found] == [
        ("Al Able", 1, 0),
        ("Pat Partner", 1, 0),
        ("zoe Zimmer", 3, 3),
    ]


def test_who_referred_is_known_by_the_phone_whatever_name_is_written_beside_it() -> None:
    married = Partner(name="Pat Newname", company="Other Realty", phone=PAT.phone)
    (row,) = rows(referred(married, "late", "22 10:00"), referred(PAT, "early"))
    # and is called as it was written last
    assert (row["partner"], row["company"], row["leads"]) == ("Pat Newname", "Other Realty", 2)


def test_without_a_phone_name_and_company_tell_who_referred_and_one_alone_does_not() -> None:
    shouted = Partner(name="AL  ABLE", company="able homes ")
    elsewhere = Partner(name="Al Able", company="Other Homes")
    found = rows(referred(AL, "a"), referred(shouted, "b", "22 10:00"), referred(elsewhere, "c"))
    assert [(row["company"], row["leads"]) for row in found] == [("able homes ", 2), ("Other Homes", 1)]


def test_a_lead_nobody_referred_and_a_vendors_test_are_in_no_row() -> None:
    assert rows(referred(None, "a"), referred(PAT, "t", is_test=True)) == []


def test_a_row_counts_what_came_of_each_lead_and_beside_it_of_how_many() -> None:
    asked = referred(PAT, "a").did(Kind.APPOINTMENT, "20 10:02", when="20 12:00")
    spoke = referred(PAT, "b").did(Kind.INBOUND, "20 10:02")
    tried = referred(PAT, "c").called("20 10:02")
    won = came_to(referred(PAT, "d").did(Kind.INBOUND, "20 10:02"), Stage.APPLICATION_SUBMITTED, Stage.FUNDED)
    (row,) = rows(asked, spoke, tried, won)
    low, high = wilson(3, 4)
    assert row["contacted"] == {"n": 3, "of": 4, "low": low, "high": high}
    assert (row["appointments"], row["applications"], row["funded"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("stages", "owed"),
    [
        ((), (0, 0, 0)),
        ((Stage.APPLICATION_SUBMITTED,), (0, 0, 0)),
        ((Stage.PRE_APPROVED,), (0, 1, 0)),
        ((Stage.PRE_APPROVED, Stage.PROCESSING, Stage.CLEAR_TO_CLOSE, Stage.FUNDED), (0, 1, 1)),
        ((Stage.CLEAR_TO_CLOSE,), (0, 0, 1)),
        ((Stage.FUNDED,), (0, 0, 0)),
        # a word that was owed stays owed though the loan came to nothing
        ((Stage.PRE_APPROVED, Stage.DENIED), (0, 1, 0)),
    ],
)
def test_a_partner_is_owed_a_word_of_first_contact_pre_approval_and_clear_to_close(
    stages: tuple[Stage, ...], owed: tuple[int, int, int]
) -> None:
    (row,) = rows(came_to(referred(PAT, "a"), *stages))
    assert tuple(row["owed_a_word"].values()) == owed
    (spoken,) = rows(came_to(referred(PAT, "a").did(Kind.INBOUND, "20 10:02"), *stages))
    assert tuple(spoken["owed_a_word"].values()) == (1, *owed[1:])


def test_the_dollars_funded_are_those_that_are_known_and_nothing_is_not_the_same_as_unknown() -> None:
    told = [referred(PAT, "a"), referred(PAT, "b"), referred(PAT, "c"), referred(AL, "d")]
    volumes = {"a": Decimal("250000.50"), "b": Decimal(100_000), "d": Decimal(0)}
    al, pat = rows(*told, volumes=volumes)
    assert (al["funded_volume"], pat["funded_volume"]) == (0.0, 350_000.5)
    assert rows(referred(PAT, "a"))[0]["funded_volume"] is None


def test_what_partners_leads_cost_is_their_bills_else_what_they_came_with() -> None:
    told = [referred(PAT, "a"), referred(PAT, "b", cost=Decimal(10)), referred(AL, "c")]
    bills = Bills({"a": Bill(fees=Decimal(30), credits=Decimal(5))}, {})
    al, pat = rows(*told, bills=bills)
    assert (al["cost"], pat["cost"]) == (None, 35.0)


# -- to whoever may not see names ---------------------------------------------------------------------


def test_without_names_partners_of_a_company_are_one_row_and_no_name_or_phone_is_in_it() -> None:
    colleague = Partner(name="Robin Rowe", company="EXAMPLE REALTY", phone="+14235550192")
    (row,) = rows(referred(PAT, "a"), referred(colleague, "b", "22 10:00"), are_named=False)
    assert (row["partner"], row["company"], row["leads"]) == (None, "EXAMPLE REALTY", 2)
    assert all(word not in str(row) for word in ("Pat", "Robin", "Rowe", "+1423"))


@pytest.mark.parametrize(
    "company", ["", "Partner & Sons", "pat at home", "Partner, Pat", "Partner's Homes", "The Partners"]
)
def test_a_company_that_is_not_known_or_tells_who_it_is_is_not_named(company: str) -> None:
    whom = Partner(name="Pat Partner", company=company)
    other = Partner(name="Al Able", company="Able")
    (row,) = rows(referred(whom, "a"), referred(other, "b"), are_named=False)
    assert (row["company"], row["leads"]) == ("(not named)", 2)


def test_a_word_of_two_letters_tells_nobody() -> None:
    whom = Partner(name="Jo de Witt", company="Casa de Example")
    (row,) = rows(referred(whom, "a"), are_named=False)
    assert row["company"] == "Casa de Example"
