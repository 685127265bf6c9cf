"""One exchange as two records, a request and what answered it: the page itself, or a pointer to the same page."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from db.frozen import frozen
from scraper.archive.address import target_uri
from scraper.archive.http import request_message, response_head
from scraper.archive.record import IDENTICAL, NOT_MODIFIED, build, new_id, warc_date
from scraper.response import Response

SHORTEST_REVISIT = 512
"""Bytes; a payload below that takes no more room than the pointer to it."""


DRAWN = "urn:rendered:"
"""What stands before the address of a page that a browser has drawn."""


@frozen
class Original:
    """An earlier capture whose payload an exchange brought again."""

    url: str
    fetched_at: datetime
    digest: str


@frozen
class Exchange:
    """A response that is to be kept. `original`: where its payload is already, if we know."""

    response: Response
    original: Original | None = None

    @property
    def is_revisit(self) -> bool:
        if self.original is None or self.response.is_rendered:
            return False
        return self.response.not_modified or (
            len(self.response.body) >= SHORTEST_REVISIT and self.original.digest == self.response.payload_digest
        )

    @property
    def payload_digest(self) -> str:
        """Of the page that was meant: for a 304, of the one that is still in force."""
        if self.original is not None and self.is_revisit:
            return self.original.digest
        return self.response.payload_digest


def kind_of(exchange: Exchange) -> Literal["response", "revisit", "resource"]:
    """Of the record that the answer becomes."""
    if exchange.response.is_rendered:
        return "resource"
    return "revisit" if exchange.is_revisit else "response"


def records(exchange: Exchange) -> tuple[bytes, bytes]:
    """The records of the answer and of the request, in this order; nobody asked for what a browser has drawn."""
    response, record_id = exchange.response, new_id()
    if response.is_rendered:
        return _drawn(response, record_id), b""
    place = [("WARC-Target-URI", target_uri(response.final_url)), ("WARC-Date", warc_date(response.fetched_at))]
    sent = [("WARC-Record-ID", new_id()), *place, ("WARC-Concurrent-To", record_id)]
    question = build("request", sent, "application/http; msgtype=request", request_message(response))
    return _answer(exchange, [("WARC-Record-ID", record_id), *place]), question


def _drawn(response: Response, record_id: str) -> bytes:
    """The page as its script drew it: a `resource` under a name of its own, beside the responses it was made from."""
    headers = [
        ("WARC-Record-ID", record_id),
        ("WARC-Target-URI", DRAWN + target_uri(response.final_url)),
        ("WARC-Date", warc_date(response.fetched_at)),
        ("WARC-Payload-Digest", response.payload_digest),
    ]
    return build("resource", headers, response.header("Content-Type") or "text/html", response.body)


def _answer(exchange: Exchange, headers: list[tuple[str, str]]) -> bytes:
    response = exchange.response
    head, payload_digest = response_head(response), exchange.payload_digest
    headers.append(("WARC-Payload-Digest", payload_digest))
    if response.truncated is not None:
        headers.append(("WARC-Truncated", response.truncated))
    if exchange.original is None or not exchange.is_revisit:
        return build("response", headers, "application/http; msgtype=response", head, response.body)
    headers += [
        ("WARC-Profile", NOT_MODIFIED if response.not_modified else IDENTICAL),
        ("WARC-Refers-To-Target-URI", target_uri(exchange.original.url)),
        ("WARC-Refers-To-Date", warc_date(exchange.original.fetched_at)),
    ]
    if response.not_modified:
        # Whatever replays the record shows the page that is still in force; with the 304 in the block pywb would show
        # the 304. So its headers stand among the record's, and the block is empty, as the profile allows.
        headers += [("X-Response-Header", f"{name}: {value}") for name, value in response.headers]
        head = b""
    return build("revisit", headers, "application/http; msgtype=response", head)


def info_record(name: str, fields: dict[str, str], moment: datetime) -> bytes:
    """The first record of a file: who wrote it, with what, and how it was set up."""
    block = "".join(f"{key}: {value}\r\n" for key, value in fields.items()).encode()
    headers = [("WARC-Record-ID", new_id()), ("WARC-Date", warc_date(moment)), ("WARC-Filename", name)]
    return build("warcinfo", headers, "application/warc-fields", block)
