"""Vendors who post leads: made known with a key, let in by it, and shut out again."""

from __future__ import annotations

import hmac
import re
import secrets
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from math import ceil

import msgspec
from msgspec.structs import replace

from app.domain.ids import new_id
from app.errors import BadInput, FollowthroughError
from app.hub.auditing import OPERATOR, note
from app.hub.issuing import hash_of
from app.hub.people import holder_named
from app.hub.ports import HubStore, Rows
from app.hub.records import Assigns, IntakeKey, IntakeSettings, IntakeSource
from app.leadfiles.columns import Columns
from app.leadfiles.families import JSON
from app.leadfiles.rows import Mapping

#: Google's form takes a key of at most 50 letters; these are 47
_PREFIX = "ftk_"
KEY = re.compile(r"(?<![\w-])ftk_[\w-]{43}(?![\w-])", re.ASCII)
#: enough of a key's hash to name it by, on a screen and to its operator
_ID_DIGITS = 12
#: what a source may post in a minute at most, whatever its operator says
MOST_PER_MINUTE = 6000
_MINUTE = timedelta(minutes=1)
_LONGEST_NAME = 100
_ASSIGNS: dict[str, Assigns | None] = {"yes": "push", "no": "pool", "company": None}


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Changes to how a source's posts are taken, as its operator says them; None leaves a thing as it is.

    A `return_within` or `max_return_share` below nought ends what was agreed.
    `assign` names a person, "" the pool; `distribute` is "yes", "no", or "company" for as the company says. `columns`
    are (field, plain words) pairs, of which no words end one. `app_secret` is what Meta signs with, "" for nothing.
    """

    campaign: str | None = None
    cost: Decimal | None = None
    assign: str | None = None
    distribute: str | None = None
    consent_required: bool | None = None
    sells_triggers: bool | None = None
    per_minute: int | None = None
    return_within: int | None = None
    max_return_share: Decimal | None = None
    columns: Sequence[tuple[str, str]] = ()
    app_secret: str | None = None


class NotAVendor(FollowthroughError):
    """The key is none, revoked, or another source's; whether there is such a source is not said."""


class NotAsked(FollowthroughError):
    """The address was asked for what only Meta's verification asks, and not by who knows the key."""


class TooMany(FollowthroughError):
    """With these the source would have posted more in a minute than it may; `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            "These are more leads than this source may post in a minute.", "Post again a little later, or in parts."
        )
        self.retry_after = retry_after


class MadeKey(msgspec.Struct, frozen=True):
    """A source with a key that is shown this once; "" for one that has none."""

    source: IntakeSource
    key_id: str
    key: str


def slug_of(name: str) -> str:
    """Return a source's name as it stands in an address: "Rate Table #2" is rate-table-2."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return "-".join(re.findall(r"[a-z0-9]+", plain.casefold()))


def add_source(store: HubStore, name: str, settings: Settings, now: datetime, *, keyed: bool = True) -> MadeKey:
    """Make a vendor known, with its first key; raises BadInput for a name that is taken or says nothing.

    One whose leads come in files needs none: what stands open for nobody is shut.
    """
    name = " ".join(name.split())
    slug = slug_of(name)
    if not slug or len(name) > _LONGEST_NAME:
        raise BadInput("A source needs a name with letters or digits in it.", 'Such as "Rate Table".')
    with store.writing() as rows:
        rows.lock_company()
        source = IntakeSource(new_id(now), slug, name, _changed(rows, IntakeSettings(), settings), now)
        if not rows.intake.add(source):
            raise BadInput(f"There is a source {slug} already.", "hub intake key makes another key for it.")
        note(rows, now, OPERATOR, "intake source added", slug)
        return _new_key(rows, source, now) if keyed else MadeKey(source, "", "")


def change_source(store: HubStore, name: str, settings: Settings, now: datetime) -> IntakeSource:
    """Change how a source's posts are taken from now on; leads that came keep what they came with."""
    with store.writing() as rows:
        rows.lock_company()
        source = source_named(rows, name)
        source = replace(source, settings=_changed(rows, source.settings, settings))
        rows.intake.put(source)
        note(rows, now, OPERATOR, "intake source changed", source.slug)
        return source


def new_key(store: HubStore, name: str, now: datetime, *, keeps_old: bool = False) -> MadeKey:
    """Give a source another key; those before it end now, unless it is to change over in its own time."""
    with store.writing() as rows:
        rows.lock_company()
        source = source_named(rows, name)
        if not keeps_old:
            _revoke(rows, source, _open_keys(rows, source), now)
        return _new_key(rows, source, now)


