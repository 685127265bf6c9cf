"""Real pages, each publisher served as a site of its own with a sitemap, over HTTP on loopback."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

BENCH = Path(__file__).resolve().parents[2].parent / "shared" / "bench"
"""Development data beside the checkout; it is no part of the project."""


@dataclass(frozen=True)
class RealPage:
    id: str
    url: str
    file: Path


@dataclass(frozen=True)
class Publisher:
    """A site on a port of its own. `pages`: by path."""

    name: str
    url: str
    pages: dict[str, bytes]


def real_pages(sets: tuple[str, ...], limit: int) -> dict[str, list[RealPage]]:
    """Pages by publisher, those with the most pages first."""
    by_domain: dict[str, list[RealPage]] = defaultdict(list)
    for name in sets:
        for line in (BENCH / name / "gold.jsonl").read_text(encoding="utf-8").split("\n"):
            gold = json.loads(line) if line else {}
            if gold.get("url"):
                file = BENCH / name / "pages" / f"{gold['id']}.html.gz"
                by_domain[gold["domain"]].append(RealPage(gold["id"], gold["url"], file))
    chosen: dict[str, list[RealPage]] = {}
    for domain, pages in sorted(by_domain.items(), key=lambda item: (-len(item[1]), item[0])):
        if sum(map(len, chosen.values())) >= limit:
            break
        chosen[domain] = pages
    return chosen


@contextmanager
def serving(publishers: dict[str, list[RealPage]]) -> Iterator[list[Publisher]]:
    """All publishers, each on a port of its own; a page's canonical address is moved to that port."""
    servers = []
    sites = []
    try:
        for domain, pages in publishers.items():
            server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
            server.daemon_threads = True
            site = _site(domain, f"http://127.0.0.1:{server.server_port}", pages)
            server.pages = site.pages  # type: ignore[attr-defined]
            Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
            servers.append(server)
            sites.append(site)
        yield sites
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def _site(domain: str, url: str, pages: list[RealPage]) -> Publisher:
    served: dict[str, bytes] = {}
    for page in pages:
        parts = urlsplit(page.url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if path in served:
            continue  # two of the sets have it
        if path == "/":
            path = f"/page/{page.id}"
        origin = f"{parts.scheme}://{parts.netloc}".encode()
        served[path] = gzip.decompress(page.file.read_bytes()).replace(origin, url.encode())
    locations = "".join(f"<url><loc>{_escaped(url + path)}</loc></url>" for path in served)
    served["/sitemap.xml"] = f'<?xml version="1.0"?><urlset>{locations}</urlset>'.encode()
    name = "".join(char if char.isalnum() or char in ".-" else "-" for char in domain.lower())
    return Publisher(name, url, served)


def _escaped(url: str) -> str:
    return url.replace("&", "&amp;").replace("<", "%3C")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.server.pages.get(self.path)  # type: ignore[attr-defined]
        etag = f'"{sha256(body).hexdigest()[:16]}"' if body else ""
        status = 404 if body is None else 304 if self.headers.get("If-None-Match") == etag else 200
        sent = body if body and status == 200 else b""
        self.send_response(status)
        self.send_header("Content-Type", "application/xml" if self.path == "/sitemap.xml" else "text/html")
        self.send_header("Content-Length", str(len(sent)))
        if etag:
            self.send_header("ETag", etag)
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
        pass
