"""Carrying a decision into the database: each function is one transaction over one visited page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from db import articles, frontier, runs
from db.articles import ArticleRecord, Edit, Known, PastRow
from db.frontier import Discovery, PageRow
from db.runs import FetchRow
from scraper.archive import Capture
from scraper.article import Article
from scraper.crawl.identity import identify
from scraper.crawl.recognise import recognise, recognise_again
from scraper.crawl.record import answered, failed, outcome_of
from scraper.crawl.work import Work, now
from scraper.errors import FetchError
from scraper.identify import (
    Version,
    alias_kind,
    changes,
    clean_url,
    size,
    url_key,
    what_changed,
)
from scraper.reading import Reading
from scraper.response import Response
from scraper.schedule import BROKEN_AGAIN, REJECTED_AGAIN, next_revisit, retry_page
from scraper.text import content_hash


@dataclass(frozen=True, slots=True)
class Got:
    """A page, what it answered, and where that is kept raw."""

    page: PageRow
    response: Response
    capture: Capture | None

    @property
    def address(self) -> str:
        """Where a reader finds it: after redirects; for what a JSON interface answers, the page that it is drawn on."""
        return self.page.url if self.page.item is not None else self.response.final_url


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
    serving = _settle_pages(connection, work, got, article_id, canonical, key, moment, changed_at)
    is_detour = outcome == "unchanged" and serving.id != got.page.id
    return Stored(article_id, serving.id, "alias" if is_detour else outcome, original)


def note_alias(connection: Connection, work: Work, got: Got, article: Article) -> bool:
    """Point the page to the article at its canonical address; False where there is none (yet), or another one."""
    identity = identify(connection, got.page, got.address, article)
    known, canonical = identity.known, identity.canonical
    if known is None or identity.key == url_key(got.address):
        return False
    fetch = answered(work, got.page.url, got.response, got.capture, "alias", page_id=got.page.id)
    runs.record_fetch(connection, fetch)
    _make_alias(connection, got, known.id, canonical, now())
    return True


def note_unchanged(
    connection: Connection, work: Work, page: PageRow, response: Response, capture: Capture | None
) -> None:
    moment = now()
    runs.record_fetch(connection, answered(work, page.url, response, capture, "not_modified", page_id=page.id))
    if page.article_id is not None:
        articles.touch(connection, page.article_id, moment)
    due_at = _next_visit(work, page, moment) if page.article_id is not None else moment + REJECTED_AGAIN
    frontier.settle(connection, page.id, attempts=0, last_fetched_at=moment, next_visit_at=due_at)


def note_rejected(connection: Connection, work: Work, got: Got, article: Article) -> None:
    """No article: kept raw, with the reason. What was an article stays one, whatever the site serves today."""
    page = got.page
    fetch = answered(work, page.url, got.response, got.capture, "rejected", page_id=page.id)
    runs.record_fetch(connection, replace(fetch, parser_version=article.parser_version))
    frontier.settle(
        connection,
        page.id,
        **_served(got.response),
        state="rejected" if page.article_id is None else page.state,
        reason=article.rejected_because,
        next_visit_at=now() + REJECTED_AGAIN,
    )


def note_failed(connection: Connection, work: Work, page: PageRow, error: FetchError, capture: Capture | None) -> None:
    """No answer, or an error: when to try again depends on its class. An article that is gone is marked, and stays."""
    moment = now()
    outcome = outcome_of(error)
    if outcome == "resting":  # nothing was asked: the page waits with its host, and nothing counts against it
        again_at = moment + timedelta(seconds=error.retry_after_s or 0)
        frontier.settle(connection, page.id, reason=str(error), next_visit_at=again_at)
        return
    runs.record_fetch(connection, failed(work, page.url, error, capture, page_id=page.id))
    if outcome == "gone" and page.article_id is not None:
        articles.mark_gone(connection, page.article_id, moment)
    frontier.settle(
        connection,
        page.id,
        state=outcome if page.article_id is None else page.state,
        reason=str(error),
        attempts=page.attempts + 1,
        last_fetched_at=moment,
        next_visit_at=retry_page(error.kind, error.status, page.attempts + 1, moment),
    )


def note_broken(connection: Connection, work: Work, page: PageRow, reason: str) -> None:
    """We could not deal with the page: a mistake of ours, so it waits for a better version of the program."""
    moment = now()
    row = FetchRow(
        run_id=work.run_id,
        source_id=work.row.id,
        page_id=page.id,
        url=page.url,
        fetched_at=moment,
        outcome="failed",
        error_kind="internal",
        error=reason,
    )
    runs.record_fetch(connection, row)
    frontier.settle(
        connection,
        page.id,
        state="failed" if page.article_id is None else page.state,
        reason=reason,
        attempts=page.attempts + 1,
        last_fetched_at=moment,
        next_visit_at=moment + BROKEN_AGAIN,
    )


def to_record(reading: Reading, url: str, canonical: str, key: str) -> ArticleRecord:
    """The parser's article with the identity that we gave it."""
    article = reading.article
    return ArticleRecord(
        url=url,
        canonical_url=canonical,
        url_key=key,
        title=article.title,
        lead=article.lead,
        text=article.text,
        authors=article.authors,
        keywords=article.keywords,
        published_at=article.published_at,
        published_precision=article.published_precision,
        published_from=article.published_from,
        modified_at=article.modified_at,
        language=article.language,
        section=article.section,
        dateline=article.dateline,
        dateline_prefix=article.dateline_prefix,
        signature=article.signature,
        publisher=article.publisher,
        image_url=article.image_url,
        kind=article.kind,
        is_free=article.is_free,
        is_truncated=article.is_truncated,
        word_count=article.word_count,
        content_hash=article.content_hash,
        parser_version=article.parser_version,
        agencies=reading.agencies,
        words=reading.words,
    )


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


