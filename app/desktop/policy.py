"""A company's policy file: what IT sets for every desk of a machine, and what of it could not be used."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from app.desktop.hub_address import read_hub_address
from app.desktop.settings import SETTINGS, Policy, Setting
from app.errors import BadInput

HUB_URL = "HubUrl"
_BY_NAME = {setting.policy: setting for setting in SETTINGS if setting.policy}


def read_policy(text: str) -> Policy:
    """Read `Name = value` lines (TOML). What is good in it holds though other lines are not: a typing error in one
    must not open what the others close.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Policy(faults=(f"It is no valid TOML, so nothing of it holds: {error}.",))
    values, hub_url, faults = {}, "", []
    for name, value in told.items():
        try:
            if name == HUB_URL:
                hub_url = read_hub_address(_word(value))
            else:
                setting = _named(name)
                values[setting.name] = _value(setting, value)
        except BadInput as fault:
            faults.append(f"{name}: {fault}")
    return Policy(values, hub_url, tuple(faults))


def _named(name: str) -> Setting:
    if name not in _BY_NAME:
        raise BadInput("this version sets nothing by that name.", f"It knows {', '.join(known_names())}.")
    return _BY_NAME[name]


def known_names() -> Iterator[str]:
    """Give every name a policy file may have a line for."""
    yield HUB_URL
    yield from _BY_NAME


def _value(setting: Setting, value: Any) -> str:
    word = _word(value)
    said = setting.policy_says
    if said and word not in said:
        raise BadInput(f"“{word}” is none of {', '.join(said)}.")
    meant = said.get(word, word)
    if fault := setting.fault(meant):
        raise BadInput(fault)
    return meant


def _word(value: Any) -> str:
    """Return a value as it is kept: TOML has numbers and yes or no of its own."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, int | str):
        return str(value).strip()
    raise BadInput("a word or a whole number is wanted.")
