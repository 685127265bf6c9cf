"""Carrying a page from the past into the database: as the history of its article, and nothing planned for it."""

from __future__ import annotations

from datetime import datetime

from db import articles, captures, frontier, past, reread, runs
from db.article_rows import ArticleRecord, Edit, Known
from db.connection import Connection
from db.frontier import Discovery, PageRow
from db.reread import Reread
from scraper.archive import Capture
from scraper.crawl.identity import identify
from scraper.crawl.recognise import recognise, recognise_again
from scraper.crawl.record import answered
from scraper.crawl.to_record import to_record
from scraper.crawl.versions import as_read, edit_between, version_of
from scraper.crawl.work import Work
from scraper.raw.place import Earlier, Newest, Same, outcome, place
from scraper.reading import Reading
from scraper.response import Response


def store_renewed(connection: Connection, row: Reread, record: ArticleRecord) -> str:
    """The same text, of which a newer parser says something else, as who wrote it: unchanged, or overtaken."""
    reread.note_read(connection, [row.fetch_id], [], record.parser_version)
    assert row.page.article_id is not None
    known = past.standing(connection, row.page.article_id)
    if known.version.fetch_id != row.fetch_id:
        return "overtaken"
    past.read_anew(connection, known, record, Edit())
    return "unchanged"


def store_reread(connection: Connection, row: Reread, reading: Reading) -> str:
    """What a newer parser makes of a capture: changed, unchanged, found (no article before), kept (none any more),
    rejected (still none), or overtaken by a crawl."""
    article = reading.article
    reread.note_read(connection, [row.fetch_id], [], article.parser_version)
    if row.page.article_id is None:
        return "rejected" if article.kind == "page" else _found(connection, row, reading)
    if article.kind == "page":
        return "kept"
    known = past.standing(connection, row.page.article_id)
    if known.version.fetch_id != row.fetch_id:
        return "overtaken"
    record = to_record(reading, row.final_url, known.canonical_url, known.url_key)
    edit = edit_between(as_read(known.version), as_read(record))
    past.read_anew(connection, known, record, edit)
    if edit.changed:
        recognise_again(connection, known.id, reading.fingerprint, reading.clues, known.version.seen_at)
    return "changed" if edit.changed else "unchanged"


def store_past(
    connection: Connection, work: Work, page: PageRow, response: Response, capture: Capture | None, reading: Reading
) -> str:
    """An imported page: its fetch, and its place in the past. Returns new, revised, unchanged, known or rejected.

    `known`: this very capture is there already, and nothing is written.
    """
    if captures.is_known(connection, page.id, response.fetched_at, response.payload_digest):
        return "known"
    version = reading.article.parser_version
    fetch = answered(work, page.url, response, capture, "rejected", page_id=page.id, parser_version=version)
    if reading.article.kind == "page":
        runs.record_fetch(connection, fetch)
        if page.state == "new":
            reason = reading.article.rejected_because
            frontier.settle(connection, page.id, state="rejected", reason=reason, next_visit_at=None)
        return "rejected"
    fetch_id = runs.record_fetch(connection, fetch)
    done = _into_history(connection, work.row.id, page, reading, response.final_url, fetch_id, response.fetched_at)
    captures.set_outcome(connection, fetch_id, done)
    return done


def _found(connection: Connection, row: Reread, reading: Reading) -> str:
    """A page that was no article to an older parser."""
    page = row.page
    done = _into_history(connection, page.source_id, page, reading, row.final_url, row.fetch_id, row.fetched_at)
    captures.set_outcome(connection, row.fetch_id, done)
    return "found"


def _into_history(
    connection: Connection,
    source_id: int,
    page: PageRow,
    reading: Reading,
    url: str,
    fetch_id: int,
    seen_at: datetime,
) -> str:
    identity = identify(connection, page, url, reading.article)
    canonical, key, known = identity.canonical, identity.key, identity.known
    record = to_record(reading, url, canonical, key)
    if known is None:
        article_id, done = articles.add(connection, source_id, record, fetch_id, seen_at), "new"
        subject = articles.text_row(article_id, record)
        recognise(connection, subject, reading.fingerprint, reading.clues, seen_at)
    else:
        article_id = known.id
        done = _place(connection, known, record, reading, fetch_id, seen_at)
    _settle(connection, page, article_id, canonical, key, seen_at)
    return done


def _place(
    connection: Connection,
    known: Known,
    record: ArticleRecord,
    reading: Reading,
    fetch_id: int,
    seen_at: datetime,
) -> str:
    decision = place(past.versions(connection, known.id), version_of(record), seen_at)
    match decision:
        case Newest(edit):
            articles.revise(connection, known, record, edit, fetch_id, seen_at)
            recognise_again(connection, known.id, reading.fingerprint, reading.clues, seen_at)
        case Earlier(number, edit, edit_after):
            past.insert_earlier(connection, known.id, number, record, edit, edit_after, fetch_id, seen_at)
        case Same(version_id, is_earlier=True):
            past.was_there(connection, known.id, version_id, seen_at)
        case Same():
            past.seen(connection, known.id, seen_at)
    return outcome(decision)


def _settle(
    connection: Connection, page: PageRow, article_id: int, canonical: str, key: str, seen_at: datetime
) -> None:
    """The page leads to the article. When it is visited next is the crawl's to say; a new one is not visited at all."""
    is_new = page.state in {"new", "rejected", "failed"}
    if is_new:
        state = "article" if page.url_key == key else "alias"
        frontier.settle(connection, page.id, state=state, reason=None, article_id=article_id, next_visit_at=None)
    addresses = [(page.id, page.url, "canonical" if page.url == canonical else "variant")]
    frontier.note_addresses(connection, addresses, seen_at, rename=is_new)
    if page.url_key != key:
        found = Discovery(canonical, key, told_by=None, address=canonical, kind="canonical")
        home = frontier.ensure_page(connection, page.source_id, found, seen_at)
        if home.article_id is None:
            frontier.settle(connection, home.id, state="article", article_id=article_id, next_visit_at=None)
