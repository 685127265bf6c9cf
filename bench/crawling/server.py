"""Serves a folder that `site.write_site` has made, as fast as one process can: `python -m bench.crawling.server FOLDER
PORT [DELAY_S]`. Every answer has an ETag. `/-/counts` tells what was asked for since the last time, as JSON: in all,
and by each client, called by the first word of its User-Agent."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections import Counter
from pathlib import Path

AGENT = re.compile(r"\nuser-agent: *(\w*)")


class Site:
    def __init__(self, folder: Path, delay_s: float) -> None:
        self.folder = folder
        self.delay_s = delay_s
        self.index: dict[str, tuple[str, str]] = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        self.paths: Counter[str] = Counter()
        self.clients: dict[str, Counter[str]] = {}
        self.running = self.most_at_once = 0

    def answer(self, path: str, headers: str) -> bytes:
        if path == "/-/counts":
            more = {"most_at_once": self.most_at_once, "paths": self.paths, "clients": self.clients}
            said = json.dumps({**sum(self.clients.values(), Counter()), **more}).encode()
            self.clients.clear()
            self.paths.clear()
            self.most_at_once = 0
            return _head("200 OK", "application/json", len(said)) + said
        asked = self.clients.setdefault(agent[1] if (agent := AGENT.search(headers)) else "", Counter())
        asked["requests"] += 1
        self.paths[path] += 1
        name, kind = self.index.get(path, ("", ""))
        if not name:
            return _head("404 Not Found", "text/html", 0)
        etag = f'"{name}-1"'
        is_conditional = "\nif-none-match:" in headers
        asked["conditional"] += is_conditional
        if is_conditional and etag in headers:
            asked["not_modified"] += 1
            return f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n".encode()
        body = (self.folder / name).read_bytes()
        return _head("200 OK", kind, len(body), f"ETag: {etag}\r\n") + body


def _head(status: str, kind: str, length: int, more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{more}\r\n".encode()


class Connection(asyncio.Protocol):
    def __init__(self, site: Site) -> None:
        self.site = site
        self.data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.data += data
        while b"\r\n\r\n" in self.data:
            head, self.data = self.data.split(b"\r\n\r\n", 1)
            line, _, headers = head.decode("latin-1").partition("\r\n")
            answer = self.site.answer(line.split(" ")[1], ("\n" + headers).lower())
            if not self.site.delay_s:
                self.transport.write(answer)
                continue
            self.site.running += 1
            self.site.most_at_once = max(self.site.most_at_once, self.site.running)
            asyncio.get_running_loop().call_later(self.site.delay_s, self._send_late, answer)

    def _send_late(self, answer: bytes) -> None:
        self.site.running -= 1
        self.transport.write(answer)


async def serve(folder: Path, port: int, delay_s: float) -> None:
    site = Site(folder, delay_s)
    server = await asyncio.get_running_loop().create_server(lambda: Connection(site), "127.0.0.1", port, backlog=512)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else 0.0))
