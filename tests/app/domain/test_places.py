"""Where a lead may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.known import Known
from app.domain.lead import Address, Lead, Person, Phone
from app.domain.places import STATE_NAMES, TERRITORIES, City, Gazetteer, Place, Spot, place_of, property_state
from tests.shipped import lead_at, shipped_rules

NEW_YORK, CHICAGO, DENVER = "America/New_York", "America/Chicago", "America/Denver"
PHOENIX, PACIFIC = "America/Phoenix", "America/Los_Angeles"
BEULAH, VINCENNES = "America/North_Dakota/Beulah", "America/Indiana/Vincennes"

PHONE = {"KY": "+15025550142", "TN": "+14235550142", "NY": "+12125550142", "CA": "+12135550142"}
TOLL_FREE, CANADIAN, UNHEARD_OF = "+18005550142", "+14165550142", "+12115550142"


def where(lead: Lead, said: str = "") -> Place:
    return place_of(shipped_rules().gazetteer, lead, said)


@pytest.mark.parametrize(
    ("zip_code", "why", "clock", "others"),
    [
        ("57532", "Fort Pierre SD, across the river from the capital", DENVER, {CHICAGO}),
        ("57501", "Pierre SD", CHICAGO, {DENVER}),
        ("86045", "Tuba City AZ, on the Navajo Nation", DENVER, {PHOENIX}),
        ("86515", "Window Rock AZ, deep in the Navajo Nation", DENVER, set()),
        ("86040", "Page AZ, beside the Navajo Nation", PHOENIX, {DENVER}),
        ("85001", "Phoenix AZ", PHOENIX, set()),
        ("89883", "West Wendover NV, which keeps Utah's time", DENVER, {PACIFIC}),
        ("36867", "Phenix City AL, which lives by Georgia's time", NEW_YORK, {CHICAGO}),
        ("31901", "Columbus GA, across from Phenix City", NEW_YORK, {CHICAGO}),
        ("42044", "Gilbertsville KY, on Kentucky Lake", CHICAGO, set()),
        ("40202", "Louisville KY", NEW_YORK, set()),
        ("42633", "Monticello KY", NEW_YORK, {CHICAGO}),
        ("32456", "Port Saint Joe, Gulf County FL", NEW_YORK, {CHICAGO}),
        ("32401", "Panama City FL", CHICAGO, set()),
        ("97914", "Ontario, Malheur County OR", DENVER, set()),
        ("79901", "El Paso TX", DENVER, set()),
        ("79839", "Fort Hancock, Hudspeth County TX", DENVER, set()),
        ("79855", "Van Horn TX, just east of the line", CHICAGO, {DENVER}),
        ("46401", "Gary IN", CHICAGO, set()),
        ("46204", "Indianapolis IN", NEW_YORK, set()),
        ("47591", "Vincennes IN, on Central time until November 2007", VINCENNES, {CHICAGO}),
        ("49938", "Ironwood in Michigan's Upper Peninsula", CHICAGO, set()),
        ("49855", "Marquette in Michigan's Upper Peninsula", NEW_YORK, set()),
        ("58601", "Dickinson ND", DENVER, set()),
        ("58501", "Bismarck ND", CHICAGO, set()),
        ("58523", "Beulah ND, on Mountain time until 2010", BEULAH, {CHICAGO}),
        ("99546", "Adak AK", "America/Adak", set()),
        ("00901", "San Juan PR", "America/Puerto_Rico", set()),
        ("96910", "Hagåtña GU", "Pacific/Guam", set()),
        ("58803", "Williston ND post office boxes, whose centroid nobody recorded", CHICAGO, {DENVER}),
    ],
)
def test_a_zip_stands_for_its_centroid_and_all_within_sixteen_kilometres(
    zip_code: str, why: str, clock: str, others: set[str]
) -> None:
    place = where(lead_at(zip_code))
    assert place.clock_zone == clock, why
    assert place.zones == tuple(sorted({clock, *others})), why
    assert place.is_known


def test_a_zip_beats_the_state_for_zones_and_both_count_as_states() -> None:
    place = where(lead_at("79901", "FL"))
    assert place.zones == (DENVER,)
    assert place.states == ("FL", "TX")


def test_a_state_stands_for_all_its_zones_where_no_zip_is_known() -> None:
    for zip_code in ("", "00000", "nonsense"):
        place = where(lead_at(zip_code, "ND"))
        assert place.zones == (CHICAGO, DENVER, BEULAH)
        assert place.states == ("ND",)


def test_the_clock_without_a_zip_is_the_states_most_frequent() -> None:
    assert where(lead_at("", "IN")).clock_zone == NEW_YORK
    assert where(lead_at("", "TN", PHONE["CA"])).clock_zone == CHICAGO
    assert where(lead_at("", "AK")).clock_zone == "America/Anchorage"


def test_the_clock_with_a_number_alone_is_the_first_numbers_likeliest() -> None:
    assert where(lead_at("", "", TOLL_FREE, PHONE["TN"], PHONE["CA"])).clock_zone == NEW_YORK
    assert where(lead_at("", "", "+12085550142")).clock_zone == DENVER


def test_every_number_of_every_borrower_adds_its_code() -> None:
    lead = Lead(
        lead_id="lead-1",
        received_at=lead_at().received_at,
        borrower=Person(phones=(Phone(number=PHONE["KY"]), Phone(number=PHONE["NY"]))),
        co_borrowers=(Person(phones=(Phone(number=PHONE["CA"]),)),),
    )
    assert where(lead).zones == (PACIFIC, NEW_YORK)
    assert where(lead).states == ("CA", "KY", "NY")


def test_three_parts_may_name_three_states() -> None:
    lead = lead_at("40202", "KY", PHONE["TN"], of_property=Address(state="FL", zip="33101"))
    place = where(lead)
    assert place.states == ("FL", "KY", "TN")
    assert place.zones == (CHICAGO, NEW_YORK)
    assert place.clock_zone == NEW_YORK


def test_a_propertys_zip_adds_its_zones_and_its_state_alone_only_its_rule() -> None:
    at_home = where(lead_at("40202", "KY", of_property=Address(state="CA", zip="90001")))
    assert at_home.zones == (PACIFIC, NEW_YORK)
    assert at_home.clock_zone == NEW_YORK
    by_state = where(lead_at("40202", "KY", of_property=Address(state="CA")))
    assert by_state.zones == (NEW_YORK,)
    assert by_state.states == ("CA", "KY")


def test_a_propertys_state_stands_in_where_the_address_says_nothing() -> None:
    place = where(lead_at("", "", PHONE["TN"], of_property=Address(state="TX")))
    assert place.zones == (CHICAGO, DENVER, NEW_YORK)
    assert place.clock_zone == CHICAGO
    assert place.is_known


def test_an_address_without_zip_keeps_its_state_beside_a_propertys_zip() -> None:
    place = where(lead_at("", "KY", of_property=Address(zip="90001")))
    assert place.zones == (CHICAGO, PACIFIC, NEW_YORK)
    assert place.states == ("CA", "KY")
    assert place.clock_zone == NEW_YORK


@pytest.mark.parametrize("number", [TOLL_FREE, CANADIAN, UNHEARD_OF, "+442079460123", "call me"])
def test_a_number_that_names_no_place_adds_nothing(number: str) -> None:
    assert where(lead_at("40202", "KY", number)) == where(lead_at("40202", "KY"))


def test_a_military_post_office_says_nothing() -> None:
    assert where(lead_at("09012", "AE", PHONE["KY"])).states == ("KY",)


def test_where_nothing_is_said_everything_is_possible() -> None:
    place = where(lead_at("", "", CANADIAN))
    assert not place.is_known
    assert place.states == tuple(sorted(STATE_NAMES.keys() - TERRITORIES))
    assert {NEW_YORK, CHICAGO, DENVER, PHOENIX, PACIFIC, BEULAH, "America/Anchorage", "Pacific/Honolulu"} < set(
        place.zones
    )
    assert "America/Puerto_Rico" in place.zones
    assert "Pacific/Guam" not in place.zones
    assert place.clock_zone == NEW_YORK


def test_a_territory_counts_where_a_lead_points_there() -> None:
    place = where(lead_at("96910", "", PHONE["NY"]))
    assert place.zones == (NEW_YORK, "Pacific/Guam")
    assert place.states == ("GU", "NY")


def test_what_the_borrower_says_replaces_the_area_codes_and_nothing_else() -> None:
    lead = lead_at("40202", "KY", PHONE["CA"])
    assert where(lead, "TX").states == ("KY", "TX")
    assert where(lead, "TX").zones == (CHICAGO, DENVER, NEW_YORK)
    assert where(lead, "TX").clock_zone == NEW_YORK
    assert where(lead, "Atlantis") == where(lead)
    assert where(lead_at("", "", PHONE["CA"]), "TX").clock_zone == CHICAGO
    assert shipped_rules().place(lead, Known(said_state="TX")) == where(lead, "TX")


def test_the_zones_of_split_codes_are_the_union_of_what_is_known_of_them() -> None:
    assert where(lead_at("", "", "+16895550142")).zones == (CHICAGO, NEW_YORK)
    assert where(lead_at("", "", "+13345550142")).zones == (CHICAGO, NEW_YORK)
    assert where(lead_at("", "", "+19285550142")).zones == (DENVER, PHOENIX)
    assert where(lead_at("", "", "+16845550142")).zones == ("Pacific/Pago_Pago",)


def test_equal_places_are_one_object() -> None:
    assert where(lead_at("40202", "KY")) is where(lead_at("40202", "KY"))


def test_the_zip_table_is_read_when_the_first_zip_is_asked() -> None:
    read: list[bool] = []

    def zips() -> dict[str, Spot]:
        read.append(True)
        return {"40202": Spot("KY", (NEW_YORK,))}

    gazetteer = Gazetteer({"KY": (NEW_YORK, CHICAGO)}, {}, zips)
    assert place_of(gazetteer, lead_at("", "KY")).zones == (CHICAGO, NEW_YORK)
    assert not read
    assert place_of(gazetteer, lead_at("40202", "KY")).zones == (NEW_YORK,)
    assert place_of(gazetteer, lead_at("40203", "KY")).zones == (CHICAGO, NEW_YORK)
    assert len(read) == 1


def test_the_memory_of_places_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.domain.places._REMEMBERED", 2)
    gazetteer = Gazetteer({"KY": (NEW_YORK,), "TX": (CHICAGO,), "CA": (PACIFIC,)}, {}, dict)
    for state in ("KY", "TX", "CA"):
        assert place_of(gazetteer, lead_at("", state)).states == (state,)
    assert len(gazetteer._places) == 1


@pytest.mark.parametrize(
    ("home", "of_property", "state"),
    [
        (Address(state="KY"), Address(state="FL"), "FL"),
        (Address(state="KY"), Address(zip="33101"), "FL"),
        (Address(state="KY"), Address(), "KY"),
        (Address(zip="40202"), Address(), "KY"),
        (Address(state="AE", zip="09012"), Address(), ""),
        (Address(), Address(), ""),
    ],
)
def test_the_licence_follows_the_property_and_else_the_address(home: Address, of_property: Address, state: str) -> None:
    lead = lead_at(home.zip, home.state, of_property=of_property)
    assert property_state(shipped_rules().gazetteer, lead) == state


NAMED_STATES = st.sampled_from(["", *sorted(STATE_NAMES)])
ZIPS = st.sampled_from(["", "00000", "40202", "57532", "86045", "89883", "90001", "96910", "00901"])
NUMBERS = st.lists(st.sampled_from([*PHONE.values(), TOLL_FREE, CANADIAN]), min_size=1, max_size=3)


@given(ZIPS, NAMED_STATES, ZIPS, NAMED_STATES, NUMBERS)
def test_saying_more_never_takes_a_zone_or_state_away(
    zip_code: str, state: str, other_zip: str, other_state: str, numbers: list[str]
) -> None:
    less = where(lead_at(zip_code, state, numbers[0]))
    more = where(lead_at(zip_code, state, *numbers, of_property=Address(state=other_state, zip=other_zip)))
    if less.is_known:
        assert set(less.states) <= set(more.states)
        assert set(less.zones) <= set(more.zones)
    assert more.clock_zone in more.zones
    assert more.zones == tuple(sorted(set(more.zones)))


def test_a_city_is_the_largest_of_its_name_or_the_one_of_a_state() -> None:
    cities = [City("Columbus", "OH", "43085"), City("Saint Louis", "MO", "63101"), City("Columbus", "GA", "31901")]
    gazetteer = Gazetteer({}, {}, dict, lambda: cities)
    assert (gazetteer.city("columbus"), gazetteer.city("Columbus", "GA")) == (cities[0], cities[2])
    assert (gazetteer.city("St. Louis"), gazetteer.city("Columbus", "TX")) == (cities[1], None)
    assert cities[1].words == "Saint Louis, MO 63101"
    assert Gazetteer({}, {}, dict).city("Columbus") is None
