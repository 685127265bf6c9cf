"""An article into the database, in one transaction: its text as a version, its place among copies, its addresses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from db import articles, runs
from db.article_rows import ArticleRecord, Edit, Known, PastRow
from db.connection import Connection
from scraper.crawl.identity import identify
from scraper.crawl.recognise import recognise, recognise_again
from scraper.crawl.record import answered
from scraper.crawl.serving import Got, settle_pages
from scraper.crawl.to_record import to_record
from scraper.crawl.work import Work, now
from scraper.identify import Version, changes, size, what_changed
from scraper.reading import Reading
from scraper.text import content_hash


@dataclass(frozen=True, slots=True)
class Stored:
    """`outcome`: new, revised, unchanged, or alias where another page had brought it already.

    `original`: the article that has the same text and came first, which may be this one; None where there is no other.
    """

    article_id: int
    page_id: int
    outcome: str
    original: int | None


def store_article(connection: Connection, work: Work, got: Got, reading: Reading) -> Stored:
    """The article, its revision, its place among its copies, its addresses, the next visit: all or nothing."""
    moment = now()
    identity = identify(connection, got.page, got.address, reading.article)
    canonical, key, known = identity.canonical, identity.key, identity.known
    record = to_record(reading, got.address, canonical, key)
    changed = _changes(known, record, reading.uncut) if known else frozenset()
    outcome = "new" if known is None else "revised" if changed else "unchanged"
    fetch = answered(work, got.page.url, got.response, got.capture, outcome, page_id=got.page.id)
    fetch_id = runs.record_fetch(connection, replace(fetch, parser_version=record.parser_version))
    if known is None:
        article_id = articles.add(connection, work.row.id, record, fetch_id, moment)
        subject = articles.text_row(article_id, record)
        original = recognise(connection, subject, reading.fingerprint, reading.clues, moment).original
    else:
        article_id = known.id
        original = _renew(connection, known, record, reading, changed, fetch_id, moment)
    changed_at = moment if outcome == "revised" else None
    serving = settle_pages(connection, work, got, article_id, canonical, key, moment, changed_at)
    is_detour = outcome == "unchanged" and serving.id != got.page.id
    return Stored(article_id, serving.id, "alias" if is_detour else outcome, original)


def _changes(known: Known, record: ArticleRecord, uncut: str) -> frozenset[Any]:
    """What the publisher changed; that we know the site's boilerplate better than last time is no revision."""
    changed = what_changed(_version(known), _version(record))
    if "text" in changed and content_hash(known.text) == content_hash(uncut):
        return changed - {"text"}
    return changed


def _is(old: PastRow, record: ArticleRecord) -> bool:
    return not what_changed(_version(old), _version(record))


def _version(of: Known | PastRow | ArticleRecord) -> Version:
    return Version(title=of.title, lead=of.lead, text=of.text)


def _renew(
    connection: Connection,
    known: Known,
    record: ArticleRecord,
    reading: Reading,
    changed: frozenset[Any],
    fetch_id: int,
    moment: datetime,
) -> int | None:
    if not changed:
        articles.touch(connection, known.id, moment)
        return None
    old = next((v for v in articles.past(connection, known.id, record.content_hash) if _is(v, record)), None)
    if old is not None:
        articles.go_back(connection, known, old, record, moment)
    else:
        added, removed = size(changes(_version(known), _version(record)))
        edit = Edit(tuple(sorted(changed)), added, removed)
        articles.revise(connection, known, record, edit, fetch_id, moment)
    return recognise_again(connection, known.id, reading.fingerprint, reading.clues, moment).original
