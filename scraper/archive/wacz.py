"""WACZ 1.1.1: WARC records, their index and a list of pages in one ZIP, which ReplayWeb.page opens."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from scraper.archive.record import warc_date


def write_wacz(
    path: Path,
    warc: Path,
    index: Iterable[str],
    pages: Iterable[Mapping[str, Any]],
    title: str,
    software: str,
    now: datetime,
) -> None:
    """`warc`: the one file of records; `index`: CDXJ lines, sorted; `pages`: url, ts, title each. Raises OSError."""
    head = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    listed = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in (head, *pages)).encode()
    indexed = "".join(f"{line}\n" for line in index).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.write(warc, "archive/data.warc.gz")
        archive.writestr("indexes/index.cdx", indexed)
        archive.writestr("pages/pages.jsonl", listed)
        resources = [
            _resource("archive/data.warc.gz", *_hash_file(warc)),
            _resource("indexes/index.cdx", _hash(indexed), len(indexed)),
            _resource("pages/pages.jsonl", _hash(listed), len(listed)),
        ]
        package = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": title,
            "created": warc_date(now),
            "software": software,
            "resources": resources,
        }
        described = json.dumps(package, indent=2, ensure_ascii=False).encode()
        archive.writestr("datapackage.json", described)
        digest = {"path": "datapackage.json", "hash": _hash(described)}
        archive.writestr("datapackage-digest.json", json.dumps(digest))


def _resource(path: str, digest: str, size: int) -> dict[str, Any]:
    return {"name": path.rpartition("/")[2], "path": path, "hash": digest, "bytes": size}


def _hash(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _hash_file(path: Path) -> tuple[str, int]:
    with path.open("rb") as stream:
        return "sha256:" + hashlib.file_digest(stream, "sha256").hexdigest(), path.stat().st_size
