"""Ids: in the order of their instants, and of a long list in the list's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice
from uuid import RFC_4122, UUID

from app.domain.ids import ascending_ids, id_out_of, new_id

AT = datetime(2026, 11, 23, 16, 0, 0, 123_000, tzinfo=UTC)


def test_an_id_is_a_uuid_that_says_when_it_was_made() -> None:
    for one in (UUID(new_id(AT)), UUID(next(ascending_ids(AT)))):
        assert (one.version, one.variant) == (7, RFC_4122)
        assert one.int >> 80 == round(AT.timestamp() * 1000)
    assert new_id(AT) < new_id(AT + timedelta(milliseconds=1))
    assert new_id(AT) != new_id(AT)


def test_ids_of_a_list_ascend_within_one_instant() -> None:
    ids = list(islice(ascending_ids(AT), 5000))
    assert ids == sorted(set(ids))
    assert ids[-1] < new_id(AT + timedelta(milliseconds=1))
    assert str(UUID(ids[0])) == ids[0]
    assert next(ascending_ids(AT)) not in ids


def test_an_id_that_comes_of_words_is_the_same_each_time_and_does_not_say_them() -> None:
    one = id_out_of(AT, "a call")
    assert one == id_out_of(AT, "a call") != id_out_of(AT, "another call")
    assert (UUID(one).version, UUID(one).int >> 80) == (7, round(AT.timestamp() * 1000))