def _settle_pages(
    connection: Connection,
    work: Work,
    got: Got,
    article_id: int,
    canonical: str,
    key: str,
    moment: datetime,
    changed_at: datetime | None,
) -> PageRow:
    """Say which page serves the article, and that the others on the way lead to it. Returns the one that serves."""
    final_url = clean_url(got.address) or got.address
    final_key = url_key(final_url)
    serving = got.page
    if final_key != got.page.url_key:
        _make_alias(connection, got, article_id, canonical, moment)
        serving = frontier.ensure_page(connection, work.row.id, Discovery(final_url, final_key), moment)
    frontier.settle(
        connection,
        serving.id,
        **_served(got.response),
        state="article",
        reason=None,
        article_id=article_id,
        next_visit_at=_next_visit(work, serving, moment, changed_at),
    )
    _name_addresses(connection, serving, canonical, [final_url], moment)
    if key != final_key:  # the canonical address yields nothing itself, but it is this article's
        home = frontier.ensure_page(connection, work.row.id, Discovery(canonical, key), moment)
        if home.article_id is None:
            frontier.settle(connection, home.id, article_id=article_id)
            _name_addresses(connection, home, canonical, [canonical], moment)
    return serving


def _make_alias(connection: Connection, got: Got, article_id: int, canonical: str, moment: datetime) -> None:
    """The page is another way to the article: it is never visited again, the article's own page is."""
    page = got.page
    frontier.settle(
        connection,
        page.id,
        **_served(got.response),
        state="alias",
        reason=None,
        article_id=article_id,
        next_visit_at=None,
    )
    seen = frontier.addresses_of(connection, page.id)
    hops = [hop.url for hop in got.response.hops]
    kinds = {url: "redirect" if got.response.hops else alias_kind(url, canonical) for url in [*seen, *hops]}
    frontier.note_addresses(connection, [(page.id, url, kind) for url, kind in kinds.items()], moment)


def _name_addresses(connection: Connection, page: PageRow, canonical: str, more: list[str], moment: datetime) -> None:
    """Say of every address of the page why it is the same article."""
    urls = dict.fromkeys([*frontier.addresses_of(connection, page.id), *more])
    named = [(page.id, url, "canonical" if url == canonical else alias_kind(url, canonical)) for url in urls]
    frontier.note_addresses(connection, named, moment)


def _next_visit(work: Work, page: PageRow, moment: datetime, changed_at: datetime | None = None) -> datetime | None:
    return next_revisit(work.revisit_plan, page.discovered_at, moment, changed_at)


def _served(response: Response) -> dict[str, Any]:
    """What to send along next time, to be told that nothing has changed."""
    return {
        "attempts": 0,
        "last_fetched_at": response.fetched_at,
        "etag": response.header("ETag"),
        "last_modified": response.header("Last-Modified"),
        "payload_digest": response.payload_digest,
    }
