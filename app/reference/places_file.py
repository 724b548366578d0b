"""The tables of places, read from resources/places."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from app.domain.places import STATE_NAMES, City, Gazetteer, Spot
from app.errors import BadInput
from app.reference.reading import read_bytes

_DIGITS = 5


def load_gazetteer(folder: Path) -> Gazetteer:
    """Read states and area codes at once and the ZIP table, the large one, when it is first asked.

    An edited table may name any zone of zones.csv; it is taken for the one kept for all with the same clock.
    Raises BadInput naming the file and line that cannot be used.
    """
    kept = {row[0]: row[1] for row in _rows(folder / "zones.csv", 2)}
    states = {
        state: _zones(folder / "states.csv", zones, kept)
        for state, zones in _rows(folder / "states.csv", 2)
        if _is_state(folder / "states.csv", state)
    }
    codes_file = folder / "area_codes.csv"
    area_codes = {
        code: Spot(state, _zones(codes_file, zones, kept))
        for code, state, zones in _rows(codes_file, 3)
        if _is_state(codes_file, state)
    }
    return Gazetteer(
        states,
        area_codes,
        lambda: read_zips(folder / "zips.txt"),
        lambda: [City(name, state, code) for name, state, code in _rows(folder / "cities.csv", 3)],
    )


class Zips(Mapping[str, Spot]):
    """The ZIP table as one number for each ZIP there could be: a dict of them would be 4 MiB, and slower made."""

    def __init__(self) -> None:
        self._spots: list[Spot] = []
        self._place_of = array("H", bytes(2 * 10**_DIGITS))

    def add(self, spot: Spot, codes: Iterable[str]) -> None:
        self._spots.append(spot)
        # 0 is nowhere
        number = len(self._spots)
        for code in codes:
            self._place_of[int(code)] = number

    def __getitem__(self, code: str) -> Spot:
        number = self._place_of[int(code)] if len(code) == _DIGITS and code.isascii() and code.isdecimal() else 0
        if not number:
            raise KeyError(code)
        return self._spots[number - 1]

    def __iter__(self) -> Iterator[str]:
        return (f"{code:0{_DIGITS}}" for code, number in enumerate(self._place_of) if number)

    def __len__(self) -> int:
        return sum(map(bool, self._place_of))


def read_zips(path: Path) -> Zips:
    """Read the ZIP table: lines of a state, its zones with the centroid's first, a colon, and the ZIPs."""
    zips = Zips()
    for line in read_bytes(path).decode("utf-8").splitlines():
        if line.startswith("#"):
            continue
        place, _, codes = line.partition(":")
        state, *zones = place.split()
        zips.add(Spot(state, tuple(zones)), codes.split())
    return zips


def _rows(path: Path, width: int) -> Iterator[tuple[str, ...]]:
    lines = read_bytes(path).decode("utf-8").splitlines()
    for number, line in enumerate(lines[1:], start=2):
        cells = tuple(line.split(","))
        if len(cells) != width or not all(cells):
            raise BadInput(f"{path.name}, line {number}: {width} filled columns are needed.")
        yield cells


def _zones(path: Path, names: str, kept: Mapping[str, str]) -> tuple[str, ...]:
    unknown = [name for name in names.split("|") if name not in kept]
    if unknown:
        raise BadInput(f"{path.name} names the time zone {unknown[0]}, which is none of the country's.")
    return tuple(dict.fromkeys(kept[name] for name in names.split("|")))


def _is_state(path: Path, state: str) -> bool:
    if state not in STATE_NAMES:
        raise BadInput(f"{path.name} names the state {state}, which is none.")
    return True
