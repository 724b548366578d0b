"""Who is the same person: the rule by which a new inquiry is known to repeat an old one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from functools import lru_cache
from typing import Protocol

import msgspec

from app.domain.lead import Partner, Person
from app.domain.numbers import email_key, phone_key

#: under so many different names a number or address is a switchboard's, a shop's or made up
NAMES_THAT_SHARE = 3

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr"})
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_UNSAID = str.maketrans("", "", "'’‘`´.")
_WORD = re.compile(r"[^\W_]+")
_NO_KEYS: frozenset[str] = frozenset()


class Inquiry(Protocol):
    """What matching reads of a lead, stored or just taken from a file."""

    @property
    def borrowers(self) -> tuple[Person, ...]: ...
    @property
    def partner(self) -> Partner | None: ...
    @property
    def received_at(self) -> datetime | None: ...
    @property
    def source(self) -> str: ...
    @property
    def vendor_id(self) -> str: ...


class Candidate(msgspec.Struct, frozen=True):
    """One lead as matching sees it: no names means nobody gave one, and an empty key is never a key.

    Keys are what `phone_key`, `email_key` and `vendor_key` return, so that a store may look them up as they are.
    `partner_keys` are the numbers of who referred it, by which no borrower is known.
    """

    lead_id: str
    names: tuple[str, ...] = ()
    phone_keys: frozenset[str] = _NO_KEYS
    email_keys: frozenset[str] = _NO_KEYS
    vendor_key: str = ""
    partner_keys: frozenset[str] = _NO_KEYS
    received_at: datetime | None = None

    @property
    def keys(self) -> frozenset[str]:
        """Return the number and address keys; the two cannot be mixed up, only one kind has an @."""
        return self.phone_keys | self.email_keys


class Match(msgspec.Struct, frozen=True):
    """The lead that is the same person's, and what they have in common, as words for a screen."""

    lead_id: str
    reason: str


def vendor_key(source: str, vendor_id: str) -> str:
    """Return the key of a vendor's own number for a lead, "" when there is none."""
    return f"{source.strip().casefold()}\x1f{vendor_id.strip()}" if vendor_id.strip() else ""


def candidate_of(inquiry: Inquiry, lead_id: str = "") -> Candidate:
    """Return the inquiry as matching sees it, all its borrowers taken together."""
    people = inquiry.borrowers
    phones = (phone_key(phone.number) for person in people for phone in person.phones)
    emails = (email_key(address) for person in people for address in person.emails)
    return Candidate(
        lead_id=lead_id,
        names=tuple(person.name for person in people if _words(person.name)),
        phone_keys=frozenset(key for key in phones if key),
        email_keys=frozenset(key for key in emails if key),
        vendor_key=vendor_key(inquiry.source, inquiry.vendor_id),
        partner_keys=frozenset(filter(None, [phone_key(inquiry.partner.phone)] if inquiry.partner else [])),
        received_at=inquiry.received_at,
    )


def names_agree(one: str, other: str) -> bool:
    """Return whether two names may be one person's; a missing name agrees with any.

    Case, accents, punctuation, titles, middle initials and the order of the words do not tell people apart, and a
    name may be a part of the longer one. Two different generations (Jr., Sr.) do tell them apart.
    """
    a, b = _words(one), _words(other)
    if not a or not b or "".join(a) == "".join(b):
        return True
    generation_a, generation_b = _GENERATIONS.intersection(a), _GENERATIONS.intersection(b)
    if generation_a and generation_b and generation_a != generation_b:
        return False
    said_a, said_b = _telling(a), _telling(b)
    return said_a <= said_b or said_b <= said_a


def marks_of(name: str) -> frozenset[str]:
    """Return what a name is looked up by: two that agree have one of these in common, unless one is missing."""
    words = _words(name)
    return _telling(words) | {"".join(words)} if words else frozenset()


def marks_of_all(names: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*map(marks_of, names))


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    """Return the plain words of a name, the given name first: "Whitlock, Dana" and "DANA WHITLOCK" are the same."""
    last, comma, first = name.partition(",")
    if comma and not _GENERATIONS.intersection(_plain(first)):
        name = f"{first} {last}"
    return tuple(_plain(name))


