"""The sample site as a real HTTP server on loopback: keep-alive, validators, compression, and a memory of requests."""

from __future__ import annotations

import contextlib
import gzip
import re
import socket
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from email.message import Message
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

from db.frozen import frozen
from scraper.sample import app
from scraper.sample.clutter import cluttered
from scraper.sample.language import LANGUAGES
from scraper.sample.paged import part_at
from scraper.sample.resources import Resource, not_found, resources

EDITIONS = (1, 2)
_HOST = re.compile(r"[\w.-]+(?::\d{1,5})?|\[[0-9a-fA-F:]+\](?::\d{1,5})?")
_COMPRESSIBLE = (
    "text/",
    "application/xml",
    "application/rss",
    "application/atom",
    "application/rdf",
    "application/feed",
    "application/json",
)


@frozen
class Request:
    """One request as the site saw it. `path` holds the query; `conditional`: it came with validators."""

    method: str
    path: str
    status: int
    conditional: bool
    user_agent: str


class SampleSite:
    """Serves from the moment it is made until `close()`. Use as a context manager. Safe to ask from any thread."""

    def __init__(
        self,
        *,
        port: int = 0,
        edition: int = 1,
        delay_s: float = 0.0,
        is_app: bool = False,
        is_graphql: bool = False,
        is_cluttered: bool = False,
        is_paged: bool = False,
    ) -> None:
        """`port=0`: any free one. `delay_s`: how long every answer takes. `is_app`: drawn by JavaScript;
        `is_graphql`: and its lists are asked for by POST.

        `is_cluttered`: with notices in the articles' texts, which are no part of the truth. `is_paged`: some
        articles go over several pages.

        Raises OSError where the port is taken.
        """
        self._lock = threading.Lock()
        self._requests: list[Request] = []
        self.edition = edition
        self.delay_s = delay_s
        self.is_app = is_app or is_graphql
        self.is_graphql = is_graphql
        self.is_cluttered = is_cluttered
        self.is_paged = is_paged
        self.closing = threading.Event()
        self._server = _Server(("127.0.0.1", port), self)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="sample site")
        self._thread.start()

    def __enter__(self) -> SampleSite:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def edition(self) -> int:
        """1, or 2 after the site has changed; may be set while it serves."""
        return self._edition

    @edition.setter
    def edition(self, number: int) -> None:
        if number not in EDITIONS:
            raise ValueError(f"edition {number}: there are only {EDITIONS}")
        self._edition = number

    @property
    def requests(self) -> list[Request]:
        """All so far, in the order of their answers."""
        with self._lock:
            return list(self._requests)

    def clear(self) -> None:
        """Forget the requests so far."""
        with self._lock:
            self._requests.clear()

    def note(self, request: Request) -> None:
        with self._lock:
            self._requests.append(request)

    def answer(self, target: str, base: str) -> Resource:
        """What is at `target`, a path with its query; a 404 page in the language of the path where nothing is."""
        edition = self._edition
        there = app.resources(edition) if self.is_app else resources(edition, base)
        path, _, query = target.partition("?")
        kept = [(name, value) for name, value in parse_qsl(query) if name in {"page", "print"}]
        key = f"{path}?{urlencode(kept)}" if kept else path
        if self.is_paged and (part := part_at(key, there)) is not None:
            return part
        if key in there:
            return cluttered(there[key]) if self.is_cluttered else there[key]
        if self.is_app:
            return app.no_such_resource(path, is_graphql=self.is_graphql)
        if path.endswith("/") and path.rstrip("/") in there:
            return there[path.rstrip("/")]
        if f"{path}/" in there:
            return Resource(b"", status=301, location=f"{base}{path}/")
        language = next((language for language in LANGUAGES if path.startswith(f"/{language}/")), "en")
        return not_found(edition, language)

    def close(self) -> None:
        """Stop, end open connections, and wait for their threads; a second call does nothing."""
        if self.closing.is_set():
            return
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.hang_up()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], site: SampleSite) -> None:
        self.site = site
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Wake the threads that wait for another request on a kept-alive connection."""
        with self._open_lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error of ours."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Meridian"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body in one packet

    def do_GET(self) -> None:
        site = self._site
        site.closing.wait(site.delay_s)
        resource = site.answer(self.path, self._base())
        if resource.status == 200 and is_fresh(self.headers, resource):
            self._send(resource, 304, b"", {})
            return
        headers = {"Content-Type": resource.content_type} if resource.body else {}
        if resource.location:
            headers["Location"] = resource.location
        body = resource.body
        if resource.content_type.startswith(_COMPRESSIBLE) and body:
            headers["Vary"] = "Accept-Encoding"
            if takes_gzip(self.headers.get("Accept-Encoding", "")):
                headers["Content-Encoding"] = "gzip"
                body = gzip.compress(body, 5, mtime=0)
        self._send(resource, resource.status, body, headers)

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        site = self._site
        if not site.is_graphql or self.path != "/graphql":
            self._send(Resource(b"", status=405), 405, b"", {"Allow": "GET, HEAD"})
            return
        resource = app.answer_query(site.edition, asked)
        self._send(resource, resource.status, resource.body, {"Content-Type": resource.content_type})

    do_HEAD = do_GET  # noqa: N815  (http.server's name)

    @property
    def _site(self) -> SampleSite:
        return cast("_Server", self.server).site

    def _base(self) -> str:
        """Links name the host that was asked for, so that any port and any name works."""
        host = self.headers.get("Host", "")
        return f"http://{host}" if _HOST.fullmatch(host) else self._site.url

    def _send(self, resource: Resource, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        if resource.status == 200:
            self.send_header("ETag", resource.etag)
            self.send_header("Last-Modified", format_datetime(resource.last_modified, usegmt=True))
            self.send_header("Cache-Control", "no-cache")
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Called for every answer, errors too."""
        headers = getattr(self, "headers", None) or {}
        conditional = "If-None-Match" in headers or "If-Modified-Since" in headers
        agent = headers.get("User-Agent") or ""
        target = getattr(self, "path", "")
        self._site.note(Request(self.command or "", target, int(code), conditional, agent))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (http.server's name)
        """Silent."""


def is_fresh(headers: Message, resource: Resource) -> bool:
    """Whether the client's copy is today's: by If-None-Match, else by If-Modified-Since (RFC 9110, 13.2.2)."""
    if (tags := headers.get("If-None-Match")) is not None:
        wanted = resource.etag.removeprefix("W/")
        return tags.strip() == "*" or any(tag.strip().removeprefix("W/") == wanted for tag in tags.split(","))
    try:
        since = parsedate_to_datetime(headers.get("If-Modified-Since", ""))
    except ValueError:
        return False
    return resource.last_modified.replace(microsecond=0) <= _aware(since)


def takes_gzip(accepted: str) -> bool:
    """Whether the Accept-Encoding header allows gzip; `gzip;q=0` doesn't."""
    for item in accepted.lower().split(","):
        name, _, weight = item.partition(";")
        if name.strip() in {"gzip", "*"}:
            return not re.fullmatch(r"q=0(\.0*)?", weight.strip())
    return False


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
