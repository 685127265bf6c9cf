"""Writing WARC 1.1 (ISO 28500:2017): a request and a response record for each exchange, one gzip member a record.

A process writes files of its own and never appends to another's, so a record that a crash has torn is the last one
of its file and can't hurt those that are written later. While it is written a file is called `NAME.open`.
"""

from __future__ import annotations

import os
import re
import secrets
import socket
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO, FileIO
from pathlib import Path
from types import TracebackType
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.archive.address import request_target, target_uri
from scraper.archive.folder import trouble
from scraper.response import Response

OPEN = ".open"

MAX_SIZE = 1024**3
"""Bytes of a file before the next one is begun; what Common Crawl and Browsertrix use."""

_RECODED = {"content-encoding", "transfer-encoding", "content-length"}
"""True of the bytes on the wire, but not of the decoded body that we hold."""

_SENT = {
    "accept", "accept-charset", "accept-encoding", "accept-language", "cache-control", "connection", "host",
    "if-modified-since", "if-none-match", "referer", "user-agent",
}  # fmt: skip
"""Request headers that are kept. A source's own may be a login (`Authorization`, `Cookie`, `X-Api-Key`, who knows what
else), and archives are handed on."""


@dataclass(frozen=True, slots=True)
class Capture:
    """Where a response record stands. `offset` and `length`: of its gzip member, in bytes."""

    file: str
    offset: int
    length: int
    digest: str


class WarcWriter:
    """Writes into a file of its own in `folder`, begun with the first response. One thread at a time."""

    def __init__(self, folder: Path, *, software: str, operator: str | None = None, max_size: int = MAX_SIZE) -> None:
        self._folder = folder
        self._info = {"software": software, "format": "WARC File Format 1.1"}
        if operator:
            self._info["operator"] = operator
        self._max_size = max_size
        self._file: FileIO | None = None
        self._name = ""

    def write(self, response: Response) -> Capture | None:
        """Write the exchange; when this returns the operating system has it. Raises ArchiveError.

        None for a 304, which has no page of its own; the fetch row tells that it came.
        """
        if response.not_modified:
            return None
        answer, question = _records(response)
        try:
            if self._file is not None and self._file.tell() >= self._max_size:
                self.close()
            file = self._file or self._begin()
            start = file.tell()
            self._append(file, answer + question)
        except OSError as error:
            raise trouble(self._folder, error) from error
        return Capture(self._name, start, len(answer), response.payload_digest)

    def close(self) -> None:
        """Seal the file: on disk, and under its final name. Raises ArchiveError."""
        file, self._file = self._file, None
        if file is None:
            return
        try:
            with file:
                os.fsync(file.fileno())
            (self._folder / (self._name + OPEN)).rename(self._folder / self._name)
        except OSError as error:
            raise trouble(self._folder, error) from error

    def __enter__(self) -> WarcWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _begin(self) -> FileIO:
        self._folder.mkdir(parents=True, exist_ok=True)
        stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
        host = re.sub(r"[^A-Za-z0-9-]+", "-", socket.gethostname())
        self._name = f"dateline-{stamp}-{host}-{os.getpid()}-{secrets.token_hex(4)}.warc.gz"
        path = self._folder / (self._name + OPEN)
        file = path.open("xb", buffering=0)
        try:
            self._append(file, _packed(lambda writer: _info_record(writer, self._name, self._info)))
        except OSError:
            file.close()
            path.unlink(missing_ok=True)
            raise
        self._file = file
        return file

    def _append(self, file: FileIO, data: bytes) -> None:
        """All of it, or nothing: after an error the file is as long as before, or no longer written to."""
        start = file.tell()
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) or 0 :]
        except BaseException:
            try:
                file.truncate(start)
                file.seek(start)
            except OSError:  # a torn record makes all behind it unreadable, so it stays the last one
                self._file = None
                file.close()
            raise


def _records(response: Response) -> tuple[bytes, bytes]:
    """The response record and the request record of an exchange, packed."""
    date = {"WARC-Date": response.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")}
    record_id = f"<urn:uuid:{uuid.uuid4()}>"
    answer = _packed(lambda writer: _response_record(writer, response, {**date, "WARC-Record-ID": record_id}))
    question = _packed(lambda writer: _request_record(writer, response, {**date, "WARC-Concurrent-To": record_id}))
    return answer, question


def _packed(make: Callable[[WARCWriter], Any]) -> bytes:
    """One record as one gzip member."""
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="WARC/1.1")
    writer.write_record(make(writer))
    return buffer.getvalue()


def _info_record(writer: WARCWriter, name: str, info: dict[str, str]) -> Any:
    fields = "".join(f"{key}: {value}\r\n" for key, value in info.items()).encode()
    return writer.create_warc_record(
        None,
        "warcinfo",
        payload=BytesIO(fields),
        length=len(fields),
        warc_content_type="application/warc-fields",
        warc_headers_dict={"WARC-Filename": name},
    )


def _response_record(writer: WARCWriter, response: Response, warc_headers: dict[str, str]) -> Any:
    headers = [(_archived(name), value) for name, value in response.headers]
    headers.append(("Content-Length", str(len(response.body))))
    return writer.create_warc_record(
        target_uri(response.final_url),
        "response",
        payload=BytesIO(response.body),
        length=len(response.body),
        http_headers=StatusAndHeaders(_status_line(response.status), headers, protocol="HTTP/1.1"),
        warc_headers_dict=warc_headers,
    )


def _request_record(writer: WARCWriter, response: Response, warc_headers: dict[str, str]) -> Any:
    sent = [(name, value) for name, value in response.request_headers if name.lower() in _SENT]
    line = f"GET {request_target(response.final_url)} HTTP/1.1"
    return writer.create_warc_record(
        target_uri(response.final_url),
        "request",
        payload=BytesIO(),
        length=0,
        http_headers=StatusAndHeaders(line, sent, is_http_request=True),
        warc_headers_dict=warc_headers,
    )


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def _archived(name: str) -> str:
    """The header's name in the archive: what doesn't fit the decoded body goes by another name, as pywb does it."""
    return f"X-Archive-Orig-{name}" if name.lower() in _RECODED else name
