"""Works out resources/places: the zones of every ZIP and state, and which zones are one.

Run it after a new release of `zipcodes` or `tzfpy` and read the difference before committing it.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import tzfpy
import zipcodes

COUNTRIES = ("US", "PR", "VI", "GU", "AS", "MP")
#: the name to keep where several zones are one; a class none of these is in keeps its first name
WELL_KNOWN = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Adak",
    "Pacific/Honolulu",
    "America/Indiana/Vincennes",
    "America/Puerto_Rico",
    "Pacific/Guam",
    "Pacific/Pago_Pago",
)
#: zones are compared from here; before the present daylight-saving rule began no lead was ever called
SINCE = datetime(2007, 1, 1, tzinfo=UTC)
UNTIL = datetime(2038, 1, 1, tzinfo=UTC)

EARTH_KM = 6371.0088
NEAR_KM = 16
#: how far the quick look goes; only where it meets a second zone the close look is taken
QUICK = (16, (4, 8, 12, 16, 20, 24))
CLOSE = (64, tuple(range(1, NEAR_KM + 1)))

#: post offices of the forces and of embassies have a ZIP in a state and no place in it
FORCES = ("Apo", "Fpo", "Dpo")
#: states in free association are no part of the United States
ABROAD = ("FM", "MH", "PW", "AA", "AE", "AP")

ZIPS_HEAD = """\
# ZIPs by state and zones: the zone at the ZIP's centroid first, then what else lies within 16 km of it.
# Made by packaging/build_places.py; sources and licence in README.md.
"""


def offsets(zone: str) -> tuple[tuple[int, int], ...]:
    """Return (UTC second, offset) at the start and at every change of a zone's clock."""
    tz = ZoneInfo(zone)

    def offset(second: int) -> int:
        found = datetime.fromtimestamp(second, tz=tz).utcoffset()
        assert found is not None  # noqa: S101 - an aware datetime has one
        return int(found.total_seconds())

    day = int(timedelta(days=1).total_seconds())
    start, end = int(SINCE.timestamp()), int(UNTIL.timestamp())
    changes = [(start, offset(start))]
    for low in range(start, end, day):
        if offset(low) == offset(low + day):
            continue
        before, after = low, low + day
        while after - before > 1:
            middle = (before + after) // 2
            if offset(middle) == offset(low):
                before = middle
            else:
                after = middle
        changes.append((after, offset(after)))
    return tuple(changes)


def canonical_names(names: Iterable[str]) -> dict[str, str]:
    """Return for each zone the name kept for all zones whose clocks have agreed since 2007."""
    classes: dict[tuple[tuple[int, int], ...], list[str]] = defaultdict(list)
    for name in sorted(names):
        classes[offsets(name)].append(name)
    kept: dict[str, str] = {}
    for members in classes.values():
        best = next((name for name in WELL_KNOWN if name in members), members[0])
        kept.update(dict.fromkeys(members, best))
    return kept


def zones_of_the_country() -> list[str]:
    """Return every zone name the time zone database gives the states and territories."""
    lines = files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [row[2] for row in rows if row[0] in COUNTRIES]


def ring(lat: float, lon: float, directions: int, distances_km: Iterable[int]) -> Iterator[tuple[float, float]]:
    """Yield (latitude, longitude) of points around a place."""
    north, east = math.radians(lat), math.radians(lon)
    for km in distances_km:
        far = km / EARTH_KM
        for i in range(directions):
            bearing = 2 * math.pi * i / directions
            to_north = math.asin(math.sin(north) * math.cos(far) + math.cos(north) * math.sin(far) * math.cos(bearing))
            to_east = east + math.atan2(
                math.sin(bearing) * math.sin(far) * math.cos(north),
                math.cos(far) - math.sin(north) * math.sin(to_north),
            )
            yield math.degrees(to_north), (math.degrees(to_east) + 540) % 360 - 180


def zones_near(lat: float, lon: float, kept: dict[str, str]) -> tuple[str, ...]:
    """Return the zone at a place, then the others within 16 km; foreign clocks and the sea's are nobody's here."""
    centre = kept[tzfpy.get_tz(lon, lat)]

    def seen(directions: int, distances_km: tuple[int, ...]) -> set[str]:
        points = ring(lat, lon, directions, distances_km)
        return {kept[name] for north, east in points for name in tzfpy.get_tzs(east, north) if name in kept}

    others = seen(*CLOSE) if seen(*QUICK) - {centre} else set()
    return (centre, *sorted(others - {centre}))


def zones_by_zip(kept: dict[str, str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return each ZIP's state and zones, the one at its centroid first.

    A ZIP whose place nobody recorded (a post office box, one firm's mail) takes the zone the package gives it
    and every zone of the ZIPs that share its first three digits in its state.
    """
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    placeless: list[dict[str, str]] = []
    for row in zipcodes.list_all():
        if row["state"] in ABROAD or row["city"] in FORCES:
            continue
        lat, lon = float(row["lat"]), float(row["long"])
        if not lat:
            placeless.append(row)
            continue
        found[row["zip_code"]] = (row["state"], zones_near(lat, lon, kept))
    around: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code, (state, zones) in found.items():
        around[state, code[:3]].update(zones)
    for row in placeless:
        own = kept[row["timezone"]]
        found[row["zip_code"]] = (row["state"], (own, *sorted(around[row["state"], row["zip_code"][:3]] - {own})))
    return found


def main(folder: Path) -> None:
    kept = canonical_names(zones_of_the_country())
    places = zones_by_zip(kept)
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    frequent: dict[str, Counter[str]] = defaultdict(Counter)
    for code, place in sorted(places.items()):
        groups[place].append(code)
        frequent[place[0]][place[1][0]] += 1
    with (folder / "zips.txt").open("w", encoding="utf-8", newline="\n") as file:
        file.write(ZIPS_HEAD)
        for (state, zones), codes in sorted(groups.items()):
            file.write(f"{state} {' '.join(zones)}: {' '.join(codes)}\n")
    with (folder / "states.csv").open("w", encoding="utf-8", newline="\n") as file:
        file.write("state,zones\n")
        for state, counts in sorted(frequent.items()):
            file.write(f"{state},{'|'.join(zone for zone, _ in counts.most_common())}\n")
    with (folder / "zones.csv").open("w", encoding="utf-8", newline="\n") as file:
        file.write("name,kept\n")
        for name, best in sorted(kept.items()):
            file.write(f"{name},{best}\n")
    print(f"{len(places)} ZIPs in {len(groups)} groups, {len(set(kept.values()))} zones; data {tzfpy.data_version()}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "resources" / "places")
