"""The floor under a wake-up: a process that writes some bytes to one or all of its sockets, and nothing else."""

from __future__ import annotations

import asyncio
import sys

#: as long as the hub's own event, with its chunk's head
WORDS = b'35\r\nevent: wake\r\ndata: ["officer:019a8c1e-4235-7555-8142-42355501429a"]\r\n\r\n\r\n'


async def serve() -> None:
    clients: list[asyncio.StreamWriter] = []

    async def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        clients.append(writer)
        writer.write(b"event: listening\r\n")

    async def asked(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        # a byte says whom: "a" for all, "o" for one
        while whom := await reader.read(1):
            for writer in clients if whom == b"a" else clients[:1]:
                writer.write(WORDS)

    server = await asyncio.start_server(met, "127.0.0.1", 0, backlog=1000)
    control = await asyncio.start_server(asked, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]} {control.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve())
