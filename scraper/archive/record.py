"""The bytes of a WARC 1.1 record (ISO 28500:2017), and back: values in, bytes out, no file."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Literal

from db.frozen import frozen
from scraper.digest import digest

VERSION = "WARC/1.1"

IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

Kind = Literal["warcinfo", "request", "response", "revisit", "resource"]
Headers = Sequence[tuple[str, str]]


@frozen
class Record:
    """A record taken apart. `headers`: names in lower case."""

    headers: dict[str, str]
    block: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("warc-type", "")


def warc_date(moment: datetime) -> str:
    """To the second, as in the database: a revisit names the time of what it refers to, and must find it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def new_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def build(kind: Kind, headers: Iterable[tuple[str, str]], content_type: str, *block: bytes) -> bytes:
    """A record with its length and the digest of its block, whose parts stand one behind the other. A `WARC-Record-ID`
    must be among the headers."""
    told = [
        ("WARC-Type", kind),
        *headers,
        ("WARC-Block-Digest", digest(*block)),
        ("Content-Type", content_type),
        ("Content-Length", str(sum(map(len, block)))),
    ]
    head = "\r\n".join([VERSION, *[f"{name}: {value}" for name, value in told], "", ""])
    return b"".join([head.encode(), *block, b"\r\n\r\n"])


def take_apart(data: bytes) -> Record:
    """Raises ValueError for what is no record, or not all of one."""
    head, found, rest = data.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    if not found or not first.startswith(b"WARC/1."):
        raise ValueError("what stands there is no record")
    headers = {}
    for line in lines:
        name, _, value = line.partition(b":")
        headers[name.decode("utf-8", "replace").strip().lower()] = value.decode("utf-8", "replace").strip()
    length = int(headers.get("content-length", "-1"))
    if length < 0 or len(rest) < length:
        raise ValueError("it is shorter than it says")
    return Record(headers, rest[:length])
