"""What a request costs us: CPU time of httpx's own transport, of ours, and of the whole client, in one run.

    python -m bench.fetch [--requests 2000] [--at-once 16] [--size 183000]

A server process on loopback answers every request with a page of `--size` bytes; only this process's CPU counts.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import socket
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from multiprocessing.connection import Connection as Pipe

import httpx

from db import Database, migrate
from scraper.crawl.hosts import SharedHosts
from scraper.fetch import Client, Politeness
from scraper.fetch.transport import DirectTransport

Get = Callable[[str], Awaitable[object]]

HEADERS = (
    "Server: nginx\r\nDate: Tue, 10 Feb 2026 09:30:00 GMT\r\nContent-Type: text/html; charset=utf-8\r\n"
    'Last-Modified: Tue, 10 Feb 2026 09:30:00 GMT\r\nETag: "1"\r\nVary: Accept-Encoding\r\n'
)


class Page(asyncio.Protocol):
    """A server as cheap as can be, so that it isn't what is measured."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self._asked = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._asked += data
        while b"\r\n\r\n" in self._asked:
            _, _, self._asked = self._asked.partition(b"\r\n\r\n")
            self._transport.write(self._answer)


def serve(size: int, address: Pipe) -> None:
    body = (b"<p>The ferry leaves at nine. " * (size // 29 + 1))[:size]
    answer = f"HTTP/1.1 200 OK\r\n{HEADERS}Content-Length: {size}\r\n\r\n".encode() + body

    async def run() -> None:
        listening = socket.create_server(("127.0.0.1", 0))
        server = await asyncio.get_running_loop().create_server(lambda: Page(answer), sock=listening)
        address.send(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        await server.serve_forever()

    asyncio.run(run())


@asynccontextmanager
async def over(transport: httpx.AsyncBaseTransport) -> AsyncIterator[Get]:
    async with httpx.AsyncClient(transport=transport, trust_env=False) as http:
        yield http.get


@asynccontextmanager
async def whole_client(at_once: int, hosts: SharedHosts | None = None) -> AsyncIterator[Get]:
    politeness = Politeness(delay_s=0, concurrency=at_once, total_concurrency=at_once)
    client = Client(user_agent="bench", politeness=politeness, allow_private=True, book=hosts, shelf=hosts)
    async with client:
        yield lambda url: client.get(url, check_robots=False)


@asynccontextmanager
async def sharing_client(at_once: int) -> AsyncIterator[Get]:
    """The same, with its turns shared with other processes by rows in a SQLite database."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/bench.db")
        migrate.upgrade(database)
        with closing(database), closing(SharedHosts(database)) as hosts:
            async with whole_client(at_once, hosts) as get:
                yield get


async def cost_ms(get: Get, url: str, requests: int, at_once: int) -> tuple[float, float]:
    """CPU milliseconds a request and requests a second, after a short warm-up."""

    async def many(number: int) -> None:
        for _ in range(number):
            await get(url)

    await many(20)
    cpu, clock = time.process_time(), time.perf_counter()
    await asyncio.gather(*(many(requests // at_once) for _ in range(at_once)))
    done = requests // at_once * at_once
    return (time.process_time() - cpu) / done * 1000, done / (time.perf_counter() - clock)


async def compare(url: str, requests: int, at_once: int) -> None:
    ways = {
        "httpx on its own transport": over(httpx.AsyncHTTPTransport()),
        "httpx on ours": over(DirectTransport(None, max_idle=at_once)),
        "Client.get (limits, turns, decoding)": whole_client(at_once),
        "the same, turns shared in SQLite": sharing_client(at_once),
    }
    first = 0.0
    print(f"{'way':38} {'CPU ms':>8} {'requests/s':>11} {'times':>6}")
    for name, way in ways.items():
        async with way as get:
            cpu_ms, rate = await cost_ms(get, url, requests, at_once)
        first = first or cpu_ms
        print(f"{name:38} {cpu_ms:8.3f} {rate:11.0f} {first / cpu_ms:6.1f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--at-once", type=int, default=16)
    parser.add_argument("--size", type=int, default=183_000, help="bytes of the page")
    arguments = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(arguments.size, theirs), daemon=True)
    server.start()
    try:
        asyncio.run(compare(ours.recv(), arguments.requests, arguments.at_once))
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
