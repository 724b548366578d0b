"""The page of the protocol says what both ends run: its limits, messages, answers, rows, versions and its example."""

from __future__ import annotations

import hashlib
import hmac
import re

import msgspec
import pytest

from app.hub.letting_in import ABOUT_THE_TOKEN, Why
from app.protocol import feed, limits, live, versions, wire
from app.protocol.chain import GENESIS, Event, follows
from app.protocol.device_key import words_to_join, words_to_renew
from app.protocol.feed_sum import PASSING, feed_sum
from tests import papers

PAGE = papers.ROOT / "docs" / "protocol.md"
TEXT = PAGE.read_text(encoding="utf-8")
MESSAGES = {
    name.strip("`"): re.findall(r"`(\w+)`", fields)
    for name, fields in re.findall(r"^\| (`[A-Z]\w+`) \| ((?:`\w+`(?:, )?)+) \|$", TEXT, re.MULTILINE)
}
CORE = ("Hello", "Enroll", "Enrolled", "Renew", "Renewed", "PushRequest", "Event", "ClockReading", "PresenceTold")
CORE += ("PullRequest", "Cursor", "PullAnswer", "FeedPage", "FeedRow", "FeedSum", "Claim")


def test_its_limits_are_the_ones_both_ends_keep_to() -> None:
    told = {name: int(value) for name, value in papers.table(PAGE, "### Limits")}
    assert told == {name: value for name, value in vars(limits).items() if isinstance(value, int)}


@pytest.mark.parametrize("name", CORE)
def test_a_message_has_the_fields_it_names(name: str) -> None:
    kind = Event if name == "Event" else getattr(wire, name)
    assert sorted(MESSAGES[name]) == sorted(kind.__struct_fields__)


def test_the_fields_of_an_event_stand_in_the_order_they_are_hashed_in() -> None:
    assert MESSAGES["Event"] == list(Event.__struct_fields__)


def test_the_answers_to_a_push_are_those_there_are() -> None:
    rows = papers.table(PAGE, "### What is answered")
    told = {name: re.findall(r"\w+", fields) for name, fields, _ in rows}
    kinds = (wire.Receipt, wire.Rewind, wire.Fork, wire.Stranger)
    assert told == {kind.__struct_config__.tag: list(kind.__struct_fields__) for kind in kinds}


def test_the_rows_of_the_feeds_are_those_there_are() -> None:
    told = {word: body for word, body, _ in papers.table(PAGE, "### What a row says")}
    assert told == {word: kind.__name__ for word, kind in feed.KINDS.items()}


def test_the_types_of_events_are_those_there_are() -> None:
    types = {wire.ACTIVITY, wire.LEAD_ADDED, wire.LEAD_KEPT, wire.OWN_COUNT, wire.OWN_DO_NOT_CALL}
    assert {row[0] for row in papers.table(PAGE, "### What an event says")} == types


def test_every_version_spoken_has_its_dated_sentence() -> None:
    source = (papers.ROOT / "app" / "protocol" / "versions.py").read_text(encoding="utf-8")
    # the first line of each sentence has its date, the constant below it its number
    dated = re.findall(r"^#: (\d{4}-\d\d): .*\n(?:#.*\n)*V\d+_\w+ = (\d+)$", source, re.MULTILINE)
    told = [(since, number) for number, since, _ in papers.table(PAGE, "## Versions")]
    assert told == dated
    assert sorted(int(number) for number, _, _ in papers.table(PAGE, "## Versions")) == sorted(versions.SPOKEN)


def test_what_the_newest_version_brought_is_named_alike_on_the_page_and_in_its_sentence() -> None:
    source = (papers.ROOT / "app" / "protocol" / "versions.py").read_text(encoding="utf-8")
    (sentence,) = re.findall(r"^#: \d{4}-\d\d: .*\n((?:#.*\n)*)V8_\w+ = 8$", source, re.MULTILINE)
    (told,) = (brought for number, _, brought in papers.table(PAGE, "## Versions") if number == "8")
    named = re.findall(r"`(\w+)`", told)
    assert named == re.findall(r"`(\w+)`", sentence)
    said = (live.GiveLeads, live.GivenLeads, live.Red, wire.Claim)
    assert [name for name, kind in zip(named, said, strict=True) if name not in kind.__struct_fields__] == []


