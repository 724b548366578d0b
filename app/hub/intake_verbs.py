"""The hub's verbs about vendors who post leads."""

from __future__ import annotations

from argparse import Namespace
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from app.clock import Clock
from app.command_line import dollars_of
from app.errors import BadInput
from app.hub.ports import HubStore
from app.hub.records import IntakeKey, IntakeSource, Verdict
from app.hub.vendor_posts import COUNTED
from app.hub.vendors import MadeKey, Settings, add_source, change_source, new_key, revoke_keys, source_named
from app.named_files import read_named_text

Answer = dict[str, Any]

_MOST_POSTS = 10_000
_MOST_DAYS = 3650
#: ends what was agreed
_NO_TERMS = "none"


def run(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    """`hub intake list|add|set|key|revoke|posts`."""
    now = clock.now()
    match args.what:
        case "add":
            return _made(add_source(store, args.source, _settings(args), now, keyed=not args.no_key))
        case "set":
            source = change_source(store, args.source, _settings(args), now)
            return _source(store, source)
        case "key":
            return _made(new_key(store, args.source, now, keeps_old=args.keep_old))
        case "revoke":
            source, ended = revoke_keys(store, args.source, now, args.key)
            return {"source": source.name, "revoked": ended}
        case "posts":
            return _posts(args, store, clock)
        case _:
            return _list(store, clock)


def _list(store: HubStore, clock: Clock) -> Answer:
    with store.reading() as rows:
        sources, keys = rows.intake.all(), rows.intake.keys()
        counts = rows.intake.counts(clock.now() - COUNTED)
        names = {person.person_id: person.name for person in rows.people.all()}
    return {
        "sources": [
            {
                **_settings_of(source, names),
                "keys": [_key(key) for key in keys if key.source_id == source.source_id],
                "last_30_days": {v.value: counts.get(source.source_id, {}).get(v.value, 0) for v in Verdict},
            }
            for source in sources
        ]
    }


def _source(store: HubStore, source: IntakeSource) -> Answer:
    with store.reading() as rows:
        return _settings_of(source, {person.person_id: person.name for person in rows.people.all()})


def _posts(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    limit = max(1, min(args.limit, _MOST_POSTS))
    with store.reading() as rows:
        source = source_named(rows, args.source)
        posts = rows.intake.posts(source.source_id, clock.now() - COUNTED, limit)
    told = [
        {"id": p.post_id, "at": p.at.isoformat(), "status": p.verdict.value, "why": p.why or None, "test": p.is_test}
        for p in posts
    ]
    return {"source": source.name, "posts": told}


def _made(made: MadeKey) -> Answer:
    if not made.key:
        return {"source": made.source.name, "note": "It has no key, and so posts nothing; hub intake key makes one."}
    return {
        "source": made.source.name,
        "address": f"/v1/intake/{made.source.slug}",
        "key_id": made.key_id,
        "key": made.key,
        "note": "The key is shown this once; the hub keeps its hash.",
    }


def _settings_of(source: IntakeSource, names: dict[str, str]) -> Answer:
    settings = source.settings
    return {
        "source": source.name,
        "address": f"/v1/intake/{source.slug}",
        "campaign": settings.campaign,
        "cost": None if settings.cost is None else str(settings.cost),
        "assign": names.get(settings.holder_id),
        "distribute": {"push": "yes", "pool": "no", None: "company"}[settings.assigns],
        "consent_required": settings.consent_required,
        "trigger_leads": settings.sells_triggers,
        "per_minute": settings.per_minute,
        "signed": bool(settings.app_secret),
        "return_within": settings.return_within,
        "max_return_share": None if settings.max_return_share is None else str(settings.max_return_share),
        "map": dict(settings.columns),
    }


def _key(key: IntakeKey) -> Answer:
    ended = None if key.revoked_at is None else key.revoked_at.isoformat()
    return {"id": key.key_id, "made_at": key.made_at.isoformat(), "revoked_at": ended}


def _settings(args: Namespace) -> Settings:
    return Settings(
        campaign=args.campaign,
        cost=dollars_of(args.cost),
        assign=args.assign,
        distribute=args.distribute,
        consent_required=_yes(args.consent_required),
        sells_triggers=_yes(args.trigger_leads),
        per_minute=args.per_minute,
        app_secret=_secret_in(args.app_secret_from),
        return_within=_days(args.return_within),
        max_return_share=_share(args.max_return_share),
        columns=[_pair(text) for text in args.map],
    )


def _yes(said: str | None) -> bool | None:
    return None if said is None else said == "yes"


def _secret_in(file: str | None) -> str | None:
    """Read a secret out of a file, for words of a command are everybody's on the machine to read."""
    if not file:
        return file
    secret = read_named_text(Path(file)).strip()
    if not secret or not secret.isprintable():
        raise BadInput("The file has no secret in it.", "Write the app secret into it, and nothing else.")
    return secret


def _days(text: str | None) -> int | None:
    if text is None or text.strip() == _NO_TERMS:
        return None if text is None else -1
    digits = text.strip().removesuffix("days").removesuffix("d").strip()
    if not digits.isdecimal() or int(digits) > _MOST_DAYS:
        raise BadInput(f"“{text}” is no number of days.", "Write it like 7d.")
    return int(digits)


def _share(text: str | None) -> Decimal | None:
    if text is None or text.strip() == _NO_TERMS:
        return None if text is None else Decimal(-1)
    with suppress(InvalidOperation):
        said = Decimal(text.strip().removesuffix("%"))
        share = said / 100 if text.strip().endswith("%") else said
        if 0 <= share <= 1:
            return share
    raise BadInput(f"“{text}” is no share of a month's leads.", "Write it like 15%, or 0.15.")


def _pair(text: str) -> tuple[str, str]:
    field, equals, words = text.rpartition("=")
    if not equals or not field.strip():
        raise BadInput(f"“{text}” is no part of a map.", 'Write it like --map 12="Mobile Phone".')
    return field.strip(), words.strip()
