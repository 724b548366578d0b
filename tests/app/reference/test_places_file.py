"""The tables of places, as shipped and as edited."""

from __future__ import annotations

import importlib.util
import math
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import geocoder, timezone

from app.domain.known import Known
from app.domain.lead import Lead, Person, Phone
from app.domain.places import STATE_NAMES, Spot
from app.errors import BadInput, WorldFailed
from app.paths import resources
from app.reference.places_file import load_gazetteer, read_zips
from tests.shipped import shipped_rules

PLACES = resources() / "places"


@pytest.fixture(scope="module")
def build() -> ModuleType:
    path = Path(__file__).parents[3] / "packaging" / "build_places.py"
    spec = importlib.util.spec_from_file_location("build_places", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kept_zones() -> dict[str, str]:
    lines = (PLACES / "zones.csv").read_text(encoding="utf-8").splitlines()[1:]
    return dict(line.split(",") for line in lines)


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PLACES, tmp_path / "places"))


def test_zones_are_one_exactly_where_their_clocks_have_agreed_since_2007(build: ModuleType) -> None:
    assert kept_zones() == build.canonical_names(build.zones_of_the_country())


def test_the_better_known_name_is_kept() -> None:
    kept = kept_zones()
    assert kept["America/Detroit"] == kept["America/Kentucky/Louisville"] == "America/New_York"
    assert kept["America/Boise"] == "America/Denver"
    assert kept["America/Menominee"] == kept["America/North_Dakota/New_Salem"] == "America/Chicago"
    assert kept["America/Phoenix"] == "America/Phoenix"
    assert kept["America/North_Dakota/Beulah"] == "America/North_Dakota/Beulah"
    assert kept["America/Indiana/Petersburg"] == "America/Indiana/Vincennes"
    assert kept["America/Juneau"] == "America/Anchorage"
    assert kept["America/St_Thomas"] == "America/Puerto_Rico"
    assert kept["Pacific/Saipan"] == "Pacific/Guam"


def test_every_zone_named_anywhere_is_a_kept_one() -> None:
    gazetteer = load_gazetteer(PLACES)
    kept = set(kept_zones().values())
    zips = read_zips(PLACES / "zips.txt")
    assert {zone for spot in zips.values() for zone in spot.zones} <= kept
    assert {zone for zones in gazetteer.states.values() for zone in zones} <= kept
    assert {zone for spot in gazetteer.area_codes.values() for zone in spot.zones} <= kept
    assert {spot.state for spot in zips.values()} == set(gazetteer.states) == set(STATE_NAMES)
    assert len(zips) > 41_000
    assert len(gazetteer.area_codes) == 365


def test_a_state_has_the_zones_of_its_centroids_the_most_frequent_first() -> None:
    spots = list(read_zips(PLACES / "zips.txt").values())
    for state, zones in load_gazetteer(PLACES).states.items():
        centroids = [spot.zones[0] for spot in spots if spot.state == state]
        assert sorted(zones, key=centroids.count, reverse=True) == list(zones)
        assert set(zones) == set(centroids)


@pytest.mark.parametrize("zip_code", ["57532", "86045", "89883", "36867", "46996", "79855", "99901", "58541"])
def test_the_table_is_what_the_sources_say(build: ModuleType, zip_code: str) -> None:
    row = next(row for row in build.zipcodes.matching(zip_code))
    zones = build.zones_near(float(row["lat"]), float(row["long"]), kept_zones())
    assert read_zips(PLACES / "zips.txt")[zip_code] == Spot(row["state"], zones)


def upright(lat: float, lon: float) -> tuple[float, float, float]:
    """Return the unit vector from the earth's centre to a place."""
    north, east = math.radians(lat), math.radians(lon)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


@given(st.floats(-15, 72), st.floats(-180, 179), st.sampled_from([1, 4, 16]))
def test_a_ring_lies_as_far_out_as_it_says(build: ModuleType, lat: float, lon: float, km: int) -> None:
    points = list(build.ring(lat, lon, 8, (km,)))
    assert len(points) == 8
    for north, east in points:
        assert 2 * 6371 * math.asin(math.dist(upright(lat, lon), upright(north, east)) / 2) == pytest.approx(
            km, rel=1e-3
        )
        assert -180 <= east <= 180