def _plain(text: str) -> list[str]:
    letters = text.casefold().translate(_UNSAID)
    if not letters.isascii():
        letters = "".join(c for c in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(c))
    return _WORD.findall(letters)


def _telling(words: tuple[str, ...]) -> frozenset[str]:
    """Return the words that tell people apart: whole names, or whatever there is where no whole name is."""
    whole = frozenset(w for w in words if len(w) > 1 and w not in _TITLES and w not in _GENERATIONS)
    return whole or frozenset(words)


def _agree(a: Candidate, b: Candidate) -> bool:
    return not a.names or not b.names or any(names_agree(x, y) for x in a.names for y in b.names)


def find_duplicate(
    inquiry: Candidate,
    candidates: Iterable[Candidate],
    *,
    shared_keys: Set[str] = _NO_KEYS,
    partner_keys: Set[str] = _NO_KEYS,
) -> Match | None:
    """Return the lead that this inquiry repeats, None when nobody certain is known.

    The vendor's own id comes first, then a common address or number with an agreeing name. A name that agrees beats
    a missing one, address and number together beat either alone, and the first of equals is taken; but when equals
    are different people (a nameless call from a couple's number) nobody is meant. Last comes the very row that was
    there before, told by its time, whatever its numbers are worth. `candidates` need only be those
    that have a key in common with the inquiry.
    """
    useless = shared_keys | partner_keys
    near: dict[tuple[bool, int], list[Candidate]] = {}
    row, again = _row_of(inquiry), None
    for candidate in candidates:
        if inquiry.vendor_key and inquiry.vendor_key == candidate.vendor_key:
            return Match(candidate.lead_id, "the vendor's id")
        if again is None and row is not None and _row_of(candidate) == row:
            again = Match(candidate.lead_id, _SAME_ROW)
        strength = _strength(inquiry, candidate, useless)
        if strength and _agree(inquiry, candidate):
            near.setdefault((bool(inquiry.names and candidate.names), strength), []).append(candidate)
    if not near:
        return again
    best = max(near)
    # kept apart from another lead of the same name, the very lead this row made is found when its file comes again
    twins = (one for one in near[best] if one.keys == inquiry.keys and _words_of(one) == _words_of(inquiry))
    first = next(twins, near[best][0])
    if any(not _agree(first, other) for other in near[best]):
        return None
    return Match(first.lead_id, _IN_COMMON[best[1]])


def _row_of(candidate: Candidate) -> tuple[object, ...] | None:
    """Return what a row that is handed in twice has the same both times; None where it does not say enough.

    A number that is several people's, or a partner's, makes nobody known; and still the same file twice adds nobody.
    """
    if not candidate.names or candidate.received_at is None:
        return None
    return _words_of(candidate), candidate.keys, candidate.received_at


_SAME_ROW = "the whole row"
_IN_COMMON = {1: "the phone number", 2: "the e-mail address", 3: "the e-mail address and the phone number"}


def _strength(inquiry: Candidate, candidate: Candidate, useless: Set[str]) -> int:
    phone = bool((inquiry.phone_keys & candidate.phone_keys) - useless)
    email = bool((inquiry.email_keys & candidate.email_keys) - useless)
    return phone + 2 * email


def find_lookalikes(
    inquiry: Candidate,
    candidates: Iterable[Candidate],
    *,
    shared_keys: Set[str] = _NO_KEYS,
    partner_keys: Set[str] = _NO_KEYS,
) -> list[Match]:
    """Return leads a person has to be asked about: one key in common, but it is not enough to say who it is."""
    found = []
    for candidate in candidates:
        common = inquiry.keys & candidate.keys
        if inquiry.keys & candidate.partner_keys or common & partner_keys:
            found.append(Match(candidate.lead_id, _PARTNERS))
        elif common & shared_keys:
            found.append(Match(candidate.lead_id, _SEVERAL))
        elif common and not _agree(inquiry, candidate):
            found.append(Match(candidate.lead_id, _OTHER_NAME))
    return found


_PARTNERS = "a partner's number or address"
_SEVERAL = "a number or address that several people use"
_OTHER_NAME = "a number or address, but another name"


