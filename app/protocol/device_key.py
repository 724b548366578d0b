"""A device's key pair: what the desk signs with it, and how the hub tells that it was that device."""

from __future__ import annotations

import hashlib

#: both halves are raw Ed25519: 32 bytes each, and 64 of a signature
KEY_BYTES = 32


def new_key() -> bytes:
    """Return a new private key; it stays inside the desk's encrypted database."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_of(private: bytes) -> bytes:
    """Return the half that the hub is told."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sign(private: bytes, words: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).sign(words)


def is_signed(public: bytes, words: bytes, signature: bytes) -> bool:
    """Return whether the owner of this key signed these words; also False for what is no key or no signature."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, words)
    except (InvalidSignature, ValueError):
        return False
    return True


def words_to_join(code: str, id_token: str) -> bytes:
    """Return what a desk signs when it joins; nobody else can go on with what it hands in."""
    return _words(b"join", code.encode(), id_token.encode())


def words_to_renew(refresh_token: str, new_key: bytes, *, as_new: bool) -> bytes:
    """Return what a desk signs when it renews its access."""
    return _words(b"renew", refresh_token.encode(), new_key, b"as new" if as_new else b"")


def _words(*parts: bytes) -> bytes:
    out = hashlib.sha256(b"followthrough device 1\n")
    for part in parts:
        # with their lengths, so that no two requests say the same
        out.update(b"%d:%b," % (len(part), part))
    return out.digest()
