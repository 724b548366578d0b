"""Invented borrowers and inquiries from a seed; nobody here exists."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec

from app.demo.cards import Cards
from app.domain.ids import new_id
from app.domain.lead import Address, Channel, Consent, Lead, Person, Phone

GIVEN = (
    "Amara", "Beatriz", "Caleb", "Dmitri", "Elena", "Farah", "Gideon", "Hana", "Ibrahim", "Joanna", "Kofi", "Leila",
    "Marisol", "Noor", "Oskar", "Priya", "Quentin", "Rosalind", "Samir", "Tamsin", "Ulises", "Vera", "Wendell",
    "Xiomara", "Yusuf", "Zelda", "Anders", "Bridget", "Cyrus", "Delphine",
)  # fmt: skip
FAMILY = (
    "Abernathy", "Bellweather", "Castellane", "Dunmore", "Eastgate", "Fairbairn", "Glasshouse", "Hollowell",
    "Inverness", "Juniper", "Kettering", "Larkspur", "Merriweather", "Nightingale", "Ormsby", "Pemberly",
    "Quillfeather", "Ravenscroft", "Silverton", "Thornbury", "Underhill", "Vanterpool", "Wetherby", "Yarborough",
)  # fmt: skip


class _Town(msgspec.Struct, frozen=True):
    city: str
    state: str
    zip: str
    area: str


TOWNS = (
    _Town("Chattanooga", "TN", "37402", "423"),
    _Town("Nashville", "TN", "37203", "615"),
    _Town("Louisville", "KY", "40202", "502"),
    _Town("Pensacola", "FL", "32501", "850"),
    _Town("Orlando", "FL", "32801", "407"),
    _Town("Atlanta", "GA", "30303", "404"),
    _Town("Columbus", "OH", "43215", "614"),
    _Town("Charlotte", "NC", "28202", "704"),
    _Town("Birmingham", "AL", "35203", "205"),
    _Town("Phoenix", "AZ", "85004", "602"),
)


class _Vendor(msgspec.Struct, frozen=True):
    name: str
    campaign: str
    cost: str
    share: int


VENDORS = (
    _Vendor("Rate Table", "Refi 30-year", "42.50", 4),
    _Vendor("Facebook", "Fall purchase", "18.00", 3),
    _Vendor("Homepage", "Contact form", "0", 2),
    _Vendor("Partner page", "Builder landing", "25.00", 1),
)
PURPOSES = ("Purchase", "Purchase", "Refinance", "Cash-out refinance")
TIMEFRAMES = ("within 30 days", "within 60 days", "this year", "just looking")


class Inventor:
    """Makes up inquiries; the same seed makes up the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - made-up people, no secret
        self._serial = 0
        self._names: set[str] = set()

    def lead(self, received_at: datetime) -> Lead:
        """Return one inquiry received at an instant, from a town, by a vendor, with a number and an address."""
        pick = self.random
        self._serial += 1
        name = self._name()
        town = pick.choice(TOWNS)
        vendor = pick.choices(VENDORS, weights=[v.share for v in VENDORS])[0]
        phone = Phone(number=f"+1{town.area}55501{self._serial % 100:02d}", kind="mobile")
        consent = {Channel.TEXT: Consent.GIVEN} if pick.random() < 0.6 else {}
        email = f"{name.lower().replace(' ', '.')}@example.com"
        address = Address(city=town.city, state=town.state, zip=town.zip)
        return Lead(
            lead_id=new_id(received_at),
            received_at=received_at,
            borrower=Person(name=name, phones=(phone,), emails=(email,), consent=consent),
            address=address,
            subject_property=address,
            loan_purpose=pick.choice(PURPOSES),
            amount=Decimal(pick.randrange(140, 620) * 1000),
            timeframe=pick.choice(TIMEFRAMES),
            source=vendor.name,
            campaign=vendor.campaign,
            cost=Decimal(vendor.cost),
            vendor_id=f"DEMO-{self._serial:04d}",
        )

    def _name(self) -> str:
        while True:
            name = f"{self.random.choice(GIVEN)} {self.random.choice(FAMILY)}"
            if name not in self._names:
                self._names.add(name)
                return name

    def arrivals(self, count: int, start: datetime, end: datetime, zone: str) -> list[datetime]:
        """Return sorted instants of receipt: mostly by day, some at night, on the clock of a zone; aware UTC."""
        days = max(1, (end - start).days)
        tz = ZoneInfo(zone)
        hours = Cards([hour for hour, share in enumerate(_BY_HOUR) for _ in range(share)], self.random)
        out: list[datetime] = []
        while len(out) < count:
            day = (start.astimezone(tz) + timedelta(days=self.random.randrange(days + 1))).date()
            hour = hours.deal()
            second = self.random.randrange(3600)
            wall = datetime(day.year, day.month, day.day, hour, second // 60, second % 60, tzinfo=tz)
            at = wall.astimezone(UTC)
            skipped = wall.weekday() >= 5 and self.random.random() >= _WEEKEND
            # at one instant there comes one: the ids of two would order them at random
            if start <= at < end and not skipped and at not in out:
                out.append(at)
        return sorted(out)


#: how many of a hundred inquiries arrive in each hour of the day; made up: by day, with a tail in the evening
_BY_HOUR = (0, 0, 0, 0, 0, 0, 1, 3, 7, 10, 11, 11, 9, 8, 8, 8, 7, 6, 4, 3, 2, 1, 1, 0)
#: and how many of those of a working day arrive on a day of the weekend
_WEEKEND = 0.4
