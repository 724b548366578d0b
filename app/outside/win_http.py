"""Windows' own library for the way out, by ctypes, which lets go of Python while it waits; Qt's call to it does not."""

from __future__ import annotations

import ctypes
from ctypes import c_int32, c_uint32, c_void_p, c_wchar_p
from typing import Any

from app.outside.system_ways import Asked, Automatic

_NO_PROXY, _DETECT, _BY_SCRIPT, _BY_DHCP_AND_DNS = 1, 1, 2, 3
#: the script's server wants to know who asks
_LOGIN_FAILURE = 12015


class _Settings(ctypes.Structure):
    """WINHTTP_CURRENT_USER_IE_PROXY_CONFIG; texts as numbers, since they are to be given back."""

    _fields_ = (
        ("detects", c_int32),
        ("script", c_void_p),
        ("proxies", c_void_p),
        ("bypass", c_void_p),
    )


class _Wanted(ctypes.Structure):
    """WINHTTP_AUTOPROXY_OPTIONS."""

    _fields_ = (
        ("flags", c_uint32),
        ("detect_flags", c_uint32),
        ("script", c_wchar_p),
        ("reserved", c_void_p),
        ("reserved_number", c_uint32),
        ("logs_on", c_int32),
    )


class _Found(ctypes.Structure):
    """WINHTTP_PROXY_INFO."""

    _fields_ = (("access", c_uint32), ("proxies", c_void_p), ("bypass", c_void_p))


class CtypesWinHttp:
    """One session, opened when it is first asked, and kept: Windows remembers in it what it has fetched."""

    def __init__(self) -> None:
        load: Any = getattr(ctypes, "WinDLL")  # noqa: B009 - checkers know it on Windows only
        self._http: Any = load("winhttp", use_last_error=True)
        self._free: Any = load("kernel32").GlobalFree
        self._free.argtypes = (c_void_p,)
        self._http.WinHttpOpen.restype = c_void_p
        self._http.WinHttpOpen.argtypes = (
            *(c_wchar_p, c_uint32),
            *(c_wchar_p, c_wchar_p, c_uint32),
        )
        self._http.WinHttpGetIEProxyConfigForCurrentUser.argtypes = (ctypes.POINTER(_Settings),)
        self._http.WinHttpGetProxyForUrl.argtypes = (
            *(c_void_p, c_wchar_p),
            *(ctypes.POINTER(_Wanted), ctypes.POINTER(_Found)),
        )
        self._last_error: Any = getattr(ctypes, "get_last_error")  # noqa: B009 - as above
        self._session: int | None = None

    def automatic(self) -> Automatic:
        settings = _Settings()
        if not self._http.WinHttpGetIEProxyConfigForCurrentUser(ctypes.byref(settings)):
            return Automatic(detects=False, script="")
        script = self._text(settings.script)
        for other in (settings.proxies, settings.bypass):
            self._text(other)
        return Automatic(bool(settings.detects), script)

    def proxies_for(self, url: str, script: str) -> Asked:
        if self._session is None:
            self._session = self._http.WinHttpOpen("Followthrough", _NO_PROXY, None, None, 0)
        asked = self._ask(url, script, logs_on=False)
        return self._ask(url, script, logs_on=True) if asked.error == _LOGIN_FAILURE else asked

    def _ask(self, url: str, script: str, *, logs_on: bool) -> Asked:
        wanted, found = _Wanted(), _Found()
        if script:
            wanted.flags, wanted.script = _BY_SCRIPT, script
        else:
            wanted.flags, wanted.detect_flags = _DETECT, _BY_DHCP_AND_DNS
        wanted.logs_on = logs_on
        told = self._http.WinHttpGetProxyForUrl(self._session, url, ctypes.byref(wanted), ctypes.byref(found))
        if not told:
            return Asked(error=self._last_error() or -1)
        self._text(found.bypass)
        return Asked(self._text(found.proxies))

    def _text(self, at: Any) -> str:
        """Return a text of the library's, and give back where it lay."""
        if not at:
            return ""
        text = ctypes.wstring_at(at)
        self._free(at)
        return text
