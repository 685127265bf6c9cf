"""What `archive import` does with each thing that it is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from db import Database, frontier, sources
from db.connection import Connection
from db.frontier import Discovery
from scraper.archive.lock import reading
from scraper.config import Config
from scraper.errors import UsageError
from scraper.identify import clean_url, url_key
from scraper.raw.inbox.item import Items
from scraper.raw.inbox.lists import listed_urls, opml_feeds
from scraper.raw.inbox.saved import folder_pages, lines_pages
from scraper.raw.inbox.warc import warc_pages
from scraper.raw.inbox.wayback import CdxQuery, wayback_pages
from scraper.raw.intake import Inbox, Wanted, source_of, take_in
from scraper.raw.session import Session, open_session

LISTS = {"urls", "opml"}


def kind_of(path: Path) -> str:
    """warc, folder, lines, urls or opml, by the name. Raises UsageError."""
    if path.is_dir():
        return "folder"
    name = path.name.lower().removesuffix(".open")
    endings = {
        "warc": (".warc", ".warc.gz", ".arc", ".arc.gz"),
        "lines": (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"),
        "opml": (".opml", ".xml"),
        "urls": (".txt", ".urls", ".csv"),
    }
    for kind, known in endings.items():
        if name.endswith(known):
            return kind
    raise UsageError(f"{path}: expected a folder, or a file that ends with .warc.gz, .warc, .jsonl, .opml or .txt")


async def import_all(
    config: Config,
    database: Database,
    paths: Sequence[Path],
    wayback: CdxQuery | None,
    wanted: Wanted,
    advance: Callable[[], None] = lambda: None,
) -> Counter[str]:
    """Import one after the other. What is done already costs nothing. Raises as `take_in` does, and UsageError."""
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: there is no such file or folder")
    if wanted.source is not None:
        with database.write() as connection:
            sources.ensure(connection, wanted.source, datetime.now(UTC))
    counts: Counter[str] = Counter()
    async with open_session(config, database) as session:
        for path in paths:
            counts += await _import(session, path, wanted, advance)
        if wayback is not None:
            pages = partial(wayback_pages, session.tools.client, wayback)
            counts += await take_in(
                session, Inbox("wayback", f"{wayback.server} {wayback.url}", pages), wanted, advance
            )
    return counts


async def _import(session: Session, path: Path, wanted: Wanted, advance: Callable[[], None]) -> Counter[str]:
    kind = kind_of(path)
    if kind in LISTS:
        return await session.desk.write(lambda c: _note_list(c, session.config, kind, path, wanted))
    ours = _own_folder(path, session.config)
    with reading(ours) if ours is not None else nullcontext():
        return await take_in(session, _inbox(kind, path, ours is not None), wanted, advance)


def _own_folder(path: Path, config: Config) -> Path | None:
    """The archive's, if the file lies in it; None for what comes from elsewhere."""
    is_ours = config.archive is not None and path.resolve().parent == config.archive.resolve()
    return config.archive if is_ours else None


def _inbox(kind: str, path: Path, is_ours: bool) -> Inbox:
    readers: dict[str, Callable[[str | None], Items]] = {
        "warc": lambda position: warc_pages(path, position, is_ours=is_ours),
        "folder": lambda position: folder_pages(path, position),
        "lines": lambda position: lines_pages(path, position),
    }
    return Inbox(kind, str(path.resolve()), readers[kind])


def _note_list(connection: Connection, config: Config, kind: str, path: Path, wanted: Wanted) -> Counter[str]:
    """Addresses for the next crawl: pages to visit, or feeds to ask. Those of no source are skipped."""
    try:
        found = opml_feeds(path.read_bytes()) if kind == "opml" else listed_urls(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UsageError(f"{path}: {error}") from None
    counts: Counter[str] = Counter()
    for address in found:
        source, url = wanted.source or source_of(address, config), clean_url(address)
        if source is None or url is None:
            counts["skipped"] += 1
            continue
        source_id, moment = sources.named(connection, source).id, datetime.now(UTC)
        if kind == "opml":
            known = {row.url for row in sources.endpoints(connection, source_id)}
            sources.add_endpoint(connection, source_id, "feed", address, "opml")
            counts["known" if address in known else "imported"] += 1
        else:
            page = Discovery(url, url_key(url), told_by="list", address=address)
            counts["imported" if frontier.discover(connection, source_id, None, [page], moment) else "known"] += 1
    return counts
