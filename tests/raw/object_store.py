"""A server that speaks S3 on loopback, in a process of its own: moto's."""

from __future__ import annotations

import itertools
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scraper.archive import Store

CREDENTIALS = {"key": "anybody", "secret": "anything"}

_numbers = itertools.count()


@dataclass(frozen=True)
class ObjectStore:
    """A bucket of its own for each."""

    endpoint: str
    bucket: str = field(default_factory=lambda: f"bucket-{next(_numbers)}")

    @property
    def address(self) -> str:
        return f"s3://{self.bucket}/news"

    @property
    def options(self) -> dict[str, Any]:
        return {"endpoint_url": self.endpoint, **CREDENTIALS, "s3_additional_kwargs": {"ACL": "public-read"}}

    @property
    def url(self) -> str:
        """Where a plain HTTP client finds the files."""
        return f"{self.endpoint}/{self.bucket}/news/"

    def open(self) -> Store:
        return Store(self.address, self.options)

    def make_bucket(self) -> ObjectStore:
        request = urllib.request.Request(f"{self.endpoint}/{self.bucket}", method="PUT")
        with urllib.request.urlopen(request, timeout=30):
            return self


@contextmanager
def object_server(log: Path) -> Iterator[str]:
    """Yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with log.open("w") as out, subprocess.Popen(command, stdout=out, stderr=out) as server:
        try:
            endpoint = f"http://127.0.0.1:{port}"
            _wait_for(endpoint)
            yield endpoint
        finally:
            server.terminate()


def _wait_for(endpoint: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(endpoint, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError("the object store doesn't answer")