def revoke_keys(store: HubStore, name: str, now: datetime, key_id: str = "") -> tuple[IntakeSource, list[str]]:
    """Shut a source out, or end one of its keys; return which ended. Raises BadInput where none is open."""
    with store.writing() as rows:
        rows.lock_company()
        source = source_named(rows, name)
        ended = [one for one in _open_keys(rows, source) if key_id in ("", one)]
        if not ended:
            raise BadInput(f"{source.name} has no such key that still opens.", "hub intake list shows them.")
        _revoke(rows, source, ended, now)
        return source, ended


def source_named(rows: Rows, name: str) -> IntakeSource:
    source = rows.intake.by_slug(slug_of(name))
    if source is None:
        raise BadInput(f"There is no source {name}.", "hub intake list shows them, hub intake add makes one.")
    return source


def let_in(rows: Rows, slug: str, key: str, now: datetime, leads: int = 1) -> IntakeSource:
    """Return the source that shows this key; raises NotAVendor, and TooMany for one that posts so many too many."""
    source = rows.intake.by_slug(slug_of(slug))
    kept = rows.intake.key(_id_of(key)) if key else None
    is_right = kept is not None and hmac.compare_digest(kept.secret_hash, hash_of(key))
    if source is None or kept is None or not is_right or kept.revoked_at or kept.source_id != source.source_id:
        raise NotAVendor("This key opens nothing here.", "Show the key of this source, or ask for another one.")
    most = source.settings.per_minute
    recent = rows.intake.recent(source.source_id, now - _MINUTE, most)
    if (over := len(recent) + leads - most) > 0:
        # by then so many of the oldest are a minute old
        last = recent[-min(over, len(recent))] if recent else now
        raise TooMany(max(1, ceil((last + _MINUTE - now).total_seconds())))
    return source


def is_signed(source: IntakeSource, body: bytes, signature: str) -> bool:
    """Return whether a post is its sender's, by Meta's `X-Hub-Signature-256`; any is where no secret is kept."""
    secret = source.settings.app_secret
    expected = f"sha256={hmac.digest(secret.encode(), body, 'sha256').hex()}"
    return not secret or hmac.compare_digest(expected.encode(), signature.strip().lower().encode())


def key_in(*texts: str) -> str:
    """Return the first key that stands in any of the texts, "" for none: vendors put it wherever they can."""
    return next((found[0] for text in texts if (found := KEY.search(text))), "")


def _id_of(key: str) -> str:
    return hash_of(key).hex()[:_ID_DIGITS]


def _new_key(rows: Rows, source: IntakeSource, now: datetime) -> MadeKey:
    key = f"{_PREFIX}{secrets.token_urlsafe(32)}"
    rows.intake.add_key(IntakeKey(_id_of(key), source.source_id, hash_of(key), now))
    note(rows, now, OPERATOR, f"intake key made for {source.slug}", _id_of(key))
    return MadeKey(source, _id_of(key), key)


def _open_keys(rows: Rows, source: IntakeSource) -> list[str]:
    kept = rows.intake.keys()
    return [key.key_id for key in kept if key.source_id == source.source_id and key.revoked_at is None]


def _revoke(rows: Rows, source: IntakeSource, key_ids: Sequence[str], now: datetime) -> None:
    for key_id in key_ids:
        rows.intake.revoke_key(key_id, now)
        note(rows, now, OPERATOR, f"intake key of {source.slug} revoked", key_id)


def _changed(rows: Rows, kept: IntakeSettings, said: Settings) -> IntakeSettings:
    if said.per_minute is not None and not 1 <= said.per_minute <= MOST_PER_MINUTE:
        raise BadInput(f"A source posts 1 to {MOST_PER_MINUTE} leads a minute.", "Say it with --per-minute.")
    columns = {field: words for field, words in {**kept.columns, **dict(said.columns)}.items() if words}
    # raises BadInput for words that name nothing a lead has
    Columns(JSON, Mapping(name="of the source", columns=columns))
    holder = kept.holder_id
    if said.assign is not None:
        holder = holder_named(rows, said.assign).person_id if said.assign else ""

    assigns = kept.assigns if said.distribute is None else _ASSIGNS[said.distribute]
    simple = (
        "campaign", "cost", "consent_required", "sells_triggers", "per_minute", "return_within", "max_return_share",
        "app_secret",
    )  # fmt: skip
    new = {name: value for name in simple if (value := getattr(said, name)) is not None}
    new.update((name, None) for name in ("return_within", "max_return_share") if new.get(name, 0) < 0)
    return msgspec.structs.replace(kept, **new, holder_id=holder, assigns=assigns, columns=columns)
