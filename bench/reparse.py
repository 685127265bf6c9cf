"""How much of the bare parser's speed a reparse has, when it finds nothing new: the common case.

    python -m bench.reparse PAGES [--limit 400]

PAGES: a folder of HTML files, gzipped or not. They are imported into an archive and read again by `reparse`, once as
often for one page, whose cost is that of starting. Times are CPU seconds of all processes.
"""

from __future__ import annotations

import asyncio
import json
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import text

from bench.archive import run
from db import Database
from scraper.config import Config, load_config
from scraper.crawl import CrawlRequest, prepare
from scraper.parse import parse
from scraper.raw.files import files_of
from scraper.raw.imports import import_all
from scraper.raw.intake import Wanted
from scraper.raw.reparse import Reparsed, ReparseRequest, reparse

CONFIG = "user_agent: bench (+https://bench.example/)\nsources:\n  - {name: bench, url: 'https://bench.example/'}\n"


def archive_of(bodies: Sequence[bytes], folder: Path) -> tuple[Config, Database]:
    (folder / "config.yaml").write_text(CONFIG, encoding="utf-8")
    config = load_config(folder / "config.yaml", environ={})
    database, lines = prepare(config, CrawlRequest()), folder / "pages.jsonl"
    with lines.open("w", encoding="utf-8") as stream:
        for number, body in enumerate(bodies):
            row = {"url": url_of(number), "html": body.decode("utf-8", "replace"), "fetched_at": "2026-01-01T00:00:00Z"}
            stream.write(json.dumps(row) + "\n")
    asyncio.run(import_all(config, database, [lines], None, Wanted()))
    return config, database


def url_of(number: int) -> str:
    return f"https://bench.example/{number}"


def cpu(work: Callable[[], object]) -> float:
    """Seconds of this process and of those that it has started and that have ended."""
    began = _used()
    work()
    return _used() - began


def _used() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def again(config: Config, database: Database, count: int) -> Reparsed:
    """`count`: pages that are made to look as if an older parser had read them."""
    with database.write() as connection:
        chosen = f'(SELECT id FROM "fetch" ORDER BY id LIMIT {count})'
        connection.execute(text(f"UPDATE \"fetch\" SET parser_version = '0' WHERE id IN {chosen}"))
    return asyncio.run(reparse(config, database, files_of(config), ReparseRequest()))


def measure(bodies: Sequence[bytes], folder: Path) -> None:
    config, database = archive_of(bodies, folder)
    parse(bodies[0], url_of(0))
    bare = cpu(lambda: [parse(body, url_of(number)) for number, body in enumerate(bodies)])
    starting = cpu(lambda: again(config, database, 1))
    began, reports = time.monotonic(), list[Reparsed]()
    whole = cpu(lambda: reports.append(again(config, database, len(bodies))))
    seconds = time.monotonic() - began
    database.close()
    count = len(bodies)
    print(f"{count} pages: {dict(reports[0].counts)}, {count / seconds:.0f} a second by the clock")
    print(f"CPU ms a page: parse alone {1000 * bare / count:.2f}, reparse {1000 * (whole - starting) / count:.2f}")
    print(f"CPU s to start and stop: {starting:.2f}; {bare / (whole - starting):.0%} of the bare parser's speed")


if __name__ == "__main__":
    run(__doc__, measure)
