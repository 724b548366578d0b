"""How much one message may carry; both ends keep to it."""

from __future__ import annotations

#: events in one push
PUSH_EVENTS = 500
#: a request's body as it travels, and after it is unpacked
BODY_BYTES = 512 * 1024
INFLATED_BYTES = 4 * 1024 * 1024
#: rows of one feed in one answer
PAGE_ROWS = 500
#: feeds one pull may ask for: an officer's, a branch's, the company's, and room for more
PULL_FEEDS = 16
#: payload of one event; a note of some thousand words fits
PAYLOAD_BYTES = 64 * 1024
#: an answer after it is unpacked: every feed's page full, with room for how bytes are written in JSON
ANSWER_BYTES = 64 * 1024 * 1024
#: the header that names a question; the hub's answer repeats it, one out of a cache or for somebody else has another
QUESTION = "X-Request-Id"
