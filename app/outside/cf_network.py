"""macOS' own library for the way out, by ctypes, which lets go of Python while it waits; Qt's call to it does not."""

from __future__ import annotations

import ctypes
from ctypes import POINTER, byref, c_char_p, c_int32, c_long, c_uint32, c_void_p
from typing import Any

_FRAMEWORKS = "/System/Library/Frameworks/{0}.framework/{0}"
_UTF8, _INT32, _LONGEST = 0x08000100, 3, 4096
#: what is returned, and what is asked with
_SHAPES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "CFStringCreateWithCString": (c_void_p, (c_void_p, c_char_p, c_uint32)),
    "CFStringGetCString": (ctypes.c_bool, (c_void_p, c_char_p, c_long, c_uint32)),
    "CFURLCreateWithString": (c_void_p, (c_void_p, c_void_p, c_void_p)),
    "CFURLGetString": (c_void_p, (c_void_p,)),
    "CFArrayGetCount": (c_long, (c_void_p,)),
    "CFArrayGetValueAtIndex": (c_void_p, (c_void_p, c_long)),
    "CFDictionaryGetValue": (c_void_p, (c_void_p, c_void_p)),
    "CFNumberGetValue": (ctypes.c_bool, (c_void_p, c_long, POINTER(c_int32))),
    "CFRelease": (None, (c_void_p,)),
}
_KINDS = {
    "kCFProxyTypeNone": "none",
    "kCFProxyTypeHTTP": "http",
    "kCFProxyTypeHTTPS": "http",
    "kCFProxyTypeSOCKS": "socks",
    "kCFProxyTypeAutoConfigurationURL": "script",
}


class CtypesCFNetwork:
    """Asks which proxies hold for an address, with the exceptions of the settings taken out."""

    def __init__(self) -> None:
        self._core = ctypes.CDLL(_FRAMEWORKS.format("CoreFoundation"))
        self._net = ctypes.CDLL(_FRAMEWORKS.format("CFNetwork"))
        for name, (answer, asked) in _SHAPES.items():
            one = getattr(self._core, name)
            one.restype, one.argtypes = answer, asked
        for name, asked in (("CFNetworkCopySystemProxySettings", ()), ("CFNetworkCopyProxiesForURL", (c_void_p,) * 2)):
            one = getattr(self._net, name)
            one.restype, one.argtypes = c_void_p, asked
        self._kinds = {self._text(self._key(name)): kind for name, kind in _KINDS.items()}

    def proxies_for(self, url: str) -> list[tuple[str, str]]:
        held: list[Any] = []

        def hold(made: Any) -> Any:
            held.append(made)
            return made

        try:
            words = hold(self._core.CFStringCreateWithCString(None, url.encode(), _UTF8))
            address = hold(self._core.CFURLCreateWithString(None, words, None)) if words else None
            settings = hold(self._net.CFNetworkCopySystemProxySettings())
            if not address or not settings:
                return []
            found = hold(self._net.CFNetworkCopyProxiesForURL(address, settings))
            n = self._core.CFArrayGetCount(found) if found else 0
            return [self._one(self._core.CFArrayGetValueAtIndex(found, at)) for at in range(n)]
        finally:
            for made in filter(None, held):
                self._core.CFRelease(made)

    def _one(self, proxy: Any) -> tuple[str, str]:
        kind = self._kinds.get(self._text(self._value(proxy, "kCFProxyTypeKey")), "other")
        if kind == "script":
            address = self._value(proxy, "kCFProxyAutoConfigurationURLKey")
            return kind, self._text(self._core.CFURLGetString(address)) if address else ""
        number = c_int32()
        port = self._value(proxy, "kCFProxyPortNumberKey")
        if port:
            self._core.CFNumberGetValue(port, _INT32, byref(number))
        return kind, f"{self._text(self._value(proxy, 'kCFProxyHostNameKey'))}:{number.value}"

    def _value(self, proxy: Any, name: str) -> Any:
        return self._core.CFDictionaryGetValue(proxy, self._key(name))

    def _key(self, name: str) -> Any:
        return c_void_p.in_dll(self._net, name)

    def _text(self, words: Any) -> str:
        room = ctypes.create_string_buffer(_LONGEST)
        if not words or not self._core.CFStringGetCString(words, room, _LONGEST, _UTF8):
            return ""
        return room.value.decode("utf-8", "replace")