def test_every_word_a_hub_refuses_with_is_told_with_its_status() -> None:
    told = {(status, code) for status, code, _ in papers.table(PAGE, "### Refusals")}
    about_people = {("401" if why in ABOUT_THE_TOKEN else "403", why.value) for why in Why}
    source = (papers.ROOT / "app" / "hub" / "http.py").read_text(encoding="utf-8")
    vendors = {("401", "not_a_vendor"), ("403", "not_asked"), ("429", "too_many")}
    others = set(re.findall(r'refusing\((\d{3}), "(\w+)"', source)) - vendors
    # an address that is not there, and a mistake, are answered by parts of their own
    others |= {("404", "no_such_address"), ("405", "not_this_way"), ("500", "mistake"), ("503", "store_unusable")}
    assert told == about_people | others


def test_its_addresses_are_those_of_the_hub() -> None:
    """Compares with the table of who may ask what, which a test holds against the hub itself."""
    access = (papers.ROOT / "docs" / "access.md").read_text(encoding="utf-8")
    served = set(re.findall(r"^\| ((?:GET|POST) /\S+)", access, re.MULTILINE))
    named = set(re.findall(r"`((?:GET|POST) /\S+?)`", TEXT))
    assert named <= served
    # what is for browsers, monitors and vendors is none of a desk's, and reports are told of together
    own = {one for one in served if "/v1/" in one and not re.search(r"/v1/(intake|reports|leads/\{)", one)}
    assert own <= named


def test_its_example_is_an_event_a_hub_takes() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    event = msgspec.json.decode(example, type=Event)
    assert follows(event, GENESIS)
    assert part_by_part(event) == event.hash


def part_by_part(event: Event) -> bytes:
    """Hash an event as the page says it, and not as the program does."""
    assert event.payload is not None
    assert event.salt is not None
    digest = hmac.digest(event.salt, event.payload, "sha256")
    micros = int(event.wall_utc.timestamp()) * 1_000_000 + event.wall_utc.microsecond
    said = b"followthrough event 1\n"
    for name in MESSAGES["Event"][: MESSAGES["Event"].index("payload")]:
        value = micros if name == "wall_utc" else getattr(event, name)
        said += part("" if value is None else str(value))
    return hashlib.sha256(said + part(digest) + part(event.prev)).digest()


def part(said: str | bytes) -> bytes:
    raw = said.encode() if isinstance(said, str) else said
    return b"%d:%b," % (len(raw), raw)


def test_what_a_device_signs_is_made_of_the_parts_it_names() -> None:
    def hashed(*parts: str | bytes) -> bytes:
        return hashlib.sha256(b"followthrough device 1\n" + b"".join(map(part, parts))).digest()

    assert hashed("join", "CODE", "") == words_to_join("CODE", "")
    assert hashed("renew", "ft2.a.b", bytes(32), "as new") == words_to_renew("ft2.a.b", bytes(32), as_new=True)


def test_the_sum_of_a_feed_is_made_as_it_says() -> None:
    rows = [(17, "3f2a", "lead"), (18, "77", next(iter(PASSING)))]
    assert feed_sum(rows).digest == hashlib.sha256(b"followthrough feed 1\n" + b"17:3f2a,").digest()
    assert "`17:3f2a,`" in TEXT


def test_the_ways_to_claim_are_those_there_are() -> None:
    (told,) = re.findall(r"`taking` is (.*?)\.", TEXT, re.DOTALL)
    assert set(re.findall(r"`(\w+)`", told)) == {way.value for way in wire.Taking}
