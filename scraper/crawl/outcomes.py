"""What became of a page that brought no new text, into the database: each function is one transaction over one page."""

from __future__ import annotations

from datetime import datetime, timedelta

from db import articles, frontier, runs
from db.connection import Connection
from db.frontier import PageRow
from db.runs import FetchRow
from scraper.archive import Capture
from scraper.article import Article
from scraper.crawl.identity import identify
from scraper.crawl.record import answered, failed, outcome_of, place_of
from scraper.crawl.serving import Got, make_alias, next_visit, served
from scraper.crawl.work import Work, now
from scraper.errors import FetchError
from scraper.identify import url_key
from scraper.response import Response
from scraper.schedule import REJECTED_AGAIN, retry_page


def note_alias(connection: Connection, work: Work, got: Got, article: Article) -> bool:
    """Point the page to the article at its canonical address; False where there is none (yet), or another one."""
    identity = identify(connection, got.page, got.address, article)
    known, canonical = identity.known, identity.canonical
    if known is None or identity.key == url_key(got.address):
        return False
    fetch = answered(work, got.page.url, got.response, got.capture, "alias", page_id=got.page.id)
    runs.record_fetch(connection, fetch)
    make_alias(connection, got, known.id, canonical, now())
    return True


def note_unchanged(
    connection: Connection, work: Work, page: PageRow, response: Response, capture: Capture | None
) -> None:
    moment = now()
    runs.record_fetch(connection, answered(work, page.url, response, capture, "not_modified", page_id=page.id))
    if page.article_id is not None:
        articles.touch(connection, page.article_id, moment)
    due_at = next_visit(work, page, moment) if page.article_id is not None else moment + REJECTED_AGAIN
    frontier.settle(connection, page.id, attempts=0, last_fetched_at=moment, next_visit_at=due_at)


def note_rejected(connection: Connection, work: Work, got: Got, article: Article) -> None:
    """No article: kept raw, with the reason. What was an article stays one, whatever the site serves today."""
    page = got.page
    version = article.parser_version
    fetch = answered(work, page.url, got.response, got.capture, "rejected", page_id=page.id, parser_version=version)
    runs.record_fetch(connection, fetch)
    frontier.settle(
        connection,
        page.id,
        **served(got.response),
        state="rejected" if page.article_id is None else page.state,
        reason=article.rejected_because,
        next_visit_at=now() + REJECTED_AGAIN,
    )


def note_failed(connection: Connection, work: Work, page: PageRow, error: FetchError, capture: Capture | None) -> None:
    """No answer, or an error: when to try again depends on its class. An article that is gone is marked, and stays."""
    moment = now()
    outcome = outcome_of(error)
    fetch = failed(work, page.url, error, capture, page_id=page.id)
    if outcome == "resting":  # nobody was asked: the page waits with its host or us, and nothing counts against it
        if capture is not None:  # but the page itself was: it is a further part of it whose host rests
            runs.record_fetch(connection, fetch._replace(outcome="failed"))
        again_at = moment + timedelta(seconds=error.retry_after_s or 0)
        frontier.settle(connection, page.id, reason=str(error), next_visit_at=again_at)
        return
    runs.record_fetch(connection, fetch)
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


def note_broken(
    connection: Connection, work: Work, page: PageRow, reason: str, capture: Capture | None, again_at: datetime
) -> None:
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
        **place_of(capture),
    )
    runs.record_fetch(connection, row)
    frontier.settle(
        connection,
        page.id,
        state="failed" if page.article_id is None else page.state,
        reason=reason,
        attempts=page.attempts + 1,
        last_fetched_at=moment,
        next_visit_at=again_at,
    )
