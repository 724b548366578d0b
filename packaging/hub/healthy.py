"""Asks the hub of this machine whether it is alive: for a container's health check, which has no curl.

healthy.py ADDRESS [CERTIFICATE]    such as https://127.0.0.1:8787/healthz and the file the hub serves TLS with
"""

from __future__ import annotations

import ssl
import sys
import urllib.error
import urllib.request

#: an answer later than this is none
WITHIN_S = 5.0


def main(words: list[str]) -> int:
    """Return 0 where it answers well; the exit code is all a health check reads."""
    if not words:
        print(__doc__)
        return 2
    try:
        trust = trusting(*words[1:2])
        with urllib.request.urlopen(words[0], timeout=WITHIN_S, context=trust) as answer:  # noqa: S310 - the image's own
            return 0 if answer.status == 200 else 1
    except (OSError, urllib.error.HTTPError) as trouble:
        print(trouble)
        return 1


def trusting(certificate: str = "") -> ssl.SSLContext | None:
    """Trust the certificate the hub serves and no other; whose name is in it does not matter on one machine."""
    if not certificate:
        return None
    context = ssl.create_default_context(cafile=certificate)
    context.check_hostname = False
    # the file holds the hub's own, which an authority that is not in it may have signed
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