def told_by_the_telephone_library() -> dict[str, tuple[str, ...]]:
    """Return the zones it gives all prefixes of each code that it places inside one state of the country."""
    out: dict[str, tuple[str, ...]] = {}
    by_name = {name.removeprefix("the "): state for state, name in STATE_NAMES.items()}
    for code in range(200, 1000):
        numbers = [phonenumbers.PhoneNumber(1, int(f"{code}{exchange}0142")) for exchange in range(200, 1000, 37)]
        said = {geocoder.description_for_number(number, "en").rpartition(", ")[2] for number in numbers}
        is_placed = phonenumbers.region_code_for_number(numbers[1]) == "US" and said <= {*STATE_NAMES, *by_name}
        if is_placed:
            zones = {zone for number in numbers for zone in timezone.time_zones_for_number(number)}
            out[str(code)] = tuple(sorted(zones))
    return out


def test_no_area_code_is_lacking_that_the_telephone_library_places() -> None:
    codes, kept = load_gazetteer(PLACES).area_codes, kept_zones()
    told = told_by_the_telephone_library()
    assert told.keys() - codes.keys() == set()
    new = {"235", "274", "324", "327", "329", "353", "369", "645", "686", "728", "730", "738", "748", "821", "975"}
    assert {code: set(codes[code].zones) for code in new} == {code: {kept[z] for z in told[code]} for code in new}


@pytest.mark.parametrize(
    ("code", "state"),
    [("324", "FL"), ("645", "FL"), ("728", "FL"), ("329", "NY"), ("686", "VA"), ("369", "CA"), ("821", "SC")],
)
def test_a_number_of_a_new_area_code_is_placed_like_one_of_an_old(code: str, state: str) -> None:
    rules = shipped_rules()
    lead = Lead(
        lead_id="a",
        received_at=datetime(2026, 11, 20, tzinfo=UTC),
        borrower=Person(phones=(Phone(number=f"+1{code}5550142"),)),
    )
    place = rules.place(lead, Known())
    assert (place.is_known, place.states) == (True, (state,))


@pytest.mark.parametrize("code", ["800", "500", "521", "900"])
def test_a_code_without_a_place_says_nothing(code: str) -> None:
    assert code not in load_gazetteer(PLACES).area_codes


def test_a_city_is_found_by_a_zip_of_its_own_state() -> None:
    gazetteer = load_gazetteer(PLACES)
    lines = (PLACES / "cities.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) == len({line.rpartition(",")[0] for line in lines}) > 300
    for name, state, code in (line.split(",") for line in lines):
        spot, city = gazetteer.zip(code), gazetteer.city(name, state)
        assert spot is not None
        assert city is not None
        assert (spot.state, city.zip) == (state, code)


def test_an_edited_area_code_may_name_any_zone_of_the_country(edited: Path) -> None:
    file = edited / "area_codes.csv"
    file.write_text(
        "area_code,state,zones\n624,NY,America/Detroit|America/New_York|America/Chicago\n", encoding="utf-8"
    )
    spot = load_gazetteer(edited).area_codes["624"]
    assert spot == Spot("NY", ("America/New_York", "America/Chicago"))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("624,NY,America/Toronto", "America/Toronto"),
        ("624,ZZ,America/New_York", "the state ZZ"),
        ("624,NY", "line 2: 3 filled columns"),
        ("624,,America/New_York", "line 2: 3 filled columns"),
    ],
)
def test_an_edited_line_that_cannot_be_used_is_named(edited: Path, line: str, says: str) -> None:
    (edited / "area_codes.csv").write_text(f"area_code,state,zones\n{line}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=re.escape(says)):
        load_gazetteer(edited)


def test_a_missing_zip_table_is_told_when_it_is_asked(edited: Path) -> None:
    (edited / "zips.txt").unlink()
    gazetteer = load_gazetteer(edited)
    assert gazetteer.zip("") is None
    with pytest.raises(WorldFailed, match=r"zips\.txt"):
        gazetteer.zip("40202")
