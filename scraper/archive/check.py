"""Going through a WARC file from its first byte to its last: is every record whole, and what its digests say?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from db.frozen import frozen
from scraper.archive.http import read_head
from scraper.archive.member import stretches
from scraper.archive.record import Record, take_apart
from scraper.digest import digest


@frozen
class Checked:
    """A record, or a stretch of the file that holds none. `problem`: what is wrong; None if all is well."""

    offset: int
    length: int
    kind: str
    url: str | None
    digest: str | None
    """Of the payload, as the record has it."""
    problem: str | None


def check_file(stream: BinaryIO) -> Iterator[Checked]:
    """Every record in its order; what stands behind a damaged one is found again."""
    for stretch in stretches(stream):
        content = stretch.content
        if isinstance(content, bytes):
            yield _check(stretch.offset, stretch.length, content)
        else:
            reason = "it breaks off" if isinstance(content, EOFError) else "what stands there can't be unpacked"
            yield Checked(stretch.offset, stretch.length, "", None, None, reason)


def _check(offset: int, length: int, content: bytes) -> Checked:
    try:
        record = take_apart(content)
    except ValueError as error:
        return Checked(offset, length, "", None, None, str(error))
    headers = record.headers
    return Checked(
        offset, length, record.kind, headers.get("warc-target-uri"), headers.get("warc-payload-digest"), problem(record)
    )


def problem(record: Record) -> str | None:
    """What a record's digests say of it."""
    if (wrong := block_problem(record)) is not None:
        return wrong
    told = record.headers.get("warc-payload-digest")
    if record.kind != "response" or told is None or not told.startswith("sha1:"):
        return None
    try:
        _, _, body = read_head(record.block)
    except (ValueError, IndexError):
        return "the answer in it can't be read"
    return None if told == digest(body) else "the page doesn't match its digest"


def block_problem(record: Record) -> str | None:
    """What the digest of all that the record holds says of it."""
    told = record.headers.get("warc-block-digest")
    if told is not None and told.startswith("sha1:") and told != digest(record.block):
        return "the record doesn't match its digest"
    return None
