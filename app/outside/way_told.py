"""Which proxy a hub is asked through and who says so, for whoever looks after a machine."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import getproxies_environment, proxy_bypass

from app.desktop.doctor import Check
from app.desktop.hub_address import is_loopback
from app.desktop.settings import PROXY_MODE, PROXY_URL
from app.outside.pac_words import STRAIGHT, shown
from app.outside.policy_sources import company_policy
from app.outside.system_proxy import system_proxy
from app.outside.way_finder import Told
from app.outside.way_out import Way, way_of


def check_way(hub_url: str) -> Check:
    """Find the way to a hub as a round would, and tell what is wrong with finding it."""
    told = told_of(way_of(company_policy()), hub_url)
    detail = f"{', then '.join(map(shown, told.ways)) or 'no way'}; said by {told.by}"
    if not told.fault:
        return Check("proxy", ok=True, detail=detail)
    fix = "Have IT look at the script and its address, or at the system's proxy settings."
    return Check("proxy", ok=False, detail=f"{told.fault} The way now: {detail}", fix=fix)


def told_of(way: Way, url: str) -> Told:
    """Return the ways to an address, as the client of `Way.client` goes them."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if is_loopback(host):
        return Told((STRAIGHT,), "the hub's address, which is this machine's own")
    if way.mode == "none":
        return Told((STRAIGHT,), f"the policy {PROXY_MODE}")
    if way.mode == "manual":
        return Told((way.proxy,), f"the policy {PROXY_URL}")
    finder = way.finder()
    if finder is not None:
        return finder.told(url)
    named = getproxies_environment()
    if named:
        proxy = named.get(parts.scheme) or named.get("all") or STRAIGHT
        return Told((STRAIGHT if proxy_bypass(host) else _bare(proxy),), "the environment")
    proxy = system_proxy(url)
    return Told((proxy,), "the desktop's settings" if proxy else "nobody, so none is used")


def _bare(proxy: str) -> str:
    """Return a proxy without the name and the password that some environments write before it."""
    return f"{proxy.partition('://')[0]}://{proxy.rpartition('@')[2]}" if "@" in proxy else proxy
