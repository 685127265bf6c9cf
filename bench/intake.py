"""Imports a file like one of CC-NEWS, killing the import with SIGKILL on the way: what it takes, and what is there.

    python -m bench.intake FOLDER [--records 10000] [--kill-after 120]

Each call imports into the archive in FOLDER until it is done or until it is killed after so many seconds. Call it
again until it is done; then it counts what came in twice or not at all. Exit code 1: something did.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import text
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from bench.generated import articles
from db import Database
from scraper.archive import Files
from scraper.raw.verify import verify

CONFIG = """
user_agent: bench (+https://bench.example/)
sources:
"""

SOURCES = 40

FURNITURE = 40
"""Kilobytes of menus and teasers on a page, about what news pages have beside their text and scripts."""

EVERY_S = 0.5


def make(folder: Path, records: int) -> None:
    """The configuration, and a file of news pages, some of them no pages, some broken, some there twice."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"  - {{name: site{n}, url: 'https://site{n}.example/'}}" for n in range(1, SOURCES + 1)]
    (folder / "config.yaml").write_text(CONFIG + "\n".join(names) + "\n", encoding="utf-8")
    counts: Counter[str] = Counter()
    chance = random.Random(3)
    with (folder / "news.warc.gz").open("wb") as stream:
        writer = WARCWriter(stream, gzip=True, warc_version="WARC/1.0")
        writer.write_record(writer.create_warcinfo_record("news.warc.gz", {"software": "bench"}))
        for one in articles(records):
            kind = chance.choices(("page", "picture", "broken", "twice"), (96, 2, 1, 1))[0]
            counts[kind] += 1
            for _ in range(2 if kind == "twice" else 1):
                _write(writer, stream, one, kind)
    (folder / "truth.json").write_text(json.dumps(counts))


def _write(writer: WARCWriter, stream: Any, one: dict[str, Any], kind: str) -> None:
    url = f"https://site{one['source_id']}.example/{one['id']}"
    date = {"WARC-Date": one["seen_at"].strftime("%Y-%m-%dT%H:%M:%SZ")}
    body = b"\xff\xd8\xff" * 3000 if kind == "picture" else page(one, url)
    fields = [("Content-Type", "image/jpeg" if kind == "picture" else "text/html; charset=utf-8")]
    http = StatusAndHeaders("200 OK", fields, protocol="HTTP/1.1")
    asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "bench")], is_http_request=True)
    at = stream.tell()
    answer = writer.create_warc_record(
        url, "response", payload=BytesIO(body), length=len(body), http_headers=http, warc_headers_dict=date
    )
    writer.write_record(answer)
    if kind == "broken":
        stream.seek(at + 300)
        stream.write(b"\0" * 50)
        stream.seek(0, 2)
    request = writer.create_warc_record(url, "request", payload=BytesIO(), length=0, http_headers=asked)
    writer.write_record(request)


def page(one: dict[str, Any], url: str) -> bytes:
    """An article among the furniture of its site."""
    chance = random.Random(one["id"])
    paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in one["text"].split("\n\n"))
    item = "<li class='teaser'><a href='/{0}'><img src='/i/{0}.jpg' alt=''><span>Read on: {0}</span></a></li>"
    teasers = "".join(item.format(chance.randrange(10**9)) for _ in range(FURNITURE * 1024 // len(item)))
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": one["title"],
        "datePublished": one["published_at"].isoformat(),
        "author": {"@type": "Person", "name": one["author"]},
    }
    return (
        f"<!doctype html><html lang={one['language']}><head><meta charset=utf-8><title>{one['title']}</title>"
        f"<link rel=canonical href='{url}'><meta property=og:type content=article>"
        f'<script type="application/ld+json">{json.dumps(told)}</script></head><body><nav><ul>{teasers}</ul></nav>'
        f"<article><h1>{one['title']}</h1>{paragraphs}</article></body></html>"
    ).encode()


def run(folder: Path, kill_after: float) -> bool:
    """Import, and note the memory of all its processes. Returns whether it was done before it was killed."""
    command = [sys.executable, "-m", "scraper.cli", "archive", "import", "news.warc.gz", "--json"]
    began, samples = time.monotonic(), []
    with subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        while process.poll() is None and time.monotonic() - began < kill_after:
            samples.append(_memory(process.pid))
            time.sleep(EVERY_S)
        is_done = process.poll() is not None
        process.kill()
        told = process.communicate()[0]
    own, others = ([sample[n] / 2**20 for sample in samples if sample] for n in (0, 1))
    quarter = max(1, len(own) // 4)
    parts = [own[at : at + quarter] for at in range(0, len(own) - quarter + 1, quarter)]
    means = [sum(part) / len(part) for part in parts]
    print(f"{time.monotonic() - began:.0f} s, {told.strip() or 'killed'}; MiB of the import by quarters "
          f"{[round(mean) for mean in means]}, at most {max(own):.0f}, of its readers {max(others):.0f}")  # fmt: skip
    return is_done


def _memory(pid: int) -> tuple[int, int] | None:
    """(the import's own, its readers' together) in bytes."""
    try:
        process = psutil.Process(pid)
        return process.memory_info().rss, sum(child.memory_info().rss for child in process.children(recursive=True))
    except psutil.Error:
        return None


def count(folder: Path) -> bool:
    """Print what came in, and say whether it is all of it, once."""
    truth = json.loads((folder / "truth.json").read_text())
    database = Database(f"sqlite:///{folder / 'dateline.db'}")
    with database.read() as connection:
        fetched = connection.execute(text("SELECT count(*) FROM fetches")).scalar_one()
        once = connection.execute(
            text("SELECT count(*) FROM (SELECT DISTINCT url, fetched_at, payload_digest FROM fetches)")
        ).scalar_one()
        told = connection.execute(text("SELECT imported, known, skipped, rejected, broken FROM intake")).one()
        numbers = connection.execute(text("SELECT count(*), count(DISTINCT canonical_url) FROM articles")).one()
    found = verify(database, Files(folder / "archive"))
    database.close()
    pages = truth["page"] + truth["twice"]
    print(f"{truth}\nimported, known, skipped, rejected, broken: {tuple(told)}; articles {numbers[0]}, with addresses"
          f" of their own {numbers[1]}; fetches {fetched}, different {once}; problems {len(found.problems)},"
          f" records without a row {found.unlisted}, repaired {len(found.repaired)}")  # fmt: skip
    return (
        fetched == once == pages and numbers[0] == numbers[1] and not found.problems and told.broken == truth["broken"]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--kill-after", type=float, default=120, metavar="S")
    given = parser.parse_args()
    if not (given.folder / "truth.json").exists():
        make(given.folder, given.records)
    if run(given.folder, given.kill_after):
        sys.exit(0 if count(given.folder) else 1)


if __name__ == "__main__":
    main()
