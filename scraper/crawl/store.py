"""An article into the database, in one transaction: its text as a version, its place among copies, its addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db import articles, runs
from db.article_rows import ArticleRecord, Edit, Known
from db.connection import Connection
from scraper.crawl.identity import identify
from scraper.crawl.recognise import recognise, recognise_again
from scraper.crawl.record import answered
from scraper.crawl.serving import Got, settle_pages
from scraper.crawl.to_record import to_record
from scraper.crawl.versions import edit_between, version_of
from scraper.crawl.work import Work, now
from scraper.identify import what_changed
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
    edit = edit_between(version_of(known), version_of(record)) if known else Edit()
    outcome = "new" if known is None else "revised" if edit.changed else "unchanged"
    page_id, version = got.page.id, record.parser_version
    fetch = answered(work, got.page.url, got.response, got.capture, outcome, page_id=page_id, parser_version=version)
    fetch_id = runs.record_fetch(connection, fetch)
    if known is None:
        article_id = articles.add(connection, work.row.id, record, fetch_id, moment)
        subject = articles.text_row(article_id, record)
        original = recognise(connection, subject, reading.fingerprint, reading.clues, moment).original
    else:
        article_id = known.id
        original = _renew(connection, known, record, reading, edit, fetch_id, moment)
    changed_at = moment if outcome == "revised" else None
    serving = settle_pages(connection, work, got, article_id, canonical, key, moment, changed_at)
    is_detour = outcome == "unchanged" and serving.id != got.page.id
    return Stored(article_id, serving.id, "alias" if is_detour else outcome, original)


def _renew(
    connection: Connection,
    known: Known,
    record: ArticleRecord,
    reading: Reading,
    edit: Edit,
    fetch_id: int,
    moment: datetime,
) -> int | None:
    version = version_of(record)
    if not edit.changed:
        articles.touch(connection, known.id, moment)
        if known.printed_hash != record.printed_hash and version_of(known).printed != version.printed:
            articles.note_printed(connection, known, record.printed_hash)  # the site writes other boilerplate now
        return None
    hashes = {record.content_hash, content_hash(reading.uncut or record.text)}
    past = articles.past_like(connection, known.id, hashes, version.printed)
    old = next((row for row in past if not what_changed(version_of(row), version)), None)
    if old is not None:
        articles.go_back(connection, known, old, record, moment)
    else:
        articles.revise(connection, known, record, edit, fetch_id, moment)
    return recognise_again(connection, known.id, reading.fingerprint, reading.clues, moment).original
