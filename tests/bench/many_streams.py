"""Many event streams in one process: says on standard output when each heard something, on the clock all share."""

from __future__ import annotations

import asyncio
import sys
import time


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


class Stream(asyncio.Protocol):
    """One client; it looks for the word alone, so that the ear costs as little as the mouth of a plain socket."""

    def __init__(self, number: int, token: str, heard: Heard) -> None:
        self._number, self._token, self._heard = number, token, heard

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(f"GET /v1/wake HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {self._token}\r\n\r\n".encode())

    def data_received(self, data: bytes) -> None:
        at = time.monotonic_ns()
        if b"event: wake" in data:
            self._heard.wakes.append(f"{self._number} {at}")
            self._heard.soon()
        elif b"event: listening" in data:
            self._heard.ready()

    def connection_lost(self, exc: Exception | None) -> None:
        self._heard.lost()


class Heard:
    """Gathers what all heard in one turn of the loop, and writes it down after it."""

    def __init__(self, of: int) -> None:
        self.wakes: list[str] = []
        self._left, self._is_asked, self.over = of, False, asyncio.Event()

    def ready(self) -> None:
        self._left -= 1
        if self._left == 0:
            say("ready")

    def soon(self) -> None:
        if not self._is_asked:
            self._is_asked = True
            asyncio.get_running_loop().call_later(0.02, self._tell)

    def lost(self) -> None:
        self.over.set()

    def _tell(self) -> None:
        self._is_asked = False
        wakes, self.wakes = self.wakes, []
        say("\n".join(wakes))


async def listen(port: int, tokens: list[str]) -> None:
    loop, heard = asyncio.get_running_loop(), Heard(len(tokens))
    for number, token in enumerate(tokens):
        await loop.create_connection(lambda n=number, t=token: Stream(n, t, heard), "127.0.0.1", port)
        if number % 20 == 19:
            await asyncio.sleep(0.05)
    await heard.over.wait()


if __name__ == "__main__":
    asyncio.run(listen(int(sys.argv[1]), sys.stdin.read().split()))
