"""WARC files as others write them: news pages with a known truth, and records that are broken."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

START = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)

WORDS = """harbour council minister bridge river railway market budget winter school hospital engineer farmer festival
museum glacier orchard ferry tunnel factory library election parliament storm""".split()  # noqa: SIM905


def news_page(number: int, version: int = 1) -> bytes:
    """An article of its own words; `version` changes a sentence."""
    picked = [WORDS[(number * 7 + step * (number % 5 + 3)) % len(WORDS)] for step in range(60)]
    text = "".join(
        f"<p>The {a} of {b} number {number} has told the {c} that it will see to the {a} before the year ends.</p>"
        for a, b, c in zip(picked[::3], picked[1::3], picked[2::3], strict=True)
    )
    edit = f"<p>This was edited for the {version}th time, says the {picked[0]}.</p>" if version > 1 else ""
    title = f"The {picked[0]} and the {picked[1]}, part {number}"
    url = f"https://news.example/{number}"
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": START.isoformat(),
        "author": {"@type": "Person", "name": "Anna Porter"},
    }
    return (
        f"<html lang=en><head><title>{title}</title><link rel=canonical href='{url}'>"
        f'<meta property=og:type content=article><script type="application/ld+json">{json.dumps(told)}</script></head>'
        f"<body><article><h1>{title}</h1>{text}{edit}</article></body></html>"
    ).encode()


def write_warc(path: Path, pages: list[tuple[str, datetime, bytes]], *, gzip: bool = True, **headers: str) -> Path:
    """With warcio, as CC-NEWS does it: request, response, metadata."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=gzip)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "other"}))
        for url, moment, body in pages:
            date = {"WARC-Date": moment.strftime("%Y-%m-%dT%H:%M:%SZ")}
            fields = [("Content-Type", "text/html; charset=utf-8"), *headers.items()]
            http = StatusAndHeaders("200 OK", fields, protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    url, "response", payload=BytesIO(body), length=len(body), http_headers=http, warc_headers_dict=date
                )
            )
    return path


def news_warc(path: Path, count: int, version: int = 1, **options: bool) -> Path:
    pages = [
        (f"https://news.example/{n}", START + timedelta(days=version, seconds=n), news_page(n, version))
        for n in range(count)
    ]
    return write_warc(path, pages, **options)