def shared_keys(candidates: Iterable[Candidate]) -> set[str]:
    """Return the keys that stand under three or more different names; they identify nobody.

    Handed a batch together with what a store found under the same keys, it answers for both.
    """
    names: dict[str, list[str]] = {}
    for candidate in candidates:
        for key in candidate.keys:
            _add_name(names.setdefault(key, []), candidate)
    return {key for key, under in names.items() if len(under) >= NAMES_THAT_SHARE}


def _add_name(under: list[str], candidate: Candidate) -> None:
    """Add the candidate's first name that fits none of those already under the key; a couple counts as one."""
    if len(under) >= NAMES_THAT_SHARE or not candidate.names:
        return
    if not any(names_agree(name, other) for name in candidate.names for other in under):
        under.append(candidate.names[0])


class Register:
    """Everybody known so far, found by key: for a batch, where each row may repeat an earlier one of it.

    A key that has come under three names is forgotten for good, so no list under a key outgrows a household.
    """

    def __init__(self, candidates: Iterable[Candidate] = (), *, partner_keys: Set[str] = _NO_KEYS) -> None:
        self._by_key: dict[str, list[Candidate]] = {}
        self._by_vendor: dict[str, Candidate] = {}
        self._names: dict[str, list[str]] = {}
        self._rows: dict[tuple[object, ...], str] = {}
        #: the first lead under a key that is nobody's, to point at when a person is asked
        self._shared: dict[str, str] = {}
        self._partners: dict[str, str] = dict.fromkeys(partner_keys, "")
        for candidate in candidates:
            self.add(candidate)

    def add(self, candidate: Candidate) -> None:
        """Remember a lead; of several leads of one person the first stays the one that is found."""
        if candidate.vendor_key:
            self._by_vendor.setdefault(candidate.vendor_key, candidate)
        if (row := _row_of(candidate)) is not None:
            self._rows.setdefault(row, candidate.lead_id)
        for key in candidate.partner_keys:
            self._partners.setdefault(key, candidate.lead_id)
            self._by_key.pop(key, None)
        for key in candidate.keys - self._shared.keys() - self._partners.keys():
            under = self._names.setdefault(key, [])
            _add_name(under, candidate)
            if len(under) >= NAMES_THAT_SHARE:
                self._shared[key] = next(iter(self._by_key.pop(key, [])), candidate).lead_id
                continue
            known = self._by_key.setdefault(key, [])
            # one that has more in common with an inquiry than an earlier lead of the same name must be found too
            if not any(_words_of(candidate) == _words_of(o) and candidate.keys <= o.keys for o in known):
                known.append(candidate)

    def find(self, inquiry: Candidate) -> Match | None:
        """Return the lead that this inquiry repeats, by the rule of `find_duplicate`."""
        by_vendor = self._by_vendor.get(inquiry.vendor_key) if inquiry.vendor_key else None
        if by_vendor:
            return Match(by_vendor.lead_id, "the vendor's id")
        near: Mapping[str, Candidate] = {c.lead_id: c for key in inquiry.keys for c in self._by_key.get(key, ())}
        useless = {"shared_keys": self._shared.keys(), "partner_keys": self._partners.keys()}
        match = find_duplicate(inquiry, near.values(), **useless)
        row = _row_of(inquiry)
        again = self._rows.get(row) if row is not None else None
        return match if match or again is None else Match(again, _SAME_ROW)

    def lookalikes(self, inquiry: Candidate) -> list[Match]:
        """Return leads a person has to be asked about when `find` knows nobody, by the rule of `find_lookalikes`."""
        near = {c.lead_id: c for key in sorted(inquiry.keys) for c in self._by_key.get(key, ())}
        return [
            *(Match(self._partners[key], _PARTNERS) for key in sorted(inquiry.keys & self._partners.keys())),
            *(Match(self._shared[key], _SEVERAL) for key in sorted(inquiry.keys & self._shared.keys())),
            *find_lookalikes(inquiry, near.values()),
        ]


def _words_of(candidate: Candidate) -> tuple[tuple[str, ...], ...]:
    return tuple(_words(name) for name in candidate.names)
