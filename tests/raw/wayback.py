"""A Wayback Machine on loopback: its CDX server with resume keys, and captures under /web/TIMEid_/URL."""

from __future__ import annotations

import json
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

Row = tuple[str, str, bytes]


class FakeWayback:
    """`captures`: (timestamp, URL, page). `page`: captures that a listing has at most, whatever is asked for."""

    def __init__(self, captures: list[Row], page: int) -> None:
        self.captures = sorted(captures, key=lambda row: (row[1], row[0]))
        self.page = page
        self.served: Counter[str] = Counter()
        self.fails_after: int | None = None
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> FakeWayback:
        Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    def listing(self, query: dict[str, list[str]]) -> list[list[str]]:
        """As the CDX server answers: a head, rows, and after an empty row the key to go on from."""
        assert query["output"] == ["json"]
        assert query["showResumeKey"] == ["true"]
        prefix = query["url"][0].removesuffix("*")
        since, until = query.get("from", [""])[0], query.get("to", ["9"])[0]
        rows = [row for row in self.captures if prefix in row[1] and since <= row[0] < until]
        start = int(query.get("resumeKey", ["0"])[0].partition(" ")[0])
        fields = query["fl"][0].split(",")
        known = {"timestamp": 0, "original": 1}
        size = min(self.page, int(query["limit"][0]))
        found = rows[start : start + size]
        table = [[str(row[known[name]]) if name in known else "DIGEST" for name in fields] for row in found]
        more = start + size < len(rows)
        return [fields, *table, *([[], [f"{start + size} +example"]] if more else [])] if table else []

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        wayback = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path.startswith("/cdx/search/cdx?"):
                    listing = wayback.listing(parse_qs(urlsplit(self.path).query))
                    self.answer(200, json.dumps(listing).encode(), "application/json")
                    return
                if wayback.fails_after is not None and sum(wayback.served.values()) >= wayback.fails_after:
                    self.answer(503, b"too busy", "text/plain")
                    return
                wayback.served[self.path] += 1
                stamp, _, url = self.path.removeprefix("/web/").partition("id_/")
                page = next((row[2] for row in wayback.captures if row[:2] == (stamp, url)), None)
                self.answer(404 if page is None else 200, page or b"", "text/html; charset=utf-8")

            def answer(self, status: int, body: bytes, kind: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("X-Archive-Orig-Content-Type", "text/html")
                self.send_header("Content-Length", str(len(body)))
                if status == 503:
                    self.send_header("Retry-After", "0")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler
