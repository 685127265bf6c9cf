"""CDXJ, the index that replay tools read: one line a capture, `SURT TIMESTAMP {json}`, sorted."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from db.frozen import frozen
from scraper.archive.address import target_uri

_WWW = re.compile(r"www\d*\.")
_PORTS = {"http": 80, "https": 443}


@frozen
class Line:
    """One capture in an index. `kind`: response or revisit; `file` as the index is to name it."""

    url: str
    fetched_at: datetime
    status: int | None
    content_type: str | None
    digest: str | None
    kind: str
    file: str
    offset: int
    length: int

    def __str__(self) -> str:
        mime = "warc/revisit" if self.kind == "revisit" else (self.content_type or "unk").partition(";")[0].strip()
        fields = {
            "url": target_uri(self.url),
            "mime": mime,
            "status": str(self.status or "") if self.kind == "response" else "",
            "digest": self.digest or "",
            "length": str(self.length),
            "offset": str(self.offset),
            "filename": self.file,
        }
        stamp = self.fetched_at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
        return f"{surt(self.url)} {stamp} {json.dumps({name: value for name, value in fields.items() if value})}"


def surt(url: str) -> str:
    """The address turned round, so that a site's captures stand together: `org,example)/news?id=7`.

    As pywb writes it: without scheme and `www.`, in small letters, the query in order.
    """
    parts = urlsplit(target_uri(url).lower())
    host = _WWW.sub("", parts.hostname or "", count=1) if _WWW.match(parts.hostname or "") else parts.hostname or ""
    port = f":{parts.port}" if parts.port and parts.port != _PORTS.get(parts.scheme) else ""
    path = parts.path.rstrip("/") or "/"
    query = "?" + "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    turned = ",".join(reversed(host.split(".")))
    return f"{turned}{port}){path}{query}"
