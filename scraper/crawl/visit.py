"""One page: fetch it, keep it raw, read it, decide which article it is, store that."""

from __future__ import annotations

import asyncio

from db import DatabaseError, frontier
from db.frontier import Discovery, PageRow
from scraper.article import Article
from scraper.crawl.endpoints import charset_of
from scraper.crawl.record import outcome_of
from scraper.crawl.store import (
    Got,
    Stored,
    note_alias,
    note_broken,
    note_failed,
    note_rejected,
    note_unchanged,
    store_article,
)
from scraper.crawl.work import Work, log, now
from scraper.errors import ArchiveError, FetchError
from scraper.fetch import Validators
from scraper.identify import trusted_canonical, url_key
from scraper.parse import Hints, Rules, parse
from scraper.response import Response


class Visitor:
    """Visits the pages of one pass; remembers which are being visited, so that none is fetched twice at once."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self._rules = _rules(work)
        self._visited: set[str] = set()

    async def visit(self, page: PageRow) -> None:
        """Do one page. A page that breaks our own code is noted as failed and costs nobody else anything."""
        if page.url_key in self._visited:
            return
        try:
            outcome = await self._visit(page)
        except (DatabaseError, ArchiveError):
            raise
        except Exception as error:  # the edge of a unit of work: one page
            log.exception("source %s: %s could not be dealt with", self.work.row.name, page.url)
            outcome = "failed"
            self.work.tally.failed += 1
            reason = f"{type(error).__name__}: {error}"
            await self.work.desk.write(lambda c: note_broken(c, self.work, page, reason))
        self.work.observer.page_done(self.work.row.name, page.url, outcome)

    async def _visit(self, page: PageRow, *, follow: bool = True) -> str:
        self._visited.add(page.url_key)
        work = self.work
        try:
            response = await self._fetch(page)
        except FetchError as error:
            failure, outcome = error, outcome_of(error)
            work.tally.rejected += outcome == "refused"
            work.tally.failed += outcome != "refused"
            await work.desk.write(lambda c: note_failed(c, work, page, failure))
            return outcome
        work.tally.fetched += 1
        if response.not_modified or response.payload_digest == page.payload_digest:
            work.tally.not_modified += 1
            await work.desk.write(lambda c: note_unchanged(c, work, page, response))
            return "not_modified"
        got = Got(page, response, await work.desk.keep(response))
        article = await asyncio.to_thread(self._parse, page, response)
        if article.kind == "page":
            work.tally.rejected += 1
            await work.desk.write(lambda c: note_rejected(c, work, got, article))
            return "rejected"
        return await self._article(got, article, follow=follow)

    async def _fetch(self, page: PageRow) -> Response:
        settings = self.work.settings
        return await self.work.client.get(
            page.url,
            validators=Validators(etag=page.etag, last_modified=page.last_modified),
            headers=settings.headers,
            delay_s=settings.delay_s,
            concurrency=settings.concurrency,
        )

    def _parse(self, page: PageRow, response: Response) -> Article:
        hints = Hints(
            title=page.hint_title,
            published_at=page.hint_published_at,
            published_from=page.hint_from,
            language=self.work.settings.language,
        )
        charset = charset_of(response)
        return parse(
            response.body, response.final_url, charset=charset, hints=hints, rules=self._rules, now=response.fetched_at
        )

    async def _article(self, got: Got, article: Article, *, follow: bool) -> str:
        """Store the article under the address that we trust, and let the other ways to it point there.

        The page that a copy (AMP, print, old slug) names as canonical is fetched in its stead, once: what stands
        there is the article, and the copy is stored only when that page yields none.
        """
        work, page = self.work, got.page
        canonical = trusted_canonical(article.canonical_url, got.response.final_url)
        key = url_key(canonical)
        if key not in {url_key(got.response.final_url), page.url_key} and follow:
            told = Discovery(
                canonical, key, page.hint_title, page.hint_published_at, told_by=page.hint_from, address=canonical
            )
            target = await work.desk.write(lambda c: frontier.ensure_page(c, work.row.id, told, now()))
            if target.article_id is None and key not in self._visited:
                await self._visit(target, follow=False)
            if await work.desk.write(lambda c: note_alias(c, work, got, canonical, key)):
                return "alias"
        stored = await work.desk.write(lambda c: store_article(c, work, got, article, canonical, key))
        self._count(stored)
        return stored.outcome

    def _count(self, stored: Stored) -> None:
        tally = self.work.tally
        tally.new += stored.outcome == "new"
        tally.revised += stored.outcome == "revised"
        # A copy was found: this article, or the one that it is the original of and that came in before it.
        tally.duplicates += stored.outcome == "new" and stored.original is not None


def _rules(work: Work) -> Rules:
    """The configured rules of the site in the parser's words."""
    rules = work.settings.rules
    return Rules(
        title=rules.title,
        text=rules.text,
        lead=rules.lead,
        authors=rules.authors,
        published=rules.published,
        remove=rules.remove,
        dateline=rules.dateline.pattern if rules.dateline else None,
        signature=rules.signature.pattern if rules.signature else None,
    )
