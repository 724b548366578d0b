"""Where a lead may be: every zone and every state its ZIP, its state, its property and its numbers allow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

import msgspec

from app.domain.lead import Address, Lead
from app.domain.numbers import area_code

STATE_NAMES = {
    "AK": "Alaska",
    "AL": "Alabama",
    "AR": "Arkansas",
    "AS": "American Samoa",
    "AZ": "Arizona",
    "CA": "California",
    "CO": "Colorado",
    "CT": "Connecticut",
    "DC": "the District of Columbia",
    "DE": "Delaware",
    "FL": "Florida",
    "GA": "Georgia",
    "GU": "Guam",
    "HI": "Hawaii",
    "IA": "Iowa",
    "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana",
    "KS": "Kansas",
    "KY": "Kentucky",
    "LA": "Louisiana",
    "MA": "Massachusetts",
    "MD": "Maryland",
    "ME": "Maine",
    "MI": "Michigan",
    "MN": "Minnesota",
    "MO": "Missouri",
    "MP": "the Northern Mariana Islands",
    "MS": "Mississippi",
    "MT": "Montana",
    "NC": "North Carolina",
    "ND": "North Dakota",
    "NE": "Nebraska",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NM": "New Mexico",
    "NV": "Nevada",
    "NY": "New York",
    "OH": "Ohio",
    "OK": "Oklahoma",
    "OR": "Oregon",
    "PA": "Pennsylvania",
    "PR": "Puerto Rico",
    "RI": "Rhode Island",
    "SC": "South Carolina",
    "SD": "South Dakota",
    "TN": "Tennessee",
    "TX": "Texas",
    "UT": "Utah",
    "VA": "Virginia",
    "VI": "the Virgin Islands",
    "VT": "Vermont",
    "WA": "Washington",
    "WI": "Wisconsin",
    "WV": "West Virginia",
    "WY": "Wyoming",
}
#: they have no row of their own and count only for a lead that points there, never for one that says nothing
TERRITORIES = frozenset({"AS", "GU", "MP", "VI"})
#: the clock of a lead nobody can place; it names its days, while its hours are the strictest of all
CLOCK_OF_NOWHERE = "America/New_York"
#: places kept for asking again; a hub with more different ones than this works some out twice
_REMEMBERED = 100_000


#: ZIP and state of the address and of the property, the state the borrower says they are in, and area codes
Said = tuple[str, str, str, str, str, tuple[str, ...]]


class Spot(msgspec.Struct, frozen=True):
    """What a ZIP or an area code says: its state, and its zones with the likeliest first."""

    state: str
    zones: tuple[str, ...]


class City(msgspec.Struct, frozen=True):
    """A large city, by one of its ZIPs."""

    name: str
    state: str
    zip: str

    @property
    def words(self) -> str:
        return f"{self.name}, {self.state} {self.zip}"


class Place(msgspec.Struct, frozen=True):
    """Zones (IANA, one name for those whose clocks agree) and states a lead may be in, both sorted.

    `clock_zone` is the one clock that names its days. `is_known` is False when nothing said anything; then
    zones and states are all there are.
    """

    zones: tuple[str, ...]
    states: tuple[str, ...]
    clock_zone: str
    is_known: bool


class Gazetteer:
    """The tables of places: zones of each state (most frequent first), of each area code, of each ZIP.

    The ZIP table is large; the function that reads it is called when the first ZIP is looked up, as is that of cities.
    """

    def __init__(
        self,
        states: Mapping[str, tuple[str, ...]],
        area_codes: Mapping[str, Spot],
        read_zips: Callable[[], Mapping[str, Spot]],
        read_cities: Callable[[], Iterable[City]] = tuple,
    ) -> None:
        self.states = states
        self.area_codes = area_codes
        self._read_zips, self._read_cities = read_zips, read_cities
        self._places: dict[tuple[object, ...], Place] = {}

    @cached_property
    def _zips(self) -> Mapping[str, Spot]:
        return self._read_zips()

    def zip(self, code: str) -> Spot | None:
        return self._zips.get(code) if code else None

    @cached_property
    def _cities(self) -> tuple[City, ...]:
        return tuple(self._read_cities())

    def city(self, name: str, state: str = "") -> City | None:
        """Return the largest city called so, of one state if that is named; "St." is read as "Saint"."""
        said = _as_said(name)
        return next((c for c in self._cities if _as_said(c.name) == said and state in ("", c.state)), None)

    def state_of(self, address: Address) -> str:
        """Return the state an address names, else the one its ZIP lies in, "" when neither is known."""
        if address.state in self.states:
            return address.state
        spot = self.zip(address.zip)
        return spot.state if spot else ""

    @cached_property
    def nowhere(self) -> Place:
        """Where a lead may be of whom nothing is known: all zones of all states with a row."""
        states = sorted(self.states.keys() - TERRITORIES)
        zones = {zone for state in states for zone in self.states[state]}
        return Place(tuple(sorted(zones)), tuple(states), CLOCK_OF_NOWHERE, is_known=False)

    def remembered(self, key: tuple[object, ...]) -> Place | None:
        """Return the place worked out for the same key before, so that equal places are one object."""
        return self._places.get(key)

    def remember(self, key: tuple[object, ...], place: Place) -> Place:
        if len(self._places) >= _REMEMBERED:
            self._places.clear()
        self._places[key] = place
        return place


def said_of(lead: Lead, said_state: str = "") -> Said:
    """Return all that a lead says of where it may be; `said_state`, where the borrower says they are, goes with it."""
    home, other = lead.address, lead.subject_property
    codes = tuple(
        [area_code(phone.number) for person in (lead.borrower, *lead.co_borrowers) for phone in person.phones]
    )
    return home.zip, home.state, other.zip, other.state, said_state, codes


def _as_said(name: str) -> str:
    words = name.casefold().replace(".", " ").replace("-", " ").split()
    return " ".join({"st": "saint", "ft": "fort"}.get(word, word) for word in words)


def place_of(gazetteer: Gazetteer, lead: Lead, said_state: str = "") -> Place:
    """Return where a lead may be; `said_state`, where the borrower says they are, stands in for the area codes."""
    return place_by(gazetteer, said_of(lead, said_state))


def place_by(gazetteer: Gazetteer, said: Said) -> Place:
    """Return the place of whoever says so."""
    place = gazetteer.remembered(said)
    return gazetteer.remember(said, _work_out(gazetteer, said)) if place is None else place


def property_state(gazetteer: Gazetteer, lead: Lead) -> str:
    """Return the state a licence is needed for: the property's, else the address's, "" when neither is known."""
    return gazetteer.state_of(lead.subject_property) or gazetteer.state_of(lead.address)


def _work_out(gazetteer: Gazetteer, said: Said) -> Place:
    home_zip, home_state, other_zip, other_state, said_state, codes = said
    home = _of_address(gazetteer, home_zip, home_state)
    other = _of_address(gazetteer, other_zip, other_state)
    if home and not gazetteer.zip(other_zip):
        # a property's state alone binds with its rule; its clocks count only where nothing else says where people are
        other = [Spot(spot.state, ()) for spot in other]
    if said_state in gazetteer.states:
        phones = [Spot(said_state, gazetteer.states[said_state])]
    else:
        phones = [gazetteer.area_codes[code] for code in codes if code in gazetteer.area_codes]
    spots = [*home, *other, *phones]
    if not spots:
        return gazetteer.nowhere
    return Place(
        zones=tuple(sorted({zone for spot in spots for zone in spot.zones})),
        states=tuple(sorted({spot.state for spot in spots})),
        clock_zone=next(zone for spot in spots for zone in spot.zones),
        is_known=True,
    )


def _of_address(gazetteer: Gazetteer, zip_code: str, state: str) -> list[Spot]:
    """Return what an address says: its ZIP's zones, or its state's where there is no known ZIP; both their states."""
    spot = gazetteer.zip(zip_code)
    if spot is None:
        zones = gazetteer.states.get(state)
        return [] if zones is None else [Spot(state, zones)]
    return [spot, Spot(state, ())] if state in gazetteer.states else [spot]
