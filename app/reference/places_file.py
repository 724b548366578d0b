"""The tables of places, read from resources/places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from app.domain.places import STATE_NAMES, City, Gazetteer, Spot
from app.errors import BadInput
from app.reference.reading import read_bytes


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


def read_zips(path: Path) -> Mapping[str, Spot]:
    """Read the ZIP table: lines of a state, its zones with the centroid's first, a colon, and the ZIPs."""
    out: dict[str, Spot] = {}
    for line in read_bytes(path).decode("utf-8").splitlines():
        if line.startswith("#"):
            continue
        place, _, codes = line.partition(":")
        state, *zones = place.split()
        out.update(dict.fromkeys(codes.split(), Spot(state, tuple(zones))))
    return out


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
