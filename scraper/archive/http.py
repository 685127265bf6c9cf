"""The HTTP messages inside the records: as they went over the wire, save what isn't true of a decoded body."""

from __future__ import annotations

from http import HTTPStatus

from scraper.archive.address import request_target
from scraper.response import Response

_RECODED = {"content-encoding", "transfer-encoding", "content-length"}
"""True of the bytes on the wire, but not of the decoded body that we hold."""

_SENT = {
    "accept", "accept-charset", "accept-encoding", "accept-language", "cache-control", "connection", "host",
    "content-length", "content-type", "if-modified-since", "if-none-match", "referer", "user-agent",
}  # fmt: skip
"""Request headers that are kept. A source's own may be a login (`Authorization`, `Cookie`, `X-Api-Key`, who knows what
else), and archives are handed on."""


def response_head(response: Response) -> bytes:
    """Status line and headers, with the blank line behind them."""
    headers = [(_archived(name), value) for name, value in response.headers]
    headers.append(("Content-Length", str(len(response.body))))
    return _head(f"HTTP/1.1 {response.status} {_phrase(response.status)}", headers)


def request_message(response: Response) -> bytes:
    """The request that the response answers, with what was sent along."""
    sent = [(name, value) for name, value in response.request_headers if name.lower() in _SENT]
    method = "GET" if response.request_body is None else "POST"
    head = _head(f"{method} {request_target(response.final_url)} HTTP/1.1", sent)
    return head + (response.request_body or b"")


def read_head(block: bytes) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    """(status, headers, body) of a response. Raises ValueError."""
    head, _, body = block.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return int(first.split(None, 2)[1]), tuple((name.strip(), value.strip()) for name, _, value in pairs), body


def _head(first: str, headers: list[tuple[str, str]]) -> bytes:
    lines = [first, *(f"{name}: {value}" for name, value in headers), "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def _archived(name: str) -> str:
    """The header's name in the archive: what doesn't fit the decoded body goes by another name, as pywb does it."""
    return f"X-Archive-Orig-{name}" if name.lower() in _RECODED else name
